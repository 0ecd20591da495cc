"""Boxes that left and did not arrive within an hour: an alert, which the arrival ends.

A village has one such alert at a time. Further boxes are named in it, and the next of them has
its own as soon as that one is over: a forgotten tick must not ring for every station of a city.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from handlers.context import Desk
from handlers.forms.model import Finding
from handlers.incidents import copies
from handlers.incidents.raising import raise_incident
from handlers.policy import Policy
from handlers.texts import boxes as texts
from storage import boxes, clocks, events, incidents, reports
from storage.boxes import Arrival, Overdue
from storage.database import Tx
from storage.incidents import Severity, State, StepKind

ON_THE_WAY = timedelta(minutes=60)
"""Longer than this nobody carries boxes through a city."""
FORGOTTEN = timedelta(hours=12)
"""After so long the tick was forgotten, not the box."""
AT_ONCE = 5
"""Alerts raised, changed or ended in one unit of work: each is shown in many chats."""


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on boxes under way; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    arrived = boxes.arrivals(tx, event.id, AT_ONCE)
    for arrival in arrived:
        _end(desk, arrival)
    if arrived:
        return True
    late = boxes.overdue(tx, event.id, now - FORGOTTEN, now - ON_THE_WAY)
    awaited = {area: list(group) for area, group in groupby(late, key=lambda each: each.area)}
    return _tell(desk, awaited, boxes.alerts(tx, event.id))


def _tell(
    desk: Desk, awaited: dict[str, list[Overdue]], known: dict[str, incidents.IncidentId]
) -> bool:
    done = 0
    for area in sorted(awaited.keys() | known.keys()):
        if done == AT_ONCE:
            return True
        if area not in known:
            _alert(desk, awaited[area][0])
            done += 1
        elif _name(desk, known[area], awaited.get(area, [])):
            done += 1
    return done > 0


def _alert(desk: Desk, late: Overdue) -> None:
    report = reports.latest(desk.tx, late.report)
    assert report is not None
    minutes = ON_THE_WAY // timedelta(minutes=1)
    said = texts.lost(desk.policy.local(report.event_at), minutes)
    finding = Finding(boxes.LOST, Severity.ORANYE, said, public=said)
    raise_incident(desk.tx, desk.now, desk.policy, finding, report)


def _name(desk: Desk, incident_id: incidents.IncidentId, late: Sequence[Overdue]) -> bool:
    """Let the village's alert name the further boxes; False if it does already."""
    written = incidents.steps(desk.tx, incident_id)
    step = next((s for s in written if s.kind is StepKind.ADDED and s.person_id is None), None)
    note = texts.others(sorted(each.station for each in late))
    if note == (step.note if step else texts.others([])):
        return False
    if step is None:
        incidents.add_step(desk.tx, desk.now, incident_id, None, StepKind.ADDED, note=note)
    else:
        incidents.annotate(desk.tx, desk.now, step, incident_id, note)
    copies.refresh(desk.tx, desk.now, desk.policy, incident_id)
    return True


def _end(desk: Desk, arrival: Arrival) -> None:
    tx, now = desk.tx, desk.now
    incidents.close(tx, arrival.incident_id, now, arrival.person_id, State.RESOLVED)
    clocks.stop(tx, arrival.incident_id)
    note = texts.found(desk.policy.local(arrival.at))
    incidents.add_step(
        tx, now, arrival.incident_id, arrival.person_id, StepKind.RESOLVED, note=note
    )
    copies.refresh(tx, now, desk.policy, arrival.incident_id)
