"""Follow-ups begin and end by themselves with their incident, and find those who follow them up."""

from datetime import datetime

from handlers.claims import notes
from handlers.context import Desk
from handlers.incidents.kinds import HEALTH
from handlers.policy import Policy
from storage import claims, events, fanout, incidents
from storage.claims import ClaimState
from storage.database import Tx
from storage.incidents import Incident

CAUSES = frozenset({"meninggal", "pingsan", "sesak", "luka"})
"""A death, and what brings somebody to hospital; being tired does not."""


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Open follow-ups, tell whoever has not heard of one, close those without a reason."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    for case in claims.new_cases(tx, event.id, HEALTH, CAUSES):
        claims.open_claim(tx, now, case.incident_id)
    for case in claims.open_cases(tx, event.id):
        incident = incidents.get(tx, case.incident_id)
        assert incident is not None
        claim = claims.get(tx, case.incident_id)
        baseless = case.over or case.cause not in CAUSES
        if baseless and claim is not None and claim.person_id is None:
            claims.set_state(tx, now, case.incident_id, ClaimState.CLOSED, None)
            notes.refresh(desk, incident)
        else:
            _tell(desk, incident)
    return False


def _tell(desk: Desk, incident: Incident) -> None:
    """Those who register, or get the post, later on are told then."""
    for follower in notes.followers(desk, incident):
        thing = notes.key_of(incident.id)
        person_id, chat_id = follower.person_id, follower.chat_id
        if fanout.claim(desk.tx, desk.now, thing, person_id, chat_id):
            notes.show(desk, incident, chat_id)
