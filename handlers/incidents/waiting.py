"""Clocks of incidents: who is responsible at which height, who comes next, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.incidents import escalation
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import RESPONSIBLE_ROLES, Matter, Recipient, reach
from handlers.policy import Policy
from storage import alerts, areas, clocks
from storage.alerts import Candidate
from storage.clocks import Clock, WaitsFor
from storage.database import Tx
from storage.incidents import Incident, Severity, State
from storage.people import PersonId


@dataclass(frozen=True)
class Ahead:
    """The next step while nobody in charge answers: when, how high, and who is new then."""

    due: datetime
    height: int
    recipients: tuple[Recipient, ...]


def candidates(tx: Tx, incident: Incident) -> list[Candidate]:
    """Everybody reachable who may be responsible for the place of an incident."""
    codes = areas.chain(incident.area)
    return alerts.candidates(tx, incident.event_id, codes, RESPONSIBLE_ROLES)


def responsible(incident: Incident, found: Sequence[Candidate], height: int = 0) -> list[Recipient]:
    """Those of the candidates who are told at this height."""
    matter = Matter(
        KINDS[incident.kind], incident.severity, incident.area, incident.reporter_id, height,
        everybody=height > 0 and height >= escalation.top(incident.severity),
    )  # fmt: skip
    return reach(matter, found)


def next_step(tx: Tx, incident: Incident, clock: Clock) -> Ahead | None:
    """What follows when the clock is due; None if nothing does."""
    if clock.due is None or clock.waits_for is not WaitsFor.ANSWER:
        return None
    found = candidates(tx, incident)
    rung = {(a.chat_id, a.person_id) for a in alerts.of_incident(tx, incident.id) if a.aloud}

    def new_at(height: int) -> list[Recipient]:
        return [
            fresh
            for each in responsible(incident, found, height)
            if not each.silent and (fresh := _unless_told(each, rung)).chats
        ]

    height = escalation.climb(incident.severity, clock.height, lambda each: bool(new_at(each)))
    return None if height is None else Ahead(clock.due, height, tuple(new_at(height)))


def _unless_told(each: Recipient, rung: set[tuple[int, PersonId | None]]) -> Recipient:
    chats = tuple(chat for chat in each.chats if (chat, each.person_id) not in rung)
    return replace(each, chats=chats)


def answer_within(tx: Tx, event_id: int, severity: Severity) -> timedelta | None:
    """How soon the agency in charge shall answer; None for INFO, which waits for the digest."""
    usual = escalation.ANSWER_MINUTES.get(severity)
    minutes = clocks.answer_minutes(tx, event_id).get(severity, usual)
    return None if minutes is None else timedelta(minutes=minutes)


def for_answer(
    tx: Tx, now: datetime, policy: Policy, incident: Incident, height: int = 0,
    since: datetime | None = None,
) -> None:  # fmt: skip
    """Let the incident wait for an answer from now on; at the top nothing follows any more."""
    within = answer_within(tx, incident.event_id, incident.severity)
    if within is None or incident.closed:
        clocks.stop(tx, incident.id, WaitsFor.ANSWER)
        return
    last = height >= escalation.top(incident.severity)
    due = escalation.due(now, within, incident.severity, policy.zone)
    clocks.start(
        tx, incident.id, WaitsFor.ANSWER, since or now, None if last else due, height
    )  # fmt: skip


def for_finish(
    tx: Tx, now: datetime, policy: Policy, incident: Incident, reminders: int = 0,
    expected: datetime | None = None,
) -> None:  # fmt: skip
    """Let the incident wait for its holder, until `expected` or for as long as is usual."""
    within = timedelta(minutes=escalation.FINISH_MINUTES[incident.severity])
    usual = escalation.due(now, within, incident.severity, policy.zone)
    clocks.start(tx, incident.id, WaitsFor.FINISH, now, expected or usual, reminders)


def resume(tx: Tx, now: datetime, policy: Policy, incident: Incident) -> None:
    """An incident is open again as it stood: what was outstanding is outstanding again."""
    if incident.acknowledged_at is None:
        for_answer(tx, now, policy, incident)
    if incident.state is State.TAKEN:
        for_finish(tx, now, policy, incident, expected=incident.expected_at)
