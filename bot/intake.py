"""Updates in: batches, one transaction each, confirmed to Telegram only after the commit.

A failing update poisons nothing: its savepoint rolls back, the raw update is parked with its
traceback, the person is told, an admin alerted, and the rest of the batch goes on.
"""

import asyncio
import json
import logging
import sqlite3
import traceback
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import Application

from handlers.context import Context, Desk, say
from handlers.policy import Policy
from handlers.router import Unhandled
from handlers.texts import common, faults
from storage import intake, outbox
from storage.database import Database, Tx
from storage.errors import TransactionLost
from storage.outbox import Priority

log = logging.getLogger(__name__)

Raw = dict[str, Any]
Clock = Callable[[], datetime]
PAUSE = 1.0
TRIES_ALONE = 3


class Suspended(Exception):
    """A handler awaited something: there is no network and no sleep inside a transaction."""


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
    work.close()
    raise Suspended


@dataclass(frozen=True)
class Incoming:
    """An update as it came, and as PTB reads it (or why it could not be read)."""

    raw: Raw
    update: Update | None
    fault: str | None = None

    @property
    def id(self) -> int:
        return int(self.raw["update_id"])


class Intake:
    """Takes batches of raw updates; `take` returns once they are safely stored."""

    def __init__(
        self, db: Database, application: UnitApplication, policy: Policy, clock: Clock,
        wake: Callable[[], None],
    ) -> None:  # fmt: skip
        self._db = db
        self._application = application
        self._policy = policy
        self._clock = clock
        self._wake = wake

    async def take(self, raws: list[Raw]) -> None:
        """Handle a batch in one transaction; if the database fails, go on one by one.

        Returns only when every update of the batch is stored or parked, so that confirming it
        to Telegram loses nothing, however long a full disk may last.
        """
        batch = [self._read(raw) for raw in raws if isinstance(raw.get("update_id"), int)]
        try:
            await self._db.write(lambda tx: self._handle_all(tx, batch))
        except (sqlite3.Error, TransactionLost) as error:
            log.error(
                "A batch was abandoned and is tried again: %s", error, extra={"action": "intake"}
            )
            for incoming in batch:
                await self._take_alone(incoming)
        self._wake()

    async def again(self, parked_id: int) -> None:
        """Handle a parked update as if it had just come; what fails once more is parked anew."""
        await self._db.write(lambda tx: self._handle_parked(tx, parked_id))
        self._wake()

    def _handle_parked(self, tx: Tx, parked_id: int) -> None:
        now = self._clock()
        raw = intake.take_back(tx, parked_id, now)
        if raw is not None:
            self._handle_one(tx, self._read(json.loads(raw)), now, apologise=False)

    async def _take_alone(self, incoming: Incoming) -> None:
        reason = ""
        for attempt in range(1, TRIES_ALONE + 1):
            await asyncio.sleep(PAUSE)
            try:
                await self._db.write(lambda tx: self._handle_all(tx, [incoming]))
                return
            except (sqlite3.Error, TransactionLost) as error:
                reason = traceback.format_exc()
                log.error(
                    "Update %s failed alone (%s of %s): %s", incoming.id, attempt, TRIES_ALONE,
                    error, extra={"action": "intake"},
                )  # fmt: skip
        await self._park_whatever_it_takes(incoming, reason)

    async def _park_whatever_it_takes(self, incoming: Incoming, reason: str) -> None:
        while True:
            try:
                await self._db.write(lambda tx: self._park_unseen(tx, incoming, reason))
                return
            except (sqlite3.Error, TransactionLost) as error:
                log.critical(
                    "Nothing can be stored, Telegram keeps what comes: %s", error,
                    extra={"action": "intake"},
                )  # fmt: skip
                await asyncio.sleep(PAUSE)

    def _park_unseen(self, tx: Tx, incoming: Incoming, reason: str) -> None:
        now = self._clock()
        if intake.first_sight(tx, self._application.bot.id, incoming.id, now):
            self._park(tx, incoming, reason, now)

    def _read(self, raw: Raw) -> Incoming:
        try:
            return Incoming(raw, Update.de_json(trimmed(raw), self._application.bot))
        except Exception:  # noqa: BLE001 - whatever PTB trips over is parked, not guessed at
            return Incoming(raw, None, traceback.format_exc())

    def _handle_all(self, tx: Tx, batch: list[Incoming]) -> None:
        for incoming in batch:
            now = self._clock()
            if intake.first_sight(tx, self._application.bot.id, incoming.id, now):
                self._handle_one(tx, incoming, now)

    def _handle_one(
        self, tx: Tx, incoming: Incoming, now: datetime, *, apologise: bool = True
    ) -> None:
        if incoming.update is None:
            reason = incoming.fault or "unreadable"
            self._park(tx, incoming, reason, now, apologise=apologise)
            return
        try:
            with tx.savepoint():
                self._application.handle(incoming.update, Desk(tx, now, self._policy))
        except (TransactionLost, sqlite3.OperationalError):
            raise
        except Unhandled:
            intake.park(tx, incoming.id, json.dumps(incoming.raw), "unhandled", now)
        except Exception:  # noqa: BLE001 - one failing update must not harm the others
            self._park(tx, incoming, traceback.format_exc(), now, apologise=apologise)

    def _park(
        self, tx: Tx, incoming: Incoming, reason: str, now: datetime, *, apologise: bool = True
    ) -> None:
        """Set the update aside whole, apologise, and tell the admins: fixed texts only."""
        log.error(
            "Update %s was parked: %s", incoming.id, reason.strip().splitlines()[-1],
            extra={"action": "park"},
        )  # fmt: skip
        number = intake.park(tx, incoming.id, json.dumps(incoming.raw), reason, now)
        query, chat_id = _origin(incoming.raw)
        if query is not None:
            outbox.put(tx, now, "answerCallbackQuery", {"callback_query_id": query},
                       kind="toast", priority=Priority.TOAST, life=outbox.TOAST_LIFE)  # fmt: skip
        if chat_id is not None and apologise:
            say(tx, now, chat_id, common.APOLOGY, kind="apology")
        for admin in self._policy.admin_ids:
            say(tx, now, admin, faults.parked(number), kind="fault", priority=Priority.ALERT)


def trimmed(raw: Raw) -> Raw:
    """The update without the text and buttons of a pressed message: nobody reads them.

    Reading a press costs a third of the time without them.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    kept = {k: v for k, v in query["message"].items() if k in ("message_id", "date", "chat")}
    return raw | {"callback_query": query | {"message": kept}}


def _origin(raw: Raw) -> tuple[str | None, int | None]:
    """The press to answer and the private chat to apologise in, as far as they can be read."""
    try:
        query = raw.get("callback_query") or {}
        message = raw.get("message") or raw.get("edited_message") or query.get("message") or {}
        chat = message.get("chat") or {}
        private = chat.get("type") == "private" and isinstance(chat.get("id"), int)
        press = query.get("id")
        return press if isinstance(press, str) else None, chat["id"] if private else None
    except AttributeError:
        return None, None
