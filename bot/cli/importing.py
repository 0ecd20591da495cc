"""`siaga import`: the same roster import as in the chat, for a bot that is not running."""

import asyncio
import html
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.lock import writing
from bot.cli.outcome import Exit, Problem
from handlers.errors import Refused
from handlers.roster import rows, workbook
from handlers.roster.plan import Plan, plan
from handlers.roster.records import Fault, Roster
from handlers.texts import cli as texts
from storage import audit, events, roster, roster_known
from storage.database import Database, Tx


def import_roster(
    database: Path, file: Path, *, remove: int | None = None, check_only: bool = False
) -> Plan:
    """Take a file over under the lock; what was done, or with `check_only` what would be done.

    `remove` ends the posts of people who are missing from the file, if there are exactly so many.
    """
    if not file.is_file():
        raise Problem(texts.no_file(file), Exit.UNUSABLE)
    content = read(file)
    with writing(database, otherwise=texts.BOT_RUNS_IMPORT):
        return asyncio.run(_import(database, content, remove, check_only=check_only))


def read(file: Path) -> Roster:
    """What an XLSX or CSV file says. Raises Problem with one sentence for anything else."""
    try:
        return rows.roster(workbook.read(file.read_bytes(), file.name))
    except Refused as refusal:
        raise Problem(html.unescape(refusal.text)) from refusal


async def _import(database: Path, content: Roster, remove: int | None, *, check_only: bool) -> Plan:
    db = await Database.open(database)
    try:
        planned = await db.read(lambda tx: _plan(tx, content))
        if remove is not None and remove != planned.missing:
            raise Problem(texts.other_count(planned.missing), Exit.UNUSABLE)
        if not check_only:
            await apply(db, planned, remove=remove is not None)
        return planned
    finally:
        await db.close()


async def apply(db: Database, planned: Plan, *, remove: bool = False) -> None:
    """Carry a plan out in short units; an interrupted one is completed by doing it again."""
    for portion in planned.portions(remove=remove):

        def write(tx: Tx, portion: list[roster.Operation] = portion) -> None:
            hand = roster.Hand(events.live(tx).id, datetime.now(UTC), None)
            roster.carry_out(tx, hand, portion)

        await db.write(write)
    await db.write(lambda tx: audit.add(tx, datetime.now(UTC), "import", "command line"))


def _plan(tx: Tx, content: Roster) -> Plan:
    return plan(content, roster_known.load(tx, events.live(tx).id))


def told(planned: Plan, *, check_only: bool) -> Iterator[str]:
    """The lines of the result: what each sheet brought, remarks, who is missing."""
    for kind, count in planned.counts.items():
        yield texts.sheet_counts(kind, count.new, count.changed, count.same)
    yield from map(html.unescape, planned.notes)
    if planned.missing:
        yield texts.people_missing(planned.missing)
    yield texts.IMPORT_NOT_SAVED if check_only else texts.IMPORT_SAVED


def told_fault(fault: Fault) -> str:
    """One line for a row that was not taken over: where, what, why."""
    return html.unescape(
        texts.faulty_row(fault.sheet, fault.row, fault.column, fault.value, fault.reason)
    )
