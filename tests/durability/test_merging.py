"""Edits wait for each other while presses come in crowds, and only then, and not for long."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot import merging
from bot.dispatch import Dispatch
from bot.limits import Rates
from bot.merging import LONGEST, LULL, Merging
from bot.tasks import Tasks
from bot.transport import Outcome, Sent, Transport, Upload
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Priority, Waiting
from tests.durability.conftest import NOW

LIST = "list"


def edit(number: int, priority: Priority = Priority.REPLY, attempts: int = 0) -> Waiting:
    return Waiting(number, 1, "show", priority, attempts, 0, True)


def crowded() -> Merging:
    held = Merging()
    held.crowd(True, 0.0)
    return held


def test_edits_wait_only_in_a_crowd() -> None:
    """When updates come one by one, nothing is held back."""
    assert not Merging().keeps(edit(1), 0.0)
    assert crowded().keeps(edit(1), 0.0)


def test_alerts_first_messages_and_retries_never_wait() -> None:
    """Only what changes a message that is there already, and is no alert, may wait."""
    held = crowded()
    first = Waiting(2, 1, "show", Priority.REPLY, 0, 0)
    for row in (edit(1, Priority.ALERT), first, edit(3, attempts=1)):
        assert not held.keeps(row, 0.0)
    assert held.next_time() is None


def test_an_edit_waits_two_seconds_at_most() -> None:
    """However long the crowd lasts, each edit goes at its time, counted from when it was found."""
    held = crowded()
    held.keeps(edit(1), 0.0)
    held.crowd(True, 1.0)
    held.keeps(edit(2), 1.0)
    held.keeps(edit(1), 1.5)  # found once more
    held.crowd(True, 1.9)
    assert held.next_time() == LONGEST
    assert [row.id for row in held.over(LONGEST)] == [1]
    assert held.next_time() == 1.9 + LULL


def test_all_go_when_the_crowd_is_gone() -> None:
    """What waited goes at once, oldest first."""
    held = crowded()
    held.keeps(edit(1), 0.0)
    held.keeps(edit(2), 0.1)
    assert held.over(0.1) == []
    held.crowd(False, 0.2)
    assert [row.id for row in held.over(0.2)] == [1, 2]
    assert held.over(9.0) == []


def test_without_news_the_crowd_is_gone() -> None:
    """The last batch may have been full by chance: nothing tells that no more will come."""
    held = crowded()
    held.keeps(edit(1), 0.5)
    assert held.next_time() == LULL
    assert [row.id for row in held.over(LULL)] == [1]


class Telegram(Transport):
    """Takes every call, remembers its text, and says so."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.called = asyncio.Event()

    async def call(
        self, method: str, payload: dict[str, Any], upload: Upload | None = None,
        wait: float | None = None,
    ) -> Outcome:  # fmt: skip
        self.texts.append(payload["text"])
        self.called.set()
        return Sent({"message_id": 7})


def show(tx: Tx, text: str) -> None:
    outbox.show(tx, NOW, 1, LIST, {"text": text}, kind="live")


async def test_three_changes_in_a_crowd_are_one_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest is shown once the crowd is gone; the others never go out; a message does."""
    monkeypatch.setattr(merging, "LULL", 60.0)
    monkeypatch.setattr(merging, "LONGEST", 60.0)
    db, tasks, telegram = await Database.open(tmp_path / "siaga.db"), Tasks(), Telegram()
    await db.write(lambda tx: outbox.adopt(tx, 1, LIST, 7))
    dispatch = Dispatch(db, telegram, lambda: NOW, Rates(), tasks)
    dispatch.crowd(True)
    tasks.start(dispatch.run(), name="dispatch")
    async with asyncio.timeout(60):
        for text in ("one", "two", "three"):
            await db.write(lambda tx, text=text: show(tx, text))  # type: ignore[misc]
            dispatch.wake()
        await db.write(lambda tx: outbox.put(tx, NOW, "sendMessage", {"text": "hi"}, chat_id=2))
        dispatch.wake()
        await telegram.called.wait()
        assert telegram.texts == ["hi"]
        telegram.called.clear()
        dispatch.crowd(False)
        await telegram.called.wait()
    await tasks.stop()
    await db.close()
    assert telegram.texts == ["hi", "three"]
