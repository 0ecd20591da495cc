"""An admin's account in wrong hands: what it cannot do alone, and how the others hear of it."""

from datetime import timedelta

import pytest

from bot.simulator import Phone
from handlers.access import Role
from handlers.texts import roster_import as texts
from storage import people
from storage.database import Tx
from tests.fuzz import samples
from tests.roster.files import Table, csv_text
from tests.roster.test_chat import STAFF, holders
from tests.town import MORNING, Town

FEWER: Table = [*STAFF[:2], STAFF[3]]
"""The village's linmas without Tono."""


@pytest.fixture(autouse=True)
def one_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One removal counts as many here, instead of more than 500."""
    monkeypatch.setattr("handlers.roster.approval.MANY", 0)


def _second(tx: Tx) -> None:
    person = tx.value("SELECT id FROM people WHERE name = 'Bakesbang Ida'")
    later = MORNING + timedelta(seconds=1)
    people.add_post(tx, later, 1, person, Role.ADMIN, "35.73", source="roster")


async def wants_to_remove(town: Town) -> None:
    """The admin of the settings types the count and presses Terapkan."""
    admin = town.admin
    await admin.sends_file("petugas.csv", csv_text(FEWER).encode())
    await admin.sees("Tidak ada di berkas: 1 orang")
    await admin.says("1")
    await admin.sees("akan dicabut")
    await admin.presses(texts.APPLY)


async def with_second(town: Town) -> Phone:
    """Ida is an admin too."""
    await town.parts.db.write(_second)
    await wants_to_remove(town)
    return town.phone("Ida")


async def test_many_removals_wait_for_another_admin(town: Town) -> None:
    """Nothing changes until Ida agrees; then it does."""
    ida = await with_second(town)
    await town.admin.sees("perlu persetujuan admin lain", "1 admin")
    await ida.sees("admin kedua", "mencabut tugas 1 orang")
    assert "Tono" in await holders(town)
    await ida.presses(texts.APPROVE)
    await town.admin.sees("Tugas dicabut: 1 orang")
    await ida.sees("disetujui Bakesbang Ida")
    assert "Tono" not in await holders(town)
    acts = await town.rows("SELECT action FROM audit WHERE action LIKE 'roster.%' ORDER BY id")
    assert [act["action"] for act in acts] == ["roster.ask", "roster.approve", "roster.import"]


async def test_another_admin_may_refuse(town: Town) -> None:
    """Ida says no: nobody loses a post, and who sent the file is told."""
    ida = await with_second(town)
    await ida.sees("admin kedua")
    await ida.presses(texts.REFUSE)
    await town.admin.sees("ditolak Bakesbang Ida")
    assert "Tono" in await holders(town)


async def test_nobody_agrees_with_themselves(town: Town) -> None:
    """The own account presses the other's button: refused."""
    ida = await with_second(town)
    await ida.sees("admin kedua")
    number = await town.value("SELECT MAX(id) FROM jobs WHERE kind = 'roster_read'")
    forged = samples.pressed(town.admin.user_id, "q1", f"1ri.ok|{number}")
    await town.parts.intake.take([{"update_id": 10**9, **forged}])
    await town.quiet()
    assert "Tono" in await holders(town)
    await ida.presses(texts.APPROVE)
    await town.admin.sees("Tugas dicabut: 1 orang")


async def test_who_asked_may_give_up(town: Town) -> None:
    """Batal: the other's card loses its buttons."""
    ida = await with_second(town)
    await ida.sees("admin kedua")
    await town.admin.presses(texts.CANCEL)
    await ida.sees("Impor dibatalkan")
    assert "Tono" in await holders(town)


async def test_a_single_admin_decides_alone(town: Town) -> None:
    """Where there is no other admin, the count that was typed is enough."""
    await wants_to_remove(town)
    await town.admin.sees("Tugas dicabut: 1 orang")
    assert "Tono" not in await holders(town)


async def test_everybody_hears_of_a_new_admin(town: Town) -> None:
    """Whoever becomes admin is named to all others, once."""
    await town.admin.says("/start")
    await town.tick()
    await town.parts.db.write(_second)
    for _ in range(2):
        town.clock.forward(seconds=15)
        await town.tick()
    await town.admin.sees("🔑 Bakesbang Ida sekarang admin", "/cabut Bakesbang Ida")
    await town.quiet()
    assert sum(m.text.startswith("🔑") for m in town.admin.messages) == 1
    assert not any(m.text.startswith("🔑") for m in town.phone("Ida").messages)


async def test_an_admin_is_cut_off_at_once(town: Town) -> None:
    """/cabut ends an admin's rights with the press; one named in the settings stays admin."""
    await town.parts.db.write(_second)
    ida = town.phone("Ida")
    await ida.says("/audit")
    await ida.sees("Jejak audit")
    await town.admin.says("/cabut bakesbang ida")
    await town.admin.sees("Ditemukan")
    await town.admin.presses("admin")
    await town.admin.presses("🚫 Ya, cabut")
    await town.admin.sees("✅ Tugas", "sebagai admin")
    await ida.says("/audit")
    await ida.sees("bukan bagian dari tugas")
    await town.admin.says("/audit")
    await town.admin.sees("Jejak audit")
