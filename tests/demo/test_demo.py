"""`siaga demo`: from the command to an incident that one person files and another takes."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.city.malang import build
from bot.city.personas import cast

PATIENCE = 20.0


class Page:
    """What the page with phones does, over the same HTTP calls."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str) -> Any:
        async with self._session.get(f"{self._url}{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def act(self, user_id: int, action: str, **arguments: Any) -> None:
        address = f"{self._url}/sim/phones/{user_id}/{action}"
        async with self._session.post(address, json=arguments) as answer:
            assert answer.status == 200, await answer.text()

    async def sees(self, user_id: int, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest message of a phone for which `holds`; follows the page's own events."""
        async with self._session.get(f"{self._url}/sim/events?phones={user_id}") as news:
            async with asyncio.timeout(PATIENCE):
                while True:
                    phone = await self.get(f"/sim/phones/{user_id}")
                    for message in reversed(phone["messages"]):
                        if holds(message):
                            return dict(message)
                    await news.content.readline()


def says(*words: str) -> Callable[[dict[str, Any]], bool]:
    return lambda message: all(word in json.dumps(message, ensure_ascii=False) for word in words)


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """A demo in a process of its own, in an empty folder with an empty cache."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", cwd=tmp_path,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(60):
        while "Ctrl+C" not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line.decode()
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address is not None
    async with aiohttp.ClientSession() as session:
        yield Page(session, address[0])
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0


async def test_an_incident_travels_from_one_phone_to_another(page: Page) -> None:
    """A linmas types it, the police coordinator takes it, and the linmas is told who it is."""
    people = {character.title: character for character in cast(build())}
    linmas, police = people["Linmas TPS 012"], people["Polsek Blimbing"]
    await page.act(linmas.user_id, "says", text="masalah keamanan ada keributan di TPS")
    await page.sees(police.user_id, says("keributan", "Saya tangani", linmas.officer.name))
    await page.act(police.user_id, "presses", label="Saya tangani")
    await page.sees(linmas.user_id, says(police.officer.name))
    assert (await page.get("/sim/report"))["violations"] == []


async def test_somebody_unregistered_gets_in_with_the_own_number(page: Page) -> None:
    """The KPPS member who is on the roster shares the number and is asked for the right TPS."""
    people = {character.officer.role: character for character in cast(build())}
    newcomer = people["kpps"]
    await page.act(newcomer.user_id, "says", text="/start")
    await page.sees(newcomer.user_id, says("Bagikan nomor saya"))
    await page.act(newcomer.user_id, "contact")
    await page.sees(newcomer.user_id, says("TPS 012", "Benar", newcomer.officer.name))
