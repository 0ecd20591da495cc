"""Writing down who is told of an incident: people responsible, groups, admins at the last."""

from collections.abc import Iterable
from datetime import datetime

from handlers.incidents import copies, waiting
from handlers.incidents.kinds import HEALTH
from handlers.incidents.reach import Reason, Recipient, admins
from handlers.policy import Policy
from handlers.texts import common
from storage import alerts, areas, people
from storage.alerts import GROUP
from storage.database import Tx
from storage.incidents import Incident, Severity


def tell(
    tx: Tx, now: datetime, policy: Policy, incident: Incident, *, health: bool,
    bunched: bool = False,
) -> None:  # fmt: skip
    """Write down who gets the incident; those who have it already keep it."""
    recipients = waiting.responsible(incident, waiting.candidates(tx, incident))
    if not recipients and incident.confidential:
        _ask_for_a_circle(tx, now, policy, incident)
        return
    if not recipients and incident.severity is not Severity.INFO:
        recipients = _admins(tx, policy, incident)
    add(tx, now, incident, recipients, bunched=bunched)
    if for_groups(incident, health=health):
        for group in alerts.groups_for(tx, incident.area):
            alerts.add(tx, now, incident.id, group.chat_id, None, GROUP, bunched=bunched)


def add(
    tx: Tx, now: datetime, incident: Incident, recipients: Iterable[Recipient], *,
    bunched: bool = False,
) -> None:  # fmt: skip
    """From now on these people's chats show the incident."""
    for each in recipients:
        for chat_id in each.chats:
            alerts.add(tx, now, incident.id, chat_id, each.person_id, each.reason,
                       silent=each.silent, bunched=bunched)  # fmt: skip


def for_groups(incident: Incident, *, health: bool) -> bool:
    """Groups never hear of confidential matters or of anybody's health; INFO is for the digest."""
    return not (
        incident.confidential
        or health
        or incident.kind == HEALTH
        or incident.severity is Severity.INFO
    )


def _admins(tx: Tx, policy: Policy, incident: Incident) -> list[Recipient]:
    found = admins(waiting.candidates(tx, incident))
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
