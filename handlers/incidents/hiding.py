"""Sembunyikan: a photo or file that must not be seen is taken away for all; its hash stays."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.incidents import acting, at_hand
from handlers.router import Handle
from handlers.texts import evidence as texts
from storage import evidence
from storage.evidence import Evidence
from storage.incidents import Incident, StepKind


async def ask(update: Update, ctx: Context) -> None:
    """It cannot be undone: asked once more."""
    incident, found = _pressed(ctx)
    ctx.reply(texts.HIDE_ASK, [[
        button(texts.HIDE_YES, "inc.hidey", incident.id, found.id),
        button(texts.HIDE_NO, "inc.hiden", incident.id, found.id),
    ]])  # fmt: skip


async def hide(update: Update, ctx: Context) -> None:
    """Taken away here, in every chat it was sent to, and from the evidence folder; audited."""
    incident, found = _pressed(ctx)
    evidence.hide(ctx.tx, ctx.now, found, ctx.actor.person.id)
    evidence.withdraw(ctx.tx, ctx.now, found.id)
    ctx.audit("evidence.hide", str(found.id), f"incident {incident.id} sha256 {found.sha256}")
    acting.step(ctx, incident, StepKind.HIDDEN)
    acting.refresh(ctx, incident)
    ctx.edit(texts.HIDDEN)


async def leave(update: Update, ctx: Context) -> None:
    """It stays."""
    _pressed(ctx)
    ctx.edit(texts.HIDE_KEPT)


def _pressed(ctx: Context) -> tuple[Incident, Evidence]:
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    found = evidence.get(ctx.tx, ctx.number(1))
    shown = [each.id for each in evidence.of_report(ctx.tx, incident.id)]
    if found is None or found.id not in shown:
        raise Stale
    return incident, found


PRESSES: dict[str, Handle] = {"inc.hide": ask, "inc.hidey": hide, "inc.hiden": leave}
