"""Slow work outside any transaction: downloads, imports, renders, fan-outs.

A job is a row that a handler wrote down; its worker does the slow part here and hands the result
back as new units of work. A job interrupted by a kill starts again, so workers are idempotent.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot.child import OutOfMemory
from bot.clocks import Clock
from bot.tasks import Tasks
from bot.transport import Sent, Transport
from handlers import outgoing
from handlers.policy import Policy
from handlers.texts import faults
from storage import jobs, outbox
from storage.database import Database, Tx, Unit, unusable
from storage.jobs import Job
from storage.outbox import Priority

log = logging.getLogger(__name__)

T = TypeVar("T")
AT_ONCE = 3
DOWNLOADS = 3
"""Tries to get a file that somebody sent."""
MOST_TRIES = 5
LOOK_EVERY = 5.0


@dataclass(frozen=True)
class Tools:
    """What a worker may use. `write` also tells dispatch that there may be news.

    `again` hands a parked update to the intake once more, `backup_dir` is where copies go,
    `evidence_dir` where photos and files are kept.
    """

    db: Database
    transport: Transport
    policy: Policy
    clock: Clock
    wake: Callable[[], None]
    again: Callable[[int], Awaitable[None]]
    backup_dir: Path
    evidence_dir: Path = Path("evidence")

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit of work and let dispatch look at the outbox."""
        result = await self.db.write(unit)
        self.wake()
        return result

    async def fetch(self, job: Job, file_id: str) -> bytes | None:
        """The bytes of a file somebody sent; None if Telegram will not give them (too large).

        Raises NoDownload while trying the job again may help.
        """
        outcome = await self.transport.call("getFile", {"file_id": file_id})
        body = None
        if isinstance(outcome, Sent) and outcome.result.get("file_path"):
            body = await self.transport.download(outcome.result["file_path"])
        if body is None and job.attempts + 1 < DOWNLOADS:
            raise NoDownload
        return body


Worker = Callable[[Tools, Job], Awaitable[None]]


def telling(worker: Worker, give_up: Callable[[Tools, Tx, Job], None]) -> Worker:
    """The same worker; once it has failed for good, `give_up` tells whoever asked for the work."""

    async def work(tools: Tools, job: Job) -> None:
        try:
            await worker(tools, job)
        except Exception:
            if job.attempts + 1 >= MOST_TRIES:
                await tools.write(lambda tx: give_up(tools, tx, job))
            raise

    return work


class NoDownload(Exception):
    """Telegram does not give the file out right now."""


class TryAgain(Exception):
    """Do the job again after this time, however often it was tried before."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(str(after))
        self.after = after


class GivenUp(Exception):
    """Trying again would not help: the reason. Whoever asked for the work knows it already."""


Reason = str | TryAgain | GivenUp | None
"""Why a job is not done; None: it is."""


class Work:
    """Looks for due jobs and runs their workers, a few at a time."""

    def __init__(self, tools: Tools, workers: Mapping[str, Worker], tasks: Tasks) -> None:
        self._tools = tools
        self._workers = workers
        self._tasks = tasks
        self._news = asyncio.Event()
        self._running: set[int] = set()

    def wake(self) -> None:
        """There may be a new job."""
        self._news.set()

    async def run(self) -> None:
        """Look for jobs until cancelled."""
        while True:
            self._news.clear()
            try:
                await self._start_due()
            except Exception as error:
                log.error("Jobs could not be looked up: %s", error, exc_info=not unusable(error),
                          extra={"action": "work"})  # fmt: skip
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._news.wait()

    async def _start_due(self) -> None:
        now = self._tools.clock()
        for job in await self._tools.db.read(lambda tx: jobs.due(tx, now, 50)):
            if len(self._running) >= AT_ONCE:
                return
            if job.id not in self._running:
                self._running.add(job.id)
                self._tasks.start(self._do(job), name=f"job {job.kind}")

    async def _do(self, job: Job) -> None:
        try:
            reason = await self._tried(job)
            await self._tools.write(lambda tx: self._record(tx, job, reason))
        except Exception as error:  # noqa: BLE001 - the job stays due, whatever the matter is
            log.error(
                "Job %s (%s) waits for the database: %s", job.id, job.kind, error,
                extra={"action": "work"},
            )  # fmt: skip
            await asyncio.sleep(LOOK_EVERY)
        finally:
            self._running.discard(job.id)
            self.wake()

    async def _tried(self, job: Job) -> Reason:
        """Run the worker: None if it is done, else why not. A database that fails is no reason."""
        try:
            await self._workers[job.kind](self._tools, job)
        except TryAgain as again:
            return again
        except GivenUp as error:
            return error
        except OutOfMemory as error:
            log.error("Job %s (%s) failed: %s", job.id, job.kind, error, extra={"action": "work"})
            return type(error).__name__
        except Exception as error:
            if unusable(error):
                raise
            log.exception("Job %s (%s) failed", job.id, job.kind, extra={"action": "work"})
            return type(error).__name__
        return None

    def _record(self, tx: Tx, job: Job, reason: Reason) -> None:
        now = self._tools.clock()
        if isinstance(reason, TryAgain):
            jobs.retry(tx, job.id, now + reason.after, "TryAgain")
        elif reason is None:
            jobs.finish(tx, job.id, now)
        elif isinstance(reason, GivenUp) or job.attempts + 1 >= MOST_TRIES:
            jobs.finish(tx, job.id, now, str(reason))
            self._tell(tx, job, str(reason))
        else:
            jobs.retry(tx, job.id, now + timedelta(seconds=5 * 2**job.attempts), reason)

    def _tell(self, tx: Tx, job: Job, reason: str) -> None:
        """One message to each admin for each kind of work and hour."""
        now, starved = self._tools.clock(), reason == OutOfMemory.__name__
        payload = outgoing.message(faults.job_failed(job.kind, job.id, starved=starved), [])
        for admin in self._tools.policy.admin_ids:
            outbox.show(tx, now, admin, f"job:{job.kind}:{now:%Y-%m-%dT%H}", payload,
                        kind="fault", priority=Priority.ALERT)  # fmt: skip
