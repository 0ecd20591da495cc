"""The morning as it is played for somebody who watches: by a clock that runs, at any pace."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app import Parts
from bot.city.morning.clock import FastClock
from bot.city.morning.plan import LASTS, SLOT, Deed, Morning, minutes
from bot.city.morning.player import NotSeen, Player
from bot.simulator import Simulator
from handlers.texts import morning as texts

BEHIND = 10.0
"""Seconds for which the clock waits for a bot that is behind; one that hangs doesn't stop it."""
PATIENCE = 240
"""Seconds of the morning for which somebody looks for a button that is not there (any more)."""


@dataclass
class Show:
    """Lets timers and people act as the clock shows; `tell` says what is to be seen now."""

    simulator: Simulator
    parts: Parts
    clock: FastClock
    player: Player
    morning: Morning
    tell: Callable[[str], None]
    _waiting: deque[Deed] = field(default_factory=deque)

    async def play(self) -> None:
        """From 06.00 to 08.00; then the clock runs as any other."""
        begins = self.clock()
        deeds, sights = deque(self.morning.deeds), deque(texts.SIGHTS)
        self.clock.start()
        for at in range(0, LASTS + 1, SLOT):
            self.clock.allow(begins + timedelta(seconds=at))
            await self.clock.until(begins + timedelta(seconds=at))
            now = self._seconds(begins)
            while sights and minutes(sights[0][0]) <= now:
                self._announce(*sights.popleft())
            await self._look()
            self._waiting, again = deque(), self._waiting
            while deeds and deeds[0].at <= now:
                again.append(deeds.popleft())
            for deed in again:
                await self._try(deed, now)
            await self.simulator.world.signal.until(self._caught_up, BEHIND)
        self.clock.slow_down()

    def _seconds(self, begins: datetime) -> float:
        return (self.clock() - begins).total_seconds()

    def _announce(self, clock: float, sight: str) -> None:
        self.simulator.notice = texts.sight(clock, sight)
        self.tell(self.simulator.notice)

    def _caught_up(self) -> bool | None:
        """Whether the bot has taken everything that was said, and asks for more."""
        since = self.simulator.world.updates.waits_since
        return (since is not None and self.simulator.world.now() - since < 2 * SLOT) or None

    async def _look(self) -> None:
        """Every timer looks once; whoever waits by the clock notices that it has moved."""
        self.simulator.world.signal.fire()
        for tick in self.parts.schedule.ticks:
            await self.parts.schedule.run(tick)

    async def _try(self, deed: Deed, now: float) -> None:
        """Whoever watches may have been faster, or the bot is behind: look again for a while."""
        try:
            await self.player.act(deed)
        except NotSeen:
            if now - deed.at < PATIENCE:
                self._waiting.append(deed)
