"""What a roster file says, row by row; plain values that travel between processes as JSON."""

import json
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from handlers.roster.headings import Kind
from handlers.roster.phones import Phone


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be taken over; `row` is Excel's, None: the whole sheet."""

    sheet: str
    row: int | None
    column: str | None
    value: str
    reason: str


class AreaRow(NamedTuple):
    """A city, district or village."""

    row: int
    code: str
    name: str


class StationRow(NamedTuple):
    """A station; None: the file does not say. `old_code` is the code that it had until now."""

    row: int
    code: str
    address: str | None
    lat: float | None
    lon: float | None
    voters_male: int | None
    voters_female: int | None
    vulnerability: str | None
    no_phone: bool | None
    old_code: str | None


class Guard(NamedTuple):
    """A guard of a store; at least one of both is known."""

    name: str | None
    phone: Phone | None


class StoreRow(NamedTuple):
    """A store; `stations` are codes of stations, or of areas whose stations are all meant."""

    row: int
    code: str
    name: str
    area: str | None
    address: str | None
    lat: float | None
    lon: float | None
    guards: tuple[Guard, ...]
    stations: tuple[str, ...]


class PersonRow(NamedTuple):
    """Somebody with one post; `place` is the code of an area, a station or a store.

    `phone` None: has none. `seat` 1 is the reporter, 2 the deputy, 0 neither, None: not said.
    """

    row: int
    name: str
    phone: Phone | None
    role: str
    place: str
    agency: str | None
    bpjs: bool | None
    seat: int | None


class ContactRow(NamedTuple):
    """A number to call in an area; `name` None: named after its kind and area."""

    row: int
    area: str
    kind: str
    name: str | None
    phone: Phone


@dataclass(frozen=True)
class Roster:
    """Everything that one file says; `kinds` are the sheets that it has."""

    kinds: tuple[Kind, ...]
    areas: tuple[AreaRow, ...] = ()
    stations: tuple[StationRow, ...] = ()
    stores: tuple[StoreRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows can be taken over."""
        tables = (self.areas, self.stations, self.stores, self.people, self.contacts)
        return sum(len(table) for table in tables)


def to_json(roster: Roster) -> str:
    """The roster as text; `from_json` makes the same again."""
    faults = [[getattr(fault, f.name) for f in fields(Fault)] for fault in roster.faults]
    content = {f.name: getattr(roster, f.name) for f in fields(Roster)} | {"faults": faults}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Roster:
    """What `to_json` wrote."""
    content: dict[str, list[Any]] = json.loads(text)
    return Roster(
        kinds=tuple(Kind(kind) for kind in content["kinds"]),
        areas=tuple(AreaRow(*row) for row in content["areas"]),
        stations=tuple(StationRow(*row) for row in content["stations"]),
        stores=tuple(_store(row) for row in content["stores"]),
        people=tuple(PersonRow(*row) for row in content["people"]),
        contacts=tuple(ContactRow(*row) for row in content["contacts"]),
        faults=tuple(Fault(*row) for row in content["faults"]),
        notes=tuple(content["notes"]),
    )


def _store(row: list[Any]) -> StoreRow:
    store = StoreRow(*row)
    guards = tuple(Guard(*guard) for guard in store.guards)
    return store._replace(guards=guards, stations=tuple(store.stations))
