"""A city that reports to the real bot process, which is killed again and again.

Where it is killed is decided by what the simulated Telegram sees, so that named points are hit
for certain: the bot itself knows nothing of it.
"""

import asyncio
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

from bot import dispatch
from bot.cli.verify import verify
from bot.simulator import Phone, Simulator
from bot.simulator.faults import Fault
from bot.simulator.world import Change
from handlers.access import Role
from storage import people
from storage.database import Database, Tx, snapshot
from storage.offline import looking_at
from tests.town import ADMIN_ID, MORNING

ROOT = Path(__file__).parents[2]
MILESTONES = ("berdiri", "kotak", "mulai", "tutup", "hitung", "selesai")
_RECEIPT = re.compile(r"^(?:✅|Sudah tersimpan:) No\. (\d+)\.", re.MULTILINE)
INCIDENT = "masalah banjir air masuk TPS"
PATIENCE = 20.0
"""Seconds after which a point that was not reached becomes a kill at any moment."""


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
                listener = self._nth_change(chance.randrange(1 + acts))
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


@dataclass
class Officer:
    """Somebody at a station of their own, and what they have reported so far."""

    phone: Phone
    station: int
    left: list[str]
    said: list[str] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    """The update that each press made."""

    async def acts(self, chance: Random) -> int:
        """Report the next thing by words or by a press, now and then twice; the updates made."""
        self.phone.no_signal = chance.random() < 0.1
        if self.said and chance.random() < 0.3:
            await self.phone.says(self.said[-1])  # no answer came in time, or so it seemed
            return 1
        if not self.left:
            return 0
        words = self.left.pop(0)
        self.said.append(words)
        if not (chance.random() < 0.3 and await self._pressed(words)):
            await self.phone.says(words)
        return 1

    async def _pressed(self, words: str) -> bool:
        if self.phone.no_signal or words not in LABELS:
            return False
        for message in reversed(self.phone.messages):
            for row, buttons in enumerate(message.buttons):
                for column, button in enumerate(buttons):
                    if button.label == LABELS[words]:
                        self.phone.tap(message, row, column)
                        self.pressed[words] = self.phone._world.updates._next - 1
                        return True
        return False


LABELS = {
    "berdiri": "TPS berdiri", "kotak": "Kotak sudah di TPS", "mulai": "Rapat dimulai",
    "tutup": "Pemungutan ditutup", "hitung": "Penghitungan dimulai",
    "selesai": "Penghitungan selesai",
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """What came of it all. Lost and doubled must be none."""

    kills: int
    updates: int
    reports: int
    unstored: int
    """Updates confirmed to Telegram that the database does not know."""
    dropped: int
    """Presses that Telegram gave up after 150 s; their officers typed instead."""
    lost: int
    doubled: int
    untold: tuple[int, ...]
    repeated: int
    alerts: int
    alerts_missed: int
    elsewhere: tuple[Point, ...]
    """Points that were not reached in time: there the bot was killed later, at any moment."""
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        bad = (
            self.unstored,
            self.lost,
            self.doubled,
            len(self.untold),
            self.alerts_missed,
            len(self.problems),
        )
        return not any(bad) and self.repeated <= self.kills * dispatch.UNRECORDED


class City:
    """Officers, those who lead, and the bot between them."""

    def __init__(self, process: Process, officers: list[Officer], seed: int) -> None:
        self.process = process
        self.officers = officers
        self.chance = Random(seed)
        self.updates = 0
        self._sim = process.sim
        self._elsewhere: list[Point] = []
        self._presses_dropped = 0
        self._confirmed: set[int] = set()
        self._confirms = process.sim.world.updates.confirm
        process.sim.world.updates.confirm = self._confirm  # type: ignore[method-assign]
        self._told: set[int] = set()
        self._posted: Counter[tuple[int, str]] = Counter()
        self._sim.world.listeners.append(self._notice)

    def _notice(self, change: Change) -> None:
        """Keep which reports people were told of, and how often in a message of its own."""
        chat = self._sim.world.chats.get(change.chat_id)
        stored = chat.messages.get(change.message_id) if chat else None
        text = change.toast.text if change.toast else stored.body.get("text", "") if stored else ""
        number = _RECEIPT.search(text)
        if number is None:
            return
        self._told.add(int(number[1]))
        if stored is not None and "edit_date" not in stored.body and not change.toast:
            self._posted[change.chat_id, text] += 1

    async def live_through(self, points: list[Point], each: int) -> Figures:
        """Report in rounds, `each` officers in each; the bot dies once in every round."""
        for point in points:
            await self._round(point, each)
        await self._finish()
        return self._figures()

    async def _round(self, point: Point, each: int) -> None:
        await self.process.start()
        for officer in self.chance.sample(self.officers, min(each, len(self.officers))):
            self.updates += await officer.acts(self.chance)
        with self.process.dying(point, self.chance, len(self._sim.world.updates.pending())):
            try:
                async with asyncio.timeout(PATIENCE):
                    await self.process.killed.wait()
            except TimeoutError:
                self._elsewhere.append(point)
                self.process.kill()
        await self.process.gone()

    async def _finish(self) -> None:
        """Everybody has signal again and reports what is left; the bot is left in peace.

        Who pressed while Telegram could not deliver for over 150 s got no answer, and types.
        """
        await self.process.start()
        for officer in self.officers:
            officer.phone.no_signal = False
            for words in self._dropped(officer):
                await officer.phone.says(words)
                self.updates += 1
            while officer.left:
                self.updates += await officer.acts(Random(0))
                officer.phone.no_signal = False
        while self._sim.world.updates.pending() or self._unsent():
            await self._sim.settled(quiet=0.5, timeout=600)
        assert await self.process.stop() == 0

    def _dropped(self, officer: Officer) -> list[str]:
        """What somebody pressed and Telegram neither delivered nor still keeps."""
        kept = self._confirmed | {each.update_id for each in self._sim.world.updates.pending()}
        dropped = [words for words, number in officer.pressed.items() if number not in kept]
        self._presses_dropped += len(dropped)
        return dropped

    def _confirm(self, before: int) -> None:
        self._confirmed.update(n for n in self._sim.world.updates._pending if n < before)
        self._confirms(before)

    def _unsent(self) -> int:
        sql = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
        return int(self._look(lambda tx: tx.value(sql)))

    def _look(self, query: Callable[[Tx], Any]) -> Any:
        with looking_at(self.process.database) as connection:
            return snapshot(connection, query)

    def _figures(self) -> Figures:
        stored = Counter(self._look(_stored))
        said = {(o.station, w) for o in self.officers for w in o.said}
        numbers: dict[int, int] = self._look(_numbers)
        alerts: list[tuple[int, int]] = self._look(_alerts)
        seen: set[int] = self._look(_seen)
        missed = [each for each in alerts if not self._shows(*each)]
        return Figures(
            kills=self.process.kills, updates=self.updates, reports=sum(stored.values()),
            unstored=len(self._confirmed - seen), dropped=self._presses_dropped,
            lost=len(said - stored.keys()), doubled=sum(n - 1 for n in stored.values()),
            untold=tuple(number for number in numbers if number not in self._told),
            repeated=sum(count - 1 for count in self._posted.values()), alerts=len(alerts),
            alerts_missed=len(missed), elsewhere=tuple(self._elsewhere), problems=self._problems(),
        )  # fmt: skip

    def _shows(self, number: int, chat: int) -> bool:
        messages = self._sim.world.chats[chat].live()
        return any(f"No. {number}" in each.body.get("text", "") for each in messages)

    def _problems(self) -> tuple[str, ...]:
        found = [*verify(self.process.database).problems]
        found += [f"{each.method}: {each.problem}" for each in self._sim.violations]
        found += self._look(
            lambda tx: [r["reason"] for r in tx.all("SELECT * FROM parked_updates")]
        )
        return tuple(found)


def _stored(tx: Tx) -> list[tuple[int, str]]:
    rows = tx.all("SELECT station_id, topic, kind FROM reports WHERE version = 1")
    return [(r["station_id"], r["topic"] if r["kind"] == "status" else INCIDENT) for r in rows]


def _seen(tx: Tx) -> set[int]:
    return {row["update_id"] for row in tx.all("SELECT update_id FROM seen_updates")}


def _numbers(tx: Tx) -> dict[int, int]:
    return {row["number"]: row["person_id"] for row in tx.all("SELECT * FROM reports")}


def _alerts(tx: Tx) -> list[tuple[int, int]]:
    return [(row["incident_id"], row["chat_id"]) for row in tx.all("SELECT * FROM alerts")]


@dataclass(frozen=True)
class Plan:
    """How large a city is."""

    villages: int
    stations: int
    """In each village; one officer each."""
    incidents: int
    """How many officers report one."""


async def found(sim: Simulator, folder: Path, plan: Plan, seed: int = 1) -> City:
    """A city whose officers and leaders are registered; nobody has reported anything."""
    process = Process(sim, folder)
    db = await Database.open(process.database)
    try:
        chats = await db.write(lambda tx: _settle(tx, plan))
    finally:
        await db.close()
    officers: list[Officer] = []
    for user_id, station in chats:
        phone = sim.phone(f"Orang {user_id}", f"+62800{user_id:07d}", user_id)
        sim.world.chats[user_id].started = True
        if station is not None:
            script = [*MILESTONES] + ([INCIDENT] if len(officers) < plan.incidents else [])
            Random(user_id).shuffle(script)
            officers.append(Officer(phone, station, script))
    return City(process, officers, seed)


def _settle(tx: Tx, plan: Plan) -> list[tuple[int, int | None]]:
    """The private chats of everybody, with the station of those who report."""
    areas = [("35.73", "Kota", "city"), ("35.73.01", "Kecamatan", "district")]
    villages = [f"35.73.01.{1001 + n}" for n in range(plan.villages)]
    areas += [(code, f"Kelurahan {code[-4:]}", "village") for code in villages]
    tx.many("INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)", areas)
    chats: list[tuple[int, int | None]] = [(ADMIN_ID, None)]
    chats.append((_officer(tx, 10_001, Role.CAMAT, "35.73.01"), None))
    chats.append((_officer(tx, 10_002, Role.KOORDINATOR, "35.73", agency="bpbd"), None))
    for index, code in enumerate(villages):
        chats.append((_officer(tx, 20_000 + index, Role.LURAH, code), None))
        for number in range(1, plan.stations + 1):
            station = tx.one(
                "INSERT INTO stations (area, number) VALUES ($1, $2) RETURNING id", code, number
            )
            assert station is not None
            user_id = 100_000 + 1000 * index + number
            _officer(tx, user_id, Role.LINMAS, code, station_id=station["id"], seat=1)
            chats.append((user_id, station["id"]))
    return chats


def _officer(tx: Tx, user_id: int, role: Role, area: str, **post: Any) -> int:
    person = people.add_person(tx, MORNING, f"Orang {user_id}", f"+62800{user_id:07d}")
    people.add_post(tx, MORNING, 1, person, role, area, source="roster", **post)
    people.saw_account(tx, user_id, None, MORNING)
    people.link(tx, user_id, person, MORNING)
    return user_id
