"""Delivers updates to the bot's webhook: in order within a chat, repeated until it says 200."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.simulator.calls import Call
from bot.simulator.errors import bad
from bot.simulator.updates import Pending
from bot.simulator.world import Json, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
PATIENCE = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True)
class Target:
    """Where updates go, and how."""

    url: str
    secret: str = ""
    connections: int = 40


class Webhook:
    """The methods about webhooks, and the deliveries. `pause` is the wait before a retry (s)."""

    def __init__(self, world: World, *, pause: float = 1.0) -> None:
        self._world = world
        self._pause = pause
        self._target: Target | None = None
        self._loop: asyncio.Task[None] | None = None
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._error: tuple[int, str] | None = None
        self.methods = {
            "setWebhook": self.set,
            "deleteWebhook": self.delete,
            "getWebhookInfo": self.info,
        }

    async def set(self, call: Call) -> bool:
        """setWebhook. The simulator also takes plain http, for bots on this machine."""
        url = call.get("url", "")
        if not url:
            return await self.delete(call)
        if urlsplit(url).scheme not in ("http", "https"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = call.get("secret_token", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad("secret token contains unallowed characters")
        await self._stop()
        self._prepare(call)
        self._target = Target(url, secret, call.get("max_connections", 40))
        self._world.updates.webhook = True
        self._world.signal.fire()
        self._loop = asyncio.create_task(self._deliver(self._target))
        return True

    async def delete(self, call: Call) -> bool:
        """deleteWebhook."""
        self._prepare(call)
        await self._stop()
        self._target, self._error = None, None
        self._world.updates.webhook = False
        return True

    def _prepare(self, call: Call) -> None:
        self._world.updates.allow(call.get("allowed_updates"))
        if call.get("drop_pending_updates"):
            self._world.updates.drop()

    async def info(self, call: Call) -> Json:
        """getWebhookInfo."""
        target = self._target
        info: Json = {
            "url": target.url if target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(call.world.updates.pending()),
        }
        if target:
            info["max_connections"] = target.connections
        if self._error:
            info["last_error_date"], info["last_error_message"] = self._error
        if call.world.updates.allowed:
            info["allowed_updates"] = sorted(call.world.updates.allowed)
        return info

    async def close(self) -> None:
        """Stop delivering."""
        await self._stop()
        if self._session is not None:
            await self._session.close()

    async def _stop(self) -> None:
        tasks = [*self._lanes.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()
        self._loop = None

    async def _deliver(self, target: Target) -> None:
        while True:
            await self._world.signal.until(lambda: self._idle_lanes(target), 3600)
            for lane, pending in self._idle_lanes(target) or []:
                task = asyncio.create_task(self._post(target, lane, pending))
                self._lanes[lane] = task

    def _idle_lanes(self, target: Target) -> list[tuple[int, Pending]] | None:
        """The oldest update of each chat that has none on the way, as far as connections go."""
        firsts: dict[int, Pending] = {}
        for pending in self._world.updates.pending():
            firsts.setdefault(pending.lane, pending)
        free = max(0, target.connections - len(self._lanes))
        idle = [(lane, each) for lane, each in firsts.items() if lane not in self._lanes]
        return idle[:free] or None

    async def _post(self, target: Target, lane: int, pending: Pending) -> None:
        status = await self._send(target, pending.body)
        if status is not None and status // 100 == 2:
            self._lanes.pop(lane, None)
            self._world.updates.done(pending.update_id)
            return
        await asyncio.sleep(self._pause)
        self._lanes.pop(lane, None)
        self._world.signal.fire()

    async def _send(self, target: Target, body: dict[str, Any]) -> int | None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=PATIENCE)
        headers = {SECRET_HEADER: target.secret} if target.secret else {}
        try:
            async with self._session.post(target.url, json=body, headers=headers) as answer:
                if answer.status // 100 != 2:
                    self._failed(f"Wrong response from the webhook: {answer.status}")
                return answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return None

    def _failed(self, reason: str) -> None:
        self._error = (int(self._world.now()), reason)
