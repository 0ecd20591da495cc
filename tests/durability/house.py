"""An intake with one conversation, for tests of what becomes of batches."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update, User
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, TypeHandler, filters

from bot.intake import Intake, UnitApplication
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
        case "keluar":
            raise SystemExit
        case "berhenti":
            raise asyncio.CancelledError


async def afterwards(update: Update, ctx: Context) -> None:
    """A second look at the same update, when the first is done; it may stumble, too."""
    if ctx.text == "belakangan":
        raise ValueError("too late")


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
    built.add_handler(MessageHandler(filters.UpdateType.MESSAGE, afterwards), group=1)
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
