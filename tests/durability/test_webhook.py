"""Webhook: 200 only for what is stored, in order, and nothing for those without the secret."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot import app
from bot.settings import Address, Fixed
from bot.simulator import Simulator
from storage.database import Database
from tests import town as towns
from tests.conftest import UNHURRIED
from tests.durability.conftest import locked
from tests.durability.house import message
from tests.durability.process import free_port
from tests.town import ADMIN_ID, TOKEN, Clock, Town

SECRET = "satu-rahasia"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True)
class Hook:
    """A town whose bot is told of updates, and the address where it listens."""

    town: Town
    url: str
    leave: Callable[[], Any]

    async def post(self, body: bytes | dict[str, Any], secret: str | None = SECRET) -> int:
        """What the bot answers to such a request."""
        headers = {} if secret is None else {HEADER: secret}
        given = {"json": body} if isinstance(body, dict) else {"data": body}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, headers=headers, **given) as answer,
        ):
            return answer.status


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Hook]:
    database, clock = folder / "siaga.db", Clock()
    db = await Database.open(database)
    await db.write(towns.build)
    await db.write(towns.set_up_event)
    await db.close()
    address = Address("127.0.0.1", free_port())
    url = f"http://{address.host}:{address.port}/hook"
    async with Simulator(TOKEN, clock=clock, webhook_pause=0.1) as sim:
        settings = Fixed(
            token=SecretStr(TOKEN), database=f"sqlite:///{database}", admin_ids=(ADMIN_ID,),
            api_url=sim.url, webhook_url=url, webhook_secret=SecretStr(SECRET), listen=address,
            backup_dir=folder / "backups", evidence_dir=folder / "evidence",
        )  # fmt: skip
        async with AsyncExitStack() as bot:
            parts = await bot.enter_async_context(app.running(settings, clock, UNHURRIED))
            town = Town(sim, parts, clock, database)
            town.move_in()
            hooked = sim.world.signal.until(lambda: sim.world.updates.webhook or None, 5)
            assert await hooked
            yield Hook(town, url, bot.aclose)
        assert sim.violations == []


@pytest.fixture
async def hook(tmp_path: Path) -> AsyncIterator[Hook]:
    """A running bot in webhook mode on voting day."""
    async with opened(tmp_path) as found:
        yield found


async def test_reports_come_in_and_answers_go_out(hook: Hook) -> None:
    """Messages and presses alike; Telegram has nothing left to deliver."""
    slamet = hook.town.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await slamet.says("📍 Status TPS")
    await slamet.sees("Status TPS 001")
    await slamet.presses("TPS berdiri")
    await slamet.sees_toast()
    await hook.town.quiet()
    assert await hook.town.value("SELECT COUNT(*) FROM reports") == 2


async def test_many_at_once_are_stored_in_the_order_of_each_chat(hook: Hook) -> None:
    """Twelve people, five messages each, over forty connections."""
    people = [hook.town.phone(resident.name) for resident in towns.RESIDENTS[:12]]
    for number in range(5):
        for person in people:
            await person.says(f"catatan {number} dari {person.name}")
    await hook.town.quiet()
    rows = await hook.town.rows("SELECT chat_id, text FROM free_texts ORDER BY id")
    for person in people:
        mine = [str(row["text"]) for row in rows if row["chat_id"] == person.user_id]
        assert mine == [f"catatan {number} dari {person.name}" for number in range(5)]


async def test_200_means_stored(hook: Hook) -> None:
    """And the same update again is answered alike, but handled once."""
    slamet = hook.town.phone("Slamet").user_id
    for _ in range(2):
        assert await hook.post(message(1, "mulai", chat=slamet)) == 200
        assert await hook.town.value("SELECT COUNT(*) FROM reports") == 1


@pytest.mark.parametrize("secret", [None, "", "satu-rahasia.", "lain", "ra\udce9hasia"])
async def test_without_the_secret_nothing_is_taken(hook: Hook, secret: str | None) -> None:
    """403, whatever else the request says."""
    assert await hook.post(message(1, "mulai", chat=102), secret) == 403
    assert await hook.town.value("SELECT COUNT(*) FROM seen_updates") == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"update_id": "x"}', b"[" * 100_000])
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    """400, and the next one is taken as ever."""
    assert await hook.post(body) == 400
    assert await hook.post(message(1, "halo", chat=102)) == 200


async def test_500_means_bring_it_again(hook: Hook) -> None:
    """While another program holds the database nothing is acknowledged; then all comes in, once."""
    slamet = hook.town.phone("Slamet")
    async with locked(hook.town.parts.db):
        assert await hook.post(message(1, "mulai", chat=slamet.user_id)) == 500
        await slamet.says("kotak 06.00")
    assert await hook.post(message(1, "mulai", chat=slamet.user_id)) == 200
    await hook.town.quiet()
    assert await hook.town.value("SELECT COUNT(*) FROM reports") == 2


async def test_stopping_leaves_what_waits_to_telegram(tmp_path: Path) -> None:
    """Requests that were not stored yet are not acknowledged, and hold up nobody's exit."""
    async with opened(tmp_path) as hook:
        slamet = hook.town.phone("Slamet")
        async with locked(hook.town.parts.db, patience=700):
            waiting = asyncio.ensure_future(hook.post(message(1, "mulai", chat=slamet.user_id)))
            done, _ = await asyncio.wait({waiting}, timeout=0.2)
            assert not done
            async with asyncio.timeout(20):
                await hook.leave()
            assert await waiting == 500
