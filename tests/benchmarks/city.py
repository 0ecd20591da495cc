"""The city that every round begins with: Kota Malang, everybody registered, the event set up.

The three milestones of the burst are due now, whatever the hour, so that nothing is asked back;
nothing is prompted, so that only what is measured goes out.
"""

import asyncio
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.city import malang, prepared
from tests.benchmarks import filler

ZONE = ZoneInfo("Asia/Jakarta")
FIRST_ACCOUNT = 920_000_000
PRESSED = ("berdiri", "kotak", "mulai")
"""What every station ticks off at once."""


@dataclass(frozen=True)
class Reporter:
    """The linmas who reports for a station."""

    account: int
    station: int
    number: int
    village: str


@dataclass(frozen=True)
class City:
    """A prepared database and who is in it."""

    database: Path
    accounts: list[int]
    reporters: list[Reporter]
    coordinators: list[int]
    lurah: int
    admin: int
    labels: list[str]

    def cast(self) -> dict[str, object]:
        """What the process that plays Telegram needs to know, as JSON."""
        return {
            "accounts": self.accounts, "reporters": [asdict(each) for each in self.reporters],
            "coordinators": self.coordinators, "lurah": self.lurah, "admin": self.admin,
            "labels": self.labels,
        }  # fmt: skip


def prepare(folder: Path, reports: int) -> City:
    """A city in which so many reports were made before."""
    database = folder / f"city-{reports}.db"
    base = asyncio.run(prepared.city(malang.build(), lambda: None))
    database.write_bytes(base.read_bytes())
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _register_all(connection)
        filler.fill(connection, reports)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return _look_around(connection, database)
    finally:
        connection.close()


def _register_all(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM account_people")
    connection.execute("DELETE FROM accounts")
    connection.execute(
        "INSERT INTO accounts (user_id, acting_person_id, first_seen_at, last_seen_at)"
        " SELECT id + ?, id, 0, 0 FROM people",
        (FIRST_ACCOUNT,),
    )
    connection.execute(
        "INSERT INTO account_people (user_id, person_id, linked_at) SELECT id + ?, id, 0"
        " FROM people",
        (FIRST_ACCOUNT,),
    )


def due_now(database: Path) -> None:
    """Let voting day be today and the pressed milestones be due at this minute."""
    now = datetime.now(ZONE)
    connection = sqlite3.connect(database)
    try:
        connection.execute(
            "UPDATE events SET name = 'Pilkada Kota Malang', kind = 'pilkada', voting_day = ?"
            " WHERE state = 'live'",
            (now.date().isoformat(),),
        )
        connection.execute("UPDATE milestones SET nudge = 0, late_after = NULL, not_before = NULL")
        marks = ", ".join("?" * len(PRESSED))
        connection.execute(
            f"UPDATE milestones SET expected = ?, day_offset = 0 WHERE code IN ({marks})",
            (f"{now:%H:%M}", *PRESSED),
        )
        connection.commit()
    finally:
        connection.close()


def _look_around(connection: sqlite3.Connection, database: Path) -> City:
    def accounts(where: str) -> list[int]:
        rows = connection.execute(
            f"SELECT DISTINCT person_id + {FIRST_ACCOUNT} FROM posts WHERE {where} ORDER BY id"
        )
        return [row[0] for row in rows]

    reporters = connection.execute(
        f"SELECT p.person_id + {FIRST_ACCOUNT}, s.id, s.number, a.name FROM posts p"
        " JOIN stations s ON s.id = p.station_id JOIN areas a ON a.code = s.area"
        " WHERE p.seat = 1 ORDER BY s.number, s.area"
    )
    label = "SELECT UPPER(SUBSTR(label, 1, 1)) || SUBSTR(label, 2) FROM milestones WHERE code = ?"
    return City(
        database, accounts("1"), [Reporter(*row) for row in reporters],
        accounts("role = 'koordinator'"), accounts("role = 'lurah'")[0],
        accounts("role = 'admin'")[0],
        [connection.execute(label, (code,)).fetchone()[0] for code in PRESSED],
    )  # fmt: skip
