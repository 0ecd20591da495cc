"""Regular backups of the running bot's database (SIAGA_BACKUP_EVERY), the oldest given up.

What the command line or an admin backed up by hand has other names and is never deleted.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.backup import backup
from storage.errors import StorageError

log = logging.getLogger(__name__)

KEPT = 28
"""A week at the default rhythm of six hours."""
_LOOK_EVERY = 60.0


async def watch(
    database: Path, folder: Path, every: timedelta, clock: Callable[[], datetime]
) -> None:
    """Back up whenever the newest regular backup is old enough, until cancelled."""
    started = clock()
    while True:
        if clock() - (newest(folder) or started) >= every:
            await asyncio.to_thread(make, database, folder, clock())
        await asyncio.sleep(_LOOK_EVERY)


def make(database: Path, folder: Path, now: datetime) -> None:
    """One regular backup; a failure is logged, since the bot must go on."""
    try:
        backup(database, folder / f"otomatis-{now.astimezone(UTC):%Y%m%d-%H%M%S}.db")
        for old in _regular(folder)[:-KEPT]:
            old.unlink()
    except (OSError, StorageError):
        log.exception("The regular backup failed", extra={"action": "backup"})


def newest(folder: Path) -> datetime | None:
    """When the newest regular backup was made; None without any."""
    found = _regular(folder)
    if not found:
        return None
    stamp = found[-1].stem.removeprefix("otomatis-")
    return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)


def _regular(folder: Path) -> list[Path]:
    digit = "[0-9]"
    return sorted(folder.glob(f"otomatis-{digit * 8}-{digit * 6}.db"))
