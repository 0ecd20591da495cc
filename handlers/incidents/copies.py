"""Every chat's copy of an incident: shown once, then kept up to date in place.

Whoever lost the right to see an incident loses the copy with the next change.
"""

from collections.abc import Iterable
from datetime import datetime

from handlers.buttons import Button, Rows, button, link
from handlers.incidents import bunching, charge
from handlers.incidents.facts import Facts, gather
from handlers.incidents.reporters import refresh_receipt
from handlers.incidents.sight import hushed, key_of, may_see, put
from handlers.policy import Policy
from handlers.texts import bunch as together
from handlers.texts import escalation as waits
from handlers.texts import history as past
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as work
from handlers.texts import incidents as texts
from storage import alerts, incidents, outbox, people
from storage.alerts import GROUP, Alert
from storage.database import Tx
from storage.incidents import Incident, Step
from storage.outbox import Priority

ROUTE = "https://www.google.com/maps/dir/?api=1&destination={:.6f},{:.6f}"


def refresh(
    tx: Tx, now: datetime, policy: Policy, incident_id: int, *, aloud: bool = True
) -> Facts:
    """Let every copy, and the reporter's receipt, show the incident as it stands now."""
    incident = incidents.get(tx, incident_id)
    assert incident is not None
    facts = gather(tx, policy, incident)
    for alert in alerts.of_incident(tx, incident_id):
        show(tx, now, facts, alert, aloud=aloud)
    refresh_receipt(tx, now, facts)
    for part in facts.joined:
        refresh_receipt(tx, now, gather(tx, policy, part.incident))
    if incident.bunch_id is not None:
        bunching.show(tx, now, policy, incident.bunch_id)
    return facts


def show(tx: Tx, now: datetime, facts: Facts, alert: Alert, *, aloud: bool = True) -> None:
    """Let one chat show the incident; a chat that may not is told so, and forgotten."""
    if alert.bunched:
        return
    key = key_of(facts.incident.id)
    if not may_see(tx, facts.policy, facts.incident, alert):
        withdraw(tx, now, facts.incident, alert)
        return
    if alert.reason == GROUP:
        text = texts.group_copy(facts)
        put(tx, now, alert.chat_id, key, text, [], Priority.ALERT, silent=not aloud)
        return
    buttons = rows(facts, alert.person_id, reopens=_may_reopen(tx, facts, alert.person_id))
    silent = alert.silent or not aloud or hushed(facts, now)
    put(tx, now, alert.chat_id, key, texts.alert(facts), buttons, Priority.ALERT, silent=silent)


def ring(
    tx: Tx, now: datetime, facts: Facts, chat_id: int, part: str, text: str, buttons: Rows,
    priority: Priority = Priority.ALERT,
) -> None:  # fmt: skip
    """Say something about the incident at the end of a chat, aloud unless it is night."""
    key = key_of(facts.incident.id, part)
    outbox.move_down(tx, chat_id, key)
    put(tx, now, chat_id, key, text, buttons, priority, silent=hushed(facts, now))


def show_own(tx: Tx, now: datetime, facts: Facts, chat_id: int, person_id: int) -> None:
    """One private copy as it should be, after a question was put in it."""
    buttons = rows(facts, person_id, reopens=_may_reopen(tx, facts, person_id))
    put(tx, now, chat_id, key_of(facts.incident.id), texts.alert(facts), buttons, Priority.ALERT)


def ringing(tx: Tx, incident: Incident) -> list[int]:
    """The private chats whose phones ring for an incident."""
    return [
        alert.chat_id
        for alert in alerts.of_incident(tx, incident.id)
        if alert.person_id is not None and alert.aloud and not alert.bunched
    ]


def withdraw(tx: Tx, now: datetime, incident: Incident, alert: Alert) -> None:
    """The chat shows the incident no longer."""
    alerts.drop(tx, incident.id, alert.chat_id)
    for key in outbox.keys(tx, alert.chat_id, key_of(incident.id)):
        put(tx, now, alert.chat_id, key, texts.not_yours(incident), [], Priority.ALERT)


def _may_reopen(tx: Tx, facts: Facts, person_id: int | None) -> bool:
    """Whether it was closed by those who deal with it, and this person is one of them."""
    incident = facts.incident
    if not incident.closed or person_id is None or facts.taken_back:
        return False
    posts = people.posts(tx, incident.event_id, person_id)
    return charge.standing(tx, incident, person_id, posts).closes


def rows(facts: Facts, person_id: int | None, *, reopens: bool = False) -> Rows:
    """The buttons of a private copy; whoever holds the incident may say when it will be done."""
    incident = facts.incident
    if incident.joined_to is not None:
        return [
            [button(waits.OPEN_OTHER.format(incident.joined_to), "inc.open", incident.joined_to),
             button(together.PART, "inc.part", incident.id)],
            _looks(facts),
        ]  # fmt: skip
    if incident.closed:
        again = [[button(work.REOPEN, "inc.anew", incident.id)]] if reopens else []
        return [*again, _looks(facts)]
    return [
        *_joining(facts),
        *_times(incident, person_id),
        [button(texts.WATCH, "inc.watch", incident.id),
         button(texts.TAKE, "inc.take", incident.id)],
        [button(work.ASSIGN, "inc.assign", incident.id),
         button(texts.DONE, "inc.done", incident.id)],
        [button(texts.DISMISS, "inc.no", incident.id)],
        _looks(facts),
    ]  # fmt: skip


def _joining(facts: Facts) -> Rows:
    if facts.similar is None:
        return []
    number = facts.similar.id
    return [[button(together.join_button(number), "inc.join", facts.incident.id, number)]]


def _times(incident: Incident, person_id: int | None) -> Rows:
    if incident.holder_id is None or incident.holder_id != person_id or incident.expected_at:
        return []
    return [[button(label, "inc.eta", incident.id, minutes) for minutes, label in work.WITHIN]]


def answers(incident: Incident, *, watched: bool = False) -> Rows:
    """The buttons of a message that asks for an answer; whoever has `watched` may still take it."""
    watch = [] if watched else [button(texts.WATCH, "inc.watch", incident.id)]
    return [[*watch, button(texts.TAKE, "inc.take", incident.id)], *_opener(incident)]


def settle(tx: Tx, now: datetime, facts: Facts, chat_id: int) -> None:
    """What rang at the end of a chat asks no more, since somebody there has answered it."""
    incident = facts.incident
    free = incident.holder_id is None and not incident.closed
    buttons = answers(incident, watched=True) if free else _opener(incident)
    rung = {key_of(incident.id, part) for part in ("late", "held")}
    for key in outbox.keys(tx, chat_id, key_of(incident.id)):
        if key in rung:
            put(tx, now, chat_id, key, waits.answered(facts), buttons, Priority.REPLY)


def _opener(incident: Incident) -> Rows:
    return [[button(waits.OPEN, "inc.open", incident.id)]]


def confirm_rows(incident: Incident) -> Rows:
    """The buttons that confirm that it is no incident."""
    return [
        [button(acts.DISMISS_YES, "inc.noyes", incident.id),
         button(acts.DISMISS_NO, "inc.back", incident.id)],
    ]  # fmt: skip


def tell_recipients(tx: Tx, now: datetime, facts: Facts, step: Step, *, but: int | None) -> None:
    """A message to everybody who has the alert in a private chat, but to who did it."""
    for alert in alerts.of_incident(tx, facts.incident.id):
        if alert.person_id in (None, but) or alert.bunched:
            continue
        if may_see(tx, facts.policy, facts.incident, alert):
            put(tx, now, alert.chat_id, key_of(facts.incident.id, f"s{step.id}"),
                  texts.notice(facts, step), [], Priority.ALERT,
                  silent=alert.silent or hushed(facts, now))  # fmt: skip


def tell_admins_of_secret(
    tx: Tx, now: datetime, chats: Iterable[int], incident_id: int, area: str
) -> None:
    """Somebody must be named for confidential incidents: said once, nothing of the content."""
    for chat_id in chats:
        text = texts.NO_CIRCLE.format(area=area)
        put(tx, now, chat_id, f"nocircle:{incident_id}", text, [], Priority.ALERT)


def _looks(facts: Facts) -> list[Button]:
    incident = facts.incident
    found: list[Button] = []
    if facts.point is not None:
        found.append(link(texts.ROUTE, ROUTE.format(*facts.point)))
    files = [each for each in facts.evidence if each.file_id]
    if files:
        found.append(button(texts.photos(len(files)), "inc.photos", incident.id))
    if facts.version > 1 or texts.shortened(facts):
        found.append(button(past.button(facts.version), "inc.hist", incident.id))
    if incident.confidential:
        found.append(button(texts.REVEAL, "inc.who", incident.id))
    return found
