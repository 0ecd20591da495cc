"""When things are due: days counted from voting day, lead times, and what comes too late.

Everything here is pure: voting day, zone and clock are arguments. Rules have one written form,
which is what the database keeps: '2024-11-27', '2024-11-27 07:00', 'H-4', 'H-4 07:00'.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

_RULE = re.compile(
    r"(?:H(?P<offset>[+-]\d{1,4})?|(?P<day>\d{4}-\d{2}-\d{2}))(?: (?P<at>\d{2}:\d{2}))?"
)
PROMPT_STAYS_USEFUL = timedelta(minutes=60)


class BadRule(ValueError):
    """A rule must look like '2024-11-27', '2024-11-27 07:00', 'H-4' or 'H-4 07:00'."""


@dataclass(frozen=True, slots=True, order=True)
class Offset:
    """A day counted from voting day: Offset(-4) is H-4, Offset(0) voting day itself."""

    days: int

    def __str__(self) -> str:
        return f"H{self.days:+}" if self.days else "H"


DayRule = date | Offset


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, absolute or counted from voting day, and perhaps an hour of the event's zone."""

    day: DayRule
    at: time | None = None

    def __str__(self) -> str:
        day = self.day.isoformat() if isinstance(self.day, date) else str(self.day)
        return f"{day} {self.at:%H:%M}" if self.at else day


@dataclass(frozen=True, slots=True)
class Span:
    """From the first moment's day to the last one's, both included."""

    first: Moment
    last: Moment

    @property
    def runs_backwards(self) -> bool:
        """Whether it ends before it starts, as far as that shows without knowing voting day."""
        first, last = self.first, self.last
        if isinstance(first.day, Offset) and isinstance(last.day, Offset):
            days = last.day.days - first.day.days
        elif isinstance(first.day, date) and isinstance(last.day, date):
            days = (last.day - first.day).days
        else:
            return False
        return days < 0 or (days == 0 and _earlier(last.at, first.at))


@dataclass(frozen=True, slots=True)
class Days:
    """The dates that a span has come to mean, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before an entry's first day a reminder goes out, and at what hour."""

    days: int
    at: time

    def __str__(self) -> str:
        return str(Moment(Offset(-self.days), self.at))


USUAL_DEADLINE = Lead(1, time(16))
"""When people who must confirm should have done so, unless somebody says otherwise."""


class Verdict(StrEnum):
    """What to do with something that has an hour."""

    WAIT = "wait"
    SEND = "send"
    MISSED = "missed"


def _earlier(end: time | None, start: time | None) -> bool:
    return end is not None and start is not None and end < start


def read_moment(text: str) -> Moment:
    """The moment of a stored rule; BadRule when it is none."""
    match = _RULE.fullmatch(text)
    if match is None:
        raise BadRule(f"{BadRule.__doc__} ({text!r})")
    try:
        at = time.fromisoformat(match["at"]) if match["at"] else None
        if match["day"]:
            return Moment(date.fromisoformat(match["day"]), at)
    except ValueError as error:
        raise BadRule(f"{BadRule.__doc__} ({text!r})") from error
    return Moment(Offset(int(match["offset"] or 0)), at)


def read_lead(text: str) -> Lead:
    """The lead of a stored rule such as 'H-7 07:00'; H is here the entry's first day."""
    moment = read_moment(text)
    if not isinstance(moment.day, Offset) or moment.at is None or moment.day.days > 0:
        raise BadRule(f"A lead must look like 'H-7 07:00' ({text!r})")
    return Lead(-moment.day.days, moment.at)


def day_of(rule: DayRule, voting_day: date | None) -> date | None:
    """The date of a day rule; None while it counts from a voting day that nobody has set."""
    if isinstance(rule, date):
        return rule
    return voting_day + timedelta(days=rule.days) if voting_day else None


def days_of(span: Span, voting_day: date | None) -> Days | None:
    """The dates of a span; None while one of its ends is not known."""
    first, last = day_of(span.first.day, voting_day), day_of(span.last.day, voting_day)
    return Days(first, last) if first and last else None


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The UTC moment at which the clocks of that zone show that hour of that day."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_day(now: datetime, zone: tzinfo) -> date:
    """The date that the calendars of that zone show now."""
    return now.astimezone(zone).date()


def due(lead: Lead, first: date, zone: tzinfo) -> datetime:
    """When a reminder goes out, for an entry whose first day is `first`."""
    return instant(first - timedelta(days=lead.days), lead.at, zone)


def useful_until(days: Days, at: time | None, is_ban: bool, zone: tzinfo) -> datetime:
    """When a reminder can no longer help.

    With an hour: that hour of the first day. A ban is worth knowing to its last midnight, any
    other entry to the midnight that ends its first day.
    """
    if at is not None:
        return instant(days.first, at, zone)
    ends = days.last if is_ban else days.first
    return instant(ends + timedelta(days=1), time(), zone)


def reminder_verdict(
    now: datetime, due_at: datetime, useful: datetime, later: Sequence[datetime]
) -> Verdict:
    """Whether a reminder waits, goes out, or has been missed.

    `later` are the due times of the same entry's other reminders: when a newer one is due too,
    as after an outage, only the newest goes out.
    """
    if now < due_at:
        return Verdict.WAIT
    superseded = any(due_at < other <= now for other in later)
    return Verdict.MISSED if superseded or now >= useful else Verdict.SEND


def prompt_verdict(now: datetime, due_at: datetime, grace: timedelta) -> Verdict:
    """Whether a milestone's prompt waits, goes out, or has been missed.

    It helps as long as the milestone can reasonably be about to happen: the grace of the
    milestone, and an hour at least. After that the list of the silent stations takes over.
    """
    if now < due_at:
        return Verdict.WAIT
    late = now - due_at > max(grace, PROMPT_STAYS_USEFUL)
    return Verdict.MISSED if late else Verdict.SEND
