"""Whose word counts: who stops the clock of an incident, and who closes it for everybody. Pure
but for `standing`, which looks the facts up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.access import Action, may
from handlers.incidents.facts import place_of
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import in_charge, of_agency
from storage import alerts, people
from storage.database import Tx
from storage.incidents import Incident
from storage.people import Post


@dataclass(frozen=True)
class Standing:
    """How somebody who may deal with an incident stands to it."""

    in_charge: bool
    """Belongs to an agency in charge of its kind there."""
    asked: bool
    """It was assigned to them, or to their agency."""
    holds: bool
    """They said that they deal with it."""
    admin: bool
    agency_rung: bool
    """Somebody of the agency in charge was told aloud and can still be reached."""

    @property
    def answers(self) -> bool:
        """Whether their answer stops the clock; where no agency was told, everybody's does."""
        return self.in_charge or self.asked or not self.agency_rung

    @property
    def closes(self) -> bool:
        """Whether Selesai and Bukan masalah end it for all, and whether they may open it again.

        Everybody else's word is written down and shown, no more.
        """
        return self.answers or self.holds or self.admin


def standing(tx: Tx, incident: Incident, person_id: int, posts: Sequence[Post]) -> Standing:
    """How this person stands to the incident now."""
    return Standing(
        in_charge=in_charge(KINDS[incident.kind], incident.area, posts),
        asked=_was_asked(incident, person_id, posts),
        holds=incident.holder_id == person_id,
        admin=may(posts, Action.MANAGE_EVENT, place_of(incident)),
        agency_rung=_agency_was_rung(tx, incident),
    )


def _was_asked(incident: Incident, person_id: int, posts: Sequence[Post]) -> bool:
    if incident.assigned_to == person_id:
        return True
    agency = incident.assigned_agency
    return agency is not None and any(map(of_agency(agency), posts))


def _agency_was_rung(tx: Tx, incident: Incident) -> bool:
    rung = [
        (alert.chat_id, alert.person_id)
        for alert in alerts.of_incident(tx, incident.id)
        if alert.person_id is not None and alert.aloud
    ]
    return any(
        in_charge(KINDS[incident.kind], incident.area, people.posts(tx, incident.event_id, each))
        and chat_id in people.chats_of(tx, each)
        for chat_id, each in rung
    )
