"""What /sistem needs of the machine: sizes and the newest copy; and parked updates once more."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

from bot.work import Tools
from handlers.admin import system
from handlers.admin.system import Machine
from storage.jobs import Job


async def work(tools: Tools, job: Job) -> None:
    """Look at the machine, then say how the bot fares."""
    machine = await asyncio.to_thread(look, tools.db.path, tools.backup_dir)
    chat_id = int(job.payload["chat"])
    await tools.write(lambda tx: system.tell(tx, tools.clock(), tools.policy, chat_id, machine))


def look(database: Path, backups: Path) -> Machine:
    """Sizes in bytes (the write-ahead log counts as part of the database)."""
    parts = (database, database.with_name(f"{database.name}-wal"))
    size = sum(part.stat().st_size for part in parts if part.exists())
    free = shutil.disk_usage(database.absolute().parent).free
    found = [copy for copy in backups.glob("*.db") if copy.resolve() != database.resolve()]
    copies = [copy.stat().st_mtime for copy in found]
    newest = datetime.fromtimestamp(max(copies), UTC) if copies else None
    return Machine(size, free, newest)


async def again(tools: Tools, job: Job) -> None:
    """Hand parked updates to the intake once more, in the order in which they came."""
    for parked_id in job.payload["parked"]:
        await tools.again(int(parked_id))
