"""A preview is a promise: what it showed is done, once, or it is shown anew."""

import pytest

from bot.simulator import Message
from handlers.texts import roster_import as texts
from storage.jobs import add
from tests.roster.files import Table, csv_text
from tests.roster.test_chat import NEW, STAFF, holders, imports
from tests.town import KOTALAMA, MORNING, Town, number_of

OTHER_PHONE = ["Slamet", "081234567777", "linmas", f"{KOTALAMA}-001"]
LATER_PHONE = ["Slamet", "081234568888", "linmas", f"{KOTALAMA}-001"]


async def sends(town: Town, *rows: list[str]) -> Message:
    """The admin sends a list of people: its preview."""
    table: Table = [STAFF[0], *rows]
    await town.admin.sends_file("petugas.csv", csv_text(table).encode())
    return await town.admin.sees("Pratinjau")


async def phone_of(town: Town, name: str) -> object:
    return await town.value("SELECT phone FROM people WHERE name = $1", name)


async def test_an_old_preview_is_not_applied_over_newer_data(town: Town) -> None:
    """Another file was applied meanwhile: the same message shows the new preview instead."""
    admin = town.admin
    old = await sends(town, OTHER_PHONE)
    await imports(town, [STAFF[0], LATER_PHONE], "baru.csv")
    await admin.presses(texts.APPLY, on=old)
    again = await admin.sees("Data berubah sejak pratinjau ini", "1 berubah")
    assert again.id == old.id
    assert again.labels == [texts.APPLY, texts.CANCEL]
    await town.quiet()
    assert await phone_of(town, "Slamet") == "+6281234568888"

    await admin.presses(texts.APPLY, on=again)
    await admin.sees("Diterapkan: petugas.csv")
    await town.quiet()
    assert await phone_of(town, "Slamet") == "+6281234567777"


async def test_an_old_preview_of_what_is_already_so_is_over(town: Town) -> None:
    """The other file said the same: nothing changes, and there is nothing to press."""
    admin = town.admin
    old = await sends(town, OTHER_PHONE)
    await imports(town, [STAFF[0], OTHER_PHONE], "baru.csv")
    await admin.presses(texts.APPLY, on=old)
    again = await admin.sees("Data berubah sejak pratinjau ini", "Tidak ada yang berubah")
    assert (again.id, again.labels) == (old.id, [])
    await admin.presses(texts.APPLY, on=old)
    await admin.sees_toast("tidak berlaku")


async def test_a_change_in_the_chat_makes_a_preview_old_too(town: Town) -> None:
    """Slamet was revoked after the preview: his row is not applied, he stays revoked."""
    admin = town.admin
    old = await sends(town, OTHER_PHONE, NEW)
    await admin.says("/cabut slamet")
    await admin.sees("Ditemukan 1")
    await admin.presses("Slamet")
    await admin.presses("🚫 Ya, cabut")
    await admin.sees("✅ Tugas", "dicabut.")
    await admin.presses(texts.APPLY, on=old)
    again = await admin.sees("Data berubah sejak pratinjau ini", "tidak ditugaskan lagi")
    await admin.presses(texts.APPLY, on=again)
    await admin.sees("Diterapkan")
    await town.quiet()
    assert "Slamet" not in await holders(town)
    assert "Parto" in await holders(town)


async def test_a_second_press_applies_nothing_twice(town: Town) -> None:
    """After the result the old button says so; there is one import in the audit."""
    admin = town.admin
    preview = await sends(town, NEW)
    await admin.presses(texts.APPLY, on=preview)
    await admin.sees("Diterapkan: petugas.csv")
    await town.quiet()
    await admin.presses(texts.APPLY, on=preview)
    await admin.sees_toast("Sudah diterapkan sebelumnya")
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'roster.import'") == 1


async def test_two_imports_are_not_applied_at_once(town: Town) -> None:
    """While one is applied, the other waits for its turn."""
    await sends(town, NEW)
    await town.parts.db.write(
        lambda tx: add(
            tx, MORNING, "roster_read", {"state": "applying"}, MORNING.replace(year=2099)
        )
    )
    await town.admin.presses(texts.APPLY)
    await town.admin.sees_toast("Impor lain sedang diterapkan")
    assert "Parto" not in await holders(town)


@pytest.mark.parametrize("again", [False, True])
async def test_who_was_revoked_comes_back_only_if_the_admin_says_so(
    town: Town, again: bool
) -> None:  # fmt: skip
    """The preview names who was revoked, when; a button gives the post back, and takes it again."""
    admin = town.admin
    await admin.says("/cabut tono")
    await admin.sees("Ditemukan 1")
    await admin.presses("Tono")
    await admin.presses("🚫 Ya, cabut")
    await admin.sees("✅ Tugas", "dicabut.")
    preview = await sends(town, *STAFF[1:], NEW)
    assert preview.has("1 orang; tidak ditugaskan lagi")
    assert preview.has(f"Tono (linmas {KOTALAMA}-002): dicabut pada 27-11-2024 07.02")
    assert preview.has("1 baru, 0 berubah")
    await admin.presses("↩️ Tugaskan lagi 1 orang")
    await admin.sees("Akan bertugas lagi", "1 baru, 1 berubah")
    if not again:
        await admin.presses(texts.LEAVE_LOST)
        await admin.sees("tidak ditugaskan lagi", "1 baru, 0 berubah")
    await admin.presses(texts.APPLY)
    await admin.sees("Diterapkan")
    await town.quiet()
    assert ("Tono" in await holders(town)) is again
    assert "Parto" in await holders(town)


async def test_who_was_replaced_stays_replaced(town: Town) -> None:
    """The roster of yesterday names Slamet; since this morning it is Parto who serves."""
    admin, rina = town.admin, town.phone("Rina")
    await rina.says("/ganti")
    await rina.presses("Slamet")
    await rina.says("Parto 081234567890")
    await rina.presses("✅ Ya, ganti")
    await rina.sees("diganti Parto")
    preview = await sends(town, STAFF[1])
    assert preview.has(f"Slamet (linmas {KOTALAMA}-001): diganti pada")
    assert texts.APPLY not in preview.labels
    await admin.presses(texts.CANCEL)
    assert "Slamet" not in await holders(town)
    assert "Parto" in await holders(town)
    assert await phone_of(town, "Slamet") == number_of("Slamet")
