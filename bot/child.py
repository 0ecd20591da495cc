"""CPU-heavy work in a process of its own: limited in memory and time, and killed with its reason.

A file that somebody sent may ask for any amount of either; the bot itself must not notice.
"""

import asyncio
import logging
import multiprocessing
import resource
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
MEMORY = 1024**3
"""Bytes of address space: more than the largest honest workbook needs."""
SECONDS = 120.0


class OutOfMemory(Exception):
    """A child process needed more memory or time than it may use, or was killed."""


async def in_child(call: Callable[..., T], *arguments: Any, seconds: float = SECONDS) -> T:
    """Run a function in a new process and return or raise what it does.

    Everything must be picklable. Raises OutOfMemory if the process breaks or takes too long;
    it never outlives the waiting.
    """
    child = _Child(call, arguments)
    try:
        async with asyncio.timeout(seconds):
            done, result = await asyncio.to_thread(child.run)
    except TimeoutError as error:
        raise _told(call, f"took more than {seconds:.0f} s") from error
    except EOFError as error:
        raise _told(call, "was killed, or died without an answer") from error
    finally:
        child.kill()
    if done:
        value: T = result
        return value
    if isinstance(result, MemoryError):
        raise _told(call, f"needed more than {MEMORY // 1024**2} MB") from result
    raise result


def _told(call: Callable[..., Any], what: str) -> OutOfMemory:
    """The error, after one line in the log: a traceback of our side would say nothing."""
    name = getattr(call, "__qualname__", str(call))
    log.error("The child process for %s %s", name, what, extra={"action": "child"})
    return OutOfMemory(what)


class _Child:
    """A process that may be killed at any time, even before it has come up."""

    def __init__(self, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, self._theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(self._theirs, call, arguments), daemon=True
        )
        self._unwanted = False

    def run(self) -> Any:
        """Blocks in a thread of its own; EOFError if the process ends without an answer."""
        try:
            self._process.start()
            self._theirs.close()
            if self._unwanted:
                self._process.kill()
            answer = self._ours.recv()
            self._process.join()
            return answer
        finally:
            self._ours.close()

    def kill(self) -> None:
        self._unwanted = True
        if self._process.pid is not None:
            self._process.kill()


def _work(answer: Connection, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Nothing is sent for want of memory, which says as much, nor to a bot that was killed.
    with suppress(MemoryError, BrokenPipeError):
        try:
            answer.send((True, call(*arguments)))
        except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for it
            answer.send((False, error))
