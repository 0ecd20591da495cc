"""`siaga check`: settings, token, database, SQLite version, clock. Nothing is changed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp

from bot.cli.outcome import Exit, explain
from bot.disk import writable
from bot.settings import Settings, unknown_settings
from handlers.texts import cli as texts
from handlers.texts import cli_verify
from handlers.texts.settings import TOKEN_MISSING
from storage import migrations
from storage.database import OLDEST_SQLITE
from storage.errors import StorageError
from storage.offline import NoDatabase, faults, looking_at

# Reports are timed to the minute; TLS and getUpdates stand more than this.
_CLOCK_TOLERANCE = 30.0
_TIMEOUT = aiohttp.ClientTimeout(total=15)


@dataclass(frozen=True)
class Line:
    """One thing that was looked at; `code` is what it makes of the whole."""

    text: str
    code: Exit = Exit.GOOD


@dataclass(frozen=True)
class Answer:
    """What the Bot API server said to getMe."""

    status: int
    username: str | None
    date: str | None


async def check(settings: Settings) -> list[Line]:
    """A line for each thing, in the order in which an installation goes wrong."""
    return [
        *_settings(settings),
        *await _telegram(settings),
        _database(settings),
        _sqlite(),
    ]


def _settings(settings: Settings) -> Iterator[Line]:
    strangers = unknown_settings()
    yield from (Line(text, Exit.WRONG) for text in strangers)
    if not strangers:
        yield Line(texts.SETTINGS_GOOD if settings.admin_ids else texts.NO_ADMIN_IDS)
    folders = {settings.database_path.absolute().parent, settings.evidence_dir, settings.backup_dir}
    for folder in sorted(each for each in folders if not writable(each)):
        yield Line(texts.folder_unwritable(folder), Exit.WRONG)


async def _telegram(settings: Settings) -> list[Line]:
    if settings.token is None:
        return [Line(TOKEN_MISSING, Exit.UNUSABLE)]
    try:
        answer = await _get_me(settings.api_url, settings.token.get_secret_value())
    except (aiohttp.ClientError, TimeoutError, ValueError):
        # The error itself names the address, and that holds the token.
        return [Line(texts.telegram_unreachable(urlsplit(settings.api_url).netloc), Exit.WRONG)]
    return [_token(answer), _clock(answer.date, datetime.now(UTC))]


async def _get_me(api_url: str, token: str) -> Answer:
    async with (
        aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=True) as session,
        session.get(f"{api_url}/bot{token}/getMe") as response,
    ):
        body = await response.json(content_type=None)
        result = body.get("result") if isinstance(body, dict) else None
        username = result.get("username") if isinstance(result, dict) else None
        return Answer(response.status, username, response.headers.get("Date"))


def _token(answer: Answer) -> Line:
    if answer.username is not None:
        return Line(texts.token_good(answer.username))
    # Telegram answers 401 to a revoked token and 404 to a malformed one.
    if answer.status in {401, 404}:
        return Line(texts.TOKEN_REFUSED, Exit.WRONG)
    return Line(texts.telegram_answer(answer.status), Exit.WRONG)


def _clock(date: str | None, now: datetime) -> Line:
    """Compare our clock with the server's Date header, which has whole seconds."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return Line(texts.CLOCK_UNKNOWN)
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    seconds = abs((now - theirs).total_seconds())
    if seconds > _CLOCK_TOLERANCE:
        return Line(texts.clock_wrong(seconds), Exit.WRONG)
    return Line(texts.clock_good(seconds))


def _database(settings: Settings) -> Line:
    path = settings.database_path
    try:
        with looking_at(path) as connection:
            if found := faults(connection):
                return Line(cli_verify.file_fault(found[0]), Exit.WRONG)
            return Line(texts.database_good(path, migrations.current(connection)))
    except NoDatabase:
        return Line(texts.database_new(path))
    except (StorageError, sqlite3.Error) as error:
        return Line(explain(error)[0], Exit.WRONG)


def _sqlite() -> Line:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return Line(texts.old_sqlite(sqlite3.sqlite_version), Exit.WRONG)
    return Line(texts.sqlite_good(sqlite3.sqlite_version))
