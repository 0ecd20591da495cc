"""What every act on an incident shares: whether it comes too late, its answer, its step."""

from handlers.context import Context
from handlers.incidents import charge, copies, sight
from handlers.incidents.charge import Standing
from handlers.incidents.facts import ENDINGS, Facts, gather
from handlers.texts import incident_acts as acts
from handlers.texts.dates import clock
from storage import clocks, incidents
from storage.clocks import WaitsFor
from storage.incidents import Incident, Step, StepKind

TURNS = ENDINGS | {StepKind.TAKEN, StepKind.ASSIGNED, StepKind.REOPENED, StepKind.RELEASED}
"""Steps after which somebody else may be dealing with it."""


def answer(ctx: Context, incident: Incident) -> None:
    """Stop the clock if this person's answer does."""
    if standing(ctx, incident).answers:
        incidents.acknowledge(ctx.tx, incident.id, ctx.now, ctx.actor.person.id)
        clocks.stop(ctx.tx, incident.id, WaitsFor.ANSWER)


def standing(ctx: Context, incident: Incident) -> Standing:
    """How the person who presses stands to the incident."""
    return charge.standing(ctx.tx, incident, ctx.actor.person.id, ctx.actor.posts)


def only_said(ctx: Context, incident: Incident, kind: StepKind) -> bool:
    """Whether the word of this person closes nothing: then it is written down and shown, once."""
    if standing(ctx, incident).closes:
        return False
    found = facts(ctx, incident)
    since = [at for at, each in enumerate(found.steps) if each.kind in TURNS]
    lately = found.steps[since[-1] + 1 if since else 0 :]
    if not any(s.kind is kind and s.person_id == ctx.actor.person.id for s in lately):
        step(ctx, incident, kind)
        found = refresh(ctx, incident)
    ctx.toast(acts.toast_said(found), alert=True)
    return True


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
    capacity = sight.capacity(ctx.actor.posts, incident) or None
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
