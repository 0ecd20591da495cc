"""A clock that runs faster than the machine's, for watching a morning in ten minutes."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta


class FastClock:
    """Stands still until it is started, then runs `pace` times as fast as time passes.

    It may be kept from running on, so that on a busy machine it is slower and nobody is late.
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
        self._latest: datetime | None = None

    def __call__(self) -> datetime:
        """What it shows."""
        shown = self._shown + timedelta(seconds=(self._passed() - self._since) * self._pace)
        return shown if self._latest is None else min(shown, self._latest)

    def steady(self) -> float:
        """What it shows in seconds: nobody sets this clock."""
        return self().timestamp()

    def start(self) -> None:
        """Begin to run."""
        self._run(self._wanted)

    def allow(self, latest: datetime) -> None:
        """Show nothing later than this before more is allowed; then run on from there."""
        self._run(self._pace)
        self._latest = latest

    def slow_down(self) -> None:
        """From now on run as fast as any other clock, without an end."""
        self._run(1.0)
        self._latest = None

    def _run(self, pace: float) -> None:
        self._shown, self._since, self._pace = self(), self._passed(), pace

    async def until(self, moment: datetime) -> None:
        """Wait until it shows this; it must run, and be allowed to show it."""
        left = (moment - self()).total_seconds() / self._pace
        if left > 0:
            await asyncio.sleep(left)
