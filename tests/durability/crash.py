"""A city reports to the real bot, which is killed again and again: what is left of it all."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot import dispatch
from bot.cli.verify import verify
from bot.simulator import Simulator
from bot.simulator.world import Change
from storage.database import Database, Tx, snapshot
from storage.offline import looking_at
from tests.durability.officers import INCIDENT, MILESTONES, Officer, Plan, settle
from tests.durability.process import Point, Process

_RECEIPT = re.compile(r"^(?:✅|Sudah tersimpan:) No\. (\d+)\.", re.MULTILINE)
PATIENCE = 20.0
"""Seconds after which a point that was not reached becomes a kill at any moment."""


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


async def found(sim: Simulator, folder: Path, plan: Plan, seed: int = 1) -> City:
    """A city whose officers and leaders are registered; nobody has reported anything."""
    process = Process(sim, folder)
    db = await Database.open(process.database)
    try:
        chats = await db.write(lambda tx: settle(tx, plan))
    finally:
        await db.close()
    officers: list[Officer] = []
    for user_id, station in chats:
        phone = sim.phone(f"Orang {user_id}", f"+62800{user_id:07d}", user_id)
        sim.world.chats[user_id].started = True
        if station is not None:
            script = [*MILESTONES] + ([INCIDENT] if plan.troubled(len(officers)) else [])
            Random(user_id).shuffle(script)
            officers.append(Officer(phone, station, script))
    return City(process, officers, seed)
