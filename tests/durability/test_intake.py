"""Batches of updates: every one is stored or parked, and none can harm another."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram import Update, User
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, TypeHandler, filters

from bot import updates
from bot.intake import Intake, NotStored, UnitApplication
from handlers.context import Context
from handlers.policy import Policy
from handlers.router import Unhandled
from storage import intake as storage_intake
from storage.database import Database, Tx
from tests.durability.conftest import NOW

ADMIN = 9
PERSON = 55


async def write_down(update: Update, ctx: Context) -> None:
    """A conversation that keeps what was said; some words make it stumble."""
    ctx.tx.run(
        "INSERT INTO areas (code, name, level) VALUES ($1, $2, 'village')",
        str(update.update_id), ctx.text,
    )  # fmt: skip
    match ctx.text:
        case "salah":
            raise ValueError("no such thing")
        case "tidur":
            await asyncio.sleep(0)
        case "sql":
            ctx.tx.run("SELECT no_such_column FROM areas")
        case "putus":
            ctx.tx.run("ROLLBACK")
        case "besar":
            ctx.tx.run("INSERT INTO contents (payload) VALUES ($1)", "x" * 3_000_000)
        case "iterator":
            next(iter(()))


async def nobody(update: Update, ctx: Context) -> None:
    """As the last handler of the real list."""
    raise Unhandled


class House:
    """An intake with one conversation, and what became of what came."""

    def __init__(self, db: Database, admins: frozenset[int], pause: float) -> None:
        self.db = db
        self.woken = 0
        self.now = NOW
        policy = Policy(zone=ZoneInfo("Asia/Jakarta"), admin_ids=admins, bot_username="Bot")
        self.intake = Intake(db, application(), policy, self._clock, self._wake, pause)

    def _clock(self) -> datetime:
        return self.now

    def _wake(self) -> None:
        self.woken += 1

    async def said(self) -> list[str]:
        rows = await self.rows("SELECT name FROM areas ORDER BY CAST(code AS INTEGER)")
        return [row["name"] for row in rows]

    async def parked(self) -> list[storage_intake.Parked]:
        return await self.db.read(storage_intake.parked)

    async def rows(self, sql: str) -> list[Any]:
        return await self.db.read(lambda tx: tx.all(sql))

    async def limit(self, pages: int) -> None:
        """A disk with so many free pages of 4 KiB; 0 for none at all."""

        def unit(tx: Tx) -> None:
            held = int(tx.value("PRAGMA page_count"))
            tx.one(f"PRAGMA max_page_count = {held + pages}")

        await self.db.write(unit)


def application() -> UnitApplication:
    builder: Any = ApplicationBuilder()
    built: UnitApplication = (
        builder.application_class(UnitApplication)
        .token("1000:TEST")
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .build()
    )
    # What getMe would have told: there is no network here.
    built.bot._bot_user = User(1000, "Siaga TPS", is_bot=True, username="SiagaTpsBot")
    built._initialized = True
    built.add_handler(MessageHandler(filters.UpdateType.MESSAGE, write_down))
    built.add_handler(TypeHandler(Update, nobody))
    return built


def message(number: int, text: str, chat: int = PERSON) -> dict[str, Any]:
    """A private message as it comes from Telegram."""
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": 1732665720, "text": text,
            "chat": {"id": chat, "type": "private", "first_name": "Slamet"},
            "from": {"id": chat, "is_bot": False, "first_name": "Slamet"},
        },
    }  # fmt: skip


def batch(*texts: str, first: int = 1) -> list[dict[str, Any]]:
    return [message(number, text) for number, text in enumerate(texts, first)]


@asynccontextmanager
async def opened(
    path: Path, admins: frozenset[int] = frozenset({ADMIN}), pause: float = 0.0
) -> AsyncIterator[House]:
    db = await Database.open(path)
    try:
        yield House(db, admins, pause)
    finally:
        await db.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An intake whose pauses take no time."""
    async with opened(tmp_path / "siaga.db") as found:
        yield found


async def test_a_batch_is_stored_in_order_and_dispatch_told(house: House) -> None:
    """Everything is there when `take` returns, not a moment later."""
    await house.intake.take(batch("satu", "dua", "tiga"))
    assert await house.said() == ["satu", "dua", "tiga"]
    assert house.woken == 1


async def test_what_comes_twice_is_handled_once(tmp_path: Path) -> None:
    """In one batch, in the next, and after a restart: the number alone decides."""
    for _ in range(2):
        async with opened(tmp_path / "siaga.db") as house:
            await house.intake.take([*batch("satu", "dua"), message(2, "dua")])
            await house.intake.take([message(1, "satu"), message(3, "tiga")])
            assert await house.said() == ["satu", "dua", "tiga"]


async def test_numbers_are_forgotten_when_telegram_cannot_repeat_them(house: House) -> None:
    """After a quiet week Telegram may count anew from any number."""
    await house.intake.take([message(number, "a") for number in range(1, 6)])
    later = NOW + storage_intake.REMEMBERED
    assert await house.db.write(lambda tx: storage_intake.forget_old(tx, later, 2)) is False
    later += timedelta(seconds=1)
    while await house.db.write(lambda tx: storage_intake.forget_old(tx, later, 2)):
        pass
    assert await house.rows("SELECT * FROM seen_updates") == []


@pytest.mark.parametrize("word", ["salah", "tidur", "sql", "putus", "iterator"])
async def test_an_update_that_fails_harms_no_other(house: House, word: str) -> None:
    """An exception, a wait, a faulty statement, a lost transaction: it is undone and parked."""
    came = batch("satu", word, "tiga")
    await house.intake.take(came)
    assert await house.said() == ["satu", "tiga"]
    (parked,) = await house.parked()
    assert json.loads(parked.raw) == came[1]
    assert "Traceback" in parked.reason
    told = await house.rows("SELECT chat_id, kind FROM outbox WHERE kind IN ('apology', 'fault')")
    assert {tuple(row) for row in told} == {(PERSON, "apology"), (ADMIN, "fault")}


async def test_a_faulty_statement_costs_nobody_a_pause(tmp_path: Path) -> None:
    """It is the update's own fault: nothing is gained by trying the batch again."""
    async with opened(tmp_path / "siaga.db", pause=3600) as house:
        await asyncio.wait_for(house.intake.take(batch("satu", "sql", "tiga")), 5)
        assert len(await house.parked()) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 5, "message": 7},
        {"update_id": 5, "message": {"message_id": "x", "chat": []}},
        {"update_id": 5, "callback_query": {"id": 1, "from": None, "message": "x"}},
        {"update_id": 5, "message": message(5, "a")["message"] | {"date": 10**30}},
        {"update_id": 5, "message": message(5, "a", chat=2**80)["message"]},
    ],
    ids=["a number", "wrong types", "a press", "far future", "beyond 64 bits"],
)
async def test_what_cannot_be_read_is_kept_whole(house: House, raw: dict[str, Any]) -> None:
    """Whatever is wrong with it, it waits for somebody to look, and the others go on."""
    await house.intake.take([message(4, "satu"), raw, message(6, "dua")])
    assert await house.said() == ["satu", "dua"]
    assert [json.loads(parked.raw) for parked in await house.parked()] == [raw]


async def test_what_has_no_number_is_no_update(house: House) -> None:
    """It can neither be confirmed nor told from another."""
    junk: list[Any] = [None, 7, [], {}, {"update_id": "5"}, {"update_id": True}]
    junk += [{"update_id": 2**63}, {"update_id": -1}]
    assert not any(map(updates.numbered, junk))
    await house.intake.take([*junk, message(1, "satu")])
    assert await house.said() == ["satu"]


async def test_an_update_that_nobody_takes_is_seen_by_somebody(house: House) -> None:
    """It is parked without an apology: nobody waits for an answer."""
    await house.intake.take([{"update_id": 1, "channel_post": message(1, "x")["message"]}])
    assert [parked.reason for parked in await house.parked()] == ["unhandled"]
    assert await house.rows("SELECT 1 FROM outbox") == []


async def test_failing_to_apologise_harms_nobody(tmp_path: Path) -> None:
    """An admin's number that no database holds: the update is parked all the same."""
    async with opened(tmp_path / "siaga.db", admins=frozenset({2**70})) as house:
        await house.intake.take(batch("satu", "salah", "tiga"))
        assert await house.said() == ["satu", "tiga"]
        assert len(await house.parked()) == 1


async def test_a_fault_that_repeats_does_not_bury_the_admin(house: House) -> None:
    """A thousand failures an hour are one message, kept up to date."""
    await house.intake.take(batch(*["salah"] * 80))
    alerts = await house.rows("SELECT payload FROM messages")
    assert len(alerts) == 1
    assert "80 pesan petugas" in json.loads(alerts[0]["payload"])["text"]
    house.now += timedelta(hours=1)
    await house.intake.take(batch("salah", first=100))
    assert len(await house.rows("SELECT 1 FROM messages")) == 2


async def test_a_press_that_fails_is_answered_and_apologised_for(house: House) -> None:
    """Else the button would seem to work for half a minute."""
    query = {"id": "77", "chat_instance": "1", "data": 5, "message": message(1, "x")["message"]}
    await house.intake.take([{"update_id": 1, "callback_query": query | {"from": "nobody"}}])
    said = await house.rows("SELECT method, chat_id FROM outbox WHERE method <> 'show'")
    assert [tuple(row) for row in said] == [("answerCallbackQuery", None), ("sendMessage", PERSON)]


async def test_one_update_too_large_for_the_disk_is_parked_alone(house: House) -> None:
    """The disk has room for the others: they are stored, it is tried three times."""
    await house.limit(pages=60)
    await house.intake.take(batch("satu", "besar", "tiga"))
    assert await house.said() == ["satu", "tiga"]
    assert [json.loads(parked.raw)["update_id"] for parked in await house.parked()] == [2]


async def test_a_full_disk_confirms_nothing_and_loses_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even a parked update fits: NotStored. With room again everything is handled, once."""
    await house.intake.take(batch("satu"))
    big = "x" * 4000
    came = batch(*[big] * 30, first=2)
    await house.limit(pages=0)
    with caplog.at_level(logging.ERROR), pytest.raises(NotStored):
        await house.intake.take(came)
    assert "database or disk is full" in caplog.text
    stored = await house.said()
    assert len(stored) < 31
    await house.limit(pages=10_000)
    await house.intake.take(came)
    assert await house.said() == ["satu", *[big] * 30]
    assert await house.parked() == []
