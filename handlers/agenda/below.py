"""What stands below a message about an entry: confirm, answer an invitation, map and papers."""

import json

from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.texts import agenda as texts
from handlers.texts import agenda_meeting as meeting_texts
from storage import agenda, attendance, fanout
from storage.agenda import Confirm, Entry, Kind

_REMINDER = "reminder:"


def rows(entry: Entry, thing: str, *, confirmed: bool = False) -> Rows:
    """The buttons of one message; `thing` is what was sent ('reminder:12')."""
    found: Rows = []
    if entry.confirm is not Confirm.NO and not confirmed:
        label = texts.CONFIRM_LABELS[entry.confirm]
        found.append([button(label, "baca", thing, int(entry.confirm))])
    if entry.kind is Kind.MEETING:
        answers = meeting_texts.ANSWER_LABELS.items()
        found.append([button(label, "hadir", thing, answer) for answer, label in answers])
    extras = _extras(entry)
    return [*found, extras] if extras else found


def _extras(entry: Entry) -> list[Button]:
    found = []
    if entry.lat is not None and entry.lon is not None:
        found.append(button(meeting_texts.MAP, "agm", "map", entry.id))
    if entry.file_id is not None:
        found.append(button(meeting_texts.PAPERS, "agm", "file", entry.id))
    return found


def entry_of(ctx: Context, thing: str) -> Entry | None:
    """The entry that a thing was sent about."""
    number = thing.removeprefix(_REMINDER)
    if not thing.startswith(_REMINDER) or not (number.isascii() and number.isdigit()):
        return None
    return agenda.of_reminder(ctx.tx, int(number)) if len(number) < 16 else None


def as_it_stands(ctx: Context, entry: Entry, thing: str, person_id: int) -> tuple[str, Rows] | None:
    """The message of a chat with what was confirmed and answered; None if it is not there."""
    content = fanout.content_of(ctx.tx, thing, ctx.chat.id)
    if content is None:
        return None
    text: str = json.loads(content)["text"]
    confirmed = attendance.confirmed_at(ctx.tx, thing, ctx.chat.id)
    if confirmed is not None and entry.confirm is not Confirm.NO:
        text = texts.confirmed(text, entry.confirm, ctx.policy.local(confirmed))
    said = attendance.of(ctx.tx, entry.id, person_id)
    if said is not None and entry.kind is Kind.MEETING:
        text = meeting_texts.answered(text, said)
    return text, rows(entry, thing, confirmed=confirmed is not None)
