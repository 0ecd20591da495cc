"""Slow work: what fails is tried again, what was interrupted starts anew, nothing is forgotten."""

import asyncio
import multiprocessing
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import child, work
from bot.tasks import Tasks
from bot.transport import Transport
from bot.work import Tools, Work
from handlers.policy import Policy
from storage import jobs
from storage.database import Database
from storage.jobs import Job
from tests.durability.conftest import NOW

ADMIN = 9


class Bench:
    """Work with one kind of job, whose doing is a function of its attempts."""

    def __init__(self, db: Database, tasks: Tasks) -> None:
        self.db = db
        self.now = NOW
        self.tasks = tasks
        self.seen: asyncio.Queue[Job] = asyncio.Queue()
        self.do: Callable[[Job], Awaitable[None]] = self._nothing
        policy = Policy(zone=ZoneInfo("Asia/Jakarta"), admin_ids=frozenset({ADMIN}))
        transport = Transport("http://127.0.0.1:9", "1:TEST")
        tools = Tools(
            db, transport, policy, self._clock, lambda: None, self._again, Path("backups")
        )
        self.work = Work(tools, {"uji": self._work}, tasks)

    def _clock(self) -> datetime:
        return self.now

    async def _again(self, parked_id: int) -> None:
        raise AssertionError(parked_id)

    async def _nothing(self, job: Job) -> None:
        return None

    async def _work(self, tools: Tools, job: Job) -> None:
        self.seen.put_nowait(job)
        await self.do(job)

    async def add(self, kind: str = "uji", **payload: Any) -> int:
        number = await self.db.write(lambda tx: jobs.add(tx, self.now, kind, payload))
        self.work.wake()
        return number

    async def next(self) -> Job:
        """The next job that a worker gets, some time later if it has to be."""
        async with asyncio.timeout(60):
            return await self.seen.get()

    async def settled(self, number: int, column: str = "finished_at IS NOT NULL") -> Any:
        """The column of a job once it is finished."""
        async with asyncio.timeout(60):
            while not await self._value(number, "finished_at IS NOT NULL"):
                self.now += timedelta(seconds=100)
                self.work.wake()
                await asyncio.sleep(0.01)
        return await self._value(number, column)

    async def _value(self, number: int, column: str) -> Any:
        sql = f"SELECT {column} FROM jobs WHERE id = $1"
        return await self.db.read(lambda tx: tx.value(sql, number))


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Bench]:
    db, tasks = await Database.open(path), Tasks()
    bench = Bench(db, tasks)
    tasks.start(bench.work.run(), name="work")
    try:
        yield bench
    finally:
        await tasks.stop()
        await db.close()


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """Work that looks again soon."""
    monkeypatch.setattr(work, "LOOK_EVERY", 0.05)
    async with opened(tmp_path / "siaga.db") as found:
        yield found


async def test_a_job_is_done_once(bench: Bench) -> None:
    """With what its handler wrote down."""
    number = await bench.add(chat=5)
    assert (await bench.next()).payload == {"chat": 5}
    assert await bench.settled(number, "error") is None
    assert bench.seen.empty()


async def test_a_job_that_fails_is_tried_again(bench: Bench) -> None:
    """After a pause each, and forgotten only once it went well."""

    async def twice_bad(job: Job) -> None:
        if job.attempts < 2:
            raise ValueError

    bench.do = twice_bad
    number = await bench.add()
    assert await bench.settled(number, "attempts") == 3
    assert bench.seen.qsize() == 3


async def test_a_job_that_always_fails_ends(bench: Bench) -> None:
    """Five tries; the row says why."""

    async def bad(job: Job) -> None:
        raise ValueError

    bench.do = bad
    assert await bench.settled(await bench.add(), "error") == "ValueError"
    assert bench.seen.qsize() == work.MOST_TRIES


async def test_admins_hear_of_work_without_memory(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Its process was killed each time: lines instead of tracebacks, one message an hour."""

    async def starved(job: Job) -> None:
        raise child.OutOfMemory("was killed")

    bench.do = starved
    for _ in range(2):
        assert await bench.settled(await bench.add(), "error") == "OutOfMemory"
    assert bench.seen.qsize() == 2 * work.MOST_TRIES
    assert "Job 1 (uji) failed: was killed" in caplog.text
    assert "Traceback" not in caplog.text
    told = await bench.db.read(lambda tx: tx.all("SELECT chat_id, payload FROM messages"))
    assert {row["chat_id"] for row in told} == {ADMIN}
    assert all("memori atau waktu server tidak cukup" in row["payload"] for row in told)
    assert len(told) == len({row["payload"] for row in told})


async def test_work_that_was_given_up_is_not_tried_again(bench: Bench) -> None:
    """Who asked knows it; the row says why, and admins hear of it."""

    async def hopeless(job: Job) -> None:
        raise work.GivenUp("OutOfMemory")

    bench.do = hopeless
    assert await bench.settled(await bench.add(), "error") == "OutOfMemory"
    assert bench.seen.qsize() == 1
    assert await bench.db.read(lambda tx: tx.value("SELECT COUNT(*) FROM messages")) == 1


async def test_a_kind_that_nobody_knows_ends(bench: Bench) -> None:
    """A row of a newer program, say: the others are done all the same."""
    strange = await bench.add("lain")
    known = await bench.add()
    assert await bench.settled(known, "error") is None
    assert await bench.settled(strange, "error") == "KeyError"


async def test_a_database_that_fails_uses_up_no_try(bench: Bench) -> None:
    """A full disk is not the job's fault: it stays due as it was."""
    failures = [full_disk() for _ in range(work.MOST_TRIES + 2)]

    async def unlucky(job: Job) -> None:
        if failures:
            raise failures.pop()

    bench.do = unlucky
    number = await bench.add()
    assert await bench.settled(number, "attempts") == 1
    assert not failures


def full_disk() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


async def test_one_slow_job_does_not_hold_up_the_next(bench: Bench) -> None:
    """A few are done at a time."""
    forever = asyncio.Event()

    async def slow_first(job: Job) -> None:
        if job.payload["slow"]:
            await forever.wait()

    bench.do = slow_first
    await bench.add(slow=True)
    assert (await bench.next()).payload["slow"]
    assert await bench.settled(await bench.add(slow=False), "error") is None


async def test_an_interrupted_job_starts_again(tmp_path: Path) -> None:
    """It was under way when the bot ended; after the next start it is done."""
    forever = asyncio.Event()

    async def stuck(job: Job) -> None:
        await forever.wait()

    async with opened(tmp_path / "siaga.db") as before:
        before.do = stuck
        number = await before.add()
        await before.next()
    async with opened(tmp_path / "siaga.db") as after:
        assert (await after.next()).id == number
        assert await after.settled(number, "error") is None


async def test_a_child_returns_or_raises_what_it_did() -> None:
    """Its exceptions come out here, as from a plain call."""
    assert await child.in_child(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await child.in_child(divmod, 7, 0)


@pytest.mark.parametrize(
    ("call", "argument", "seconds"),
    [(bytearray, 3 * child.MEMORY, 60.0), (os._exit, 1, 60.0), (time.sleep, 3600, 0.5)],
    ids=["memory", "death", "time"],
)
async def test_a_child_that_breaks_harms_nobody(
    call: Any, argument: int, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    """Too much memory, a crash, too much time: one exception for all of them, and one line."""
    with pytest.raises(child.OutOfMemory):
        await child.in_child(call, argument, seconds=seconds)
    assert caplog.text.count("The child process for") == 1


def test_a_child_whose_bot_was_killed_ends_without_a_word() -> None:
    """Nobody takes its answer any more, which is no fault to fill the log with."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=child._work, args=(theirs, divmod, (7, 2)))
    ours.close()
    process.start()
    theirs.close()
    process.join()
    assert process.exitcode == 0


async def test_a_child_ends_with_those_who_wait_for_it() -> None:
    """Stopping the bot does not wait for a workbook."""
    waiting = asyncio.ensure_future(child.in_child(time.sleep, 3600))
    await asyncio.wait({waiting}, timeout=0.3)
    waiting.cancel()
    async with asyncio.timeout(60):
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.get_running_loop().shutdown_default_executor()
