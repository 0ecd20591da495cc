"""A clock that jumps by hours: nothing stands still, nothing is told twice, admins hear of it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.alarms import Alarms
from bot.disk import Disk
from bot.health import Pulse
from bot.transport import Transport
from handlers.policy import Policy
from storage import outages
from storage.database import Database
from tests.conftest import open_town
from tests.town import ADMIN_ID, MORNING, TOKEN, Town

POLICY = Policy(ZoneInfo("Asia/Jakarta"), frozenset({ADMIN_ID}))
HOURS = pytest.mark.parametrize("hours", [-5, 5], ids=["back", "forward"])


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """07.02 by the clock; seconds that pass are those of the machine."""
    async with open_town(tmp_path, event=True) as opened:
        await opened.admin.says("/start")
        await opened.quiet()
        yield opened


@HOURS
async def test_reports_and_answers_do_not_wait_for_the_clock(town: Town, hours: int) -> None:
    """A report before the jump, one after it: both are stored and answered at once."""
    await town.phone("Slamet").says("mulai")
    await town.phone("Slamet").sees("Rapat dimulai")
    town.clock.forward(hours=hours)
    await town.phone("Lurah Hadi").says("/menu")
    await town.phone("Lurah Hadi").sees("/rekap")
    await town.phone("Tono").says("masalah listrik padam")
    await town.phone("Tono").sees("No. 2", "Listrik padam")
    await town.tick()
    await town.quiet()
    left = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
    assert await town.value(left) == 0


@HOURS
async def test_an_open_form_goes_on(town: Town, hours: int) -> None:
    """A form that was begun before the jump takes the next answer after it."""
    rina = town.phone("Rina")
    await rina.says("/masalah")
    await rina.sees("Darurat?")
    town.clock.forward(hours=hours)
    await town.tick()
    await rina.presses("Listrik/jaringan")
    await rina.sees("Apa yang terjadi")


@HOURS
async def test_admins_hear_of_a_jump_once(town: Town, hours: int) -> None:
    """From which hour to which; a clock that then runs on is no news."""
    await town.parts.pulse.beat()
    town.clock.forward(hours=hours)
    for _ in range(3):
        await town.parts.pulse.beat()
    await town.admin.sees("🛑 Jam server melompat", "27-11-2024 07.02 →")
    await town.quiet()
    assert sum(message.text.startswith("🛑") for message in town.admin.messages) == 1


async def test_a_jump_is_no_outage(town: Town) -> None:
    """Telegram answered a moment ago, whatever the clock says now."""
    await town.parts.pulse.heard()
    town.clock.forward(hours=5)
    await town.parts.pulse.heard()
    assert await town.value("SELECT COUNT(*) FROM outages") == 0


async def test_reminders_of_a_jump_back_are_not_sent_again(town: Town) -> None:
    """07.02 comes twice: the prompt of 07.00 came once."""
    town.clock.now = MORNING - timedelta(hours=1)
    await town.tick()
    for minutes in (58, 2, -30, 30):
        town.clock.forward(minutes=minutes)
        await town.tick()
        await town.quiet()
    asked = [each for each in town.phone("Slamet").messages if "rapat dimulai?" in each.text]
    assert len(asked) == 1


class Times:
    """A wall clock and the seconds that pass, set apart from each other."""

    def __init__(self) -> None:
        self.now: datetime = MORNING
        self.ticks = 0.0


async def test_the_length_of_an_outage_is_time_that_passed(tmp_path: Path) -> None:
    """Ten minutes away while the clock was set back by an hour: ten minutes are told."""
    times = Times()
    db = await Database.open(tmp_path / "siaga.db")
    alarms = Alarms(Transport("http://nowhere.invalid", TOKEN), ())

    disk = Disk(alarms, db.path, ())

    async def again(_: int) -> None:
        raise AssertionError

    pulse = Pulse(db, alarms, POLICY, lambda: times.now, lambda: times.ticks, again, disk)
    await pulse.heard()
    times.now += timedelta(minutes=10) - timedelta(hours=1)
    times.ticks += 600
    await pulse.heard()
    outage = await db.read(outages.untold)
    await db.close()
    assert outage is not None
    assert outage.until - outage.since == timedelta(minutes=10)
    assert outage.until == times.now
