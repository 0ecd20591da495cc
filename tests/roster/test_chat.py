"""An admin sends a roster in the chat."""

import io
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app
from bot.settings import Fixed
from bot.simulator import Phone, Simulator
from handlers.texts import roster_import as texts
from storage.database import Database
from tests.roster.files import PEOPLE, Table, csv_text, xlsx
from tests.roster.test_workbook import REFUSED
from tests.town import ADMIN_ID, KOTALAMA, TOKEN, Clock, Town, build, number_of

STAFF: Table = [
    ["nama", "no_hp", "peran", "wilayah"],
    ["Slamet", number_of("Slamet"), "linmas", f"{KOTALAMA}-001"],
    ["Tono", number_of("Tono"), "linmas", f"{KOTALAMA}-002"],
    ["Agus", number_of("Agus"), "linmas", f"{KOTALAMA}-003"],
]
NEW = ["Parto", "0812 3456 7890", "Linmas", f"{KOTALAMA}-003"]


async def imports(town: Town, table: Table, name: str = "petugas.csv", caption: str = "") -> None:
    """The admin sends a list of people and applies it."""
    await town.admin.sends_file(name, csv_text(table).encode(), caption=caption)
    await town.admin.sees("Pratinjau")
    await town.admin.presses(texts.APPLY)
    await town.admin.sees("Diterapkan")
    await town.quiet()


async def holders(town: Town, role: str = "linmas") -> set[object]:
    """The names of those who hold a post of this role now."""
    rows = await town.rows(
        "SELECT p.name FROM posts t JOIN people p ON p.id = t.person_id"
        " WHERE t.role = $1 AND t.ended_at IS NULL",
        role,
    )
    return {row["name"] for row in rows}


@pytest.mark.parametrize("caption", ["", "/impor"])
async def test_nothing_changes_before_terapkan(town: Town, caption: str) -> None:
    """A file, with the caption or without: a preview, then the press, then the result."""
    admin = town.admin
    sent = await admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode(), caption=caption)
    preview = await admin.sees("Pratinjau")
    assert preview.has("linmas, Kel. Kotalama")
    assert preview.has("1 baru, 0 berubah, 3 tetap")
    assert preview.labels == [texts.APPLY, texts.CANCEL]
    assert "Parto" not in await holders(town)
    await admin.presses(texts.APPLY)
    await admin.sees("Diterapkan", "1 baru")
    await town.quiet()
    assert "Parto" in await holders(town)
    assert sent is not None
    assert sent.id not in [message.id for message in admin.messages]
    assert await town.value("SELECT COUNT(*) FROM files WHERE name LIKE 'roster-%'") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'roster.import'") == 1


async def test_the_same_file_again_changes_nothing(town: Town) -> None:
    """Re-import is idempotent, also for those who have registered."""
    await imports(town, [*STAFF, NEW])
    before = await town.rows("SELECT * FROM people ORDER BY id")
    posts = await town.rows("SELECT * FROM posts ORDER BY id")
    await town.admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
    preview = await town.admin.sees("0 baru, 0 berubah, 4 tetap", "Tidak ada yang berubah")
    assert preview.labels == []
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM files WHERE name LIKE 'roster-%'") == 0
    assert await town.rows("SELECT * FROM people ORDER BY id") == before
    assert await town.rows("SELECT * FROM posts ORDER BY id") == posts


async def test_who_registered_stays_registered_with_a_new_number_or_name(town: Town) -> None:
    """A corrected name and a new number are the same person, with the same account."""
    renamed = ["Slamet Riyadi", number_of("Slamet"), "linmas", f"{KOTALAMA}-001"]
    called = ["Tono", "081234567777", "linmas", f"{KOTALAMA}-002"]
    await imports(town, [STAFF[0], renamed, called, STAFF[3]])
    rows = await town.rows(
        "SELECT p.name, p.phone FROM people p JOIN account_people l ON l.person_id = p.id"
        " WHERE l.ended_at IS NULL AND (p.name LIKE 'Slamet%' OR p.name = 'Tono') ORDER BY p.name"
    )
    assert rows == [
        {"name": "Slamet Riyadi", "phone": number_of("Slamet")},
        {"name": "Tono", "phone": "+6281234567777"},
    ]


async def test_batal_leaves_everything_as_it_was(town: Town) -> None:
    """After Batal the file is gone from the chat, and the old button does nothing."""
    admin = town.admin
    await admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
    preview = await admin.sees("Pratinjau")
    await admin.presses(texts.CANCEL)
    await admin.sees(texts.CANCELLED)
    await town.quiet()
    assert "Parto" not in await holders(town)
    await admin.presses(texts.APPLY, on=preview)
    await admin.sees_toast("tidak berlaku")
    await town.quiet()
    assert "Parto" not in await holders(town)


async def test_people_missing_from_a_file_stay_unless_their_count_is_typed(town: Town) -> None:
    """Another number is answered, the right one shows a new preview; then they lose their post."""
    admin, tono = town.admin, town.phone("Tono")
    await admin.sends_file("petugas.csv", csv_text([*STAFF[:2], STAFF[3]]).encode())
    await admin.sees("Tidak ada di berkas: 1 orang", "Tono", "tetap bertugas")
    await admin.says("7")
    await admin.sees("1 orang", "Ketik 1")
    await admin.says("1")
    await admin.sees("akan dicabut")
    await admin.presses(texts.APPLY)
    await admin.sees("Diterapkan", "Tugas dicabut: 1 orang")
    await tono.sees("sudah berakhir")
    assert "Tono" not in await holders(town)
    await tono.says("/tps")
    await town.quiet()
    assert not tono.messages[-1].has("rapat dimulai")


async def test_missing_people_stay_without_a_count(town: Town) -> None:
    """Nobody is removed unasked, and with nothing else to change there is nothing to press."""
    await town.admin.sends_file("petugas.csv", csv_text(STAFF[:3]).encode())
    preview = await town.admin.sees("Tidak ada yang berubah", "Agus", "ketik: 1")
    assert preview.labels == [texts.CANCEL]
    assert {"Slamet", "Tono", "Agus"} <= await holders(town)


async def test_who_moves_to_another_station_leaves_the_former_one(town: Town) -> None:
    """The file gives Tono TPS 003: he serves there, and no longer at TPS 002."""
    moved = ["Tono", number_of("Tono"), "linmas", f"{KOTALAMA}-003"]
    await imports(town, [*STAFF[:2], moved, STAFF[3]])
    rows = await town.rows(
        "SELECT s.number FROM posts t JOIN people p ON p.id = t.person_id"
        " JOIN stations s ON s.id = t.station_id WHERE p.name = 'Tono' AND t.ended_at IS NULL"
    )
    assert rows == [{"number": 3}]


async def test_fifty_faulty_rows_are_all_named(town: Town) -> None:
    """Each faulty row is named with its number and reason; the others can be applied."""
    admin = town.admin
    table: Table = [STAFF[0]] + [
        [f"Orang {n}", "0812" if n % 2 else f"08123456{n:04d}", "linmas", f"{KOTALAMA}-001"]
        for n in range(100)
    ]
    await admin.sends_file("petugas.xlsx", xlsx({"petugas": table}))
    preview = await admin.sees("Pratinjau", "Salah: 50 baris")
    told = "\n".join(message.text for message in admin.messages)
    assert all(f"petugas baris {row}, no_hp (B{row})" in told for row in range(3, 103, 2))
    assert preview.has("50 baru")


async def test_hundreds_of_faults_come_as_a_file(town: Town) -> None:
    """A list too long for the chat comes as CSV that Excel opens."""
    admin = town.admin
    table: Table = [STAFF[0]] + [["=1+1", "0812", "x", "y"] for _ in range(400)]
    await admin.sends_file("petugas.xlsx", xlsx({"petugas": table}))
    await admin.sees("400 baris salah")
    preview = await admin.sees("Tidak ada baris yang dapat diterapkan")
    assert preview.labels == [texts.CANCEL]


@pytest.mark.parametrize("case", ["old excel", "pdf", "zip bomb", "empty sheet", "too big"])
async def test_unusable_files_are_refused_in_one_sentence(town: Town, case: str) -> None:
    """No preview, one sentence, nothing stored."""
    data, name, reason = REFUSED[case]
    await town.admin.sends_file(name, data)
    refusal = await town.admin.sees(reason)
    assert "\n" not in refusal.text
    assert not refusal.buttons


async def test_only_an_admin_may_send_or_apply_a_roster(town: Town) -> None:
    """A lurah's file is refused clearly; a forged press changes nothing and is audited."""
    lurah, admin = town.phone("Hadi"), town.admin
    await lurah.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
    await lurah.sees("hanya admin")
    await lurah.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode(), caption="/impor")
    await lurah.sees("bukan bagian dari tugas")
    await admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
    await admin.sees("Pratinjau")
    number = await town.value("SELECT MAX(id) FROM jobs WHERE kind = 'roster_read'")
    await lurah.forges(f"1ri.yes|{number}")
    await lurah.sees_toast()
    await town.quiet()
    assert "Parto" not in await holders(town)
    denied = "SELECT COUNT(*) FROM audit WHERE allowed = 0 AND action LIKE 'denied:%roster%'"
    assert await town.value(denied) == 2


async def test_a_stranger_learns_nothing_from_sending_a_file(fresh_town: Town) -> None:
    """Who is not registered gets the way to register."""
    stranger = fresh_town.phone("Maling")
    await stranger.sends_file("petugas.csv", csv_text(PEOPLE).encode(), caption="/impor")
    await fresh_town.quiet()
    assert await fresh_town.value("SELECT COUNT(*) FROM jobs") == 0
    assert not any(message.has("Pratinjau") for message in stranger.messages)


async def test_impor_alone_says_what_to_send_and_templat_sends_it(town: Town) -> None:
    """/impor explains, /templat sends a workbook."""
    admin: Phone = town.admin
    await admin.says("/impor")
    await admin.sees("Kirim berkas Excel")
    await admin.says("/templat")
    message = await admin.sees("Templat data")
    assert message.kind == "document"
    assert message.raw["document"]["file_name"] == "templat-siaga-tps.xlsx"


async def test_a_preview_that_nobody_answers_is_forgotten_after_a_day(town: Town) -> None:
    """What the file said is not kept; the button says so."""
    admin = town.admin
    await admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
    preview = await admin.sees("Pratinjau")
    town.clock.forward(hours=25)
    town.parts.work.wake()
    await admin.sees("dibatalkan")
    assert await town.value("SELECT COUNT(*) FROM files WHERE name LIKE 'roster-%'") == 0
    await admin.presses(texts.APPLY, on=preview)
    await admin.sees_toast("lebih dari 24 jam")


async def test_an_import_survives_a_restart(tmp_path: Path) -> None:
    """The preview waits while the bot is down; Terapkan works afterwards."""
    clock, path = Clock(), tmp_path / "siaga.db"
    db = await Database.open(path)
    await db.write(build)
    await db.close()
    async with Simulator(token=TOKEN, port=0, clock=clock, limits=False) as sim:
        settings = Fixed(
            token=SecretStr(TOKEN), database=f"sqlite:///{path}", admin_ids=(ADMIN_ID,),
            api_url=sim.url, evidence_dir=tmp_path / "e", backup_dir=tmp_path / "b",
        )  # fmt: skip
        async with app.running(settings, clock) as parts:
            town = Town(sim, parts, clock, path)
            await town.admin.sends_file("petugas.csv", csv_text([*STAFF, NEW]).encode())
            await town.admin.sees("Pratinjau")
        async with app.running(settings, clock) as parts:
            town.parts = parts
            await town.admin.presses(texts.APPLY)
            await town.admin.sees("Diterapkan", "1 baru")
            assert "Parto" in await holders(town)


def test_the_file_helper_writes_what_excel_reads() -> None:
    """The workbooks of these tests are real workbooks."""
    assert io.BytesIO(xlsx({"petugas": STAFF})).read(2) == b"PK"
