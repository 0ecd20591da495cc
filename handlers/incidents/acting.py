"""What every act on an incident shares: whether it comes too late, its answer, its step."""

from handlers.context import Context
from handlers.incidents import copies, sight
from handlers.incidents.facts import Facts, gather
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import Reason, in_charge, of_agency
from handlers.texts import incident_acts as acts
from handlers.texts.dates import clock
from storage import alerts, clocks, incidents
from storage.clocks import WaitsFor
from storage.database import Tx
from storage.incidents import Incident, Step, StepKind

ENDINGS = frozenset({
    StepKind.RESOLVED, StepKind.DISMISSED, StepKind.WITHDRAWN, StepKind.CLEARED,
})  # fmt: skip
TURNS = ENDINGS | {StepKind.TAKEN, StepKind.ASSIGNED, StepKind.REOPENED, StepKind.RELEASED}
"""Steps after which somebody else may be dealing with it."""


def answer(ctx: Context, incident: Incident) -> None:
    """Stop the clock if this person's answer does."""
    if _stops_the_clock(ctx, incident):
        incidents.acknowledge(ctx.tx, incident.id, ctx.now, ctx.actor.person.id)
        clocks.stop(ctx.tx, incident.id, WaitsFor.ANSWER)


def too_late(ctx: Context, incident: Incident) -> bool:
    """Whether it is over already: then the clear text says who ended it."""
    if not incident.closed:
        return False
    found = facts(ctx, incident)
    endings = [step for step in found.steps if step.kind in ENDINGS]
    ctx.toast(acts.already(found, endings[-1]), alert=True)
    return True


def step(ctx: Context, incident: Incident, kind: StepKind, note: str | None = None) -> Step:
    """Write the step down."""
    capacity = sight.capacity(ctx.actor.posts, incident)
    person_id = ctx.actor.person.id
    step_id = incidents.add_step(ctx.tx, ctx.now, incident.id, person_id, kind, capacity, note)
    return next(s for s in incidents.steps(ctx.tx, incident.id) if s.id == step_id)


def steps(ctx: Context, incident: Incident, kind: StepKind) -> list[Step]:
    """The steps of one kind, oldest first."""
    return [each for each in incidents.steps(ctx.tx, incident.id) if each.kind is kind]


def facts(ctx: Context, incident: Incident) -> Facts:
    """Everything that is said about the incident."""
    return gather(ctx.tx, ctx.policy, incident)


def refresh(ctx: Context, incident: Incident) -> Facts:
    """Bring every copy up to date."""
    return copies.refresh(ctx.tx, ctx.now, ctx.policy, incident.id)


def now(ctx: Context) -> str:
    """07.02"""
    return clock(ctx.policy.local(ctx.now))


def _stops_the_clock(ctx: Context, incident: Incident) -> bool:
    """The agency in charge, and whoever was asked; where neither was told, all responsible."""
    if in_charge(KINDS[incident.kind], incident.area, ctx.actor.posts):
        return True
    return _was_asked(ctx, incident) or not _agency_was_told(ctx.tx, incident)


def _was_asked(ctx: Context, incident: Incident) -> bool:
    if incident.assigned_to == ctx.actor.person.id:
        return True
    agency = incident.assigned_agency
    return agency is not None and any(map(of_agency(agency), ctx.actor.posts))


def _agency_was_told(tx: Tx, incident: Incident) -> bool:
    if incident.confidential:
        return True
    told = alerts.of_incident(tx, incident.id)
    return any(alert.reason == Reason.AGENCY for alert in told)
