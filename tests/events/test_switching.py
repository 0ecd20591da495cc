"""Several events: who serves holds in whichever runs, what happened in one stays there."""

import pytest

from storage import people
from storage.database import Tx
from tests.town import KOTALAMA, MORNING, Town, number_of, station_id, user_id_of

PILKADA, GLADI = "Pilkada Kota Malang 2024", "Gladi bersih"
HELD = (
    "SELECT COUNT(*) FROM posts t JOIN events e ON e.id = t.event_id AND e.state = 'live'"
    " JOIN people p ON p.id = t.person_id WHERE p.name = $1 AND t.ended_at IS NULL"
)
"""Posts that somebody of a name holds in the event that runs."""


async def make_gladi(town: Town) -> None:
    """Write a rehearsal down, beside the event that runs."""
    admin = town.admin
    await admin.says("/acara")
    await admin.presses("Acara lain")
    await admin.presses("Acara baru")
    await admin.presses("Gladi")
    await admin.says(GLADI)
    await admin.says("27-11-2024")
    await admin.presses("Terapkan")
    await admin.sees("belum berjalan")


async def switch(town: Town, name: str) -> None:
    """Let another event run."""
    admin = town.admin
    await admin.says("/acara")
    await admin.presses("Acara lain")
    await admin.presses(name)
    await admin.presses("Ya, jalankan")
    await admin.sees(f"Sekarang berjalan: {name}")


async def revoke(town: Town, name: str) -> None:
    """Take somebody's only post away."""
    await town.admin.says(f"/cabut {name}")
    await town.admin.presses(name)
    await town.admin.presses("Ya, cabut")
    await town.admin.sees("dicabut")


async def test_who_is_sent_away_in_a_rehearsal_is_not_back_after_it(voting_day: Town) -> None:
    """/cabut holds on when the event proper runs again."""
    await make_gladi(voting_day)
    await switch(voting_day, GLADI)
    await revoke(voting_day, "Slamet")
    await switch(voting_day, PILKADA)
    await voting_day.phone("Slamet").says("mulai")
    await voting_day.phone("Slamet").sees("hanya untuk petugas yang terdaftar")
    assert await voting_day.value(HELD, "Slamet") == 0


async def test_who_is_sent_away_is_not_back_in_a_rehearsal_made_before(voting_day: Town) -> None:
    """The posts that were copied when the rehearsal was made end as well."""
    await make_gladi(voting_day)
    await revoke(voting_day, "Slamet")
    await switch(voting_day, GLADI)
    assert await voting_day.value(HELD, "Slamet") == 0


async def test_who_came_since_serves_in_the_rehearsal_too(voting_day: Town) -> None:
    """Somebody who was added after the rehearsal was made is no stranger in it."""
    await make_gladi(voting_day)
    await voting_day.parts.db.write(_newcomer)
    await switch(voting_day, GLADI)
    maya = voting_day.phone("Maya")
    await maya.says("/tps")
    await maya.sees("TPS 003 Kotalama")


async def test_the_reporter_who_was_chosen_stays_it(voting_day: Town) -> None:
    """Seats are those of the event that ran before, and nobody shares one."""
    await make_gladi(voting_day)
    await voting_day.parts.db.write(_newcomer)
    await voting_day.parts.db.write(lambda tx: _seat(tx, "Maya", 1))
    await voting_day.parts.db.write(lambda tx: _seat(tx, "Agus", 0))
    await switch(voting_day, GLADI)
    seated = (
        "SELECT p.name FROM posts t JOIN events e ON e.id = t.event_id AND e.state = 'live'"
        " JOIN people p ON p.id = t.person_id WHERE t.station_id = $1 AND t.seat = 1"
        " AND t.ended_at IS NULL"
    )
    station = await voting_day.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 3))
    assert [row["name"] for row in await voting_day.rows(seated, station)] == ["Maya"]


async def test_what_is_open_waits_while_its_event_rests(voting_day: Town) -> None:
    """Said before the switch; nobody is rung for it meanwhile, and again once the event runs."""
    await make_gladi(voting_day)
    slamet, nur = voting_day.phone("Slamet"), voting_day.phone("Nur")
    await slamet.says("masalah banjir air masuk TPS")
    await nur.sees("Bencana")
    await voting_day.admin.says("/acara")
    await voting_day.admin.presses("Acara lain")
    await voting_day.admin.presses(GLADI)
    await voting_day.admin.sees("1 masalah di Pilkada Kota Malang 2024 masih terbuka")
    await voting_day.admin.presses("Ya, jalankan")
    await voting_day.admin.sees("Sekarang berjalan")
    voting_day.clock.forward(minutes=30)
    await voting_day.tick()
    climbed = "SELECT COUNT(*) FROM incident_steps WHERE action = 'escalated'"
    assert await voting_day.value(climbed) == 0
    await switch(voting_day, PILKADA)
    await voting_day.tick()
    assert await voting_day.value(climbed) == 1


async def test_everything_of_a_rehearsal_says_so(voting_day: Town) -> None:
    """Alert, what its reporter is told, additions, lists: all begin with GLADI."""
    await make_gladi(voting_day)
    await switch(voting_day, GLADI)
    slamet, nur = voting_day.phone("Slamet"), voting_day.phone("Nur")
    await slamet.says("masalah banjir air masuk TPS")
    alert = await nur.sees("GLADI", "Bencana")
    await nur.presses("Saya tangani", on=alert)
    await slamet.sees("GLADI", "ditangani")
    await nur.says("/siaga")
    await nur.sees("GLADI", "1 masalah terbuka")
    await nur.presses("Selesai", on=alert)
    await slamet.sees("GLADI", "selesai")
    await slamet.says("/status")
    await slamet.sees("GLADI", "Status TPS 001")
    await slamet.says("/agenda")
    await slamet.sees("GLADI", "Agenda")
    await voting_day.phone("Hadi").says("/belum")
    await voting_day.phone("Hadi").sees("GLADI", "Belum ada kabar")


# ── /gladi ───────────────────────────────────────────────────────────────────────────────────
async def test_gladi_makes_a_rehearsal_and_leads_back(voting_day: Town) -> None:
    """In one line with its day, or by button; alone it shows what can be run."""
    admin = voting_day.admin
    await admin.says(f"/gladi 26-11-2024 {GLADI}")
    await admin.sees(GLADI, "Gladi (latihan)", "disalin", "Buat?")
    await admin.presses("Terapkan")
    await admin.presses("Jalankan acara ini")
    await admin.presses("Ya, jalankan")
    await admin.sees(f"Sekarang berjalan: {GLADI}")
    await admin.says("/gladi")
    await admin.sees(f"Acara yang berjalan: {GLADI}")
    await admin.presses(PILKADA)
    await admin.presses("Ya, jalankan")
    await admin.sees(f"Sekarang berjalan: {PILKADA}")
    await admin.says("/gladi")
    await admin.presses("Gladi baru")
    await admin.sees("Apa nama acaranya?")


async def test_gladi_is_for_admins(voting_day: Town) -> None:
    """Anybody else is refused."""
    await voting_day.phone("Hadi").says("/gladi")
    await voting_day.phone("Hadi").sees("bukan bagian dari tugas")


@pytest.mark.parametrize("line", [f"26-11-2024 {GLADI}", "gladi 26-11-2024"])
async def test_the_event_proper_never_becomes_a_rehearsal_by_a_line(
    voting_day: Town, line: str
) -> None:
    """Its reports would be a rehearsal's: another event is made beside it."""
    await voting_day.admin.says(f"/acara {line}")
    await voting_day.admin.sees("disalin dari acara sekarang")
    await voting_day.admin.presses("Terapkan")
    await voting_day.admin.sees("belum berjalan")
    kinds = await voting_day.rows("SELECT kind, state FROM events ORDER BY id")
    assert [tuple(each.values()) for each in kinds] == [("pilkada", "live"), ("gladi", "draft")]


def _newcomer(tx: Tx) -> None:
    """A linmas who was added to TPS 3 just now, and has registered."""
    maya = people.add_person(tx, MORNING, "Maya", number_of("Maya"))
    event_id = tx.value("SELECT id FROM events WHERE state = 'live'")
    people.add_post(
        tx, MORNING, event_id, maya, "linmas", KOTALAMA, source="roster",
        station_id=station_id(tx, KOTALAMA, 3),
    )  # fmt: skip
    people.saw_account(tx, user_id_of("Maya"), None, MORNING)
    people.link(tx, user_id_of("Maya"), maya, MORNING)


def _seat(tx: Tx, name: str, seat: int) -> None:
    tx.run(
        "UPDATE posts SET seat = $2 WHERE event_id = (SELECT id FROM events WHERE state = 'live')"
        " AND person_id = (SELECT id FROM people WHERE name = $1)",
        name, seat,
    )  # fmt: skip
