"""What became of each update between the phones and the bot, as Telegram itself sees it.

An update that a process got in an answer and confirmed with its next request, or that its webhook
said 200 to, is the bot's to keep: it must be stored. One that was never in any answer cannot have
been: Telegram drops presses that it could not deliver for 150 s.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.simulator.updates import UpdateQueue


@dataclass(frozen=True)
class Reckoning:
    """Updates by what became of them; `unstored` and `messages_gone` must be none."""

    sent: int
    presses: int
    unstored: int
    """Confirmed by the process that got them, but not in its database."""
    never_handed_out: int
    """Presses that were in no answer within 150 s."""
    gone_with_a_process: int
    """Presses in an answer to a process that was killed before it stored them, and 150 s over."""
    messages_gone: int
    """Messages that are neither stored nor still kept for the bot."""


class Ledger:
    """Listens to the queue of updates."""

    def __init__(self, queue: UpdateQueue) -> None:
        self.kinds: dict[int, str] = {}
        self.handed_out: Counter[int] = Counter()
        self.confirmed: set[int] = set()
        self._open: set[int] = set()
        self._life: object | None = None
        self._queue = queue
        self._add, self._poll, self._done = queue.add, queue.poll, queue.done
        queue.add = self._added  # type: ignore[method-assign]
        queue.poll = self._polled  # type: ignore[method-assign]
        queue.done = self._taken_by_webhook  # type: ignore[method-assign]

    def born(self) -> None:
        """A process begins."""
        self._life = object()

    def died(self) -> None:
        """What it did not confirm it never will; what is answered from now on nobody gets."""
        self._life = None
        self._open.clear()

    def _added(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        number = self._add(kind, payload, lane)
        if number is not None:
            self.kinds[number] = kind
        return number

    async def _polled(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        taken = {number for number in self._open if number < offset}
        self.confirmed |= taken
        self._open -= taken
        life = self._life
        found = await self._poll(offset, limit, seconds)
        if life is not None and life is self._life:
            numbers = [each["update_id"] for each in found]
            self.handed_out.update(numbers)
            self._open.update(numbers)
        return found

    def _taken_by_webhook(self, update_id: int) -> None:
        self.handed_out[update_id] += 1
        self.confirmed.add(update_id)
        self._done(update_id)

    def gone(self, stored: set[int]) -> set[int]:
        """The updates that are neither stored nor still kept for the bot."""
        kept = {each.update_id for each in self._queue.pending()}
        return self.kinds.keys() - stored - kept

    def reckon(self, stored: set[int]) -> Reckoning:
        """Compare with the numbers that the database has seen."""
        gone = self.gone(stored)
        presses = {number for number in gone if self.kinds[number] == "callback_query"}
        never = sum(1 for number in presses if number not in self.handed_out)
        return Reckoning(
            sent=len(self.kinds),
            presses=sum(1 for kind in self.kinds.values() if kind == "callback_query"),
            unstored=len(self.confirmed - stored),
            never_handed_out=never,
            gone_with_a_process=len(presses - self.confirmed) - never,
            messages_gone=len(gone - presses),
        )
