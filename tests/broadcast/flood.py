"""A broadcast to a whole city by the real bot, killed on the way: who has it, and how often.

python -m tests.broadcast.flood [--people 11000] [--kills 3] [--rate 250] [--folder DIR]
Exit code 1 if anybody who could be reached has nothing, or more than a kill excuses, or if the
figures that its author reads do not add up.
"""

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.simulator import Phone, Simulator
from bot.simulator.faults import Fault, failure
from bot.simulator.world import Change
from storage import broadcasts
from storage.broadcasts import Broadcast, Figures
from storage.database import Database, Tx, snapshot
from storage.offline import looking_at
from tests.broadcast.crowd import fill
from tests.durability.process import Process
from tests.town import ADMIN_ID

ACCOUNTS = 100_000
"""The account of person 1 is the one after this."""
WORDS = "Semua petugas siaga pukul 06.00"
BLOCKED_EVERY = 33
"""3 % of the people have stopped the bot; of every other one of them it does not know yet."""
BUSY_EVERY = 60
"""One of so many messages is answered with 429."""
_NUMBERS = re.compile(
    r"Terkirim ([\d.]+) · gagal ([\d.]+) · tidak terjangkau ([\d.]+) · jumlah ([\d.]+) orang"
)


@dataclass(frozen=True)
class Plan:
    """How many people, at which shares of them the bot is killed, how fast it sends."""

    people: int
    kills: Sequence[float]
    rate: float
    patience: float = 60.0


@dataclass
class Busy(Fault):
    """Asks the bot to wait with one of so many messages."""

    asked: int = 0
    _seen: int = 0

    def hits(self, method: str, chat_id: object) -> bool:
        if not super().hits(method, chat_id):
            return False
        self._seen += 1
        self.asked += self._seen % BUSY_EVERY == 0
        return self._seen % BUSY_EVERY == 0


@dataclass(frozen=True)
class Result:
    """What came of it. `excused` had it, unrecorded, when the bot was killed."""

    people: int
    blocked: int
    waits: int
    kills: int
    missing: int
    twice: int
    unexcused: int
    excused: int
    told: tuple[int, ...]
    """Sent, failed, out of reach, and their sum, as the author reads them at the end."""
    figures: Figures
    violations: int

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        sent, failed, beyond, total = self.told
        return (
            self.missing == self.unexcused == self.violations == 0
            and sent == self.people - self.blocked == self.figures.sent
            and failed + beyond == self.blocked
            and sent + failed + beyond == total == self.people == self.figures.total
        )


class Flood:
    """The city, the bot, and what reached whom."""

    def __init__(self, sim: Simulator, folder: Path, plan: Plan) -> None:
        program = ("tests.broadcast.hurried", str(plan.rate))
        self.process = Process(sim, folder, program)
        self._sim, self._plan = sim, plan
        self._busy = Busy("sendMessage", times=10**9, error=failure(429, None, 1))
        self._got: Counter[int] = Counter()
        self._excused: set[int] = set()
        self._milestone = asyncio.Event()
        self._next = 0.0
        sim.world.listeners.append(self._notice)

    async def found(self) -> Phone:
        """Fill the database and hand out phones; the author's."""
        db = await Database.open(self.process.database)
        await db.write(lambda tx: fill(tx, self._plan.people, accounts_from=ACCOUNTS))
        known = [(ACCOUNTS + n,) for n in self._blocked() if n % 2]
        await db.write(
            lambda tx: tx.many("UPDATE accounts SET blocked_at = 1 WHERE user_id = $1", known)
        )
        await db.close()
        for number in range(1, self._plan.people + 1):
            phone = self._sim.phone(f"Orang {number}", f"+62811{number:07d}", ACCOUNTS + number)
            self._sim.world.chats[phone.user_id].started = True
            self._sim.world.chats[phone.user_id].blocked = number % BLOCKED_EVERY == 0
        return self._sim.phone("Admin", "+628009000000", ADMIN_ID)

    def _blocked(self) -> range:
        return range(BLOCKED_EVERY, self._plan.people + 1, BLOCKED_EVERY)

    def _notice(self, change: Change) -> None:
        if change.chat_id <= ACCOUNTS:
            return
        stored = self._sim.world.chats[change.chat_id].messages.get(change.message_id)
        if stored is not None and stored.body.get("text") == WORDS:
            self._got[change.chat_id] += 1
            if len(self._got) > self._next * self._plan.people:
                self._milestone.set()

    async def run(self) -> Result:
        """Write, send, kill on the way, and count at the end."""
        admin = await self.found()
        await self.process.start()
        await admin.says("/siaran")
        await admin.presses("Lanjut", timeout=self._plan.patience)
        await admin.sees("kirim isinya", timeout=self._plan.patience)
        await admin.says(WORDS)
        await admin.sees("Begini pesannya nanti", timeout=self._plan.patience)
        self._sim.faults.order(self._busy)
        await admin.presses("Kirim")
        for share in self._plan.kills:
            await self._die_at(share)
        done = await admin.sees("selesai pukul", timeout=self._plan.patience)
        assert await self.process.stop() == 0
        told = _NUMBERS.search(done.text)
        assert told is not None, done.text
        return self._result(tuple(int(each.replace(".", "")) for each in told.groups()))

    async def _die_at(self, share: float) -> None:
        """SIGKILL once so many have it; who shows it, unrecorded, may get it once more."""
        self._next = share
        async with asyncio.timeout(self._plan.patience):
            await self._milestone.wait()
        self._milestone.clear()
        self.process.kill()
        await self.process.gone()
        recorded = self._look(_recorded)
        self._excused |= {chat for chat in self._got if chat not in recorded}
        await self.process.start()

    def _look(self, query: Callable[[Tx], Any]) -> Any:
        with looking_at(self.process.database) as connection:
            return snapshot(connection, query)

    def _result(self, told: tuple[int, ...]) -> Result:
        blocked = {ACCOUNTS + number for number in self._blocked()}
        everybody = range(ACCOUNTS + 1, ACCOUNTS + self._plan.people + 1)
        twice = {chat for chat, copies in self._got.items() if copies > 1}
        too_often = {c for c, n in self._got.items() if n > 1 + self.process.kills}
        return Result(
            self._plan.people, len(blocked), self._busy.asked, self.process.kills,
            missing=sum(chat not in self._got and chat not in blocked for chat in everybody),
            twice=len(twice), unexcused=len((twice - self._excused) | too_often),
            excused=len(self._excused), told=told, figures=self._look(_figures),
            violations=len(self._sim.violations),
        )  # fmt: skip


def _recorded(tx: Tx) -> set[int]:
    return {row["chat_id"] for row in tx.all("SELECT chat_id FROM outbox WHERE sent_at > 0")}


def _figures(tx: Tx) -> Figures:
    broadcast = broadcasts.get(tx, 1)
    assert isinstance(broadcast, Broadcast)
    return broadcasts.figures(tx, broadcast)


def shown(result: Result, seconds: float) -> str:
    """The figures as a table, one a line."""
    sent, failed, beyond, total = result.told
    lines = {
        "people a broadcast was for": result.people,
        "of these blocked the bot": result.blocked,
        "answers 429": result.waits,
        "kills (SIGKILL) on the way": result.kills,
        "reachable people without it": result.missing,
        "people who have it twice": result.twice,
        f"  of these not under way at a kill ({result.excused} were)": result.unexcused,
        "told to its author: sent": sent,
        "  failed": failed,
        "  out of reach": beyond,
        "  altogether": total,
        "wrong calls of the Bot API": result.violations,
        "seconds": round(seconds),
    }
    width = max(map(len, lines))
    return "\n".join(f"{name:{width}}  {value:>7,}" for name, value in lines.items())


def main() -> int:
    """Run once and print the figures last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=11_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--rate", type=float, default=250.0)
    parser.add_argument("--folder", type=Path, help="keep database and log here")
    given = parser.parse_args()
    shares = [number / given.kills for number in range(given.kills)]
    plan = Plan(given.people, shares, given.rate, patience=60 + 3 * given.people / given.rate)
    began = time.monotonic()

    async def play(folder: Path) -> Result:
        async with Simulator(latency=0.002) as sim:
            return await Flood(sim, folder, plan).run()

    with tempfile.TemporaryDirectory() as passing:
        result = asyncio.run(play(given.folder or Path(passing)))
    sys.stdout.write(f"{shown(result, time.monotonic() - began)}\n")
    return 0 if result.holds else 1


if __name__ == "__main__":
    sys.exit(main())
