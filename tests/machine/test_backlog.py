"""Telegram is out of reach while people go on reporting: ten minutes, and a whole day."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import dispatch, receive
from tests.conftest import open_town
from tests.town import MORNING, Clock, Town

REPORTERS = ("Slamet", "Agus", "Dewi", "Bambang")
"""Each with a station of their own; Tono's is the one that presses a button."""
OFTEN = 10**6


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose bot tries again at once, and for which time passes as the clock says."""
    monkeypatch.setattr(receive, "PAUSE_AFTER_FAILURE", 0.01)
    monkeypatch.setattr(dispatch, "LONGEST_PAUSE", 0.2)
    clock = Clock()

    def steady() -> float:
        return clock.now.timestamp()

    async with open_town(tmp_path, event=True, clock=clock, steady=steady) as opened:
        yield opened


async def cut_off(town: Town) -> None:
    """From now on every request fails; the poll that was under way is over."""
    town.sim.fail_next("*", 502, times=OFTEN)
    town.sim.fail_next("getUpdates", 502, times=OFTEN)
    polls = town.sim.faults._orders[1]
    await town.admin.says("halo")  # ends the poll that was under way; its answer goes nowhere
    assert await town.sim.world.signal.until(lambda: polls.times < OFTEN or None, 10)


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(minutes=10), "pukul 06.52–07.02 WIB"),
        (timedelta(hours=24), "dari Selasa, 26 November 2024 pukul 07.02"),
    ],
    ids=["ten minutes", "a day"],
)
async def test_what_people_wrote_meanwhile_is_stored_once(
    town: Town, length: timedelta, told: str
) -> None:
    """Messages and what was to be sent wait; presses are lost, and who may miss one is told."""
    town.clock.now = MORNING - length
    tono, lurah = town.phone("Tono"), town.phone("Lurah Hadi")
    await tono.says("📍 Status TPS")
    await tono.sees("Status TPS 002")
    await town.quiet()
    await town.parts.pulse.heard()
    await cut_off(town)

    await tono.presses("Kotak sudah di TPS")
    await town.phone("Slamet").says("masalah banjir air masuk TPS")
    town.clock.now = MORNING - timedelta(minutes=9)
    for name in REPORTERS:
        for words in ("berdiri", "kotak", "mulai"):
            town.clock.forward(seconds=40)
            await town.phone(name).says(words)
    town.clock.now = MORNING
    assert await town.value("SELECT COUNT(*) FROM reports") == 0

    town.sim.clear_faults()
    for name in REPORTERS:
        await town.phone(name).sees("apat dimulai", timeout=20)
    await lurah.sees("banjir air masuk TPS", timeout=20)
    await town.quiet()
    await town.tick()
    await town.quiet()
    topics = await town.rows("SELECT station_id, topic FROM reports WHERE kind = 'status'")
    assert len(topics) == len({tuple(row.values()) for row in topics}) == 3 * len(REPORTERS)
    assert await town.value("SELECT COUNT(*) FROM incidents") == 1
    assert await town.value("SELECT COUNT(*) FROM parked_updates") == 0
    assert any(m.text.startswith("🔌") and m.has(told) for m in tono.messages)


async def test_telegram_itself_forgets_after_a_day(town: Town) -> None:
    """What is older than it keeps never comes; the bot tells from when on it was away."""
    slamet, rina = town.phone("Slamet"), town.phone("Rina")
    town.clock.now = MORNING - timedelta(hours=25)
    await town.admin.says("/start")
    await town.quiet()
    await town.parts.pulse.heard()
    await cut_off(town)
    await slamet.says("berdiri")
    town.clock.forward(hours=2)
    await rina.says("kotak")
    town.clock.now = MORNING
    town.sim.clear_faults()
    await rina.sees("Kotak sudah di TPS", timeout=20)
    await town.quiet()
    assert [r["topic"] for r in await town.rows("SELECT topic FROM reports")] == ["kotak"]
    await town.tick()
    await slamet.sees("🔌", "Selasa, 26 November 2024 pukul 06.02")


async def test_what_waited_is_of_the_hour_it_was_sent(town: Town) -> None:
    """The bot is away from 07.02 to 07.22: what began at 07.05 is not late."""
    slamet = town.phone("Slamet")
    await town.quiet()
    await town.parts.pulse.heard()
    await cut_off(town)
    town.clock.forward(minutes=3)
    await slamet.says("mulai")
    town.clock.forward(minutes=17)
    town.sim.clear_faults()
    await slamet.sees("✅ No. 1", "Rapat dimulai 07.05")
    await slamet.sees_no("sebenarnya")
    held = await town.rows("SELECT (received_at - event_at) / 60000 AS waited FROM reports")
    assert held == [{"waited": 17}]
