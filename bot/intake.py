"""Updates in: batches, one transaction each, confirmed to Telegram only after the commit.

A failing update poisons nothing: its savepoint rolls back, the raw update is parked with its
traceback, the person is told, an admin alerted, and the rest of the batch goes on.
"""

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot import updates
from bot.clocks import Clock
from bot.updates import Incoming, Raw
from handlers import outgoing
from handlers.context import Context, Desk, say
from handlers.policy import Policy
from handlers.router import Unhandled
from handlers.texts import common, faults
from storage import intake, outbox
from storage.database import Database, Tx, passing, unusable
from storage.outbox import Priority

log = logging.getLogger(__name__)

PAUSE = 1.0
BATCH = 100
"""As many updates as come at once; where so many come, more are waiting."""
UNIT = 0.08
"""Seconds after which a transaction takes no further update, so that others get to write."""
TRIES_ALONE = 3


class NotStored(Exception):
    """The database takes nothing at the moment: what came must come once more."""


class Suspended(Exception):
    """A handler awaited something: there is no network and no sleep inside a transaction."""


class Walked(Exception):
    """A handler tried to end the program or its task; that is nothing an update may do."""


_Nothing = dict[Any, Any]


class UnitApplication(Application[Any, Context, _Nothing, _Nothing, _Nothing, None]):
    """PTB's Application, driven inside the writer's transaction; errors are not swallowed."""

    desk: Desk

    async def process_error(
        self, update: object, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        """Let the error out: PTB would go on with later groups and say nothing."""
        raise error

    def handle(self, update: Update, desk: Desk) -> None:
        """Handle one update without an event loop; Suspended if a handler waits for anything."""
        self.desk = desk
        drive(self.process_update(update))


def drive(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that must not wait for anything to its end."""
    try:
        work.send(None)
    except StopIteration:
        return
    except (SystemExit, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError) as error:
        # Let out, it would end the task that polls, and come again with the same update.
        raise Walked(type(error).__name__) from error
    work.close()
    raise Suspended


class Intake:
    """Takes batches of raw updates; `take` returns once they are safely stored."""

    def __init__(
        self, db: Database, application: UnitApplication, policy: Policy, clock: Clock,
        wake: Callable[[], None], pause: float = PAUSE,
        crowd: Callable[[bool], None] = lambda crowded: None,
    ) -> None:  # fmt: skip
        self._db = db
        self._application = application
        self._bot = application.bot
        self._policy = policy
        self._clock = clock
        self._wake = wake
        self._pause = pause
        self._crowd = crowd

    async def take(self, raws: list[Raw]) -> None:
        """Handle a batch in a few transactions; if one fails as a whole, go on one by one.

        Returns when every update is stored or parked, so that confirming them to Telegram loses
        nothing. Raises NotStored while the database takes nothing at all, not even a parked
        update: then nothing may be confirmed, and the same updates are to be brought again.
        """
        self._crowd(len(raws) >= BATCH)
        batch = [updates.read(raw, self._bot) for raw in raws if updates.numbered(raw)]
        while batch:
            try:
                batch = await self._take_some(batch)
            finally:
                self._wake()
        self._crowd(len(raws) >= BATCH)

    async def _take_some(self, batch: list[Incoming]) -> list[Incoming]:
        """Store as much of a batch as one transaction takes, and return the rest."""
        try:
            return await self._db.write(lambda tx: self._handle_some(tx, batch))
        except Exception as error:  # noqa: BLE001 - whatever it is, one by one shows whose fault
            log.error(
                "A batch was abandoned and is tried again: %s", error, extra={"action": "intake"}
            )
            for incoming in batch:
                await self._take_alone(incoming)
            return []

    async def again(self, parked_id: int) -> None:
        """Handle a parked update as if it had just come; what fails once more is parked anew."""
        await self._db.write(lambda tx: self._handle_parked(tx, parked_id))
        self._wake()

    def _handle_parked(self, tx: Tx, parked_id: int) -> None:
        now = self._clock()
        raw = intake.take_back(tx, parked_id, now)
        if raw is not None:
            self._handle_one(tx, updates.read(json.loads(raw), self._bot), now, apologise=False)

    async def _take_alone(self, incoming: Incoming) -> None:
        reason = ""
        for attempt in range(1, TRIES_ALONE + 1):
            try:
                await self._db.write(lambda tx: self._handle_first(tx, incoming))
                return
            except Exception as error:
                if passing(error):
                    raise NotStored(str(error)) from error
                reason = traceback.format_exc()
                log.error(
                    "Update %s failed alone (%s of %s): %s", incoming.id, attempt, TRIES_ALONE,
                    error, extra={"action": "intake"},
                )  # fmt: skip
            if attempt < TRIES_ALONE:
                await asyncio.sleep(self._pause)
        try:
            await self._db.write(lambda tx: self._park_unseen(tx, incoming, reason))
        except Exception as error:
            raise NotStored(str(error)) from error

    def _park_unseen(self, tx: Tx, incoming: Incoming, reason: str) -> None:
        now = self._clock()
        if intake.first_sight(tx, self._bot.id, incoming.id, now):
            self._park(tx, incoming, reason, now)

    def _handle_some(self, tx: Tx, batch: list[Incoming]) -> list[Incoming]:
        """Handle updates until the time of a unit is up; the rest is returned."""
        until = time.monotonic() + UNIT
        for number, incoming in enumerate(batch, 1):
            self._handle_first(tx, incoming)
            if time.monotonic() >= until:
                return batch[number:]
        return []

    def _handle_first(self, tx: Tx, incoming: Incoming) -> None:
        """Handle an update, unless it came before."""
        now = self._clock()
        if intake.first_sight(tx, self._bot.id, incoming.id, now):
            self._handle_one(tx, incoming, now)

    def _handle_one(
        self, tx: Tx, incoming: Incoming, now: datetime, *, apologise: bool = True
    ) -> None:
        if incoming.update is None:
            self._park(tx, incoming, incoming.fault, now, apologise=apologise)
            return
        try:
            with tx.savepoint():
                self._application.handle(incoming.update, Desk(tx, now, self._policy))
        except Unhandled:
            intake.park(tx, incoming.id, updates.text(incoming.raw), "unhandled", now)
        except Exception as error:
            if unusable(error):
                raise
            self._park(tx, incoming, traceback.format_exc(), now, apologise=apologise)

    def _park(
        self, tx: Tx, incoming: Incoming, reason: str, now: datetime, *, apologise: bool = True
    ) -> None:
        """Set the update aside whole, apologise, and tell the admins: fixed texts only."""
        number = intake.park(tx, incoming.id, updates.text(incoming.raw), reason, now)
        log.error(
            "Update %s was parked: %s", incoming.id, reason.strip().splitlines()[-1],
            extra={"action": "park"},
        )  # fmt: skip
        try:
            with tx.savepoint():
                self._tell(tx, incoming, number, now, apologise=apologise)
        except Exception as error:
            if unusable(error):
                raise
            log.exception("Nobody could be told of it", extra={"action": "park"})

    def _tell(
        self, tx: Tx, incoming: Incoming, number: int, now: datetime, *, apologise: bool
    ) -> None:
        query, chat_id = updates.press(incoming.raw), updates.private_chat(incoming.raw)
        if query is not None:
            outbox.put(tx, now, "answerCallbackQuery", {"callback_query_id": query},
                       kind="toast", priority=Priority.TOAST, life=outbox.TOAST_LIFE)  # fmt: skip
        if chat_id is not None and apologise:
            say(tx, now, chat_id, common.APOLOGY, kind="apology")
        for admin in self._policy.admin_ids:
            _alert(tx, now, admin, number)


def _alert(tx: Tx, now: datetime, admin: int, number: int) -> None:
    """One message an hour that is kept up to date: a fault that repeats must not bury a chat."""
    hour = f"parked:{now:%Y-%m-%dT%H}"
    payload = outgoing.message(faults.parked(number, len(intake.parked(tx))), [])
    outbox.show(tx, now, admin, hour, payload, kind="fault", priority=Priority.ALERT)
