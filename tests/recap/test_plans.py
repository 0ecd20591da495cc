"""No hot query of the recap reads a whole table: SQLite's own plan says so."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from storage import audience, broadcasts, listed, recap, search, silence
from storage.audience import Audience
from storage.broadcasts import Draft, State
from storage.database import Database, Row, Tx
from tests.broadcast.crowd import NOW
from tests.town import KOTALAMA, build

SMALL = frozenset({"areas", "stations", "event_stations", "people"})
"""Tables that a recap of the whole city reads from end to end anyway, or that have 1,000 rows."""

ONLY_HELD = "SCAN outbox USING INDEX outbox_held"
"""A partial index: it holds nothing but the rows of paused broadcasts, and one is enough."""


class Watching(Tx):
    """A transaction that asks for the plan of every query it runs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.scans: list[str] = []

    def all(self, sql: str, *parameters: Any) -> list[Row]:
        self._look(sql, parameters)
        return super().all(sql, *parameters)

    def one(self, sql: str, *parameters: Any) -> Row | None:
        self._look(sql, parameters)
        return super().one(sql, *parameters)

    def _look(self, sql: str, parameters: tuple[Any, ...]) -> None:
        if not sql.lstrip().startswith("SELECT"):
            return
        for row in super().all(f"EXPLAIN QUERY PLAN {sql}", *parameters):
            self.scans += [row["detail"]] if row["detail"].startswith("SCAN") else []


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """The small town, with statistics as SQLite has them: none."""
    opened = await Database.open(tmp_path / "siaga.db")
    await opened.write(build)
    yield opened
    await opened.close()


def broadcast(tx: Tx) -> broadcasts.Broadcast:
    draft = Draft(1, 1, 1, "sendMessage", {"text": "x"}, Audience(), True, 1)
    found = broadcasts.get(tx, broadcasts.add(tx, NOW, draft))
    assert found is not None
    broadcasts.start(tx, NOW, found, {"text": "x"}, None)
    return found


QUERIES: dict[str, Callable[[Tx], object]] = {
    "villages": lambda tx: recap.villages(tx, 1, KOTALAMA),
    "reported": lambda tx: recap.reported(tx, 1, ["mulai", "tutup"], KOTALAMA),
    "quiet": lambda tx: silence.quiet(tx, 1, ("mulai",), None, KOTALAMA),
    "turnout": lambda tx: recap.turnout(tx, 1, KOTALAMA),
    "troubles": lambda tx: recap.troubles(tx, 1, KOTALAMA, confidential=False),
    "stations": lambda tx: search.stations(tx, KOTALAMA, ["jalan"], 1, 10),
    "incidents": lambda tx: search.incidents(
        tx, 1, KOTALAMA, ["banjir"], 1, 10, confidential=False
    ),
    "reach": lambda tx: audience.reach(tx, 1, Audience(roles=("linmas",), areas=(KOTALAMA,))),
}


@pytest.mark.parametrize("name", QUERIES)
async def test_every_query_of_an_area_uses_an_index(db: Database, name: str) -> None:
    """What is asked about a village is looked up by the village, not by reading the city."""

    def scans(tx: Tx) -> list[str]:
        watching = Watching(tx._connection)
        QUERIES[name](watching)
        return watching.scans

    assert await db.read(scans) == []


async def test_figures_and_steps_of_a_broadcast_use_indexes(db: Database) -> None:
    """Counting and moving a broadcast touches its own deliveries alone."""

    def scans(tx: Tx) -> list[str]:
        watching = Watching(tx._connection)
        sent = broadcast(watching)
        while broadcasts.step(watching, NOW, sent.id):
            continue
        broadcasts.move(watching, NOW, sent.id, State.PAUSED)
        broadcasts.step(watching, NOW, sent.id)
        broadcasts.figures(watching, sent)
        for fate in listed.Fate:
            listed.people(watching, listed.Sending.of(sent), fate)
        return [
            scan
            for scan in watching.scans
            if scan.split()[1] not in {"step", "CONSTANT", *SMALL} and scan != ONLY_HELD
        ]

    assert await db.write(scans) == []
