"""The bot's queue of updates: numbers, confirmation by offset, retention, one poller at a time."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import bad, conflict
from bot.simulator.waiting import Signal

MESSAGES_KEPT = 24 * 3600.0  # seconds
PRESSES_KEPT = 150.0  # seconds: an undelivered press is dropped after that
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_NUMBER = 700_000_001


@dataclass(frozen=True)
class Pending:
    """An update that the bot has not confirmed; `lane` keeps its order for webhooks."""

    update_id: int
    kind: str
    at: float
    lane: int
    body: dict[str, Any]


class UpdateQueue:
    """Updates in order; `now` gives seconds, `signal` fires whenever something changed.

    `waits_since` is when the bot began to wait for updates; None while it doesn't.
    """

    def __init__(self, now: Callable[[], float], signal: Signal) -> None:
        self._now = now
        self._signal = signal
        self._pending: dict[int, Pending] = {}
        self._next = FIRST_NUMBER
        self._poller: object | None = None
        self.waits_since: float | None = None
        self.allowed: frozenset[str] = frozenset()
        self.webhook = False
        self.closed = False

    def add(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        """Queue an update unless the bot asked not to get its kind; gives its number."""
        if not self._wanted(kind):
            return None
        # A copy: what the bot gets is the state of now, whatever happens to the message later.
        body = {"update_id": self._next, kind: json.loads(json.dumps(payload))}
        self._pending[self._next] = Pending(self._next, kind, self._now(), lane, body)
        self._next += 1
        self._signal.fire()
        return self._next - 1

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds the bot wants; None leaves it as it was, [] is the default set."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def pending(self) -> list[Pending]:
        """What is still kept for the bot, oldest first."""
        now = self._now()
        for number, each in list(self._pending.items()):
            kept = PRESSES_KEPT if each.kind == "callback_query" else MESSAGES_KEPT
            if now - each.at > kept:
                del self._pending[number]
        return list(self._pending.values())

    def confirm(self, before: int) -> None:
        """Forget every update with a lower number."""
        for number in [each for each in self._pending if each < before]:
            del self._pending[number]
        self._signal.fire()

    def done(self, update_id: int) -> None:
        """A webhook took this one."""
        self._pending.pop(update_id, None)
        self._signal.fire()

    def drop(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()
        self._signal.fire()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """getUpdates. Raises 409 while a webhook is set, and for a poller that another one ends.

        Waits for `seconds` of the machine, or of the world's clock where that is ahead.
        """
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        if not 1 <= limit <= 100:
            raise bad("wrong limit specified")
        me = self._poller = object()
        self._signal.fire()
        self._forget(offset)
        until = self._now() + seconds

        def look() -> bool | None:
            return self._ended(me) or bool(self.pending()) or self._now() >= until or None

        self.waits_since = self._now()
        await self._signal.until(look, seconds)
        if self.closed:
            return []
        if self._ended(me):
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        self._poller = self.waits_since = None
        return [each.body for each in self.pending()[:limit]]

    def _ended(self, me: object) -> bool:
        return self._poller is not me or self.webhook or self.closed

    def _forget(self, offset: int) -> None:
        if offset < 0:
            last = [each.update_id for each in self.pending()][offset:]
            offset = last[0] if last else 0
        if offset > 0:
            self.confirm(offset)

    def close(self) -> None:
        """Let a waiting poller go."""
        self.closed = True
        self._signal.fire()
