"""The intake against a simple model: a queue at Telegram, and what must have become of each."""

import asyncio
import sqlite3
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.intake import NotStored
from storage import intake as storage_intake
from tests.durability.house import ADMIN, House, message, opened

LONG = "panjang " * 400
GOOD = ("satu", "dua", LONG)
BAD = ("salah", "tidur", "sql", "putus", "iterator", "belakangan", "keluar", "berhenti")
"""What makes a conversation stumble, each in its own way."""
PLENTY = 100_000
"""Pages of a disk that is not full."""


class IntakeMachine(RuleBasedStateMachine):
    """Each update is handled once or parked whole; what is confirmed is stored, nothing half."""

    @initialize(admin=st.sampled_from([ADMIN, 2**70]))
    def begin(self, admin: int) -> None:
        """An admin whose number no database holds makes every apology fail."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "siaga.db"
        self.admin = admin
        self.runner = asyncio.Runner()
        self.house = self._open()
        self.waiting: list[dict[str, Any]] = []
        self.old: list[dict[str, Any]] = []
        self.words: dict[int, str] = {}
        self.confirmed: set[int] = set()
        self.other: sqlite3.Connection | None = None

    def _open(self) -> House:
        self.stack = AsyncExitStack()
        entered = self.stack.enter_async_context(opened(self.path, frozenset({self.admin})))
        house: House = self.runner.run(entered)
        self.runner.run(self._hurry(house))
        return house

    async def _hurry(self, house: House) -> None:
        """Wait for no other program, and not for the disk: nobody cuts the power here."""
        for pragma in ("busy_timeout = 1", "synchronous = OFF"):
            cursor = await house.db._writer.execute(f"PRAGMA {pragma}")
            await cursor.close()

    @rule(words=st.lists(st.sampled_from([*GOOD, *BAD]), min_size=1, max_size=6))
    def people_write(self, words: list[str]) -> None:
        for word in words:
            number = len(self.words) + 1
            self.words[number] = word
            self.waiting.append(message(number, word))

    @precondition(lambda self: self.waiting)
    @rule(size=st.integers(1, 8), again=st.integers(0, 2))
    def a_batch_is_taken(self, size: int, again: int) -> None:
        """Some of it may have come before."""
        self._take([*self.old[-again:], *self.waiting[:size]] if again else self.waiting[:size])

    @precondition(lambda self: self.waiting)
    @rule(size=st.integers(1, 8))
    def a_batch_is_taken_and_not_confirmed(self, size: int) -> None:
        """The bot is killed between the commit and the next request; it starts again."""
        waiting, confirmed = list(self.waiting), set(self.confirmed)
        self._take(self.waiting[:size])
        self.waiting, self.confirmed = waiting, confirmed
        self.a_restart()

    def _take(self, batch: list[dict[str, Any]]) -> None:
        try:
            self.runner.run(self.house.intake.take(batch))
        except NotStored:
            return  # nothing is confirmed: all of it comes again
        numbers = {each["update_id"] for each in batch}
        self.confirmed |= numbers
        self.old += [each for each in self.waiting if each["update_id"] in numbers]
        self.waiting = [each for each in self.waiting if each["update_id"] not in numbers]

    @rule()
    def a_restart(self) -> None:
        self._let_go()
        self.runner.run(self.stack.aclose())
        self.house = self._open()

    @rule(pages=st.sampled_from([0, 0, 1, 2, 5, 20]))
    def the_disk_fills_up(self, pages: int) -> None:
        if self.other is None:
            self.runner.run(self.house.limit(pages))

    @rule()
    def there_is_room_again(self) -> None:
        if self.other is None:
            self.runner.run(self.house.limit(PLENTY))

    @rule()
    def another_program_locks_and_lets_go(self) -> None:
        if self.other is None:
            self.other = sqlite3.connect(self.path, isolation_level=None)
            self.other.execute("BEGIN IMMEDIATE")
        else:
            self._let_go()

    def _let_go(self) -> None:
        if self.other is not None:
            self.other.close()
            self.other = None

    @invariant()
    def nothing_is_half(self) -> None:
        if not hasattr(self, "house"):
            return
        said, parked, seen, alerts = self.runner.run(self._look())
        assert len(said) == len(set(said))
        assert len(parked) == len(set(parked))
        assert set(said) | set(parked) == seen
        assert not set(said) & set(parked)
        assert said == sorted(said)  # in the order in which they came
        assert self.confirmed <= seen
        assert all(self.words[number] in GOOD for number in said)
        assert alerts == (parked if self.admin == ADMIN else [])

    async def _look(self) -> tuple[list[int], list[int], set[int], list[int]]:
        said = await self.house.rows("SELECT code FROM areas ORDER BY rowid")
        parked = await self.house.rows("SELECT update_id FROM parked_updates ORDER BY id")
        seen = await self.house.rows("SELECT update_id FROM seen_updates")
        told = await self.house.rows("SELECT COUNT(*) AS n FROM outbox WHERE kind = 'apology'")
        numbers = [row["update_id"] for row in parked]
        apologies = numbers if told[0]["n"] == len(numbers) else []
        return (
            [int(row["code"]) for row in said],
            numbers,
            {r["update_id"] for r in seen},
            apologies,
        )

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        self._let_go()
        self.runner.run(self.house.limit(PLENTY))
        self._take(list(self.waiting))
        assert not self.waiting
        self.runner.run(self._all_is_there())
        self.runner.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    async def _all_is_there(self) -> None:
        """What was set aside for want of space is handled, too; the rest was people's."""
        for number in await self.house.db.read(storage_intake.parked_for_space):
            await self.house.intake.again(number)
        good = [number for number, word in self.words.items() if word in GOOD]
        assert sorted(int(row["code"]) for row in await self.house.rows(
            "SELECT code FROM areas")) == good  # fmt: skip
        assert len(await self.house.rows(
            "SELECT 1 FROM parked_updates WHERE settled_at IS NULL"
        )) == len(self.words) - len(good)  # fmt: skip


TestIntakeMachine = IntakeMachine.TestCase
TestIntakeMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
