"""/agenda and /cuti: what is on the calendar for me, and which bans bind me on a day."""

from collections.abc import Iterable
from datetime import date, timedelta

from telegram import Update

from handlers.access import Action
from handlers.agenda.dates import BadDate, parse_span
from handlers.agenda.rules import Days, days_of, local_day
from handlers.agenda.wording import entry_words, when_words
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.texts import agenda as texts
from handlers.texts import agenda_files as file_texts
from handlers.texts import leave as leave_texts
from handlers.texts.common import REHEARSAL
from handlers.texts.dates import zone_label
from storage import agenda, events, reminders
from storage.agenda import Entry

NEXT = 8
"""Entries ahead that the first page shows."""
MISSED_FOR = timedelta(days=7)


async def show_agenda(update: Update, ctx: Context) -> None:
    """/agenda: today, what is under way, what comes next, and the bans in force for me."""
    ctx.reply(_agenda_text(ctx, NEXT), _agenda_rows(ctx))


async def show_all(update: Update, ctx: Context) -> None:
    """The press on "Semua": everything that still lies ahead."""
    ctx.edit(_agenda_text(ctx, None), _agenda_rows(ctx, everything=True))


def _agenda_rows(ctx: Context, *, everything: bool = False) -> Rows:
    first = [] if everything else [button(texts.ALL, "agsemua")]
    month = local_day(ctx.now, ctx.policy.zone)
    first.append(button(file_texts.BY_MONTH, "agbulan", month.year, month.month))
    rows: Rows = [first, [button(file_texts.TAKE_ALONG, "agics")]]
    if ctx.actor.may(Action.MANAGE_AGENDA):
        rows.append([button(texts.ADD, "agbaru"), button(texts.MANAGE, "agatur")])
        rows.append([button(leave_texts.SUPERIORS, "izs", "page")])
    return rows


async def show_month(update: Update, ctx: Context) -> None:
    """One month of what concerns me, with the months around it: year, month."""
    year, month = ctx.number(0), ctx.number(1)
    if not (2000 <= year <= 2099 and 1 <= month <= 12):
        raise Malformed
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    found = agenda.between(ctx.tx, ctx.event.id, first, after - timedelta(days=1))
    lines = [_line(ctx, each) for each in mine_of(ctx, found)]
    turn = [
        button(label, "agbulan", each.year, each.month)
        for label, each in (
            (f"◀️ {file_texts.month_label(before.year, before.month)}", before),
            (f"{file_texts.month_label(after.year, after.month)} ▶️", after),
        )
        if 2000 <= each.year <= 2099
    ]
    ctx.edit(file_texts.month_page(year, month, lines), [
        turn, [button(file_texts.TO_AGENDA, "agbuka"), button(file_texts.TAKE_ALONG, "agics")],
    ])  # fmt: skip


async def show_again(update: Update, ctx: Context) -> None:
    """The press that leads from a month back to the first page."""
    ctx.edit(_agenda_text(ctx, NEXT), _agenda_rows(ctx))


def _agenda_text(ctx: Context, most: int | None) -> str:
    mine = mine_of(ctx, agenda.entries(ctx.tx, ctx.event.id))
    today = _today(ctx)
    dated = [(each, Days(each.starts_on, each.ends_on)) for each in mine
             if each.starts_on and each.ends_on]  # fmt: skip
    bans = [each for each, days in dated if each.is_ban and _holds(days, today)]
    now = [each for each, days in dated if not each.is_ban and _holds(days, today)]
    ahead = [each for each, days in dated if days.first > today]
    ahead += [each for each in mine if each.starts_on is None]
    shown = ahead if most is None else ahead[:most]
    gladi = REHEARSAL if ctx.event.rehearsal else ""
    return gladi + texts.agenda_page(
        today, [_line(ctx, each) for each in bans],
        [*_voting_day(ctx, today), *(_line(ctx, each) for each in now)],
        [_line(ctx, each) for each in shown], len(ahead) - len(shown), _missed_lines(ctx),
    )  # fmt: skip


def _voting_day(ctx: Context, today: date) -> list[str]:
    """That people vote today, and when what is due at a station."""
    if ctx.event.voting_day != today:
        return []
    hours = [
        (each.label, each.expected)
        for each in events.milestones(ctx.tx, ctx.event.id)
        if each.expected is not None and each.day_offset == 0
    ]
    return [texts.voting_day(hours)]


def _missed_lines(ctx: Context) -> list[str]:
    if not ctx.actor.may(Action.MANAGE_AGENDA):
        return []
    missed = reminders.missed(ctx.tx, ctx.event.id, ctx.now - MISSED_FOR)
    found = [(each, agenda.entry(ctx.tx, each.agenda_id)) for each in missed]
    return [
        texts.missed_line(entry.title, ctx.policy.local(each.due_at or ctx.now))
        for each, entry in found
        if entry is not None
    ]


def mine_of(ctx: Context, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are meant for the person speaking; admins see every one."""
    sees_all = ctx.actor.may(Action.MANAGE_AGENDA)
    return [each for each in entries if sees_all or each.audience.includes(ctx.actor.posts)]


def _line(ctx: Context, entry: Entry) -> str:
    return texts.agenda_line(entry.kind, entry.title, when_words(ctx.desk, entry), entry.ordered_by)


# ── Bans ─────────────────────────────────────────────────────────────────────────────────────
async def leave(update: Update, ctx: Context) -> None:
    """/cuti 13-02-2024, a range, or nothing: today and the bans to come."""
    asked = " ".join(ctx.words).strip()
    today = _today(ctx)
    bans = [
        each for each in agenda.entries(ctx.tx, ctx.event.id) if each.is_ban and _binds(ctx, each)
    ]
    if asked:
        days = _days_asked(ctx, asked, today)
        held = [each for each in bans if _touches(each, days)]
        ahead: list[Entry] = []
    else:
        days = Days(today, today)
        held = [each for each in bans if _touches(each, days)]
        ahead = [each for each in bans if each.starts_on and each.starts_on > today]
    undated = [each for each in bans if each.starts_on is None]
    ctx.reply(texts.leave_answer(
        days.first, days.last, [entry_words(ctx.desk, each) for each in held],
        [entry_words(ctx.desk, each) for each in ahead],
        [entry_words(ctx.desk, each) for each in undated],
        until=max((each.ends_on for each in held if each.ends_on), default=None),
    ), _leave_rows(ctx, days if held else None, ahead=bool(ahead)))  # fmt: skip


def _leave_rows(ctx: Context, held: Days | None, *, ahead: bool) -> Rows:
    """An exception can be asked for where a ban holds, or will; leaders see who has one."""
    rows: Rows = []
    if held is not None and held.last >= _today(ctx):
        rows.append([button(leave_texts.ASK_EXCEPTION, "izin", held.first, held.last)])
    elif ahead:
        rows.append([button(leave_texts.ASK_EXCEPTION, "izin")])
    if ctx.actor.may(Action.SEE_INCIDENTS):
        rows.append([button(leave_texts.TO_LIST, "izd")])
    return rows


def _days_asked(ctx: Context, asked: str, today: date) -> Days:
    try:
        days = days_of(parse_span(asked, today, zone_label(ctx.policy.zone)), ctx.event.voting_day)
    except BadDate as error:
        raise Refused(texts.leave_not_understood(str(error))) from error
    if days is None:
        raise Refused(texts.LEAVE_NEEDS_A_DATE)
    if days.last < days.first:
        raise Refused(texts.SPAN_RUNS_BACKWARDS)
    return days


def _binds(ctx: Context, entry: Entry) -> bool:
    # A ban binds those it names; an admin sees all entries but is not thereby bound.
    return entry.audience.includes(ctx.actor.posts)


def _touches(entry: Entry, days: Days) -> bool:
    if entry.starts_on is None or entry.ends_on is None:
        return False
    return entry.starts_on <= days.last and entry.ends_on >= days.first


def _holds(days: Days, day: date) -> bool:
    return days.first <= day <= days.last


def _today(ctx: Context) -> date:
    return local_day(ctx.now, ctx.policy.zone)
