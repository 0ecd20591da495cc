"""Timers only tick: units until nothing is left, and one that fails harms no other."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import Schedule
from handlers.policy import Policy
from storage.database import Database, Tx

NOW = datetime(2024, 11, 1, 2, tzinfo=UTC)
POLICY = Policy(ZoneInfo("Asia/Jakarta"), frozenset())


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "siaga.db")
    yield opened
    await opened.close()


def schedule(db: Database, wakes: list[str]) -> Schedule:
    """A schedule without ticks that notes when it tells dispatch of news."""
    return Schedule(db, POLICY, lambda: NOW, lambda: wakes.append("news"), ())


async def test_a_tick_is_run_until_nothing_is_left(db: Database) -> None:
    """A tick that says there is more is run again at once; dispatch hears of every unit."""
    left = [3]
    wakes: list[str] = []

    def count_down(tx: Tx, now: datetime, policy: Policy) -> bool:
        left[0] -= 1
        return left[0] > 0

    await schedule(db, wakes).run(count_down)
    assert left == [0]
    assert len(wakes) == 3


async def test_a_tick_that_fails_is_logged_and_the_next_goes_on(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """What one tick cannot do is written to the log and stops no other tick."""
    seen: list[datetime] = []

    def broken(tx: Tx, now: datetime, policy: Policy) -> bool:
        raise LookupError

    def sound(tx: Tx, now: datetime, policy: Policy) -> bool:
        seen.append(now)
        return False

    timers = schedule(db, [])
    with caplog.at_level(logging.ERROR):
        await timers.run(broken)
    await timers.run(sound)
    assert "broken failed" in caplog.text
    assert seen == [NOW]


async def test_ticks_begin_with_the_start_and_end_with_the_stop(db: Database) -> None:
    """The first look comes at once, not after the first quarter of a minute."""
    looked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look(tx: Tx, now: datetime, policy: Policy) -> bool:
        loop.call_soon_threadsafe(looked.set)
        return False

    timers = Schedule(db, POLICY, lambda: NOW, lambda: None, (look,))
    timers.start()
    async with asyncio.timeout(60):
        await looked.wait()
    timers.stop()
    await db.read(lambda tx: tx.value("SELECT 1"))
