"""The bot's conversations without any network: raw updates in, rows out.

For tests that press every button there is with every argument one can think of.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import User
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.intake import Intake, UnitApplication
from bot.routes import routes
from handlers.context import Context
from handlers.policy import Policy
from handlers.router import Router
from storage.database import Database, Tx
from tests import town as towns

BOT = User(1000, "Siaga TPS", is_bot=True, username="SiagaTpsBot")
Row = tuple[object, ...]
Dump = dict[str, set[Row]]


class Desk:
    """A database with the town in it, and whoever writes to the bot."""

    def __init__(self, db: Database, intake: Intake) -> None:
        self.db = db
        self._intake = intake
        self._numbers = count(1)

    async def says(self, user_id: int, text: str, name: str = "Orang") -> None:
        """Somebody writes in the private chat."""
        await self._take("message", {**self._message(user_id, name), "text": text})

    async def presses(self, user_id: int, data: str, name: str = "Orang") -> None:
        """Somebody presses a button, real or forged, below some message of the private chat."""
        query = {
            "id": str(next(self._numbers)), "chat_instance": "1", "data": data,
            "from": _person(user_id, name), "message": self._message(user_id, name),
        }  # fmt: skip
        await self._take("callback_query", query)

    async def value(self, sql: str, *parameters: object) -> Any:
        """The first column of the first row."""
        return await self.db.read(lambda tx: tx.value(sql, *parameters))

    async def run(self, change: Callable[[Tx], object]) -> None:
        """Arrange something without a conversation."""
        await self.db.write(change)

    async def dump(self, without: frozenset[str], own: int) -> Dump:
        """All rows of all other tables; of drafts and live messages those of other chats."""
        return await self.db.read(lambda tx: _dump(tx, without, own))

    async def takes(self, updates: list[dict[str, Any]]) -> list[int]:
        """A batch of raw updates, which get their ids here: those ids."""
        given = [{"update_id": next(self._numbers)} | update for update in updates]
        await self._intake.take(given)
        return [update["update_id"] for update in given]

    async def _take(self, kind: str, body: dict[str, Any]) -> None:
        await self.takes([{kind: body}])

    def _message(self, user_id: int, name: str) -> dict[str, Any]:
        chat = {"id": user_id, "type": "private", "first_name": name}
        number = next(self._numbers)
        return {
            "message_id": number, "date": 1732665720, "chat": chat, "from": _person(user_id, name),
        }  # fmt: skip


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk in the town, everybody registered, on the morning of voting day."""
    db = await Database.open(folder / "siaga.db")
    try:
        await db.write(towns.build)
        await db.write(towns.set_up_event)
        policy = Policy(ZoneInfo("Asia/Jakarta"), frozenset({towns.ADMIN_ID}), "SiagaTpsBot")
        clock = towns.Clock()
        yield Desk(db, Intake(db, _application(), policy, clock, lambda: None))
    finally:
        await db.close()


def _application() -> UnitApplication:
    builder: Any = ApplicationBuilder()
    application: UnitApplication = (
        builder.application_class(UnitApplication).token(towns.TOKEN)
        .context_types(ContextTypes(context=Context)).updater(None).job_queue(None).build()
    )  # fmt: skip
    for handler in Router(routes()).handlers():
        application.add_handler(handler)
    # What getMe would have told: there is no network here.
    application.bot._bot_user = BOT
    application._initialized = True
    return application


def _person(user_id: int, name: str) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": name}


def _dump(tx: Tx, without: frozenset[str], own: int) -> Dump:
    named = tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {row["name"] for row in named} - without - {"sqlite_sequence"}
    return {
        table: {tuple(row) for row in tx.all(f"SELECT * FROM {table}") if not _own(row, own)}
        for table in tables
    }


def _own(row: Any, own: int) -> bool:
    keys = row.keys()
    if "payload" in keys and "finished_at" in keys and "kind" in keys:
        return f'"chat": {own}' in row["payload"]  # a job for the own chat, such as a file
    key = "user_id" if "asked_at" in keys else "chat_id" if "wanted" in keys else None
    return key is not None and row[key] == own
