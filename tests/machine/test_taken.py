"""The file of the database is taken away while the bot runs: nothing that was answered is lost."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import guard
from storage import backup
from storage.errors import FileTaken
from tests.conftest import open_town
from tests.town import Town


@pytest.fixture
async def taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose bot looks all the time, not only every few seconds."""
    monkeypatch.setattr(guard, "LOOK_EVERY", 0.01)
    async with open_town(tmp_path, event=True) as town:
        yield town


def reports(path: Path) -> int:
    """How many reports a file holds; it is sound."""
    backup.check(path)
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM reports").fetchone()[0])


async def ended(town: Town) -> BaseException | None:
    """What the bot ends by, once it does."""
    async with asyncio.timeout(20):
        await town.parts.tasks.failed.wait()
    return town.parts.tasks.error


def delete(path: Path) -> None:
    """Somebody tidied up, the log and all."""
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def delete_alone(path: Path) -> None:
    """The file alone."""
    path.unlink()


@pytest.mark.parametrize("take", [delete, delete_alone])
async def test_a_file_that_was_deleted_is_back_with_the_next_start(
    taken: Town, take: Callable[[Path], None]
) -> None:
    """What was answered is put where it was; what comes meanwhile stays with Telegram."""
    await taken.admin.says("/start")
    slamet = taken.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await taken.quiet()
    take(taken.database)
    with pytest.raises(FileTaken):
        await taken.parts.db.write(lambda tx: tx.run("DELETE FROM reports"))
    assert isinstance(await ended(taken), guard.FileGone)
    await taken.admin.sees("🛑 Berkas basis data dihapus", "disalin utuh")
    assert reports(taken.database) == 1


async def test_a_file_that_was_replaced_is_left_and_the_former_kept(
    taken: Town, tmp_path: Path
) -> None:
    """The other one is what somebody wants; no log of the former is played into it."""
    slamet, path = taken.phone("Slamet"), taken.database
    backup.backup(path, tmp_path / "other.db")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await taken.quiet()
    (tmp_path / "other.db").replace(path)
    assert isinstance(await ended(taken), guard.FileGone)
    (kept,) = path.parent.glob(f"{path.name}.selamat-*")
    assert reports(kept) == 1
    assert reports(path) == 0


async def test_a_file_that_was_cut_short_ends_the_bot(taken: Town) -> None:
    """Nothing more is promised to anybody; the admins know where to look."""
    await taken.admin.says("/start")
    await taken.quiet()
    os.truncate(taken.database, 4096)
    assert isinstance(await ended(taken), guard.FileGone)
    await taken.admin.sees("🛑 Berkas basis data dihapus, diganti, atau terpotong")
