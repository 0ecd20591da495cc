"""When waiting has lasted too long, and how far an incident climbs then. Pure.

An incident is told at once to as many levels as its severity says (`reach.LEVELS`). Each time
nobody in charge answers it climbs: to the next level up that has somebody new, then to everybody.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.incidents.reach import LEVELS
from storage.incidents import Severity

ANSWER_MINUTES = {Severity.MERAH: 5, Severity.ORANYE: 15, Severity.KUNING: 60}
"""How soon the agency in charge shall answer, unless the event says otherwise."""
FINISH_MINUTES = {
    Severity.MERAH: 60, Severity.ORANYE: 120, Severity.KUNING: 240, Severity.INFO: 240,
}  # fmt: skip
"""How long somebody may hold an incident before being reminded of it."""
HURRIED = frozenset({Severity.MERAH, Severity.ORANYE})
"""Severities that ring at any hour."""
NIGHT, MORNING = time(22), time(5)
_TOP_LEVEL = max(LEVELS.values())


def quiet(at: datetime, zone: ZoneInfo, severity: Severity) -> bool:
    """Whether nobody's phone shall ring for this severity at that moment."""
    wall = at.astimezone(zone).time()
    return severity not in HURRIED and (wall >= NIGHT or wall < MORNING)


def due(start: datetime, wait: timedelta, severity: Severity, zone: ZoneInfo) -> datetime:
    """When `wait` is over; the quiet hours do not count where they are kept."""
    if severity in HURRIED:
        return start + wait
    awake = _next_morning(start, zone) if quiet(start, zone, severity) else start
    while awake + wait >= (night := _tonight(awake, zone)):
        wait -= night - awake
        awake = _next_morning(night, zone)
    return awake + wait


def top(severity: Severity) -> int:
    """The height at which everybody is told."""
    return _TOP_LEVEL - LEVELS[severity] + 1


def climb(severity: Severity, height: int, brings: Callable[[int], bool]) -> int | None:
    """The next height: the first above that `brings` somebody new, else the top.

    None where everybody was told already.
    """
    above = range(height + 1, top(severity) + 1)
    return next((each for each in above if brings(each)), above[-1] if above else None)


def _tonight(at: datetime, zone: ZoneInfo) -> datetime:
    """The coming night's beginning; `at` lies in the day."""
    return datetime.combine(at.astimezone(zone).date(), NIGHT, zone)


def _next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The end of the night in which `at` lies."""
    local = at.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
