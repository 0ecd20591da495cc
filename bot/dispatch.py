"""The outbox loop: load rows, post them by priority, record what became of them in groups.

A row under way is not marked in the database: after a kill the rows that were under way, at
most UNRECORDED, go out once more. That is the price of losing none.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.limits import Limits, Rates
from bot.queue import FREE, Queue
from bot.results import Prepared, Result, prepare, record
from bot.tasks import Tasks
from bot.transport import Outcome, RetryAfter, Transport, Unknown
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Call, Priority
from storage.times import ms

log = logging.getLogger(__name__)

UNRECORDED = 32
"""Messages that are under way or answered but not yet recorded, at most."""
TOASTS = 64
LOADED = {Priority.BULK: 500}
LOADED_OTHERS = 2000
LONGEST_PAUSE = 60.0
IDLE = 5.0
"""Seconds after which the outbox is looked at even if nobody said that there is something."""

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Done:
    """A posted call with its outcome."""

    call: Call
    prepared: Prepared
    outcome: Outcome


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
        self._loaded = dict.fromkeys(Priority, 0)
        self._news = asyncio.Event()
        self._done: list[Done] = []
        self._messages = 0
        self._toasts = 0
        self._stopping = False

    def wake(self) -> None:
        """There may be new rows."""
        self._news.set()

    def stop(self) -> None:
        """Finish what is under way and return from `run`."""
        self._stopping = True
        self._news.set()

    async def run(self) -> None:
        """Post until stopped. A database that fails is retried; nothing is forgotten."""
        while not (self._stopping and self._idle):
            try:
                await self._turn()
            except Exception:
                log.exception("The outbox could not be worked on", extra={"action": "dispatch"})
                await asyncio.sleep(1.0)

    @property
    def _idle(self) -> bool:
        return self._messages == 0 and self._toasts == 0 and not self._done

    async def _turn(self) -> None:
        self._news.clear()
        if self._done:
            await self._record()
        if not self._stopping:
            await self._load()
            await self._start()
        await self._rest()

    async def _load(self) -> None:
        wanted = [p for p in Priority if self._queue.size(p) < self._most(p) // 2]
        if not wanted:
            return
        for priority in wanted:
            if self._queue.size(priority) == 0:
                self._loaded[priority] = 0
        calls = await self._db.read(lambda tx: self._pending(tx, wanted))
        for call in calls:
            self._loaded[Priority(call.priority)] = call.id
        self._queue.add(calls)

    def _pending(self, tx: Tx, priorities: list[Priority]) -> list[Call]:
        return [
            call
            for priority in priorities
            for call in outbox.pending(tx, priority, self._loaded[priority], self._most(priority))
        ]

    async def _start(self) -> None:
        calls: list[Call] = []
        while self._messages + len(calls) < UNRECORDED and self._toasts < TOASTS:
            call = self._queue.take(self._now())
            if call is None:
                break
            if call.due_at > ms(self._clock()):
                self._queue.again(call, self._now() + (call.due_at - ms(self._clock())) / 1000)
                continue
            calls.append(call)
        if not calls:
            return
        ready, gone = await prepare(self._db, self._clock(), calls)
        for call in gone:
            self._queue.done(call)
        for call, prepared in ready:
            self._count(call, +1)
            self._tasks.start(self._post(call, prepared), name=f"post {call.id}")

    async def _post(self, call: Call, prepared: Prepared) -> None:
        outcome: Outcome = Unknown("cancelled")
        try:
            outcome = await self._transport.call(
                prepared.method, prepared.payload, prepared.upload
            )
        finally:
            self._done.append(Done(call, prepared, outcome))
            self.wake()

    async def _record(self) -> None:
        done, self._done = self._done, []
        now = self._clock()
        try:
            results = await self._db.write(lambda tx: [self._result(tx, now, d) for d in done])
        except BaseException:
            self._done = done + self._done
            raise
        for each, result in zip(done, results, strict=True):
            self._count(each.call, -1)
            self._settle(each, result)

    def _result(self, tx: Tx, now: datetime, done: Done) -> Result:
        return record(tx, now, done.call, done.prepared, done.outcome, self._pause(done))

    def _settle(self, done: Done, result: Result) -> None:
        call = done.call
        if isinstance(done.outcome, RetryAfter) and call.chat_id is not None:
            until = self._now() + done.outcome.seconds
            self._queue.limits.hold(call.chat_id, until)
        if result.again_in is None:
            self._queue.done(call)
        elif result.call.chat_id != call.chat_id:
            self._queue.done(call)
            self._queue.add([result.call])
        else:
            self._queue.again(result.call, self._now() + result.again_in)

    def _pause(self, done: Done) -> float:
        """Seconds until the next try after no clear answer: doubling, with some chance in it."""
        if isinstance(done.outcome, RetryAfter):
            return done.outcome.seconds
        steps: float = min(2.0 ** min(done.call.attempts, 8), LONGEST_PAUSE)
        return steps * (0.5 + self._chance() / 2)

    async def _rest(self) -> None:
        if self._news.is_set():
            return
        at = self._queue.next_time()
        pause = IDLE if at is None else max(0.0, min(IDLE, at - self._now()))
        try:
            await asyncio.wait_for(self._news.wait(), pause)
        except TimeoutError:
            return

    def _count(self, call: Call, step: int) -> None:
        if call.method in FREE:
            self._toasts += step
        else:
            self._messages += step

    def _most(self, priority: Priority) -> int:
        return LOADED.get(priority, LOADED_OTHERS)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
