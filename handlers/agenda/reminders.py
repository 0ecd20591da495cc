"""A reminder at its hour: fan it out in steps, or mark it missed and show that to the admins."""

from datetime import datetime

from handlers import outgoing
from handlers.agenda import quiet
from handlers.agenda.plan import told_by, useful_end
from handlers.agenda.rules import Verdict, reminder_verdict
from handlers.agenda.wording import notice_of
from handlers.buttons import Rows, button
from handlers.context import Desk, say
from handlers.policy import Policy
from handlers.texts import agenda as texts
from storage import agenda, audience, events, fanout, outbox
from storage.agenda import Confirm, Entry, Notice, Reminder, ReminderState
from storage.audience import Audience
from storage.database import Tx
from storage.events import Event
from storage.fanout import Parcel


def remind(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on the reminders that are due; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    due = [(each, _entry(desk, each)) for each in agenda.due(tx, event.id, now)]
    too_late = [(each, entry) for each, entry in due if _is_missed(desk, each, entry)]
    if too_late:
        _give_up(desk, event, too_late)
        return True
    if not due:
        return False
    _advance(desk, event, *due[0])
    return True


def _entry(desk: Desk, reminder: Reminder) -> Entry:
    entry = agenda.entry(desk.tx, reminder.agenda_id)
    if entry is None:
        raise LookupError(reminder.agenda_id)
    return entry


def _is_missed(desk: Desk, reminder: Reminder, entry: Entry) -> bool:
    useful = useful_end(desk, entry)
    if reminder.notice is Notice.CANCELLED or reminder.due_at is None or useful is None:
        return False
    if reminder.notice or reminder.state is ReminderState.SENDING:
        return desk.now >= useful
    others = [
        each.due_at
        for each in agenda.reminders(desk.tx, entry.id)
        if each.due_at and each.notice is None and each.occurrence == reminder.occurrence
    ]
    return reminder_verdict(desk.now, reminder.due_at, useful, others) is Verdict.MISSED


def _give_up(desk: Desk, event: Event, missed: list[tuple[Reminder, Entry]]) -> None:
    lines = []
    for reminder, entry in missed:
        agenda.finish(desk.tx, desk.now, reminder.id, ReminderState.MISSED)
        due_at = desk.policy.local(reminder.due_at or desk.now)
        lines.append(texts.missed_line(entry.title, due_at))
    for chat_id in admin_chats(desk, event):
        say(desk.tx, desk.now, chat_id, texts.missed(lines), kind="missed")


def _advance(desk: Desk, event: Event, reminder: Reminder, entry: Entry) -> None:
    content_id = reminder.content_id
    if reminder.state is ReminderState.WAITING or content_id is None:
        content_id = _begin(desk, event, reminder, entry)
    parcel = Parcel(reminder.thing, content_id, "reminder")
    if reminder.notice in (None, Notice.NOW):
        reached = fanout.to_audience(
            desk.tx, desk.now, parcel, event.id, entry.audience, reminder.cursor,
            spare_counting=quiet.is_on(desk, event),
        )  # fmt: skip
    else:
        things = [each.thing for each in told_by(desk, entry.id) if each.id != reminder.id]
        reached = fanout.to_receivers(desk.tx, desk.now, parcel, things, reminder.cursor)
    if reached is None:
        agenda.finish(desk.tx, desk.now, reminder.id, ReminderState.SENT)
    else:
        agenda.advance(desk.tx, reminder.id, reached)


def _begin(desk: Desk, event: Event, reminder: Reminder, entry: Entry) -> int:
    text = notice_of(desk, event, entry, reminder.notice)
    wants = entry.confirm is not Confirm.NO and reminder.notice is not Notice.CANCELLED
    rows = confirm_rows(reminder.thing, entry.confirm) if wants else []
    content_id = outbox.content(desk.tx, outgoing.message(text, rows))
    agenda.begin(desk.tx, reminder.id, content_id)
    return content_id


def confirm_rows(thing: str, confirm: Confirm) -> Rows:
    """The button below something that must be confirmed."""
    return [[button(texts.CONFIRM_LABELS[confirm], "baca", thing, int(confirm))]]


def admin_chats(desk: Desk, event: Event) -> list[int]:
    """The private chats of all admins, those named in the settings included."""
    admins = audience.chats(desk.tx, event.id, Audience(roles=("admin",)))
    return sorted({*admins, *desk.policy.admin_ids})
