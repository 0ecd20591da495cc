"""`siaga export`: everything recorded as CSV, one file a table, one row a record."""

import asyncio
import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import notes
from bot.cli.lock import writing
from bot.cli.outcome import Problem
from handlers.csv_file import harmless
from handlers.texts import cli as texts
from storage.database import Database
from storage.export import BOOLEANS, TEXTS, TIMES, Table, Value, tables
from storage.offline import looking_at
from storage.times import moment


def export(database: Path, folder: Path, zone: ZoneInfo, *, confidential: bool) -> dict[str, int]:
    """Write the tables as they are at one moment and return how many rows each has.

    Confidential incidents are left out unless asked for; then the act is noted for the audit
    before anything is written.
    """
    with looking_at(database) as connection:
        connection.execute("BEGIN")
        if confidential:
            _note(database)
        folder.mkdir(parents=True, exist_ok=True)
        return {
            table.name: _write(table, folder / f"{table.name}.csv", zone)
            for table in tables(connection, confidential=confidential)
        }


def _note(database: Path) -> None:
    """Leave word for the audit, and put it there at once where no bot does that. Raises Problem."""
    try:
        notes.leave(database, notes.Note(datetime.now(UTC), "export_confidential"))
    except OSError as error:
        raise Problem(texts.NOT_AUDITED) from error
    with suppress(Problem), writing(database, otherwise=texts.BOT_TAKES_IT):
        asyncio.run(_collect(database))


async def _collect(database: Path) -> None:
    db = await Database.open(database)
    try:
        await notes.collect(db)
    finally:
        await db.close()


def _write(table: Table, path: Path, zone: ZoneInfo) -> int:
    unfinished = path.with_name(f".{path.name}.part")
    count = 0
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        for count, row in enumerate(_readable(table, zone), start=1):  # noqa: B007 - counted
            writer.writerow(row)
    unfinished.replace(path)
    return count


def _readable(table: Table, zone: ZoneInfo) -> Iterator[list[Value]]:
    def when(value: Value) -> Value:
        return moment(int(value or 0)).astimezone(zone).isoformat(timespec="milliseconds")

    columns: list[Callable[[Value], Value]] = [_form(name, when) for name in table.columns]
    for row in table.rows:
        yield [
            None if value is None else form(value) for form, value in zip(columns, row, strict=True)
        ]


def _form(column: str, when: Callable[[Value], Value]) -> Callable[[Value], Value]:
    if column in TIMES:
        return when
    if column in BOOLEANS:
        return lambda value: "true" if value else "false"
    return _harmless if column in TEXTS else _as_it_is


def _harmless(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value


def _as_it_is(value: Value) -> Value:
    return value
