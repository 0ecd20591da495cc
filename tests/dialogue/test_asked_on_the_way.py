"""A milestone that needed a question first, the way it came or the village, is like any other."""

from datetime import UTC, datetime

import pytest

from tests.town import Town


async def test_the_true_hour_is_asked_after_the_way_it_came(voting_day: Town) -> None:
    """An operator hears late: no alarm before the hour is known, and none if it was in time."""
    voting_day.clock.at(7, 40)
    oki = voting_day.phone("Oki")
    await oki.says("2 mulai")
    await oki.presses("HT")
    await oki.sees("No. 1. Rapat dimulai 07.40")
    await oki.sees("Pukul berapa sebenarnya?")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0
    await oki.says("07.05")
    await oki.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.05")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0
    await oki.says("3 mulai")
    await oki.presses("Telepon")
    await oki.presses("Baru saja 07.40")
    await oki.sees("No. 3. Rapat dimulai 07.40")
    assert await voting_day.value("SELECT kind FROM incidents") == "prosedur"


async def test_the_true_hour_is_asked_after_the_village(voting_day: Town) -> None:
    """A camat with several villages says only the number."""
    voting_day.clock.at(7, 40)
    budi = voting_day.phone("Budi")
    await budi.says("2 mulai")
    await budi.presses("Kotalama")
    await budi.sees("Pukul berapa sebenarnya?")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0


async def test_the_true_hour_is_asked_when_a_milestone_is_corrected(voting_day: Town) -> None:
    """Koreksi → Isi ulang: the other milestone did not happen just now either."""
    voting_day.clock.at(7, 40)
    slamet = voting_day.phone("Slamet")
    await slamet.says("kotak di tps 05.55")
    await slamet.sees("No. 1. Kotak sudah di TPS 05.55")
    await slamet.says("koreksi")
    await slamet.presses("No. 1")
    await slamet.presses("Isi ulang")
    await slamet.presses("Rapat dimulai")
    await slamet.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.40")
    await slamet.presses("07.00")
    await slamet.sees("No. 1 dikoreksi (versi 3). Rapat dimulai 07.00")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0


async def test_the_turnout_is_asked_after_a_doubted_seal(voting_day: Town) -> None:
    """Out of order, confirmed by a press: the voters are asked for once, like after a tick."""
    voting_day.clock.at(17)
    slamet = voting_day.phone("Slamet")
    await slamet.says("segel")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1. Kotak disegel 17.00")
    await slamet.sees("Berapa pemilih yang sudah memilih?")
    await slamet.says("187")
    await slamet.sees("No. 2. Pemilih hadir 187")


@pytest.mark.parametrize(("day", "asked"), [(26, "27 November 2024 07.00"), (27, "07.00")])
async def test_voters_before_the_meeting_are_asked_about(
    voting_day: Town, day: int, asked: str
) -> None:
    """Nobody has voted the evening before, nor at six."""
    voting_day.clock.now = datetime(2024, 11, day - 1, 23, 0, tzinfo=UTC)
    slamet = voting_day.phone("Slamet")
    await slamet.says("pemilih 10")
    await slamet.sees(f"Pemungutan baru dimulai {asked}" if day == 26 else "baru dimulai")
    await slamet.presses("Salah pencet")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
