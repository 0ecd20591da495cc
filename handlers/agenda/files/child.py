"""What a child process does for the calendar: bytes in, bytes or proposals out.

icalendar and openpyxl are loaded only here, inside the functions, so that the bot itself never
carries them.
"""

import resource
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.agenda.files.proposal import Reading
from handlers.texts import agenda_meeting as meeting_texts
from handlers.texts import agenda_sheet as sheet_texts
from handlers.texts import common
from handlers.texts.dates import clock, plain_day
from storage.agenda import Entry
from storage.attendance import Invited
from storage.database import snapshot
from storage.offline import looking_at

_SECONDS = 30
"""CPU time a child may take; an honest calendar takes well under one."""


@dataclass(frozen=True)
class Target:
    """What a file is read against; the zone is named as in the settings."""

    database: Path
    event_id: int
    today: date
    zone: str


def read(data: bytes, name: str, target: Target) -> Reading:
    """What an .ics file or a workbook proposes. Raises Refused, MemoryError."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    zone = ZoneInfo(target.zone)
    if name.lower().endswith((".ics", ".ical", ".ifb")) or _is_calendar(data):
        from handlers.agenda.files import ics_in  # noqa: PLC0415 - heavy, and only for the child

        return ics_in.read(data, zone)
    from handlers.agenda.files import sheet_in  # noqa: PLC0415 - the same

    with looking_at(target.database) as connection:
        return snapshot(
            connection,
            lambda tx: sheet_in.read(
                data, name, sheet_in.Frame(tx, target.event_id, target.today, zone)
            ),
        )


def _is_calendar(data: bytes) -> bool:
    return data[:40].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR")


def calendar(entries: Sequence[Entry], zone: str, now: datetime, name: str) -> bytes:
    """An .ics file of these entries."""
    from handlers.agenda.files import ics_out  # noqa: PLC0415 - the same

    return ics_out.build(entries, ZoneInfo(zone), now, name)


def template() -> bytes:
    """The workbook that shows how entries are written."""
    from handlers.agenda.files import xlsx_out  # noqa: PLC0415 - the same

    return xlsx_out.table("agenda", sheet_texts.COLUMNS, sheet_texts.EXAMPLES)


def attendance_list(people: Sequence[Invited], zone: str) -> bytes:
    """Who was invited to a meeting and what they answered, as a workbook."""
    from handlers.agenda.files import xlsx_out  # noqa: PLC0415 - the same

    rows = [_row(number, each, ZoneInfo(zone)) for number, each in enumerate(people, start=1)]
    return xlsx_out.table(meeting_texts.SHEET, meeting_texts.COLUMNS, rows)


def _row(number: int, each: Invited, zone: ZoneInfo) -> tuple[str | int | None, ...]:
    at = each.said.at.astimezone(zone) if each.said else None
    return (
        number, each.name, common.role_name(each.role) if each.role else None, each.area or None,
        common.agency_name(each.agency) if each.agency else None,
        meeting_texts.answer_word(each.said), each.said.deputy if each.said else None,
        f"{plain_day(at.date())} {clock(at)}" if at else None,
    )  # fmt: skip
