"""/cadangkan: copy and check the database in a thread; the bot goes on meanwhile."""

import asyncio
import logging
import sqlite3
from pathlib import Path

from bot.work import Tools
from handlers.admin import copying
from storage.backup import backup
from storage.errors import StorageError
from storage.jobs import Job

log = logging.getLogger(__name__)


async def work(tools: Tools, job: Job) -> None:
    """Make the copy that the job names; after a kill a copy that was finished is kept."""
    chat_id = int(job.payload["chat"])
    target = tools.backup_dir / f"{tools.db.path.stem}-{job.payload['stamp']}-{job.id}.db"
    try:
        size = await asyncio.to_thread(_copy, tools.db.path, target)
    except (OSError, sqlite3.Error, StorageError) as error:  # the line says where and why
        log.error("A backup that was asked for failed: %s", error, extra={"action": "backup"})
        await tools.write(lambda tx: copying.failed(tx, tools.clock(), chat_id))
        return
    await tools.write(
        lambda tx: copying.done(tx, tools.clock(), tools.policy, chat_id, target.name, size)
    )


def _copy(database: Path, target: Path) -> int:
    if not target.exists():
        backup(database, target)
    return target.stat().st_size
