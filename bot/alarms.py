"""Telling admins what is wrong with the machine: once when it begins, once when it is over.

These few messages go straight to Telegram, not through the outbox: what they are about is mostly
that nothing can be written.
"""

import asyncio
import logging
from collections.abc import Iterable
from enum import StrEnum

from bot.transport import Sent, Transport
from handlers import outgoing
from handlers.texts import machine as texts

log = logging.getLogger(__name__)


class Trouble(StrEnum):
    """What may be wrong; each is told of by itself."""

    STORE = "store"  # the database takes nothing
    DAMAGE = "damage"  # the database, or a copy of it, is damaged
    SPACE = "space"  # the disk is nearly full
    CLOCK = "clock"  # the clock jumped
    BACKUP = "backup"  # no regular backup could be made
    FOLDER = "folder"  # a folder cannot be written to
    TAKEN = "taken"  # the database's file was deleted, replaced or cut short


class Alarms:
    """Which troubles there are now, and which of them the admins know."""

    def __init__(self, transport: Transport, admins: Iterable[int]) -> None:
        self._transport = transport
        self._admins = sorted(admins)
        self._known: dict[Trouble, bool] = {}

    async def begin(self, trouble: Trouble, detail: str) -> None:
        """Something is wrong: one line in the log, one message to each admin, until it is over.

        `detail` stands in the log and the message; while Telegram cannot be reached the message is
        tried again with each call.
        """
        if trouble not in self._known:
            log.error("%s: %s", texts.LOG[trouble], detail, extra={"action": "alarm"})
            self._known[trouble] = False
        if self._known[trouble]:
            return
        self._known[trouble] = True  # whoever notices the same meanwhile need not tell it, too
        if not await self._tell(texts.alarm(trouble, detail)) and trouble in self._known:
            self._known[trouble] = False

    async def over(self, trouble: Trouble) -> None:
        """It is well again: said to those who heard that it was not."""
        told = self._known.pop(trouble, None)
        if told is not None:
            log.warning("Over: %s", texts.LOG[trouble], extra={"action": "alarm"})
        if told:
            await self._tell(texts.alarm_over(trouble))

    async def once(self, trouble: Trouble, detail: str) -> None:
        """Something happened that has no end of its own."""
        await self.begin(trouble, detail)
        self._known.pop(trouble, None)

    async def _tell(self, text: str) -> bool:
        """Whether some admin, if there is one, got it."""
        payload = outgoing.message(text)
        outcomes = await asyncio.gather(
            *(
                self._transport.call("sendMessage", payload | {"chat_id": admin})
                for admin in self._admins
            )
        )
        return not outcomes or any(isinstance(each, Sent) for each in outcomes)
