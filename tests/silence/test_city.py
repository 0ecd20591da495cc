"""Silence in a whole city: everybody once, nobody forgotten, and no unit too long."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.policy import Policy
from handlers.silence.ticking import tick
from storage.database import Database, Tx
from storage.silence import STEP
from tests.town import set_up_event

POLICY = Policy(ZoneInfo("Asia/Jakarta"), frozenset())
SEVEN = datetime(2024, 11, 27, 0, 0, tzinfo=UTC)
VILLAGES, STATIONS = 57, 21


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """1,197 stations, each with reporter and deputy, a lurah for each village, one coordinator."""
    opened = await Database.open(tmp_path / "siaga.db")
    await opened.write(_build)
    yield opened
    await opened.close()


def _build(tx: Tx) -> None:
    set_up_event(tx)
    codes = [f"35.73.01.{1000 + number}" for number in range(VILLAGES)]
    tx.run("INSERT INTO areas VALUES ('35.73', 'Kota Malang', 'city')")
    tx.run("INSERT INTO areas VALUES ('35.73.01', 'Blimbing', 'district')")
    tx.many("INSERT INTO areas VALUES ($1, $2, 'village')", [(c, f"Desa {c[-2:]}") for c in codes])
    tx.many(
        "INSERT INTO stations (area, number) VALUES ($1, $2)",
        [(code, number) for code in codes for number in range(1, STATIONS + 1)],
    )
    people = VILLAGES * STATIONS * 2 + VILLAGES + 1
    tx.many("INSERT INTO people (id, name, created_at) VALUES ($1, 'Orang', 0)",
            [(number,) for number in range(1, people + 1)])  # fmt: skip
    tx.run(
        "INSERT INTO accounts (user_id, first_seen_at, last_seen_at) SELECT id, 0, 0 FROM people"
    )
    tx.run(
        "INSERT INTO account_people (user_id, person_id, linked_at) SELECT id, id, 0 FROM people"
    )
    post = (
        "INSERT INTO posts (event_id, person_id, role, area, station_id, agency, seat, source,"
        " since_at) "
    )
    for seat, role in ((1, "linmas"), (2, "kpps")):
        tx.run(
            f"{post} SELECT 1, id * 2 - 2 + $1, $2, area, id, NULL, $1, 'roster', 0 FROM stations",
            seat, role,
        )  # fmt: skip
    first = VILLAGES * STATIONS * 2
    tx.run(
        f"{post} SELECT 1, $1 + ROW_NUMBER() OVER (ORDER BY code), 'lurah', code, NULL, NULL, 0,"
        " 'roster', 0 FROM areas WHERE level = 'village'",
        first,
    )
    tx.run(f"{post} VALUES (1, $1, 'koordinator', '35.73', NULL, 'kpu', 0, 'roster', 0)", people)


async def look(db: Database, minutes: int) -> list[int]:
    """Let the timer look so many minutes after 07.00: how many rows each unit queued."""
    now = SEVEN + timedelta(minutes=minutes)
    queued: list[int] = []
    more = True
    while more:
        before = await count(db)
        more = await db.write(lambda tx: tick(tx, now, POLICY))
        queued.append(await count(db) - before)
        await asyncio.sleep(0)
    return queued


async def count(db: Database) -> int:
    return int(await db.read(lambda tx: tx.value("SELECT COUNT(*) FROM outbox")))


async def test_a_silent_city_is_nudged_listed_and_summed_up_once(db: Database) -> None:
    """2,394 nudges in units of at most STEP, 57 lists, one summary; looking again adds nothing."""
    await look(db, -30)
    nudged = await look(db, 15)
    assert sum(nudged) == VILLAGES * STATIONS * 2
    assert max(nudged) <= STEP
    assert sum(await look(db, 16)) == 0
    assert sum(await look(db, 30)) == VILLAGES
    assert sum(await look(db, 45)) == 1
    for minutes in (46, 60, 100):
        assert sum(await look(db, minutes)) == 0


async def test_a_report_changes_only_the_lists_that_named_it(db: Database) -> None:
    """One station reports: its lurah's list and the summary are edited, no other."""
    for minutes in (-30, 15, 30, 45):
        await look(db, minutes)

    def report(tx: Tx) -> None:
        tx.run(
            "INSERT INTO reports (number, event_id, kind, topic, station_id, area, person_id, rank,"
            " source, event_at, received_at, answers) SELECT 1, 1, 'status', 'mulai', id, area, 1,"
            " 2, 'teks', 0, 0, '{}' FROM stations WHERE id = 30"
        )
        tx.run(
            "INSERT INTO current_reports (event_id, topic, place, station_id, area, report_id,"
            " event_at) SELECT 1, topic, 's30', station_id, area, id, 0 FROM reports"
        )
        tx.run("UPDATE outbox SET sent_at = 1")

    await db.write(report)
    await look(db, 46)
    waiting = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL"
    assert await db.read(lambda tx: tx.value(waiting)) == 2
