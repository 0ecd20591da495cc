"""A start that cannot succeed says in one line what to do; a backup that fails is told."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import backups
from bot.__main__ import call
from bot.backups import Plan
from bot.child import OutOfMemory
from bot.disk import Disk
from bot.settings import PREFIX, Settings
from storage.backup import check
from storage.database import Database
from tests.roster.files import csv_text
from tests.roster.test_chat import STAFF
from tests.town import Town


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder with a token that no Telegram is asked about; the log is put back after."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.setenv(f"{PREFIX}TOKEN", "1000:TEST")
    monkeypatch.setenv(f"{PREFIX}API_URL", "http://127.0.0.1:9")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)


def make(path: Path) -> None:
    """An empty database of ours."""

    async def opened() -> None:
        await (await Database.open(path)).close()

    asyncio.run(opened())


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    """What `siaga run` complains about: one line, exit code 1."""
    assert call(["run"]) == 1
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1, complaint
    return complaint


@pytest.mark.parametrize("start", [0, 100, 4096])
def test_a_damaged_database_points_to_the_way_back(
    home: Path, capsys: pytest.CaptureFixture[str], start: int
) -> None:
    """Its head, its list of tables, or its first table is overwritten: `siaga restore`."""
    path = home / "siaga.db"
    make(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + b"\xee" * 4096 + whole[start + 4096 :])
    said = refused(capsys)
    assert said.startswith("Basis data siaga.db rusak")
    assert "siaga restore BERKAS" in said


def test_a_file_of_another_program_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No database at all."""
    (home / "siaga.db").write_text("halo\n" * 500, encoding="utf-8")
    assert "siaga restore" in refused(capsys)


def test_a_database_that_cannot_be_opened_is_said_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder stands where the file should be."""
    (home / "siaga.db").mkdir()
    assert refused(capsys).startswith("Basis data tidak dapat dipakai: berkasnya tidak dapat")


async def test_a_failed_backup_is_told_until_it_succeeds(town: Town, tmp_path: Path) -> None:
    """The folder cannot be used: told once, tried again, and told that it is well."""
    await town.admin.says("/start")
    folder = tmp_path / "copies"
    folder.write_text("a file, not a folder", encoding="utf-8")
    plan = Plan(town.database, folder, timedelta(hours=6))
    started = town.clock() - timedelta(hours=6)
    for _ in range(3):
        await backups.look(plan, started, town.clock(), town.parts.alarms)
    await town.admin.sees("🛑 Cadangan berkala gagal dibuat")
    folder.unlink()
    await backups.look(plan, started, town.clock(), town.parts.alarms)
    await town.admin.sees("✅ Cadangan berkala kembali berhasil.")
    await town.quiet()
    assert sum(message.text.startswith("🛑") for message in town.admin.messages) == 1
    (copy,) = folder.iterdir()
    check(copy)


async def test_a_backup_finds_damage_before_anybody_else(town: Town, tmp_path: Path) -> None:
    """A copy is read whole after it is written: damage in a corner nobody looks at is told."""
    await town.admin.says("/start")
    await town.quiet()
    broken = tmp_path / "broken.db"
    with (
        closing(sqlite3.connect(town.database)) as origin,
        closing(sqlite3.connect(broken)) as copy,
    ):
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        root = copy.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts_by_area'")
        at = (root.fetchone()[0] - 1) * 4096
    with broken.open("r+b") as file:
        file.seek(at)
        file.write(b"\xee" * 4096)
    plan = Plan(broken, tmp_path / "copies", timedelta(0))
    await backups.look(plan, town.clock(), town.clock(), town.parts.alarms)
    await town.admin.sees("🛑 Basis data rusak", "siaga restore")
    assert list((tmp_path / "copies").glob("*.db")) == []


async def test_a_disk_that_fills_up_is_told_before_it_is_full(town: Town) -> None:
    """Below half a gigabyte once; above it again, once."""
    await town.admin.says("/start")
    await town.quiet()
    free = [100 * 1024**2]
    disk = Disk(town.parts.alarms, town.database, (), lambda _: free[0])
    for _ in range(3):
        await disk.look()
    await town.admin.sees("🛑 Disk server hampir penuh", "100 MB")
    free[0] = 10 * 1024**3
    for _ in range(3):
        await disk.look()
    await town.admin.sees("✅ Ruang disk server kembali cukup.")
    await town.quiet()
    assert sum(message.text[0] in "🛑✅" for message in town.admin.messages) == 2


async def test_a_folder_that_refuses_is_told(town: Town, tmp_path: Path) -> None:
    """The evidence folder lies where nothing can be written: told once, and when it is well."""
    await town.admin.says("/start")
    await town.quiet()
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    disk = Disk(town.parts.alarms, town.database, (tmp_path / "new", blocked / "evidence"))
    for _ in range(3):
        await disk.look()
    await town.admin.sees("🛑 Folder server tidak bisa ditulisi", "blocked/evidence")
    blocked.unlink()
    for _ in range(3):
        await disk.look()
    await town.admin.sees("✅ Folder server kembali bisa ditulisi.")
    await town.quiet()
    assert sum(message.text[0] in "🛑✅" for message in town.admin.messages) == 2


async def test_a_reader_without_memory_costs_only_its_own_file(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child that reads a roster runs out of memory: a clear answer, and the bot goes on."""

    async def greedy(*_: Any) -> None:
        raise OutOfMemory

    monkeypatch.setattr("bot.jobs.roster.in_child", greedy)
    await town.admin.sends_file("petugas.csv", csv_text(STAFF).encode())
    await town.admin.sees("terlalu berat untuk dibaca")
    await town.phone("Slamet").says("mulai")
    await town.phone("Slamet").sees("Rapat dimulai")
