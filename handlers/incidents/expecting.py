"""When will it be done? Ready times for whoever deals with it; never an extra required step."""

from datetime import timedelta

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.incidents import acting, at_hand, copies, reporters, waiting
from handlers.router import Handle
from handlers.texts import incident_work as texts
from handlers.texts import incidents as incident_texts
from handlers.texts.dates import clock
from storage import incidents
from storage.incidents import Incident, StepKind


async def press(update: Update, ctx: Context) -> None:
    """10, 30 or 60 minutes from now: shown to all, and the holder is reminded then."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    minutes = ctx.number(1)
    if minutes not in dict(texts.WITHIN):
        raise Malformed
    if acting.too_late(ctx, incident):
        return
    if incident.holder_id != ctx.actor.person.id:
        raise Refused(texts.NOT_THE_HOLDER)
    _expect(ctx, incident, minutes)


def _expect(ctx: Context, incident: Incident, minutes: int) -> None:
    at = ctx.now + timedelta(minutes=minutes)
    incidents.expect(ctx.tx, incident.id, at)
    waiting.for_finish(ctx.tx, ctx.now, ctx.policy, incident, expected=at)
    hour = clock(ctx.policy.local(at))
    acting.step(ctx, incident, StepKind.EXPECTED, hour)
    facts = acting.refresh(ctx, incident)
    copies.settle(ctx.tx, ctx.now, facts, ctx.chat.id)
    taken = acting.steps(ctx, incident, StepKind.TAKEN)
    if taken:
        text = incident_texts.told_taken(facts, taken[-1], ctx.actor.person.phone)
        reporters.tell_reporters(
            ctx.tx, ctx.now, facts, "taken", text, by=ctx.actor.person.id, anew=False
        )
    ctx.toast(texts.toast_expected(hour))


PRESSES: dict[str, Handle] = {"inc.eta": press}
