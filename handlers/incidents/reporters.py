"""What becomes of an incident, told to those who reported it: the receipt, and messages."""

from datetime import datetime

from handlers.buttons import Rows, button
from handlers.incidents.facts import Facts, gather
from handlers.incidents.reach import Reason
from handlers.incidents.sight import allowed, key_of, put, receipt_key
from handlers.policy import Policy
from handlers.texts import bunch as together
from handlers.texts import incident_work as work
from handlers.texts import incidents as texts
from storage import alerts, contacts, incidents, outbox, people
from storage.database import Tx
from storage.incidents import Incident
from storage.outbox import Priority
from storage.people import PersonId, Post

_TOLD = frozenset({Reason.AGENCY, Reason.AREA, Reason.NEAREST, Reason.CIRCLE, Reason.ASSIGNED})
_RUNG = _TOLD | {Reason.GRAVE, Reason.EVERYBODY}


def refresh_receipt(tx: Tx, now: datetime, facts: Facts) -> None:
    """Edit the receipt where Telegram lets us; else keep a message of its own, without a sound.

    A message that brought the reply keyboard along can't be edited.
    """
    number = facts.incident.id
    text = receipt(tx, facts)
    buttons: Rows = [[button(work.AGAIN, "inc.again", number)]] if facts.dismissed else []
    for chat_id in people.chats_of(tx, facts.incident.reporter_id):
        shown = outbox.wanted(tx, chat_id, receipt_key(number))
        if shown is None:
            continue
        if "keyboard" not in shown.get("reply_markup", {}):
            put(tx, now, chat_id, receipt_key(number), text, buttons, Priority.REPLY)
        elif facts.steps:
            put(tx, now, chat_id, key_of(number, "receipt"), text, buttons, Priority.REPLY,
                  silent=True)  # fmt: skip


def receipt(tx: Tx, facts: Facts) -> str:
    """The reporter's receipt as it stands now."""
    numbers = [(each.name, each.phone) for each in contacts.along(tx, facts.incident.area)]
    return texts.receipt(facts, told(tx, facts.incident), numbers)


def receipt_of(tx: Tx, policy: Policy, number: int) -> str:
    """The receipt of the report with this number, which raised an incident."""
    incident = incidents.get(tx, number)
    assert incident is not None
    return receipt(tx, gather(tx, policy, incident))


def told(tx: Tx, incident: Incident) -> list[str]:
    """What those are who were told because they are responsible: 'lurah', 'BPBD/Damkar'."""
    rung = [alert for alert in alerts.of_incident(tx, incident.id) if alert.reason in _RUNG]
    chief = [alert for alert in rung if alert.reason in _TOLD]
    found = [
        texts.capacity(post)
        for alert in chief or rung
        if alert.person_id is not None
        for post in _capacities(tx, incident, alert.person_id)
    ]
    return list(dict.fromkeys(found))


def tell_reporters(
    tx: Tx, now: datetime, facts: Facts, part: str, text: str, *, by: int | None,
    buttons: Rows | None = None, anew: bool = True,
) -> None:  # fmt: skip
    """A message to all who reported it; nobody is told of what they did themselves.

    With `anew` it comes at the end of the chat, else the one that is there is changed.
    """
    incident = facts.incident
    own = {each.incident.reporter_id: each.incident.id for each in facts.joined}
    for person_id in (incident.reporter_id, *facts.witnesses):
        if person_id == by:
            continue
        number = own.get(person_id)
        said = text if number is None else f"{text}\n{together.told_joined(facts, number)}"
        for chat_id in _chats(tx, incident, person_id):
            if anew:
                outbox.move_down(tx, chat_id, key_of(incident.id, part))
            put(tx, now, chat_id, key_of(incident.id, part), said, buttons or [], Priority.REPLY)


def _chats(tx: Tx, incident: Incident, person_id: PersonId) -> list[int]:
    is_reporter = person_id == incident.reporter_id
    return reporter_chats(tx, incident) if is_reporter else people.chats_of(tx, person_id)


def reporter_chats(tx: Tx, incident: Incident) -> list[int]:
    """Where the reporter is told: the chats that show the receipt, else all of the person's."""
    chats = people.chats_of(tx, incident.reporter_id)
    return [c for c in chats if outbox.wanted(tx, c, receipt_key(incident.id))] or chats


def _capacities(tx: Tx, incident: Incident, person_id: int) -> list[Post]:
    posts = people.posts(tx, incident.event_id, person_id)
    return [post for post in posts if allowed([post], incident)][:1]
