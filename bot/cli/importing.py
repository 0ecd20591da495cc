"""`siaga import`: the same roster import as in the chat, for a bot that is not running."""

import asyncio
import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli.lock import writing
from bot.cli.outcome import Exit, Problem
from handlers.errors import Refused
from handlers.roster import rows, workbook
from handlers.roster.plan import Plan, plan
from handlers.roster.records import Fault, Roster
from handlers.texts import cli as texts
from handlers.texts import roster_import as chat_texts
from storage import audit, events, roster, roster_known
from storage.database import Database, Tx
from storage.roster_known import IMPORTED


@dataclass(frozen=True)
class Wish:
    """What is to be done beyond filling in; each names exactly how many people it is about.

    `remove` ends the posts of people who are missing from the file, `revive` gives posts back
    that were lost in the bot.
    """

    remove: int | None = None
    revive: int | None = None


def import_roster(
    database: Path, file: Path, wish: Wish = Wish(), *, check_only: bool = False
) -> Plan:  # fmt: skip
    """Take a file over under the lock; what was done, or with `check_only` what would be done."""
    if not file.is_file():
        raise Problem(texts.no_file(file), Exit.UNUSABLE)
    content = read(file)
    with writing(database, otherwise=texts.BOT_RUNS_IMPORT):
        return asyncio.run(_import(database, content, wish, check_only=check_only))


def read(file: Path) -> Roster:
    """What an XLSX or CSV file says. Raises Problem with one sentence for anything else."""
    try:
        return rows.roster(workbook.read(file.read_bytes(), file.name))
    except Refused as refusal:
        raise Problem(html.unescape(refusal.text)) from refusal


async def _import(database: Path, content: Roster, wish: Wish, *, check_only: bool) -> Plan:
    db = await Database.open(database)
    try:
        planned = await db.read(lambda tx: _plan(tx, content, wish))
        if wish.remove is not None and wish.remove != planned.missing:
            raise Problem(texts.other_count(planned.missing), Exit.UNUSABLE)
        if wish.revive is not None and wish.revive != len(planned.lost):
            raise Problem(texts.other_lost(len(planned.lost)), Exit.UNUSABLE)
        if not check_only and _does_anything(planned, wish):
            await apply(db, planned, remove=wish.remove is not None)
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
    await db.write(lambda tx: audit.add(tx, datetime.now(UTC), IMPORTED, audit.COMMAND_LINE))


def _plan(tx: Tx, content: Roster, wish: Wish) -> Plan:
    known = roster_known.load(tx, events.live(tx).id)
    return plan(content, known, revive=wish.revive is not None)


def told(planned: Plan, zone: ZoneInfo, wish: Wish, *, check_only: bool) -> Iterator[str]:
    """The lines of the result: what each sheet brought, remarks, who is missing or was lost."""
    for kind, count in planned.counts.items():
        yield texts.sheet_counts(kind, count.new, count.changed, count.same)
    yield from map(html.unescape, planned.notes)
    if planned.lost:
        yield texts.people_lost(len(planned.lost), revived=wish.revive is not None)
        yield from (chat_texts.lost(e.who, e.how, e.at.astimezone(zone)) for e in planned.lost)
    if planned.missing:
        yield texts.people_missing(planned.missing)
    if not _does_anything(planned, wish):
        yield texts.IMPORT_NOTHING
    else:
        yield texts.IMPORT_NOT_SAVED if check_only else texts.IMPORT_SAVED


def _does_anything(planned: Plan, wish: Wish) -> bool:
    return not planned.idle or bool(wish.remove)


def told_fault(fault: Fault) -> str:
    """One line for a row that was not taken over: where, what, why."""
    return html.unescape(
        texts.faulty_row(fault.sheet, fault.row, fault.column, fault.value, fault.reason)
    )
