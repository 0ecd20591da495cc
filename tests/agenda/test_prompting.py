"""The prompt of a milestone: at its hour, to reporter and deputy, and to nobody it may disturb."""

from datetime import date, timedelta
from pathlib import Path

from bot.simulator import Message
from storage.database import Tx
from tests.conftest import open_town
from tests.town import EVE, KOTALAMA, Town, station_id


def prompts(town: Town, name: str) -> list[Message]:
    """The prompts on somebody's phone."""
    return [each for each in town.phone(name).messages if each.text.startswith("🔔 TPS")]


async def test_reporter_and_deputy_are_asked_at_the_hour(eve: Town) -> None:
    """At 07.00 Slamet and Joko get the prompt with the ready key; Rina and the rest do not."""
    await eve.at(6, 59)
    asked = len(prompts(eve, "Slamet"))
    await eve.at(7)
    for name in ("Slamet", "Joko"):
        phone = eve.phone(name)
        await phone.sees("🔔 TPS 001 Kotalama: rapat dimulai?")
        assert phone.keyboard[0] == "✅ TPS 001: rapat dimulai"
    assert len(prompts(eve, "Slamet")) == asked + 1
    assert not eve.phone("Rina").messages
    assert not prompts(eve, "Hadi")


async def test_the_ready_key_of_a_prompt_reports_that_milestone(eve: Town) -> None:
    """One tap on the key that came along, and the meeting is reported."""
    await eve.at(7)
    slamet = eve.phone("Slamet")
    await slamet.sees("rapat dimulai?")
    await slamet.presses("✅ TPS 001: rapat dimulai")
    await slamet.sees("Rapat dimulai 07.00")


async def test_the_evening_before_has_its_prompt(eve: Town) -> None:
    """At 17.00 on H-1: is the station built?"""
    eve.clock.now = EVE + timedelta(hours=1)
    await eve.tick()
    await eve.phone("Dewi").sees("🔔 TPS 001 Buring: TPS berdiri?")


async def test_what_falls_due_together_is_one_message(eve: Town) -> None:
    """At 06.00 boxes and staff are asked about at once, the boxes on the key."""
    await eve.at(6)
    slamet = eve.phone("Slamet")
    await slamet.sees("kotak sudah di TPS, petugas lengkap?")
    assert slamet.keyboard[0] == "✅ TPS 001: kotak sudah di TPS"
    assert len(prompts(eve, "Slamet")) == 1


async def test_what_is_reported_is_not_asked(eve: Town) -> None:
    """Rina reported the start early: neither Slamet nor Joko is asked, the next station is."""
    await eve.at(6, 55)
    before = len(prompts(eve, "Slamet"))
    await eve.phone("Rina").says("mulai 06.55")
    await eve.phone("Rina").sees("Rapat dimulai")
    await eve.at(7)
    await eve.phone("Tono").sees("TPS 002 Kotalama: rapat dimulai?")
    assert len(prompts(eve, "Slamet")) == before


async def test_a_prompt_comes_once(eve: Town) -> None:
    """The timers look again and again; the prompt stays one."""
    for minute in range(3):
        await eve.at(7, minute)
    starts = [each for each in prompts(eve, "Slamet") if "rapat dimulai" in each.text]
    assert len(starts) == 1


async def test_stations_that_are_put_off_are_left_alone(eve: Town) -> None:
    """TPS 2 is postponed, TPS 3 votes again: their reporters hear nothing."""

    def put_off(tx: Tx) -> None:
        for number, state in ((2, "postponed"), (3, "revote")):
            tx.run(
                "INSERT INTO event_stations (event_id, station_id, state) VALUES (1, $1, $2)",
                station_id(tx, KOTALAMA, number), state,
            )  # fmt: skip

    await eve.parts.db.write(put_off)
    await eve.at(7)
    await eve.phone("Slamet").sees("rapat dimulai?")
    assert not eve.phone("Tono").messages
    assert not eve.phone("Agus").messages


async def test_officers_of_bawaslu_are_never_asked(eve: Town) -> None:
    """Even if a roster makes Putri the reporter of the station."""
    await eve.parts.db.write(lambda tx: tx.run("UPDATE posts SET seat = 2 WHERE role = 'ptps'"))
    await eve.at(7)
    await eve.phone("Slamet").sees("rapat dimulai?")
    assert not eve.phone("Putri").messages


async def test_nobody_is_disturbed_between_close_and_seal(eve: Town) -> None:
    """At 13.00 and after no prompt comes; once the box is sealed its departure is asked."""

    def give_hours(tx: Tx) -> None:
        tx.run("UPDATE milestones SET nudge = 1 WHERE code IN ('tutup', 'berangkat')")
        tx.run("UPDATE milestones SET expected = '15:00' WHERE code = 'berangkat'")

    await eve.parts.db.write(give_hours)
    await eve.at(12, 59)
    await eve.at(13)
    slamet, tono = eve.phone("Slamet"), eve.phone("Tono")
    assert not [each for each in slamet.messages if "ditutup" in each.text]
    eve.clock.at(14, 30)
    await slamet.says("segel 14.30")
    await slamet.presses("Ya, benar")
    await slamet.sees("Kotak disegel 14.30")
    await eve.at(15)
    await slamet.sees("🔔 TPS 001 Kotalama: kotak berangkat?")
    assert not [each for each in tono.messages if "berangkat" in each.text]


async def test_a_prompt_that_comes_too_late_is_missed_and_shown(eve: Town) -> None:
    """Back at 08.30: nobody is asked about 07.00 any more, and the admin reads it."""
    await eve.admin.says("/agenda")
    await eve.admin.sees("Agenda")
    await eve.at(8, 30)
    assert not prompts(eve, "Slamet")
    await eve.admin.sees("terlewat", "rapat dimulai: seharusnya Rabu, 27 November 2024 pukul 07.00")


async def test_a_short_outage_only_delays_it(eve: Town) -> None:
    """Back at 07.20: it comes then."""
    await eve.at(7, 20)
    await eve.phone("Slamet").sees("rapat dimulai?")


async def test_no_prompts_before_an_event_is_set_up(tmp_path: Path) -> None:
    """Without voting day there is no hour to ask at."""
    async with open_town(tmp_path) as town:
        await town.at(7)
        assert not prompts(town, "Slamet")


async def test_a_moved_voting_day_moves_the_prompts(eve: Town) -> None:
    """Voting is put off by a day: 07.00 passes in silence, and is asked a day later."""
    await eve.admin.says("/acara 28-11-2024")
    await eve.admin.presses("Terapkan")
    await eve.admin.sees("Acara diatur", "Kamis, 28 November 2024")
    await eve.at(7)
    assert not prompts(eve, "Slamet")
    assert await eve.value("SELECT voting_day FROM events") == date(2024, 11, 28).isoformat()
    await eve.at(24 + 7)
    await eve.phone("Slamet").sees("rapat dimulai?")
