"""Which milestones are waited for, from when on, and what shows that they have passed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.agenda.rules import instant
from handlers.forms.milestones import SOON
from handlers.forms.status import due_at
from storage.events import Event, Milestone
from storage.silence import SEALED

NUDGE, VILLAGES, SUMMARY, NOTHING = 1, 2, 3, 4
"""Levels in the order in which they go out, each a grace after the one before."""
ROLLING = 0
"""The level of a milestone without an hour: a station's own begins when its box is sealed."""
TOO_LATE = timedelta(hours=2)
"""What should have gone out so long ago helps nobody any more."""
LISTS_LIVE = timedelta(hours=36)
"""How long after its hour a list still follows what is reported."""


@dataclass(frozen=True)
class Watch:
    """A milestone that stations may be silent about.

    `known_by` are the milestones that show that it has passed: itself, and those that come later.
    `due_at` of a rolling one is the midnight at which voting day begins.
    """

    event_id: int
    milestone: Milestone
    due_at: datetime
    rolling: bool
    known_by: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.milestone.code

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.milestone.grace_minutes)

    def at(self, level: int) -> datetime:
        """When a level goes out."""
        return self.due_at + level * self.grace

    def thing(self, level: int | str) -> str:
        """What nobody gets twice: one level of one milestone at one hour."""
        return f"silence:{self.event_id}:{self.code}:{self.due_at:%Y%m%d%H%M}:{level}"


def watches(event: Event, course: Sequence[Milestone], zone: ZoneInfo) -> list[Watch]:
    """The milestones of an event that are waited for; none before voting day is set."""
    if event.voting_day is None:
        return []
    begins = instant(event.voting_day, time(), zone)
    sealed = next((each.position for each in course if each.code == SEALED), None)
    found = []
    for each in course:
        due = _due(event, zone, each)
        rolling = due is None and sealed is not None and each.position > sealed
        if each.nudge and (due is not None or rolling):
            known_by = _known_by(event, zone, course, each)
            found.append(Watch(event.id, each, due or begins, rolling, known_by))
    return found


def _due(event: Event, zone: ZoneInfo, milestone: Milestone) -> datetime | None:
    due = due_at(event, zone, milestone)
    return None if due is None else due.astimezone(UTC)


def _known_by(
    event: Event, zone: ZoneInfo, course: Iterable[Milestone], milestone: Milestone
) -> tuple[str, ...]:
    """What falls due at the same hour shows nothing about the other."""
    due = _due(event, zone, milestone)

    def shows(other: Milestone) -> bool:
        at = _due(event, zone, other)
        if other.position < milestone.position:
            return False
        return at is None or due is None or at > due

    return (milestone.code, *(each.code for each in course
                              if each.code != milestone.code and shows(each)))  # fmt: skip


def overtaken(watch: Watch, others: Iterable[Watch], now: datetime) -> bool:
    """Whether another milestone's hour has come (nearly): its ready key is on the phones now."""
    return any(
        not other.rolling and other.due_at > watch.due_at and other.due_at - SOON <= now
        for other in others
    )
