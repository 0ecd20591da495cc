"""The bot's own pulse: when Telegram was last heard, whether rows can be written, the clock.

What it notices is written down for the conversations (an outage) or told to the admins at once.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.alarms import Alarms, Trouble
from bot.clocks import Clock, Steady
from bot.disk import Disk
from handlers.policy import Policy
from handlers.texts import machine as texts
from storage import intake, outages
from storage.database import Database, Tx, unusable
from storage.errors import FileTaken, StorageError

log = logging.getLogger(__name__)

AWAY = timedelta(minutes=2)
"""Telegram keeps presses for 150 s; an absence longer than this is told to those it may concern."""
EVERY = 20.0
"""Seconds between two beats; so much of an outage may be unknown after a kill."""
JUMP = 60.0
"""Seconds by which the clock may differ from the time that passed."""
CALM = 60.0
"""Seconds without a refusal after which the database counts as well again."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Pulse:
    """Beats while the bot runs; `heard` is called whenever Telegram has answered."""

    def __init__(
        self, db: Database, alarms: Alarms, policy: Policy, clock: Clock, steady: Steady,
        again: Callable[[int], Awaitable[None]], disk: Disk,
    ) -> None:  # fmt: skip
        self._db = db
        self._alarms = alarms
        self._policy = policy
        self._clock = clock
        self._steady = steady
        self._again = again
        self._disk = disk
        self._heard: tuple[datetime, float] | None = None
        self._beaten: tuple[datetime, float] | None = None
        self._refused: float | None = None
        self._unwritten: list[tuple[datetime, datetime]] = []

    async def heard(self) -> None:
        """Telegram answered: had it been silent for long, that was an outage."""
        now, ticks = self._clock(), self._steady()
        since = await self._since(now, ticks)
        self._heard = (now, ticks)
        if since is not None and now - since >= AWAY:
            log.warning("Telegram was out of reach since %s", since, extra={"action": "outage"})
            self._unwritten.append((since, now))
            await self._write()  # if that fails, the next beat does it, and tells

    async def beat(self) -> None:
        """Write down when Telegram was last heard, which shows whether anything can be written."""
        error = await self._write()
        if error is not None:
            await self.refused(error)
        elif self._refused is None or self._steady() - self._refused > CALM:
            self._refused = None
            await self._alarms.over(Trouble.STORE)
        await self._look_at_clock()
        await self._disk.look()
        if self._refused is None:
            await self._take_up()

    async def watch(self) -> None:
        """Beat until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.beat()
            except (sqlite3.Error, StorageError) as error:
                await self.refused(error)
            except Exception:
                log.exception("The pulse missed a beat", extra={"action": "pulse"})

    async def listen(self) -> None:
        """The same for a webhook: being there to be called is all that can be known."""
        while True:
            await self.heard()
            await asyncio.sleep(EVERY)

    async def refused(self, error: BaseException) -> None:
        """The database took something not: the admins hear of it once."""
        cause = _first(error)
        if isinstance(cause, FileTaken):
            return  # the guard tells that, and ends it
        self._refused = self._steady()
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        trouble = Trouble.DAMAGE if code in _DAMAGE else Trouble.STORE
        await self._alarms.begin(trouble, str(cause))

    async def _since(self, now: datetime, ticks: float) -> datetime | None:
        """When Telegram was heard before: by time that passed, after a restart by the clock."""
        if self._heard is not None:
            return now - timedelta(seconds=ticks - self._heard[1])
        try:
            return await self._db.read(outages.heard)
        except (sqlite3.Error, StorageError):
            return None

    async def _write(self) -> Exception | None:
        lost, heard = list(self._unwritten), self._heard
        try:
            await self._db.write(lambda tx: _keep(tx, heard[0] if heard else None, lost))
        except (sqlite3.Error, StorageError) as error:
            return error
        self._unwritten = self._unwritten[len(lost) :]
        return None

    async def _look_at_clock(self) -> None:
        now, ticks = self._clock(), self._steady()
        before, self._beaten = self._beaten, (now, ticks)
        if before is None:
            return
        expected = before[0] + timedelta(seconds=ticks - before[1])
        if abs((now - expected).total_seconds()) > JUMP:
            local = self._policy.local
            detail = texts.clock_jumped(local(expected), local(now))
            await self._alarms.once(Trouble.CLOCK, detail)

    async def _take_up(self) -> None:
        """Handle what was set aside for want of space, as far as there is some again."""
        for number in await self._db.read(intake.parked_for_space):
            try:
                await self._again(number)
            except Exception as error:
                if not unusable(error):
                    raise
                return  # it is still set aside, and the next beat tries again


def _first(error: BaseException) -> BaseException:
    """What it began with."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _keep(tx: Tx, heard: datetime | None, lost: list[tuple[datetime, datetime]]) -> None:
    for since, until in lost:
        outages.begin(tx, since, until)
    if heard is not None:
        outages.keep_heard(tx, heard)
