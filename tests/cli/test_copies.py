"""Backup and restore: whole or not at all, and never over a running bot."""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.lock import writing
from storage.database import Database
from tests.cli.conftest import Call


def people(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute("SELECT count(*) FROM people").fetchone()[0]
        return count


async def add_person(path: Path) -> None:
    db = await Database.open(path)
    await db.write(lambda tx: tx.run("INSERT INTO people (name, created_at) VALUES ('Baru', 0)"))
    await db.close()


def test_a_backup_is_one_sound_file_for_its_owner_only(siaga: Call, database: Path) -> None:
    """The copy holds everything, needs no companion files, and nobody else may read it."""
    code, said, _ = siaga("backup", "salinan.db")
    copy = database.parent / "salinan.db"
    assert code == 0
    assert "Cadangan utuh" in said
    assert people(copy) == people(database)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {path.name for path in copy.parent.glob("*salinan*")} == {"salinan.db"}


async def test_a_backup_of_a_running_bot_has_what_was_just_committed(
    siaga: Call, database: Path
) -> None:
    """What still lies in the write-ahead log is in the copy too."""
    db = await Database.open(database)
    await db.write(lambda tx: tx.run("INSERT INTO people (name, created_at) VALUES ('Baru', 0)"))
    code, _, _ = siaga("backup", "salinan.db")
    await db.close()
    assert code == 0
    assert people(database.parent / "salinan.db") == 4


def test_backups_without_a_name_lie_in_the_backup_folder(siaga: Call, database: Path) -> None:
    """Each one is named after its time."""
    assert siaga("backup")[0] == 0
    (copy,) = (database.parent / "backups").iterdir()
    assert copy.name.startswith("siaga-20")


def test_a_backup_overwrites_nothing(siaga: Call, database: Path) -> None:
    """A file that is already there is left alone."""
    target = database.parent / "penting.txt"
    target.write_text("penting", encoding="utf-8")
    code, _, complaint = siaga("backup", target)
    assert code == 2
    assert "sudah ada" in complaint
    assert target.read_text(encoding="utf-8") == "penting"


async def test_restore_brings_back_the_copy_and_keeps_the_former(
    siaga: Call, database: Path
) -> None:
    """What was written after the backup is not lost: it lies aside."""
    siaga("backup", "salinan.db")
    await add_person(database)
    code, said, _ = siaga("restore", "salinan.db")
    (aside,) = database.parent.glob("siaga.db.sebelum-*")
    assert code == 0
    assert aside.name in said
    assert (people(database), people(aside)) == (3, 4)
    assert siaga("verify")[0] == 0


def test_two_restores_within_a_second_keep_both_former_ones(siaga: Call, database: Path) -> None:
    """No former database takes the place of another."""
    siaga("backup", "salinan.db")
    for _ in range(3):
        assert siaga("restore", "salinan.db")[0] == 0
    assert len([*database.parent.glob("siaga.db.sebelum-*")]) == 3


def test_restore_on_a_disk_without_hard_links(
    siaga: Call, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former database is copied aside instead."""
    siaga("backup", "salinan.db")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert siaga("restore", "salinan.db")[0] == 0
    (aside,) = database.parent.glob("siaga.db.sebelum-*")
    assert (people(database), people(aside)) == (3, 3)


def test_nobody_else_on_the_machine_may_read_what_is_written(siaga: Call, database: Path) -> None:
    """Databases, copies and exports hold people's names and numbers."""
    siaga("backup", "salinan.db")
    database.unlink()
    assert siaga("restore", "salinan.db")[0] == 0
    assert siaga("export", "keluar")[0] == 0
    written = [database, *(database.parent / "keluar").iterdir()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in written} == {0o600}


def test_restore_works_where_there_is_no_database_yet(siaga: Call, database: Path) -> None:
    """A new machine needs nothing but the copy."""
    siaga("backup", "salinan.db")
    database.unlink()
    assert siaga("restore", "salinan.db")[0] == 0
    assert people(database) == 3


def test_a_damaged_copy_is_refused(siaga: Call, database: Path) -> None:
    """A file with a torn page is found out before anything is replaced."""
    siaga("backup", "salinan.db")
    copy = database.parent / "salinan.db"
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40_000] = b"\xff" * 40_000
    copy.write_bytes(content)
    before = database.read_bytes()
    code, _, complaint = siaga("restore", copy)
    assert code == 1
    assert "rusak" in complaint
    assert complaint.count("\n") == 1
    assert database.read_bytes() == before


def test_a_strangers_file_is_refused(siaga: Call, database: Path) -> None:
    """Neither a text nor another program's database can take the place of ours."""
    text = database.parent / "catatan.txt"
    text.write_text("bukan basis data " * 100, encoding="utf-8")
    other = database.parent / "lain.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE x (y)")
    for file in (text, other):
        code, _, complaint = siaga("restore", file)
        assert code == 1
        assert "bukan basis data Siaga TPS" in complaint
    assert people(database) == 3


def test_a_copy_of_a_newer_program_is_refused(siaga: Call, database: Path) -> None:
    """An old program does not touch what it may misunderstand."""
    siaga("backup", "salinan.db")
    with closing(sqlite3.connect("salinan.db")) as connection:
        connection.execute("INSERT INTO schema_version (version) VALUES (9999)")
        connection.commit()
    code, _, complaint = siaga("restore", "salinan.db")
    assert code == 1
    assert "lebih baru" in complaint


def test_nothing_is_restored_under_a_running_bot(siaga: Call, database: Path) -> None:
    """The bot would go on writing into a file that is no longer there."""
    siaga("backup", "salinan.db")
    with writing(database, otherwise="x"):
        code, _, complaint = siaga("restore", "salinan.db")
    assert code == 1
    assert complaint.startswith("Bot sedang berjalan")


def test_a_missing_copy_is_an_unusable_argument(siaga: Call) -> None:
    """The sentence names the file."""
    code, _, complaint = siaga("restore", "tidak-ada.db")
    assert code == 2
    assert complaint == "Berkas tidak-ada.db tidak ada.\n"
