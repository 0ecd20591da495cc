"""Logging: one sentence a line plus what it is about, and never a token or a phone number.

Masking happens on the finished line, so it also covers arguments, extras, tracebacks and what
other libraries log.
"""

import json
import logging
import math
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.settings import LogFormat

# `/bot<token>/method` and `/file/bot<token>/path`, whatever the token looks like.
_TOKEN_IN_URL = re.compile(r"(?<=/bot)[^/\s\"']+")
# A real token anywhere: the bot's id, a colon, 30 characters or more.
_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{30,}")
# Indonesian mobile numbers as people and libraries write them: +62 8…, 628…, 08….
_PHONE = re.compile(r"(?<![\d.])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
# Any other number in international form.
_FOREIGN_PHONE = re.compile(r"\+\d(?:[ .-]?\d){7,13}(?!\d)")

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Chatty libraries: a line for each request says nothing that the outbox doesn't.
_QUIET = ("aiohttp.access", "aiosqlite", "asyncio", "httpcore", "httpx")
# And one that warns of each tick it leaves out while the one before waits for the database.
_MUTE = "apscheduler"


CALM_SECONDS = 60.0
MOST_COMPLAINTS = 1000
"""Different complaints that are remembered."""


class Mask:
    """Replaces tokens and phone numbers; `secrets` are replaced wherever they stand."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "<token>")
        text = _TOKEN.sub("<token>", _TOKEN_IN_URL.sub("<token>", text))
        return _FOREIGN_PHONE.sub("<phone>", _PHONE.sub("<phone>", text))


class Calm(logging.Filter):
    """Lets the same complaint through once a minute: a full disk must not be filled with logs.

    The next one that is let through tells how many there were meanwhile.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._steady = steady
        self._held: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        key = (record.name, record.getMessage())
        now = self._steady()
        since, held = self._held.get(key, (-math.inf, 0))
        if now - since < CALM_SECONDS:
            self._held[key] = (since, held + 1)
            return False
        if held:
            record.repeated = held
        if len(self._held) >= MOST_COMPLAINTS:
            self._held.clear()
        self._held[key] = (now, 0)
        return True


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


class TextFormatter(logging.Formatter):
    """`2024-11-27T00:02:00Z INFO bot.intake: Took a batch. action=intake size=40`."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        first, newline, traceback = line.partition("\n")
        about = "".join(f" {key}={value}" for key, value in _extras(record).items())
        head = f"{_instant(record)} {record.levelname} {record.name}: "
        return self._mask(f"{head}{first}{about}{newline}{traceback}")


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for log collectors."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "at": _instant(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps({key: self._clean(value) for key, value in fields.items()})

    def _clean(self, value: Any) -> Any:
        # A number may be a phone too; it stays a number only if nothing in it was masked.
        text = str(value)
        masked = self._mask(text)
        is_plain = value is None or isinstance(value, int | float)
        return value if is_plain and masked == text else masked


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def configure(
    form: LogFormat, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> logging.Handler:
    """Send every log line to `stream` (standard error), masked, in the given form."""
    mask = Mask(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Calm())
    handler.setFormatter(JsonFormatter(mask) if form is LogFormat.JSON else TextFormatter(mask))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_MUTE).setLevel(logging.ERROR)
    return handler
