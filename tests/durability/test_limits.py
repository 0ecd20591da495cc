"""Telegram's limits, as properties: whatever is asked when, no rate is ever exceeded."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from bot.limits import MOST_CHATS, Limits, Rates

RATES = Rates(per_chat=1.0, burst=3, group_per_minute=20, bulk_per_second=25.0)
GROUP = -100
EPSILON = 1e-6

waits = st.lists(st.floats(0, 5, allow_nan=False), min_size=1, max_size=120)


def send_all(limits: Limits, chat: int, pauses: list[float], *, bulk: bool = False) -> list[float]:
    """Send as soon as allowed after each pause, and give the moments."""
    now, sent = 0.0, []
    for pause in pauses:
        now = max(now + pause, limits.ready_at(chat, now + pause))
        if bulk:
            now = max(now, limits.bulk_ready_at())
        limits.sent(chat, now, bulk=bulk)
        sent.append(now)
    return sent


def most_within(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any window of that length, its end left out."""
    return max(
        bisect_left(moments, start + seconds - EPSILON) - index
        for index, start in enumerate(moments)
    )


@given(waits)
def test_a_chat_gets_one_message_a_second_and_short_bursts(pauses: list[float]) -> None:
    """In any n seconds at most n messages and the two that a burst may be ahead."""
    sent = send_all(Limits(RATES), 7, pauses)
    for seconds in (1, 2, 5, 30):
        assert most_within(sent, seconds) <= seconds + RATES.burst - 1


@given(waits)
def test_a_group_gets_twenty_a_minute(pauses: list[float]) -> None:
    """In any minute, wherever it begins."""
    sent = send_all(Limits(RATES), GROUP, [pause / 20 for pause in pauses])
    assert most_within(sent, 60) <= RATES.group_per_minute


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, 0.2)), min_size=1, max_size=200))
def test_bulk_keeps_its_rate_over_all_chats(steps: list[tuple[int, float]]) -> None:
    """Whoever the messages are for, at most 25 go within a second."""
    limits, now, sent = Limits(RATES), 0.0, []
    for chat, pause in steps:
        now = max(now + pause, limits.bulk_ready_at())
        now = max(now, limits.ready_at(chat, now))
        limits.sent(chat, now, bulk=True)
        sent.append(now)
    assert most_within(sent, 1.0) <= RATES.bulk_per_second


@given(st.floats(0, 100), st.floats(0, 3600), st.integers(1, 9))
def test_a_429_holds_that_chat_alone(now: float, hold: float, other: int) -> None:
    """Until the moment Telegram named, and nobody else."""
    limits = Limits(RATES)
    limits.hold(77, now + hold)
    limits.hold(77, now + hold / 2)  # a shorter one does not shorten it
    assert limits.ready_at(77, now) == now + hold
    assert limits.ready_at(other, now) <= now


@given(waits)
def test_what_is_allowed_is_allowed_without_waiting_further(pauses: list[float]) -> None:
    """Asking again at the moment named gives that moment: nobody waits for ever."""
    limits = Limits(RATES)
    send_all(limits, GROUP, pauses)
    at = limits.ready_at(GROUP, 0.0)
    assert limits.ready_at(GROUP, at) <= at


def test_what_no_longer_matters_is_forgotten() -> None:
    """A city of chats does not stay in memory after its messages went out."""
    limits = Limits(RATES)
    for chat in range(1, 30_000):
        limits.sent(chat, chat / 10)
    assert len(limits._next) <= MOST_CHATS + 1  # the bound is what the test is about
