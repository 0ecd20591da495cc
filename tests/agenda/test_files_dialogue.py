"""Files in the chat: entries from .ics and workbooks, the calendar to take along, by month."""

import io

import pytest
from openpyxl import load_workbook

from bot.simulator import Message
from handlers.texts.agenda_sheet import COLUMNS
from tests.agenda.calendars import APPLE, GOOGLE, OUTLOOK, as_file
from tests.agenda.strict import faults
from tests.agenda.test_adding import entries, leads
from tests.agenda.test_showing import add, load
from tests.roster.files import Table, xlsx
from tests.town import Town

ROWS: Table = [
    list(COLUMNS),
    ["rakor", "Rakor logistik", "20-11-2024", None, "09.00-11.00", "lurah, camat",
     "H-3 09.00, H-1 09.00", "ya", "Balai Kota", None, None],
    ["larangan cuti", "Tidak ada cuti", "H-2", "H-1", None, "opd", "H-7 09.00", "diteruskan", None,
     "Sekda", "Diteruskan ke staf"],
]  # fmt: skip


def body_of(town: Town, message: Message) -> bytes:
    """What a document that the bot sent holds."""
    assert message.file_id is not None
    return town.sim.world.files.find(message.file_id).content


async def applied(town: Town, name: str, content: bytes, caption: str = "") -> Message:
    """The admin sends a file and applies it; gives the preview."""
    await town.admin.sends_file(name, content, caption=caption)
    preview = await town.admin.sees("Pratinjau agenda")
    await town.admin.presses("Terapkan", on=preview)
    await town.admin.sees("✅ Diterapkan")
    return preview


@pytest.mark.parametrize(
    ("text", "new", "titles"),
    [
        (GOOGLE, 5, {"Rakor logistik", "Masa tenang", "Apel mingguan", "Apel mingguan (digeser)"}),
        (OUTLOOK, 2, {"Sosialisasi netralitas ASN", "Distribusi logistik"}),
        (APPLE, 2, {"Rapat Forkopimda", "Hari pemungutan suara"}),
    ],
    ids=["google", "outlook", "apple"],
)
async def test_a_calendar_file_is_shown_and_then_applied_once(
    november: Town, text: str, new: int, titles: set[str]
) -> None:
    """Nothing changes before Terapkan; the same file again changes nothing."""
    await november.admin.sends_file("agenda.ics", as_file(text))
    preview = await november.admin.sees("Pratinjau agenda", f"baru {new}", "semua petugas")
    assert await entries(november) == []
    await november.admin.presses("Terapkan", on=preview)
    await november.admin.sees("✅ Diterapkan", f"baru {new}")
    stored = await entries(november)
    assert {each["title"] for each in stored} == titles
    assert await leads(november) == []
    await november.admin.sends_file("agenda.ics", as_file(text))
    again = await november.admin.sees("baru 0 · berubah 0", f"tetap {new}")
    assert again.labels == ["Batal"]
    assert await entries(november) == stored


async def test_a_changed_event_changes_its_entry_and_who_was_told_hears(november: Town) -> None:
    """By its UID, wherever it moved; for whom it is and its reminders stay."""
    first = as_file(GOOGLE)
    await november.admin.sends_file("agenda.ics", first, caption="/agenda_tambah lurah, camat")
    preview = await november.admin.sees("Pratinjau agenda", "lurah/kepala desa, camat", "3 orang")
    await november.admin.presses("Pengingat: tidak", on=preview)
    preview = await november.admin.sees("pengingat biasa")
    await november.admin.presses("Terapkan", on=preview)
    await november.admin.sees("✅ Diterapkan")
    assert ("H-3 09:00", "waiting") in await leads(november)
    await november.admin.says("/agenda")
    await november.admin.presses("Ubah/batalkan")
    await november.admin.presses("👥 Rakor logistik")
    await november.admin.presses("Kirim sekarang")
    await november.tick()
    hadi = november.phone("Hadi")
    await hadi.sees("📣 Pemberitahuan", "Rakor logistik")
    later = first.replace(b"20241120T020000Z", b"20241121T030000Z").replace(
        b"20241120T040000Z", b"20241121T050000Z"
    )
    await november.admin.sends_file("agenda.ics", later)
    preview = await november.admin.sees("berubah 1", "✏️ 👥 Rakor logistik: Kamis, 21 November 2024")
    await november.admin.presses("Terapkan", on=preview)
    await november.admin.sees("✅ Diterapkan", "berubah 1")
    await november.tick()
    await hadi.sees("✏️ Perubahan", "Kamis, 21 November 2024 pukul 10.00–12.00")
    assert not november.phone("Slamet").messages


async def test_a_cancelled_event_is_called_off(november: Town) -> None:
    """STATUS:CANCELLED in the newer file; what was called off here is not brought back."""
    await applied(november, "agenda.ics", as_file(APPLE))
    gone = as_file(APPLE).replace(b"SEQUENCE:0", b"SEQUENCE:1\r\nSTATUS:CANCELLED")
    await november.admin.sends_file("agenda.ics", gone)
    preview = await november.admin.sees("dibatalkan 1", "❌ 👥 Rapat Forkopimda")
    await november.admin.presses("Terapkan", on=preview)
    await november.admin.sees("✅ Diterapkan")
    states = {each["title"]: each["state"] for each in await entries(november)}
    assert states["Rapat Forkopimda"] == "cancelled"
    await november.admin.sends_file("agenda.ics", as_file(APPLE))
    await november.admin.sees("baru 0 · berubah 0 · tetap 2")


async def test_faulty_events_are_listed_and_the_rest_is_used(november: Town) -> None:
    """One event without an end to its repetition, one good one."""
    bad = as_file(APPLE).replace(b"DURATION:P1D", b"DURATION:P1D\r\nRRULE:FREQ=DAILY")
    await november.admin.sends_file("agenda.ics", bad)
    await november.admin.sees(
        "baru 1", "bermasalah 1", "Hari pemungutan suara: berulang tanpa akhir"
    )


async def test_for_whom_is_chosen_by_buttons_or_words(november: Town) -> None:
    """Penerima, then typed; the preview shows the count before anything is stored."""
    admin = november.admin
    await admin.sends_file("agenda.ics", as_file(APPLE))
    await admin.sees("Pratinjau agenda", "semua petugas")
    await admin.presses("Penerima")
    await admin.sees("Agenda dari berkas ini untuk siapa?")
    await admin.presses("Kembali")
    await admin.sees("Pratinjau agenda", "semua petugas")
    await admin.presses("Penerima")
    await admin.sees("Agenda dari berkas ini untuk siapa?")
    await admin.says("raja")
    await admin.sees("“raja” belum saya kenal")
    await admin.says("lurah; Kec. Sukun")
    await admin.sees("Pratinjau agenda", "lurah/kepala desa · Kec. Sukun, 1 orang")
    await admin.presses("Penerima")
    await admin.sees("Kepada: lurah/kepala desa · Kec. Sukun")
    await admin.presses("Lanjut ➡️")
    await admin.sees("Pratinjau agenda", "lurah/kepala desa · Kec. Sukun")
    await admin.presses("Terapkan")
    await admin.sees("✅ Diterapkan")
    stored = await entries(november)
    assert {each["audience"] for each in stored} == {
        '{"roles": ["lurah"], "areas": ["35.73.04"], "agencies": []}'
    }


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("agenda.ics", b"bukan kalender", "bukan kalender (.ics)"),
        ("agenda.ics", b"", "bukan kalender (.ics)"),
        ("agenda.xlsx", b"PK\x03\x04rusak", "rusak"),
        ("agenda.csv", b"a,b\n1,2\n", "Tidak ada sheet agenda"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused(
    november: Town, name: str, content: bytes, part: str
) -> None:
    """One sentence each, and nothing is stored."""
    await november.admin.sends_file(name, content)
    await november.admin.sees(part)
    assert await entries(november) == []


async def test_batal_forgets_the_file(november: Town) -> None:
    """Nothing is stored, and the old button is told to be over."""
    admin = november.admin
    await admin.sends_file("agenda.ics", as_file(APPLE))
    preview = await admin.sees("Pratinjau agenda")
    await admin.presses("Batal", on=preview)
    await admin.sees("Agenda tidak berubah")
    await admin.presses("Terapkan", on=preview)
    await admin.sees_toast("tidak berlaku")
    assert await entries(november) == []
    assert "Forkopimda" not in str(await november.rows("SELECT payload FROM jobs"))


async def test_a_preview_is_forgotten_after_a_day(november: Town) -> None:
    """What the file said is gone, and the button says what to do."""
    admin = november.admin
    await admin.sends_file("agenda.ics", as_file(APPLE))
    preview = await admin.sees("Pratinjau agenda")
    november.clock.forward(hours=25)
    november.parts.work.wake()
    await admin.sees("lebih dari 24 jam")
    await admin.presses("Terapkan", on=preview)
    await admin.sees_toast("lebih dari 24 jam")


@pytest.mark.parametrize("name", ["Hadi", "Slamet", "Ida"])
async def test_only_admins_bring_entries_in(november: Town, name: str) -> None:
    """Anybody else is told so; a forged press on an admin's preview does nothing."""
    await november.admin.sends_file("agenda.ics", as_file(APPLE))
    preview = await november.admin.sees("Pratinjau agenda")
    phone = november.phone(name)
    await phone.sends_file("agenda.ics", as_file(GOOGLE))
    await phone.sees("Hanya admin")
    await phone.sends_file("agenda.ics", as_file(GOOGLE), caption="/agenda_tambah")
    await phone.sees("bukan bagian dari tugas")
    await phone.forges(preview.buttons[0][0].data or "")
    await phone.sees_toast("bukan bagian dari tugas")
    assert await entries(november) == []


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────
async def test_a_workbook_says_everything_of_its_entries(november: Town) -> None:
    """Kinds, days and hours, people, reminders, confirmations, places and orders; twice is once."""
    preview = await applied(november, "daftar.xlsx", xlsx({"agenda": ROWS}), "/agenda_tambah")
    assert preview.has("baru 2")
    assert "Penerima" not in str(preview.labels)
    meeting, ban = await entries(november)
    assert (meeting["starts"], meeting["ends"]) == ("2024-11-20 09:00", "2024-11-20 11:00")
    assert (meeting["place"], meeting["must_confirm"]) == ("Balai Kota", 1)
    assert (ban["starts"], ban["ends"], ban["starts_on"]) == ("H-2", "H-1", "2024-11-25")
    assert (ban["ordered_by"], ban["must_confirm"]) == ("Sekda", 2)
    assert [lead for lead, _ in await leads(november)] == ["H-3 09:00", "H-7 09:00", "H-1 09:00"]
    await november.admin.sends_file("agenda-baru.xlsx", xlsx({"agenda": ROWS}))
    await november.admin.sees("baru 0 · berubah 0 · tetap 2")
    moved = [ROWS[0], [*ROWS[1][:2], "21-11-2024", *ROWS[1][3:]], ROWS[2]]
    await november.admin.sends_file("agenda-baru.xlsx", xlsx({"agenda": moved}))
    await november.admin.sees("baru 0 · berubah 1 · tetap 1", "Kamis, 21 November 2024")


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        (("pesta", "Judul", "20-11-2024"), "Baris 2: Jenis “pesta” tidak ada"),
        (("rakor", None, "20-11-2024"), "Baris 2: judulnya kosong"),
        (("rakor", "Judul", None), "Baris 2: tanggal mulainya tidak terbaca"),
        (("rakor", "Judul", "30-02-2024"), "Baris 2: Tanggal 30 Februari 2024 tidak ada"),
        (("rakor", "Judul", "20-11-2024", "19-11-2024"), "Baris 2: selesai lebih awal"),
        (("rakor", "Judul", "20-11-2024", None, "25.00"), "Baris 2: Jam 25.00 tidak ada"),
        (("rakor", "Judul", "20-11-2024", None, None, "raja"), "Baris 2: “raja” belum saya kenal"),
        (("rakor", "Judul", "20-11-2024", None, None, None, "besok"), "Baris 2: Pengingat “besok”"),
        (("rakor", "Judul", "20-11-2024", None, None, None, None, "mungkin"),
         "Baris 2: wajib_konfirmasi “mungkin”"),
        (("rakor", "=1+1", "20-11-2024"), "Baris 2: judul"),
    ],
)  # fmt: skip
async def test_a_faulty_row_has_its_sentence(
    november: Town, cells: tuple[str | None, ...], part: str
) -> None:
    """With the number that Excel shows beside it; how to type an entry is not said there."""
    await november.admin.sends_file("agenda.xlsx", xlsx({"agenda": [list(COLUMNS), list(cells)]}))
    preview = await november.admin.sees("Pratinjau agenda", "bermasalah 1", part)
    assert "/agenda_tambah" not in preview.text


async def test_the_example_workbook_can_be_sent_back(november: Town) -> None:
    """Contoh Excel comes as a file, and as it is it reads without a fault."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    await admin.presses("Contoh Excel")
    sent = await admin.sees("Isi sheet agenda")
    await admin.sends_file("agenda.xlsx", body_of(november, sent))
    await admin.sees("baru 3", "bermasalah 0")


# ── To take along ────────────────────────────────────────────────────────────────────────────
async def test_everybody_takes_the_own_agenda_along(november: Town) -> None:
    """The lurah's file holds what concerns the lurah; sent in again it changes nothing."""
    await add(november, "rakor; 20-11-2024 09.00-11.00; Rakor lurah; lurah")
    await add(november, "rakor; H-4 s.d. H-1; Rakor opd; opd")
    hadi = november.phone("Hadi")
    await hadi.says("/agenda")
    await hadi.presses("Bawa (.ics)")
    sent = await hadi.sees("1 agenda Bapak/Ibu")
    content = body_of(november, sent)
    assert b"SUMMARY:Rakor lurah" in content
    assert b"Rakor opd" not in content
    assert faults(content) == []
    slamet = november.phone("Slamet")
    await slamet.says("/agenda")
    await slamet.presses("Bawa (.ics)")
    await slamet.sees_toast("Belum ada agenda bertanggal")
    admin = november.admin
    await admin.says("/agenda")
    await admin.presses("Bawa (.ics)")
    sent = await admin.sees("2 agenda Bapak/Ibu")
    assert sent.raw["document"]["file_name"] == "agenda-siaga.ics"
    await admin.sends_file("agenda-siaga.ics", body_of(november, sent))
    await admin.sees("baru 0 · berubah 0 · tetap 2")


async def test_the_agenda_by_month(november: Town) -> None:
    """A month with its entries, the ones around it by a button, and back."""
    await load(november, "Pilkada 2024")
    hadi = november.phone("Hadi")
    await hadi.says("/agenda")
    await hadi.presses("Per bulan")
    seen = await hadi.sees("November 2024", "Masa tenang")
    assert "Pembentukan PPK" in seen.text  # it goes on into November
    await hadi.presses("Desember 2024 ▶️")
    seen = await hadi.sees("🗓 Desember 2024")
    assert "Masa tenang" not in seen.text
    await hadi.presses("Januari 2025 ▶️")
    await hadi.sees("🗓 Januari 2025", "Tidak ada agenda.")
    await hadi.presses("◀️ Desember 2024")
    await hadi.sees("🗓 Desember 2024")
    await hadi.presses("📅 Agenda")
    await hadi.sees("Berikutnya")


@pytest.mark.parametrize("month", ["1999|12", "2100|1", "2024|13", "2024|0", "x|1"])
async def test_a_forged_month_is_refused(november: Town, month: str) -> None:
    """A month that no button names is a malformed press."""
    hadi = november.phone("Hadi")
    await hadi.says("/agenda")
    await hadi.sees("Agenda")
    await hadi.forges(f"1agbulan|{month}")
    await hadi.sees_toast("tidak berlaku")


# ── The list of a meeting ────────────────────────────────────────────────────────────────────
async def test_the_attendance_list_is_safe_to_open(november: Town) -> None:
    """Answers and deputies stand in it as words, never as formulas."""
    await add(november, "rakor; 20-11-2024 09.00; Rakor; lurah, camat; tanpa pengingat")
    admin, hadi = november.admin, november.phone("Hadi")
    await admin.says("/agenda")
    await admin.presses("Ubah/batalkan")
    await admin.presses("👥 Rakor")
    await admin.presses("Kirim sekarang")
    await november.tick()
    await hadi.presses("👤 Wakil")
    await hadi.sees("Siapa yang mewakili")
    await hadi.says("=HYPERLINK(1)")
    await hadi.sees("diwakili =HYPERLINK(1)")
    await admin.says("/agenda")
    await admin.presses("Ubah/batalkan")
    await admin.presses("👥 Rakor")
    await admin.presses("Undangan rapat")
    await admin.sees("diwakili: 1", "belum menjawab: 2")
    await admin.presses("Daftar hadir (XLSX)")
    sent = await admin.sees("Daftar hadir “Rakor”: 3 orang")
    sheet = load_workbook(io.BytesIO(body_of(november, sent))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    hadis = next(row for row in rows if row[1] == "Lurah Hadi")
    assert hadis[2:7] == ["lurah/kepala desa", "Kotalama", None, "diwakili", "=HYPERLINK(1)"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type in ("s", "inlineStr")
