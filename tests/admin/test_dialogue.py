"""What admins see of the bot itself, and nobody else."""

import json
import sqlite3
from pathlib import Path

from storage import audit, intake, journal
from storage.database import Tx
from storage.incidents import NewIncident, Severity, add
from tests.town import KOTALAMA, MORNING, Town


async def test_only_admins_look_at_the_system(town: Town) -> None:
    """A lurah or a coordinator is told that this is not theirs, typed or forged."""
    for name in ("Hadi", "Arif", "Fitri"):
        for command in ("/audit", "/sistem", "/cadangkan"):
            await town.phone(name).says(command)
            await town.phone(name).sees("bukan bagian dari tugas")
    for data in ("1aud|||", "1sys", "1sys.again|1", "1sys.all"):
        await town.phone("Hadi").forges(data)
        await town.phone("Hadi").sees_toast("bukan bagian dari tugas")


async def test_audit_shows_refused_attempts_and_pages_back(town: Town) -> None:
    """Newest first, in pages; a kind or a person narrows it."""
    await town.phone("Hadi").says("/rekap Kel. Ciptomulyo")
    await town.phone("Hadi").sees("di luar wilayah")

    def many(tx: Tx) -> None:
        for number in range(40):
            audit.add(tx, MORNING, "agenda changed", f"agenda:{number}", user_id=1)

    await town.parts.db.write(many)
    await town.admin.says("/audit")
    first = await town.admin.sees("Jejak audit", "agenda no. 39")
    assert "agenda no. 24" not in first.text
    await town.admin.presses("Lebih lama")
    await town.admin.sees("agenda no. 24")
    await town.admin.presses("Terbaru")
    await town.admin.sees("agenda no. 39")
    await town.admin.says("/audit ditolak")
    await town.admin.sees("⛔", "Lurah Hadi", "ditolak: melihat rekap wilayah")
    await town.admin.says("/audit hadi")
    await town.admin.sees("Jejak audit · Lurah Hadi", "Ciptomulyo")
    await town.admin.says("/audit xyzzy")
    await town.admin.sees("Belum ada catatan yang cocok")


async def test_audit_does_not_tell_which_confidential_incident_was_looked_at(town: Town) -> None:
    """An admin outside the circle learns that a name was revealed, not of which incident."""

    def reveal(tx: Tx) -> None:
        add(
            tx, MORNING,
            NewIncident(
                81, 1, "politikuang", Severity.ORANYE, True, None, None, KOTALAMA, 1, None,
                "amplop", "amplop dibagikan", None, None,
            ),
        )  # fmt: skip
        audit.add(tx, MORNING, "incident.reveal", "81", user_id=1)

    await town.parts.db.write(reveal)
    await town.admin.says("/audit rahasia")
    seen = await town.admin.sees("nama pelapor rahasia dibuka (masalah rahasia)")
    assert "81" not in seen.text
    assert "amplop" not in seen.text


async def test_sistem_counts_what_waits_and_what_is_missing(town: Town) -> None:
    """Queue, coverage, unreachable officers, disk, database and backups in one message."""
    await town.phone("Slamet").blocks_bot()
    await town.quiet()
    await town.admin.says("/sistem")
    seen = await town.admin.sees("🩺 Sistem", "Pelapor terdaftar: 5 dari 6 TPS · dua orang: 2 TPS")
    assert "memblokir bot: 1" in seen.text
    assert "pekerjaan berjalan: 0" in seen.text
    assert "Cadangan terakhir: belum pernah" in seen.text
    assert "Pesan yang gagal diproses: 0" in seen.text


async def park(town: Town, name: str, text: str, fault: str = "KeyError: 'kotak'") -> None:
    """An update that could not be handled, set aside as intake does."""
    user = {"id": town.phone(name).user_id, "is_bot": False, "first_name": name}
    chat = {"id": user["id"], "type": "private", "first_name": name}
    raw = {
        "update_id": 77_000_001,
        "message": {"message_id": 900, "date": 1_732_665_000, "chat": chat, "from": user,
                    "text": text},
    }  # fmt: skip
    await town.parts.db.write(
        lambda tx: intake.park(tx, 77_000_001, json.dumps(raw), f"Traceback\n{fault}", MORNING)
    )


async def test_a_parked_update_is_handled_once_more_and_only_once(town: Town) -> None:
    """Proses ulang files what the officer had said; pressed again it does nothing."""
    await park(town, "Slamet", "mulai")
    await town.admin.says("/sistem")
    seen = await town.admin.sees("gagal diproses: 1", "KeyError", "Proses ulang no. 1")
    assert "'kotak'" not in seen.text
    await town.admin.presses("Proses ulang no. 1")
    await town.phone("Slamet").sees("Rapat dimulai")
    await town.admin.sees("gagal diproses: 0")
    await town.admin.forges("1sys.again|1")
    await town.admin.sees_toast("Sudah diproses ulang")
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM reports") == 1


async def test_what_fails_once_more_is_parked_anew_without_another_apology(town: Town) -> None:
    """The officer isn't bothered twice; the admin sees it in the list again."""
    await town.parts.db.write(
        lambda tx: intake.park(
            tx, 5, json.dumps({"update_id": 5, "message": {"chat": 3}}), "unhandled", MORNING
        )
    )
    await town.admin.says("/sistem")
    await town.admin.presses("Proses ulang no. 1")
    await town.admin.sees("gagal diproses: 1", "Proses ulang no. 2")


async def test_cadangkan_makes_a_sound_copy_while_the_bot_runs(town: Town, tmp_path: Path) -> None:
    """The copy lies in the folder for backups, is complete, and /sistem knows of it."""
    await town.phone("Slamet").says("mulai")
    await town.phone("Slamet").sees("Rapat dimulai")
    await town.admin.says("/cadangkan")
    await town.admin.sees("sedang dibuat")
    done = await town.admin.sees("selesai dan utuh")
    copies = list((tmp_path / "backups").glob("*.db"))
    assert len(copies) == 1
    assert copies[0].name in done.text
    copy = sqlite3.connect(copies[0])
    assert copy.execute("SELECT COUNT(*) FROM reports").fetchone() == (1,)
    copy.close()
    await town.admin.says("/sistem")
    seen = await town.admin.sees("🩺 Sistem")
    assert "Cadangan terakhir: belum pernah" not in seen.text


async def test_a_backup_that_fails_is_told(town: Town, tmp_path: Path) -> None:
    """A file in the place of the folder is an answer with what to look at, not silence."""
    (tmp_path / "backups").write_text("not a folder")
    await town.admin.says("/cadangkan")
    await town.admin.sees("Cadangan gagal dibuat")
    assert await town.parts.db.read(journal.verify) == []
