"""Sheets → typed rows and faults: which row, which value, and why it cannot be taken over."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.errors import Refused
from handlers.roster import values
from handlers.roster.builders import BUILDERS, NEEDED, PARSERS, Parser, Wrong
from handlers.roster.cells import Cell, Row, Sheet, Spoilt, column_letter
from handlers.roster.headings import Heading, Kind, heading
from handlers.roster.records import Fault, PersonRow, Roster
from handlers.roster.roles import words
from handlers.texts import roster as texts
from handlers.texts import roster_files as file_texts

_IGNORED_SHEETS = frozenset({"petunjuk", "penjelasan", "contoh", "daftar", "readme"})
_EXAMPLE = "contoh"


@dataclass
class _Reading:
    """What has been read so far."""

    kinds: list[Kind] = field(default_factory=list)
    rows: dict[Kind, list[Any]] = field(default_factory=lambda: {kind: [] for kind in Kind})
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def roster(sheets: Sequence[Sheet]) -> Roster:
    """Everything that the known sheets say. Raises Refused when there is nothing to take over."""
    reading = _Reading()
    for sheet in sheets:
        found = heading(sheet)
        if found is None:
            reading.ignored.append(sheet.title)
        else:
            _read_sheet(reading, sheet, found)
    if not reading.kinds:
        raise Refused(file_texts.no_known_sheet())
    _note_shared_phones(reading)
    if unknown := [title for title in reading.ignored if words(title) not in _IGNORED_SHEETS]:
        reading.notes.append(texts.sheets_ignored(", ".join(unknown)))
    result = _result(reading)
    if not result.rows and not result.faults:
        raise Refused(file_texts.no_rows())
    return result


def _result(reading: _Reading) -> Roster:
    rows = {kind: tuple(found) for kind, found in reading.rows.items()}
    return Roster(
        kinds=tuple(kind for kind in Kind if kind in reading.kinds),
        areas=rows[Kind.WILAYAH], stations=rows[Kind.TPS], stores=rows[Kind.TEMPAT],
        people=rows[Kind.PETUGAS], contacts=rows[Kind.KONTAK],
        faults=tuple(reading.faults), notes=tuple(reading.notes),
    )  # fmt: skip


def _read_sheet(reading: _Reading, sheet: Sheet, found: Heading) -> None:
    reading.kinds.append(found.kind)
    if found.ignored:
        reading.notes.append(texts.columns_ignored(sheet.title, ", ".join(found.ignored)))
    if found.missing:
        reading.faults.append(_missing_columns(sheet, found))
        return
    swapped: list[int] = []
    for row in sheet.rows[found.row + 1 :]:
        if not _is_example(row):
            _read_row(reading, sheet, found, row, swapped)
    if swapped:
        reading.notes.append(texts.coordinates_swapped(sheet.title, len(swapped), swapped[0]))


def _missing_columns(sheet: Sheet, found: Heading) -> Fault:
    row = sheet.rows[found.row].number
    return Fault(sheet.title, row, None, ", ".join(found.missing), texts.column_missing())


def _is_example(row: Row) -> bool:
    return any(isinstance(c, str) and c[:6].casefold() == _EXAMPLE for c in row.cells)


def _read_row(
    reading: _Reading, sheet: Sheet, found: Heading, row: Row, swapped: list[int]
) -> None:
    cells = {
        name: row.cells[index] if index < len(row.cells) else None
        for name, index in found.columns.items()
    }
    if all(cell is None for cell in cells.values()):
        return
    given, faults = _parsed(sheet, found, row, cells)
    if not faults:
        try:
            records = BUILDERS[found.kind](row.number, given)
            _keep(reading, found.kind, records)
            if given.get("swapped"):
                swapped.append(row.number)
        except Wrong as wrong:
            faults = [_fault(sheet, found, row, wrong.column, str(wrong))]
    reading.faults.extend(faults)


def _parsed(
    sheet: Sheet, found: Heading, row: Row, cells: Mapping[str, Cell]
) -> tuple[dict[str, Any], list[Fault]]:
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in cells.items():
        parser = PARSERS[found.kind].get(column, values.service)
        try:
            given[column] = _value(parser, cell, required=column in NEEDED[found.kind])
        except Refused as error:
            faults.append(_fault(sheet, found, row, column, error.text))
    return given, faults


def _value(parser: Parser, cell: Cell, *, required: bool) -> Any:
    if isinstance(cell, Spoilt):
        raise Refused(cell.reason)
    if cell is None or cell == "":
        if required:
            raise Refused(texts.phone_missing() if parser is values.phone else texts.missing())
        return None
    return parser(cell)


def _fault(sheet: Sheet, found: Heading, row: Row, column: str, reason: str) -> Fault:
    """`column` is shown by its name and, so that it can be found, by its cell."""
    index = found.columns.get(column)
    cell = row.cells[index] if index is not None and index < len(row.cells) else None
    place = column if index is None else f"{column} ({column_letter(index)}{row.number})"
    return Fault(sheet.title, row.number, place, values.shown(cell), reason)


def _keep(reading: _Reading, kind: Kind, records: Sequence[Any]) -> None:
    """Take records over unless an earlier row says the same."""
    for record in records:
        for column, key, reason in _keys(kind, record):
            if key in reading.seen:
                raise Wrong(column, reason(reading.seen[key]))
    for record in records:
        for _, key, _ in _keys(kind, record):
            reading.seen[key] = record.row
        reading.rows[kind].append(record)


def _keys(kind: Kind, record: Any) -> Iterator[tuple[str, tuple[Any, ...], Callable[[int], str]]]:
    """What must be there only once: (column to mend, key, reason by the earlier row)."""
    if kind is Kind.KONTAK:
        name = record.name or record.kind
        yield "wilayah", (kind, record.area, name.casefold()), texts.same_as_row
    elif kind is not Kind.PETUGAS:
        yield "kode", (kind, record.code), texts.same_as_row
        if kind is Kind.TPS and record.old_code:
            reason = texts.code_twice(record.old_code)
            yield "kode_lama", ("old", record.old_code), lambda _: reason
    else:
        yield from _person_keys(record)


def _person_keys(person: PersonRow) -> Iterator[tuple[str, tuple[Any, ...], Callable[[int], str]]]:
    key = (person.phone, person.name.casefold(), person.role, person.place)
    yield "nama", ("person", *key), texts.same_as_row
    if person.seat:
        seat = person.seat
        yield "pelapor", ("seat", person.place, seat), lambda row: texts.seat_taken(row, seat)


def _note_shared_phones(reading: _Reading) -> None:
    people = {(p.phone, p.name.casefold()) for p in reading.rows[Kind.PETUGAS] if p.phone}
    shared = sum(count > 1 for count in Counter(phone for phone, _ in people).values())
    if shared:
        reading.notes.append(texts.phones_shared(shared))
