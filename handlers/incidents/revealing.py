"""The name behind a confidential report: only for the circle, after a question, and audited."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.incidents import at_hand, copies, sight
from handlers.incidents.facts import gather, place_of
from handlers.router import Handle
from handlers.texts import incident_acts as acts
from storage import incidents
from storage.incidents import Incident, StepKind


async def ask(update: Update, ctx: Context) -> None:
    """👤 Nama pelapor"""
    incident = _secret(ctx)
    ctx.reply(acts.REVEAL_ASK, [[button(acts.REVEAL_YES, "inc.whoy", incident.id),
                                  button(acts.REVEAL_NO, "inc.whon", incident.id)]])  # fmt: skip


async def reveal(update: Update, ctx: Context) -> None:
    """The name, in this chat only; every copy shows who looked at it."""
    incident = _secret(ctx)
    ctx.audit("incident.reveal", str(incident.id))
    incidents.add_step(
        ctx.tx, ctx.now, incident.id, ctx.actor.person.id, StepKind.REVEALED,
        sight.capacity(ctx.actor.posts, incident),
    )  # fmt: skip
    ctx.edit(acts.revealed(gather(ctx.tx, ctx.policy, incident)))
    copies.refresh(ctx.tx, ctx.now, ctx.policy, incident.id)


async def leave(update: Update, ctx: Context) -> None:
    """The name stays unknown."""
    _secret(ctx)
    ctx.edit(acts.REVEAL_KEPT)


def _secret(ctx: Context) -> Incident:
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS)
    if not incident.confidential:
        raise Stale
    ctx.require(Action.SEE_CONFIDENTIAL, place_of(incident))
    return incident


PRESSES: dict[str, Handle] = {"inc.who": ask, "inc.whoy": reveal, "inc.whon": leave}
