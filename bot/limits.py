"""When a chat may get its next message. Pure: the clock is given, nothing sleeps.

Telegram: about one message a second to a chat (short bursts are tolerated), 20 a minute to a
group, about 30 a second for bulk sending. See core.telegram.org/bots/faq, "My bot is hitting
limits". Times are seconds of any steady clock.
"""

from collections import deque
from dataclasses import dataclass, field

GROUP_WINDOW = 60.0
MOST_CHATS = 20_000
"""So many chats are remembered before those whose limits are over are forgotten."""


@dataclass(frozen=True)
class Rates:
    """How fast may be sent; `per_chat` seconds apart once `burst` messages went at once."""

    per_chat: float = 1.0
    burst: int = 5
    group_per_minute: int = 20
    bulk_per_second: float = 25.0


@dataclass
class Limits:
    """What was sent, as far as it still matters."""

    rates: Rates
    _next: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)
    _bulk_next: float = 0.0

    def ready_at(self, chat_id: int, now: float) -> float:
        """The moment from which this chat may get a message; not later than `now`: at once."""
        tolerance = (self.rates.burst - 1) * self.rates.per_chat
        at = self._next.get(chat_id, 0.0) - tolerance
        if chat_id < 0:
            at = max(at, self._group_ready(chat_id))
        return max(at, self._held.get(chat_id, 0.0), 0.0)

    def bulk_ready_at(self) -> float:
        """The moment from which the next bulk message may go to anybody."""
        return self._bulk_next

    def sent(self, chat_id: int, now: float, *, bulk: bool = False) -> None:
        """A message to this chat was handed to the network."""
        self._next[chat_id] = max(self._next.get(chat_id, 0.0), now) + self.rates.per_chat
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)
        if bulk:
            self._bulk_next = max(self._bulk_next, now) + 1.0 / self.rates.bulk_per_second
        if len(self._next) > MOST_CHATS:
            self._forget(now)

    def hold(self, chat_id: int, until: float) -> None:
        """Telegram asked to leave this chat alone until then."""
        self._held[chat_id] = max(self._held.get(chat_id, 0.0), until)

    def _group_ready(self, chat_id: int) -> float:
        sent = self._groups.get(chat_id)
        most = self.rates.group_per_minute
        if sent is None or len(sent) < most:
            return 0.0
        while len(sent) > most:
            sent.popleft()
        return sent[0] + GROUP_WINDOW

    def _forget(self, now: float) -> None:
        self._next = {chat: at for chat, at in self._next.items() if at > now}
        self._held = {chat: at for chat, at in self._held.items() if at > now}
