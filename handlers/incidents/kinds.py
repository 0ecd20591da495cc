"""The kinds of incident: words people use for them, how grave, whose matter, how secret. Pure.

Severities follow the field's practice (DOMAIN, incidents); they are proposals that the reporter
may change. Labels are in texts/incident_kinds.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from handlers.forms.reading import words_of
from handlers.texts.incident_kinds import KIND_LABELS
from storage.incidents import Severity

_STRONG = 2
_WEAK = 1


@dataclass(frozen=True)
class Cause:
    """A finer reason within a kind. `words` are phrases that mean it, separated by commas."""

    severity: Severity
    words: str


@dataclass(frozen=True)
class Kind:
    """`agencies` are in charge: their answer stops the clock. `hints` alone prove little."""

    code: str
    agencies: tuple[str, ...]
    severity: Severity
    causes: Mapping[str, Cause]
    words: str = ""
    hints: str = ""
    confidential: bool = False

    @property
    def label(self) -> str:
        """As people read it (not escaped)."""
        return KIND_LABELS[self.code]


def _kinds(*kinds: Kind) -> dict[str, Kind]:
    return {kind.code: kind for kind in kinds}


_RED, _ORANGE, _YELLOW, _INFO = Severity.MERAH, Severity.ORANYE, Severity.KUNING, Severity.INFO

HEALTH = "kesehatan"
"""Reported by buttons alone, and never copied to groups."""
OTHER = "lainnya"

KINDS = _kinds(
    Kind(
        "keamanan", ("polri",), _ORANGE,
        {
            "kekerasan": Cause(_RED, "kekerasan, dipukul, pemukulan, dianiaya, penganiayaan, "
                               "berkelahi, tawuran, senjata, senjata tajam, celurit, bacok, bom"),
            "kericuhan": Cause(_RED, "ricuh, rusuh, kerusuhan, kericuhan, ribut, geruduk, "
                               "massa, amuk, ngamuk, gegeran, dikepung"),
            "perusakan": Cause(_RED, "dirusak massa, kotak dirampas, kotak dibakar, kotak direbut, "
                               "merampas, membakar kotak, perusakan"),
            "ancaman": Cause(_ORANGE, "diancam, ancaman, intimidasi, mengancam, diintimidasi, "
                             "teror, preman, dihalangi, menghadang"),
            "pencurian": Cause(_ORANGE, "pencurian, maling, kemalingan, dicuri"),
            "mencurigakan": Cause(_YELLOW, "mencurigakan, orang mabuk, mabuk, orang asing"),
        },
        words="keamanan, kamtibmas, gangguan keamanan, polisi",
    ),
    Kind(
        "bencana", ("bpbd",), _ORANGE,
        {
            "banjir": Cause(_RED, "banjir, air masuk, kebanjiran, terendam, tergenang, genangan, "
                            "rob, banyu mlebu, kelelep, bandang"),
            "kebakaran": Cause(_RED, "kebakaran, terbakar, api, kobongan, korsleting"),
            "roboh": Cause(_RED, "roboh, ambruk, tps rubuh, rubuh, tenda roboh, runtuh, jebol"),
            "gempa": Cause(_RED, "gempa, longsor, tanah longsor, lindu"),
            "cuaca": Cause(_ORANGE, "angin kencang, puting beliung, hujan deras, hujan lebat, "
                           "badai, udan deres, petir"),
            "pohon": Cause(_ORANGE, "pohon tumbang, pohon roboh, wit ambruk"),
        },
        words="bencana, bpbd, damkar",
        hints="hujan, angin, air, tenda",
    ),
    Kind(
        "logistik", ("kpu",), _ORANGE,
        {
            "hilang": Cause(_RED, "kotak hilang, surat suara hilang, logistik hilang, "
                            "kotak suara hilang"),
            "kurang": Cause(_ORANGE, "surat suara kurang, kurang surat suara, surat suara habis, "
                            "kehabisan surat suara, kotak kurang, tinta kurang, tinta habis, "
                            "segel kurang, logistik kurang, kekurangan surat suara"),
            "belum": Cause(_ORANGE, "logistik belum, kotak belum, surat suara belum, "
                           "belum diterima, durung teko, belum datang, logistik terlambat"),
            "tertukar": Cause(_ORANGE, "tertukar, ketukar, salah kirim, dapil lain"),
            "rusak": Cause(_ORANGE, "surat suara rusak, kotak rusak, surat suara sobek, sobek, "
                           "surat suara basah, kotak basah, logistik basah, rusak kabeh"),
            "segel": Cause(_ORANGE, "segel rusak, tidak tersegel, segel copot, segel lepas, "
                           "tidak disegel, segel putus, tanpa segel"),
            "lebih": Cause(_YELLOW, "surat suara lebih, kelebihan surat suara"),
            "alat": Cause(_YELLOW, "bilik kurang, bilik rusak, alat coblos, formulir kurang, "
                          "alat bantu tunanetra, template braille"),
            "atk": Cause(_INFO, "pulpen, bolpoin, ballpoint, spidol, lem, atk, alat tulis, kertas"),
        },
        words="logistik, perlengkapan",
        hints="hilang, surat suara, kotak suara, kotak, segel, tinta, bilik, formulir, gudang",
    ),
    Kind(
        HEALTH, ("dinkes",), _ORANGE,
        {
            "lelah": Cause(_YELLOW, "lelah, kelelahan, capek, kecapekan, lemas, pusing, kesel"),
            "pingsan": Cause(_RED, "pingsan, semaput, tidak sadar, tak sadarkan diri, kejang"),
            "sesak": Cause(_RED, "sesak, sesak napas, nyeri dada, dada sakit, serangan jantung"),
            "luka": Cause(_ORANGE, "luka, terluka, jatuh, kecelakaan, berdarah, patah"),
            "meninggal": Cause(_RED, "meninggal, meninggal dunia, wafat, mati, tewas"),
        },
        words="kesehatan, kesehatan petugas, petugas sakit, sakit, ambulans, puskesmas, dinkes",
    ),
    Kind(
        "listrik", ("bakesbangpol",), _YELLOW,
        {
            "padam": Cause(_ORANGE, "listrik padam, mati listrik, listrik mati, padam, mati lampu, "
                           "lampu mati, gelap, pln, genset, oglangan"),
            "jaringan": Cause(_YELLOW, "sinyal, tidak ada sinyal, sinyal hilang, jaringan, "
                              "internet, wifi, lemot"),
            "sirekap": Cause(_YELLOW, "sirekap, aplikasi eror, aplikasi error, server down"),
        },
        words="listrik/jaringan, listrik, jaringan listrik",
    ),
    Kind(
        "hakpilih", ("bawaslu", "dispendukcapil"), _YELLOW,
        {
            "ditolak": Cause(_ORANGE, "ditolak, tidak boleh nyoblos, tidak boleh mencoblos, "
                             "dilarang mencoblos, pemilih ditolak"),
            "ktp": Cause(_YELLOW, "ktp, ktp-el, ktp el, e-ktp, suket, belum rekam, perekaman"),
            "dpt": Cause(_YELLOW, "tidak terdaftar, tidak ada di dpt, dpt, nama tidak ada, "
                         "daftar pemilih, hak pilih"),
            "undangan": Cause(_YELLOW, "undangan, c6, c pemberitahuan, pemilih pindahan"),
            "disabilitas": Cause(_YELLOW, "disabilitas, difabel, kursi roda, tunanetra, lansia"),
        },
        words="hak pilih, ktp el, hak pilih ktp el, dukcapil",
    ),
    Kind(
        "netralitas", ("bawaslu",), _ORANGE,
        {
            "berpihak": Cause(_ORANGE, "tidak netral, berpihak, asn kampanye, kampanye, "
                              "mengarahkan, mengarahkan pilihan, dukung calon, pejabat mendukung, "
                              "lurah mendukung, mobilisasi"),
        },
        words="netralitas, netralitas asn, asn, netral, pns",
        confidential=True,
    ),
    Kind(
        "politikuang", ("bawaslu",), _ORANGE,
        {
            "uang": Cause(_ORANGE, "politik uang, money politik, money politics, serangan fajar, "
                          "bagi uang, bagi bagi uang, amplop, uang dibagikan, bagi duit, "
                          "diberi uang, suap, nyogok"),
            "barang": Cause(_ORANGE, "bagi sembako, sembako, bagi beras, bingkisan"),
        },
        words="politikuang",
        hints="uang, duit, pecahan",
        confidential=True,
    ),
    Kind(
        "sara", ("polri",), _YELLOW,
        {
            "kebencian": Cause(_ORANGE, "sara, ujaran kebencian, menghina agama, isu agama, "
                               "rasis, provokasi, menghasut, hasutan"),
            "hoaks": Cause(_YELLOW, "hoaks, hoax, berita bohong, kabar bohong, fitnah, selebaran"),
        },
        words="sara/hoaks, sara hoaks, hoaks sara",
    ),
    Kind(
        "prosedur", ("bawaslu",), _YELLOW,
        {
            "terlambat": Cause(_ORANGE, "tps belum buka, belum buka, telat buka, terlambat buka, "
                               "terlambat dibuka, molor"),
            "dini": Cause(_ORANGE, "hitung sebelum, dihitung sebelum, ditutup sebelum"),
            "ganda": Cause(_ORANGE, "coblos dua kali, mencoblos dua kali, nyoblos dua kali, joki, "
                           "tercoblos, sudah tercoblos, dicoblos petugas, diwakilkan"),
            "aturan": Cause(_YELLOW, "salah prosedur, tidak sesuai aturan, tidak sesuai prosedur, "
                            "psu, coblos ulang, saksi protes, keberatan saksi, kpps tidak"),
            "antrean": Cause(_YELLOW, "antre, antri, antrean, antrian, berdesakan"),
        },
        words="prosedur, pelanggaran prosedur",
        hints="saksi, aturan",
    ),
    Kind(OTHER, (), _YELLOW, {}, words="lainnya, lain lain, lain"),
)  # fmt: skip
"""By code, in the order in which they are offered."""


@dataclass(frozen=True)
class Guess:
    """What a text is about: the kind, and the finer cause if one is named."""

    kind: Kind
    cause: str | None
    score: int


def guesses(text: str) -> list[Guess]:
    """The kinds a text speaks of, the likeliest first; empty if none."""
    words = words_of(text)
    found = [guess for kind in KINDS.values() if (guess := _guess(kind, words)) is not None]
    return sorted(found, key=lambda guess: -guess.score)


def clear_kind(text: str) -> Kind | None:
    """The kind of a text that leaves no doubt; None when it must be asked.

    Where anything sounds confidential, only a text about nothing else is clear: a wrong guess
    would show it to people outside the circle.
    """
    found = guesses(text)
    if not found or found[0].score < _STRONG:
        return None
    first, *others = found
    if any(other.kind.confidential != first.kind.confidential for other in others):
        return None
    if others and others[0].score >= first.score:
        return None
    return first.kind


def cause_of(kind: Kind, text: str) -> str | None:
    """The gravest cause of this kind that a text names."""
    words = words_of(text)
    named = [code for code, cause in kind.causes.items() if _count(words, cause.words)]
    return min(named, key=lambda code: list(Severity).index(kind.causes[code].severity),
               default=None)  # fmt: skip


def proposed_severity(kind: Kind, cause: str | None) -> Severity:
    """How grave an incident of this kind and cause is, before anybody says otherwise."""
    return kind.causes[cause].severity if cause else kind.severity


def phrases(listed: str) -> list[str]:
    """The phrases of a comma-separated list."""
    return [phrase for phrase in listed.split(", ") if phrase]


def _guess(kind: Kind, words: Sequence[str]) -> Guess | None:
    score = _STRONG * _count(words, kind.words) + _WEAK * _count(words, kind.hints)
    score += sum(_STRONG * _count(words, cause.words) for cause in kind.causes.values())
    if not score:
        return None
    text = " ".join(words)
    return Guess(kind, cause_of(kind, text), score)


def _count(words: Sequence[str], listed: str) -> int:
    """How many of the listed phrases occur; longer ones count for each of their words."""
    return sum(
        len(wanted)
        for phrase in phrases(listed)
        if (wanted := words_of(phrase)) and _contains(words, wanted)
    )


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(
        all(_means(word, want) for word, want in zip(words[at : at + size], wanted, strict=True))
        for at in range(len(words) - size + 1)
    )


def _means(word: str, wanted: str) -> bool:
    """Short words must be exact ('api' is not 'apa'); long ones bear a slip, very long ones two."""
    if len(wanted) < 6:
        return word == wanted
    slips = 1 if len(wanted) < 10 else 2
    return bool(DamerauLevenshtein.distance(word, wanted, score_cutoff=slips) <= slips)
