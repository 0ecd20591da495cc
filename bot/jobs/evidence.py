"""Photos and files into the evidence folder, named by the hash of what they hold.

The file is complete on disk before its row says so; a job that a kill interrupted finds it there.
"""

import asyncio
import hashlib
import logging
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from bot.transport import Rejected, RetryAfter, Sent
from bot.work import Tools, TryAgain
from storage import evidence
from storage.evidence import DISCARD, FETCH, Evidence
from storage.jobs import Job

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
PAUSES = 10
"""After so many tries the pause grows no more (5 s × 2⁹ is well over the longest)."""
SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".png", ".webp", ".heic", ".pdf", ".mp4", ".mov", ".3gp", ".oga", ".ogg",
    ".mp3", ".m4a", ".docx", ".xlsx", ".doc", ".xls",
})  # fmt: skip
"""Endings that a kept file may have; others get none."""


async def fetch(tools: Tools, job: Job) -> None:
    """Fetch the file of a piece of evidence; tried with growing pauses until Telegram gives it."""
    found = await tools.db.read(lambda tx: evidence.get(tx, int(job.payload["evidence"])))
    if found is None or found.file_id is None or found.sha256 is not None:
        return
    file_path = await _file_path(tools, job, found)
    if file_path is None:
        return
    body = await tools.transport.download(file_path)
    if body is None:
        raise _later(job)
    sha256 = hashlib.sha256(body).hexdigest()
    path = _path(sha256, file_path)
    await _store(tools, job, path, body)
    await tools.write(
        lambda tx: evidence.fetched(tx, tools.clock(), found, sha256, len(body), path)
    )
    if await tools.db.read(lambda tx: evidence.in_use(tx, path)):
        # A hidden piece with the same content may have been taken away in between.
        await _store(tools, job, path, body)


async def _store(tools: Tools, job: Job, path: str, body: bytes) -> None:
    try:
        await asyncio.to_thread(_keep, tools.evidence_dir / path, body)
    except OSError as error:
        log.error("Evidence cannot be written: %s", error.strerror, extra={"action": "evidence"})
        raise _later(job) from error


async def discard(tools: Tools, job: Job) -> None:
    """Take a hidden file away, unless other evidence that is not hidden has the same content."""
    path = str(job.payload["path"])
    if not await tools.db.read(lambda tx: evidence.in_use(tx, path)):
        await asyncio.to_thread((tools.evidence_dir / path).unlink, missing_ok=True)


async def _file_path(tools: Tools, job: Job, found: Evidence) -> str | None:
    """Where Telegram gives the file out; None if it never will. Raises TryAgain."""
    outcome = await tools.transport.call("getFile", {"file_id": found.file_id})
    match outcome:
        case Sent(result) if isinstance(result, dict) and result.get("file_path"):
            return str(result["file_path"])
        case RetryAfter(seconds):
            raise TryAgain(timedelta(seconds=seconds))
        case Rejected(why) if "temporarily" not in why or job.attempts >= PAUSES:
            log.warning("Evidence %s cannot be fetched", found.id, extra={"action": "evidence"})
            await tools.write(lambda tx: evidence.unobtainable(tx, found.id, why))
            return None
        case _:
            raise _later(job)


def _later(job: Job) -> TryAgain:
    pause: timedelta = FIRST_PAUSE * 2 ** min(job.attempts, PAUSES)
    return TryAgain(min(pause, LONGEST_PAUSE))


def _path(sha256: str, file_path: str) -> str:
    suffix = PurePosixPath(file_path).suffix.lower()
    return f"{sha256[:2]}/{sha256}{suffix if suffix in SUFFIXES else ''}"


def _keep(target: Path, body: bytes) -> None:
    """Write the file whole or not at all."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as part:
        try:
            part.write(body)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(part.name).unlink()
            raise


WORKERS = {FETCH: fetch, DISCARD: discard}
