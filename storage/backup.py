"""Copies of the database: made while the bot runs, checked, and put back."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from storage.errors import StorageError
from storage.offline import faults, looking_at


class DamagedCopy(StorageError):
    """The copy is damaged."""


def backup(source: Path, target: Path) -> None:
    """Copy a database in one step to a single file, whole or not at all, and check the copy.

    Only the owner may read the file, since it holds people's phone numbers. Raises DamagedCopy,
    FileExistsError, or what `looking_at` raises for the source.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        _copy(source, unfinished)
        check(unfinished)
        _keep(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Whether a file is a sound database of this program. Raises DamagedCopy and `looking_at`'s."""
    with looking_at(path) as connection:
        if found := faults(connection):
            raise DamagedCopy(f"{path}: {found[0]}")


def restore(copy: Path, database: Path, aside: Path) -> None:
    """Put a checked copy in the place of the database; the former one is kept as `aside`.

    Nobody may have the database open. An interruption loses nothing: at every moment the former
    database or the whole copy is at its place, since a start that found none would make an empty
    one.
    """
    check(copy)
    incoming = database.with_name(f".{database.name}.restore")
    _copy(copy, incoming)
    check(incoming)
    _fold(database)
    for suffix in ("-wal", "-shm"):
        former = database.with_name(database.name + suffix)
        if former.exists():
            former.rename(aside.with_name(aside.name + suffix))
    if database.exists():
        _name_too(database, aside)
    _keep(incoming, database)


def rescue(origin: sqlite3.Connection, database: Path, aside: Path) -> Path:
    """Save an open database whose file was taken away: at its place if that is empty, else `aside`.

    Returns where it is. Raises DamagedCopy, or what SQLite and the disk say.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    unfinished = database.with_name(f".{database.name}.rescue")
    try:
        _copy_from(origin, unfinished)
        check(unfinished)
        target = aside if database.exists() else database
        _keep(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    for suffix in ("-wal", "-shm"):  # a log that stays is played into whatever lies there now
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    return target


def _name_too(database: Path, aside: Path) -> None:
    """Give a file a second name; where the file system has only one for each, a copy of it."""
    try:
        os.link(database, aside)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(database, aside)
        _flush(aside)


def _fold(database: Path) -> None:
    """Bring the write-ahead log into the file, so that one rename moves it all."""
    if not database.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as connection:
        # A damaged file refuses; then it is put aside together with its log.
        connection.execute("PRAGMA journal_mode = DELETE")


def _copy(source: Path, target: Path) -> None:
    with looking_at(source) as origin:
        _copy_from(origin, target)


def _copy_from(origin: sqlite3.Connection, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # The copy inherits WAL; as a plain file it needs no companions.
        copy.execute("PRAGMA journal_mode = DELETE")


def _keep(unfinished: Path, target: Path) -> None:
    _flush(unfinished)
    unfinished.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
