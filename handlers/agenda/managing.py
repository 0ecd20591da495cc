"""Change an entry, call it off, tell its audience now, and see who has confirmed."""

from telegram import Update

from handlers.access import Action
from handlers.agenda import adding, changing
from handlers.agenda.answers import Step
from handlers.agenda.changing import standing
from handlers.agenda.plan import tell, told_by
from handlers.agenda.rules import local_day
from handlers.agenda.wording import entry_words
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed
from handlers.texts import agenda_entry as texts
from handlers.texts import common
from storage import agenda, fanout
from storage.agenda import Entry, Notice
from storage.fanout import Tally

PAGE = 8


async def show_list(update: Update, ctx: Context) -> None:
    """The entries that can be changed, a page at a time."""
    ctx.require(Action.MANAGE_AGENDA)
    page = ctx.number(0) if ctx.words else 0
    entries = _ahead_first(ctx, agenda.entries(ctx.tx, ctx.event.id))
    shown = entries[max(page, 0) * PAGE :][:PAGE]
    rows: Rows = [[button(texts.entry_label(each.kind, each.title), "ag", "open", each.id)]
                  for each in shown]  # fmt: skip
    turn = [button("◀️", "agatur", page - 1)] if page > 0 else []
    if len(entries) > (page + 1) * PAGE:
        turn.append(button("▶️", "agatur", page + 1))
    ctx.edit(texts.WHICH_ENTRY if shown else texts.NO_ENTRIES, [*rows, turn])


def _ahead_first(ctx: Context, entries: list[Entry]) -> list[Entry]:
    today = local_day(ctx.now, ctx.policy.zone)
    return sorted(entries, key=lambda each: each.ends_on is not None and each.ends_on < today)


async def press(update: Update, ctx: Context) -> None:
    """A button below an entry: what to do, and with which entry."""
    ctx.require(Action.MANAGE_AGENDA)
    act, entry = ctx.word(0), standing(ctx, ctx.number(1))
    match act:
        case "open":
            adding.let_go(ctx)
            ctx.edit(changing.page(ctx, entry), changing.rows(entry))
        case change if change in texts.CHANGES:
            adding.change(ctx, entry.id, Step(change))
        case "now":
            tell(ctx.desk, entry.id, Notice.NOW)
            ctx.audit("agenda told", f"agenda:{entry.id}")
            ctx.edit(texts.told_now(entry_words(ctx.desk, entry)))
        case "off":
            ctx.edit(texts.sure_to_cancel(entry.title, _told(ctx, entry)), _sure_rows(entry))
        case "off!":
            _cancel(ctx, entry)
        case _:
            raise Malformed


def _cancel(ctx: Context, entry: Entry) -> None:
    agenda.cancel(ctx.tx, ctx.now, entry.id)
    told = tell(ctx.desk, entry.id, Notice.CANCELLED)
    ctx.audit("agenda cancelled", f"agenda:{entry.id}")
    ctx.edit(texts.cancelled(entry.title, told=told))


def _sure_rows(entry: Entry) -> Rows:
    return [[button(texts.CALL_OFF_SURE, "ag", "off!", entry.id),
             button(common.BACK, "ag", "open", entry.id)]]  # fmt: skip


def _told(ctx: Context, entry: Entry) -> int:
    tallies: list[Tally] = [
        fanout.tally(ctx.tx, each.thing) for each in told_by(ctx.desk, entry.id)
    ]
    return max((tally.people for tally in tallies), default=0)
