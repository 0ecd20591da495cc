"""The kinds of incident: how grave, whose matter, how secret. Pure.

Severities follow the field's practice; they are proposals that the reporter may change. Labels
are in texts/incident_kinds.py; what free words mean is in handlers/words/.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.texts.incident_kinds import KIND_LABELS
from storage.incidents import Severity


@dataclass(frozen=True)
class Cause:
    """A finer reason within a kind. `words` answer the question for it, separated by commas."""

    severity: Severity
    words: str = ""


@dataclass(frozen=True)
class Kind:
    """`agencies` are in charge: their answer stops the clock. `words` answer "Masalah apa?"."""

    code: str
    agencies: tuple[str, ...]
    severity: Severity
    causes: Mapping[str, Cause]
    words: str = ""
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
            "kekerasan": Cause(_RED),
            "kericuhan": Cause(_RED),
            "perusakan": Cause(_RED),
            "ancaman": Cause(_ORANGE),
            "pencurian": Cause(_ORANGE),
            "mencurigakan": Cause(_YELLOW),
        },
        words="keamanan, kamtibmas, gangguan keamanan, polisi",
    ),
    Kind(
        "bencana", ("bpbd",), _ORANGE,
        {
            "banjir": Cause(_RED),
            "kebakaran": Cause(_RED),
            "roboh": Cause(_RED),
            "gempa": Cause(_RED),
            "cuaca": Cause(_ORANGE),
            "pohon": Cause(_ORANGE),
        },
        words="bencana, bpbd, damkar",
    ),
    Kind(
        "logistik", ("kpu",), _ORANGE,
        {
            "hilang": Cause(_RED),
            "kurang": Cause(_ORANGE),
            "belum": Cause(_ORANGE),
            "tertukar": Cause(_ORANGE),
            "rusak": Cause(_ORANGE),
            "segel": Cause(_ORANGE),
            "lebih": Cause(_YELLOW),
            "alat": Cause(_YELLOW),
            "atk": Cause(_INFO),
        },
        words="logistik, perlengkapan",
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
            "padam": Cause(_ORANGE),
            "jaringan": Cause(_YELLOW),
            "sirekap": Cause(_YELLOW),
        },
        words="listrik/jaringan, listrik, jaringan listrik",
    ),
    Kind(
        "hakpilih", ("bawaslu", "dispendukcapil"), _YELLOW,
        {
            "ditolak": Cause(_ORANGE),
            "ktp": Cause(_YELLOW),
            "dpt": Cause(_YELLOW),
            "undangan": Cause(_YELLOW),
            "disabilitas": Cause(_YELLOW),
        },
        words="hak pilih, ktp el, hak pilih ktp el, dukcapil",
    ),
    Kind(
        "netralitas", ("bawaslu",), _ORANGE,
        {
            "berpihak": Cause(_ORANGE),
        },
        words="netralitas, netralitas asn, asn, netral, pns",
        confidential=True,
    ),
    Kind(
        "politikuang", ("bawaslu",), _ORANGE,
        {
            "uang": Cause(_ORANGE),
            "barang": Cause(_ORANGE),
        },
        words="politikuang",
        confidential=True,
    ),
    Kind(
        "sara", ("polri",), _YELLOW,
        {
            "kebencian": Cause(_ORANGE),
            "hoaks": Cause(_YELLOW),
        },
        words="sara/hoaks, sara hoaks, hoaks sara",
    ),
    Kind(
        "prosedur", ("bawaslu",), _YELLOW,
        {
            "terlambat": Cause(_ORANGE),
            "dini": Cause(_ORANGE),
            "ganda": Cause(_ORANGE),
            "aturan": Cause(_YELLOW),
            "antrean": Cause(_YELLOW),
        },
        words="prosedur, pelanggaran prosedur",
    ),
    Kind(OTHER, (), _YELLOW, {}, words="lainnya, lain lain, lain"),
)  # fmt: skip
"""By code, in the order in which they are offered."""


def proposed_severity(kind: Kind, cause: str | None) -> Severity:
    """How grave an incident of this kind and cause is, before anybody says otherwise."""
    return kind.causes[cause].severity if cause else kind.severity


def phrases(listed: str) -> list[str]:
    """The phrases of a comma-separated list."""
    return [phrase for phrase in listed.split(", ") if phrase]
