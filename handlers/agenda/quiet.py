"""Quiet time: from the close of voting until a box is sealed nobody at its station is disturbed."""

from datetime import datetime, timedelta

from handlers.agenda.rules import instant
from handlers.context import Desk
from storage import events
from storage.events import Event, Milestone

CLOSED = "tutup"
"""The milestone at whose hour the quiet begins."""
LONGEST = timedelta(hours=24)
"""Counting and sealing take one night; after it a station that never reported is asked again."""


def due_of(desk: Desk, event: Event, milestone: Milestone) -> datetime | None:
    """The moment of a milestone's hour; None without an hour, or before voting day is set."""
    if event.voting_day is None or milestone.expected is None:
        return None
    day = event.voting_day + timedelta(days=milestone.day_offset)
    return instant(day, milestone.expected, desk.policy.zone)


def begins(desk: Desk, event: Event) -> datetime | None:
    """When the quiet begins; None while the event has no such hour."""
    course = events.milestones(desk.tx, event.id)
    closed = next((each for each in course if each.code == CLOSED), None)
    return None if closed is None else due_of(desk, event, closed)


def is_on(desk: Desk, event: Event) -> bool:
    """Whether stations with an unsealed box must be left in peace now."""
    start = begins(desk, event)
    return start is not None and start <= desk.now < start + LONGEST
