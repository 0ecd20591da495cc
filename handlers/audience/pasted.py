"""A pasted list of people: phone numbers, names or stations' codes, one a line or in a table.

Only those are found whom the asker may address: of others the list learns nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers import area_names
from handlers.errors import Refused
from handlers.roster import codes
from handlers.roster.phones import UnusableNumber, mobile
from handlers.texts import audience as texts
from storage.audience import Audience, Member, members
from storage.database import Tx

MOST_LINES = 500
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]|[-•*–])\s+")
_CELLS = re.compile(r"[;,\t|]")
_DIALLED = re.compile(r"(?=(?:\D*\d){8})[+\d][\d\s().\-/]*(?:[eE]\+?\d+)?")
_STATION = re.compile(
    r"tps\.?\s*0*(?P<number>\d{1,3})\b[\s,]*(?:di\s+)?(?P<village>\D.*)", re.IGNORECASE
)
_BEFORE_NAME = re.compile(r"^(?:(?:drs|dra|dr|ir|h|hj|prof|bapak|ibu|bpk|pak|bu)\.?\s+)+")
_DEGREE = re.compile(r"(?:[a-z]{1,5}\.)+(?:[a-z]{1,6}\.?)?")
_HEADINGS = frozenset(
    {"no", "nomor", "nama", "no hp", "no_hp", "hp", "telepon", "nomor hp", "tps", "kode", "peran"}
)


@dataclass(frozen=True)
class Found:
    """Ids of the people of a list, and the lines with nobody behind them, each with its reason."""

    people: tuple[int, ...]
    lost: tuple[str, ...]


def looks_like_one(text: str) -> bool:
    """Whether words are a list of people rather than roles, areas and agencies."""
    lines = [line for line in text.splitlines() if line.strip()]
    cells = [cell.strip() for line in lines for cell in _CELLS.split(line)]
    return len(lines) > 1 or any(_is_number(cell) for cell in cells)


def read(tx: Tx, event_id: int, within: Audience, text: str) -> Found:
    """The people of `within` whom a list names. Raises Refused for one that is too long."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused(texts.list_too_long(len(lines), MOST_LINES))
    known = _Known(tx, members(tx, event_id, within))
    found: dict[int, None] = {}
    lost: list[str] = []
    for line in lines:
        people, odd = known.of_line(_NUMBERING.sub("", line).strip() or line.strip())
        found |= dict.fromkeys(people)
        lost += odd
    return Found(tuple(found), tuple(lost))


class _Known:
    """Everybody who may be on the list, by number, station and name."""

    def __init__(self, tx: Tx, everybody: Iterable[Member]) -> None:
        self._tx = tx
        self._villages: dict[str, list[str]] = {}
        self._phones: defaultdict[str, set[int]] = defaultdict(set)
        self._stations: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
        self._names: defaultdict[str, set[int]] = defaultdict(set)
        for each in everybody:
            self._names[_bare(each.name)].add(each.person_id)
            if each.phone:
                self._phones[each.phone].add(each.person_id)
            if each.area and each.number:
                self._stations[each.area, each.number].add(each.person_id)

    def of_line(self, line: str) -> tuple[list[int], list[str]]:
        """Whom a line names, and what of it names nobody."""
        cells = [cell.strip() for cell in _CELLS.split(line) if cell.strip()]
        if all(cell.casefold() in _HEADINGS for cell in cells):
            return [], []
        if people := self._numbered(line) or self._named(line):
            return self._certain(line, people)
        numbers = [cell for cell in cells if _is_number(cell)]
        if numbers:  # a row of a table: the number says who, whatever stands beside it
            return self._each(numbers, self._numbered)
        return self._each([cell for cell in cells if not _is_degree(cell)] or cells, self._anything)

    def _each(
        self, cells: list[str], find: Callable[[str], set[int]]
    ) -> tuple[list[int], list[str]]:
        people: list[int] = []
        lost: list[str] = []
        for cell in cells:
            some, odd = self._certain(cell, find(cell))
            people += some
            lost += odd
        return people, lost

    def _certain(self, words: str, people: set[int]) -> tuple[list[int], list[str]]:
        if len(people) > 1 and not self._numbered(words):
            return [], [texts.several_of_name(words, len(people))]
        return sorted(people), [] if people else [words]

    def _anything(self, words: str) -> set[int]:
        return self._numbered(words) or self._named(words)

    def _numbered(self, words: str) -> set[int]:
        """By phone number (a shared one means all who share it) or by station."""
        try:
            phone = mobile(words) if _DIALLED.fullmatch(words) else ""
        except UnusableNumber:
            phone = ""
        return self._phones.get(phone, set()) or self._at_station(words)

    def _at_station(self, words: str) -> set[int]:
        found: set[int] = set()
        if match := _STATION.fullmatch(words):
            for code in self._village(match["village"]):
                found |= self._stations.get((code, int(match["number"])), set())
        elif any(letter.isdigit() for letter in words):
            try:
                found = self._stations.get(codes.split_station(codes.station_code(words)), set())
            except Refused:
                found = set()
        return found

    def _village(self, words: str) -> list[str]:
        """The codes that a village's name means; looked up once for all its stations."""
        if words not in self._villages:
            self._villages[words] = [each.code for each in area_names.find(self._tx, words)]
        return self._villages[words]

    def _named(self, words: str) -> set[int]:
        return self._names.get(_bare(words), set())


def _is_number(cell: str) -> bool:
    return _DIALLED.fullmatch(cell) is not None or _STATION.fullmatch(cell) is not None


def _is_degree(cell: str) -> bool:
    return _DEGREE.fullmatch(cell.casefold()) is not None


def _bare(name: str) -> str:
    """A name without titles and degrees, in small letters."""
    first, *rest = _CELLS.split(" ".join(name.casefold().split()))
    if any(not _is_degree(part.strip()) for part in rest):
        return name.casefold()
    return _BEFORE_NAME.sub("", first.strip())
