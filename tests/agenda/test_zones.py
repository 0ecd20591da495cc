"""The calendar by the clocks of its area: WIB, WITA and WIT, over midnights and leap days."""

from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.agenda import plan
from handlers.agenda.rules import Lead
from handlers.context import Desk
from handlers.policy import Policy
from storage import agenda, events, reminders
from storage.agenda import Draft, Kind
from storage.audience import Audience
from tests.agenda.test_reminding import at
from tests.agenda.test_showing import add
from tests.conftest import open_town
from tests.memory import empty
from tests.town import Clock, Town

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def local(zone: str, *moment: int) -> datetime:
    """The UTC moment at which clocks of a zone show this."""
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type, misc]


def opened(folder: Path, zone: str, *moment: int) -> AbstractAsyncContextManager[Town]:
    """The town in another zone, at this moment of its clocks."""
    return open_town(folder, event=True, clock=Clock(local(zone, *moment)), zone=zone)


@pytest.mark.parametrize("zone", ZONES)
async def test_nine_oclock_is_nine_oclock_there(tmp_path: Path, zone: str) -> None:
    """The reminder goes out when the clocks of the area show 09.00, and says which clocks."""
    async with opened(tmp_path, zone, 2024, 11, 1, 9) as town:
        await add(town, "rakor; 20-11-2024 00.30; Rakor malam; lurah; H-1 09.00")
        await at(town, local(zone, 2024, 11, 19, 8, 59))
        hadi = town.phone("Hadi")
        assert not hadi.messages
        await at(town, local(zone, 2024, 11, 19, 9))
        await hadi.sees("Rabu, 20 November 2024 pukul 00.30 " + ZONES[zone])


@pytest.mark.parametrize("zone", ZONES)
async def test_today_begins_at_the_midnight_of_the_area(tmp_path: Path, zone: str) -> None:
    """At 23.59 the stage is tomorrow's, at 00.00 today's, whatever day it is in UTC."""
    async with opened(tmp_path, zone, 2024, 11, 19, 23, 50) as town:
        await add(town, "tahapan; 20-11-2024; Debat terbuka; lurah; tanpa pengingat")
        hadi = town.phone("Hadi")
        await hadi.says("/agenda")
        before, ahead = (await hadi.sees("Berikutnya")).text.split("Berikutnya")
        assert "Debat terbuka" not in before
        assert "Debat terbuka" in ahead
        await at(town, local(zone, 2024, 11, 20, 0, 0))
        await hadi.says("/agenda")
        today = (await hadi.sees("Berikutnya")).text.split("Berikutnya")[0]
        assert "Debat terbuka" in today


async def test_a_meeting_over_midnight_and_over_new_year(tmp_path: Path) -> None:
    """It ends on the next day, of the next year; its reminder belongs to the evening before."""
    async with opened(tmp_path, "Asia/Makassar", 2024, 12, 20, 9) as town:
        await add(town, "lain; 31-12-2024 22.00 s.d. 01-01-2025 02.00; Siaga; lurah; H-1 16.00")
        await at(town, local("Asia/Makassar", 2024, 12, 30, 16))
        await town.phone("Hadi").sees(
            "Selasa, 31 Desember 2024 pukul 22.00 sampai Rabu, 1 Januari 2025 pukul 02.00 WITA"
        )


async def test_a_leap_day_is_a_day(tmp_path: Path) -> None:
    """The day before 1 March 2028 is 29 February; it can be typed, and asked about."""
    async with opened(tmp_path, "Asia/Jakarta", 2028, 2, 20, 9) as town:
        await add(
            town, "larangan cuti; 29-02-2028 s.d. 01-03-2028; Siaga; lurah; H-1 09.00; dibaca"
        )
        await add(town, "rakor; 01-03-2028 09.00; Rakor Maret; lurah; H-1 09.00")
        hadi = town.phone("Hadi")
        await hadi.says("/cuti 29-02-2028")
        await hadi.sees("Selasa, 29 Februari 2028", "Siaga")
        await at(town, local("Asia/Jakarta", 2028, 2, 28, 9))
        await hadi.sees("Siaga")
        await at(town, local("Asia/Jakarta", 2028, 2, 29, 9))
        await hadi.sees("Rakor Maret", "besok")
        await hadi.says("/cuti 29-02-2027")
        await hadi.sees("sampai tanggal 28")


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(
    DAYS, DAYS, st.integers(-30, 5), st.integers(0, 14), st.times(), st.sampled_from(list(ZONES))
)
def test_moving_voting_day_moves_every_reminder_that_waits(
    before: date, after: date, offset: int, lead: int, hour: time, zone: str
) -> None:
    """H-4 07.00 of the new day by the clocks of the area; nothing is left of the old one."""
    hour = hour.replace(second=0, microsecond=0)
    rule = "H" if offset == 0 else f"H{offset:+d}"
    policy = Policy(ZoneInfo(zone), frozenset())
    tx = empty()
    desk = Desk(tx, datetime(2023, 1, 1, tzinfo=UTC), policy)
    tx.run("UPDATE events SET voting_day = $1 WHERE state = 'live'", before.isoformat())
    draft = Draft(Kind.OTHER, "x", rule, rule, Audience())
    entry = agenda.add(tx, desk.now, events.live(tx).id, draft, None)
    plan.place(desk, events.live(tx), entry, [Lead(lead, hour)])
    tx.run("UPDATE events SET voting_day = $1 WHERE state = 'live'", after.isoformat())
    plan.replan(desk, events.live(tx).id)
    waiting = [each for each in reminders.of(tx, entry) if each.state == "waiting"]
    moved = agenda.entry(tx, entry)
    assert moved is not None
    assert moved.starts_on == after + timedelta(days=offset)
    (reminder,) = waiting
    assert reminder.due_at is not None
    shown = reminder.due_at.astimezone(policy.zone)
    assert (shown.date(), shown.time()) == (moved.starts_on - timedelta(days=lead), hour)


async def test_a_calendar_that_is_loaded_late_says_whom_nobody_told(tmp_path: Path) -> None:
    """On 12 February the bans of Madiun are in force already: each can be told from here."""
    async with opened(tmp_path, "Asia/Jakarta", 2024, 2, 12, 10) as town:
        admin = town.admin
        await admin.says("/agenda_tambah")
        await admin.presses("Pakai kalender")
        await admin.presses("Madiun 2024")
        await admin.presses("Muat")
        late = await admin.sees("5 agenda dimuat", "⚠️ 2 agenda di bawah ini")
        assert len(late.labels) == 2
        await admin.presses("Tidak ada cuti bagi staf")
        await admin.presses("Kirim sekarang")
        await town.tick()
        order = await town.phone("Rudi").sees("Tidak ada cuti bagi staf", "sedang berlangsung")
        assert order.labels == ["✅ Sudah diteruskan ke staf"]
