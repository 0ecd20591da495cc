"""The real bot as a process, and where it is killed.

Where it dies is decided by what the simulated Telegram sees, so that named points are hit for
certain: the bot itself knows nothing of it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random

from bot.simulator import Simulator
from bot.simulator.faults import Fault
from bot.simulator.world import Change
from tests.town import ADMIN_ID

ROOT = Path(__file__).parents[2]


class Point(Enum):
    """Where the bot is when it dies, as far as Telegram can see."""

    ANYWHERE = "at a random moment"
    HANDED_OUT = "updates handed out, nothing stored yet"
    CONFIRMING = "stored, about to confirm"
    POSTING = "a message under way to Telegram"
    POSTED = "a message shown, its answer not received"
    ANSWERING = "a press about to be answered"
    EDITED = "an edit shown, its answer not received"


@dataclass
class Trap(Fault):
    """Springs when a request comes in that fits, before it has any effect; never a fault itself."""

    spring: Callable[[], None] = lambda: None
    skip: int = 0

    def hits(self, method: str, chat_id: object) -> bool:
        if super().hits(method, chat_id):
            self.skip -= 1
            if self.skip < 0:
                self.spring()
        return False


class Process:
    """`siaga run` as people start it, on a database of its own."""

    def __init__(self, sim: Simulator, folder: Path) -> None:
        self.sim = sim
        self.database = folder / "siaga.db"
        self.log = folder / "bot.log"
        self.kills = 0
        self.killed = asyncio.Event()
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Begin to run; it polls as soon as it can."""
        settings = {
            "SIAGA_TOKEN": self.sim.token, "SIAGA_API_URL": self.sim.url,
            "SIAGA_DATABASE": f"sqlite:///{self.database}", "SIAGA_ADMIN_IDS": str(ADMIN_ID),
            "SIAGA_BACKUP_EVERY": "0", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.killed.clear()
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self._folder, env=os.environ | settings,
                stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL, at once; a second one changes nothing."""
        assert self._process is not None
        if not self.killed.is_set() and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            self.kills += 1
        self.killed.set()

    async def gone(self) -> int:
        """Wait for the end of the process and give its exit code."""
        assert self._process is not None
        return await self._process.wait()

    async def stop(self, within: float = 10.0) -> int:
        """Ask it to stop, as systemd does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            return await self.gone()

    @contextmanager
    def dying(self, point: Point, chance: Random, acts: int) -> Iterator[None]:
        """While the block runs, the bot is killed where the point says; `acts` updates wait."""
        nth, batch, listener = (
            chance.randrange(1 + acts // 2),
            chance.randrange(1 + acts // 100),
            None,
        )
        match point:
            case Point.ANYWHERE:
                listener = self._nth_change(nth)
            case Point.POSTED:
                listener = self._nth_message(nth, edited=False)
            case Point.EDITED:
                listener = self._nth_message(1, edited=True)
            case Point.HANDED_OUT:
                self._trap("getUpdates", batch, soon=chance.uniform(0.003, 0.03))
            case Point.CONFIRMING:
                self._trap("getUpdates", batch + 1)
            case Point.POSTING:
                self._trap("sendMessage", nth)
            case Point.ANSWERING:
                self._trap("answerCallbackQuery", 0)
        if listener is not None:
            self.sim.world.listeners.append(listener)
        try:
            yield
        finally:
            self.sim.clear_faults()
            if listener is not None:
                self.sim.world.listeners.remove(listener)

    def _trap(self, method: str, skip: int, soon: float = 0.0) -> None:
        def spring() -> None:
            # "Soon" is while the bot works on what it was just handed out.
            asyncio.get_running_loop().call_later(soon, self.kill) if soon else self.kill()

        self.sim._faults.order(Trap(method, spring=spring, skip=skip))

    def _nth_change(self, number: int) -> Callable[[Change], None]:
        seen = iter(range(number))
        return lambda change: self.kill() if next(seen, None) is None else None

    def _nth_message(self, number: int, *, edited: bool) -> Callable[[Change], None]:
        seen = iter(range(number))

        def listen(change: Change) -> None:
            chat = self.sim.world.chats.get(change.chat_id)
            stored = chat.messages.get(change.message_id) if chat else None
            if stored is None or stored.body["from"]["id"] != self.sim.world.bot.id:
                return
            if ("edit_date" in stored.body) is edited and next(seen, None) is None:
                self.kill()

        return listen
