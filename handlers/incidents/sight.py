"""Who may see an incident, and how a chat shows something about it."""

from collections.abc import Iterable
from datetime import datetime

from handlers import outgoing
from handlers.access import Action, Role, may
from handlers.buttons import Rows
from handlers.incidents.escalation import quiet
from handlers.incidents.facts import Facts, place_of
from handlers.policy import Policy
from handlers.texts import incidents as texts
from storage import alerts, outbox, people
from storage.alerts import Alert
from storage.areas import covers
from storage.database import Tx
from storage.incidents import Incident
from storage.outbox import Priority
from storage.people import Post

KIND = "alert"
"""The outbox's kind of everything that tells of an incident."""


def key_of(incident_id: int, part: str = "") -> str:
    """The live message of an incident in a chat, or one of several about it."""
    return f"incident:{incident_id}:{part}" if part else f"incident:{incident_id}"


def receipt_key(number: int) -> str:
    """The live message that is the receipt of a report, as the forms name it."""
    return f"receipt:{number}"


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


def capacity(posts: Iterable[Post], incident: Incident) -> str:
    """In which role somebody acts on the incident: an agency's before the area's."""
    fit = [post for post in posts if allowed([post], incident)]
    fit.sort(key=lambda post: (post.role != Role.KOORDINATOR, post.role == Role.ADMIN))
    return texts.capacity(fit[0]) if fit else ""


def hushed(facts: Facts, now: datetime) -> bool:
    """Whether it is night, and the incident not grave enough to wake anybody."""
    return quiet(now, facts.policy.zone, facts.incident.severity)


def put(
    tx: Tx, now: datetime, chat_id: int, key: str, text: str, buttons: Rows,
    priority: Priority, *, silent: bool = False,
) -> None:  # fmt: skip
    """Let a chat show this under a key: sent once, later changed in place."""
    known = outbox.wanted(tx, chat_id, key)
    if known:  # an edit makes no sound: what the message was sent with stays as it is
        silent = bool(known.get("disable_notification"))
    payload = outgoing.message(text, buttons, silent=silent)
    outbox.show(tx, now, chat_id, key, payload, kind=KIND, priority=priority)
