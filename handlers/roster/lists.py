"""Cells that hold several things: the stations kept in a store, and its guards."""

import re

from handlers.errors import Refused
from handlers.roster import codes, phones
from handlers.roster.phones import Phone
from handlers.roster.records import Guard
from handlers.roster.values import as_text
from handlers.texts import roster as texts

_ITEMS = re.compile(r"[;,\n]+")
_UP_TO = re.compile(r"\s*(?:s\s*[./]?\s*d\.?|sampai(?: dengan)?|\.\.+|hingga)\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:tps\s*)?(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", re.IGNORECASE)
_VILLAGE = re.compile(r"([\d.]{10,13})\s*:\s*(.+)")
_PHONE = re.compile(r"[+(]?\d[\d\s().\-]{6,}\d")
_MOST_STATIONS = 2_000


def station_list(cell: str | int | float) -> tuple[str, ...]:
    """Codes of stations and areas: single, ranges (`s.d.`), or numbers after a village's code.

    '35.73.05.1011-001 s.d. 003; 35.73.05.1012: 4-5, 9; 35.73.04'. Raises Refused.
    """
    found: dict[str, None] = {}
    village: str | None = None
    for item in _ITEMS.split(as_text(cell)):
        if item.strip():
            these, village = _item(item.strip(), village)
            found |= dict.fromkeys(these)
    if not found or len(found) > _MOST_STATIONS:
        raise Refused(texts.station_list())
    return tuple(found)


def _item(item: str, village: str | None) -> tuple[list[str], str | None]:
    if match := _VILLAGE.fullmatch(item):
        village, item = codes.area_code(match[1]), match[2].strip()
    first, *rest = _UP_TO.split(item)
    if len(rest) > 1:
        raise Refused(texts.station_list())
    if village and (numbers := _NUMBERS.fullmatch(item)):
        return _span(village, int(numbers[1]), int(numbers[2] or numbers[1])), village
    code = f"{village}-{first}" if village and first.isdecimal() and len(first) < 4 else first
    code = codes.any_code(code)
    if "-" not in code:
        return _whole_area(code, rest)
    village, number = codes.split_station(code)
    return _span(village, number, _last(rest[0], village) if rest else number), village


def _whole_area(code: str, rest: list[str]) -> tuple[list[str], str | None]:
    if rest:
        raise Refused(texts.station_list())
    return [code], code if codes.level(code) == "village" else None


def _last(text: str, village: str) -> int:
    """The end of a range: a number, or a station's code in the same village."""
    bare = re.sub(r"(?i)^tps\s*", "", text).strip()
    if bare.isdecimal() and len(bare) < 4:
        return int(bare)
    area, number = codes.split_station(codes.station_code(text))
    if area != village:
        raise Refused(texts.station_list())
    return number


def _span(village: str, first: int, last: int) -> list[str]:
    if not 0 < first <= last:
        raise Refused(texts.station_list())
    return [f"{village}-{number:03d}" for number in range(first, last + 1)]


def guard_list(cell: str | int | float) -> tuple[Guard, ...]:
    """Names, numbers, or both: 'Slamet 0812…; Budi (0813…)'. Raises Refused."""
    parts = (part.strip() for part in re.split(r"[;,/\n]+", as_text(cell)))
    guards = tuple(_guard(part) for part in parts if part)
    if not guards:
        raise Refused(texts.guard_list())
    return guards


def pair_up(guards: tuple[Guard, ...], numbers: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """Names from one column with the numbers of the other, in their order. Raises Refused."""
    if len(guards) != len(numbers) and guards:
        raise Refused(texts.guard_list())
    if not guards:
        return numbers
    return tuple(Guard(g.name, n.phone or g.phone) for g, n in zip(guards, numbers, strict=True))


def _guard(part: str) -> Guard:
    match = _PHONE.search(part)
    name = (part[: match.start()] + part[match.end() :] if match else part).strip(" -:().")
    if any(c.isdigit() for c in name) or len(name) > 100:
        raise Refused(texts.guard_list())
    return Guard(name or None, _phone(match[0]) if match else None)


def _phone(text: str) -> Phone:
    try:
        return phones.mobile(text)
    except phones.UnusableNumber as error:
        raise Refused(str(error)) from error
