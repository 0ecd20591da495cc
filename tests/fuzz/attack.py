"""Batches of damaged input thrown at the bot's intake, and what became of them."""

import json
import random
import traceback
from collections.abc import Sequence
from typing import Any

from bot.routes import routes
from storage import people, registration
from storage.database import Tx
from storage.registration import Offer, Wish
from tests.access.desk import Desk
from tests.fuzz import judge, mutation, samples
from tests.fuzz.judge import EVERYBODY, OUTSIDERS, STRANGER, Findings
from tests.town import ADMIN_ID, KOTALAMA, MORNING, user_id_of

Json = dict[str, Any]
BATCH = 50


async def furnish(desk: Desk) -> None:
    """A morning in Kotalama: something of everything that buttons are about."""
    for name, text in (
        ("Slamet", "mulai"),
        ("Slamet", "masalah banjir air masuk TPS"),
        ("Rina", "masalah politik uang amplop"),
        ("Slamet", "pak lurah sudah datang"),
        ("Tono", "logistik lengkap"),
        ("Lurah Hadi", "2 mulai"),
    ):
        await desk.says(user_id_of(name), text)
    for text in ("/start", "/agenda_tambah", "/siaran", "/petugas slamet", "/acara", "/sistem"):
        await desk.says(ADMIN_ID, text)
    await desk.run(_seed)


def _seed(tx: Tx) -> None:
    for user_id, name in enumerate(("Ali", "Budi", "Cici"), 888_001):
        people.saw_account(tx, user_id, None, MORNING)
        wish = Wish(name, "+628111111111", None, "linmas", KOTALAMA, 1)
        registration.ask(tx, MORNING, 1, user_id, wish)
        offer = Offer("linmas", KOTALAMA, 1, None)
        registration.invite(
            tx, MORNING, 1, f"only-{name}-knows-this", offer, uses=5,
            expires_at=MORNING.replace(day=29), created_by=None,
        )  # fmt: skip


class Attack:
    """Input from `who`, each batch judged as soon as it was taken."""

    def __init__(self, desk: Desk, rnd: random.Random, who: Sequence[int] = EVERYBODY) -> None:
        self.findings = Findings()
        self.taken = 0
        self._desk = desk
        self._rnd = rnd
        self._who = who
        self._verbs = sorted({*routes().presses, *routes().open_presses})
        self._commands = sorted(routes().commands)
        self._buttons: list[tuple[int, str]] = []
        self._queries: dict[str, str] = {}
        self._parked = 0

    async def updates(self, count: int) -> None:
        """Damaged updates of all kinds."""
        for batch in _batches(count):
            made = [samples.any_update(self._somebody(), self._rnd) for _ in range(batch)]
            await self._throw([mutation.damaged(each, self._rnd) for each in made])

    async def lines(self, count: int) -> None:
        """What nobody ever typed, as plain messages."""
        for batch in _batches(count):
            await self._throw([samples.said(self._somebody(), self._line()) for _ in range(batch)])

    def _line(self) -> str:
        """Something typed; sometimes with a command before it, whichever there is."""
        text = mutation.text(self._rnd)
        command = f"/{self._rnd.choice(self._commands)}"
        return f"{command} {text}"[:4096] if self._rnd.random() < 0.25 else text

    async def presses(self, count: int) -> None:
        """Real buttons, pressed by anybody, and forged ones."""
        for batch in _batches(count):
            self._buttons = await self._desk.db.read(_buttons)
            await self._throw([self._press() for _ in range(batch)])

    def _press(self) -> Json:
        query = f"q{self._rnd.getrandbits(60)}"
        who, data = self._data()
        self._queries[query] = data
        return samples.pressed(who, query, data)

    def _data(self) -> tuple[int, str]:
        """Who presses what: half of the real buttons are pressed by those who see them."""
        rnd = self._rnd
        if not self._buttons or rnd.random() < 0.3:
            return self._somebody(), self._forged()
        sees, data = rnd.choice(self._buttons)
        if rnd.random() < 0.3:
            parts = data.split("|")
            parts[rnd.randrange(len(parts))] = self._argument()
            data = "|".join(parts)
        return sees if sees in self._who and rnd.random() < 0.5 else self._somebody(), data

    def _forged(self) -> str:
        rnd = self._rnd
        if rnd.random() < 0.1:
            return mutation.text(rnd)[:64]
        arguments = [self._argument() for _ in range(rnd.randrange(4))]
        return "|".join([f"1{rnd.choice(self._verbs)}", *arguments])

    def _argument(self) -> str:
        rnd = self._rnd
        return rnd.choice((
            str(rnd.randrange(9)), str(rnd.randrange(9)), KOTALAMA, "35.73", "mulai", "y", "n", "",
            rnd.choice(mutation.ODD), rnd.choice(samples.WORDS), "0705", "token-Ali",
            str(2**63), "kpps_ketua", "linmas", f"reminder:{rnd.randrange(3)}",
        ))  # fmt: skip

    def _somebody(self) -> int:
        return self._rnd.choice(self._who)

    async def _throw(self, batch: list[Json]) -> None:
        known = json.dumps(batch, default=str)
        try:
            await self._desk.takes(batch)
        except Exception:  # noqa: BLE001 - whatever gets out of the intake is what we look for
            self.findings.crashes.append(f"{traceback.format_exc()[-1500:]}\n--- {known[:1500]}")
        self.taken += len(batch)
        await self._judge()

    async def _judge(self) -> None:
        parked = await self._desk.db.read(lambda tx: judge.parked_after(tx, self._parked))
        for number, raw, reason in parked:
            self._parked = number
            if bug := judge.bug_in(raw, reason):
                self.findings.bugs.append(bug)
        if self._queries:
            answered = await self._desk.db.read(judge.answered)
            missed = [data for query, data in self._queries.items() if query not in answered]
            self.findings.unanswered += missed
            self._queries.clear()
        await self._desk.run(_tidy)


async def unrightful(desk: Desk, rnd: random.Random, count: int) -> Findings:
    """Everything at once by a stranger and by officers of elsewhere: Kotalama stays as it is."""
    attack = Attack(desk, rnd, (STRANGER, *OUTSIDERS))
    before = await desk.db.read(judge.protected)
    for part in range(0, count, 3 * BATCH):
        share = min(BATCH, (count - part) // 3 + 1)
        await attack.updates(share)
        await attack.lines(share)
        await attack.presses(share)
        after = await desk.db.read(judge.protected)
        for table in after:
            if difference := before[table] ^ after[table]:
                attack.findings.changed.append(f"{table}: {sorted(map(repr, difference))[:4]}")
        before = after
    return attack.findings


def _batches(count: int) -> list[int]:
    return [min(BATCH, count - start) for start in range(0, count, BATCH)]


def _buttons(tx: Tx) -> list[tuple[int, str]]:
    """Chat and callback data of everything on anybody's screen."""
    rows = tx.all(
        "SELECT chat_id, payload FROM messages UNION ALL SELECT chat_id, payload FROM"
        " (SELECT chat_id, payload FROM outbox WHERE payload LIKE '%callback_data%'"
        " ORDER BY id DESC LIMIT 300)"
    )
    found: set[tuple[int, str]] = set()
    for row in rows:
        markup = json.loads(row["payload"]).get("reply_markup") or {}
        for line in markup.get("inline_keyboard", []):
            found |= {(row["chat_id"], each["callback_data"]) for each in line
                      if "callback_data" in each}  # fmt: skip
    return sorted(found)


def _tidy(tx: Tx) -> None:
    """Dispatch would have sent it: what was said does not pile up."""
    tx.run("DELETE FROM deliveries WHERE outbox_id IS NOT NULL")
    tx.run("DELETE FROM outbox WHERE id < (SELECT MAX(id) - 2000 FROM outbox)")
