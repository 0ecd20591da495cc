"""Plays the morning in accelerated time on the real bot, and keeps what everybody saw."""

import asyncio
import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import app
from bot.app import Parts
from bot.city import malang, prepared
from bot.city.morning import accounts, plan, script
from bot.city.morning.plan import LASTS, SLOT, Morning, Report
from bot.city.morning.player import Player
from bot.city.personas import admins
from bot.city.roster import Roster
from bot.cli import verify
from bot.settings import Fixed, Settings
from bot.simulator import Simulator
from bot.simulator.screen import Message
from bot.simulator.world import Change
from storage.database import Database, Tx
from tests.conftest import UNHURRIED
from tests.town import TOKEN, Clock

DAY = date(2024, 11, 27)
ZONE = ZoneInfo("Asia/Jakarta")
PATIENCE = 180.0


@dataclass(frozen=True)
class Sight:
    """A message of the bot as it was shown: `at` seconds since 06.00, `new` or edited."""

    at: float
    chat: int
    message: int
    new: bool
    silent: bool
    text: str
    labels: tuple[str, ...]


@dataclass
class Played:
    """The morning, and what came of it."""

    roster: Roster = field(repr=False)
    morning: Morning = field(repr=False)
    account_of: dict[str, int] = field(repr=False)
    sights: list[Sight] = field(default_factory=list, repr=False)
    keys_missing: list[Report] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    violations: list[object] = field(default_factory=list)
    parked: int = 0


async def play(folder: Path) -> Played:
    """The whole morning, then what /rekap and /belum say at 08.00, then `siaga verify`."""
    roster = malang.build()
    morning = script.write(roster)
    account_of = accounts.accounts(roster, morning)
    played = Played(roster, morning, account_of)
    settings = await _prepare(folder, roster, account_of)
    clock = Clock(plan.moment(DAY, 0, ZONE))
    async with Simulator(TOKEN, clock=clock) as sim:
        settings = settings.model_copy(update={"api_url": sim.url})
        accounts.move_in(sim, roster, account_of)

        def steady() -> float:
            return clock.now.timestamp()

        async with app.running(settings, clock, UNHURRIED, steady) as parts:
            stage = Stage(sim, parts, clock, Player(sim, morning, account_of), played)
            with stage.watching(), _collecting_less():
                await stage.play()
            await stage.ask()
            played.parked = await parts.db.read(
                lambda tx: int(tx.value("SELECT COUNT(*) FROM parked_updates"))
            )
        played.violations = list(sim.violations)
    played.problems = verify.verify(settings.database_path).problems
    return played


@contextmanager
def _collecting_less() -> Iterator[None]:
    """Look for garbage as seldom as the bot does in production: it is a quarter of the work."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


async def _prepare(folder: Path, roster: Roster, account_of: dict[str, int]) -> Settings:
    """The prepared city with everybody's account; the vote is on DAY."""
    database = folder / "siaga.db"
    shutil.copy(await prepared.city(roster, lambda: None), database)
    await prepared.begin_day(database, DAY)
    db = await Database.open(database)
    await db.write(lambda tx: accounts.register(tx, plan.moment(DAY, -3600, ZONE), account_of))
    await db.close()
    return Fixed(
        token=SecretStr(TOKEN), database=f"sqlite:///{database}",
        admin_ids=tuple(admins(roster)), evidence_dir=folder / "evidence",
        backup_dir=folder / "backups",
    )  # fmt: skip


@dataclass
class Stage:
    """A running bot whose clock jumps from one quarter of a minute to the next."""

    sim: Simulator
    parts: Parts
    clock: Clock
    player: Player
    played: Played

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Keep what the bot shows to anybody."""
        listeners = self.sim.world.listeners
        listeners.append(self._note)
        yield
        listeners.remove(self._note)

    def _note(self, change: Change) -> None:
        if change.kind != "message":
            return
        chat = self.sim.world.chats[change.chat_id]
        message = Message.of(chat, chat.messages[change.message_id], self.sim.world.bot.id)
        if message.by_bot:
            self.played.sights.append(Sight(
                self._now(), change.chat_id, message.id, not message.edited, message.silent,
                message.text, tuple(message.labels),
            ))  # fmt: skip

    def _now(self) -> float:
        return (self.clock.now - plan.moment(DAY, 0, ZONE)).total_seconds()

    async def play(self) -> None:
        """Every quarter of a minute: the timers look, then people do what they do then."""
        due = {at: list(deeds) for at, deeds in groupby(
            self.played.morning.deeds, key=lambda each: each.at)}  # fmt: skip
        for at in range(0, LASTS + 1, SLOT):
            await self.at(plan.moment(DAY, at, ZONE))
            for deed in due.get(at, []):
                if isinstance(deed, Report) and deed.key and not self._has_key(deed):
                    self.played.keys_missing.append(deed)
                await self.player.act(deed)
            if at in due:
                await self.settled()
        numbers = {each.number: self.player.number(each.number)
                   for each in self.played.morning.cases}  # fmt: skip
        self.played.numbers = numbers

    def _has_key(self, report: Report) -> bool:
        return report.text in self.player.phone(report.phone).keyboard

    async def at(self, moment: datetime) -> None:
        """It is that late now: every timer looks once, and whatever follows from it is done."""
        self.clock.now = moment
        self.sim.world.signal.fire()
        for tick in self.parts.schedule.ticks:
            await self.parts.schedule.run(tick)
        await self.settled()

    async def settled(self) -> None:
        """The bot has confirmed every update and sent everything that it wrote down."""
        signal = self.sim.world.signal
        while True:
            async with asyncio.timeout(PATIENCE):
                assert await signal.until(self._waits, PATIENCE), "the bot takes no updates"
                if not await self.parts.db.read(_is_busy):
                    return
                await signal.quiet(0.01)

    def _waits(self) -> bool | None:
        """Whether the bot has nothing left to confirm and asks for updates since a short time."""
        updates = self.sim.world.updates
        since = updates.waits_since
        ready = since is not None and self.clock.now.timestamp() - since < 2 * SLOT
        return (ready and not updates.pending()) or None

    async def ask(self) -> None:
        """What the coordinator of KPU who is left to nobody reads at 08.00."""
        officer = next(
            each for each in self.played.roster.officers
            if (each.role, each.place, each.agency) == ("koordinator", "35.73", "KPU")
            and each.phone in self.played.account_of
        )  # fmt: skip
        phone = self.player.phone(officer.phone)
        for words in ("/rekap mulai", "/belum mulai", "/belum kotak", "/siaga"):
            before = len(phone.messages)
            await phone.says(words)
            await self.settled()
            said = [each.text for each in phone.messages[before:] if each.by_bot]
            self.played.answers[words] = "\n".join(said)


def _is_busy(tx: Tx) -> bool:
    waiting = "SELECT 1 FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND held = 0"
    return (
        tx.value(f"{waiting} LIMIT 1") is not None
        or tx.value("SELECT 1 FROM jobs WHERE finished_at IS NULL LIMIT 1") is not None
    )
