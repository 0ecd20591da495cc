"""Whatever the bot asks its database on a busy morning is found by an index.

Every statement of some dialogues is caught as SQLite runs it and explained by SQLite itself.
"""

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.routes import TICKS
from storage.database import Database
from tests.town import Town

GROWING = frozenset(
    "accounts account_people alerts audit clocks contents current_reports deliveries drafts"
    " evidence files free_texts incident_steps incidents jobs journal messages outbox"
    " parked_updates people posts reports seen_updates".split()
)
"""Tables that have a row for each person, report, incident or message, or more."""
NEWEST = re.compile(r"ORDER BY (seq|id) DESC LIMIT 1$")
PARTIAL = re.compile(r"USING (?:COVERING )?INDEX (\w+)")


@asynccontextmanager
async def caught(db: Database) -> AsyncIterator[set[str]]:
    """The statements that both connections run meanwhile, with their values."""
    statements: set[str] = set()
    connections = (db._writer, db._reader)
    for connection in connections:
        await connection.set_trace_callback(statements.add)
    yield statements
    for connection in connections:
        await connection.set_trace_callback(None)  # type: ignore[arg-type]  # as sqlite3 has it


def scans(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The steps of its plan that read a growing table, or one event's part, from end to end.

    A partial index holds only what is pending or open, so to read all of it is no scan; nor is
    the newest row by its number.
    """
    if NEWEST.search(statement):
        return []
    small = {
        name
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        )
    }
    aliases = dict(re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO) (\w+) (?:AS )?([a-z]\w?)\b", statement))
    found = []
    for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
        named = re.match(r"SCAN (\w+)|SEARCH (\w+) .*\(event_id=\?\)$", detail)
        table = None if named is None else _table(named[1] or named[2], aliases)
        index = PARTIAL.search(detail)
        if table in GROWING and not (index and index[1] in small):
            found.append(f"{detail}: {statement}")
    return found


def _table(name: str, aliases: dict[str, str]) -> str:
    return next((table for table, alias in aliases.items() if alias == name), name)


async def ticking(town: Town) -> None:
    slamet = town.phone("Slamet")
    await slamet.says("/tps")
    await slamet.presses("Rapat dimulai")
    await slamet.sees_toast("No. 1")


async def typing(town: Town) -> None:
    await town.phone("Slamet").says("pemilih 187")
    await town.phone("Slamet").sees("187")
    await town.phone("Rina").says("mulai 07.01")
    await town.phone("Rina").sees("No. 2")


async def alarming(town: Town) -> None:
    await town.phone("Slamet").says("masalah banjir air masuk TPS")
    await town.phone("BPBD Nur").sees("No. 1")
    await town.phone("BPBD Nur").presses("🙋 Saya tangani")


async def looking(town: Town) -> None:
    await town.admin.says("/rekap")
    await town.admin.sees("TPS")
    await town.phone("Lurah Hadi").says("/belum")
    await town.phone("Slamet").says("/status")
    await town.phone("BPBD Nur").says("/siaga")
    await town.phone("Slamet").says("/agenda")
    await town.phone("Slamet").sees("Agenda")


async def settling(town: Town) -> None:
    await town.phone("Rina").says("masalah pohon tumbang di depan TPS")
    await town.phone("BPBD Nur").sees("pohon tumbang")
    await town.phone("BPBD Nur").presses("🙋 Saya tangani")
    await town.phone("BPBD Nur").presses("✅ Selesai")


async def in_doubt(town: Town) -> None:
    await town.phone("Slamet").says("logistik")
    await town.phone("Slamet").says("ada yang aneh, tolong dilihat")
    await town.phone("Rina").sends_photo()
    await town.phone("Rina").says("foto pintu gudang")


async def clocks(town: Town) -> None:
    """Whatever happens by itself, once."""
    for tick in TICKS:
        await town.parts.schedule.run(tick)


@pytest.mark.parametrize(
    "dialogue", [ticking, typing, alarming, looking, settling, in_doubt, clocks]
)
async def test_no_hot_statement_reads_a_growing_table_from_end_to_end(
    voting_day: Town, dialogue: Callable[[Town], Awaitable[None]]
) -> None:
    """From the update to the recorded answer everything is looked up, however much there is."""
    async with caught(voting_day.parts.db) as statements:
        await dialogue(voting_day)
        await voting_day.quiet()
    connection = sqlite3.connect(voting_day.database)
    asked = [each for each in statements if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", each)]
    found = [scan for each in asked for scan in scans(connection, each)]
    connection.close()
    assert asked
    assert found == []
