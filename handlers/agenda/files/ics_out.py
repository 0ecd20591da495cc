"""Entries → an .ics file (RFC 5545) that every calendar program takes.

Runs in a child process, the only place where icalendar is loaded.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.agenda.files.ics_text import escaped
from handlers.agenda.plan import span_of
from handlers.agenda.rules import Days, Span, instant
from handlers.texts import agenda as texts
from handlers.texts import agenda_files as file_texts
from storage.agenda import Entry

PRODUCT = "-//Siaga TPS//Agenda//ID"
Bounds = tuple[date | datetime, date | datetime | None]


def build(entries: Sequence[Entry], zone: ZoneInfo, now: datetime, name: str) -> bytes:
    """The calendar as bytes; entries whose day is not known yet are left out.

    `now` stamps the file. Hours are written in UTC, whole days without any zone.
    """
    import icalendar  # noqa: PLC0415 - heavy, and only for the child

    whole = icalendar.Calendar()
    whole.add("PRODID", PRODUCT)
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("METHOD", "PUBLISH")
    _add_words(whole, "X-WR-CALNAME", name)
    for entry in entries:
        within = bounds_of(entry, zone)
        if within is not None:
            whole.add_component(_filled(icalendar.Event(), entry, within, now))
    return bytes(whole.to_ical())


def bounds_of(entry: Entry, zone: ZoneInfo) -> Bounds | None:
    """DTSTART and DTEND of an entry; None while its days are not known."""
    if entry.starts_on is None or entry.ends_on is None:
        return None
    return bounds(span_of(entry), Days(entry.starts_on, entry.ends_on), zone)


def bounds(span: Span, days: Days, zone: ZoneInfo) -> Bounds:
    """DTSTART and the exclusive DTEND; the end is None for an hour without one."""
    after = days.last + timedelta(days=1)
    if span.first.at is None:
        return days.first, after
    start = instant(days.first, span.first.at, zone)
    end = None
    if span.last.at is not None:
        end = instant(days.last, span.last.at, zone)
    elif days.last > days.first:
        end = instant(after, time(), zone)
    return start, end if end is not None and end > start else None


def _filled(event: Any, entry: Entry, within: Bounds, now: datetime) -> Any:
    start, end = within
    event.add("UID", entry.uid or f"agenda-{entry.id}@siaga-tps")
    event.add("DTSTAMP", now)
    event.add("DTSTART", start)
    if end is not None:
        event.add("DTEND", end)
    _add_words(event, "SUMMARY", entry.title)
    event.add("CATEGORIES", [texts.KIND_NAMES[entry.kind]])
    event.add("STATUS", "CONFIRMED")
    if not isinstance(start, datetime):
        event.add("TRANSP", "TRANSPARENT")  # a whole day does not make anybody busy
    if entry.place:
        _add_words(event, "LOCATION", entry.place)
    if entry.lat is not None and entry.lon is not None:
        event.add("GEO", (entry.lat, entry.lon))
    if words := file_texts.description(entry.ordered_by, entry.body):
        _add_words(event, "DESCRIPTION", words)
    return event


def _add_words(component: Any, name: str, words: str) -> None:
    """Words that read back as they are: icalendar itself takes backslash N for a new line."""
    import icalendar  # noqa: PLC0415 - as above

    class Words(icalendar.vText):  # type: ignore[misc]
        def to_ical(self) -> bytes:
            return escaped(str(self)).encode()

    component.add(name, Words(words))
