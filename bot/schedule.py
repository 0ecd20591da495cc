"""APScheduler only ticks: rows say what is due, and a tick looks at them in units of work.

A tick that comes late still runs, ticks that piled up run once, and none overlaps itself; so an
outage, a slow disk or a clock that jumps neither loses nor doubles anything.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clocks import Clock
from handlers.policy import Policy
from storage.database import Database, Tx, unusable

log = logging.getLogger(__name__)

_ABOUT = {"action": "tick"}
EVERY = 15
"""Seconds between two looks at what is due."""

Tick = Callable[[Tx, datetime, Policy], bool]
"""One unit of work; True when there is more to do at once."""


class Schedule:
    """Runs every tick at the start and then each EVERY seconds."""

    def __init__(
        self, db: Database, policy: Policy, clock: Clock,
        wake: Callable[[], None], ticks: Sequence[Tick],
    ) -> None:  # fmt: skip
        self._db = db
        self._policy = policy
        self._clock = clock
        self._wake = wake
        self.ticks = ticks
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        for tick in self.ticks:
            self._scheduler.add_job(
                self.run, "interval", seconds=EVERY, args=[tick], id=_name(tick),
                next_run_time=datetime.now(UTC), misfire_grace_time=None, coalesce=True,
                max_instances=1,
            )  # fmt: skip
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a unit that is being written is finished."""
        self._scheduler.shutdown(wait=False)

    async def run(self, tick: Tick) -> None:
        """Do all that is due for one tick, a unit at a time, so that others get their turn."""
        try:
            while await self._db.write(lambda tx: tick(tx, self._clock(), self._policy)):
                self._wake()
        except asyncio.CancelledError:
            return  # stopped: what was begun is written, APScheduler would call this an error
        except Exception as error:
            if unusable(error):  # one line for all of them, whatever they were about to do
                log.error("What is due waits for the database: %s", error, extra=_ABOUT)
            else:
                log.exception("Tick %s failed", _name(tick), extra=_ABOUT)
        self._wake()


def _name(tick: Tick) -> str:
    return f"{tick.__module__}.{tick.__name__}"
