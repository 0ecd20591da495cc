"""`siaga restore`, killed before each step on files: no moment without a database."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from storage.backup import backup
from storage.database import Database
from tests.durability.process import ROOT

DYING = """
import os, signal, sys
left = int(sys.argv[1])

def watch(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.link", "sqlite3.connect"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
from bot.__main__ import call
sys.exit(call(sys.argv[2:]))
"""
"""The real program; Python tells it of what it is about to do to files."""


def restored(folder: Path, die_at: int) -> int:
    """Run it until it is done or dies; its exit code."""
    settings = {"SIAGA_DATABASE": "sqlite:///siaga.db", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", DYING, str(die_at), "restore", "salinan.db"],
        cwd=folder, env=os.environ | settings, stdout=subprocess.DEVNULL, check=False,
    ).returncode  # fmt: skip


def names(database: Path) -> list[str]:
    """Who is in it; the file is there, whole, and not made by the question."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in connection.execute("SELECT name FROM people ORDER BY id")]


async def add(database: Path, name: str) -> None:
    db = await Database.open(database)
    sql = "INSERT INTO people (name, created_at) VALUES ($1, 0)"
    await db.write(lambda tx: tx.run(sql, name))
    await db.close()


async def test_the_former_database_or_the_copy_is_always_there(tmp_path: Path) -> None:
    """Killed at every step, one after the other; the former one is never gone for good."""
    database, copy = tmp_path / "siaga.db", tmp_path / "salinan.db"
    await add(database, "Lama")
    backup(database, copy)
    await add(database, "Baru")
    found: list[list[str]] = []
    code: int = -signal.SIGKILL
    while code == -signal.SIGKILL:
        code = restored(tmp_path, len(found) + 1)
        found.append(names(database))
        assert names(copy) == ["Lama"]
    assert code == 0
    assert found[0] == ["Lama", "Baru"]
    assert found[-1] == ["Lama"]
    assert all(each in (["Lama", "Baru"], ["Lama"]) for each in found)
    kept = [names(each) for each in tmp_path.glob("siaga.db.sebelum-*")]
    assert ["Lama", "Baru"] in kept
