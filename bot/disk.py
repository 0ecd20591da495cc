"""The disk under the database and the folders beside it: room enough, and writable."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from bot.alarms import Alarms, Trouble
from handlers.texts import machine as texts

LEAST_FREE = 500 * 1024**2
"""Bytes that should stay free on the database's disk."""


def free_space(database: Path) -> int:
    """Bytes free on the disk of the database."""
    return shutil.disk_usage(database.absolute().parent).free


def writable(folder: Path) -> bool:
    """Whether files can be put into a folder, or it can be made."""
    existing = next(
        each for each in (folder.absolute(), *folder.absolute().parents) if each.exists()
    )
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


class Disk:
    """Looks, and tells the admins when there is too little room or a folder refuses."""

    def __init__(
        self, alarms: Alarms, database: Path, folders: tuple[Path, ...],
        free: Callable[[Path], int] = free_space,
    ) -> None:  # fmt: skip
        self._alarms = alarms
        self._database = database
        self._folders = folders
        self._free = free

    async def look(self) -> None:
        """One look, and word of what has changed."""
        await self._look_at_folders()
        free = self._free(self._database)
        if free < LEAST_FREE:
            await self._alarms.begin(Trouble.SPACE, texts.space_left(free // 1024**2))
        else:
            await self._alarms.over(Trouble.SPACE)

    async def _look_at_folders(self) -> None:
        closed = [str(folder) for folder in self._folders if not writable(folder)]
        if closed:
            await self._alarms.begin(Trouble.FOLDER, ", ".join(closed))
        else:
            await self._alarms.over(Trouble.FOLDER)
