"""A clock that runs faster than the machine's, for watching a morning in ten minutes."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta


class FastClock:
    """Stands still until it is started, then runs `pace` times as fast as time passes.

    `passed` gives the machine's seconds since any moment; no setting of its clock changes them.
    """

    def __init__(
        self, begins: datetime, pace: float, passed: Callable[[], float] = time.monotonic
    ) -> None:
        self._shown = begins
        self._pace = 0.0
        self._wanted = pace
        self._passed = passed
        self._since = passed()

    def __call__(self) -> datetime:
        """What it shows."""
        return self._shown + timedelta(seconds=(self._passed() - self._since) * self._pace)

    def steady(self) -> float:
        """What it shows in seconds: nobody sets this clock."""
        return self().timestamp()

    def start(self) -> None:
        """Begin to run."""
        self._run(self._wanted)

    def slow_down(self) -> None:
        """From now on run as fast as any other clock."""
        self._run(1.0)

    def _run(self, pace: float) -> None:
        self._shown, self._since, self._pace = self(), self._passed(), pace

    async def until(self, moment: datetime) -> None:
        """Wait until it shows this; it must run."""
        left = (moment - self()).total_seconds() / self._pace
        if left > 0:
            await asyncio.sleep(left)
