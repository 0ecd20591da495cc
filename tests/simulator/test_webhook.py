"""Updates delivered to the bot's address instead."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.simulator import Phone, Simulator
from tests.simulator.client import Bot


class Hook:
    """A bot's address that answers with the given statuses, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: list[tuple[str, str]] = []

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.got.append((update["message"]["text"], secret))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def hook() -> AsyncIterator[tuple[Hook, str]]:
    """A hook and its address."""
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield hook, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_an_update_is_delivered_again_until_it_is_taken(
    sim: Simulator, bot: Bot, slamet: Phone, hook: tuple[Hook, str]
) -> None:
    """Errors only delay, the order within a chat stays, the secret goes along."""
    taker, url = hook
    taker.statuses = [500, 502]
    assert (await bot.call("setWebhook", url=url, secret_token="rahasia")).result is True
    await slamet.says("satu")
    await slamet.says("dua")
    await sim.settled(quiet=0.05)
    assert taker.got == [(text, "rahasia") for text in ("satu", "satu", "satu", "dua")]
    info = (await bot.call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"]) == (url, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 502"


async def test_polling_is_refused_while_a_webhook_is_set(
    bot: Bot, slamet: Phone, hook: tuple[Hook, str]
) -> None:
    """The two ways exclude each other; deleting the webhook opens polling again."""
    await bot.call("setWebhook", url=hook[1])
    refused = await bot.call("getUpdates")
    assert (refused.status, refused.reason[:33]) == (409, "can't use getUpdates method while")
    await bot.call("deleteWebhook")
    await slamet.says("halo")
    assert len(await bot.updates()) == 1


async def test_pending_updates_can_be_dropped(bot: Bot, slamet: Phone) -> None:
    """Only when the bot asks for it."""
    await slamet.says("halo")
    await bot.call("deleteWebhook")
    assert len(await bot.updates()) == 1
    await bot.call("deleteWebhook", drop_pending_updates=True)
    assert await bot.updates() == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"url": "ftp://x.id"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://x.id", "secret_token": "a b"}, "secret token contains unallowed"),
    ],
)
async def test_a_useless_webhook_is_refused(bot: Bot, values: dict[str, str], reason: str) -> None:
    """Before anything changes."""
    assert (await bot.call("setWebhook", **values)).reason.startswith(reason)
    assert (await bot.call("getWebhookInfo")).result["url"] == ""
