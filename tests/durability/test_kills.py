"""kill -9 at random moments and at named points: nothing lost, nothing twice, everybody told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.simulator import Simulator
from storage import drafts
from storage.database import snapshot
from storage.offline import looking_at
from tests.durability import crash
from tests.durability.officers import Plan
from tests.durability.process import Point, Process


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """Telegram, with a little distance."""
    async with Simulator(latency=0.002) as running:
        yield running


async def test_kills_at_every_point_cost_nothing(sim: Simulator, tmp_path: Path) -> None:
    """Once in each place while officers report: all is stored once, told, and passed on."""
    city = await crash.found(sim, tmp_path, Plan(villages=2, stations=10, incidents=3))
    for officer in city.officers:
        await officer.phone.says("📍 Status TPS")
    points = [Point.ANYWHERE, *Point, Point.ANYWHERE]
    figures = await city.live_through(points, each=10)
    assert figures.kills == len(points)
    assert figures.elsewhere == ()
    assert figures.alerts > 0
    assert figures.holds, figures


async def test_a_draft_goes_on_where_it_was(sim: Simulator, tmp_path: Path) -> None:
    """Half of a form is answered, the bot dies and comes back, the other half completes it."""
    city = await crash.found(sim, tmp_path, Plan(villages=1, stations=1, incidents=0))
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


async def test_a_first_start_may_be_killed_at_any_moment(sim: Simulator, tmp_path: Path) -> None:
    """Each time somewhere else in making the tables; the next start goes on from there."""
    process, chance = Process(sim, tmp_path), Random(7)
    for _ in range(4):
        await process.start()
        exit_code = asyncio.ensure_future(process.gone())
        await asyncio.wait({exit_code}, timeout=0.3 + chance.random())
        process.kill()
        await exit_code
    await process.start()
    stranger = sim.phone("Orang")
    await stranger.starts()
    await stranger.sees("Bagikan nomor saya", timeout=20)
    assert await process.stop() == 0


async def test_sigterm_stops_soon_with_nothing_lost(sim: Simulator, tmp_path: Path) -> None:
    """In the middle of a rush: what was not stored is still Telegram's, what was is sent later."""
    city = await crash.found(sim, tmp_path, Plan(villages=1, stations=20, incidents=0))
    await city.process.start()
    for officer in city.officers:
        city.updates += await officer.acts(Random(1))
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
