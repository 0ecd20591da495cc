"""From an entry's rules to days on the calendar and reminders with an hour."""

from collections.abc import Sequence
from datetime import datetime

from handlers.agenda.rules import (
    USUAL_DEADLINE,
    Days,
    Lead,
    Span,
    days_of,
    due,
    read_lead,
    read_moment,
    useful_until,
)
from handlers.context import Desk
from storage import agenda, attendance, events, reminders
from storage.agenda import Confirm, Entry, Notice
from storage.events import Event
from storage.reminders import Reminder, ReminderState
from storage.times import ms

_WENT_OUT = (ReminderState.SENT, ReminderState.SENDING)


def span_of(entry: Entry) -> Span:
    """The span that an entry's stored rules mean."""
    return Span(read_moment(entry.starts), read_moment(entry.ends))


def leads_of(desk: Desk, entry_id: int) -> list[Lead]:
    """The leads an entry was given, the earliest first."""
    leads = (read_lead(text) for text in reminders.leads(desk.tx, entry_id))
    return sorted(leads, key=lambda lead: (-lead.days, lead.at))


def place(desk: Desk, event: Event, entry_id: int, leads: Sequence[Lead]) -> None:
    """Give an entry its dates, and its reminders their hours, as voting day stands now.

    A reminder whose hour has passed already is kept on record and not sent. One that went out
    for the same day is not sent again; for another day it is.
    """
    entry = _existing(desk, entry_id)
    days = days_of(span_of(entry), event.voting_day)
    first, last = (days.first, days.last) if days else (None, None)
    agenda.place_on(desk.tx, entry_id, first, last)
    if first != entry.starts_on:
        attendance.ask_anew(desk.tx, entry_id)
    reminders.give_leads(desk.tx, entry_id, map(str, leads))
    reminders.drop_waiting(desk.tx, desk.now, entry_id)
    for lead in leads:
        _plan_lead(desk, entry_id, lead, days)
    _plan_recap(desk, _existing(desk, entry_id))


def _plan_lead(desk: Desk, entry_id: int, lead: Lead, days: Days | None) -> None:
    if days is None:
        reminders.plan(desk.tx, entry_id, str(lead), "", None)
        return
    due_at = due(lead, days.first, desk.policy.zone)
    occurrence = days.first.isoformat()
    if due_at < desk.now:
        reminders.skip(desk.tx, desk.now, entry_id, str(lead), occurrence, due_at)
    else:
        reminders.plan(desk.tx, entry_id, str(lead), occurrence, due_at)


def deadline_of(entry: Entry) -> Lead:
    """By when those who must confirm an entry should have done so."""
    return read_lead(entry.answer_by) if entry.answer_by else USUAL_DEADLINE


def _plan_recap(desk: Desk, entry: Entry) -> None:
    """At the deadline; when that has passed already, at the last moment that is of use."""
    end = useful_end(desk, entry)
    if entry.confirm is Confirm.NO or entry.starts_on is None or end is None:
        return
    due_at = due(deadline_of(entry), entry.starts_on, desk.policy.zone)
    if due_at < desk.now:
        due_at = end
    if due_at >= desk.now:
        occurrence = entry.starts_on.isoformat()
        reminders.plan(desk.tx, entry.id, Notice.RECAP, occurrence, due_at)


def replan(desk: Desk, event_id: int) -> None:
    """Voting day moved: so does all that is counted from it, and who was told hears of it."""
    event = events.get(desk.tx, event_id)
    if event is None:
        return
    for entry in agenda.entries(desk.tx, event_id):
        place(desk, event, entry.id, leads_of(desk, entry.id))
        moved = _existing(desk, entry.id)
        if (moved.starts_on, moved.ends_on) != (entry.starts_on, entry.ends_on):
            tell(desk, entry.id, Notice.CHANGED)


def tell(desk: Desk, entry_id: int, notice: Notice) -> bool:
    """Send a notice at once: NOW to the audience, others to who was told before, if anybody was.

    Returns whether anything will go out.
    """
    if notice is not Notice.NOW and not told_by(desk, entry_id):
        return False
    reminders.plan(desk.tx, entry_id, notice, str(ms(desk.now)), desk.now)
    return True


def told_by(desk: Desk, entry_id: int) -> list[Reminder]:
    """What went out about an entry to its people so far."""
    return [
        each
        for each in reminders.of(desk.tx, entry_id)
        if each.state in _WENT_OUT and each.notice is not Notice.RECAP
    ]


def nobody_will_hear(desk: Desk, entry_id: int) -> bool:
    """Whether an entry lies ahead whose reminders would all have had to go out before."""
    entry = _existing(desk, entry_id)
    end = useful_end(desk, entry)
    if end is None or desk.now >= end:
        return False
    planned = [each for each in reminders.of(desk.tx, entry_id) if each.notice is None]
    return bool(planned) and all(each.state is ReminderState.CANCELLED for each in planned)


def useful_end(desk: Desk, entry: Entry) -> datetime | None:
    """When telling people about an entry stops being useful; None while its day is not known."""
    if entry.starts_on is None or entry.ends_on is None:
        return None
    days = Days(entry.starts_on, entry.ends_on)
    return useful_until(days, span_of(entry).first.at, entry.is_ban, desk.policy.zone)


def _existing(desk: Desk, entry_id: int) -> Entry:
    entry = agenda.entry(desk.tx, entry_id)
    if entry is None:
        raise LookupError(entry_id)
    return entry
