"""Regular backups of the running bot's database (SIAGA_BACKUP_EVERY), the oldest given up.

What the command line or an admin backed up by hand has other names and is never deleted.
"""

import asyncio
import logging
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.alarms import Alarms, Trouble
from bot.clocks import Clock
from storage.backup import DamagedCopy, backup
from storage.errors import NotADatabase, StorageError

log = logging.getLogger(__name__)

KEPT = 28
"""A week at the default rhythm of six hours."""
_LOOK_EVERY = 60.0
_AFTER_FAILURE = 900.0
"""What hinders a copy seldom goes away within a minute, and each try reads the whole database."""


@dataclass(frozen=True)
class Plan:
    """What is copied, into which folder, how often."""

    database: Path
    folder: Path
    every: timedelta


async def watch(plan: Plan, clock: Clock, alarms: Alarms) -> None:
    """Back up whenever the newest regular backup is old enough, until cancelled."""
    started = clock()
    while True:
        try:
            pause = await look(plan, started, clock(), alarms)
        except OSError as error:  # the folder cannot even be listed
            await _tell(alarms, error)
            pause = _AFTER_FAILURE
        await asyncio.sleep(pause)


async def look(plan: Plan, started: datetime, now: datetime, alarms: Alarms) -> float:
    """Back up if it is time, tell the admins if that fails; seconds until the next look."""
    if now - (newest(plan.folder, now) or started) < plan.every:
        return _LOOK_EVERY
    failure = await asyncio.to_thread(make, plan.database, plan.folder, now)
    await _tell(alarms, failure)
    return _LOOK_EVERY if failure is None else _AFTER_FAILURE


async def _tell(alarms: Alarms, failure: Exception | None) -> None:
    if failure is None:
        await alarms.over(Trouble.BACKUP)
    elif isinstance(failure, DamagedCopy | NotADatabase):
        await alarms.begin(Trouble.DAMAGE, str(failure))
    else:
        await alarms.begin(Trouble.BACKUP, str(failure))


def make(database: Path, folder: Path, now: datetime) -> Exception | None:
    """One regular backup, checked; a failure is logged and returned, since the bot must go on."""
    try:
        _clear_up(folder)
        backup(database, folder / f"otomatis-{now.astimezone(UTC):%Y%m%d-%H%M%S}.db")
        for old in list(_regular(folder))[:-KEPT]:
            old.unlink()
    except (OSError, sqlite3.Error, StorageError) as error:  # the line says where and why
        log.error("The regular backup failed: %s", error, extra={"action": "backup"})
        return error
    return None


def _clear_up(folder: Path) -> None:
    """Take away what a kill left of a regular backup: half a database, under a name of its own."""
    for half in folder.glob(".otomatis-*.db.part"):
        half.unlink()


def newest(folder: Path, now: datetime) -> datetime | None:
    """When the newest regular backup was made; None without any.

    What a clock that ran ahead dated into the future does not hold the next one back.
    """
    return max((at for at in _regular(folder).values() if at <= now), default=None)


def _made_at(copy: Path) -> datetime | None:
    """When a backup was made; None if its name is none that we give."""
    try:
        return datetime.strptime(copy.name, "otomatis-%Y%m%d-%H%M%S.db").replace(tzinfo=UTC)
    except ValueError:
        return None


def _regular(folder: Path) -> dict[Path, datetime]:
    """The regular backups, oldest first, and when each was made."""
    digit = "[0-9]"
    copies = sorted(folder.glob(f"otomatis-{digit * 8}-{digit * 6}.db"))
    return {copy: made for copy in copies if (made := _made_at(copy)) is not None}
