"""The HTTP face of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import hmac
import math
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.simulator.arguments import Arguments, read_arguments
from bot.simulator.calls import Call
from bot.simulator.errors import ApiError, SpecError, malformed, too_many
from bot.simulator.faults import Fault, Faults
from bot.simulator.methods import METHODS, PACED
from bot.simulator.spec import Spec
from bot.simulator.throttle import Throttle
from bot.simulator.webhook import Webhook
from bot.simulator.world import World

RECORDS = 100_000


@dataclass(frozen=True)
class Violation:
    """A request that breaks the specification."""

    method: str
    problem: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """A request that came, and the status it was answered with (0: the connection was cut)."""

    method: str
    values: Mapping[str, Any]
    status: int
    at: float
    problem: str = ""


class Gateway:
    """Answers the bot's requests."""

    def __init__(
        self, world: World, spec: Spec, webhook: Webhook, faults: Faults, token: str
    ) -> None:
        self.world = world
        self.spec = spec
        self.webhook = webhook
        self.faults = faults
        self.throttle: Throttle | None = None
        self.latency = 0.0
        self.violations: list[Violation] = []
        self.records: deque[Record] = deque(maxlen=RECORDS)
        self._token = token

    def routes(self) -> list[web.RouteDef]:
        """What the web server serves for the bot."""
        return [
            web.route("*", "/bot{token}/{method}", self._method),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    async def _method(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        arguments = Arguments()
        try:
            self._authorise(token)
            arguments = await read_arguments(request)
            result = await self._answer(request, name, arguments)
        except ApiError as error:
            if isinstance(error, SpecError):
                self.violations.append(Violation(name, error.description, arguments.values))
            self._record(name, arguments, error.code, error.description)
            return _refused(error)
        self._record(name, arguments, 200)
        return web.json_response({"ok": True, "result": result})

    def _record(self, name: str, arguments: Arguments, status: int, problem: str = "") -> None:
        if name.lower() != "getupdates":
            now = self.world.now()
            self.records.append(Record(name, arguments.values, status, now, problem))
            self.world.signal.fire()

    def _authorise(self, token: str) -> None:
        if not re.fullmatch(r"\d+:[\w-]+", token):
            raise ApiError(404, "Not Found")
        if not hmac.compare_digest(token, self._token):
            raise ApiError(401, "Unauthorized")

    async def _answer(self, request: web.Request, name: str, arguments: Arguments) -> Any:
        method = self.spec.method(name)
        fault = self.faults.take(method, _chat_id(arguments))
        await asyncio.sleep(self.latency + (fault.delay if fault else 0.0))
        if fault and not fault.after_effect:
            self._fail(request, fault)
        result = await self._perform(method, arguments)
        if fault and fault.after_effect:
            self._fail(request, fault)
        return result

    def _fail(self, request: web.Request, fault: Fault) -> None:
        if fault.cut and request.transport is not None:
            request.transport.abort()
            raise ApiError(0, "the connection was cut")
        if fault.error:
            raise fault.error

    async def _perform(self, method: str, arguments: Arguments) -> Any:
        values = self.spec.check(method, arguments.values, arguments.uploads, text=arguments.text)
        call = Call(self.world, method, values, arguments.uploads)
        if method == "getUpdates":
            return await self._updates(call)
        if method in self.webhook.methods:
            return await self.webhook.methods[method](call)
        if method in ("close", "logOut"):
            return True
        if method not in METHODS:
            raise malformed(f"the simulator doesn't play {method}")
        if method in PACED:
            self._pace(call)
        return METHODS[method](call)

    async def _updates(self, call: Call) -> list[dict[str, Any]]:
        updates = self.world.updates
        updates.allow(call.get("allowed_updates"))
        offset, limit = call.get("offset", 0), call.get("limit", 100)
        return await updates.poll(offset, limit, min(call.get("timeout", 0), 50))

    def _pace(self, call: Call) -> None:
        if self.throttle is None or "chat_id" not in call.values:
            return
        chat = call.chat()
        now = self.world.now()
        wait = self.throttle.wait(chat.id, now, group=chat.user is None, heard=chat.heard_at)
        if wait is not None:
            raise too_many(wait)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._authorise(request.match_info["token"])
        except ApiError as error:
            return _refused(error)
        content = self.world.files.download(request.match_info["path"], self.world.now())
        if content is None:
            return _refused(ApiError(404, "Not Found"))
        return web.Response(body=content, content_type="application/octet-stream")


def _refused(error: ApiError) -> web.Response:
    headers = {}
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(math.ceil(error.parameters["retry_after"]))
    # Status 0 stands for a cut connection: nobody is there to read this answer.
    return web.json_response(error.body(), status=error.code or 500, headers=headers)


def _chat_id(arguments: Arguments) -> int | None:
    given = str(arguments.values.get("chat_id", ""))
    return int(given) if given.lstrip("-").isdigit() else None
