"""kill -9 at random moments and at named points: nothing lost, nothing twice, everybody told."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.simulator import Simulator
from bot.simulator.updates import MESSAGES_KEPT, PRESSES_KEPT, UpdateQueue
from bot.simulator.waiting import Signal
from storage import drafts
from storage.database import snapshot
from storage.offline import looking_at
from tests.durability import crash
from tests.durability.ledger import Ledger
from tests.durability.officers import Plan
from tests.durability.points import Point
from tests.durability.process import Doom, Process


@pytest.fixture
def clock() -> crash.Ahead:
    """The clock of Telegram."""
    return crash.Ahead()


@pytest.fixture
async def sim(clock: crash.Ahead) -> AsyncIterator[Simulator]:
    """Telegram, with a little distance."""
    async with Simulator(latency=0.002, clock=clock) as running:
        yield running


async def test_kills_at_every_point_cost_nothing(
    sim: Simulator, clock: crash.Ahead, tmp_path: Path
) -> None:
    """Once in each place while officers report: all is stored once, told, and passed on."""
    plan = Plan(villages=2, stations=10, incidents=3, late=4.0)
    city = await crash.found(sim, clock, tmp_path, plan)
    for officer in city.officers:
        await officer.phone.says("📍 Status TPS")
    points = [Point.ANYWHERE, *Point]
    figures = await city.live_through(points, each=10, gap_every=6)
    assert figures.kills == len(points)
    assert all(figures.hits[point] for point in Point), figures.hits
    assert figures.alerts > 0
    assert figures.forms > 0
    assert figures.holds, figures


async def test_kills_cost_nothing_where_updates_come_by_webhook(
    sim: Simulator, clock: crash.Ahead, tmp_path: Path
) -> None:
    """There it is the answer 200 that makes an update the bot's to keep."""
    plan = Plan(villages=2, stations=10, incidents=3, late=4.0)
    city = await crash.found(sim, clock, tmp_path, plan, webhook=True)
    points = [Point.BEFORE_COMMIT, Point.AFTER_COMMIT, Point.UNRECORDED, Point.ANYWHERE]
    figures = await city.live_through(points, each=10)
    assert figures.kills == len(points)
    assert all(figures.hits[point] for point in points), figures.hits
    assert figures.alerts > 0
    assert figures.holds, figures


async def test_presses_that_telegram_dropped_are_told_from_lost_ones() -> None:
    """Only what a process got in an answer and confirmed is the bot's to keep."""
    now = [0.0]
    queue = UpdateQueue(lambda: now[0], Signal())
    ledger = Ledger(queue)
    ledger.born()
    stored, lost = (queue.add("callback_query", {}, 1) for _ in range(2))
    await queue.poll(0, 100, 0.0)
    assert stored is not None
    assert lost is not None
    await queue.poll(lost + 1, 100, 0.0)  # both are confirmed
    killed = queue.add("callback_query", {}, 1)
    await queue.poll(lost + 1, 100, 0.0)  # handed out, and then it is killed
    ledger.died()
    never, kept = queue.add("callback_query", {}, 1), queue.add("message", {}, 1)
    assert killed is not None
    assert never is not None
    assert kept is not None
    now[0] = PRESSES_KEPT + 1
    of = ledger.reckon({stored})
    assert (of.unstored, of.gone_with_a_process, of.never_handed_out) == (1, 1, 1)
    assert (of.presses, of.sent, of.messages_gone) == (4, 5, 0)
    now[0] = MESSAGES_KEPT + 1
    assert ledger.reckon({stored}).messages_gone == 1


async def test_a_draft_goes_on_where_it_was(
    sim: Simulator, clock: crash.Ahead, tmp_path: Path
) -> None:
    """Half of a form is answered, the bot dies and comes back, the other half completes it."""
    city = await crash.found(sim, clock, tmp_path, Plan(villages=1, stations=1, incidents=0))
    process, phone = city.process, city.officers[0].phone
    await process.start()
    await phone.says("/masalah")
    await phone.presses("Keamanan", timeout=20)
    await phone.sees("Apa yang terjadi?")
    process.kill()
    await process.gone()
    with looking_at(process.database) as connection:
        draft = snapshot(connection, lambda tx: drafts.get(tx, phone.user_id))
    assert draft is not None
    await phone.says("ada orang mabuk di depan")
    await process.start()
    await phone.sees("ada orang mabuk di depan", "Kirim?", timeout=20)
    process.kill()
    await process.gone()
    await process.start()
    await phone.presses("Kirim")
    await phone.sees("✅ No. 1", timeout=20)
    assert await process.stop() == 0


async def test_a_migration_is_made_whole_or_not_at_all(sim: Simulator, tmp_path: Path) -> None:
    """Killed while the first tables are made, or the last ones: no half database, ever."""
    process = Process(sim, tmp_path)
    for nth in (2, 30, 60):
        await process.start(Doom(Point.MIGRATING, nth))
        await process.gone()
        assert process.hits[Point.MIGRATING] == process.kills
        assert _tables(process.database) == []
    await process.start()
    stranger = sim.phone("Orang")
    await stranger.starts()
    await stranger.sees("Bagikan nomor saya", timeout=20)
    assert await process.stop() == 0


def _tables(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]


async def test_sigterm_stops_soon_with_nothing_lost(
    sim: Simulator, clock: crash.Ahead, tmp_path: Path
) -> None:
    """In the middle of a rush: what was not stored is still Telegram's, what was is sent later."""
    city = await crash.found(sim, clock, tmp_path, Plan(villages=1, stations=20, incidents=0))
    await city.process.start()
    for officer in city.officers:
        await officer.acts(Random(1))
    some = sim.world.signal.until(lambda: len(sim.records) > 15 or None, 20)
    assert await some
    began = asyncio.get_running_loop().time()
    assert await city.process.stop() == 0
    assert asyncio.get_running_loop().time() - began < 4.0
    figures = await city.live_through([], each=0)
    assert figures.holds, figures
    log = city.process.log.read_text()
    assert "The bot has stopped" in log
    assert "Traceback" not in log


async def test_sigterm_ends_a_start_that_waits_for_telegram(sim: Simulator, tmp_path: Path) -> None:
    """Telegram is out of reach: whoever stops the bot need not wait for it."""
    process = Process(sim, tmp_path)
    sim.fail_next("getMe", 502, times=1000)
    await process.start()
    tried = sim.world.signal.until(lambda: len(sim.records) > 0 or None, 20)
    assert await tried
    assert await process.stop(within=3) == 0
