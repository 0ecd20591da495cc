"""A city reports to the real bot, which is killed again and again: what is left of it all."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from bot import dispatch
from bot.cli.verify import verify
from bot.simulator import Simulator
from bot.simulator.updates import PRESSES_KEPT
from bot.simulator.world import Change, Stored
from storage.database import Database, Tx, snapshot
from storage.offline import looking_at
from tests.durability import looks
from tests.durability.leaders import Admin, Drafter, faulty_copies
from tests.durability.ledger import Ledger, Reckoning
from tests.durability.looks import Seen
from tests.durability.officers import (
    BPBD,
    CAMAT,
    DRAFTERS,
    INCIDENT,
    MILESTONES,
    Officer,
    Plan,
    drafter_of,
    lurah_of,
    settle,
)
from tests.durability.points import INSIDE, Point
from tests.durability.process import Doom, Process

T = TypeVar("T")
_RECEIPT = re.compile(r"^(?:✅|Sudah tersimpan:) No\. (\d+)\.", re.MULTILINE)
PATIENCE = 45.0
"""Seconds after which a point that was not reached becomes a kill at any moment."""
LULL = 3.0
"""Seconds without anything after which more people act."""
SOON = 0.03
"""Seconds in which what a killed process sent last has come in."""
GAP = timedelta(seconds=PRESSES_KEPT + 10)


@dataclass(frozen=True)
class Figures:
    """What came of it all. Lost, doubled, untold and missed must be none."""

    kills: int
    hits: Counter[Point]
    elsewhere: int
    """Points that were not reached in time: there the bot was killed later, at any moment."""
    updates: Reckoning
    retyped: int
    held: int
    reports: int
    lost: int
    doubled: int
    untold: int
    alerts: int
    alerts_missed: int
    forms: int
    forms_lost: int
    imports: int
    backups: int
    under_way: tuple[int, ...]
    """Messages shown but not recorded, at each kill."""
    repeated: int
    repeated_without_cause: int
    """Sent again although it had been recorded: not under way at any kill."""
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        bad = (
            self.updates.unstored, self.updates.messages_gone, self.lost, self.doubled,
            self.untold, self.alerts_missed, self.forms_lost, self.repeated_without_cause,
            len(self.problems),
        )  # fmt: skip
        return not any(bad) and max(self.under_way, default=0) <= dispatch.UNRECORDED


@dataclass
class Ahead:
    """The clock of the simulated Telegram: that of the machine, set ahead now and then."""

    by: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.by


class City:
    """Officers, those who lead, and the bot between them."""

    def __init__(
        self, process: Process, clock: Ahead, officers: list[Officer], drafters: list[Drafter],
        seed: int,
    ) -> None:  # fmt: skip
        self.process = process
        self.clock = clock
        self.officers = officers
        self.drafters = drafters
        self.admin = Admin.of(process.sim, "35.73.01.1001-001")
        self.chance = Random(seed)
        self.elsewhere = 0
        self.ledger = Ledger(process.sim.world.updates)
        self._sim = process.sim
        self._told: set[int] = set()
        self._shown: set[Seen] = set()
        self._under_way: list[int] = []
        self._unrecorded: set[Seen] = set()
        self._sim.world.listeners.append(self._notice)

    def _notice(self, change: Change) -> None:
        """Keep which reports people were told of, and every message that the bot sent."""
        chat = self._sim.world.chats.get(change.chat_id)
        stored = chat.messages.get(change.message_id) if chat else None
        text = change.toast.text if change.toast else stored.body.get("text", "") if stored else ""
        if number := _RECEIPT.search(text):
            self._told.add(int(number[1]))
        if change.kind == "message" and stored and self._is_new(stored):
            self._shown.add((change.chat_id, change.message_id))

    def _is_new(self, stored: Stored) -> bool:
        mine = stored.body["from"]["id"] == self._sim.world.bot.id
        return mine and "edit_date" not in stored.body

    async def live_through(
        self, points: Iterable[Point], each: int, gap_every: int = 10**9
    ) -> Figures:
        """Report in rounds, `each` officers in each; the bot dies once in every round.

        In every round of the number `gap_every` it comes back only when Telegram has given up the
        presses that were made meanwhile.
        """
        for number, point in enumerate(points, 1):
            if number % gap_every == 0:
                await self._people_act(each)
                self.clock.by += GAP
            await self._round(point, each)
        await self._finish()
        return self._figures()

    # ── a round ──────────────────────────────────────────────────────────────
    async def _round(self, point: Point, each: int) -> None:
        waiting = len(self._sim.world.updates.pending()) + each
        doom = Doom(point, self._nth(point, waiting)) if point in INSIDE else None
        self.ledger.born()
        await self.process.start(doom)
        await self._people_act(each)
        leader = asyncio.ensure_future(self._lead(point, each))
        there = await self.process.dies(point, self.chance, waiting, PATIENCE)
        self.elsewhere += not there
        self.ledger.died()
        leader.cancel()
        await asyncio.gather(leader, return_exceptions=True)
        await self._count_under_way()

    def _nth(self, point: Point, waiting: int) -> int:
        match point:
            case Point.BEFORE_COMMIT | Point.AFTER_COMMIT:
                return 1 + self.chance.randrange(1 + waiting // 100)
            case Point.CLAIMED:
                return 1 + self.chance.randrange(1 + waiting // 2)
            case Point.MIGRATING:
                return self.chance.randint(2, 4)  # 1 is the table of versions
            case _:
                return self.chance.randint(1, 2)

    async def _people_act(self, each: int) -> None:
        for officer in self.officers:
            await officer.waits()
        for officer in self.chance.sample(self.officers, min(each, len(self.officers))):
            await officer.acts(self.chance)
        for drafter in self.drafters:
            await drafter.goes_on(more=self.chance.random() < 0.3)

    async def _lead(self, point: Point, each: int) -> None:
        """Bring about what the point needs; more people act if nothing has come of it."""
        if point is Point.IMPORTING:
            await self.admin.imports_roster()
        elif point is Point.BACKING_UP:
            await self.admin.asks_for_backup()
        while True:
            await self._sim.world.signal.quiet(LULL)
            await self._people_act(each)

    async def _count_under_way(self) -> None:
        """What was shown and is not recorded: that much, and no more, may come once more."""
        await self._sim.world.signal.quiet(SOON)
        open_ones = self._shown - self._unrecorded - self._look(looks.recorded)
        self._under_way.append(len(open_ones))
        self._unrecorded |= open_ones

    # ── the end ──────────────────────────────────────────────────────────────
    async def _finish(self) -> None:
        """Everybody has signal again and reports what is left; the bot is left in peace.

        Who pressed while Telegram could not deliver for over 150 s got no answer, and types.
        """
        before = self._look(looks.seen)
        self.ledger.born()
        await self.process.start()
        gone = self.ledger.gone(before)
        for officer in self.officers:
            officer.phone.no_signal = False
            for words in [w for w, number in officer.pressed.items() if number in gone]:
                await officer.types(words)
            while officer.left:
                await officer.acts(Random(0))
                officer.phone.no_signal = False
        await self._settled()
        await self._finish_forms()
        await self.admin.was_applied()
        await self._settled()
        self.ledger.died()
        assert await self.process.stop() == 0

    async def _finish_forms(self) -> None:
        """Whose press was dropped presses again: there is nothing left to wait for."""
        async with asyncio.timeout(60):
            while any([await d.goes_on(more=False, patience=0.0) for d in self.drafters]):
                await self._settled()

    async def _settled(self) -> None:
        while self._busy():
            await self._sim.settled(quiet=0.5, timeout=600)

    def _busy(self) -> bool:
        return bool(self._sim.world.updates.pending()) or self._look(looks.unsent)

    # ── what came of it ──────────────────────────────────────────────────────
    def _look(self, query: Callable[[Tx], T]) -> T:
        with looking_at(self.process.database) as connection:
            return snapshot(connection, query)

    def _figures(self) -> Figures:
        stored, numbers = Counter(self._look(looks.stored)), self._look(looks.numbers)
        said = {(o.station, w) for o in self.officers for w in o.said}
        alerts = self._look(looks.alerts)
        missed = [each for each in self._owed() if not self._shows(*each)]
        told = Counter(self._look(looks.incidents))
        forms = [told[words] for words in self._forms()]
        repeated = self._shown - self._look(looks.recorded)
        return Figures(
            kills=self.process.kills, hits=self.process.hits, elsewhere=self.elsewhere,
            updates=self.ledger.reckon(self._look(looks.seen)),
            retyped=sum(o.retyped for o in self.officers), held=sum(o.held for o in self.officers),
            reports=sum(stored.values()), lost=len(said - stored.keys()),
            doubled=sum(n - 1 for n in stored.values()), untold=len(numbers - self._told),
            alerts=len(alerts), alerts_missed=len(missed), forms=len(forms),
            forms_lost=sum(1 for count in forms if count != 1),
            imports=self.admin.imports, backups=self.admin.backups,
            under_way=tuple(self._under_way), repeated=len(repeated),
            repeated_without_cause=len(repeated - self._unrecorded),
            problems=self._problems(),
        )  # fmt: skip

    def _forms(self) -> list[str]:
        return [d.words(number) for d in self.drafters for number in range(1, d.begun + 1)]

    def _owed(self) -> list[tuple[int, int]]:
        """Which incident must be on whose phone, by the rules and not by the bot's own rows."""
        floods = self._look(looks.floods)
        return [(number, chat) for number, village in floods
                for chat in (lurah_of(village), CAMAT, BPBD)]  # fmt: skip

    def _shows(self, number: int, chat: int) -> bool:
        wanted = re.compile(rf"No\. {number}\b")
        messages = self._sim.world.chats[chat].live()
        return any(wanted.search(each.body.get("text", "")) for each in messages)

    def _problems(self) -> tuple[str, ...]:
        found = [*verify(self.process.database).problems]
        found += [f"{each.method}: {each.problem}" for each in self._sim.violations]
        for query in (looks.parked, looks.half_made, self.admin.problems):
            found += self._look(query)
        return (*found, *faulty_copies(self.process.backups, self.admin.backups))


async def found(
    sim: Simulator, clock: Ahead, folder: Path, plan: Plan, seed: int = 1, *, webhook: bool = False
) -> City:
    """A city whose officers and leaders are registered; nobody has reported anything.

    `clock` is that of the simulator.
    """
    process = Process(sim, folder, webhook=webhook)
    db = await Database.open(process.database)
    try:
        chats = await db.write(lambda tx: settle(tx, plan))
    finally:
        await db.close()
    officers: list[Officer] = []
    drafters: list[Drafter] = []
    for user_id, station in chats:
        phone = sim.phone(f"Orang {user_id}", f"+62800{user_id:07d}", user_id)
        sim.world.chats[user_id].started = True
        if station is not None:
            script = [*MILESTONES] + ([INCIDENT] if plan.troubled(len(officers)) else [])
            Random(user_id).shuffle(script)
            officers.append(Officer(phone, station, script, plan.late))
        elif user_id in map(drafter_of, range(DRAFTERS)):
            drafters.append(Drafter(phone))
    return City(process, clock, officers, drafters, seed)
