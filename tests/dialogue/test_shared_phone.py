"""Atas nama: Slamet and Siti share a phone; each serves at a station of their own."""

import pytest

from handlers.access import Role
from storage import people
from storage.database import Tx
from tests.town import KOTALAMA, MORNING, Town, station_id, user_id_of


@pytest.fixture
async def sharing(voting_day: Town) -> Town:
    """Siti, linmas of TPS 2, reports from Slamet's phone too."""
    await voting_day.parts.db.write(_siti_joins)
    return voting_day


def _siti_joins(tx: Tx, whose: str = "Slamet") -> None:
    account = user_id_of(whose)
    owner = people.of_account(tx, account)[0]
    siti = people.add_person(tx, MORNING, "Siti", None)
    people.add_post(
        tx, MORNING, 1, siti, Role.LINMAS, KOTALAMA, source="roster",
        station_id=station_id(tx, KOTALAMA, 2), seat=len(whose),
    )  # fmt: skip
    people.link(tx, account, siti, MORNING)
    people.act_as(tx, account, owner.id)


async def test_one_tap_in_the_list_switches_to_the_other_station(sharing: Town) -> None:
    """The same message becomes Siti's list; what is pressed there is hers, and says so."""
    slamet = sharing.phone("Slamet")
    await slamet.says("📍 Status TPS")
    shown = await slamet.sees("Status TPS 001", "✓ Atas nama: Slamet", "Atas nama: Siti")
    await slamet.presses("Atas nama: Siti")
    await slamet.sees("Sekarang atas nama Siti")
    changed = await slamet.sees("Status TPS 002", "✓ Atas nama: Siti", "Atas nama: Slamet")
    assert changed.id == shown.id
    await slamet.presses("Rapat dimulai")
    await slamet.sees_toast("Atas nama: Siti")
    await slamet.sees("✅ rapat dimulai 07.02", "✓ Atas nama: Siti")
    who = "SELECT p.name FROM reports r JOIN people p ON p.id = r.person_id"
    assert await sharing.rows(who) == [{"name": "Siti"}]


async def test_the_hour_said_afterwards_names_the_person(sharing: Town) -> None:
    """A late milestone: the receipt of its true hour says whose it is."""
    sharing.clock.at(7, 40)
    slamet = sharing.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.presses("Rapat dimulai")
    await slamet.sees("sebenarnya")
    await slamet.presses("07.05")
    await slamet.sees("Rapat dimulai 07.05", "Atas nama: Slamet")


async def test_an_open_form_is_finished_first(sharing: Town) -> None:
    """With a report half done the list doesn't switch; it says why."""
    slamet = sharing.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.sees("Status TPS 001")
    await slamet.says("/masalah")
    await slamet.sees("Telepon dulu")
    await slamet.presses("Atas nama: Siti")
    await slamet.sees_toast("Ada isian yang belum selesai")
    acting = "SELECT p.name FROM accounts a JOIN people p ON p.id = a.acting_person_id"
    assert await sharing.value(f"{acting} WHERE a.user_id = $1", slamet.user_id) == "Slamet"


async def test_nobody_switches_to_somebody_of_another_phone(sharing: Town) -> None:
    """A forged press names Siti from Tono's phone: refused and audited; his list has no names."""
    tono = sharing.phone("Tono")
    await tono.says("📍 Status TPS")
    seen = await tono.sees("Status TPS 002")
    assert not [label for label in seen.labels if "Atas nama" in label]
    siti = await sharing.value("SELECT id FROM people WHERE name = 'Siti'")
    await tono.forges(f"1as.tps|{siti}")
    await tono.sees_toast("")
    assert await sharing.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1
    acting = "SELECT p.name FROM accounts a JOIN people p ON p.id = a.acting_person_id"
    assert await sharing.value(f"{acting} WHERE a.user_id = $1", tono.user_id) == "Tono"


async def test_a_question_for_the_hour_is_in_nobodys_way(sharing: Town) -> None:
    """Slamet's late milestone waits for its hour; Siti's turn still comes with one tap."""
    sharing.clock.at(7, 40)
    slamet = sharing.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.presses("Rapat dimulai")
    await slamet.sees("sebenarnya")
    await slamet.presses("Atas nama: Siti")
    await slamet.sees("Status TPS 002", "✓ Atas nama: Siti")
    assert await sharing.value("SELECT COUNT(*) FROM reports WHERE withdrawn = 0") == 1


async def test_the_receipt_of_a_batch_names_the_person(sharing: Town) -> None:
    """Siti reports from the lurah's phone as well: his batch says that it is his."""
    await sharing.parts.db.write(lambda tx: _siti_joins(tx, "Lurah Hadi"))
    hadi = sharing.phone("Lurah Hadi")
    await hadi.says("mulai 7.00 1-3")
    await hadi.presses("Ya, simpan 3 TPS")
    await hadi.sees("✅ 3 laporan tersimpan", "Atas nama: Lurah Hadi")
