"""Nobody in charge has answered in time: the next ones are told, and whoever reported phones.

Holders who do not finish are reminded; one who cannot be reached any more lets go.
"""

from datetime import datetime

from handlers.access import Role
from handlers.buttons import Rows, button
from handlers.incidents import bunching, copies, reporters, sight, telling, waiting
from handlers.incidents.facts import Facts, gather
from handlers.incidents.kinds import HEALTH
from handlers.policy import Policy
from handlers.texts import escalation as texts
from handlers.texts import incidents as incident_texts
from storage import alerts, clocks, contacts, incidents, people
from storage.areas import chain
from storage.clocks import Clock, WaitsFor
from storage.database import Tx
from storage.incidents import Incident, StepKind
from storage.outbox import Priority
from storage.people import PersonId

AT_ONCE = 5
"""Steps in one unit of work."""
NUMBERS = ("posko", "polsek", "polres")
NUMBERS_FOR = {HEALTH: ("puskesmas",), "bencana": ("damkar", "bpbd"), "listrik": ("pln",)}
SECRET_NUMBERS = ("bawaslu", "panwascam")
"""Kinds of contact to phone; about a confidential matter never anybody of the area chain."""
MOST_NUMBERS = 6


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Take every step that is due; True while there are more."""
    due = clocks.due(tx, now, AT_ONCE)
    for clock in due:
        incident = incidents.get(tx, clock.incident_id)
        if incident is None or incident.closed:
            clocks.stop(tx, clock.incident_id)
        elif clock.waits_for is WaitsFor.ANSWER:
            _escalate(tx, now, policy, incident, clock)
        else:
            _remind(tx, now, policy, incident, clock)
    return len(due) == AT_ONCE


# ── Not answered ─────────────────────────────────────────────────────────────────────────────
def _escalate(tx: Tx, now: datetime, policy: Policy, incident: Incident, clock: Clock) -> None:
    ahead = waiting.next_step(tx, incident, clock)
    height = ahead.height if ahead else clock.height + 1
    recipients = ahead.recipients if ahead else ()
    had_it = {alert.chat_id for alert in alerts.of_incident(tx, incident.id)}
    telling.add(tx, now, incident, recipients, bunched=bunching.within(incident))
    waiting.for_answer(tx, now, policy, incident, height, clock.since)
    posts = [each.post for each in recipients if each.post is not None]
    incidents.add_step(
        tx, now, incident.id, None, StepKind.ESCALATED, None, incident_texts.forwarded(posts)
    )  # fmt: skip
    facts = copies.refresh(tx, now, policy, incident.id)
    for chat_id in had_it.intersection(copies.ringing(tx, incident)):
        _ring_again(tx, now, facts, chat_id, clock.since)
    if incident.holder_id is None:
        _tell_reporter(tx, now, facts, clock.since)


def _ring_again(tx: Tx, now: datetime, facts: Facts, chat_id: int, since: datetime) -> None:
    """Whoever answered already is asked for more only than that: it is others who have not."""
    answered = {
        step.person_id
        for step in facts.steps
        if step.kind in (StepKind.WATCHED, StepKind.TAKEN) and step.at >= since
    }
    told = alerts.of_incident(tx, facts.incident.id)
    did = any(each.chat_id == chat_id and each.person_id in answered for each in told)
    text = texts.others_not_answered(facts, since) if did else texts.not_answered(facts, since)
    buttons = copies.answers(facts.incident, watched=did)
    copies.ring(tx, now, facts, chat_id, "late", text, buttons)


def _tell_reporter(tx: Tx, now: datetime, facts: Facts, since: datetime) -> None:
    """Whoever reported must not wait for an answer that does not come: whom to phone now."""
    text = texts.phone_now(facts, since, numbers(tx, facts.incident))
    reporters.tell_reporters(tx, now, facts, "unanswered", text, by=None)


def numbers(tx: Tx, incident: Incident) -> list[tuple[str, str]]:
    """Names and numbers to phone: Posko, Polsek … of the area, and its lurah."""
    usual = (*NUMBERS_FOR.get(incident.kind, ()), *NUMBERS)
    wanted = SECRET_NUMBERS if incident.confidential else usual
    known = [c for c in contacts.along(tx, incident.area) if c.kind.casefold() in wanted]
    known.sort(key=lambda each: wanted.index(each.kind.casefold()))
    found = [(each.name, each.phone) for each in known[:MOST_NUMBERS]]
    return found if incident.confidential else found + _heads(tx, incident)


def _heads(tx: Tx, incident: Incident) -> list[tuple[str, str]]:
    found = []
    for post in people.posts_for(tx, incident.event_id, chain(incident.area)[0]):
        if post.role != Role.LURAH or post.person_id == incident.reporter_id:
            continue
        person = people.person(tx, post.person_id)
        if person and person.phone:
            found.append((texts.head(person.name), person.phone))
    return found


# ── Not finished ─────────────────────────────────────────────────────────────────────────────
def _remind(tx: Tx, now: datetime, policy: Policy, incident: Incident, clock: Clock) -> None:
    if incident.holder_id is None:
        clocks.stop(tx, incident.id, WaitsFor.FINISH)
        return
    chats = _holding_chats(tx, incident, incident.holder_id)
    if not chats:
        _let_go(tx, now, policy, incident)
        return
    waiting.for_finish(tx, now, policy, incident, clock.height + 1)
    facts = gather(tx, policy, incident)
    for chat_id in chats:
        text = texts.still_held(facts, now)
        copies.ring(tx, now, facts, chat_id, "held", text, _finish_rows(incident),
                    priority=Priority.NUDGE)  # fmt: skip


def _finish_rows(incident: Incident) -> Rows:
    """Done, or when."""
    later = [button(label, "inc.eta", incident.id, minutes) for minutes, label in texts.LATER]
    return [[button(incident_texts.DONE, "inc.done", incident.id)], later]


def _holding_chats(tx: Tx, incident: Incident, holder: PersonId) -> list[int]:
    allowed = sight.allowed(people.posts(tx, incident.event_id, holder), incident)
    return people.chats_of(tx, holder) if allowed else []


def _let_go(tx: Tx, now: datetime, policy: Policy, incident: Incident) -> None:
    """Whoever held it has gone: it waits for somebody again."""
    incidents.release(tx, incident.id)
    clocks.stop(tx, incident.id, WaitsFor.FINISH)
    waiting.for_answer(tx, now, policy, incident)
    incidents.add_step(tx, now, incident.id, None, StepKind.RELEASED)
    facts = copies.refresh(tx, now, policy, incident.id)
    for chat_id in copies.ringing(tx, incident):
        text = texts.let_go(facts)
        copies.ring(tx, now, facts, chat_id, "late", text, copies.answers(incident))
