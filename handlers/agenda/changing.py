"""A stored entry as its admins see it, and what a change of it brings about."""

from collections.abc import Sequence

from handlers.agenda.answers import Answers, Step
from handlers.agenda.plan import deadline_of, place, tell
from handlers.agenda.questions import lead_label
from handlers.agenda.rules import Lead
from handlers.agenda.wording import entry_words
from handlers.audience.words import describe
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context, Desk
from handlers.errors import Stale
from handlers.texts import agenda_entry as texts
from handlers.texts.agenda import NOTICE_HEADINGS
from handlers.texts.audience import reach_line
from handlers.texts.dates import clock, long_day
from storage import agenda, attendance, audience, fanout, reminders
from storage.agenda import BANS, Confirm, Draft, Entry, Kind, Notice
from storage.events import Event
from storage.reminders import Reminder

_EDITABLE = (
    Step.TITLE, Step.WHEN, Step.WHO, Step.LEADS, Step.CONFIRM, Step.ORDER, Step.PLACE, Step.NOTE,
)  # fmt: skip


def standing(ctx: Context, entry_id: int) -> Entry:
    """An entry of the live event that still stands; Stale otherwise."""
    entry = agenda.entry(ctx.tx, entry_id)
    if entry is None or not entry.active or entry.event_id != ctx.event.id:
        raise Stale
    return entry


def apply(ctx: Context, answers: Answers) -> tuple[Entry, bool]:
    """Store a changed entry; who was told hears of it if what they read has changed.

    Returns the entry as it stands now, and whether anybody will be told.
    """
    entry = standing(ctx, answers.entry or 0)
    told = rewrite(ctx.desk, ctx.event, entry, answers.draft(), answers.leads)
    ctx.audit("agenda changed", f"agenda:{entry.id}")
    return standing(ctx, entry.id), told


def rewrite(
    desk: Desk, event: Event, entry: Entry, draft: Draft, leads: Sequence[Lead]
) -> bool:  # fmt: skip
    """Store what has changed, whether somebody typed it or a file says it.

    At another hour the invited are asked anew. Returns whether anybody will be told.
    """
    agenda.rewrite(desk.tx, entry.id, draft)
    if draft.starts != entry.starts:
        attendance.ask_anew(desk.tx, entry.id)
    place(desk, event, entry.id, leads)
    return reads_differently(entry, draft) and tell(desk, entry.id, Notice.CHANGED)


def reads_differently(entry: Entry, draft: Draft) -> bool:
    """Whether people would read something else than before; whom it is for does not count."""
    before = (
        entry.kind, entry.title, entry.starts, entry.ends, entry.place, entry.ordered_by,
        entry.body, entry.lat, entry.lon,
    )  # fmt: skip
    return before != (
        draft.kind, draft.title, draft.starts, draft.ends, draft.place, draft.ordered_by,
        draft.body, draft.lat, draft.lon,
    )  # fmt: skip


# ── What is shown ────────────────────────────────────────────────────────────────────────────
def page(ctx: Context, entry: Entry) -> str:
    """The entry with its people, its reminders, and what became of each."""
    reached = audience.reach(ctx.tx, entry.event_id, entry.audience)
    confirm = texts.confirm_line(entry.confirm, entry.chases, lead_label(deadline_of(entry)))
    return texts.managed(
        entry_words(ctx.desk, entry), describe(ctx.tx, entry.audience), reach_line(reached),
        confirm, [_line(ctx, each) for each in reminders.of(ctx.tx, entry.id)],
    )  # fmt: skip


def _line(ctx: Context, reminder: Reminder) -> str:
    due = ctx.policy.local(reminder.due_at) if reminder.due_at else None
    when = f"{long_day(due.date())} {clock(due)}" if due else reminder.lead
    if reminder.notice is not None:
        when = f"{NOTICE_HEADINGS[reminder.notice]}, {when}"
    return texts.reminder_line(when, reminder.state, fanout.tally(ctx.tx, reminder.thing))


def rows(entry: Entry) -> Rows:
    """What can be done with it."""
    changes = [
        button(texts.CHANGES[step], "ag", step, entry.id)
        for step in _EDITABLE
        if step is not Step.ORDER or entry.kind in BANS
        if step is not Step.PLACE or entry.kind in (Kind.MEETING, Kind.OUTREACH)
    ]
    return [
        *columns(changes, 2), _answers_row(entry),
        [button(texts.TELL_NOW, "ag", "now", entry.id),
         button(texts.CALL_OFF, "ag", "off", entry.id)],
        [button(texts.TO_LIST, "agatur")],
    ]  # fmt: skip


def _answers_row(entry: Entry) -> list[Button]:
    row = []
    if entry.confirm is not Confirm.NO:
        row.append(button(texts.CONFIRMATIONS, "agk", "page", entry.id))
    if entry.kind is Kind.MEETING:
        row.append(button(texts.MEETING, "agr", "page", entry.id))
    return row
