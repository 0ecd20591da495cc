"""What both peers keep: the same report in SQLite, durably, and the same words and buttons.

The milestones come from the same table; each report is committed before it is answered, with
WAL and a sync at each commit, as the bot that is measured does.
"""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import aiosqlite

TOKEN = os.environ["SIAGA_TOKEN"]
API_URL = os.environ["SIAGA_API_URL"]
DATABASE = os.environ["SIAGA_DATABASE"].removeprefix("sqlite:///")
ZONE = ZoneInfo("Asia/Jakarta")
FIRST_ACCOUNT = 920_000_000
_writing = asyncio.Lock()
SCHEMA = """
CREATE TABLE IF NOT EXISTS peer_reports (
    id INTEGER PRIMARY KEY, station_id INTEGER NOT NULL, milestone TEXT NOT NULL,
    person_id INTEGER NOT NULL, source TEXT NOT NULL, at INTEGER NOT NULL,
    UNIQUE (station_id, milestone)
)
"""


@dataclass(frozen=True)
class Page:
    """A message of the list: its text and its buttons as (label, data), two in a row."""

    text: str
    buttons: list[tuple[str, str]]


async def connect() -> aiosqlite.Connection:
    """Open the database as the bot that is measured does."""
    db = await aiosqlite.connect(DATABASE)
    await db.execute("PRAGMA journal_mode = WAL")
    await db.execute("PRAGMA synchronous = FULL")
    await db.execute(SCHEMA)
    await db.commit()
    return db


async def station_of(db: aiosqlite.Connection, account: int) -> int | None:
    """The station that an account reports for."""
    async with db.execute(
        "SELECT station_id FROM posts WHERE person_id = ? AND seat = 1 AND ended_at IS NULL",
        (account - FIRST_ACCOUNT,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else int(row[0])


async def report(db: aiosqlite.Connection, account: int, station: int, milestone: str) -> int:
    """Store a report durably and give its number; one at a time, as one connection allows."""
    at = int(datetime.now(ZONE).timestamp() * 1000)
    async with _writing:
        cursor = await db.execute(
            "INSERT INTO peer_reports (station_id, milestone, person_id, source, at)"
            " VALUES (?, ?, ?, 'tombol', ?)",
            (station, milestone, account - FIRST_ACCOUNT, at),
        )
        await db.commit()
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def page(db: aiosqlite.Connection, station: int) -> Page:
    """The list of milestones: what is known, and a button for each that is not."""
    async with db.execute(
        "SELECT s.number, a.name FROM stations s JOIN areas a ON a.code = s.area WHERE s.id = ?",
        (station,),
    ) as cursor:
        place = await cursor.fetchone()
    async with db.execute(
        "SELECT m.code, m.label, r.at, p.name FROM milestones m LEFT JOIN peer_reports r"
        " ON r.station_id = ? AND r.milestone = m.code LEFT JOIN people p ON p.id = r.person_id"
        " WHERE m.event_id = 1 ORDER BY m.position",
        (station,),
    ) as cursor:
        rows = list(await cursor.fetchall())
    assert place is not None
    lines = [f"📍 <b>Status TPS {place[0]:03d} {place[1]}</b>", ""]
    buttons = []
    for code, label, at, name in rows:
        if at is None:
            lines.append(f"▫️ {label}")
            buttons.append((label[:1].upper() + label[1:], f"tick:{station}:{code}"))
        else:
            lines.append(f"✅ {label} <b>{clock(at)}</b> ({name})")
    return Page("\n".join([*lines, "", "Tekan yang sudah terjadi."]), buttons)


def clock(at: int) -> str:
    """07.02"""
    return f"{datetime.fromtimestamp(at / 1000, ZONE):%H.%M}"


def thanks(number: int) -> str:
    """What the press is answered with."""
    return f"✅ No. {number}. Tercatat {datetime.now(ZONE):%H.%M}"
