"""A reminder at its hour: fan it out in steps, or mark it missed and show that to the admins."""

from datetime import datetime, timedelta

from handlers import outgoing
from handlers.agenda import below, confirmations, quiet
from handlers.agenda.admins import admin_chats
from handlers.agenda.plan import told_by, useful_end
from handlers.agenda.rules import Verdict, reminder_verdict
from handlers.agenda.wording import notice_of
from handlers.context import Desk, say
from handlers.policy import Policy
from handlers.texts import agenda as texts
from storage import agenda, events, fanout, outbox, reminders
from storage.agenda import Confirm, Entry, Notice
from storage.database import Tx
from storage.events import Event
from storage.fanout import Parcel
from storage.reminders import Reminder, ReminderState
from storage.times import ms

_ALWAYS_USEFUL = (Notice.CANCELLED, Notice.RECAP, Notice.MINUTES)
_TO_AUDIENCE = (None, Notice.NOW, Notice.MINUTES)
_ASKS_FOR_ANSWER = (None, Notice.NOW, Notice.CHANGED)
CHASE_EVERY = timedelta(hours=24)
"""Between the first message that asks for a confirmation, the second and the third."""


def remind(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on the reminders that are due; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    due = [(each, _entry(desk, each)) for each in reminders.due(tx, event.id, now)]
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
    if reminder.notice in _ALWAYS_USEFUL or reminder.due_at is None or useful is None:
        return False
    if reminder.notice or reminder.state is ReminderState.SENDING:
        return desk.now >= useful
    others = [
        each.due_at
        for each in reminders.of(desk.tx, entry.id)
        if each.due_at and each.notice is None and each.occurrence == reminder.occurrence
    ]
    return reminder_verdict(desk.now, reminder.due_at, useful, others) is Verdict.MISSED


def _give_up(desk: Desk, event: Event, missed: list[tuple[Reminder, Entry]]) -> None:
    lines = []
    for reminder, entry in missed:
        reminders.finish(desk.tx, desk.now, reminder.id, ReminderState.MISSED)
        due_at = desk.policy.local(reminder.due_at or desk.now)
        lines.append(texts.missed_line(entry.title, due_at))
    for chat_id in admin_chats(desk, event):
        say(desk.tx, desk.now, chat_id, texts.missed(lines), kind="missed")


def _advance(desk: Desk, event: Event, reminder: Reminder, entry: Entry) -> None:
    if reminder.notice is Notice.RECAP:
        confirmations.tell(desk, event, entry)
        reminders.finish(desk.tx, desk.now, reminder.id, ReminderState.SENT)
        return
    content_id = reminder.content_id
    if reminder.state is ReminderState.WAITING or content_id is None:
        content_id = _begin(desk, event, reminder, entry)
    method = "sendDocument" if reminder.notice is Notice.MINUTES else "sendMessage"
    parcel = Parcel(reminder.thing, content_id, "reminder", method=method)
    if reminder.notice in (*_TO_AUDIENCE, Notice.AGAIN):
        again = reminder.notice is Notice.AGAIN
        reached = fanout.to_audience(
            desk.tx, desk.now, parcel, event.id, entry.audience, reminder.cursor,
            spare_counting=quiet.is_on(desk, event),
            but_confirmed=confirmations.things(desk.tx, entry.id) if again else (),
        )  # fmt: skip
    else:
        things = [each.thing for each in told_by(desk, entry.id) if each.id != reminder.id]
        reached = fanout.to_receivers(desk.tx, desk.now, parcel, things, reminder.cursor)
    if reached is None:
        reminders.finish(desk.tx, desk.now, reminder.id, ReminderState.SENT)
        _chase(desk, reminder, entry)
    else:
        reminders.advance(desk.tx, reminder.id, reached)


def _chase(desk: Desk, reminder: Reminder, entry: Entry) -> None:
    """Plan the second and third time for those who will not have confirmed by then."""
    wanted = entry.confirm is not Confirm.NO and reminder.notice in _ASKS_FOR_ANSWER
    end = useful_end(desk, entry)
    if not wanted or end is None or reminders.is_waiting(desk.tx, entry.id, Notice.AGAIN):
        return
    for time in range(1, entry.chases + 1):
        due_at = desk.now + time * CHASE_EVERY
        if due_at < end:
            reminders.plan(desk.tx, entry.id, Notice.AGAIN, str(ms(due_at)), due_at)


def _begin(desk: Desk, event: Event, reminder: Reminder, entry: Entry) -> int:
    text = notice_of(desk, event, entry, reminder.notice)
    if reminder.notice is Notice.MINUTES:
        payload = {"document": entry.minutes_id, "caption": text, "parse_mode": "HTML"}
    elif reminder.notice is Notice.CANCELLED:
        payload = outgoing.message(text, [])
    else:
        payload = outgoing.message(text, below.rows(entry, reminder.thing))
    content_id = outbox.content(desk.tx, payload)
    reminders.begin(desk.tx, reminder.id, content_id)
    return content_id
