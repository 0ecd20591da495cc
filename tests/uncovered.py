"""Long plays run what shorter tests have covered: counting their lines doubles their time."""

from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage


@contextmanager
def uncovered() -> Iterator[None]:
    """Coverage is not measured meanwhile, where it is measured at all."""
    running = Coverage.current()
    if running is None:
        yield
        return
    running.stop()
    try:
        yield
    finally:
        running.start()
