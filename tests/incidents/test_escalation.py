"""How far an incident climbs and when: what must hold whatever the hour and the town."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.access import Action, Place, may
from handlers.incidents import escalation
from handlers.incidents.digest import hour_after
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import Matter, reach
from storage.alerts import Candidate
from storage.incidents import Severity
from storage.people import PersonId
from tests.incidents.towns import VILLAGE, towns

WIB = ZoneInfo("Asia/Jakarta")
zones = st.sampled_from([WIB, ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")])
moments = st.datetimes(
    datetime(2024, 11, 20), datetime(2024, 12, 5), timezones=st.just(UTC)  # noqa: DTZ001 - hypothesis wants naive bounds
)  # fmt: skip
waits = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))
timed = st.sampled_from([Severity.MERAH, Severity.ORANYE, Severity.KUNING])


def at(hour: int, minute: int = 0, day: int = 27) -> datetime:
    """A wall clock in WIB."""
    return datetime(2024, 11, day, hour, minute, tzinfo=WIB)


def test_yellow_waits_for_the_morning() -> None:
    """The quiet hours do not count: 30 of 60 minutes before 22.00, 30 after 05.00."""
    wait = timedelta(minutes=60)
    assert escalation.due(at(21, 30), wait, Severity.KUNING, WIB) == at(5, 30, day=28)
    assert escalation.due(at(23), wait, Severity.KUNING, WIB) == at(6, day=28)
    assert escalation.due(at(2), wait, Severity.KUNING, WIB) == at(6)
    assert escalation.due(at(7), wait, Severity.KUNING, WIB) == at(8)


@given(moments, waits, timed, zones)
def test_nobody_is_asked_too_early_or_at_night(
    start: datetime, wait: timedelta, severity: Severity, zone: ZoneInfo
) -> None:
    """Never before the time is over; KUNING never in the quiet hours; MERAH and ORANYE exactly."""
    due = escalation.due(start, wait, severity, zone)
    assert due >= start + wait
    assert not escalation.quiet(due, zone, severity)
    if severity in escalation.HURRIED:
        assert due == start + wait


@given(moments, waits, waits, timed, zones)
def test_who_starts_later_is_due_later(
    start: datetime, later: timedelta, wait: timedelta, severity: Severity, zone: ZoneInfo
) -> None:
    """Order is kept, also across nights."""
    first = escalation.due(start, wait, severity, zone)
    assert first <= escalation.due(start + later, wait, severity, zone)


@given(timed, st.sets(st.integers(0, 5)))
def test_every_climb_ends_with_everybody(severity: Severity, new_at: set[int]) -> None:
    """Each step is higher than the last, the last is the top, and at most three are taken."""
    height, steps = 0, 0
    while (following := escalation.climb(severity, height, new_at.__contains__)) is not None:
        assert following > height
        skipped = range(height + 1, following)
        assert not new_at.intersection(skipped)
        height, steps = following, steps + 1
    assert height == escalation.top(severity)
    assert steps <= 3


@given(timed, st.sampled_from(sorted(KINDS)), towns)
def test_higher_never_reaches_fewer(severity: Severity, kind: str, town: list[Candidate]) -> None:
    """Whoever is told at one height is told at every higher one; at the top all who are there."""
    if KINDS[kind].confidential:
        return
    told: set[PersonId] = set()
    for height in range(escalation.top(severity) + 1):
        everybody = height > 0 and height == escalation.top(severity)
        matter = Matter(KINDS[kind], severity, VILLAGE, PersonId(99), height, everybody)
        now = {each.person_id for each in reach(matter, town) if each.reason != "nearest"}
        assert told <= now
        told = now
    place = Place(VILLAGE)
    assert told == {
        each.post.person_id for each in town if may([each.post], Action.SEE_INCIDENTS, place)
    }


@given(moments, zones)
def test_the_digest_comes_within_two_hours_by_day(created: datetime, zone: ZoneInfo) -> None:
    """06.00 to 22.00 at even hours, after the report; at night the first one in the morning."""
    due = hour_after(created, zone)
    local = due.astimezone(zone)
    assert created < due <= created + timedelta(hours=8)
    assert local.hour in range(6, 23, 2)
    assert (local.minute, local.second) == (0, 0)
    if 6 <= created.astimezone(zone).hour < 22:
        assert due - created <= timedelta(hours=2)
