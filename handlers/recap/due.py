"""Which milestone matters now, by the event's own hours, and which one people mean. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.forms import status
from handlers.forms.reading import match_option, words_of
from storage.events import Event, Milestone

DEFAULT = "mulai"
"""While voting day is not known: whether the meeting has begun."""


def expected_at(event: Event, milestone: Milestone, zone: ZoneInfo) -> datetime | None:
    """When a milestone is due; None without voting day or hour."""
    if event.voting_day is None or milestone.expected is None:
        return None
    day = event.voting_day + timedelta(days=milestone.day_offset)
    return datetime.combine(day, milestone.expected, zone)


def due_now(
    event: Event, course: Sequence[Milestone], now: datetime, zone: ZoneInfo
) -> Milestone | None:
    """The last milestone whose hour has come, or the first of all; None without milestones."""
    asked = [each for each in course if each.code not in status.OPTIONAL]
    timed = [(at, each) for each in asked if (at := expected_at(event, each, zone)) is not None]
    past = [(at, each.position, each) for at, each in timed if at <= now]
    if past:
        return max(past, key=lambda entry: entry[:2])[2]
    if timed:
        return timed[0][1]
    return next((each for each in asked if each.code == DEFAULT), asked[0] if asked else None)


def named(course: Sequence[Milestone], words: str) -> tuple[Milestone | None, str]:
    """The milestone that the words begin or end with, and the words that are left."""
    spoken = words_of(words)
    options = [status.option(each) for each in course]
    for start in range(len(spoken)):
        found = match_option(spoken[start:], options)
        if found is not None and (start == 0 or start + found[1] == len(spoken)):
            milestone = next(each for each in course if each.code == found[0].code)
            return milestone, " ".join(spoken[:start] + spoken[start + found[1] :])
    return _begun(course, spoken) or (None, words)


def _begun(course: Sequence[Milestone], spoken: list[str]) -> tuple[Milestone, str] | None:
    """The one milestone whose name begins with the first words: 'rapat' for 'rapat dimulai'."""
    for size in range(len(spoken), 0, -1):
        found = [each for each in course if words_of(each.label)[:size] == spoken[:size]]
        if len(found) == 1 and spoken[:size] != ["tps"]:
            return found[0], " ".join(spoken[size:])
    return None


def neighbours(
    course: Sequence[Milestone], shown: Milestone
) -> tuple[Milestone | None, Milestone | None]:
    """The milestones before and after this one."""
    at = [each.code for each in course].index(shown.code)
    before = course[at - 1] if at > 0 else None
    return before, course[at + 1] if at + 1 < len(course) else None
