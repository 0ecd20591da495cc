"""Which call goes out next. Pure: rows in, rows out, the clock given.

Between chats priority decides; within a chat age decides, except that bulk yields. One call a
chat is under way at a time, so that order holds. Calls that belong to no chat never wait.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.limits import Limits
from storage.outbox import Call, Priority

FREE = frozenset({"answerCallbackQuery", "setMyCommands", "deleteMyCommands", "deleteMessage"})
"""Methods that Telegram does not count as messages to a chat."""


def lane(call: Call) -> int | None:
    """The chat whose order and limits a call keeps; None for none."""
    return None if call.method in FREE else call.chat_id


@dataclass
class _Line:
    """What waits for one chat: (is bulk, id, call), and whether one is under way."""

    waiting: list[tuple[bool, int, Call]] = field(default_factory=list)
    busy: bool = False

    @property
    def urgency(self) -> int:
        return min(call.priority for _, _, call in self.waiting)


@dataclass
class Queue:
    """Calls that are loaded and not yet posted."""

    limits: Limits
    _lines: dict[int, _Line] = field(default_factory=dict)
    _free: list[tuple[int, int, Call]] = field(default_factory=list)
    _ready: list[tuple[int, int, int]] = field(default_factory=list)
    _later: list[tuple[float, int, int]] = field(default_factory=list)
    _returning: list[tuple[float, int, Call]] = field(default_factory=list)
    _size: dict[int, int] = field(default_factory=dict)

    def size(self, priority: int) -> int:
        """How many calls of a priority are loaded, those under way included."""
        return self._size.get(priority, 0)

    def add(self, calls: Iterable[Call]) -> None:
        """Load calls from the outbox."""
        for call in calls:
            self._size[call.priority] = self.size(call.priority) + 1
            self._enter(call)

    def take(self, now: float) -> Call | None:
        """The next call that may go now; it is under way until `done` or `again`."""
        self._return_due(now)
        while self._later and self._later[0][0] <= now:
            _, _, chat = heapq.heappop(self._later)
            self._offer(chat)
        if self._free:
            return heapq.heappop(self._free)[2]
        return self._take_from_lines(now)

    def next_time(self) -> float | None:
        """When something may become ready by itself; None if only an outside event can help."""
        times = [heap[0][0] for heap in (self._later, self._returning) if heap]
        return min(times, default=None)

    def done(self, call: Call) -> None:
        """The call is over: its chat may get the next one."""
        self._size[call.priority] -= 1
        self._release(call)

    def again(self, call: Call, at: float) -> None:
        """The call goes back and is offered from `at` on, ahead of younger ones of its chat."""
        heapq.heappush(self._returning, (at, call.id, call))

    def _return_due(self, now: float) -> None:
        while self._returning and self._returning[0][0] <= now:
            call = heapq.heappop(self._returning)[2]
            self._enter(call)
            self._release(call)

    def _enter(self, call: Call) -> None:
        chat = lane(call)
        if chat is None:
            heapq.heappush(self._free, (call.priority, call.id, call))
            return
        line = self._lines.setdefault(chat, _Line())
        heapq.heappush(line.waiting, (call.priority == Priority.BULK, call.id, call))
        self._offer(chat)

    def _release(self, call: Call) -> None:
        chat = lane(call)
        if chat is None:
            return
        line = self._lines[chat]
        line.busy = False
        if line.waiting:
            self._offer(chat)
        else:
            del self._lines[chat]

    def _offer(self, chat: int) -> None:
        line = self._lines.get(chat)
        if line is not None and line.waiting and not line.busy:
            heapq.heappush(self._ready, (line.urgency, line.waiting[0][1], chat))

    def _take_from_lines(self, now: float) -> Call | None:
        while self._ready:
            _, head, chat = heapq.heappop(self._ready)
            line = self._lines.get(chat)
            if line is None or line.busy or not line.waiting or line.waiting[0][1] != head:
                continue  # an older offer of a chat that has moved on
            call = line.waiting[0][2]
            at = self._allowed_at(chat, call, now)
            if at > now:
                heapq.heappush(self._later, (at, call.id, chat))
                continue
            heapq.heappop(line.waiting)
            line.busy = True
            self.limits.sent(chat, now, bulk=call.priority == Priority.BULK)
            return call
        return None

    def _allowed_at(self, chat: int, call: Call, now: float) -> float:
        at = self.limits.ready_at(chat, now)
        if call.priority == Priority.BULK:
            at = max(at, self.limits.bulk_ready_at())
        return at
