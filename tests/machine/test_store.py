"""A database that takes nothing for a while: nothing lost, told once, mended without a hand."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from bot import receive
from storage import intake
from storage.database import Tx
from tests.conftest import open_town
from tests.town import Clock, Town


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose bot tries again at once, and whose seconds pass as the clock says."""
    monkeypatch.setattr(receive, "PAUSE_AFTER_FAILURE", 0.01)
    clock = Clock()

    def steady() -> float:
        return clock.now.timestamp()

    async with open_town(tmp_path, event=True, clock=clock, steady=steady) as opened:
        monkeypatch.setattr(opened.parts.intake, "_pause", 0.0)
        await opened.admin.says("/start")
        await opened.quiet()
        await opened.parts.db.write(lambda tx: tx.value("PRAGMA busy_timeout = 20"))
        yield opened


async def set_pragma(town: Town, pragma: str) -> None:
    """Change something about the writing connection, outside any transaction."""
    cursor = await town.parts.db._writer.execute(f"PRAGMA {pragma}")
    await cursor.close()


class Full:
    """No page more fits on the disk."""

    reason = "full"

    async def begin(self, town: Town) -> None:
        await fill_up(town)

    async def end(self, town: Town) -> None:
        await set_pragma(town, "max_page_count = 1073741823")


async def fill_up(town: Town) -> None:
    """Allow no other page, and leave no room in those there are."""
    await set_pragma(town, f"max_page_count = {await town.value('PRAGMA page_count')}")
    for size in (2000, 200, 20):
        with suppress(sqlite3.OperationalError):
            while True:
                await town.parts.db.write(partial(_stuff, "x" * size))


def _stuff(text: str, tx: Tx) -> None:
    tx.run("INSERT INTO contents (payload) VALUES ($1)", text)
    tx.run(
        "INSERT INTO outbox (method, payload, kind, priority, created_at, due_at, failed_at)"
        " VALUES ('x', $1, 'x', 9, 0, 0, 0)",
        text,
    )
    tx.run("INSERT INTO parked_updates (update_id, raw, reason, at, settled_at)"
           " VALUES (0, '', $1, 0, 0)", text)  # fmt: skip


class ReadOnly:
    """The disk turned read-only, as it does after errors of its own."""

    reason = "readonly"

    async def begin(self, town: Town) -> None:
        await set_pragma(town, "query_only = ON")

    async def end(self, town: Town) -> None:
        await set_pragma(town, "query_only = OFF")


class Locked:
    """Another program writes, and does not end."""

    reason = "locked"

    def __init__(self) -> None:
        self._other: sqlite3.Connection | None = None

    async def begin(self, town: Town) -> None:
        self._other = sqlite3.connect(town.database, isolation_level=None)
        self._other.execute("BEGIN IMMEDIATE")

    async def end(self, town: Town) -> None:
        assert self._other is not None
        self._other.close()


async def well_again(town: Town) -> None:
    """Some minutes later; what had been set aside for want of space is taken up, too."""
    await town.quiet()
    for _ in range(2):
        town.clock.forward(minutes=2)
        await town.parts.pulse.beat()
    await town.admin.sees("✅ Bot kembali bisa menyimpan.")


Fault = Full | ReadOnly | Locked


@pytest.mark.parametrize("kind", [Full, ReadOnly, Locked])
async def test_what_comes_meanwhile_is_stored_once_it_is_over(
    town: Town, kind: Callable[[], Fault], caplog: pytest.LogCaptureFixture
) -> None:
    """Reports wait at Telegram, admins hear of it once and that it is over, all by itself."""
    fault, slamet, tono = kind(), town.phone("Slamet"), town.phone("Tono")
    with caplog.at_level(logging.ERROR):
        await fault.begin(town)
        await slamet.says("masalah " + "banjir air masuk TPS " * 40)
        await tono.says("mulai")
        await town.admin.sees("🛑 Bot tidak bisa menyimpan apa pun", fault.reason)
        for _ in range(5):
            town.clock.forward(seconds=20)
            await town.parts.pulse.beat()
        assert await town.value("SELECT COUNT(*) FROM reports") == 0
        await fault.end(town)
        await well_again(town)
    await tono.sees("Rapat dimulai")
    await slamet.sees("No.")
    await town.quiet()

    assert await town.value("SELECT COUNT(*) FROM reports") == 2
    waiting = "SELECT COUNT(*) FROM parked_updates WHERE settled_at IS NULL"
    assert await town.value(waiting) == 0
    assert sum(message.text.startswith("🛑") for message in town.admin.messages) == 1
    assert "Traceback" not in caplog.text
    assert caplog.text.count("The database takes nothing") == 1


async def test_what_was_set_aside_needs_no_empty_disk(town: Town) -> None:
    """A small disk has less than half a gigabyte free at any time: there is room all the same."""
    town.parts.pulse._disk._free = lambda _: 20 * 1024**2
    raw = {
        "update_id": 7, "message": {
            "message_id": 7, "date": int(town.clock.now.timestamp()), "text": "mulai",
            "chat": {"id": town.phone("Slamet").user_id, "type": "private"},
            "from": {"id": town.phone("Slamet").user_id, "is_bot": False, "first_name": "S"},
        },
    }  # fmt: skip
    full = "sqlite3.OperationalError: database or disk is full"
    await town.parts.db.write(lambda tx: intake.park(tx, 7, json.dumps(raw), full, town.clock.now))
    await town.parts.pulse.beat()
    await town.phone("Slamet").sees("Rapat dimulai")


async def test_a_batch_that_fills_the_disk_is_stored_whole_or_not(town: Town) -> None:
    """What fails in the middle leaves no row behind: no report without its entry in the log."""
    await fill_up(town)
    for name in ("Slamet", "Tono", "Agus", "Dewi"):
        await town.phone(name).says("masalah " + "pohon tumbang menutup jalan " * 30)
    await town.admin.sees("🛑 Bot tidak bisa menyimpan apa pun")
    counts = "SELECT (SELECT COUNT(*) FROM reports) - (SELECT COUNT(*) FROM incidents)"
    assert await town.value(counts) == 0
    await set_pragma(town, "max_page_count = 1073741823")
    await well_again(town)
    for name in ("Slamet", "Tono", "Agus", "Dewi"):
        await town.phone(name).sees("No.")
    assert await town.value("SELECT COUNT(*) FROM incidents") == 4


async def test_damage_names_the_way_back(town: Town) -> None:
    """An error that only a copy can mend points to `siaga restore`."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    await town.parts.pulse.refused(error)
    await town.admin.sees("🛑 Basis data rusak", "siaga restore")
