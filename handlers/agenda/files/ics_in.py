"""An .ics file of Google Calendar, Outlook or Apple → proposals, and a sentence for what is not.

Runs in a child process with limits: it opens files that strangers made. Hours become those of the
event's area; an hour without a zone is taken for local time. A short recurrence becomes single
entries, named 'UID/2024-11-20'.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from handlers.agenda.files.ics_text import found_again, hide
from handlers.agenda.files.proposal import (
    MOST_BYTES,
    MOST_ENTRIES,
    Faulty,
    Proposal,
    Reading,
    only_newest,
)
from handlers.agenda.files.repeats import occurrences, wall
from handlers.agenda.questions import MOST_NOTE, MOST_TITLE
from handlers.agenda.rules import Moment
from handlers.errors import Refused
from handlers.texts import agenda_files as texts
from handlers.texts.agenda_entry import KIND_WORDS
from storage.agenda import Kind

_YEARS = range(2000, 2100)
_APPLE_PLACE = re.compile(r"geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)


def read(data: bytes, zone: ZoneInfo) -> Reading:
    """All events of a file. Raises Refused when the file as a whole cannot be used."""
    if len(data) > MOST_BYTES:
        raise Refused(texts.too_big(MOST_BYTES // 1000))
    events = [
        (event, calendar.get("METHOD") == "CANCEL")
        for calendar in _calendars(data)
        for event in calendar.walk("VEVENT")
    ]
    if not events:
        raise Refused(texts.NO_EVENTS)
    if len(events) > MOST_ENTRIES:
        raise Refused(texts.too_many(MOST_ENTRIES))
    moved = {_instance(event) for event, _ in events if "RECURRENCE-ID" in event}
    proposals: list[Proposal] = []
    faults: list[str] = []
    for event, cancelled in events:
        try:
            proposals += _proposals(event, zone, moved, cancelled=cancelled)
        except Faulty as fault:
            faults.append(texts.fault(_text(event, "SUMMARY"), str(fault)))
        except OverflowError:  # a length of thousands of years
            faults.append(texts.fault(_text(event, "SUMMARY"), texts.BAD_END))
    if len(proposals) > MOST_ENTRIES:
        raise Refused(texts.too_many(MOST_ENTRIES))
    return Reading(only_newest(proposals), tuple(faults))


def _calendars(data: bytes) -> list[Any]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise Refused(texts.NO_CALENDAR)
    try:
        return list(icalendar.Calendar.from_ical(hide(data), multiple=True))
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:  # TZID=Asia
        raise Refused(texts.NO_CALENDAR) from error


# ── One event ────────────────────────────────────────────────────────────────────────────────
def _proposals(
    event: Any, zone: ZoneInfo, moved: set[tuple[str, datetime]], *, cancelled: bool
) -> list[Proposal]:
    uid, title = _text(event, "UID"), _text(event, "SUMMARY")
    if not uid:
        raise Faulty(texts.NO_UID)
    if not title:
        raise Faulty(texts.NO_TITLE)
    start = _moment(event, "DTSTART", texts.NO_START)
    _check_readable(event)
    length = _length(event, start)
    called_off = cancelled or _text(event, "STATUS").upper() == "CANCELLED"
    if "RDATE" in event or _moves_the_rest(event):
        raise Faulty(texts.REPEATS_ODDLY)
    if "RECURRENCE-ID" in event:
        named = [(f"{uid}/{_instance(event)[1]:%Y-%m-%d}", start)]
    elif "RRULE" in event:
        named = [(f"{uid}/{at:%Y-%m-%d}", _at(start, at)) for at in _days(event, start)
                 if (uid, at) not in moved]  # fmt: skip
    else:
        named = [(uid, start)]
    return [_proposal(event, key, at, length, zone, called_off=called_off) for key, at in named]


def _check_readable(event: Any) -> None:
    """What icalendar could not read it leaves out; an end or a recurrence must not get lost."""
    unread = {str(name).upper() for name, _ in event.errors}
    if unread & {"DTEND", "DURATION"}:
        raise Faulty(texts.BAD_END)
    if unread & {"RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"}:
        raise Faulty(texts.REPEATS_ODDLY)


def _days(event: Any, start: date | datetime) -> list[datetime]:
    rule = event["RRULE"]
    if isinstance(rule, list):
        raise Faulty(texts.REPEATS_ODDLY)
    given = event.get("EXDATE", [])
    moments = [
        each.dt for dates in (given if isinstance(given, list) else [given]) for each in dates.dts
    ]
    if not all(isinstance(moment, date) for moment in moments):  # an hour, or a period
        raise Faulty(texts.REPEATS_ODDLY)
    left_out = {wall(_in_zone_of(start, moment)) for moment in moments}
    return occurrences(start, rule, left_out)


def _in_zone_of(start: date | datetime, moment: date | datetime) -> date | datetime:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment
    zoned = isinstance(start, datetime) and start.tzinfo is not None
    return moment.astimezone(start.tzinfo) if zoned else moment  # type: ignore[union-attr]


def _instance(event: Any) -> tuple[str, datetime]:
    """Which occurrence of a recurring event is meant, by the clock of the recurrence."""
    moment = getattr(event["RECURRENCE-ID"], "dt", None)
    if not isinstance(moment, date):
        return _text(event, "UID"), datetime.min  # noqa: DTZ901 - no day of any calendar
    return _text(event, "UID"), wall(moment)


def _moves_the_rest(event: Any) -> bool:
    """Whether it changes a recurrence from some day on, or cannot be read as an occurrence."""
    given = event.get("RECURRENCE-ID")
    return given is not None and (getattr(given, "dt", None) is None or "RANGE" in given.params)


def _at(start: date | datetime, day: datetime) -> date | datetime:
    if not isinstance(start, datetime):
        return day.date()
    return day.replace(tzinfo=start.tzinfo)


def _proposal(
    event: Any, key: str, start: date | datetime, length: timedelta, zone: ZoneInfo,
    *, called_off: bool,
) -> Proposal:  # fmt: skip
    first, last = _bounds(start, length, zone)
    ordered_by, body = texts.split_description(_plain(_text(event, "DESCRIPTION", lines=True)))
    lat, lon = _coordinates(event)
    title = _text(event, "SUMMARY")[:MOST_TITLE]
    return Proposal(
        key[:255], _kind(event, title), title, str(first), str(last),
        place=_text(event, "LOCATION")[:MOST_TITLE] or None, lat=lat, lon=lon,
        body=body and body[:MOST_NOTE], ordered_by=ordered_by and ordered_by[:MOST_TITLE],
        called_off=called_off,
    )  # fmt: skip


# ── Days and hours ───────────────────────────────────────────────────────────────────────────
def _moment(event: Any, name: str, otherwise: str) -> date | datetime:
    """A date or moment of an event; Faulty with `otherwise` when there is none."""
    given = event.get(name)
    moment = getattr(given, "dt", None)
    if not isinstance(moment, date):
        raise Faulty(otherwise)
    if isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in given.params:
        raise Faulty(texts.unknown_zone(str(given.params["TZID"])))
    if moment.year not in _YEARS:
        raise Faulty(texts.odd_year(moment.year))
    return moment


def _length(event: Any, start: date | datetime) -> timedelta:
    """From the start to the exclusive end by the clock; zero where the file says no end."""
    if "DTEND" in event:
        end = _moment(event, "DTEND", texts.BAD_END)
        length = wall(_in_zone_of(start, end)) - wall(start)
    elif "DURATION" in event:
        given = getattr(event["DURATION"], "dt", None)
        if not isinstance(given, timedelta):
            raise Faulty(texts.BAD_END)
        length = given
    else:
        return timedelta()
    if length < timedelta():
        raise Faulty(texts.RUNS_BACKWARDS)
    return length


def _bounds(start: date | datetime, length: timedelta, zone: ZoneInfo) -> tuple[Moment, Moment]:
    """First and last moment, both included, by the clocks of the event's area."""
    whole_days = not isinstance(start, datetime) or _is_whole_days(start, length)
    if whole_days:
        first = start.date() if isinstance(start, datetime) else start
        days = max(length.days, 1)
        return Moment(first), Moment(_checked(first + timedelta(days=days - 1)))
    assert isinstance(start, datetime)
    begins, ends = _local(start, zone), _local(start + length, zone)
    first_at = Moment(_checked(begins.date()), _minute(begins))
    if ends <= begins:
        return first_at, Moment(first_at.day)
    if ends.time() == time() and ends.date() > begins.date():
        return first_at, Moment(_checked(ends.date() - timedelta(days=1)))
    return first_at, Moment(_checked(ends.date()), _minute(ends))


def _is_whole_days(start: datetime, length: timedelta) -> bool:
    """Outlook writes whole days from midnight to midnight."""
    return start.time() == time() and bool(length) and not length % timedelta(days=1)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


def _checked(day: date) -> date:
    if day.year not in _YEARS:
        raise Faulty(texts.odd_year(day.year))
    return day


# ── Words ────────────────────────────────────────────────────────────────────────────────────
def _text(event: Any, name: str, *, lines: bool = False) -> str:
    given = event.get(name, "")
    words = str(given[0] if isinstance(given, list) else given)
    text = found_again(words).replace("\0", "")
    return text.strip() if lines else " ".join(text.split())


def _plain(text: str) -> str:
    """Google and Outlook write descriptions as HTML."""
    return _TAG.sub("", _BREAK.sub("\n", text)).strip()


def _kind(event: Any, title: str) -> Kind:
    """By the categories of the file, else by the words of the title."""
    for category in _categories(event):
        for kind, words in KIND_WORDS.items():
            if category in words:
                return kind
    plain = title.casefold()
    signs = texts.KIND_SIGNS.items()
    return next((kind for kind, words in signs if any(word in plain for word in words)), Kind.OTHER)


def _categories(event: Any) -> list[str]:
    given = event.get("CATEGORIES", [])
    return [
        " ".join(str(each).casefold().split())
        for group in (given if isinstance(given, list) else [given])
        for each in getattr(group, "cats", [])
    ]


def _coordinates(event: Any) -> tuple[float | None, float | None]:
    geo = event.get("GEO")
    if geo is not None and not isinstance(geo, list):
        return _on_earth(float(geo.latitude), float(geo.longitude))
    match = _APPLE_PLACE.search(_text(event, "X-APPLE-STRUCTURED-LOCATION"))
    return _on_earth(float(match[1]), float(match[2])) if match else (None, None)


def _on_earth(lat: float, lon: float) -> tuple[float | None, float | None]:
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else (None, None)
