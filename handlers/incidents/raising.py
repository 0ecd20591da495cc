"""From what a report shows to people who are told: incidents are raised here, and nowhere else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.forms.model import Finding
from handlers.incidents import bunching, copies, telling, waiting
from handlers.incidents.joining import Told
from handlers.incidents.kinds import HEALTH, KINDS
from handlers.policy import Policy
from storage import alerts, clocks, events, incidents, joining, open_incidents, people, reports
from storage.alerts import GROUP
from storage.database import Tx
from storage.incidents import Incident, NewIncident, Severity, State, Step, StepKind
from storage.reports import Report

REPORTED_AS_INCIDENT = "masalah"
"""The kind of report that is an incident; all others raise one where a threshold is crossed."""
ONE_TELLING = timedelta(minutes=10)
"""What its reporter adds within this time is one step of the story, told bit by bit."""


def raise_incident(
    tx: Tx, now: datetime, policy: Policy, finding: Finding, report: Report
) -> Incident:
    """Store what a report shows and tell those responsible. Never raises for want of recipients.

    The incident's number is the report's. A corrected report amends the incident it raised; a
    second report on the same threshold at the same place confirms the open one, unless graver.
    """
    new = _described(tx, finding, report)
    if incidents.get(tx, report.number) is not None:
        return _amend(tx, now, policy, finding, new)
    if report.topic:
        known = open_incidents.of_topic(
            tx, report.event_id, finding.kind, report.topic, report.area, report.station_id,
            report.store_id,
        )  # fmt: skip
        if known is not None and not new.severity.graver_than(known.severity):
            return _confirm(tx, now, policy, known, new)
    incident = incidents.add(tx, now, new)
    how = bunching.told(tx, now, incident)
    bunched = how is Told.COUNTED
    telling.tell(tx, now, policy, incident, health=finding.health, bunched=bunched)
    waiting.for_answer(tx, now, policy, incident)
    copies.refresh(tx, now, policy, incident.id, aloud=how is Told.ALOUD)
    return incident


def retract(tx: Tx, now: datetime, policy: Policy, report: Report) -> None:
    """Close what a report raised: it was taken back, or as corrected shows nothing any more.

    An incident that others confirmed stays open.
    """
    incident = incidents.get(tx, report.number)
    if incident is None or incident.closed:
        return
    if incident.joined_to is not None:
        joining.part(tx, incident.id)
    done = {step.kind for step in incidents.steps(tx, incident.id)}
    if StepKind.CONFIRMED not in done and not joining.joined(tx, incident.id):
        incidents.close(tx, incident.id, now, report.person_id, State.DISMISSED)
        clocks.stop(tx, incident.id)
    latest = reports.latest(tx, report.number)
    kind = StepKind.WITHDRAWN if latest and latest.withdrawn else StepKind.CLEARED
    incidents.add_step(tx, now, incident.id, report.person_id, kind)
    copies.refresh(tx, now, policy, incident.id)
    if incident.joined_to is not None:
        copies.refresh(tx, now, policy, incident.joined_to)


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Look again for somebody to tell of incidents that reached nobody responsible.

    People register, get posts, or turn out to have blocked the bot only after it was raised.
    """
    for incident in open_incidents.unanswerable(tx, events.live(tx).id):
        telling.tell(tx, now, policy, incident, health=incident.kind == HEALTH)
        copies.refresh(tx, now, policy, incident.id)
    return False


def _described(tx: Tx, finding: Finding, report: Report) -> NewIncident:
    chats = people.chats_of(tx, report.person_id)
    return NewIncident(
        report.number, report.event_id, finding.kind, Severity(finding.severity),
        KINDS[finding.kind].confidential, report.station_id, report.store_id, report.area,
        report.person_id, chats[0] if chats else None, finding.public, finding.description,
        finding.lat, finding.lon,
    )  # fmt: skip


def _amend(tx: Tx, now: datetime, policy: Policy, finding: Finding, new: NewIncident) -> Incident:
    former = incidents.get(tx, new.id)
    incident = incidents.amend(tx, now, new)
    before = incidents.steps(tx, incident.id)
    if before and before[-1].kind in (StepKind.WITHDRAWN, StepKind.CLEARED):
        incident = _reopened(tx, now, policy, incident)
    elif former and former.severity is not new.severity and not incident.acknowledged_at:
        waiting.for_answer(tx, now, policy, incident)
    if not _still_telling(before, now, new):
        incidents.add_step(tx, now, incident.id, new.reporter_id, StepKind.AMENDED)
    if not telling.for_groups(incident, health=finding.health):
        for alert in alerts.of_incident(tx, incident.id):
            if alert.reason == GROUP:
                copies.withdraw(tx, now, incident, alert)
    telling.tell(tx, now, policy, incident, health=finding.health)
    return copies.refresh(tx, now, policy, incident.id).incident


def _still_telling(before: Sequence[Step], now: datetime, new: NewIncident) -> bool:
    """Whether the last that happened is that the same person added to it, just now."""
    if not before or before[-1].kind is not StepKind.AMENDED:
        return False
    return before[-1].person_id == new.reporter_id and now - before[-1].at < ONE_TELLING


def _reopened(tx: Tx, now: datetime, policy: Policy, incident: Incident) -> Incident:
    incidents.reopen(tx, incident.id)
    found = incidents.get(tx, incident.id)
    assert found is not None
    waiting.resume(tx, now, policy, found)
    return found


def _confirm(tx: Tx, now: datetime, policy: Policy, known: Incident, new: NewIncident) -> Incident:
    said = [(each.person_id, each.note) for each in incidents.steps(tx, known.id)]
    if (new.reporter_id, new.description) not in said:
        incidents.add_step(tx, now, known.id, new.reporter_id, StepKind.CONFIRMED,
                           note=new.description)  # fmt: skip
    copies.refresh(tx, now, policy, known.id)
    return known
