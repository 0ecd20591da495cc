"""One outbox row, one Bot API call, one outcome. Knows HTTP and nothing of conversations."""

import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
LONGEST_HOLD = 86_400.0
"""Seconds that an answer may ask us to wait, whatever it says."""
USUAL_HOLD = 1.0
"""Seconds to wait where an answer asks for it without saying how long, or for no time at all."""
_NOBODY = (
    "chat not found", "user not found", "peer_id_invalid", "user_is_blocked",
    "user is deactivated", "input_user_deactivated", "group chat was deactivated",
)  # fmt: skip
"""Refusals that are no 403 and say the same: there is nobody in this chat to reach."""
MOST_DOWNLOAD = 20 * 1024 * 1024
"""Bots may download files of up to 20 MB (Bot API, getFile)."""


@dataclass(frozen=True)
class Sent:
    """Telegram did it; `result` is its JSON."""

    result: Any


@dataclass(frozen=True)
class RetryAfter:
    """Telegram asks to wait this many seconds."""

    seconds: float


@dataclass(frozen=True)
class Blocked:
    """The chat cannot be reached: blocked, kicked, deleted or never started."""

    description: str


@dataclass(frozen=True)
class Migrated:
    """The group has become a supergroup with this id."""

    chat_id: int


@dataclass(frozen=True)
class Rejected:
    """Telegram will never take this call as it is."""

    description: str


@dataclass(frozen=True)
class Unknown:
    """No clear answer: it may have happened or not."""

    description: str


Outcome = Sent | RetryAfter | Blocked | Migrated | Rejected | Unknown


@dataclass(frozen=True)
class Upload:
    """A file that goes along with a call under the field `name`."""

    field: str
    name: str
    body: bytes


class Transport:
    """A session with one Bot API server. The token stays inside the address, never in a log."""

    def __init__(self, api_url: str, token: str) -> None:
        self._methods = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
        no_cookies = aiohttp.DummyCookieJar()
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=TIMEOUT, cookie_jar=no_cookies
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def call(
        self,
        method: str,
        payload: dict[str, Any],
        upload: Upload | None = None,
        wait: float | None = None,
    ) -> Outcome:
        """Post one call. `wait` is the total time in seconds, for long polling."""
        timeout = TIMEOUT if wait is None else aiohttp.ClientTimeout(total=wait, connect=10)
        body = _form(payload, upload) if upload else json.dumps(payload).encode()
        headers = None if upload else {"Content-Type": "application/json"}
        assert self._session is not None
        try:
            async with self._session.post(
                self._methods + method, data=body, headers=headers, timeout=timeout,
                allow_redirects=False,
            ) as response:  # fmt: skip
                return outcome(response.status, await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Unknown(type(error).__name__)

    async def download(self, file_path: str) -> bytes | None:
        """A file's bytes; None if it is over the limit or cannot be had right now."""
        assert self._session is not None
        try:
            async with self._session.get(self._files + file_path) as response:
                if response.status != 200:
                    return None
                body = await response.content.read(MOST_DOWNLOAD + 1)
                while len(body) <= MOST_DOWNLOAD and not response.content.at_eof():
                    body += await response.content.read(MOST_DOWNLOAD + 1 - len(body))
                return body if len(body) <= MOST_DOWNLOAD else None
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None


def outcome(status: int, body: bytes) -> Outcome:
    """What an answer means: Telegram says it in JSON, anything else is a proxy's or half of one."""
    try:
        answer = json.loads(body)
        if answer["ok"] is True:
            return Sent(answer.get("result"))
        return _refusal(status, answer)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return Unknown(f"HTTP {status} without a usable answer")


def _refusal(status: int, answer: dict[str, Any]) -> Outcome:
    description = str(answer.get("description", f"HTTP {status}"))
    description = description.encode(errors="replace").decode()  # no database takes half characters
    parameters = answer.get("parameters") or {}
    code = int(answer.get("error_code", status))
    if code == 429:
        return RetryAfter(_hold(float(parameters.get("retry_after", USUAL_HOLD))))
    if "migrate_to_chat_id" in parameters:
        return Migrated(int(parameters["migrate_to_chat_id"]))
    if code == 403 or any(reason in description.lower() for reason in _NOBODY):
        return Blocked(description)
    if code in (401, 404, 409) or not 400 <= code < 500:
        return Unknown(description)
    return Rejected(description)


def _hold(seconds: float) -> float:
    return min(seconds, LONGEST_HOLD) if seconds > 0 else USUAL_HOLD


def _form(payload: dict[str, Any], upload: Upload) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    form.add_field(upload.field, upload.body, filename=upload.name)
    return form
