"""Answers that are cut off, late or nonsense, byte for byte, over a real connection."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import app, receive, transport
from bot.receive import poll
from bot.settings import Fixed
from bot.simulator.faults import Fault, failure
from bot.transport import Sent, Transport, Unknown
from tests.durability.house import batch
from tests.durability.test_network import words
from tests.town import Town

GOOD = b'{"ok": true, "result": {"message_id": 1}}'
HALF = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n" + GOOD[:20]
)
PAGE = b"<html><h1>502 Bad Gateway</h1><p>nginx</p></html>"
Answer = bytes | None
"""None: the connection is closed without a word."""


def http(body: bytes, status: str = "200 OK") -> bytes:
    """A whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def telegram(answers: list[Answer]) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """A server that gives these answers one after the other, and what it was asked."""
    asked: list[dict[str, Any]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        asked.append(json.loads(await reader.readexactly(length)))
        answer = answers.pop(0) if answers else None
        writer.write(answer or b"")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()


@pytest.mark.parametrize(
    "answer",
    [None, HALF, b"HTTP/1.1 200", b"\x00\xff\x16\x03", http(b""), http(GOOD[:20]), http(PAGE),
     http(PAGE, "502 Bad Gateway"), http(b"[]"), http(b'"ok"'), http(b"{}"), http(b"null")],
    ids=["closed", "half a body", "half a head", "noise", "empty", "half of JSON", "a page",
         "a proxy", "a list", "a text", "an empty object", "null"],
)  # fmt: skip
async def test_what_is_no_answer_leaves_it_open(answer: Answer) -> None:
    """It may have happened or not: the same call comes again, and the next answer counts."""
    async with telegram([answer, http(GOOD)]) as (url, asked), Transport(url, "1:T") as to:
        assert isinstance(await to.call("sendMessage", {"text": "x"}), Unknown)
        assert await to.call("sendMessage", {"text": "x"}) == Sent({"message_id": 1})
        assert len(asked) == 2


class Keeper:
    """Takes what the poll hands over; ends the poll after so many updates."""

    def __init__(self, most: int) -> None:
        self.taken: list[int] = []
        self.full = asyncio.Event()
        self._most = most

    async def take(self, raws: list[dict[str, Any]]) -> None:
        self.taken += [raw["update_id"] for raw in raws]
        if len(self.taken) >= self._most:
            self.full.set()

    async def heard(self) -> None:
        return None


@pytest.mark.parametrize("bad", [None, HALF, http(PAGE), http(b'{"ok": true, "result": 7}'),
                                 http(b'{"ok": true}')])  # fmt: skip
async def test_updates_in_an_answer_that_broke_come_again(
    bad: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is confirmed that was not read whole: the offset stays, and then moves on."""
    monkeypatch.setattr(receive, "PAUSE_AFTER_FAILURE", 0.01)
    first, second = (http(json.dumps({"ok": True, "result": part}).encode())
                     for part in (batch("satu", "dua"), batch("tiga", first=3)))  # fmt: skip
    keeper: Any = Keeper(3)
    done = http(b'{"ok": true, "result": true}')
    async with (
        telegram([done, bad, first, bad, bad, second]) as (url, asked),
        Transport(url, "1:T") as to,
    ):
        await _until(keeper.full.wait, poll(to, keeper, keeper))
        assert keeper.taken == [1, 2, 3]
        assert [each["offset"] for each in asked[1:6]] == [0, 0, 3, 3, 3]


async def test_no_answer_keeps_the_bot_from_asking_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told to wait for a day, which is as long as updates are kept: it asks long before."""
    monkeypatch.setattr(receive, "LONGEST_HOLD", 0.01)
    wait = {"ok": False, "error_code": 429, "parameters": {"retry_after": 86_400}}
    refused = http(json.dumps(wait).encode(), "429 Too Many Requests")
    first = http(json.dumps({"ok": True, "result": batch("satu")}).encode())
    done = http(b'{"ok": true, "result": true}')
    keeper: Any = Keeper(1)
    answers: list[Answer] = [refused, done, refused, first]
    async with telegram(answers) as (url, _), Transport(url, "1:T") as to:
        await _until(keeper.full.wait, poll(to, keeper, keeper))


async def test_a_start_outlives_any_answer_to_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library trips over what a proxy says, the bot asks again until it is told."""
    monkeypatch.setattr(app, "PAUSE", 0.01)
    me = {"id": 1, "is_bot": True, "first_name": "Siaga", "username": "siaga_bot"}
    strange: list[Any] = [
        {"ok": False, "error_code": 429, "parameters": {"retry_after": "1"}}, [], {"ok": True},
        {"ok": True, "result": "x"}, {"ok": True, "result": me},
    ]  # fmt: skip

    async def get_me(_: web.Request) -> web.Response:
        answer = strange.pop(0)
        return web.json_response(answer, status=200 if "result" in answer else 502)

    server = web.Application()
    server.router.add_post("/bot1:T/getMe", get_me)
    async with TestServer(server) as telegram:
        url = str(telegram.make_url("")).rstrip("/")
        application = app._application(Fixed(api_url=url), "1:T")
        await app._introduce(application)
    assert application.bot.username == "siaga_bot"


async def _until(over: Callable[[], Awaitable[object]], work: Any) -> None:
    task = asyncio.ensure_future(work)
    try:
        async with asyncio.timeout(60):
            await over()
    finally:
        task.cancel()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for Telegram gives up soon."""
    monkeypatch.setattr(transport, "TIMEOUT", aiohttp.ClientTimeout(total=1.0))


@pytest.mark.usefixtures("hasty")
async def test_a_timeout_before_the_effect_costs_nothing(voting_day: Town) -> None:
    """Telegram did not answer and did nothing: the receipt comes with the next try, once."""
    slamet = voting_day.phone("Slamet")
    nothing = failure(500, None, None)
    fault = Fault("sendMessage", chat_id=slamet.user_id, delay=1.6, error=nothing)
    voting_day.sim.faults.order(fault)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1", timeout=10)
    await voting_day.quiet()
    assert words(slamet, "✅ No. 1") == ["✅ No. 1"]


@pytest.mark.usefixtures("hasty")
async def test_a_timeout_after_the_effect_may_say_it_twice(voting_day: Town) -> None:
    """Telegram was slow, but did it: at least once, and one report all the same."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.delay_next("sendMessage", 1.6, chat_id=slamet.user_id)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1", timeout=10)
    await slamet.sees("✅ No. 1", timeout=10)
    await voting_day.quiet()
    assert words(slamet, "✅ No. 1") == ["✅ No. 1"] * 2
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1
