"""What is pressed below a follow-up: whom it happened to, claim filed, closed, open again."""

from telegram import Update

from handlers.access import Action
from handlers.claims import notes
from handlers.context import Context
from handlers.errors import Denied, Malformed, Stale
from handlers.incidents.facts import place_of
from handlers.router import Handle
from storage import claims, incidents
from storage.claims import ClaimState
from storage.incidents import Incident

NOBODY = 0
"""The number in place of a person's: it was somebody else."""


async def press(update: Update, ctx: Context) -> None:
    """Every step is audited with ids alone; all copies of the note show it."""
    incident = _incident(ctx)
    act = ctx.word(1)
    if act == "who":
        _name(ctx, incident)
    elif act in set(ClaimState):
        state = ClaimState(act)
        claims.set_state(ctx.tx, ctx.now, incident.id, state, ctx.actor.person.id)
    else:
        raise Malformed
    ctx.audit(f"claim {act}", f"incident:{incident.id}")
    notes.refresh(ctx.desk, incident)


def _incident(ctx: Context) -> Incident:
    """The incident of a follow-up in the live event, if it is the person's to follow up."""
    incident = incidents.get(ctx.tx, ctx.number(0))
    if incident is None:
        raise Stale
    if not any(notes.follows(post, incident.area) for post in ctx.actor.posts):
        raise Denied(Action.TRIAGE, place_of(incident))
    if claims.case(ctx.tx, ctx.event.id, incident.id) is None:
        raise Stale
    return incident


def _name(ctx: Context, incident: Incident) -> None:
    person_id = ctx.number(2)
    known = {each.person_id for each in notes.candidates(ctx.desk, incident)}
    if person_id != NOBODY and person_id not in known:
        raise Malformed
    claims.name_person(ctx.tx, ctx.now, incident.id, person_id or None, ctx.actor.person.id)


PRESSES: dict[str, Handle] = {notes.VERB: press}
