"""The supervisor: nothing that the bot cannot do without ends unnoticed."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.receive import AnotherPoller
from bot.tasks import Tasks


async def _fail() -> None:
    raise ValueError("gone")


async def _return() -> None:
    return None


async def _be_cancelled() -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize("work", [_fail, _return, _be_cancelled])
async def test_a_vital_part_that_ends_is_noticed(work: Callable[[], Awaitable[None]]) -> None:
    """Whether it failed, was done, or was cancelled: the program has to stop and start again."""
    tasks = Tasks()
    tasks.start(work(), name="receive", vital=True)  # type: ignore[arg-type]
    async with asyncio.timeout(60):
        await tasks.failed.wait()
    assert isinstance(tasks.error, ValueError) is (work is _fail)


async def test_an_end_that_is_explained_needs_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The program's last line says why; a mistake of ours shows where it was made."""

    async def give_way() -> None:
        raise AnotherPoller

    tasks = Tasks()
    await asyncio.wait({tasks.start(give_way(), name="receive", vital=True)})
    assert "receive failed: AnotherPoller()" in caplog.text
    assert "Traceback" not in caplog.text
    await asyncio.wait({tasks.start(_fail(), name="post 1")})
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("work", [_fail, _return, _be_cancelled])
async def test_others_may_end(work: Callable[[], Awaitable[None]]) -> None:
    """One message that could not be posted ends nothing."""
    tasks = Tasks()
    task = tasks.start(work(), name="post 1")  # type: ignore[arg-type]
    await asyncio.wait({task})
    assert not tasks.failed.is_set()
