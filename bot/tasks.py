"""The only place where tasks are made: each is kept, and its failure is never silent."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)


class Explained(Exception):
    """A part ends on purpose, for a reason that a person reads: no line of code is to blame."""


class Tasks:
    """Running tasks; a failure is logged. `failed` is set once a vital one ends, by `error`."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self.failed = asyncio.Event()
        self.error: BaseException | None = None

    def start(
        self, work: Coroutine[Any, Any, Any], *, name: str, vital: bool = False
    ) -> asyncio.Task[Any]:
        """Run in the background. If something vital fails, the whole program has to stop."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(lambda done: self._ended(done, vital))
        return task

    async def stop(self) -> None:
        """Cancel what is still running and wait for it."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any], vital: bool) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            trace = None if isinstance(error, Explained) else error
            log.error(
                "%s failed: %r", task.get_name(), error, exc_info=trace, extra={"action": "task"}
            )
        if vital:  # also one that just ended, or was cancelled by mistake: the rest is no bot
            self.error = self.error or error
            self.failed.set()
