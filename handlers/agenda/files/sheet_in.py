"""A workbook's sheet `agenda` → proposals, and a sentence for each row that cannot be used.

Runs in a child process with limits; names of areas and agencies are looked up read-only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from handlers.agenda.dates import BadDate, parse_lead, parse_moment, parse_span
from handlers.agenda.files.proposal import (
    MOST_BYTES,
    MOST_ENTRIES,
    Faulty,
    Proposal,
    Reading,
    only_newest,
)
from handlers.agenda.hours import BadHour, parse_hour
from handlers.agenda.questions import MOST_NOTE, MOST_TITLE, read_kind
from handlers.agenda.rules import DayRule, Moment, Span
from handlers.audience.words import read as read_audience
from handlers.errors import Refused
from handlers.roster import workbook
from handlers.roster.cells import Cell, Row, Sheet, Spoilt
from handlers.roster.roles import words
from handlers.texts import agenda_entry as entry_texts
from handlers.texts import agenda_files as texts
from handlers.texts.agenda_sheet import ALIASES, CONFIRM_CELLS, bad_confirm
from handlers.texts.dates import zone_label
from storage.database import Tx

T = TypeVar("T")
_HEADING_ROWS = 12
_HOURS = re.compile(r"(?P<first>.+?)(?:\s*(?:-|–|s\.?d\.?|sampai)\s*(?P<last>.+))?")
_NO_END = ("selesai", "")


@dataclass(frozen=True)
class Frame:
    """What rows are read against."""

    tx: Tx
    event_id: int
    today: date
    zone: ZoneInfo


def read(data: bytes, filename: str, frame: Frame) -> Reading:
    """All rows of the sheet. Raises Refused when there is none, or the file is no table."""
    if len(data) > MOST_BYTES:
        raise Refused(texts.too_big(MOST_BYTES // 1000))
    columns, rows = _table(workbook.read(data, filename))
    if len(rows) > MOST_ENTRIES:
        raise Refused(texts.too_many(MOST_ENTRIES))
    proposals: list[Proposal] = []
    faults: list[str] = []
    for row in rows:
        try:
            proposals.append(_Line(row, columns, frame).proposal(proposals))
        except (Faulty, BadDate, BadHour) as fault:
            faults.append(texts.row_fault(row.number, str(fault)))
        except Refused as refused:
            # How to type it in one line helps in the chat, not in a list of rows.
            faults.append(texts.row_fault(row.number, refused.text.partition("\n")[0]))
    return Reading(only_newest(proposals), tuple(faults))


def _table(sheets: list[Sheet]) -> tuple[dict[str, int], list[Row]]:
    """The columns and rows of the sheet that looks most like a calendar."""
    named = sorted(sheets, key=lambda sheet: "agenda" not in sheet.title.casefold())
    for sheet in named:
        for at, row in enumerate(sheet.rows[:_HEADING_ROWS]):
            columns = _columns(row)
            if {"judul", "mulai"} <= columns.keys():
                return columns, list(sheet.rows[at + 1 :])
    raise Refused(texts.NO_SHEET)


def _columns(row: Row) -> dict[str, int]:
    labels = [words(cell) if isinstance(cell, str) else "" for cell in row.cells]
    found: dict[str, int] = {}
    for name, aliases in ALIASES.items():
        for alias in aliases:
            if alias in labels and labels.index(alias) not in found.values():
                found[name] = labels.index(alias)
                break
    return found


@dataclass(frozen=True)
class _Line:
    row: Row
    columns: dict[str, int]
    frame: Frame

    def proposal(self, before: list[Proposal]) -> Proposal:
        """Raises Faulty, Refused, BadDate or BadHour: each is a sentence for the person."""
        title = self._words("judul", MOST_TITLE)
        if not title:
            raise Faulty(texts.NO_TITLE)
        kind = read_kind(self._words("jenis", 40) or "lain")
        span = self._span()
        return Proposal(
            _key(kind, title, before), kind, title, str(span.first), str(span.last),
            place=self._words("tempat", MOST_TITLE), body=self._words("keterangan", MOST_NOTE),
            ordered_by=self._words("oleh", MOST_TITLE),
            audience=self._told("sasaran", self._audience), leads=self._told("pengingat", _leads),
            confirm=self._told("wajib_konfirmasi", _confirm),
        )  # fmt: skip

    def _words(self, name: str, most: int) -> str | None:
        """The cell as one line of words; None when it is empty."""
        cell = self._cell(name)
        if isinstance(cell, Spoilt):
            raise Faulty(f"{name}: {cell.reason}")
        text = " ".join(_shown(cell).split())
        if len(text) > most:
            raise Refused(entry_texts.too_long(len(text), most))
        return text or None

    def _cell(self, name: str) -> Cell:
        index = self.columns.get(name)
        return None if index is None or index >= len(self.row.cells) else self.row.cells[index]

    def _told(self, name: str, read_cell: Callable[[str], T]) -> T | None:
        text = self._words(name, MOST_NOTE)
        return None if text is None else read_cell(text)

    def _audience(self, text: str) -> str:
        return read_audience(self.frame.tx, self.frame.event_id, text).to_json()

    # ── Days and hours ───────────────────────────────────────────────────────────────────────
    def _span(self) -> Span:
        start = self._words("mulai", 60)
        if start is None:
            raise Faulty(texts.NO_START)
        first = self._start(start)
        end = self._words("selesai", 60)
        last = Moment(first.last.day, first.last.at) if end is None else self._end(end)
        span = self._with_hours(Span(first.first, last))
        if span.runs_backwards:
            raise Faulty(texts.RUNS_BACKWARDS)
        return span

    def _start(self, text: str) -> Span:
        moment = _stamp(text)
        if moment is not None:
            return Span(moment, Moment(moment.day))
        return parse_span(text, self.frame.today, zone_label(self.frame.zone))

    def _end(self, text: str) -> Moment:
        return _stamp(text) or parse_moment(text, self.frame.today, zone_label(self.frame.zone))

    def _with_hours(self, span: Span) -> Span:
        text = self._words("jam", 40)
        if text is None:
            return span
        match = _HOURS.fullmatch(text)
        first = _hour(match["first"] if match else text, self.frame.zone)
        until = (match["last"] if match else None) or ""
        end = None if until.casefold() in _NO_END else _hour(until, self.frame.zone)
        return Span(Moment(span.first.day, first), Moment(span.last.day, end or span.last.at))


def _key(kind: str, title: str, before: list[Proposal]) -> str:
    """The name of a row: a row with the same kind and title is the same entry next time."""
    plain = f"xlsx:{kind}/{words(title)}"[:240]
    same = sum(each.key.partition("#")[0] == plain for each in before)
    return f"{plain}#{same + 1}" if same else plain


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        # "9.30" typed as a number, or an hour as the fraction of a day.
        if 0 < cell < 1:
            minutes = round(cell * 24 * 60)
            return f"{minutes // 60:02}.{minutes % 60:02}"
        return f"{cell:.2f}"
    return "" if cell is None else str(cell)


def _stamp(text: str) -> Moment | None:
    """A date as a spreadsheet program keeps it; midnight is no hour."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    day: DayRule = moment.date()
    at = moment.time().replace(second=0, microsecond=0)
    return Moment(day, at if at != time() else None)


def _hour(text: str, zone: ZoneInfo) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return parse_hour(text, zone_label(zone))


def _leads(text: str) -> tuple[str, ...]:
    if text.casefold() in entry_texts.NO_REMINDER_WORDS:
        return ()
    return tuple(str(parse_lead(part)) for part in re.split(r"[,;]", text) if part.strip())


def _confirm(text: str) -> int:
    found = CONFIRM_CELLS.get(text.casefold())
    if found is None:
        raise Faulty(bad_confirm(text))
    return int(found)
