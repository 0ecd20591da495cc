"""What a scenario stands on: the simulated Telegram, everybody's phone, clocks and gauges.

It runs in the simulator's own process, so that playing 1,188 phones costs the bot nothing.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.simulator import Phone, Simulator
from bot.simulator.screen import Message
from bot.simulator.world import Change

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1024 * 1024
PATIENCE = 120.0


@dataclass(frozen=True)
class Gauge:
    """What a process has used so far: CPU seconds, and resident bytes now and at most."""

    cpu: float
    resident: int
    highest: int

    @classmethod
    def of(cls, pid: int) -> "Gauge":
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
        highest = int(status.partition("VmHWM:")[2].split()[0]) * 1024
        return cls((int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE, highest)


@dataclass
class Seen:
    """When things appeared on phones, in seconds of `time.perf_counter`."""

    toasts: dict[int, list[float]] = field(default_factory=dict)
    changes: dict[int, list[float]] = field(default_factory=dict)
    count: int = 0
    first: float = 0.0
    last: float = 0.0

    def note(self, change: Change) -> None:
        """Listen to the simulated world."""
        now = self.last = time.perf_counter()
        self.first = self.first or now
        self.count += 1
        kept = self.toasts if change.kind == "toast" else self.changes
        kept.setdefault(change.chat_id, []).append(now)


class Stage:
    """A simulator with everybody on their phones, and the bot that is being measured."""

    pid: int

    def __init__(self, sim: Simulator, cast: dict[str, Any]) -> None:
        self.sim = sim
        self.cast = cast
        self.labels: list[str] = cast["labels"]
        self.seen = Seen()

    @property
    def bot(self) -> Gauge:
        return Gauge.of(self.pid)

    @property
    def telegram(self) -> Gauge:
        return Gauge.of(os.getpid())

    @property
    def reporters(self) -> list[int]:
        """The accounts that report for the stations."""
        return [each["account"] for each in self.cast["reporters"]]

    def phone(self, account: int) -> Phone:
        """Somebody's phone."""
        return self.sim.phone(f"Orang {account}", f"+62{account}", account)

    def move_in(self) -> None:
        """Everybody has pressed START some day."""
        for account in self.cast["accounts"]:
            self.sim.world.chats[self.phone(account).user_id].started = True

    def watch(self) -> None:
        """Note from now on when things appear."""
        self.seen = Seen()
        self.sim.world.listeners[:] = [self.seen.note]

    def watch_for(self, words: str, accounts: Iterable[int]) -> None:
        """Note from now on only what shows these words in the chats of some people."""
        self.seen = Seen()
        chosen = set(accounts)

        def look(change: Change) -> None:
            if change.kind == "message" and change.chat_id in chosen:
                stored = self.sim.world.chats[change.chat_id].messages[change.message_id]
                if words in stored.body.get("text", ""):
                    self.seen.note(change)

        self.sim.world.listeners[:] = [look]

    def forget(self, phone: Phone) -> None:
        """Keep the simulator itself from growing: old messages of a chat are not looked at."""
        messages = self.sim.world.chats[phone.user_id].messages
        for number in sorted(messages)[:-5]:
            del messages[number]

    async def polled(self) -> None:
        """Wait for the bot's first request for updates."""
        updates = self.sim.world.updates
        await self.until(lambda: updates._poller is not None)

    async def until(self, look: Callable[[], Any], patience: float = PATIENCE) -> None:
        """Wait until something is true; looked at a hundred times a second, not at each call."""
        deadline = time.perf_counter() + patience
        while not look():
            if time.perf_counter() > deadline:
                raise TimeoutError(f"not within {patience} s")
            if Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].startswith("Z"):
                raise RuntimeError("the bot has died")
            await asyncio.sleep(0.01)

    async def quiet(self, seconds: float = 1.0) -> None:
        """Wait until nothing has appeared for so long."""
        before = -1
        while before != self.seen.count:
            before = self.seen.count
            await asyncio.sleep(seconds)

    async def open_lists(self, accounts: Iterable[int]) -> dict[int, Message]:
        """Let people ask for the list of milestones, and give the message of each that has it."""
        phones = [self.phone(account) for account in accounts]
        for phone in phones:
            await phone.says("/tps")
        found: dict[int, Message] = {}

        def complete() -> bool:
            for phone in phones:
                if phone.user_id not in found and self.labels[-1] in phone.messages[-1].labels:
                    found[phone.user_id] = phone.messages[-1]
            return len(found) == len(phones)

        await self.until(complete)
        return found

    def press(self, message: Message, label: str) -> None:
        """Press a button by what it says."""
        phone = self.phone(message.chat_id)
        for row, buttons in enumerate(message.buttons):
            for column, button in enumerate(buttons):
                if button.label == label:
                    phone.tap(message, row, column)
                    return
        raise LookupError(label)


def percentile(values: Iterable[float], share: float) -> float:
    """The value that a share of all does not exceed; nan for none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
