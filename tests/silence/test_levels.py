"""Nudge, list, summary: each at its time, once, and only about those who said nothing."""

from datetime import timedelta
from pathlib import Path

from storage.database import Tx
from tests.conftest import open_town
from tests.silence.conftest import lists, nudges
from tests.town import EVE, KOTALAMA, Clock, Town, station_id

START = "rapat dimulai"


async def test_reporter_and_deputy_are_nudged_after_the_grace(eve: Town) -> None:
    """At 07.15 Slamet and Joko hear of it with the ready key; Rina, Putri and Hadi do not."""
    await eve.at(7)
    await eve.at(7, 14)
    assert not nudges(eve, "Slamet", START)
    await eve.at(7, 15)
    for name in ("Slamet", "Joko"):
        phone = eve.phone(name)
        await phone.sees("⏰ TPS 001 Kotalama: belum ada kabar", START)
        assert phone.keyboard[0] == "✅ TPS 001: rapat dimulai"
    assert not nudges(eve, "Rina")
    assert not nudges(eve, "Putri")
    assert not lists(eve, "Hadi", START)


async def test_the_ready_key_of_a_nudge_reports_and_ends_it(eve: Town) -> None:
    """One tap; the lurah's list a grace later does not name the station."""
    await eve.at(7, 15)
    slamet = eve.phone("Slamet")
    await slamet.presses("✅ TPS 001: rapat dimulai")
    await slamet.sees("Rapat dimulai")
    await eve.at(7, 30)
    hadi = eve.phone("Hadi")
    seen = await hadi.sees(f"Belum ada kabar: {START} (pukul 07.00)", "2 dari 3 TPS")
    assert "TPS 002, 003" in seen.text
    assert "001" not in seen.text


async def test_who_reported_is_not_nudged(eve: Town) -> None:
    """Rina reported for TPS 1: its reporter and deputy are left alone, TPS 2 is not."""
    eve.clock.at(7, 1)
    await eve.phone("Rina").says("mulai 07.00")
    await eve.phone("Rina").sees("Rapat dimulai")
    await eve.at(7, 15)
    await eve.phone("Tono").sees("⏰ TPS 002")
    assert not nudges(eve, "Slamet", START)
    assert not nudges(eve, "Joko", START)


async def test_a_later_milestone_shows_the_earlier_one(eve: Town) -> None:
    """Who says that the meeting began is not asked about boxes any more; who says that all
    are present, due at the same hour, is.
    """
    eve.clock.at(6, 1)
    await eve.phone("Tono").says("lengkap")
    await eve.phone("Tono").sees("Petugas lengkap")
    await eve.phone("Agus").says("mulai")
    await eve.phone("Agus").presses("Ya, benar")
    await eve.phone("Agus").sees("Rapat dimulai 06.01. Salah?")
    await eve.at(6, 15)
    await eve.phone("Tono").sees("⏰ TPS 002", "kotak sudah di TPS")
    assert not nudges(eve, "Agus")
    assert "lengkap" not in nudges(eve, "Tono")[0].text


async def test_what_is_due_together_is_one_nudge(eve: Town) -> None:
    """Boxes and staff, both at 06.00: one message, the boxes on the key."""
    await eve.at(6)
    await eve.at(6, 15)
    slamet = eve.phone("Slamet")
    await slamet.sees("kotak sudah di TPS, petugas lengkap")
    assert len(nudges(eve, "Slamet")) == 1
    assert slamet.keyboard[0] == "✅ TPS 001: kotak sudah di TPS"


async def test_the_village_gets_one_list_that_follows_the_reports(eve: Town) -> None:
    """Lurah and PPS: one message each at 07.30, edited as stations report, done at the end."""
    await eve.at(7, 15)
    await eve.at(7, 30)
    for name in ("Hadi", "Yanti"):
        await eve.phone(name).sees(f"Belum ada kabar: {START}", "seluruh kelurahan (3 TPS)")
    await eve.phone("Slamet").says("mulai 07.00")
    await eve.phone("Slamet").sees("Rapat dimulai 07.00")
    await eve.at(7, 31)
    seen = await eve.phone("Hadi").sees("2 dari 3 TPS", "TPS 002, 003")
    for name, words in (("Tono", "mulai 07.05"), ("Agus", "mulai 07.05")):
        await eve.phone(name).says(words)
        await eve.phone(name).sees("Rapat dimulai 07.05")
    await eve.at(7, 32)
    done = await eve.phone("Hadi").sees("Semua TPS sudah melapor")
    assert done.id == seen.id
    assert not done.buttons
    for name in ("Hadi", "Yanti"):
        assert len(lists(eve, name, START)) == 1


async def test_coordinators_get_one_summary(eve: Town) -> None:
    """At 07.45 Bakesbangpol and KPU read numbers by district; Bawaslu, Polri and admins nothing."""
    await eve.at(7, 15)
    await eve.at(7, 30)
    assert not lists(eve, "Ida", START)
    await eve.at(7, 45)
    for name in ("Ida", "Hana"):
        seen = await eve.phone(name).sees(
            START, "Kota Malang: 6 dari 6", "Kec. Kedungkandang: 4 dari 4",
            "Seluruh kelurahan tanpa kabar", "Belum ada kabar bukan berarti ada masalah",
        )  # fmt: skip
        assert len(lists(eve, name, START)) == 1
        assert "🔴" not in seen.text
    for name in ("Fitri", "Arif", "Lina", "Budi"):
        assert not lists(eve, name)
    assert not lists(eve, "Admin")


async def test_a_summary_is_edited_and_leads_to_the_details(eve: Town) -> None:
    """A report lowers the numbers in the same message; Rincian lists the stations."""
    for minute in (15, 30, 45):
        await eve.at(7, minute)
    await eve.phone("Slamet").says("mulai 07.00")
    await eve.phone("Slamet").sees("Rapat dimulai 07.00")
    await eve.at(7, 46)
    ida = eve.phone("Ida")
    await ida.sees("Kota Malang: 5 dari 6")
    await ida.presses("📋 Rincian")
    await ida.sees("Belum ada kabar “rapat dimulai”", "Kotalama (2): 002, 003")


async def test_stations_without_a_registered_reporter_stand_apart(eve: Town) -> None:
    """TPS 2 of Ciptomulyo has nobody: its own line for lurah Sri, a number in the summary."""
    for minute in (15, 30, 45):
        await eve.at(7, minute)
    await eve.phone("Sri").sees("Tanpa pelapor terdaftar (1): TPS 002")
    await eve.phone("Ida").sees("Tanpa pelapor terdaftar: 1 TPS")


async def test_nothing_comes_twice(eve: Town) -> None:
    """The timers look again and again: one message for each level."""
    for minute in range(15, 60):
        await eve.at(7, minute)
    assert len(nudges(eve, "Slamet", START)) == 1
    assert len(lists(eve, "Hadi", START)) == 1
    assert len(lists(eve, "Ida", START)) == 1


async def test_silence_raises_no_alarm(eve: Town) -> None:
    """However long it lasts, it is no incident."""
    for minute in (15, 30, 45, 59):
        await eve.at(7, minute)
    assert await eve.value("SELECT COUNT(*) FROM incidents") == 0


async def test_stations_off_their_course_are_in_no_list(eve: Town) -> None:
    """TPS 2 is postponed and TPS 3 votes again: not nudged, and not counted."""

    def put_off(tx: Tx) -> None:
        for number, state in ((2, "postponed"), (3, "revote")):
            tx.run(
                "INSERT INTO event_stations (event_id, station_id, state) VALUES (1, $1, $2)",
                station_id(tx, KOTALAMA, number), state,
            )  # fmt: skip

    await eve.parts.db.write(put_off)
    await eve.at(7, 15)
    await eve.at(7, 30)
    await eve.phone("Hadi").sees(START, "seluruh kelurahan (1 TPS)")
    assert not nudges(eve, "Tono", START)
    assert not nudges(eve, "Agus", START)


async def test_officers_of_bawaslu_are_never_nudged(eve: Town) -> None:
    """Even if a roster makes Putri the deputy."""
    await eve.parts.db.write(lambda tx: tx.run("UPDATE posts SET seat = 2 WHERE role = 'ptps'"))
    await eve.at(7, 15)
    await eve.phone("Slamet").sees("⏰ TPS 001")
    assert not nudges(eve, "Putri")


async def test_a_milestone_that_is_not_asked_for_is_no_silence(eve: Town) -> None:
    """The count at 10.00 and the close at 13.00: nobody hears anything."""
    await eve.at(7, 15)
    for hour in (10, 11, 13, 14, 15):
        await eve.at(hour, 40)
    assert not nudges(eve, "Slamet", "10.00")
    assert not nudges(eve, "Slamet", "ditutup")
    assert not lists(eve, "Hadi", "ditutup")


async def test_what_is_too_late_is_not_sent(eve: Town) -> None:
    """Back at 11.00: nobody is asked about 07.00, and no list follows."""
    await eve.at(11)
    await eve.at(11, 30)
    assert not nudges(eve, "Slamet")
    assert not lists(eve, "Hadi")
    assert not lists(eve, "Ida")


async def test_a_late_nudge_gives_the_full_grace(eve: Town) -> None:
    """Back at 07.40: the nudge comes then, the list at 07.55, the summary at 08.10."""
    await eve.at(7, 40)
    await eve.phone("Slamet").sees("⏰ TPS 001", START)
    assert not lists(eve, "Hadi", START)
    await eve.at(7, 55)
    await eve.phone("Hadi").sees("⚪", START)
    assert not lists(eve, "Ida", START)
    await eve.at(8, 10)
    await eve.phone("Ida").sees("⚪", START)


async def test_a_nudge_gives_way_to_the_next_hour(eve: Town) -> None:
    """Back at 06.45 the key is about the meeting: nobody is nudged about boxes, Hadi is told."""
    await eve.at(6, 45)
    assert not nudges(eve, "Slamet")
    await eve.phone("Hadi").sees("⚪", "kotak sudah di TPS")


async def test_a_moved_voting_day_moves_the_silence(eve: Town) -> None:
    """Voting is put off by a day: nobody is nudged today, everybody once tomorrow."""
    await eve.admin.says("/acara 28-11-2024")
    await eve.admin.presses("Terapkan")
    await eve.admin.sees("Acara diatur")
    await eve.at(7, 15)
    await eve.at(7, 30)
    assert not nudges(eve, "Slamet")
    assert not lists(eve, "Hadi", START)
    await eve.at(24 + 7, 15)
    await eve.phone("Slamet").sees("⏰ TPS 001", START)
    assert len(nudges(eve, "Slamet", START)) == 1


async def test_a_restart_neither_loses_nor_doubles(tmp_path: Path) -> None:
    """The bot stops after the nudge and comes back: the list follows, the nudge is not repeated."""
    async with open_town(tmp_path, event=True, clock=Clock(EVE)) as town:
        await town.tick()
        await town.at(7, 15)
        await town.phone("Slamet").sees("⏰ TPS 001")
    clock = Clock()
    clock.at(7, 31)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.tick()
        await town.phone("Hadi").sees("⚪", START)
        clock.now += timedelta(minutes=1)
        await town.tick()
        await town.quiet()
        assert not nudges(town, "Slamet")


async def test_without_coordinators_the_admins_are_told(eve: Town) -> None:
    """The summary never reaches nobody."""
    await eve.admin.starts()
    await eve.admin.sees("Admin")
    await eve.parts.db.write(
        lambda tx: tx.run("UPDATE posts SET ended_at = 1 WHERE role = 'koordinator'")
    )
    for minute in (15, 30, 45):
        await eve.at(7, minute)
    await eve.admin.sees("⚪", START, "Tanpa pelapor terdaftar: 1 TPS")
