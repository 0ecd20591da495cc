"""A bare Bot API client and a clock that tests move by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

Json = dict[str, Any]


@dataclass
class HandClock:
    """Gives the time it was last set to."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 7, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        """Let time go by."""
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Answer:
    """What the server said: HTTP status and body."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        """The result of a call that must have worked."""
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def reason(self) -> str:
        """The sentence of a refusal, without its "Bad Request: "."""
        assert self.status != 200, self.body
        return str(self.body["description"]).partition(": ")[2]


@dataclass(frozen=True)
class Bot:
    """Calls methods as JSON, as a form or with files."""

    session: aiohttp.ClientSession
    url: str
    token: str = "1:TEST"

    async def call(self, method: str, **values: Any) -> Answer:
        """A JSON request."""
        return await self._post(method, json=values)

    async def form(
        self, method: str, files: dict[str, bytes] | None = None, **values: str
    ) -> Answer:
        """A form; multipart if there are files."""
        form = aiohttp.FormData(values)
        for name, content in (files or {}).items():
            form.add_field(name, content, filename=f"{name}.jpg", content_type="image/jpeg")
        return await self._post(method, data=form)

    async def _post(self, method: str, **body: Any) -> Answer:
        address = f"{self.url}/bot{self.token}/{method}"
        async with self.session.post(address, **body) as answer:
            return Answer(answer.status, await answer.json())

    async def updates(self, offset: int = 0, **values: Any) -> list[Json]:
        """One short poll."""
        found = (await self.call("getUpdates", offset=offset, **values)).result
        assert isinstance(found, list)
        return found

    async def sends(self, chat_id: int, text: str, **values: Any) -> Json:
        """A message that must arrive."""
        sent = (await self.call("sendMessage", chat_id=chat_id, text=text, **values)).result
        assert isinstance(sent, dict)
        return sent


def inline(*rows: tuple[tuple[str, str], ...]) -> Json:
    """An inline keyboard of (label, data) pairs."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": data} for label, data in row] for row in rows
        ]
    }
