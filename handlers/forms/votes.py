"""Counts of votes are refused and never stored: the bot must not become a quick count.

UU 7/2017 art. 449(5), 540(2); police guards and this bot may not record results.
"""

import re

from handlers.forms.reading import similar
from handlers.words.lexicon import lexicon

_CANDIDATE = re.compile(
    r"\b(?:paslon|pasangan\s+calon|calon\s+(?:no|nomor)|capres|cagub|cabup|cawali|cawalkot|caleg"
    r"|nomor\s+urut|no\.?\s*urut|perolehan|suara\s+sah|suara\s+tidak\s+sah|quick\s*count)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:dapat|dpt|unggul|menang|kalah|raih|meraih|perolehan)\D{0,12}\d+\s+suara\b"
    r"|(?<!surat )\bsuara\b(?:\W+\d{2,4}){2,}"
    r"|^\W*\d{1,3}(?:[\s,;/]+\d{1,3})+\W*$"  # nothing but short numbers
    r"|\bsah\b\W{0,3}\d"  # sah 200, tidak sah 5
    r"|(?<!tps )(?<!tps)(?<![\d.:])\b(?:0[1-9]|(?:no(?:mor|mer)?\.?|calon|kandidat)\s*(?:0?[1-9]"
    r"|satu|dua|tiga|empat|lima))\s+(?:sudah\s+|sementara\s+|masih\s+)?(?:menang|unggul|kalah"
    r"|memimpin|leading)\b"  # 01 menang, nomor satu unggul
    r"|\b(?:menang|unggul|kalah|memimpin)\s+(?:0[1-9]|no(?:mor)?\.?\s*0?[1-9])\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d")
_PAIR = re.compile(
    r"\b0?[1-9]\s*=\s*\d+"  # 01=120
    r"|\b0?[1-9]\s*:(?![0-5]\d\b)\s*\d+"  # 01: 120, but not the time 07:05
    r"|(?<![\d.:])0[1-9]\s+\d{2,4}\b"  # 01 120
    r"|\bno(?:mor)?\.?\s*0?[1-9]\b\s*(?:[:=,-]|dapat|dpt)?\s*\d{2,4}\b",  # no 1 120
    re.IGNORECASE,
)

_SCORE = re.compile(r"\W*(\d{1,4})\s*[-–—:]\s*(\d{1,4})\W*")
_NUMBER = re.compile(r"\d{1,4}")
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)+|\d+|[^\W\d_]+|[?]")
_OPTIONS = frozenset("a b c d e satu dua tiga empat lima kosong".split())
"""Candidates as people call them who know that they must not."""
_BESIDE = frozenset(
    "hasil sementara hitung hitungan penghitungan suara perolehan rekap total jumlah pak bu bapak"
    " ibu mas mbak lapor laporan ijin izin mohon info akhir final cepat dapat dpt untuk di yang nya"
    " ya dan vs lawan sama sudah selesai".split()
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
    if _CANDIDATE.search(text) and _COUNT.search(text):
        return True
    if _TOLD.search(text) is not None or len(_PAIR.findall(text)) >= 2:
        return True
    return _is_a_score(text) or _names_with_numbers(text)


def _is_a_score(text: str) -> bool:
    """Nothing but `120-98`: neither a day of the year, an hour, nor a small range of stations."""
    found = _SCORE.fullmatch(text)
    if found is None or re.search(r"\d:[0-5]\d\b", text):
        return False
    first, second = int(found[1]), int(found[2])
    date = first <= 31 and second <= 12
    return not date and (first > second or first > 31) and max(first, second) < 1000


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
