"""The outbox loop: find rows, post them by priority, record what became of them in groups.

A row under way is not marked in the database: after a kill the rows that were under way, at
most UNRECORDED messages, go out once more. That is the price of losing none.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.clocks import Clock
from bot.limits import Limits, Rates
from bot.merging import Merging
from bot.queue import Lane, Queue, lane
from bot.results import Ended, Prepared, Result, prepare, record_all
from bot.tasks import Tasks
from bot.transport import Outcome, RetryAfter, Transport, Unknown
from storage import outbox
from storage.database import Database, unusable
from storage.outbox import Waiting
from storage.times import ms

log = logging.getLogger(__name__)

UNRECORDED = 100
"""Messages that are under way or answered but not yet recorded, at most.

With 50 ms to Telegram and some 20 until it is recorded, 32 would let 500 a second through where 100
let 1,480 (measured in pairs): 1,000 a second have 50 on the way at any moment.
"""
MOST = {Lane.FREE: 200, Lane.MESSAGE: UNRECORDED, Lane.BULK: 16}
"""The same for each lane: bulk never takes all places, however slow the network is."""
CHUNK = 2000
"""Rows found in one read."""
LONGEST_PAUSE = 60.0
LONGEST_HOLD = 900.0
"""The longest wait of a row that is still taken serious after a restart or a jump of the clock."""
LOOK_EVERY = 5.0
"""Seconds after which the whole outbox is looked at again: rows that were held may go on."""
AFTER_FAILURE = 1.0
GATHER = 0.02
"""Seconds between two recordings: one sync to the disk for all that was answered meanwhile."""

Start = tuple[int, int]
BEGINNING: Start = (-1, 0)


@dataclass(frozen=True)
class Done:
    """A posted call with its outcome."""

    row: Waiting
    prepared: Prepared
    outcome: Outcome | Ended


class Dispatch:
    """Posts what the outbox holds, until it is stopped."""

    def __init__(
        self, db: Database, transport: Transport, clock: Clock, rates: Rates, tasks: Tasks,
        chance: Callable[[], float] = random.random,
    ) -> None:  # fmt: skip
        self._db = db
        self._transport = transport
        self._clock = clock
        self._tasks = tasks
        self._chance = chance
        self._queue = Queue(Limits(rates))
        self._merging = Merging()
        self._newest: int | None = None
        self._seen: Start | None = BEGINNING
        self._look_at = 0.0
        self._news = asyncio.Event()
        self._answered = asyncio.Event()
        self._done: list[Done] = []
        self._under_way = dict.fromkeys(Lane, 0)
        self._stopping = False

    def wake(self) -> None:
        """There may be new rows."""
        self._news.set()

    def crowd(self, crowded: bool) -> None:
        """Whether updates come faster than they are taken: then edits wait for each other."""
        self._merging.crowd(crowded, self._now())
        self.wake()

    def stop(self) -> None:
        """Finish what is under way and return from `run`."""
        self._stopping = True
        self._news.set()

    async def run(self) -> None:
        """Post until stopped. A database that fails is retried; nothing is forgotten.

        Recording is a task of its own: while it waits for its turn to write, the next rows go out.
        """
        recording = self._tasks.start(self._keep_recording(), name="record", vital=True)
        while not (self._stopping and self._idle):
            try:
                await self._turn()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next turn comes
                _complain("The outbox could not be worked on", error)
                await asyncio.sleep(AFTER_FAILURE)
        recording.cancel()

    @property
    def _idle(self) -> bool:
        return not any(self._under_way.values())

    async def _turn(self) -> None:
        self._news.clear()
        if not self._stopping:
            await self._find()
            for row in self._merging.over(self._now()):
                self._queue.add(row)
            await self._start()
        await self._rest()

    # ── Finding ──────────────────────────────────────────────────────────────────────────────
    async def _find(self) -> None:
        """What is new, and every few seconds also what an older row may have become."""
        if self._newest is None:
            self._newest = await self._db.read(outbox.newest)
        if self._seen is None and self._now() >= self._look_at:
            self._seen = BEGINNING
        if self._seen is not None:
            await self._find_old(self._seen)
        await self._find_new(self._newest)

    async def _find_old(self, after: Start) -> None:
        rows = await self._db.read(lambda tx: outbox.waiting(tx, after, CHUNK))
        self._add(rows)
        if len(rows) == CHUNK:
            self._seen = (rows[-1].priority, rows[-1].id)
        else:
            self._seen, self._look_at = None, self._now() + LOOK_EVERY

    async def _find_new(self, after: int) -> None:
        rows = await self._db.read(lambda tx: outbox.waiting_after(tx, after, CHUNK))
        self._add(rows)
        if rows:
            self._newest = rows[-1].id

    def _add(self, rows: list[Waiting]) -> None:
        for row in rows:
            if row.id in self._queue or not self._merging.keeps(row, self._now()):
                self._queue.add(row, self._not_before(row))
        if len(rows) == CHUNK:
            self.wake()  # there is more

    def _not_before(self, row: Waiting) -> float:
        """A row that was tried before keeps its pause; no clock can hold a fresh one back."""
        if row.attempts == 0:
            return 0.0
        left = (row.due_at - ms(self._clock())) / 1000
        return self._now() + max(0.0, min(left, LONGEST_HOLD))

    # ── Posting ──────────────────────────────────────────────────────────────────────────────
    async def _start(self) -> None:
        rows = self._take()
        if not rows:
            return
        try:
            ready = await self._db.read(lambda tx: prepare(tx, self._clock(), rows))
        except BaseException:
            for row in rows:
                self._under_way[lane(row)] -= 1
                self._queue.again(row, self._now() + AFTER_FAILURE)
            raise
        for row in rows:
            self._begin(row, ready.get(row.id))

    def _take(self) -> list[Waiting]:
        rows = []
        while row := self._queue.take(self._now(), self._open_lanes()):
            self._under_way[lane(row)] += 1
            rows.append(row)
        return rows

    def _open_lanes(self) -> list[Lane]:
        messages = self._under_way[Lane.MESSAGE] + self._under_way[Lane.BULK]
        return [
            each
            for each, most in MOST.items()
            if self._under_way[each] < most and (each is Lane.FREE or messages < UNRECORDED)
        ]

    def _begin(self, row: Waiting, step: Prepared | None) -> None:
        if step is None:  # stopped or paused meanwhile; if it is to go on, it is found again
            self._over(row)
        elif step.call.chat_id != row.chat_id:
            self._over(row)
            self._queue.add(step.call.as_waiting())
        elif step.ended is not None:
            self._over_with(Done(row, step, step.ended))
        else:
            self._tasks.start(self._post(row, step), name=f"post {row.id}")

    def _over(self, row: Waiting) -> None:
        self._under_way[lane(row)] -= 1
        self._queue.done(row)
        self.wake()

    async def _post(self, row: Waiting, step: Prepared) -> None:
        outcome: Outcome = Unknown("cancelled")
        try:
            outcome = await self._transport.call(step.method, step.payload, step.upload)
        finally:
            self._over_with(Done(row, step, outcome))

    # ── Recording ────────────────────────────────────────────────────────────────────────────
    def _over_with(self, done: Done) -> None:
        self._done.append(done)
        self._answered.set()

    async def _keep_recording(self) -> None:
        while True:
            await self._answered.wait()
            self._answered.clear()
            pause = GATHER
            try:
                await self._record()
            except Exception as error:  # noqa: BLE001 - they are kept, and recorded later
                _complain("Outcomes could not be recorded", error)
                pause = AFTER_FAILURE
                self._answered.set()
            self.wake()
            await asyncio.sleep(pause)

    async def _record(self) -> None:
        done, self._done = self._done, []
        answered = [(each.prepared, each.outcome, self._pause(each)) for each in done]
        try:
            results = await self._db.write(lambda tx: record_all(tx, self._clock(), answered))
        except BaseException:
            self._done = done + self._done
            raise
        self._settle(zip(done, results, strict=True))

    def _settle(self, results: Iterable[tuple[Done, Result]]) -> None:
        for each, result in results:
            row = each.row
            self._under_way[lane(row)] -= 1
            if isinstance(each.outcome, RetryAfter) and row.chat_id is not None:
                self._queue.limits.hold(row.chat_id, self._now() + each.outcome.seconds)
            if result.again_in is not None and result.chat_id == row.chat_id:
                self._queue.again(row, self._now() + result.again_in)
                continue
            self._queue.done(row)
            if result.again_in is not None:
                self._queue.add(each.prepared.call.as_waiting(result.chat_id))

    def _pause(self, done: Done) -> float:
        """Seconds until the next try after no clear answer: doubling, with some chance in it."""
        if isinstance(done.outcome, RetryAfter):
            return done.outcome.seconds
        steps: float = min(2.0 ** min(done.row.attempts, 8), LONGEST_PAUSE)
        return steps * (0.5 + self._chance() / 2)

    async def _rest(self) -> None:
        if self._news.is_set() or (self._stopping and self._idle):
            return
        now = self._now()
        times = (self._queue.next_time(self._open_lanes()), self._merging.next_time())
        until = min(self._look_at, now + LOOK_EVERY, *(at for at in times if at is not None))
        try:
            async with asyncio.timeout(max(until - now, 0.001)):
                await self._news.wait()
        except TimeoutError:
            return

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _complain(what: str, error: Exception) -> None:
    """One line where the machine is to blame, and for a mistake of ours also where it was made."""
    log.error("%s: %s", what, error, exc_info=not unusable(error), extra={"action": "dispatch"})
