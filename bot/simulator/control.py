"""The other HTTP face: drives phones from the page or from another process.

GET  /                              the page with phones
GET  /sim/personas?q=…              who can be picked, at most 60
POST /sim/people                    {"name", "number", "user_id"?}: one more person
GET  /sim/phones/ID[?chat=ID]       a phone as JSON (see `picture`)
POST /sim/phones/ID/ACTION          one act, arguments as JSON (see `ACTS`)
POST /sim/phones/ID/upload          a photo or document, multipart: kind, caption, chat, file
GET  /sim/events?phones=ID,ID       server-sent events: which phone changed, toasts
GET  /sim/files/FILE_ID             the bytes of a file
GET  /sim/clock                     the world's time in seconds, its zone, a notice for watchers
GET  /sim/report                    violations, waiting updates, last requests
POST /sim/faults                    {"order": "fail"|"drop"|"delay"|"clear", …}: as Simulator's
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator import acts
from bot.simulator.errors import ApiError
from bot.simulator.picture import picture
from bot.simulator.world import Change

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

SHOWN = 60
PAGE = {
    "index.html": "text/html",
    "style.css": "text/css",
    "app.js": "text/javascript",
    "phone.js": "text/javascript",
    "message.js": "text/javascript",
    "menus.js": "text/javascript",
    "photo.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
HEARTBEAT = 15.0  # seconds


class Control:
    """The routes of the page and of other processes that drive phones."""

    def __init__(self, simulator: "Simulator") -> None:
        self._sim = simulator

    def routes(self) -> list[web.RouteDef]:
        """What the web server serves beside the Bot API."""
        return [
            web.get("/", self._page),
            web.get("/page/{name}", self._page),
            web.get("/sim/personas", self._personas),
            web.post("/sim/people", self._newcomer),
            web.get("/sim/phones/{user_id:\\d+}", self._phone),
            web.post("/sim/phones/{user_id:\\d+}/upload", self._upload),
            web.post("/sim/phones/{user_id:\\d+}/{action}", self._act),
            web.get("/sim/events", self._events),
            web.get("/sim/files/{file_id}", self._file),
            web.get("/sim/clock", self._clock),
            web.get("/sim/report", self._report),
            web.post("/sim/faults", self._faults),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        if name not in PAGE:
            raise web.HTTPNotFound
        text = files("bot.simulator.page").joinpath(name).read_text(encoding="utf-8")
        fresh = {"Cache-Control": "no-cache"}
        return web.Response(text=text, content_type=PAGE[name], headers=fresh)

    async def _personas(self, request: web.Request) -> web.Response:
        words = request.query.get("q", "").casefold().split()
        found = []
        for each in self._sim.personas.values():
            about = f"{each.name} {each.note} {each.group} {each.number}".casefold()
            if all(word in about for word in words):
                found.append(asdict(each))
            if len(found) == SHOWN:
                break
        return web.json_response({"personas": found, "all": len(self._sim.personas)})

    async def _newcomer(self, request: web.Request) -> web.Response:
        given = await request.json()
        phone = self._sim.phone(given["name"], given.get("number", ""), given.get("user_id"))
        return web.json_response({"user_id": phone.user_id})

    async def _phone(self, request: web.Request) -> web.Response:
        phone = _found(lambda: self._sim.persona(int(request.match_info["user_id"])))
        chat_id = int(request.query.get("chat", phone.user_id))
        return web.json_response(_found(lambda: picture(self._sim, phone, chat_id)))

    async def _act(self, request: web.Request) -> web.Response:
        phone = _found(lambda: self._sim.persona(int(request.match_info["user_id"])))
        act = acts.ACTS.get(request.match_info["action"])
        if act is None:
            raise web.HTTPNotFound
        given: Mapping[str, Any] = await request.json() if request.can_read_body else {}
        return await _done(lambda: act(self._sim, phone, given))

    async def _upload(self, request: web.Request) -> web.Response:
        phone = _found(lambda: self._sim.persona(int(request.match_info["user_id"])))
        form = await request.post()
        return await _done(lambda: acts.upload(self._sim, phone, form))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        phones = {int(each) for each in request.query.get("phones", "").split(",") if each}
        response = web.StreamResponse(headers={"Cache-Control": "no-cache"})
        response.content_type = "text/event-stream"
        await response.prepare(request)
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._sim.world.listeners.append(queue.put_nowait)
        try:
            with suppress(ConnectionError):
                await response.write(b"retry: 1000\n\n")
                await self._stream(response, queue, phones)
        finally:
            self._sim.world.listeners.remove(queue.put_nowait)
        return response

    async def _stream(
        self, response: web.StreamResponse, queue: asyncio.Queue[Change], phones: set[int]
    ) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    change = await queue.get()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if change.kind == "closed":
                return
            for user_id in phones & self._concerned(change):
                news = {"phone": user_id, "kind": change.kind, "chat": change.chat_id}
                news |= {"toast": asdict(change.toast)} if change.toast else {}
                await response.write(f"data: {json.dumps(news)}\n\n".encode())

    def _concerned(self, change: Change) -> set[int]:
        if change.user_id:
            return {change.user_id}
        chat = self._sim.world.chats.get(change.chat_id)
        return {change.chat_id} if chat is None or chat.user else chat.members

    async def _file(self, request: web.Request) -> web.Response:
        try:
            file = self._sim.world.files.find(request.match_info["file_id"])
        except ApiError:
            raise web.HTTPNotFound from None
        return web.Response(body=file.content, content_type=file.mime)

    async def _clock(self, request: web.Request) -> web.Response:
        sim = self._sim
        return web.json_response({"now": sim.world.now(), "zone": sim.zone, "notice": sim.notice})

    async def _report(self, request: web.Request) -> web.Response:
        violations = [
            {"method": each.method, "problem": each.problem} for each in self._sim.violations
        ]
        last = [
            {"method": each.method, "status": each.status, "problem": each.problem}
            for each in self._sim.records[-50:]
        ]
        waiting = len(self._sim.world.updates.pending())
        return web.json_response({"violations": violations, "waiting": waiting, "records": last})

    async def _faults(self, request: web.Request) -> web.Response:
        given = dict(await request.json())
        orders: Mapping[str, Callable[..., None]] = {
            "fail": self._sim.fail_next,
            "drop": self._sim.drop_next,
            "delay": self._sim.delay_next,
            "clear": self._sim.clear_faults,
        }
        order = orders.get(given.pop("order", ""))
        if order is None:
            raise web.HTTPBadRequest(text="order is fail, drop, delay or clear")
        try:
            order(**given)
        except TypeError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response({"ok": True})


def _found(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except KeyError:
        raise web.HTTPNotFound from None


async def _done(act: Callable[[], Awaitable[None]]) -> web.Response:
    try:
        await act()
    except (AssertionError, KeyError, IndexError, ValueError) as error:
        return web.json_response({"ok": False, "problem": str(error)}, status=409)
    return web.json_response({"ok": True})
