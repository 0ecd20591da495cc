"""Acts of the command line that belong into the audit while the bot holds the only writer.

The command leaves a line in a file beside the database; the bot takes it in at its next tick
or start, and where no bot runs, the command itself does. A line is removed only after its row is
committed: at least once, never lost. What cannot be noted is not done.
"""

import asyncio
import errno
import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import audit
from storage.database import Database, Tx, unusable

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks: an audit that is asked for right away shows it."""


@dataclass(frozen=True)
class Note:
    """One act; `at` is aware."""

    at: datetime
    action: str


def leave(database: Path, note: Note) -> None:
    """Append a note and make sure that it is on the disk."""
    line = (json.dumps({"at": note.at.isoformat(), "action": note.action}) + "\n").encode()
    descriptor = os.open(_file(database), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        before = os.fstat(descriptor).st_size
        if os.write(descriptor, line) < len(line):  # the disk is full: half a note is none
            os.ftruncate(descriptor, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(_file(database)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def watch(db: Database) -> None:
    """Collect notes until cancelled."""
    while True:
        try:
            await collect(db)
        except Exception as error:
            log.error("Notes could not be taken in: %s", error, exc_info=not unusable(error),
                      extra={"action": "notes"})  # fmt: skip
        await asyncio.sleep(LOOK_EVERY)


async def collect(db: Database) -> int:
    """Turn the notes beside a database into audit rows and return how many there were."""
    waiting, taken = _file(db.path), _file(db.path).with_suffix(".taken")
    if waiting.exists() and not taken.exists():
        waiting.rename(taken)
    if not taken.exists():
        return 0
    found = [json.loads(line) for line in taken.read_text(encoding="utf-8").splitlines()]
    acts = [Note(datetime.fromisoformat(each["at"]), each["action"]) for each in found]
    await db.write(lambda tx: _record(tx, acts))
    taken.unlink()
    return len(found)


def _record(tx: Tx, found: list[Note]) -> None:
    for note in found:
        audit.add(tx, note.at, note.action, audit.COMMAND_LINE)


def _file(database: Path) -> Path:
    return database.with_name(f"{database.name}.notes")
