"""Where updates come from: long polling, or a webhook of our own. Both feed one intake."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.intake import Intake, Raw
from bot.transport import Rejected, RetryAfter, Sent, Transport

log = logging.getLogger(__name__)

BATCH = 100
LONG_POLL = 50
PAUSE_AFTER_FAILURE = 1.0
MOST_BYTES = 1024 * 1024
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that some conversation takes; Telegram need not send others."""


async def poll(transport: Transport, intake: Intake) -> None:
    """Take batches until cancelled. The next request confirms a batch, so only after the commit."""
    offset = 0
    await _until_sent(transport, "deleteWebhook", {})
    while True:
        payload = {
            "offset": offset, "limit": BATCH, "timeout": LONG_POLL, "allowed_updates": KINDS,
        }  # fmt: skip
        outcome = await transport.call("getUpdates", payload, wait=LONG_POLL + 15)
        match outcome:
            case Sent(list() as updates):
                if updates:
                    await intake.take(updates)
                    offset = max(int(raw["update_id"]) for raw in updates) + 1
            case RetryAfter(seconds):
                await asyncio.sleep(seconds)
            case _:
                description = getattr(outcome, "description", "no list of updates")
                log.warning("Telegram gave no updates: %s", description, extra={"action": "poll"})
                await asyncio.sleep(PAUSE_AFTER_FAILURE)


async def _until_sent(transport: Transport, method: str, payload: dict[str, Any]) -> None:
    """Repeat a call until Telegram has done it."""
    while True:
        outcome = await transport.call(method, payload)
        if isinstance(outcome, Sent):
            return
        description = getattr(outcome, "description", "too many requests")
        log.warning("%s failed: %s", method, description, extra={"action": method})
        if isinstance(outcome, Rejected):
            raise WebhookRefused(description)
        pause = outcome.seconds if isinstance(outcome, RetryAfter) else PAUSE_AFTER_FAILURE
        await asyncio.sleep(pause)


class WebhookRefused(Exception):
    """Telegram refused the address of the webhook."""


@dataclass(frozen=True)
class WebhookPlan:
    """The public address Telegram posts to, the secret it shows, and where we listen."""

    url: str
    path: str
    secret: str
    host: str
    port: int


class Webhook:
    """Answers 200 only after the update's batch is committed, 500 if that failed."""

    def __init__(self, plan: WebhookPlan, intake: Intake) -> None:
        self._plan = plan
        self._intake = intake
        self._waiting: asyncio.Queue[tuple[Raw, asyncio.Future[None]]] = asyncio.Queue(10 * BATCH)

    async def run(self, transport: Transport) -> None:
        """Listen, tell Telegram where, and take batches in order of arrival until cancelled."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post(self._plan.path, self._receive)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._plan.host, self._plan.port).start()
            payload = {"url": self._plan.url, "secret_token": self._plan.secret,
                       "allowed_updates": KINDS, "drop_pending_updates": False}  # fmt: skip
            await _until_sent(transport, "setWebhook", payload)
            while True:
                await self._take_batch()
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(shown.encode(), self._plan.secret.encode()):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return web.Response(status=400)
        stored = asyncio.get_running_loop().create_future()
        await self._waiting.put((raw, stored))
        try:
            await stored
        except Exception:  # noqa: BLE001 - the batch's failure is logged where it happened
            return web.Response(status=500)
        return web.Response()

    async def _take_batch(self) -> None:
        batch = [await self._waiting.get()]
        while len(batch) < BATCH and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        failure: Exception | None = None
        try:
            await self._intake.take([raw for raw, _ in batch])
        except Exception as error:
            log.exception("A batch could not be stored", extra={"action": "webhook"})
            failure = error
        for _, stored in batch:
            if stored.cancelled():
                continue
            if failure is None:
                stored.set_result(None)
            else:
                stored.set_exception(failure)
