"""From what a report shows to people who are told: incidents are raised here, and nowhere else."""

from collections.abc import Iterable
from datetime import datetime

from handlers.forms.model import Finding
from handlers.incidents import copies
from handlers.incidents.kinds import HEALTH, KINDS
from handlers.incidents.reach import RESPONSIBLE_ROLES, Matter, Reason, Recipient, admins, reach
from handlers.policy import Policy
from handlers.texts import common
from storage import alerts, areas, events, incidents, people
from storage.alerts import GROUP
from storage.database import Tx
from storage.incidents import Incident, NewIncident, Severity, State, StepKind
from storage.reports import Report

REPORTED_AS_INCIDENT = "masalah"
"""The kind of report that is an incident; all others raise one where a threshold is crossed."""


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
        known = incidents.of_topic(
            tx, report.event_id, finding.kind, report.topic, report.station_id, report.store_id
        )
        if known is not None and not _graver(new.severity, known.severity):
            return _confirm(tx, now, policy, known, new)
    incident = incidents.add(tx, now, new)
    _tell(tx, now, policy, incident, health=finding.health)
    copies.refresh(tx, now, policy, incident.id)
    return incident


def retract(tx: Tx, now: datetime, policy: Policy, report: Report) -> None:
    """Close what a report raised: it was taken back, or as corrected shows nothing any more.

    An incident that others confirmed stays open.
    """
    incident = incidents.get(tx, report.number)
    if incident is None or incident.closed:
        return
    done = {step.kind for step in incidents.steps(tx, incident.id)}
    if StepKind.CONFIRMED not in done:
        incidents.close(tx, incident.id, now, report.person_id, State.DISMISSED)
    incidents.add_step(tx, now, incident.id, report.person_id, StepKind.WITHDRAWN)
    copies.refresh(tx, now, policy, incident.id)


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Look again for somebody to tell of incidents that reached nobody responsible.

    People register, get posts, or turn out to have blocked the bot only after it was raised.
    """
    for incident in incidents.unanswerable(tx, events.live(tx).id):
        _tell(tx, now, policy, incident, health=incident.kind == HEALTH)
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
    incident = incidents.amend(tx, now, new)
    before = incidents.steps(tx, incident.id)
    if before and before[-1].kind is StepKind.WITHDRAWN:
        incidents.reopen(tx, incident.id)
    incidents.add_step(tx, now, incident.id, new.reporter_id, StepKind.AMENDED)
    if not _for_groups(incident, health=finding.health):
        for alert in alerts.of_incident(tx, incident.id):
            if alert.reason == GROUP:
                copies.withdraw(tx, now, incident, alert)
    _tell(tx, now, policy, incident, health=finding.health)
    return copies.refresh(tx, now, policy, incident.id).incident


def _confirm(tx: Tx, now: datetime, policy: Policy, known: Incident, new: NewIncident) -> Incident:
    incidents.add_step(tx, now, known.id, new.reporter_id, StepKind.CONFIRMED, note=new.description)
    copies.refresh(tx, now, policy, known.id)
    return known


def _graver(one: Severity, other: Severity) -> bool:
    order = list(Severity)
    return order.index(one) < order.index(other)


def _tell(tx: Tx, now: datetime, policy: Policy, incident: Incident, *, health: bool) -> None:
    """Write down who gets the incident; those who have it already keep it."""
    recipients = _responsible(tx, incident)
    if not recipients and incident.confidential:
        _ask_for_a_circle(tx, now, policy, incident)
        return
    if not recipients and incident.severity is not Severity.INFO:
        recipients = _admins(tx, policy, incident)
    _add(tx, now, incident, recipients)
    if _for_groups(incident, health=health):
        for group in alerts.groups_for(tx, incident.area):
            alerts.add(tx, now, incident.id, group.chat_id, None, GROUP)


def _responsible(tx: Tx, incident: Incident) -> list[Recipient]:
    matter = Matter(KINDS[incident.kind], incident.severity, incident.area, incident.reporter_id)
    codes = areas.chain(incident.area)
    found = alerts.candidates(tx, incident.event_id, codes, RESPONSIBLE_ROLES)
    return reach(matter, found)


def _admins(tx: Tx, policy: Policy, incident: Incident) -> list[Recipient]:
    codes = areas.chain(incident.area)
    found = admins(alerts.candidates(tx, incident.event_id, codes, RESPONSIBLE_ROLES))
    known = {chat for recipient in found for chat in recipient.chats}
    for chat_id in sorted(policy.admin_ids - known):
        account = people.account(tx, chat_id)
        if account is not None and account.acting_person_id is not None:
            found.append(Recipient(account.acting_person_id, (chat_id,), Reason.ADMIN))
    return found


def _ask_for_a_circle(tx: Tx, now: datetime, policy: Policy, incident: Incident) -> None:
    found = _admins(tx, policy, incident)
    chats = {chat for recipient in found for chat in recipient.chats}
    area = areas.area(tx, incident.area)
    name = common.area_name(area) if area else incident.area
    copies.tell_admins_of_secret(tx, now, sorted(chats), incident.id, name)


def _add(tx: Tx, now: datetime, incident: Incident, recipients: Iterable[Recipient]) -> None:
    for each in recipients:
        for chat_id in each.chats:
            alerts.add(tx, now, incident.id, chat_id, each.person_id, each.reason,
                       silent=each.silent)  # fmt: skip


def _for_groups(incident: Incident, *, health: bool) -> bool:
    """Groups never hear of confidential matters or of anybody's health; INFO is for the digest."""
    return not (
        incident.confidential
        or health
        or incident.kind == HEALTH
        or incident.severity is Severity.INFO
    )
