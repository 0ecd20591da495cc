"""Another process drives phones over HTTP, as the page does."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.simulator import Persona, Simulator
from tests.simulator.client import Bot, inline

RINA = Persona(7001, "Rina Wati", "+6280011110001", "KPPS TPS 001 Jodipan", "KPPS")
BUDI = Persona(7002, "Budi", "+6280011110002", "Koordinator Polsek", "Koordinator")


@pytest.fixture
async def city() -> AsyncIterator[Simulator]:
    async with Simulator("1:TEST", personas=[RINA, BUDI]) as simulator:
        yield simulator


@pytest.fixture
async def remote(city: Simulator) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(session, city.url)


async def act(remote: Bot, action: str, **given: Any) -> int:
    address = f"{remote.url}/sim/phones/{RINA.user_id}/{action}"
    async with remote.session.post(address, json=given) as answer:
        return answer.status


async def phone(remote: Bot) -> dict[str, Any]:
    async with remote.session.get(f"{remote.url}/sim/phones/{RINA.user_id}") as answer:
        found = await answer.json()
        assert isinstance(found, dict)
        return found


async def test_people_are_found_by_any_word(remote: Bot) -> None:
    """Name, note, group or number."""
    for words, names in (("jodipan rina", ["Rina Wati"]), ("", ["Rina Wati", "Budi"]), ("x", [])):
        async with remote.session.get(f"{remote.url}/sim/personas", params={"q": words}) as answer:
            found = await answer.json()
        assert [each["name"] for each in found["personas"]] == names


async def test_a_phone_is_driven_and_read(remote: Bot) -> None:
    """Says, taps, presses, shares, edits; the state shows all of it."""
    await act(remote, "says", text="/start")
    await remote.sends(
        RINA.user_id, "<b>Benar?</b>", parse_mode="HTML", reply_markup=inline((("Ya", "y"),))
    )
    assert await act(remote, "taps", message=2, row=0, column=0) == 200
    assert await act(remote, "presses", label="Ya") == 200
    assert await act(remote, "forges", data="palsu") == 200
    assert await act(remote, "contact") == 200
    assert await act(remote, "location", lat=-7.9, lon=112.6) == 200
    assert await act(remote, "edits", message=1, text="/start lagi") == 200
    shown = await phone(remote)
    assert [each["kind"] for each in shown["messages"]] == ["text", "text", "contact", "location"]
    assert shown["messages"][1]["html"] == "<b>Benar?</b>"
    assert shown["messages"][1]["buttons"][0][0]["label"] == "Ya"
    kinds = [list(each)[1] for each in await remote.updates()]
    assert kinds.count("callback_query") == 3


async def test_impossible_acts_are_told(remote: Bot) -> None:
    """409 with the reason; unknown acts and people are 404."""
    assert await act(remote, "presses", label="Tidak ada") == 409
    assert await act(remote, "taps", message=9, row=0, column=0) == 409
    assert await act(remote, "sings") == 404
    async with remote.session.get(f"{remote.url}/sim/phones/1") as answer:
        assert answer.status == 404


async def test_the_signal_switch(remote: Bot) -> None:
    """What is written waits, visibly."""
    await act(remote, "signal", gone=True)
    await act(remote, "says", text="mulai")
    shown = await phone(remote)
    assert (shown["no_signal"], shown["held"], shown["messages"]) == (True, ["mulai"], [])
    await act(remote, "signal", gone=False)
    assert [each["html"] for each in (await phone(remote))["messages"]] == ["mulai"]


async def test_files_go_both_ways(remote: Bot) -> None:
    """A document with its name, fetched again by the page."""
    form = aiohttp.FormData({"kind": "document", "caption": "roster"})
    form.add_field("file", b"a;b", filename="petugas.csv", content_type="text/csv")
    address = f"{remote.url}/sim/phones/{RINA.user_id}/upload"
    async with remote.session.post(address, data=form) as answer:
        assert answer.status == 200
    shown = (await phone(remote))["messages"][0]
    assert shown["file"]["name"] == "petugas.csv"
    async with remote.session.get(f"{remote.url}/sim/files/{shown['file']['id']}") as answer:
        assert await answer.read() == b"a;b"


async def test_a_group_can_be_made_with_the_bot_in_it(city: Simulator, remote: Bot) -> None:
    """It becomes one of the person's chats."""
    assert await act(remote, "group", title="Posko Klojen", members=[BUDI.user_id]) == 200
    chats = (await phone(remote))["chats"]
    assert [each["title"] for each in chats] == ["Siaga TPS", "Posko Klojen"]
    assert await act(remote, "says", text="/siaga", chat=chats[1]["id"]) == 200
    assert [each.title for each in city.groups_of(city.persona(BUDI.user_id))] == ["Posko Klojen"]


async def test_news_of_the_phones_one_looks_at_are_streamed(remote: Bot) -> None:
    """Only theirs, with toasts."""
    await act(remote, "says", text="/start")
    params = {"phones": str(RINA.user_id)}
    async with remote.session.get(f"{remote.url}/sim/events", params=params) as stream:
        await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 30)
        await remote.sends(RINA.user_id, "halo")
        line = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 30)
    news = json.loads(line.removeprefix(b"data: "))
    assert news == {"phone": RINA.user_id, "kind": "message", "chat": RINA.user_id}


async def test_more_people_can_come(remote: Bot) -> None:
    """A harness makes as many as it needs."""
    given = {"name": "Petugas Baru", "number": "+6280011119999"}
    async with remote.session.post(f"{remote.url}/sim/people", json=given) as answer:
        user_id = (await answer.json())["user_id"]
    async with remote.session.get(f"{remote.url}/sim/phones/{user_id}") as answer:
        assert (await answer.json())["name"] == "Petugas Baru"


async def test_faults_and_the_report_over_http(remote: Bot) -> None:
    """A kill harness orders faults and reads what went wrong."""
    order = {"order": "fail", "method": "getMe", "status": 500}
    async with remote.session.post(f"{remote.url}/sim/faults", json=order) as answer:
        assert answer.status == 200
    assert (await remote.call("getMe")).status == 500
    await remote.call("sendTelegram")
    async with remote.session.get(f"{remote.url}/sim/report") as answer:
        report = await answer.json()
    assert [each["method"] for each in report["violations"]] == ["sendTelegram"]
    assert [each["status"] for each in report["records"]] == [500, 404]
    for wrong in ({"order": "x"}, {"order": "fail", "colour": 1}):
        async with remote.session.post(f"{remote.url}/sim/faults", json=wrong) as answer:
            assert answer.status == 400
