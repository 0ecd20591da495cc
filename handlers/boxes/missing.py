"""Boxes that left and did not arrive within an hour: one alert each, which an arrival ends."""

from datetime import datetime, timedelta

from handlers.forms.model import Finding
from handlers.incidents import copies
from handlers.incidents.raising import raise_incident
from handlers.policy import Policy
from handlers.texts import boxes as texts
from storage import boxes, clocks, events, incidents, reports
from storage.boxes import Arrival
from storage.database import Tx
from storage.incidents import Severity, State, StepKind

ON_THE_WAY = timedelta(minutes=60)
"""Longer than this nobody carries boxes through a city."""
FORGOTTEN = timedelta(hours=12)
"""After so long the tick was forgotten, not the box."""
AT_ONCE = 10
"""Alerts raised in one unit of work."""


def box_tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on boxes under way; True when there is more to do at once."""
    event = events.live(tx)
    for arrival in boxes.arrivals(tx, event.id):
        _found(tx, now, policy, arrival)
    late = boxes.overdue(tx, event.id, now - FORGOTTEN, now - ON_THE_WAY, AT_ONCE)
    for number in late:
        report = reports.latest(tx, number)
        assert report is not None
        minutes = ON_THE_WAY // timedelta(minutes=1)
        said = texts.lost(policy.local(report.event_at), minutes)
        finding = Finding(boxes.LOST, Severity.ORANYE, said, public=said)
        raise_incident(tx, now, policy, finding, report)
    return len(late) == AT_ONCE


def _found(tx: Tx, now: datetime, policy: Policy, arrival: Arrival) -> None:
    incidents.close(tx, arrival.incident_id, now, arrival.person_id, State.RESOLVED)
    clocks.stop(tx, arrival.incident_id)
    note = texts.found(policy.local(arrival.at))
    incidents.add_step(
        tx, now, arrival.incident_id, arrival.person_id, StepKind.RESOLVED, note=note
    )
    copies.refresh(tx, now, policy, arrival.incident_id)
