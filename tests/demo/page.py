"""A demo in a process of its own, used over the HTTP calls that its page makes."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

PATIENCE = 90.0


class Page:
    """What the page with phones does, over the same HTTP calls."""

    def __init__(self, session: aiohttp.ClientSession, url: str, said: str) -> None:
        self._session = session
        self._url = url
        self.said = said

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


@asynccontextmanager
async def started(folder: Path, *arguments: str) -> AsyncIterator[Page]:
    """A demo in an empty folder with an empty cache; it ends well when it is asked to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", *arguments, cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while "Ctrl+C" not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line.decode()
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address is not None
    async with aiohttp.ClientSession() as session:
        yield Page(session, address[0], said)
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0
