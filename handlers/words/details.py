"""What else a text says: at which station, since when, how many of which item are wrong. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from handlers.agenda.hours import BadHour, parse_hour
from handlers.words.speech import Said
from handlers.words.tokens import Token

ITEMS = {
    "kotak": "kotak", "bilik": "bilik", "suratsuara": "suratsuara", "tinta": "tinta",
    "kabelties": "kabelties", "segel": "segelluar", "alatcoblos": "coblos", "formulir": "formulir",
    "chasil": "formulir", "alatbantu": "tunanetra", "braille": "tunanetra", "pulpen": "atk",
    "spidol": "atk", "atk": "atk",
}  # fmt: skip
"""Plain word → code of the shipped events' items."""
PROBLEMS = {
    "kurang": "kurang", "lebih": "lebih", "rusak": "rusak", "sobek": "rusak", "patah": "rusak",
    "hancur": "rusak", "penyok": "rusak", "lubang": "rusak", "bolong": "rusak", "basah": "basah",
    "lembab": "basah", "rendam": "basah", "terendam": "basah",
}  # fmt: skip
"""Plain word → code of the problem, as the report on logistics names it."""
_NEAR = 5
_BEFORE_HOUR = frozenset({"jam", "pukul"})
_OTHER_HOUR = frozenset({"sudah", "padahal", "sampai", "hingga", "belum", "nanti", "besok", "baru",
                         "seharusnya", "sebelum", "setelah", "kemarin"})  # fmt: skip
_DAY_PARTS = frozenset({"pagi", "siang", "sore", "malam"})
_NOT_A_COUNT = frozenset({"tps", "nomor", "jam", "pukul", "rt", "rw", "gang", "kpps", "linmas"})
_NOT_COUNTED = frozenset({"ribu", "juta", "cm", "meter", "menit", "persen", "orang", "tahun"})
_FOLLOWS_STATION = frozenset(
    "ada terjadi masalah kendala kena lapor laporan banjir kebakaran bakar hujan listrik lampu"
    " pohon angin rusuh ricuh ribut mati padam".split()
)
"""What follows a bare number that stands first and is a station's: `5 ada ASN kampanye`."""
_ONLY, _SHOULD = "hanya", "seharusnya"


@dataclass(frozen=True, slots=True)
class Shortage:
    """An item that is wrong: codes of the item and of the problem, and how many."""

    item: str
    problem: str
    count: int


def station_in(tokens: Sequence[Token]) -> int | None:
    """The one station number a text names (`tps 12`, `5 ada …`); None if none or several."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if token.plain == "tps":
            named = _numbers_from(tokens, at + 1)
            if len(named) > 1:
                return None
            found.update(named)
    if not found and len(tokens) > 1 and tokens[1].plain in _FOLLOWS_STATION:
        found.update(_numbers_from(tokens[:1], 0))
    return found.pop() if len(found) == 1 else None


def _numbers_from(tokens: Sequence[Token], at: int) -> list[int]:
    numbers: list[int] = []
    while at < len(tokens):
        word = tokens[at].plain
        if re.fullmatch(r"\d{1,3}", word):
            numbers.append(int(word))
        elif word not in ("nomor", "dan", "sama", "sampai"):
            break
        at += 1
    return numbers


def hour_in(tokens: Sequence[Token]) -> time | None:
    """Since when, on the wall clock: `sejak jam 9.15`; None if no hour, or one of something else.

    `padahal sudah jam 8` and `sampai jam 6` tell what time it is, not when it began.
    """
    for at, token in enumerate(tokens):
        if token.plain not in _BEFORE_HOUR:
            continue
        if _OTHER_HOUR.intersection(each.plain for each in tokens[max(0, at - 2) : at]):
            continue
        try:
            return parse_hour(" ".join(_hour_words(tokens, at + 1)))
        except BadHour:
            continue
    return None


def _hour_words(tokens: Sequence[Token], at: int) -> list[str]:
    words = [token.plain for token in tokens[at : at + 3]]
    taken = 2 if words[:1] == ["setengah"] else 1
    return words[: taken + 1] if words[taken : taken + 1] and words[taken] in _DAY_PARTS else (
        words[:taken]
    )  # fmt: skip


def shortage_in(said: Said) -> Shortage | None:
    """The item, its problem and their number: `kurang 2 bilik`, `bilik hanya 3 seharusnya 4`."""
    tokens = said.tokens
    items = [at for at, token in enumerate(tokens) if token.plain in ITEMS and _is_so(said, at)]
    for at in items:
        item = ITEMS[tokens[at].plain]
        missing = _missing(tokens, at)
        if missing is not None:
            return Shortage(item, "kurang", missing)
        for near in range(max(0, at - _NEAR), min(len(tokens), at + _NEAR + 1)):
            problem = PROBLEMS.get(tokens[near].plain)
            if problem is None or not _is_so(said, near):
                continue
            count = _count_near(tokens, near, at)
            if count is not None:
                return Shortage(item, problem, count)
    return None


def _is_so(said: Said, at: int) -> bool:
    return at not in said.void and at not in said.denied


def _missing(tokens: Sequence[Token], at: int) -> int | None:
    """What lacks where a text says how many there are and how many there should be."""
    words = [token.plain for token in tokens[at : at + 10]]
    if _ONLY not in words or _SHOULD not in words:
        return None
    there = _first_number(words[words.index(_ONLY) :])
    wanted = _first_number(words[words.index(_SHOULD) :])
    return wanted - there if there is not None and wanted is not None and wanted > there else None


def _first_number(words: Sequence[str]) -> int | None:
    return next((int(word) for word in words if re.fullmatch(r"\d{1,4}", word)), None)


def _count_near(tokens: Sequence[Token], problem: int, item: int) -> int | None:
    """The number that stands with the problem or the item; the one with the problem first."""
    for at in (problem + 1, problem - 1, item + 1, item - 1, item + 2, problem + 2):
        if 0 <= at < len(tokens) and re.fullmatch(r"[1-9]\d{0,3}", tokens[at].plain):
            before = tokens[at - 1].plain if at else ""
            after = tokens[at + 1].plain if at + 1 < len(tokens) else ""
            if before not in _NOT_A_COUNT and after not in _NOT_COUNTED:
                return int(tokens[at].plain)
    return None
