"""Telegram's sending limits as it states them, for answering 429. Pure: the time is given.

About one message a second to a chat, short bursts tolerated; twenty a minute to a group; about
thirty a second for bulk. Telegram doesn't say what it takes for bulk: here it is a message to a
chat that has not been heard from within `talking` seconds.
"""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """How much is let through; None switches that limit off."""

    per_second: float | None = 1.0
    burst: int = 5
    group_per_minute: int | None = 20
    bulk_per_second: int | None = 30
    talking: float = 10.0


@dataclass
class _Bucket:
    full: float
    at: float
    held_until: float = 0.0
    recent: deque[float] = field(default_factory=deque)


class Throttle:
    """Counts what is sent to each chat."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chats: dict[int, _Bucket] = {}
        self._bulk: deque[float] = deque()

    def wait(self, chat_id: int, now: float, *, group: bool, heard: float) -> int | None:
        """Whole seconds to wait, or None: the message is counted and may go.

        `heard` is when the chat last wrote something; all times are seconds of one clock.
        """
        bucket = self._chats.setdefault(chat_id, _Bucket(float(self._limits.burst), now))
        if bucket.held_until > now:
            return _whole(bucket.held_until - now)
        wait = max(self._chat(bucket, now), self._group(bucket, now) if group else 0.0)
        if wait > 0:
            bucket.held_until = now + _whole(wait)
            return _whole(wait)
        bulk = self._bulk_wait(now) if now - heard > self._limits.talking else 0.0
        if bulk > 0:
            return _whole(bulk)
        bucket.full -= 1
        bucket.recent.append(now)
        return None

    def _chat(self, bucket: _Bucket, now: float) -> float:
        rate = self._limits.per_second
        if rate is None:
            bucket.full = float(self._limits.burst)
            return 0.0
        bucket.full = min(self._limits.burst, bucket.full + (now - bucket.at) * rate)
        bucket.at = now
        return 0.0 if bucket.full >= 1 else (1 - bucket.full) / rate

    def _group(self, bucket: _Bucket, now: float) -> float:
        most = self._limits.group_per_minute
        _forget(bucket.recent, now - 60)
        full = most is not None and len(bucket.recent) >= most
        return bucket.recent[0] + 60 - now if full else 0.0

    def _bulk_wait(self, now: float) -> float:
        most = self._limits.bulk_per_second
        _forget(self._bulk, now - 1)
        if most is not None and len(self._bulk) >= most:
            return self._bulk[0] + 1 - now
        self._bulk.append(now)
        return 0.0


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))
