"""One writing connection that runs units of work whole, and some that only read.

A unit is a plain function of a transaction. It runs inside the writing connection's own thread
between BEGIN IMMEDIATE and COMMIT, so no transaction ever spans an await of the event loop.
This is the only module that knows which database it talks to.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

from storage import backup, migrations
from storage.errors import FileTaken, NotADatabase, OldSqlite, TransactionLost, UnusableUrl

T = TypeVar("T")
Row = sqlite3.Row
OLDEST_SQLITE = (3, 35, 0)

_PARAMETER = re.compile(r"\$(\d+)")
_WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -16000",
)
LOG_PAGES = 4000
"""Pages of 4 KiB in the write-ahead log before it is copied into the file.

Copying costs two more syncs: at 07.00 not after every fifth commit.
"""


@lru_cache(maxsize=2048)
def _sqlite_text(sql: str) -> str:
    return _PARAMETER.sub(r"?\1", sql)


def placeholders(first: int, count: int) -> str:
    """'$3, $4' for the two values of an IN list that begin with the third parameter.

    NULL for none: nothing equals it, and an empty list is SQL in SQLite alone.
    """
    return ", ".join(f"${number}" for number in range(first, first + count)) or "NULL"


class Tx:
    """One open transaction. Parameters are written $1, $2 … in the SQL text."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, *parameters: Any) -> int:
        """Execute a statement and return how many rows it changed."""
        return self._connection.execute(_sqlite_text(sql), parameters).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for each row of parameters."""
        self._connection.executemany(_sqlite_text(sql), rows)

    def one(self, sql: str, *parameters: Any) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self._connection.execute(_sqlite_text(sql), parameters).fetchone()
        return row

    def all(self, sql: str, *parameters: Any) -> list[Row]:
        """Return all rows."""
        return self._connection.execute(_sqlite_text(sql), parameters).fetchall()

    def value(self, sql: str, *parameters: Any) -> Any:
        """Return the first column of the first row, or None when there is no row."""
        row = self.one(sql, *parameters)
        return None if row is None else row[0]

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block wrote if it raises; the transaction around it goes on.

        Raises TransactionLost when SQLite has already rolled everything back, since what
        follows would otherwise run outside any transaction.
        """
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            if not self._connection.in_transaction:
                raise TransactionLost(str(error)) from error
            self._connection.execute("ROLLBACK TO part")
            self._connection.execute("RELEASE part")
            raise
        if not self._connection.in_transaction:
            raise TransactionLost
        self._connection.execute("RELEASE part")


Unit = Callable[[Tx], T]

# SQLite's primary result codes that say nothing about the statement but that the file, the disk
# or the memory cannot be used at the moment: sqlite.org/rescode.html.
_UNUSABLE = frozenset(
    getattr(sqlite3, f"SQLITE_{name}")
    for name in "BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT FULL CANTOPEN PROTOCOL"
    " NOTADB".split()
)


def unusable(error: BaseException) -> bool:
    """Whether the database as a whole failed, so that trying the same again later may help."""
    if isinstance(error, TransactionLost | FileTaken):
        return True
    code = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, sqlite3.Error) and code & 0xFF in _UNUSABLE


# Of these, the ones that no statement can be to blame for: another program, a disk that went away.
_PASSING = frozenset(
    getattr(sqlite3, f"SQLITE_{name}")
    for name in "BUSY LOCKED NOMEM READONLY CANTOPEN PROTOCOL".split()
)


def passing(error: BaseException) -> bool:
    """Whether whatever is written now fails, so that there is nothing to do but to wait."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, FileTaken) or (isinstance(error, sqlite3.Error) and code in _PASSING)


class Database:
    """A SQLite file with one writer and readers, each in a thread of its own."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._beside: list[aiosqlite.Connection] = []
        self._stat = path.stat()

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open or create the file and bring its schema up to date.

        Raises OldSqlite, NotADatabase, or NewerDatabase when a newer program made it.
        """
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise OldSqlite(f"({sqlite3.sqlite_version})")
        # aiosqlite's thread outlives a file that cannot be opened, and then finds no loop: whether
        # it can be opened is tried without it.
        sqlite3.connect(path).close()
        writer = await _connected(path, cached_statements=512)
        try:
            await _hop(writer, lambda connection: _prepare_writer(connection, _log_pages(path)))
            reader = await _open_reader(path)
        except BaseException as error:
            await writer.close()
            if _damaged(error) or isinstance(error, NotADatabase):
                raise NotADatabase(f"{path}: {error}") from error
            raise
        return cls(path, writer, reader)

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit of work whole: all of it is committed, or nothing and its error is raised.

        Raises FileTaken where a commit would be in vain, see `in_place`.
        """
        return await _hop(self._writer, lambda connection: self._written(connection, unit))

    def _written(self, connection: sqlite3.Connection, unit: Unit[T]) -> T:
        if not self.in_place():
            raise FileTaken(str(self.path))
        return _whole(connection, unit)

    def in_place(self) -> bool:
        """Whether the file that is open still is the one at its path, and no shorter than it was.

        SQLite does not notice: what it goes on to commit would be gone with the next start.
        """
        before = self._stat
        try:
            self._stat = now = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        same = (now.st_dev, now.st_ino) == (before.st_dev, before.st_ino)
        if same and now.st_size >= before.st_size:
            return True
        self._stat = before
        return False

    async def rescue(self, aside: Path) -> Path:
        """Save what is open where it is not `in_place`; returns where. See `backup.rescue`."""
        return await _hop(self._writer, lambda origin: backup.rescue(origin, self.path, aside))

    async def read(self, query: Unit[T]) -> T:
        """Run a query on the read-only connection, on one consistent snapshot."""
        return await _hop(self._reader, lambda connection: snapshot(connection, query))

    async def beside(self) -> Self:
        """The same database for slow work: its reads hold up no reads of the others.

        It has the same writer, and is closed together with this one.
        """
        reader = await _open_reader(self.path)
        self._beside.append(reader)
        return type(self)(self.path, self._writer, reader)

    async def close(self) -> None:
        """Close all connections; units that were queued before run first."""
        for reader in (*self._beside, self._reader):
            await reader.close()
        await self._writer.close()


def _damaged(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, sqlite3.Error) and code in (
        sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR,
    )  # fmt: skip


async def _hop(connection: aiosqlite.Connection, call: Callable[[sqlite3.Connection], T]) -> T:
    # aiosqlite has no public call that runs a function in its thread; one hop for a whole unit
    # instead of one for each statement is what makes a unit five times as fast.
    result: T = await connection._execute(call, connection._conn)  # type: ignore[no-untyped-call]
    return result


def _log_pages(path: Path) -> int:
    """A small disk must not be filled by the log alone: a quarter of what is free is enough."""
    free = shutil.disk_usage(path.absolute().parent).free
    return max(100, min(LOG_PAGES, free // (4 * 4096)))


def _prepare_writer(connection: sqlite3.Connection, log_pages: int = LOG_PAGES) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (*_WRITER_PRAGMAS, f"PRAGMA wal_autocheckpoint = {log_pages}"):
        connection.execute(pragma)
    for step in migrations.pending(connection):
        _whole(connection, step)


def _connected(database: Path | str, **options: Any) -> aiosqlite.Connection:
    connection = aiosqlite.connect(database, isolation_level=None, **options)
    # Whatever ends the program, a start that was interrupted included, ends its threads too.
    connection._thread.daemon = True
    return connection


async def _open_reader(path: Path) -> aiosqlite.Connection:
    reader = await _connected(_read_only(path), uri=True)
    await _hop(reader, _prepare_reader)
    return reader


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _prepare_reader(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA query_only = ON")


def snapshot(connection: sqlite3.Connection, query: Unit[T]) -> T:
    """Run a query on a plain read-only connection, on one consistent snapshot."""
    connection.execute("BEGIN")
    try:
        return query(Tx(connection))
    finally:
        _roll_back(connection)


def _whole(connection: sqlite3.Connection, unit: Unit[T]) -> T:
    _roll_back(connection)  # in case an earlier unit could not even be undone
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = unit(Tx(connection))
        if not connection.in_transaction:
            raise TransactionLost
        connection.execute("COMMIT")
    except StopIteration as error:
        _roll_back(connection)
        raise RuntimeError("a unit ran out of an iterator") from error  # no future can carry it
    except BaseException as error:
        _roll_back(connection)
        _make_room(connection, error)
        raise
    return result


# A disk that is full, or a write that it refused for a limit of its own.
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)


def _make_room(connection: sqlite3.Connection, error: BaseException) -> None:
    """Fold the log into the file if the disk is full: it may be the log that has filled it."""
    cause = error.__cause__ if isinstance(error, TransactionLost) else error
    if getattr(cause, "sqlite_errorcode", 0) in _NO_ROOM:
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def path_of(url: str) -> Path:
    """The file of sqlite:///relative.db or sqlite:////absolute.db; else UnusableUrl."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or len(url) == len(prefix):
        raise UnusableUrl(f"({url.rsplit('@', maxsplit=1)[-1]})")
    return Path(url.removeprefix(prefix))
