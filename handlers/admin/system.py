"""/sistem: how the bot fares, and what could not be handled, to be tried once more.

Disk and files are looked at by a job; the answer comes a moment later in one live message.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Update

from handlers import outgoing
from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.policy import Policy
from handlers.texts import admin as texts
from storage import areas, events, health, intake, jobs, officers, outbox, reminders
from storage.database import Tx
from storage.officers import Coverage

JOB = "system"
AGAIN_JOB = "parked"
LIVE = "system"
OFFERED = 5
MISSED_SINCE = timedelta(days=7)


@dataclass(frozen=True)
class Machine:
    """What only the machine knows: bytes of the database and free on its disk, the last copy."""

    database: int
    free: int
    copied_at: datetime | None


async def command(update: Update, ctx: Context) -> None:
    """/sistem"""
    ctx.require(Action.SEE_SYSTEM)
    outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    _look(ctx)


async def press(update: Update, ctx: Context) -> None:
    """🔄 Perbarui"""
    ctx.require(Action.SEE_SYSTEM)
    _look(ctx)


def _look(ctx: Context) -> None:
    jobs.add(ctx.tx, ctx.now, JOB, {"chat": ctx.chat.id})


def tell(tx: Tx, now: datetime, policy: Policy, chat_id: int, machine: Machine) -> None:
    """Say how the bot fares, once the machine was looked at."""
    event = events.live(tx)
    found = health.look(tx, event.id)
    missed = len(reminders.missed(tx, event.id, now - MISSED_SINCE))
    copied = machine.copied_at
    text = texts.system(
        found, _coverage(tx, event.id), missed, policy.local(now), database=machine.database,
        free=machine.free, copied_at=None if copied is None else policy.local(copied),
    )  # fmt: skip
    parked = intake.parked(tx)
    lines = texts.parked_lines([(each, policy.local(each.at)) for each in parked[:OFFERED]])
    rows: Rows = [
        [button(texts.AGAIN.format(number=each.id), "sys.again", each.id)]
        for each in parked[:OFFERED]
    ]
    if len(parked) > 1:
        rows.append([button(texts.AGAIN_ALL, "sys.all")])
    rows.append([button(texts.REFRESH, "sys")])
    payload = outgoing.message("\n".join([text, *lines]), rows)
    outbox.show(tx, now, chat_id, LIVE, payload, kind="system")


def _coverage(tx: Tx, event_id: int) -> Coverage:
    each = [officers.coverage(tx, event_id, area.code) for area in areas.roots(tx)]
    return Coverage(
        sum(c.stations for c in each), sum(c.with_reporter for c in each),
        sum(c.with_two for c in each),
    )  # fmt: skip


async def again(update: Update, ctx: Context) -> None:
    """Proses ulang: one update."""
    ctx.require(Action.SEE_SYSTEM)
    number = ctx.number(0)
    if number not in {each.id for each in intake.parked(ctx.tx)}:
        raise Refused(texts.SETTLED_BEFORE)
    _again(ctx, [number])


async def again_all(update: Update, ctx: Context) -> None:
    """Proses ulang semua."""
    ctx.require(Action.SEE_SYSTEM)
    parked = [each.id for each in intake.parked(ctx.tx)]
    if not parked:
        raise Refused(texts.SETTLED_BEFORE)
    _again(ctx, parked)


def _again(ctx: Context, numbers: list[int]) -> None:
    ctx.audit("parked again", ",".join(map(str, numbers)))
    jobs.add(ctx.tx, ctx.now, AGAIN_JOB, {"parked": numbers})
    _look(ctx)
    ctx.toast(texts.QUEUED)
