"""Watches that the file of the database stays where it is.

SQLite goes on with a file that was deleted or replaced as if nothing were, and everything would be
gone with the next start. What is open is saved then, admins are told, and the program ends.
"""

import asyncio
import logging
import sqlite3
from datetime import UTC, datetime

from bot.alarms import Alarms, Trouble
from bot.clocks import Clock
from bot.tasks import Explained
from handlers.texts import machine as texts
from storage.database import Database
from storage.errors import StorageError

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds; nothing is committed to a file that is gone, so this is only how soon it is told."""


class FileGone(Explained):
    """The file of the database is not the one that is open any more."""


async def watch(db: Database, alarms: Alarms, clock: Clock) -> None:
    """Look until cancelled. Raises FileGone once the file is not in its place any more."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if not db.in_place():
            await alarms.begin(Trouble.TAKEN, await _rescued(db, clock()))
            raise FileGone(str(db.path))


async def _rescued(db: Database, now: datetime) -> str:
    stamp = f"{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    try:
        kept = await db.rescue(db.path.with_name(f"{db.path.name}.selamat-{stamp}"))
    except (OSError, sqlite3.Error, StorageError) as error:
        log.error("The data that is open could not be saved: %s", error, extra={"action": "guard"})
        return texts.NOT_RESCUED
    return texts.rescued(kept)
