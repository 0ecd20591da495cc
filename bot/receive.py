"""Where updates come from: long polling, or a webhook of our own. Both feed one intake."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot import updates
from bot.health import Pulse
from bot.intake import BATCH, Intake, NotStored
from bot.tasks import Explained
from bot.transport import Outcome, Rejected, RetryAfter, Sent, Transport
from bot.updates import Raw

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds; an absence begins with the last answer, so this is how exactly it is known."""
PAUSE_AFTER_FAILURE = 1.0
LONGEST_PAUSE = 5.0
LONGEST_HOLD = 60.0
"""Seconds between two tries whatever Telegram asks for: it keeps updates for a day only."""
CONFLICTS = 3
"""So often another program may end the polls of a bot that has just begun, before it gives way.

Telegram needs a moment to let go of a poll whose bot was killed. A bot that was answered once never
gives way: whoever else has the token came later.
"""
MOST_BYTES = 1024 * 1024
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that some conversation takes; Telegram need not send others."""


class AnotherPoller(Explained):
    """Another program receives the updates of this bot."""


async def poll(transport: Transport, intake: Intake, pulse: Pulse) -> None:
    """Take batches until cancelled. The next request confirms a batch, so only after the commit.

    Raises AnotherPoller if, from the start on, somebody else takes the updates away.
    """
    offset, failures, conflicts, answered = 0, 0, 0, False
    await _until_sent(transport, "deleteWebhook", {})
    while True:
        payload = {
            "offset": offset, "limit": BATCH, "timeout": LONG_POLL, "allowed_updates": KINDS,
        }  # fmt: skip
        outcome = await transport.call("getUpdates", payload, wait=LONG_POLL + 15)
        if isinstance(outcome, Sent) and isinstance(outcome.result, list):
            failures, answered = 0, True
            await pulse.heard()
            offset = await _taken(outcome.result, intake, pulse, offset)
        elif isinstance(outcome, RetryAfter):
            log.warning("%s", _why_no_updates(outcome), extra={"action": "poll"})
            await asyncio.sleep(min(outcome.seconds, LONGEST_HOLD))
        else:
            failures += 1
            log.warning("%s", _why_no_updates(outcome), extra={"action": "poll"})
            conflicts += _is_conflict(outcome)
            if conflicts >= CONFLICTS and not answered:
                raise AnotherPoller
            await asyncio.sleep(min(failures * PAUSE_AFTER_FAILURE, LONGEST_PAUSE))


async def _taken(found: list[Any], intake: Intake, pulse: Pulse, offset: int) -> int:
    """Take a batch and return the offset that confirms it; the old one if it must come again."""
    batch = [raw for raw in found if updates.numbered(raw)]
    if len(batch) < len(found):
        log.error("Telegram gave updates without a number", extra={"action": "poll"})
        await asyncio.sleep(0 if batch else PAUSE_AFTER_FAILURE)
    if not batch:
        return offset
    try:
        await intake.take(batch)
    except NotStored as error:
        log.critical(
            "Nothing can be stored, Telegram keeps what comes: %s", error,
            extra={"action": "poll"},
        )  # fmt: skip
        await pulse.refused(error)
        await asyncio.sleep(PAUSE_AFTER_FAILURE)
        return offset
    return max(int(raw["update_id"]) for raw in batch) + 1


def _is_conflict(outcome: Outcome) -> bool:
    return "conflict" in str(getattr(outcome, "description", "")).lower()


def _why_no_updates(outcome: Outcome) -> str:
    nothing = "too many requests" if isinstance(outcome, RetryAfter) else "no list of updates"
    description = str(getattr(outcome, "description", nothing))
    said = description.lower()
    if _is_conflict(outcome):
        return f"Another program receives the updates of this bot: {description}"
    if said in ("unauthorized", "not found"):
        return f"Telegram does not know this token any more (SIAGA_TOKEN): {description}"
    return f"Telegram gave no updates: {description}"


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
        await asyncio.sleep(min(pause, LONGEST_HOLD))


class WebhookRefused(Explained):
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
        self._waiting: asyncio.Queue[tuple[Raw, asyncio.Future[bool]]] = asyncio.Queue(10 * BATCH)

    async def run(self, transport: Transport) -> None:
        """Listen, tell Telegram where, and take batches in order of arrival until cancelled."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post(self._plan.path, self._receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._plan.host, self._plan.port).start()
            payload = {"url": self._plan.url, "secret_token": self._plan.secret,
                       "allowed_updates": KINDS, "drop_pending_updates": False}  # fmt: skip
            await _until_sent(transport, "setWebhook", payload)
            while True:
                await self._take_batch()
        finally:
            self._refuse_waiting()
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(shown.encode(errors="replace"), self._plan.secret.encode()):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not updates.numbered(raw):
            return web.Response(status=400)
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        await self._waiting.put((raw, stored))
        return web.Response(status=200 if await stored else 500)

    async def _take_batch(self) -> None:
        batch = [await self._waiting.get()]
        while len(batch) < BATCH and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        stored = False
        try:
            await self._intake.take([raw for raw, _ in batch])
            stored = True
        except NotStored as error:
            log.critical(
                "Nothing can be stored, Telegram keeps what comes: %s", error,
                extra={"action": "webhook"},
            )  # fmt: skip
        finally:
            for _, answer in batch:
                _answer(answer, stored)

    def _refuse_waiting(self) -> None:
        """Telegram brings what was not taken once more."""
        while not self._waiting.empty():
            _answer(self._waiting.get_nowait()[1], False)


def _answer(waiting: asyncio.Future[bool], stored: bool) -> None:
    if not waiting.done():
        waiting.set_result(stored)
