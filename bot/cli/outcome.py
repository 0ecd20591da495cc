"""How a command ends: an exit code, and when something is wrong one clear line."""

import sqlite3
from enum import IntEnum

from bot.settings import UnusableSettings
from handlers.texts import cli as texts
from storage.backup import DamagedCopy
from storage.errors import NewerDatabase, NotADatabase, OldSqlite, StorageError
from storage.offline import NoDatabase


class Exit(IntEnum):
    """0 good, 1 found something wrong, 2 unusable arguments or settings."""

    GOOD = 0
    WRONG = 1
    UNUSABLE = 2


class Problem(Exception):
    """Ends a command; the message is what the person reads."""

    def __init__(self, text: str, code: Exit = Exit.WRONG) -> None:
        super().__init__(text)
        self.code = code


def explain(error: Exception) -> tuple[str, Exit]:
    """The line to print for an error, and the exit code. Never the content of a row or setting."""
    detail = str(error)
    match error:
        case Problem():
            return detail, error.code
        case UnusableSettings():
            return detail, Exit.UNUSABLE
        case NoDatabase():
            return texts.no_database(_detail(error)), Exit.UNUSABLE
        case StorageError() | sqlite3.Error():
            return _of_database(error), Exit.WRONG
        case FileExistsError():
            return texts.already_there(error.filename or detail), Exit.UNUSABLE
        case OSError():
            reason = texts.OS_REASONS.get(error.errno or 0, texts.OS_OTHERWISE)
            return texts.cannot_use(error.filename or texts.SOMETHING, reason), Exit.UNUSABLE
        case _:
            return texts.failed(f"{type(error).__name__}: {detail}".splitlines()[0]), Exit.WRONG


def _of_database(error: StorageError | sqlite3.Error) -> str:
    cause = error.__cause__ if isinstance(error, NotADatabase) else error
    match error:
        case NewerDatabase():
            return texts.newer_database(_detail(error))
        case OldSqlite():
            return texts.old_sqlite(_detail(error))
        case DamagedCopy():
            return texts.not_a_database(_detail(error).partition(": ")[0])
        case NotADatabase() if not isinstance(cause, sqlite3.OperationalError):
            return texts.not_a_database(_detail(error).partition(": ")[0])
    return texts.database_unusable(_sqlite_reason(cause or error))


def _sqlite_reason(error: BaseException) -> str:
    said = str(error).lower()
    return next(
        (reason for words, reason in texts.SQLITE_REASONS.items() if words in said),
        texts.SQLITE_OTHERWISE,
    )


def _detail(error: StorageError) -> str:
    return str(error).removeprefix((error.__doc__ or "").strip()).strip(" ()")
