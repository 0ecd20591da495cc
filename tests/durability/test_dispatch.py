"""The outbox loop against a Telegram that answers anything, and dies in between.

Whatever comes: every row ends, none is sent twice without a reason, and chats keep their order.
"""

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import dispatch
from bot.dispatch import Dispatch
from bot.limits import Rates
from bot.tasks import Tasks
from bot.transport import Blocked, Outcome, Rejected, RetryAfter, Sent, Transport, Unknown, Upload
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Priority
from tests.durability.conftest import NOW

UNHURRIED = Rates(per_chat=0.0, group_per_minute=10**9, bulk_per_second=float("inf"))
TRY_AGAIN = (RetryAfter(0.0), RetryAfter(0.005), Unknown("502"), Unknown("ServerDisconnectedError"))
FINAL = (Blocked("Forbidden: bot was blocked by the user"), Rejected("Bad Request: no"))


class Death(Exception):
    """The process ends here, as far as this part of it can tell."""


@dataclass
class Oracle(Transport):
    """A Telegram that answers each attempt as it was told to; True in `deaths` ends the process."""

    answers: list[Outcome]
    deaths: set[int] = field(default_factory=set)
    seen: list[tuple[int, int, Outcome]] = field(default_factory=list)
    died: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(
        self, method: str, payload: dict[str, Any], upload: Upload | None = None,
        wait: float | None = None,
    ) -> Outcome:  # fmt: skip
        await asyncio.sleep(0)
        attempt = len(self.seen)
        answer = self.answers[attempt] if attempt < len(self.answers) else Sent({"message_id": 1})
        self.seen.append((payload["chat_id"], int(payload["text"]), answer))
        if attempt in self.deaths:
            self.died.set()
            await asyncio.Event().wait()  # it was sent; nobody will hear of it
        return answer

    @property
    def sent(self) -> list[tuple[int, int]]:
        """Chat and row of each message that got through, in order."""
        return [(chat, row) for chat, row, answer in self.seen if isinstance(answer, Sent)]


rows = st.lists(
    st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from([p for p in Priority if p])),
    min_size=1, max_size=25,
)  # fmt: skip
answers = st.lists(st.sampled_from([*TRY_AGAIN, Sent({"message_id": 1})]), max_size=30)
any_answers = st.lists(st.sampled_from([*TRY_AGAIN, *FINAL, Sent({"message_id": 1})]), max_size=30)


async def play(wanted: list[tuple[int, Priority]], oracle: Oracle) -> dict[int, str]:
    """Queue the rows, run dispatch, start it anew after each death; what each row came to."""
    with tempfile.TemporaryDirectory() as folder:
        db = await Database.open(Path(folder) / "siaga.db")
        try:
            await db.write(lambda tx: _queue(tx, wanted))
            async with asyncio.timeout(60):
                while not await _run(db, oracle):
                    pass
            return await db.read(_ends)
        finally:
            await db.close()


async def _run(db: Database, oracle: Oracle) -> bool:
    """One life of the process; True if everything was done in it."""
    tasks = Tasks()
    oracle.died.clear()
    loop = Dispatch(db, oracle, lambda: NOW, UNHURRIED, tasks, chance=lambda: 0.0)
    tasks.start(loop.run(), name="dispatch")
    died = tasks.start(oracle.died.wait(), name="death")
    while (left := await db.read(_waiting)) and not died.done():
        await asyncio.wait({died}, timeout=0.002)
    await tasks.stop()
    return not left


def _waiting(tx: Tx) -> bool:
    return bool(outbox.waiting(tx, (-1, 0), 1))


def _queue(tx: Tx, wanted: list[tuple[int, Priority]]) -> None:
    for number, (chat, priority) in enumerate(wanted, 1):
        outbox.put(tx, NOW, "sendMessage", {"text": str(number)}, chat_id=chat, priority=priority)


def _ends(tx: Tx) -> dict[int, str]:
    found = tx.all("SELECT id, sent_at, failed_at FROM outbox")
    return {row["id"]: "sent" if row["sent_at"] else "failed" for row in found}


@pytest.fixture(scope="module", autouse=True)
def impatient() -> Any:
    """Pauses between tries take no time that matters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "LONGEST_PAUSE", 0.004)
        yield


@settings(deadline=None, max_examples=15)
@given(rows, answers)
def test_every_row_gets_through_once_and_chats_keep_their_order(
    wanted: list[tuple[int, Priority]], script: list[Outcome]
) -> None:
    """However often Telegram says later, or nothing: each message once, older before younger."""
    oracle = Oracle(script)
    ends = asyncio.run(play(wanted, oracle))
    assert set(ends.values()) == {"sent"}
    assert Counter(row for _, row in oracle.sent) == Counter(ends.keys())
    for chat in (1, 2, 3):
        for bulk in (True, False):
            mine = [r for c, r in oracle.sent
                    if c == chat and (wanted[r - 1][1] is Priority.BULK) is bulk]  # fmt: skip
            assert mine == sorted(mine)


@settings(deadline=None, max_examples=15)
@given(rows, any_answers)
def test_every_row_ends_whatever_the_answers(
    wanted: list[tuple[int, Priority]], script: list[Outcome]
) -> None:
    """Sent once, or refused for good and then never sent."""
    oracle = Oracle(script)
    ends = asyncio.run(play(wanted, oracle))
    through = Counter(row for _, row in oracle.sent)
    assert all(through[row] == (1 if end == "sent" else 0) for row, end in ends.items())


@settings(deadline=None, max_examples=15)
@given(rows, answers, st.sets(st.integers(0, 20), max_size=3))
def test_a_death_costs_at_most_what_was_under_way(
    wanted: list[tuple[int, Priority]], script: list[Outcome], deaths: set[int]
) -> None:
    """What was sent but not recorded comes once more after each death; nothing is lost."""
    oracle = Oracle(script, deaths)
    ends = asyncio.run(play(wanted, oracle))
    assert set(ends.values()) == {"sent"}
    through = Counter(row for _, row in oracle.sent)
    assert through.keys() == ends.keys()
    happened = sum(1 for death in deaths if death < len(oracle.seen))
    chats = len({chat for chat, _ in wanted})
    assert sum(through.values()) - len(ends) <= happened * chats  # one a chat is under way
    firsts = list(dict.fromkeys(oracle.sent))
    for chat in (1, 2, 3):
        mine = [r for c, r in firsts if c == chat and wanted[r - 1][1] is not Priority.BULK]
        assert mine == sorted(mine)
