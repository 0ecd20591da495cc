"""Looking at a database file from outside the bot, also while the bot runs: nothing is written.

Only the bot's own connection may write or checkpoint: SQLite before 3.51.3 can damage a WAL that
two connections write at once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import migrations
from storage.errors import NewerDatabase, NotADatabase, StorageError


class NoDatabase(StorageError):
    """There is no database file here."""


@contextmanager
def looking_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to a database of this program.

    Raises NoDatabase, NotADatabase (also for a damaged file), NewerDatabase, or SQLite's own error
    where nothing is wrong with the file: locked, a full disk, a stranger's tables.
    """
    if not path.is_file():
        raise NoDatabase(str(path))
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5
    )
    connection.row_factory = sqlite3.Row
    try:
        _check_version(connection, path)
        yield connection
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise NotADatabase(f"{path}: {error}") from error
    finally:
        connection.close()


def faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    orphans = [f"foreign key: {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return ([] if found == ["ok"] else found) + sorted(set(orphans))


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = migrations.current(connection)
    if version == 0:
        raise NotADatabase(f"{path}: no table of ours")
    if version > migrations.newest():
        raise NewerDatabase(f"(v{version} > v{migrations.newest()})")
