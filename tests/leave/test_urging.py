"""A request that nobody decides: a reminder to the superior, then the admins, then it rests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.leave import urging
from storage.leave import Wish
from tests.leave.test_asking import asks, requests
from tests.town import Town


def count(town: Town, name: str, words: str) -> int:
    """How many messages with these words a phone has."""
    phone = town.admin if name == "Admin" else town.phone(name)
    return len([m for m in phone.messages if m.has(words)])


async def test_the_superior_is_reminded_then_the_admins_are_asked(led: Town) -> None:
    """After 6 hours, and after 24; each once. The applicant hears of it, and an admin decides."""
    await asks(led)
    await led.phone("Rudi").sees("Permintaan pengecualian no. 1")
    led.clock.forward(hours=5, minutes=59)
    await led.tick()
    await led.quiet()
    assert count(led, "Rudi", "belum dijawab") == 0
    led.clock.forward(minutes=1)
    await led.tick()
    await led.tick()
    reminder = await led.phone("Rudi").sees(
        "no. 1 belum dijawab sejak Kamis, 21 November 2024 pukul 09.00", "Lurah Hadi", "Surabaya"
    )
    assert reminder.labels == ["✅ Izinkan", "🚫 Tolak"]
    await led.quiet()
    assert count(led, "Rudi", "belum dijawab") == 1
    assert count(led, "Admin", "pengecualian no. 1") == 0
    led.clock.forward(hours=18)
    await led.tick()
    await led.tick()
    await led.phone("Hadi").sees("no. 1 belum dijawab. Admin posko sekarang juga diminta")
    card = await led.admin.sees("Permintaan pengecualian no. 1", "lama tidak dijawab")
    await led.admin.presses("✅ Izinkan", on=card)
    await led.admin.presses("Tanpa catatan")
    await led.phone("Hadi").sees("Diizinkan oleh Admin")
    await led.quiet()
    assert any(m.has("✅ Diizinkan oleh Admin") for m in led.phone("Rudi").messages)
    assert count(led, "Hadi", "Admin posko sekarang") == 1
    (stored,) = await requests(led)
    assert (stored["state"], stored["urged"], stored["due_at"]) == ("granted", 2, None)


async def test_a_decision_ends_the_waiting(led: Town) -> None:
    """Nobody is reminded of what was refused; the list shows who asked and for when."""
    await asks(led)
    await led.phone("Rudi").presses("🚫 Tolak")
    await led.phone("Rudi").says("Logistik bergerak")
    await led.phone("Hadi").sees("Ditolak oleh Kadis Rudi")
    led.clock.forward(hours=30)
    await led.tick()
    await led.quiet()
    assert count(led, "Rudi", "belum dijawab") == 0


async def test_without_a_superior_the_admins_are_reminded_and_the_applicant_told_to_ring(
    banned: Town,
) -> None:
    """There is nobody further to ask."""
    await asks(banned)
    banned.clock.forward(hours=6)
    await banned.tick()
    await banned.admin.sees("no. 1 belum dijawab")
    banned.clock.forward(hours=18)
    await banned.tick()
    await banned.phone("Hadi").sees("Hubungi atasan atau posko lewat telepon")


async def test_what_is_over_is_not_asked_any_more(led: Town) -> None:
    """After an outage longer than the days themselves nobody is bothered."""
    await asks(led)
    led.clock.forward(days=5)
    await led.tick()
    await led.quiet()
    assert count(led, "Rudi", "belum dijawab") == 0
    assert (await requests(led))[0]["due_at"] is None


@pytest.mark.parametrize(
    ("hours_ahead", "reminded"),
    [(0.5, timedelta(minutes=30)), (9, timedelta(hours=3)), (60, timedelta(hours=6))],
)
def test_what_is_near_is_urged_sooner(hours_ahead: float, reminded: timedelta) -> None:
    """A third of the time that is left, at least 30 minutes and at most 6 hours."""
    zone = ZoneInfo("Asia/Jakarta")
    first = datetime(2024, 11, 23, tzinfo=zone)
    now = (first - timedelta(hours=hours_ahead)).astimezone(UTC)
    wish = Wish("lurah", "35.73", first.date(), first.date(), "", "", "")
    assert urging.first_due(now, zone, wish) - now == reminded
