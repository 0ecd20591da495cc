"""Change an entry, call it off, tell its audience now, and see who has confirmed."""

from telegram import Update

from handlers.access import Action
from handlers.agenda.plan import leads_of, place, span_of, tell, told_by
from handlers.agenda.questions import read_span, read_title
from handlers.agenda.rules import Span, local_day
from handlers.agenda.wording import entry_words
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Stale
from handlers.texts import agenda_entry as texts
from handlers.texts import common
from handlers.texts.dates import clock, long_day
from handlers.typed_answers import awaited
from storage import agenda, drafts, fanout
from storage.agenda import Entry, Notice
from storage.fanout import Tally

FORM = "agenda:change"
PAGE = 8
_TITLE = "title"


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
    act, entry = ctx.word(0), _entry(ctx, ctx.number(1))
    match act:
        case "open":
            _show(ctx, entry)
        case "title" | "when":
            drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, act, {"id": entry.id})
            ctx.edit(texts.ASK_CHANGE[act], [[button(common.BACK, "ag", "open", entry.id)]])
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


async def take(update: Update, ctx: Context) -> bool:
    """The new title or days of an entry, typed; False when nothing of the kind is open."""
    draft = awaited(ctx, (FORM,))
    if draft is None:
        return False
    ctx.require(Action.MANAGE_AGENDA)
    drafts.drop(ctx.tx, ctx.user.id)
    if ctx.text.lower() in texts.STOP_WORDS:
        ctx.reply(common.CANCELLED)
        return True
    entry = _entry(ctx, draft.answers["id"])
    if draft.step == _TITLE:
        _change(ctx, entry, read_title(ctx.text), span_of(entry))
    else:
        _change(ctx, entry, entry.title, read_span(ctx.desk, ctx.event, ctx.text))
    return True


def _entry(ctx: Context, entry_id: int) -> Entry:
    """An entry of the live event that still stands; Stale otherwise."""
    entry = agenda.entry(ctx.tx, entry_id)
    if entry is None or not entry.active or entry.event_id != ctx.event.id:
        raise Stale
    return entry


def _change(ctx: Context, entry: Entry, title: str, span: Span) -> None:
    draft = agenda.Draft(
        entry.kind, title, str(span.first), str(span.last), entry.audience, entry.confirm,
        entry.body, entry.place, entry.ordered_by,
    )  # fmt: skip
    agenda.rewrite(ctx.tx, entry.id, draft)
    place(ctx.desk, ctx.event, entry.id, leads_of(ctx.desk, entry.id))
    told = tell(ctx.desk, entry.id, Notice.CHANGED)
    ctx.audit("agenda changed", f"agenda:{entry.id}")
    changed = _entry(ctx, entry.id)
    ctx.reply(texts.changed(entry_words(ctx.desk, changed), told=told), _rows(changed))


def _cancel(ctx: Context, entry: Entry) -> None:
    agenda.cancel(ctx.tx, ctx.now, entry.id)
    told = tell(ctx.desk, entry.id, Notice.CANCELLED)
    ctx.audit("agenda cancelled", f"agenda:{entry.id}")
    ctx.edit(texts.cancelled(entry.title, told=told))


# ── What is shown ────────────────────────────────────────────────────────────────────────────
def _show(ctx: Context, entry: Entry) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == FORM:
        drafts.drop(ctx.tx, ctx.user.id)
    lines = []
    for reminder in agenda.reminders(ctx.tx, entry.id):
        due = ctx.policy.local(reminder.due_at) if reminder.due_at else None
        when = f"{long_day(due.date())} {clock(due)}" if due else reminder.lead
        lines.append(
            texts.reminder_line(when, reminder.state, fanout.tally(ctx.tx, reminder.thing))
        )
    ctx.edit(texts.managed(entry_words(ctx.desk, entry), lines), _rows(entry))


def _rows(entry: Entry) -> Rows:
    return [
        [button(texts.CHANGE_TITLE, "ag", "title", entry.id),
         button(texts.CHANGE_WHEN, "ag", "when", entry.id)],
        [button(texts.TELL_NOW, "ag", "now", entry.id),
         button(texts.CALL_OFF, "ag", "off", entry.id)],
        [button(texts.TO_LIST, "agatur")],
    ]  # fmt: skip


def _sure_rows(entry: Entry) -> Rows:
    return [[button(texts.CALL_OFF_SURE, "ag", "off!", entry.id),
             button(common.BACK, "ag", "open", entry.id)]]  # fmt: skip


def _told(ctx: Context, entry: Entry) -> int:
    tallies: list[Tally] = [
        fanout.tally(ctx.tx, each.thing) for each in told_by(ctx.desk, entry.id)
    ]
    return max((tally.people for tally in tallies), default=0)
