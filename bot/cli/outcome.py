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
        case NewerDatabase():
            return texts.newer_database(_detail(error)), Exit.WRONG
        case NotADatabase() | DamagedCopy():
            return texts.not_a_database(_detail(error)), Exit.WRONG
        case sqlite3.OperationalError():
            return texts.database_unusable(detail), Exit.WRONG
        case OldSqlite():
            return texts.old_sqlite(_detail(error)), Exit.WRONG
        case FileExistsError():
            return texts.already_there(error.filename or detail), Exit.UNUSABLE
        case OSError():
            reason = error.strerror or type(error).__name__
            return texts.cannot_use(error.filename or "", reason), Exit.UNUSABLE
        case _:
            return texts.failed(f"{type(error).__name__}: {detail}".splitlines()[0]), Exit.WRONG


def _detail(error: StorageError) -> str:
    return str(error).removeprefix((error.__doc__ or "").strip()).strip(" ()")
