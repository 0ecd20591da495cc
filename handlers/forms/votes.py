"""Counts of votes are refused and never stored: the bot must not become a quick count.

UU 7/2017 art. 449(5), 540(2); police guards and this bot may not record results.
"""

import re

from handlers.forms.reading import similar, words_of
from handlers.forms.spoken import in_digits
from handlers.words.lexicon import lexicon

_CANDIDATE = re.compile(
    r"\b(?:paslon|pasangan\s+calon|calon\s+(?:no|nomor|0?[1-9])|capres|cagub|cabup|cawali|cawalkot|caleg"
    r"|nomor\s+urut|no\.?\s*urut|kotak\s+kosong)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:perolehan|suara\s+sah|suara\s+(?:tidak|tdk|tak)\s+sah|quick\s*count)\b", re.IGNORECASE
)
_ONE_OF = re.compile(
    r"\bsalah\s+satu\b|\bsatu\s+(?:pun|sama\s+lain)\b"
    r"|\b(?:[1-9]|satu|dua|tiga|kedua|ketiga)\s+(?=paslon|pasangan|calon|caleg|kubu)",
    re.IGNORECASE,
)
"""How many candidates there are, not how many votes."""
_CALLED = re.compile(
    r"\b(?:paslon|calon|caleg|capres|cagub|cabup|cawali|cawalkot|kubu|nomor|nomer|no|urut)\b\.?"
    r"(?:\s*(?:nomor|nomer|no|urut)\b\.?)*\s*0?[1-9]\b"
    r"(?:\s*,?\s*(?:dan|&|/|vs|maupun|atau|sama|,)\s*(?:paslon\s*)?0?[1-9]\b(?!\s*suara))*",
    re.IGNORECASE,
)
"""A candidate's own number, which counts nothing."""
_MEASURED = re.compile(
    r"\brp\.?\s*\d[\d.]*|\b\d[\d.,]*\s*(?:ribu|rb|rbu|k|juta|jt|ewu|perak|kilo|kg|liter|paket|karung"
    r"|amplop|bungkus|dus|jari|menit|jam|cm|meter|km|ratus\s+ribu)\b"
    r"|\b(?:plat|nopol|mobil|dinas|motor)\s+[a-z]{1,2}\s*\d{1,4}(?:\s*[a-z]{1,3})?\b"
    r"|\b(?:jam|pukul|pkl|tps|rt|rw|gang|gg|tgl|tanggal)\.?\s*\d+(?:[.:]\d+)?\b",
    re.IGNORECASE,
)
"""Money, goods, hours, places: what a report of money or a rally has numbers of."""
_SAID_TWICE = re.compile(r"(?<=[^\W\d_]{3})(?<!tps)2\b")
"""`bagi2` is said twice: no number."""
_CROWD = re.compile(
    r"\b(?:di)?(?:suruh|ajak|paksa|arahkan|bayar|massa|pendukung|simpatisan|relawan|tim|timses|saksi|warga|kubu|rombongan)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b\d+\s*(?:orang|org|anak|pemuda|massa|motor|mobil|saksi)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:dapat|dpt|dapet|raih|peroleh|unggul|menang|suara|imbang|dipilih|dicoblos)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:dapat|dpt|unggul|menang|kalah|raih|meraih|perolehan)\D{0,12}\d+\s+suara\b"
    r"|(?<!surat )\bsuara\b(?:\W+\d{2,4}){2,}"
    r"|^\W*\d{1,3}(?:[\s,;/]+\d{1,3})+\W*$"  # nothing but short numbers
    r"|(?<![\d.:])0[1-9]\s+(?:dapat|dapet|dpt|raih)\s+\d{2,4}\b"
    r"|(?<![\d.:])0[1-9]\W{1,3}\d{1,4}\s+suara\b|\b\d{1,4}\s+(?:untuk|buat)\s+0[1-9]\b"
    r"|(?<!surat )\bsuara\s+terbanyak\b\D*\d"
    r"|\bsah\b\W{0,3}\d"  # sah 200, tidak sah 5
    r"|\d\s+suara\s+(?:untuk|buat|ke)\s+(?:0?[1-9]\b|no|calon|paslon)"
    r"|(?:(?<!surat )(?<!kotak )(?<!bilik )\bsuara\s+[a-z]+\s+\d{2,4}\b\W*){2,}"
    r"|(?<!tps )(?<!tps)(?<![\d.:])\b(?:0[1-9]|(?:no(?:mor|mer)?\.?|calon|paslon|kandidat|cagub"
    r"|cabup|cawali|caleg)\s*(?:0?[1-9]"
    r"|satu|dua|tiga|empat|lima))\s+(?:sudah\s+|sementara\s+|masih\s+)?(?:menang|unggul|kalah"
    r"|memimpin|leading|imbang)\b"  # 01 menang, nomor satu unggul
    r"|\b(?:menang|unggul|kalah|memimpin)\s+(?:0[1-9]|(?:no(?:mor)?|paslon|calon)\.?\s*0?[1-9])\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d")
_PAIR = re.compile(
    r"(?<!tps )(?<!tps)\b0?[1-9]\s*=\s*\d+"  # 01=120
    r"|(?<!tps )(?<!tps)\b0?[1-9]\s*:(?![0-5]\d\b)\s*\d+"  # 01: 120, but not the time 07:05
    r"|(?<![\d.:])0[1-9]\s+\d{2,4}\b"  # 01 120
    r"|\bno(?:mor|mer)?\.?\s*0?[1-9]\b\s*(?:[:=,-]|dapat|dpt)?\s*\d{2,4}\b",  # no 1 120
    re.IGNORECASE,
)

_OF_RESULTS = re.compile(r"\b(?:hasil(?:nya|e)?|skor|rekap|perolehan)\b")
_STATION = re.compile(r"\btps\s*\d{1,3}\b")
_SCORE = re.compile(r"\W*(\d{1,4})\s*[-–—:]\s*(\d{1,4})\W*")
_NUMBER = re.compile(r"\d{1,4}")
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)+|\d+|[^\W\d_]+|[?]")
_OPTIONS = frozenset("a b c d e satu dua tiga empat lima kosong".split())
"""Candidates as people call them who know that they must not."""
_BESIDE = frozenset(
    "skor hasil sementara hitung hitungan penghitungan suara perolehan rekap total jumlah pak bu"
    " bapak ibu mas mbak lapor laporan ijin izin mohon info akhir final cepat dapat dpt untuk di"
    " yang nya ya dan vs lawan sama sudah selesai".split()
)
"""What may stand beside the pairs; a station's number may as well."""
_COUNTED = frozenset(
    "laki lakilaki perempuan pria wanita cowok cewek disabilitas difabel lansia pemula tps kpps"
    " linmas kotak bilik tinta segel surat suara pemilih dpt dptb dpk hadir petugas saksi jam pukul"
    " mulai tutup hitung selesai berangkat tiba rt rw km meter cm lembar buah orang pptps ptps"
    " januari februari maret april mei juni juli agustus september oktober november desember jan"
    " feb mar apr jun jul agt ags agu sep okt nov des senin selasa rabu kamis jumat sabtu minggu"
    " tenda terpal genset lampu galon hp wa ht motor mobil perahu karung paku bantal spidol pulpen"
    " formulir form lem plastik sampul gembok kunci palu tali jl jln jalan gang gg blok no nomor"
    " telp telepon hub kelurahan kecamatan desa dusun l p lk pr".split()
)
"""Things that stations count."""
_SLIPPED = ("kpps", "linmas", "kotak", "bilik", "pemilih", "perempuan", "tinta", "segel")


def looks_like_votes(text: str) -> bool:
    """Whether a text reads like a count of votes: candidate words with numbers, or number pairs."""
    plain = _ONE_OF.sub("", _SAID_TWICE.sub("", text))
    words = words_of(plain)
    digits = in_digits(words)
    return _reads_like(plain) or (digits != words and _reads_like(" ".join(digits)))


def _reads_like(text: str) -> bool:
    if _counts_for_candidates(text) or _TOLD.search(text) or len(_PAIR.findall(text)) >= 2:
        return True
    return _is_a_score(text) or _is_a_list(text) or _names_with_numbers(text)


def _counts_for_candidates(text: str) -> bool:
    """Whether a number stands with a candidate that is neither the own one nor of something else.

    `massa paslon 2 sekitar 50 orang datang` and `tim paslon 1 bagi 50 ribu` tell of no votes.
    """
    if _RESULT.search(text):
        return _COUNT.search(text) is not None
    if not _CANDIDATE.search(text) or not _COUNT.search(text):
        return False
    rest = _MEASURED.sub(" ", _CALLED.sub(" ", text))
    if _CROWD.search(text) and not _GIVEN.search(text):
        rest = _PEOPLE.sub(" ", rest)
    return _COUNT.search(rest) is not None


def _is_a_score(text: str) -> bool:
    """Nothing but `120-98`: neither a day of the year, an hour, nor a small range of stations."""
    found = _SCORE.fullmatch(text)
    if found is None or re.search(r"\d:[0-5]\d\b", text):
        return False
    first, second = int(found[1]), int(found[2])
    date = first <= 31 and second <= 12
    return not date and (first > second or first > 31) and max(first, second) < 1000


def _is_a_list(text: str) -> bool:
    """Nothing but numbers behind the word that names a result, or in a list: `1) 120 2) 98`."""
    plain = _STATION.sub(" ", text.casefold())
    rest = " ".join(re.findall(r"\d+[.):]?|[^\W\d_]+", plain)).split()
    rest = [each for each in rest if each not in _BESIDE and not each.startswith("hasil")]
    numbers = [each.rstrip(".):") for each in rest]
    if len(rest) < 2 or not all(each.isdecimal() and len(each) < 5 for each in numbers):
        return False
    listed = numbers[::2] == [str(n + 1) for n in range(len(numbers) // 2)]
    marked = all(each[-1] in ".):" for each in rest[::2])
    return _OF_RESULTS.search(plain) is not None or (len(rest) >= 4 and listed and marked)


def _names_with_numbers(text: str) -> bool:
    """Nothing but two or more names, each with its number: `budi 120, ani 98`."""
    tokens = _TOKEN.findall(text.casefold())
    if "tps" in tokens[:-1] and tokens[at := tokens.index("tps") + 1].isdecimal():
        del tokens[at - 1 : at + 1]
    tokens = [each for each in tokens if each not in _BESIDE]
    runs = _runs(tokens)
    if not runs or len(runs) != len(set(runs)) or len(runs) < 2:
        return False
    return all(_is_a_name(run) for run in runs)


def _runs(tokens: list[str]) -> list[tuple[str, ...]]:
    """The words that belong to each number, which stands behind or before; none if not in turn."""
    if tokens and _NUMBER.fullmatch(tokens[0]):
        if not all(len(each) > 1 for each in tokens if each.isdecimal()):
            return []
        tokens.reverse()
    runs: list[tuple[str, ...]] = []
    words: list[str] = []
    for token in tokens:
        if token.isalpha():
            words.append(token)
        elif _NUMBER.fullmatch(token) and words:
            runs.append(tuple(words))
            words = []
        else:
            return []
    return [] if words else runs


def _is_a_name(words: tuple[str, ...]) -> bool:
    if words[0] in _OPTIONS and len(words) == 1:
        return True
    known = lexicon()
    return len(words) <= 4 and not any(
        word in _COUNTED or word in known.vocabulary or word in known.known or word in known.slang
        or any(similar(word, each) for each in _SLIPPED)
        for word in words
    )  # fmt: skip
