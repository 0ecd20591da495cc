"""Ubah: whom an entry is for, its reminders, its confirmation, its words; and who hears of it."""

from tests.agenda.test_adding import leads
from tests.agenda.test_confirming import opened
from tests.agenda.test_files_dialogue import ROWS, applied
from tests.agenda.test_meeting import answers
from tests.agenda.test_reminding import MEETING, at, reminders, wib
from tests.agenda.test_showing import add, load
from tests.roster.files import xlsx
from tests.town import Town


async def test_whom_it_is_for(november: Town) -> None:
    """By the chooser; the next reminder goes to the new people, nobody is told of the change."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    admin = november.admin
    await opened(november, "👥 Rakor logistik")
    await admin.presses("👥 Penerima")
    await admin.sees("Agenda ini untuk siapa?", "lurah/kepala desa, camat")
    await admin.says("opd")
    await admin.sees("kepala OPD/BUMN/BUMD", "1 orang")
    await admin.presses("Lanjut")
    changed = await admin.sees("✅ Diubah")
    assert "dikabari" not in changed.text
    assert await november.rows("SELECT * FROM drafts") == []
    await at(november, wib(19, 9))
    assert len(reminders(november, "Hadi")) == 1
    await november.phone("Rudi").sees("Pengingat", "Rakor logistik", "besok")


async def test_when_it_is_reminded_of(november: Town) -> None:
    """Reminders that were taken out stay out, also when voting day moves later."""
    await add(november, "rakor; H-3 09.00; Rakor; lurah; H-7 09.00, H-3 09.00")
    admin = november.admin
    await opened(november, "👥 Rakor")
    await admin.presses("🔔 Pengingat")
    await admin.sees("Kapan diingatkan?")
    await admin.presses("☑️ H-7 09.00")
    await admin.says("H-3 09.00, H-2 15.00")
    await admin.sees("☑️ H-2 15.00")
    await admin.presses("Lanjut")
    await admin.sees("✅ Diubah")
    waiting = [lead for lead, state in await leads(november) if state == "waiting"]
    assert waiting == ["H-3 09:00", "H-2 15:00"]
    await admin.says("/acara 04-12-2024")
    await admin.presses("Terapkan")
    await admin.sees("Acara diatur")
    waiting = [lead for lead, state in await leads(november) if state == "waiting"]
    assert waiting == ["H-3 09:00", "H-2 15:00"]


async def test_kembali_leads_back_to_the_entry(november: Town) -> None:
    """From each question, by button and by word; a new entry is not touched by it."""
    await add(november, MEETING)
    admin = november.admin
    await opened(november, "👥 Rakor logistik")
    for label, question in (
        ("✏️ Judul", "Apa judulnya?"), ("🔔 Pengingat", "Kapan diingatkan?"),
        ("👥 Penerima", "untuk siapa?"), ("✅ Konfirmasi", "konfirmasi?"),
    ):  # fmt: skip
        await admin.presses(label)
        await admin.sees(question)
        await admin.presses("Kembali")
        await admin.sees("Untuk: lurah/kepala desa, camat")
    await admin.presses("✏️ Judul")
    await admin.sees("Apa judulnya?")
    await admin.says("batal")
    await admin.sees("Dibatalkan")
    assert await november.rows("SELECT * FROM drafts") == []


async def test_confirmation_order_and_note(november: Town) -> None:
    """A ban gets another order and a note, and the heads hear of it; then none confirm."""
    await load(november, "Larangan cuti dan bepergian")
    await at(november, wib(18, 9))
    admin, rudi = november.admin, november.phone("Rudi")
    await rudi.sees("Tidak ada cuti")
    await opened(november, "Tidak ada cuti")
    await admin.presses("📜 Perintah")
    await admin.says("Surat Sekda 800/1")
    await admin.sees("✅ Diubah. Yang sudah diberi tahu sedang dikabari.", "Surat Sekda 800/1")
    await admin.presses("📝 Keterangan")
    await admin.says("Berlaku juga untuk BUMD")
    await admin.sees("✅ Diubah", "Berlaku juga untuk BUMD")
    await at(november, wib(18, 9, 5))
    await rudi.sees("✏️ Perubahan", "Atas perintah: Surat Sekda 800/1", "BUMD")
    await admin.presses("✅ Konfirmasi")
    await admin.sees("konfirmasi?")
    await admin.presses("Tidak perlu")
    changed = await admin.sees("✅ Diubah")
    assert "dikabari" not in changed.text


async def test_a_button_that_fits_no_such_entry_is_refused(november: Town) -> None:
    """A meeting has no order; an entry that was called off cannot be changed."""
    await add(november, MEETING)
    admin = november.admin
    await opened(november, "👥 Rakor logistik")
    await admin.forges("1ag|order|1")
    await admin.sees_toast("tidak berlaku")
    await admin.presses("❌ Batalkan")
    await admin.presses("Ya, batalkan")
    await admin.sees("dibatalkan")
    await admin.forges("1ag|title|1")
    await admin.sees_toast("tidak berlaku")


async def test_a_file_tells_people_only_of_what_they_read(november: Town) -> None:
    """Other reminders disturb nobody; at another hour the invited hear of it and answer anew."""
    hadi, row = november.phone("Hadi"), ROWS[1]
    await applied(november, "agenda.xlsx", xlsx({"agenda": [ROWS[0], row]}))
    await at(november, wib(17, 9))
    await hadi.sees("Rakor logistik")
    await hadi.presses("✅ Hadir")
    await hadi.sees("✅ Hadir: jawaban Bapak/Ibu")
    reminded = [*row[:6], "H-3 09.00, H-1 10.00", *row[7:]]
    await applied(november, "agenda.xlsx", xlsx({"agenda": [ROWS[0], reminded]}))
    await at(november, wib(17, 9, 1))
    assert not [each for each in hadi.messages if "Perubahan" in each.text]
    moved = [*reminded[:4], "14.00-16.00", *reminded[5:]]
    await applied(november, "agenda.xlsx", xlsx({"agenda": [ROWS[0], moved]}))
    await at(november, wib(17, 9, 2))
    await hadi.sees("✏️ Perubahan", "14.00–16.00")
    assert await answers(november) == []
