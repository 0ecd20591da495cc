"""The clocks of production. Whoever needs the time is handed a clock, so that tests have theirs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""The time of day, aware; somebody may set it."""
Steady = Callable[[], float]
"""Seconds that pass whatever the clock is set to."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def boottime() -> float:
    """Seconds that no clock setting changes; where the system can, sleep counts too."""
    source: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(source)
