"""Numbered steps that bring a database up to date, each in a transaction with its version row.

Steps are append-only: a released one is never edited, since databases remember its number.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

from storage.errors import NewerDatabase, NotADatabase

if TYPE_CHECKING:
    from storage.database import Tx

_NAME = re.compile(r"(\d{4})_\w+\.sql")


def newest() -> int:
    """The schema version that this program makes and understands."""
    return max(number for number, _ in _steps())


def current(connection: sqlite3.Connection) -> int:
    """The schema version of an open database; 0 for an empty one."""
    table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
    if connection.execute(table).fetchone() is None:
        return 0
    version: int = connection.execute("SELECT MAX(version) FROM schema_version").fetchone()[0] or 0
    return version


def pending(connection: sqlite3.Connection) -> Iterator[Callable[["Tx"], None]]:
    """The steps still to run, oldest first.

    Raises NewerDatabase if a newer program made the file, NotADatabase if another program did.
    """
    version = current(connection)
    if version == 0 and _holds_tables(connection):
        raise NotADatabase("(tables of another program)")
    if version > newest():
        raise NewerDatabase(f"(v{version} > v{newest()})")
    for number, sql in _steps():
        if number > version:
            yield _step(number, sql)


def _holds_tables(connection: sqlite3.Connection) -> bool:
    table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return connection.execute(table).fetchone() is not None


def _step(number: int, sql: str) -> Callable[["Tx"], None]:
    def run(tx: "Tx") -> None:
        tx.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)")
        for statement in _statements(sql):
            tx.run(statement)
        tx.run("INSERT INTO schema_version (version) VALUES ($1)", number)

    return run


def _steps() -> list[tuple[int, str]]:
    folder = files(__package__ or __name__)
    named = ((entry, _NAME.fullmatch(entry.name)) for entry in folder.iterdir())
    return sorted((int(m[1]), entry.read_text(encoding="utf-8")) for entry, m in named if m)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
