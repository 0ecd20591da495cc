"""The morning's list before voting day: to the lurah concerned and the admins, once a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.simulator import Message
from tests.conftest import open_town
from tests.town import Clock, Town
from tests.unreached.test_listing import arranged, block, forget

EVE = datetime(2024, 11, 26, 1, 0, tzinfo=UTC)
"""08.00 WIB on H-1."""


def lists(town: Town, name: str) -> list[Message]:
    phone = town.admin if name == "Admin" else town.phone(name)
    return [each for each in phone.messages if "Belum terhubung" in each.text]


async def test_it_comes_once_in_the_morning_to_whom_it_concerns(tmp_path: Path) -> None:
    """Not at 08.00, at 09.00 once, and never again that day; nobody of other areas gets it."""
    clock = Clock(EVE)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.admin.says("/start")
        await arranged(town, forget("Tono", "Wati", "Putri"), block("Agus", town))
        for minutes, seen in ((59, 0), (1, 1), (5, 1), (600, 1)):
            clock.forward(minutes=minutes)
            await town.tick()
            await town.quiet()
            assert len(lists(town, "Lurah Hadi")) == seen, clock.now
        [told] = lists(town, "Lurah Hadi")
        for words in ("Kel. Kotalama · H-1", "⚪ 2 belum mendaftar", "⛔ 1 memblokir bot",
                      "tanpa pelapor terdaftar: 2"):  # fmt: skip
            assert words in told.text
        [summed] = lists(town, "Admin")
        assert "• Kec. Kedungkandang: 3" in summed.text
        assert not lists(town, "Lurah Sri")
        assert not lists(town, "Slamet")

        await town.phone("Lurah Hadi").presses("⚪ Lihat dan undang")
        await town.phone("Lurah Hadi").sees("⚪ Tono – linmas TPS 002 Kotalama")


async def test_a_bot_that_starts_again_sends_no_second_one(tmp_path: Path) -> None:
    """What was sent is known after a restart; a day without any due is quiet."""
    clock = Clock(EVE + timedelta(hours=2))
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await arranged(town, forget("Tono"))
        await town.tick()
        await town.quiet()
        assert len(lists(town, "Lurah Hadi")) == 1
    clock.forward(minutes=5)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.tick()
        await town.quiet()
        assert not lists(town, "Lurah Hadi")


async def test_no_list_at_night_or_on_other_days(tmp_path: Path) -> None:
    """Late in the evening it is left; H-4 is no day for it."""
    late = Clock(EVE + timedelta(hours=10))
    async with open_town(tmp_path, event=True, clock=late) as town:
        await arranged(town, forget("Tono"))
        await town.tick()
        late.now = EVE - timedelta(days=3, hours=-3)
        await town.tick()
        await town.quiet()
        assert not lists(town, "Lurah Hadi")


async def test_nothing_is_said_where_everybody_is_in(tmp_path: Path) -> None:
    """Nobody missing, no message, not even to the admins."""
    async with open_town(tmp_path, event=True, clock=Clock(EVE + timedelta(hours=3))) as town:
        await town.admin.says("/start")
        await town.tick()
        await town.quiet()

        assert not [name for name in ("Lurah Hadi", "Lurah Sri", "Admin") if lists(town, name)]
