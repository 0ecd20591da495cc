"""When things are due, in every zone, over leap days and midnights, and when it is too late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.agenda.rules import (
    BadRule,
    Days,
    Lead,
    Moment,
    Offset,
    Span,
    Verdict,
    day_of,
    days_of,
    due,
    instant,
    local_day,
    prompt_verdict,
    read_lead,
    read_moment,
    reminder_verdict,
    useful_until,
)
from handlers.texts.dates import zone_label

WIB, WITA, WIT = map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
ZONES = st.sampled_from((WIB, WITA, WIT))
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
VOTING_DAY = date(2024, 11, 27)


@given(st.one_of(DAYS, st.integers(-400, 400).map(Offset)), st.none() | HOURS)
def test_rules_survive_the_database(day: date | Offset, at: time | None) -> None:
    """The written form of a rule reads back as the rule."""
    assert read_moment(str(Moment(day, at))) == Moment(day, at)


@given(st.integers(0, 400), HOURS)
def test_leads_survive_the_database(days: int, at: time) -> None:
    """The written form of a lead reads back as the lead."""
    assert read_lead(str(Lead(days, at))) == Lead(days, at)


@pytest.mark.parametrize("text", ["", "H-", "2024-13-01", "2024-02-30", "H-4 25:00", "besok"])
def test_broken_rule_is_named(text: str) -> None:
    """A rule that is none is refused by name, not guessed."""
    with pytest.raises(BadRule):
        read_moment(text)


@pytest.mark.parametrize("text", ["H+1 07:00", "H-1", "2024-11-27 07:00"])
def test_broken_lead_is_named(text: str) -> None:
    """A lead needs an hour and lies on or before the day."""
    with pytest.raises(BadRule):
        read_lead(text)


@given(DAYS, st.integers(-300, 300), st.integers(-300, 300))
def test_relative_days_move_with_voting_day(voting: date, days: int, shift: int) -> None:
    """Moving voting day by n days moves a relative day by n days and a fixed one not at all."""
    before = day_of(Offset(days), voting)
    after = day_of(Offset(days), voting + timedelta(days=shift))
    assert before is not None
    assert after == before + timedelta(days=shift)
    assert day_of(VOTING_DAY, voting) == VOTING_DAY


def test_relative_days_are_unknown_without_voting_day() -> None:
    """H-4 means nothing until there is an H, and neither does a span that ends there."""
    span = Span(Moment(date(2024, 11, 1)), Moment(Offset(-1)))
    assert day_of(Offset(-4), None) is None
    assert days_of(span, None) is None
    assert days_of(span, VOTING_DAY) == Days(date(2024, 11, 1), date(2024, 11, 26))


def test_reminder_over_a_leap_day() -> None:
    """Three days before 2 March lies on 28 February in a leap year, 27 in another."""
    lead = Lead(3, time(9))
    assert due(lead, date(2024, 3, 2), WIB) == datetime(2024, 2, 28, 2, tzinfo=UTC)
    assert due(lead, date(2023, 3, 2), WIB) == datetime(2023, 2, 27, 2, tzinfo=UTC)


def test_same_hour_in_three_zones_is_three_moments() -> None:
    """07.00 comes first in the east: WIT, then WITA, then WIB, an hour apart."""
    hours = [instant(VOTING_DAY, time(7), zone).hour for zone in (WIT, WITA, WIB)]
    assert hours == [22, 23, 0]
    assert [zone_label(zone) for zone in (WIB, WITA, WIT)] == ["WIB", "WITA", "WIT"]


@given(DAYS, HOURS, ZONES)
def test_clocks_of_the_zone_show_the_hour(day: date, at: time, zone: ZoneInfo) -> None:
    """At the computed moment the clocks of that zone show exactly that day and hour."""
    local = instant(day, at, zone).astimezone(zone)
    assert (local.date(), local.time()) == (day, at)


def test_midnight_belongs_to_the_new_day() -> None:
    """At 17.00 UTC it is already tomorrow in Jakarta, one minute earlier it is not."""
    midnight = datetime(2024, 11, 26, 17, tzinfo=UTC)
    assert local_day(midnight, WIB) == VOTING_DAY
    assert local_day(midnight - timedelta(minutes=1), WIB) == date(2024, 11, 26)


def test_what_has_an_hour_is_useful_until_then() -> None:
    """After a meeting has begun nobody needs its reminder; a day without hours lasts all day."""
    days = Days(VOTING_DAY, VOTING_DAY)
    assert useful_until(days, time(9), False, WIB) == datetime(2024, 11, 27, 2, tzinfo=UTC)
    assert useful_until(days, None, False, WIB) == datetime(2024, 11, 27, 17, tzinfo=UTC)


def test_a_ban_is_worth_knowing_to_its_end() -> None:
    """A ban of two days helps until the second midnight, a stage only on its first day."""
    days = Days(date(2024, 2, 12), date(2024, 2, 13))
    assert useful_until(days, None, True, WIB) == datetime(2024, 2, 13, 17, tzinfo=UTC)
    assert useful_until(days, None, False, WIB) == datetime(2024, 2, 12, 17, tzinfo=UTC)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@given(MOMENTS, MOMENTS, MOMENTS, st.lists(MOMENTS, max_size=4))
def test_verdicts_are_exhaustive(
    now: datetime, due_at: datetime, useful: datetime, later: list[datetime]
) -> None:
    """Before its hour it waits; after it, it goes out only while useful and the newest due."""
    verdict = reminder_verdict(now, due_at, useful, later)
    assert (verdict is Verdict.WAIT) == (now < due_at)
    if verdict is Verdict.SEND:
        assert due_at <= now < useful
        assert not any(due_at < other <= now for other in later)


@given(MOMENTS, st.lists(MOMENTS, min_size=1, max_size=5, unique=True))
def test_after_an_outage_one_reminder_goes_out(now: datetime, due_times: list[datetime]) -> None:
    """Of several reminders that fell due while the bot was off, only the newest is sent."""
    end = datetime(2030, 1, 1, tzinfo=UTC)
    sent = [at for at in due_times if reminder_verdict(now, at, end, due_times) is Verdict.SEND]
    assert sent == ([max(at for at in due_times if at <= now)] if min(due_times) <= now else [])


@given(MOMENTS, st.integers(0, 180), st.integers(-60, 300))
def test_prompt_is_missed_after_grace_and_an_hour(
    due_at: datetime, grace: int, minutes: int
) -> None:
    """A prompt waits for its hour, helps for its grace and at least an hour, then is missed."""
    verdict = prompt_verdict(due_at + timedelta(minutes=minutes), due_at, timedelta(minutes=grace))
    expected = Verdict.WAIT if minutes < 0 else Verdict.SEND
    assert verdict is (Verdict.MISSED if minutes > max(grace, 60) else expected)
