"""Every chat's copy of an incident: shown once, then kept up to date in place.

Whoever lost the right to see an incident loses the copy with the next change.
"""

from collections.abc import Iterable
from datetime import datetime

from handlers import outgoing
from handlers.access import Action, Role, may
from handlers.buttons import Button, Rows, button, link
from handlers.incidents.escalation import quiet
from handlers.incidents.facts import Facts, gather, place_of
from handlers.incidents.reach import Reason
from handlers.policy import Policy
from handlers.texts import escalation as waits
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as work
from handlers.texts import incidents as texts
from storage import alerts, contacts, incidents, outbox, people
from storage.alerts import GROUP, OPENED, Alert
from storage.areas import covers
from storage.database import Tx
from storage.incidents import Incident, Step
from storage.outbox import Priority
from storage.people import Post

KIND = "alert"
"""The outbox's kind of everything that tells of an incident."""
ROUTE = "https://www.google.com/maps/dir/?api=1&destination={:.6f},{:.6f}"
_TOLD = frozenset({Reason.AGENCY, Reason.AREA, Reason.NEAREST, Reason.CIRCLE, Reason.ASSIGNED})
_RUNG = _TOLD | {Reason.GRAVE, Reason.EVERYBODY}


def key_of(incident_id: int, part: str = "") -> str:
    """The live message of an incident in a chat, or one of several about it."""
    return f"incident:{incident_id}:{part}" if part else f"incident:{incident_id}"


def receipt_key(number: int) -> str:
    """The live message that is the receipt of a report, as the forms name it."""
    return f"receipt:{number}"


def refresh(tx: Tx, now: datetime, policy: Policy, incident_id: int) -> Facts:
    """Let every copy, and the reporter's receipt, show the incident as it stands now."""
    incident = incidents.get(tx, incident_id)
    assert incident is not None
    facts = gather(tx, policy, incident)
    for alert in alerts.of_incident(tx, incident_id):
        show(tx, now, facts, alert)
    _refresh_receipt(tx, now, facts)
    return facts


def _refresh_receipt(tx: Tx, now: datetime, facts: Facts) -> None:
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
            _show(tx, now, chat_id, receipt_key(number), text, buttons, Priority.REPLY)
        elif facts.steps:
            _show(tx, now, chat_id, key_of(number, "receipt"), text, buttons, Priority.REPLY,
                  silent=True)  # fmt: skip


def show(tx: Tx, now: datetime, facts: Facts, alert: Alert) -> None:
    """Let one chat show the incident; a chat that may not is told so, and forgotten."""
    key = key_of(facts.incident.id)
    if not may_see(tx, facts.policy, facts.incident, alert):
        withdraw(tx, now, facts.incident, alert)
        return
    if alert.reason == GROUP:
        _show(tx, now, alert.chat_id, key, texts.group_copy(facts), [], Priority.ALERT)
        return
    buttons, silent = rows(facts, alert.person_id), alert.silent or hushed(facts, now)
    _show(tx, now, alert.chat_id, key, texts.alert(facts), buttons, Priority.ALERT, silent=silent)


def ring(
    tx: Tx, now: datetime, facts: Facts, chat_id: int, part: str, text: str, buttons: Rows,
    priority: Priority = Priority.ALERT,
) -> None:  # fmt: skip
    """Say something about the incident at the end of a chat, aloud unless it is night."""
    key = key_of(facts.incident.id, part)
    outbox.move_down(tx, chat_id, key)
    _show(tx, now, chat_id, key, text, buttons, priority, silent=hushed(facts, now))


def show_own(tx: Tx, now: datetime, facts: Facts, chat_id: int, person_id: int) -> None:
    """One private copy as it should be, after a question was put in it."""
    _show(tx, now, chat_id, key_of(facts.incident.id), texts.alert(facts),
          rows(facts, person_id), Priority.ALERT)  # fmt: skip


def ringing(tx: Tx, incident: Incident) -> list[int]:
    """The private chats whose phones ring for an incident."""
    return [
        alert.chat_id
        for alert in alerts.of_incident(tx, incident.id)
        if alert.person_id is not None and not alert.silent and alert.reason != OPENED
    ]


def hushed(facts: Facts, now: datetime) -> bool:
    """Whether it is night, and the incident not grave enough to wake anybody."""
    return quiet(now, facts.policy.zone, facts.incident.severity)


def withdraw(tx: Tx, now: datetime, incident: Incident, alert: Alert) -> None:
    """The chat shows the incident no longer."""
    alerts.drop(tx, incident.id, alert.chat_id)
    for key in outbox.keys(tx, alert.chat_id, key_of(incident.id)):
        _show(tx, now, alert.chat_id, key, texts.not_yours(incident), [], Priority.ALERT)


def may_see(tx: Tx, policy: Policy, incident: Incident, alert: Alert) -> bool:
    """Whether the chat's person may (still) see the incident."""
    if alert.person_id is None:
        group = alerts.group(tx, alert.chat_id)
        linked = group is not None and covers(group.area, incident.area)
        return linked and not incident.confidential
    if not alerts.speaks_for(tx, alert.chat_id, alert.person_id):
        return False
    posts = people.posts(tx, incident.event_id, alert.person_id)
    boot = alert.chat_id in policy.admin_ids
    return allowed(posts, incident) or (boot and not incident.confidential)


def allowed(posts: Iterable[Post], incident: Incident) -> bool:
    """Whether these posts let somebody see the incident; the confidential ones need the circle."""
    held = list(posts)
    if incident.confidential:
        return may(held, Action.SEE_CONFIDENTIAL, place_of(incident))
    return may(held, Action.SEE_INCIDENTS, place_of(incident))


def rows(facts: Facts, person_id: int | None) -> Rows:
    """The buttons of a private copy; whoever holds the incident may say when it will be done."""
    incident = facts.incident
    if incident.closed:
        return [_looks(facts)]
    return [
        *_times(incident, person_id),
        [button(texts.WATCH, "inc.watch", incident.id),
         button(texts.TAKE, "inc.take", incident.id)],
        [button(work.ASSIGN, "inc.assign", incident.id),
         button(texts.DONE, "inc.done", incident.id)],
        [button(texts.DISMISS, "inc.no", incident.id)],
        _looks(facts),
    ]  # fmt: skip


def _times(incident: Incident, person_id: int | None) -> Rows:
    if incident.holder_id is None or incident.holder_id != person_id or incident.expected_at:
        return []
    return [[button(label, "inc.eta", incident.id, minutes) for minutes, label in work.WITHIN]]


def answers(incident: Incident) -> Rows:
    """The buttons of a message that asks for an answer."""
    return [
        [button(texts.WATCH, "inc.watch", incident.id),
         button(texts.TAKE, "inc.take", incident.id)],
        [button(waits.OPEN, "inc.open", incident.id)],
    ]  # fmt: skip


def confirm_rows(incident: Incident) -> Rows:
    """The buttons that confirm that it is no incident."""
    return [
        [button(acts.DISMISS_YES, "inc.noyes", incident.id),
         button(acts.DISMISS_NO, "inc.back", incident.id)],
    ]  # fmt: skip


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


def capacity(posts: Iterable[Post], incident: Incident) -> str:
    """In which role somebody acts on the incident: an agency's before the area's."""
    fit = [post for post in posts if allowed([post], incident)]
    fit.sort(key=lambda post: (post.role != Role.KOORDINATOR, post.role == Role.ADMIN))
    return texts.capacity(fit[0]) if fit else ""


def tell_reporters(
    tx: Tx, now: datetime, facts: Facts, part: str, text: str, *, by: int | None,
    buttons: Rows | None = None, anew: bool = True,
) -> None:  # fmt: skip
    """A message to all who reported it; nobody is told of what they did themselves.

    With `anew` it comes at the end of the chat, else the one that is there is changed.
    """
    incident = facts.incident
    told = [(incident.reporter_id, chat) for chat in reporter_chats(tx, incident)]
    told += [(w, chat) for w in facts.witnesses for chat in people.chats_of(tx, w)]
    for person_id, chat_id in told:
        if person_id == by:
            continue
        if anew:
            outbox.move_down(tx, chat_id, key_of(incident.id, part))
        _show(tx, now, chat_id, key_of(incident.id, part), text, buttons or [], Priority.REPLY)


def tell_recipients(tx: Tx, now: datetime, facts: Facts, step: Step, *, but: int | None) -> None:
    """A message to everybody who has the alert in a private chat, but to who did it."""
    for alert in alerts.of_incident(tx, facts.incident.id):
        if alert.person_id is None or alert.person_id == but:
            continue
        if may_see(tx, facts.policy, facts.incident, alert):
            _show(tx, now, alert.chat_id, key_of(facts.incident.id, f"s{step.id}"),
                  texts.notice(facts, step), [], Priority.ALERT,
                  silent=alert.silent or hushed(facts, now))  # fmt: skip


def reporter_chats(tx: Tx, incident: Incident) -> list[int]:
    """Where the reporter is told: the chats that show the receipt, else all of the person's."""
    chats = people.chats_of(tx, incident.reporter_id)
    return [c for c in chats if outbox.wanted(tx, c, receipt_key(incident.id))] or chats


def tell_admins_of_secret(
    tx: Tx, now: datetime, chats: Iterable[int], incident_id: int, area: str
) -> None:
    """Somebody must be named for confidential incidents: said once, nothing of the content."""
    for chat_id in chats:
        text = texts.NO_CIRCLE.format(area=area)
        _show(tx, now, chat_id, f"nocircle:{incident_id}", text, [], Priority.ALERT)


def _capacities(tx: Tx, incident: Incident, person_id: int) -> list[Post]:
    posts = people.posts(tx, incident.event_id, person_id)
    return [post for post in posts if allowed([post], incident)][:1]


def _looks(facts: Facts) -> list[Button]:
    incident = facts.incident
    found: list[Button] = []
    if facts.point is not None:
        found.append(link(texts.ROUTE, ROUTE.format(*facts.point)))
    files = [each for each in facts.evidence if each.file_id]
    if files:
        found.append(button(texts.photos(len(files)), "inc.photos", incident.id))
    if incident.confidential:
        found.append(button(texts.REVEAL, "inc.who", incident.id))
    return found


def _show(
    tx: Tx, now: datetime, chat_id: int, key: str, text: str, buttons: Rows,
    priority: Priority, *, silent: bool = False,
) -> None:  # fmt: skip
    known = outbox.wanted(tx, chat_id, key)
    if known:  # an edit makes no sound: what the message was sent with stays as it is
        silent = bool(known.get("disable_notification"))
    payload = outgoing.message(text, buttons, silent=silent)
    outbox.show(tx, now, chat_id, key, payload, kind=KIND, priority=priority)
