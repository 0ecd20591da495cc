"""👍 Dipantau semua: one answer to all that a bunch counts."""

from telegram import Update

from handlers.access import Action, Place
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.incidents import acting, at_hand
from handlers.router import Handle
from handlers.texts import bunch as texts
from storage import joining
from storage.incidents import Incident, StepKind

AT_ONCE = 40
"""Answers in one unit of work."""


async def press(update: Update, ctx: Context) -> None:
    """Each that is open and was not watched by this person yet gets the step."""
    bunch = joining.get_bunch(ctx.tx, ctx.number(0))
    if bunch is None or not ctx.private:
        raise Stale
    ctx.require(Action.TRIAGE, Place(bunch.area))
    left = [each for each in joining.bunched(ctx.tx, bunch.id) if _waits(ctx, each)]
    if not left:
        raise Refused(texts.NOTHING_LEFT)
    for each in left[:AT_ONCE]:
        acting.answer(ctx, each)
        acting.step(ctx, each, StepKind.WATCHED)
        acting.refresh(ctx, each)
    ctx.toast(texts.toast_watched_all(min(len(left), AT_ONCE), max(len(left) - AT_ONCE, 0)))


def _waits(ctx: Context, incident: Incident) -> bool:
    if incident.closed or not at_hand.may(ctx, incident, Action.TRIAGE):
        return False
    if incident.event_id != ctx.event.id:
        return False
    watched = acting.steps(ctx, incident, StepKind.WATCHED)
    return all(step.person_id != ctx.actor.person.id for step in watched)


PRESSES: dict[str, Handle] = {"inc.all": press}
