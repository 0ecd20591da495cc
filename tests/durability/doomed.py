"""`siaga` with a death built in: python -m tests.durability.doomed POINT NTH NOTE run

The program is the real one and knows nothing of it: the places where it shall die are watched
from outside. When the point is reached for the NTH time the process kills itself with SIGKILL, and
the file NOTE has a line more that says so.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bot import dispatch, results
from bot.__main__ import call
from bot.transport import Sent, Transport
from storage import backup, migrations, roster
from tests.durability.points import Point

HALF = """
CREATE TABLE half_made_1 (id INTEGER PRIMARY KEY);
UPDATE outbox SET attempts = attempts;
CREATE TABLE half_made_2 (id INTEGER PRIMARY KEY);
CREATE INDEX half_made_3 ON half_made_2 (id);
"""
"""A step of migration that a newer version might have; it never comes to its end."""


@dataclass
class Death:
    """Comes when its point is passed for the last time that is left."""

    point: Point
    left: int
    note: Path

    def passes(self) -> None:
        """The process is at the point now."""
        self.left -= 1
        if self.left == 0:
            with self.note.open("a", encoding="utf-8") as file:
                file.write(f"{self.point.name}\n")
            os.kill(os.getpid(), signal.SIGKILL)


class Mortal(sqlite3.Connection):
    """A connection that may be the last one: `death` and where it lurks are set on the class."""

    death: Death
    _intake = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, and die before or after it where that is the point."""
        ends_intake = sql == "COMMIT" and self._intake
        if ends_intake and self.death.point is Point.BEFORE_COMMIT:
            self.death.passes()
        cursor = super().execute(sql, parameters)
        if ends_intake and self.death.point is Point.AFTER_COMMIT:
            self.death.passes()
        if sql.lstrip().startswith("CREATE") and self.death.point is Point.MIGRATING:
            self.death.passes()
        self._intake = sql.startswith("INSERT INTO seen_updates") or (
            self._intake and sql not in ("COMMIT", "ROLLBACK")
        )
        return cursor


def _put(owner: Any, name: str, watched: Any) -> None:
    setattr(owner, name, watched)


def _watch_database(death: Death) -> None:
    Mortal.death = death
    _put(sqlite3, "connect", partial(sqlite3.connect, factory=Mortal))


def _watch_migration(death: Death) -> None:
    _watch_database(death)
    steps = migrations._steps()
    _put(migrations, "_steps", lambda: [*steps, (steps[-1][0] + 1, HALF)])


def _watch_calls(death: Death) -> None:
    post = Transport.call

    async def dying(self: Transport, method: str, *rest: Any, **options: Any) -> Any:
        if method in ("sendMessage", "editMessageText"):
            death.passes()
        return await post(self, method, *rest, **options)

    _put(Transport, "call", dying)


def _watch_recording(death: Death) -> None:
    record = results.record_all

    def dying(tx: Any, now: Any, answered: Any) -> Any:
        if any(
            isinstance(each, Sent) and step.method == "sendMessage" for step, each, _ in answered
        ):
            death.passes()
        return record(tx, now, answered)

    _put(dispatch, "record_all", dying)


def _watch_import(death: Death) -> None:
    carry_out = roster.carry_out

    def dying(*arguments: Any) -> None:
        carry_out(*arguments)
        death.passes()

    _put(roster, "carry_out", dying)


def _watch_backup(death: Death) -> None:
    check, keep = backup.check, backup._keep

    def checking(path: Path) -> None:
        death.passes()
        check(path)

    def keeping(unfinished: Path, target: Path) -> None:
        death.passes()
        keep(unfinished, target)

    _put(backup, "check", checking)
    _put(backup, "_keep", keeping)


WATCHES: dict[Point, Callable[[Death], None]] = {
    Point.BEFORE_COMMIT: _watch_database,
    Point.AFTER_COMMIT: _watch_database,
    Point.CLAIMED: _watch_calls,
    Point.UNRECORDED: _watch_recording,
    Point.MIGRATING: _watch_migration,
    Point.IMPORTING: _watch_import,
    Point.BACKING_UP: _watch_backup,
}


def main() -> None:
    """Run the command that follows, until it ends or death comes."""
    point = Point[sys.argv[1]]
    WATCHES[point](Death(point, int(sys.argv[2]), Path(sys.argv[3])))
    sys.exit(call(sys.argv[4:]))


if __name__ == "__main__":
    main()
