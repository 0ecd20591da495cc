"""The real bot as a process, and how it is killed.

A point that Telegram sees is a trap in the simulated Telegram: the bot is killed from outside. For
a point that only the process knows, the bot is started with a death built in (`doomed`).
"""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.simulator import Simulator
from bot.simulator.faults import Fault
from bot.simulator.world import Change
from tests.durability.points import INSIDE, Point
from tests.town import ADMIN_ID

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Doom:
    """Where it dies, and at which time it gets there (from 1 on)."""

    point: Point
    nth: int = 1


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


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _hook() -> dict[str, str]:
    """Settings of a bot that is told of updates; it listens at the same place in every life."""
    place = f"127.0.0.1:{free_port()}"
    return {
        "SIAGA_WEBHOOK_URL": f"http://{place}/hook", "SIAGA_LISTEN": place,
        "SIAGA_WEBHOOK_SECRET": "satu-rahasia",
    }  # fmt: skip


class Process:
    """`siaga run` as people start it, on a database of its own; `hits` counts where it died."""

    def __init__(
        self,
        sim: Simulator,
        folder: Path,
        program: Sequence[str] = ("bot",),
        *,
        webhook: bool = False,
    ) -> None:
        self.sim = sim
        self._program = program
        self._hook = _hook() if webhook else {}
        self.database = folder / "siaga.db"
        self.backups = folder / "backups"
        self.log = folder / "bot.log"
        self.kills = 0
        self.hits: Counter[Point] = Counter()
        self._note = folder / "deaths.txt"
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._alive = False
        self._timer: asyncio.TimerHandle | None = None
        self._listener: Callable[[Change], None] | None = None

    async def start(self, doom: Doom | None = None) -> None:
        """Begin to run; it polls as soon as it can. With a doom inside it ends by itself."""
        settings = {
            "SIAGA_TOKEN": self.sim.token, "SIAGA_API_URL": self.sim.url,
            "SIAGA_DATABASE": f"sqlite:///{self.database}", "SIAGA_ADMIN_IDS": str(ADMIN_ID),
            "SIAGA_BACKUP_EVERY": "0", "SIAGA_BACKUP_DIR": str(self.backups),
            "SIAGA_EVIDENCE_DIR": str(self._folder / "evidence"), "PYTHONPATH": str(ROOT),
            **self._hook,
        }  # fmt: skip
        program = [*self._program]
        if doom is not None and doom.point in INSIDE:
            program = ["tests.durability.doomed", doom.point.name, str(doom.nth), str(self._note)]
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *program, "run", cwd=self._folder, env=os.environ | settings,
                stdout=log, stderr=log,
            )  # fmt: skip
        self._alive = True

    def kill(self, point: Point = Point.ANYWHERE) -> None:
        """SIGKILL, at once; a second one changes nothing."""
        assert self._process is not None
        if self._alive:
            self._alive = False
            os.kill(self._process.pid, signal.SIGKILL)
            self.hits[point] += 1

    async def gone(self) -> int:
        """Wait for the end of the process and give its exit code."""
        assert self._process is not None
        code = await self._process.wait()
        self._alive = False
        if code == -signal.SIGKILL:
            self.kills += 1
        if self._note.exists():
            self.hits.update(Point[line] for line in self._note.read_text().split())
            self._note.unlink()
        return code

    async def stop(self, within: float = 10.0) -> int:
        """Ask it to stop, as systemd does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            return await self.gone()

    async def dies(self, point: Point, chance: Random, waiting: int, within: float) -> bool:
        """Wait until it died at the point; False if it got not there and was killed elsewhere.

        `waiting` updates are on their way to it.
        """
        self._lie_in_wait(point, chance, waiting)
        try:
            async with asyncio.timeout(within):
                await self.gone()
        except TimeoutError:
            self.kill()
            await self.gone()
            return False
        finally:
            self._give_up()
        return True

    def _lie_in_wait(self, point: Point, chance: Random, waiting: int) -> None:
        if point is Point.ANYWHERE and chance.random() < 0.5:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(chance.uniform(0.2, 2.5), self.kill)
        elif point is Point.ANYWHERE:
            self._listener = self._nth_change(chance.randrange(1 + waiting // 2))
        elif point is Point.EDITED:
            self._listener = self._nth_edit(1)
        elif point is Point.CONFIRMING:
            self._trap("getUpdates", 1 + chance.randrange(1 + waiting // 100), point)
        elif point is Point.ANSWERING:
            self._trap("answerCallbackQuery", 0, point)
        if self._listener is not None:
            self.sim.world.listeners.append(self._listener)

    def _give_up(self) -> None:
        self.sim.clear_faults()
        if self._timer is not None:
            self._timer.cancel()
        if self._listener is not None:
            self.sim.world.listeners.remove(self._listener)
        self._timer = self._listener = None

    def _trap(self, method: str, skip: int, point: Point) -> None:
        self.sim.faults.order(Trap(method, spring=lambda: self.kill(point), skip=skip))

    def _nth_change(self, number: int) -> Callable[[Change], None]:
        seen = iter(range(number))
        return lambda change: self.kill() if next(seen, None) is None else None

    def _nth_edit(self, number: int) -> Callable[[Change], None]:
        seen = iter(range(number))

        def listen(change: Change) -> None:
            chat = self.sim.world.chats.get(change.chat_id)
            stored = chat.messages.get(change.message_id) if chat else None
            if stored is None or stored.body["from"]["id"] != self.sim.world.bot.id:
                return
            if "edit_date" in stored.body and next(seen, None) is None:
                self.kill(Point.EDITED)

        return listen
