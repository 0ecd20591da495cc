"""Away from Telegram for more than two minutes: whom it may concern is told, once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.simulator import Message
from tests.conftest import open_town
from tests.town import KOTALAMA, MORNING, Clock, Town, station_id

BEFORE = MORNING - timedelta(minutes=10)
"""06.52: nobody has reported yet."""


@pytest.fixture
def clock() -> Clock:
    return Clock(BEFORE)


@pytest.fixture
async def town(tmp_path: Path, clock: Clock) -> AsyncIterator[Town]:
    """A town whose bot believes that time passes as the clock says."""

    def steady() -> float:
        return clock.now.timestamp()

    async with open_town(tmp_path, event=True, clock=clock, steady=steady) as opened:
        await opened.admin.says("/start")
        await opened.quiet()
        await opened.parts.pulse.heard()
        yield opened


async def away(town: Town, **length: float) -> None:
    """Telegram is out of reach for so long, then answers; every timer looks."""
    town.clock.forward(**length)
    await town.parts.pulse.heard()
    await town.tick()
    await town.quiet()


def notices(town: Town, name: str) -> list[Message]:
    phone = town.admin if name == "Admin" else town.phone(name)
    return [each for each in phone.messages if each.text.startswith("🔌")]


async def test_who_was_expected_to_report_is_told(town: Town) -> None:
    """06.52 to 07.05: the hour of the meeting fell into it; reporter and deputy hear of it."""
    await away(town, minutes=13)
    await town.phone("Slamet").sees(
        "tidak tersambung pukul 06.52–07.05 WIB", "antara pukul 06.52 dan 07.05", "tidak sampai",
        "Belum ada laporan TPS 001 Kotalama: rapat dimulai.",
    )  # fmt: skip
    assert town.phone("Slamet").keyboard[0] == "✅ TPS 001: rapat dimulai"
    assert len(notices(town, "Joko")) == 1
    for name in ("Rina", "Putri", "Lurah Hadi", "Polsek Arif"):
        assert notices(town, name) == []
    await town.admin.sees("pukul 06.52–07.05 WIB (13 menit)", "diberi tahu: 6 petugas")


async def test_nobody_is_told_twice_of_the_same_outage(town: Town) -> None:
    """The timers look again, Telegram answers again: one message each."""
    await away(town, minutes=13)
    for _ in range(3):
        await away(town, seconds=30)
    assert len(notices(town, "Slamet")) == len(notices(town, "Admin")) == 1


async def test_two_minutes_are_no_outage(town: Town) -> None:
    """Telegram keeps presses for 150 seconds: after 119 nothing was lost."""
    await away(town, seconds=119)
    assert notices(town, "Slamet") == []
    assert await town.value("SELECT COUNT(*) FROM outages") == 0


async def test_whoever_has_reported_has_nothing_outstanding(town: Town) -> None:
    """Rina reported early, so Slamet and Joko are left in peace."""
    await town.phone("Rina").says("mulai 06.50")
    await town.phone("Rina").sees("Rapat dimulai 06.50")
    await away(town, minutes=13)
    assert notices(town, "Slamet") == []
    assert len(notices(town, "Tono")) == 1


async def test_an_open_form_is_something_outstanding(town: Town) -> None:
    """Rina is no reporter, but in the middle of a form; no milestone was due meanwhile."""
    await town.phone("Rina").says("/masalah")
    await town.phone("Rina").sees("Darurat?")
    await away(town, minutes=4)
    await town.phone("Rina").sees("pukul 06.52–06.56 WIB", "masih tersimpan")
    assert notices(town, "Slamet") == []
    await town.admin.sees("diberi tahu: 1 petugas")


async def test_nobody_at_a_station_is_disturbed_while_votes_are_counted(town: Town) -> None:
    """Between 13.00 and the sealed box only an open form counts."""
    later = "UPDATE milestones SET nudge = 1, expected = '14:00' WHERE code = 'hitung'"
    await town.parts.db.write(lambda tx: tx.run(later))
    town.clock.at(13, 50)
    await town.parts.pulse.heard()
    await town.tick()
    await town.phone("Agus").says("/masalah")
    await town.phone("Agus").sees("Darurat?")
    told = len(notices(town, "Slamet"))
    await away(town, minutes=20)
    assert len(notices(town, "Slamet")) == told
    await town.phone("Agus").sees("pukul 13.50–14.10 WIB", "masih tersimpan")


async def test_a_station_that_is_postponed_is_left_alone(town: Town) -> None:
    """Nothing is due where voting was put off."""
    await town.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO event_stations (event_id, station_id, state) VALUES (1, $1, 'postponed')",
            station_id(tx, KOTALAMA, 1),
        )
    )
    await away(town, minutes=13)
    assert notices(town, "Slamet") == []
    assert len(notices(town, "Tono")) == 1


async def test_people_who_share_a_phone_are_told_once(town: Town) -> None:
    """Reporter and deputy on one phone: one message."""
    slamet = town.phone("Slamet").user_id
    await town.parts.db.write(
        lambda tx: tx.run(
            "UPDATE account_people SET user_id = $1 WHERE person_id ="
            " (SELECT id FROM people WHERE name = 'Joko')",
            slamet,
        )
    )
    await away(town, minutes=13)
    assert len(notices(town, "Slamet")) == 1


async def test_an_outage_over_midnight_is_told_with_its_days(town: Town) -> None:
    """A day without Telegram names both days."""
    town.clock.now = MORNING - timedelta(days=1)
    await town.parts.pulse.heard()
    await away(town, days=1)
    await town.admin.sees("dari Selasa, 26 November 2024 pukul 07.02", "Rabu, 27 November 2024")


async def test_a_bot_that_was_not_running_was_away_too(tmp_path: Path) -> None:
    """Stopped at 06.52, started at 07.10: the last answer is known from the database."""
    clock = Clock(BEFORE)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.parts.pulse.heard()
        await town.parts.pulse.beat()
    clock.forward(minutes=18)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.parts.pulse.heard()
        await town.tick()
        await town.phone("Slamet").sees("pukul 06.52–07.10 WIB", "rapat dimulai")
        await town.quiet()
        assert await town.value("SELECT COUNT(*) FROM outages") == 1


async def test_a_first_start_is_no_outage(tmp_path: Path) -> None:
    """Who was never there was not away."""
    async with open_town(tmp_path, event=True) as town:
        await town.parts.pulse.heard()
        await town.tick()
        assert await town.value("SELECT COUNT(*) FROM outages") == 0
