"""Which call goes out next. Pure: rows in, rows out, the clock given.

Between chats priority decides; within a chat age decides, except that bulk yields. One call a
chat is under way at a time, so that order holds. Calls that belong to no chat never wait.
"""

import heapq
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.limits import Limits
from storage.outbox import Priority, Waiting

FREE_METHODS = frozenset(
    {"answerCallbackQuery", "setMyCommands", "deleteMyCommands", "deleteMessage"}
)
"""Methods that Telegram does not count as messages to a chat."""
PATIENCE = 20
"""Failed tries after which a call yields to the younger ones of its chat.

Some messages make Telegram stumble each time; with the pauses in between this is a quarter of
an hour, longer than most outages, in which every call fails and order must hold.
"""


class Lane(Enum):
    """Three ways out that do not wait for each other: no chat's limits, messages, bulk."""

    FREE = "free"
    MESSAGE = "message"
    BULK = "bulk"


def lane(row: Waiting) -> Lane:
    """The way out of a row."""
    if row.method in FREE_METHODS or row.chat_id is None:
        return Lane.FREE
    return Lane.BULK if row.priority == Priority.BULK else Lane.MESSAGE


@dataclass
class _Line:
    """What waits for one chat: (yields, id, row), how urgent it is, and whether one is out."""

    waiting: list[tuple[bool, int, Waiting]] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    busy: bool = False

    @property
    def head(self) -> Waiting | None:
        return self.waiting[0][2] if self.waiting else None

    @property
    def urgency(self) -> int:
        return min(priority for priority, count in self.counts.items() if count)

    def enter(self, row: Waiting) -> None:
        yields = row.priority == Priority.BULK or row.attempts >= PATIENCE
        heapq.heappush(self.waiting, (yields, row.id, row))
        self.counts[row.priority] = self.counts.get(row.priority, 0) + 1

    def leave(self) -> None:
        row = heapq.heappop(self.waiting)[2]
        self.counts[row.priority] -= 1
        self.busy = True


@dataclass
class Queue:
    """Rows that were found and are not over yet. Times are seconds of any steady clock."""

    limits: Limits
    _known: dict[int, float] = field(default_factory=dict)  # id → not before
    _lines: dict[int, _Line] = field(default_factory=dict)
    _free: list[tuple[int, int, Waiting]] = field(default_factory=list)
    _free_later: list[tuple[float, int, Waiting]] = field(default_factory=list)
    _ready: dict[Lane, list[tuple[int, int, int]]] = field(
        default_factory=lambda: {Lane.MESSAGE: [], Lane.BULK: []}
    )
    _later: list[tuple[float, int]] = field(default_factory=list)

    def __contains__(self, row_id: int) -> bool:
        """Whether the row is known: it waits or is under way."""
        return row_id in self._known

    def __len__(self) -> int:
        return len(self._known)

    def add(self, row: Waiting, not_before: float = 0.0) -> None:
        """A row that was found in the outbox; one that is known already changes nothing."""
        if row.id not in self._known:
            self._known[row.id] = not_before
            self._enter(row)

    def take(self, now: float, lanes: Collection[Lane] = tuple(Lane)) -> Waiting | None:
        """The next row that may go now on one of these lanes; under way until done or again."""
        self._wake_due(now)
        if Lane.FREE in lanes and self._free:
            return heapq.heappop(self._free)[2]
        row = self._take_from_lines(Lane.MESSAGE, now) if Lane.MESSAGE in lanes else None
        if row is None and Lane.BULK in lanes and self.limits.bulk_ready_at() <= now:
            row = self._take_from_lines(Lane.BULK, now)
        return row

    def next_time(self, lanes: Collection[Lane] = tuple(Lane)) -> float | None:
        """When something may get ready by itself, after `take` gave None for these lanes."""
        times = [heap[0][0] for heap in (self._later, self._free_later) if heap]
        if Lane.BULK in lanes and self._ready[Lane.BULK]:
            times.append(self.limits.bulk_ready_at())
        return min(times, default=None)

    def done(self, row: Waiting) -> None:
        """The row is over: its chat may get the next one."""
        del self._known[row.id]
        self._release(row)

    def again(self, row: Waiting, at: float) -> None:
        """The row goes back and is offered from `at` on, ahead of younger ones of its chat."""
        self._known[row.id] = at
        self._enter(replace(row, attempts=row.attempts + 1))
        self._release(row)

    def _wake_due(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            self._offer(heapq.heappop(self._later)[1])
        while self._free_later and self._free_later[0][0] <= now:
            row = heapq.heappop(self._free_later)[2]
            heapq.heappush(self._free, (row.priority, row.id, row))

    def _enter(self, row: Waiting) -> None:
        if lane(row) is Lane.FREE:
            heapq.heappush(self._free_later, (self._known[row.id], row.id, row))
            return
        assert row.chat_id is not None
        self._lines.setdefault(row.chat_id, _Line()).enter(row)
        self._offer(row.chat_id)

    def _release(self, row: Waiting) -> None:
        if lane(row) is Lane.FREE:
            return
        assert row.chat_id is not None
        line = self._lines[row.chat_id]
        line.busy = False
        if line.waiting:
            self._offer(row.chat_id)
        else:
            del self._lines[row.chat_id]

    def _offer(self, chat: int) -> None:
        line = self._lines.get(chat)
        if line is not None and line.head is not None and not line.busy:
            head = line.head
            heapq.heappush(self._ready[lane(head)], (line.urgency, head.id, chat))

    def _take_from_lines(self, way: Lane, now: float) -> Waiting | None:
        ready = self._ready[way]
        while ready:
            _, head_id, chat = heapq.heappop(ready)
            line = self._lines.get(chat)
            if line is None or line.busy or line.head is None or line.head.id != head_id:
                continue  # an older offer of a chat that has moved on
            at = max(self.limits.ready_at(chat, now), self._known[head_id])
            if at > now:
                heapq.heappush(self._later, (at, chat))
                continue
            row = line.head
            line.leave()
            self.limits.sent(chat, now, bulk=way is Lane.BULK)
            return row
        return None
