"""Dipantau, Saya tangani, Selesai, Bukan masalah: what those who got an alert do with it.

Everybody's copy shows each step. Two who press at once: the second reads who was first.
"""

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows
from handlers.context import Context
from handlers.incidents import acting, at_hand, copies, noting, reporters, sight, waiting
from handlers.router import Handle
from handlers.texts import incident_acts as acts
from handlers.texts import incidents as texts
from storage import clocks, incidents
from storage.incidents import Incident, State, StepKind


async def watch(update: Update, ctx: Context) -> None:
    """👍 Dipantau: only the answer of the agency in charge stops the clock."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    own = [s for s in acting.steps(ctx, incident, StepKind.WATCHED)
           if s.person_id == ctx.actor.person.id]  # fmt: skip
    if own:
        ctx.toast(acts.already(acting.facts(ctx, incident), own[0]))
        return
    acting.answer(ctx, incident)
    acting.step(ctx, incident, StepKind.WATCHED)
    copies.settle(ctx.tx, ctx.now, acting.refresh(ctx, incident), ctx.chat.id)
    ctx.toast(acts.toast_watched(acting.now(ctx)))


async def take(update: Update, ctx: Context) -> None:
    """🙋 Saya tangani: one holder; the reporter is told."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    taken = acting.steps(ctx, incident, StepKind.TAKEN)
    if incident.state is State.TAKEN and taken:
        ctx.toast(acts.already(acting.facts(ctx, incident), taken[-1]), alert=True)
        return
    acting.answer(ctx, incident)
    incidents.take(ctx.tx, incident.id, ctx.actor.person.id)
    waiting.for_finish(ctx.tx, ctx.now, ctx.policy, incident)
    step = acting.step(ctx, incident, StepKind.TAKEN)
    facts = acting.refresh(ctx, incident)
    copies.settle(ctx.tx, ctx.now, facts, ctx.chat.id)
    text = texts.told_taken(facts, step, ctx.actor.person.phone)
    reporters.tell_reporters(ctx.tx, ctx.now, facts, "taken", text, by=ctx.actor.person.id)
    ctx.toast(acts.toast_taken(acting.now(ctx)))


async def done(update: Update, ctx: Context) -> None:
    """✅ Selesai: over at once, then asked what was done; the reporter is told.

    Pressed by somebody who is neither in charge nor holds it, it is only shown.
    """
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident) or acting.only_said(ctx, incident, StepKind.SAID_DONE):
        return
    acting.answer(ctx, incident)
    incidents.close(ctx.tx, incident.id, ctx.now, ctx.actor.person.id, State.RESOLVED)
    clocks.stop(ctx.tx, incident.id)
    step = acting.step(ctx, incident, StepKind.RESOLVED)
    facts = acting.refresh(ctx, incident)
    copies.settle(ctx.tx, ctx.now, facts, ctx.chat.id)
    noting.tell_done(ctx, facts, step, anew=True)
    noting.ask(ctx, incident)
    ctx.toast(acts.toast_done(acting.now(ctx)))


async def ask_dismiss(update: Update, ctx: Context) -> None:
    """🚫 Bukan masalah: asked again in the own copy, where it closes it for all."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident) or acting.only_said(ctx, incident, StepKind.SAID_NONE):
        return
    text = texts.alert(acting.facts(ctx, incident)) + acts.ask_dismiss(incident)
    _show_own(ctx, incident, text, copies.confirm_rows(incident))


async def keep(update: Update, ctx: Context) -> None:
    """It is an incident after all: the own copy as it was."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    facts = acting.facts(ctx, incident)
    copies.show_own(ctx.tx, ctx.now, facts, ctx.chat.id, ctx.actor.person.id)


async def dismiss(update: Update, ctx: Context) -> None:
    """It is none: closed for all; the reporter is told, and how to say that it is not so."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident) or acting.only_said(ctx, incident, StepKind.SAID_NONE):
        return
    acting.answer(ctx, incident)
    incidents.close(ctx.tx, incident.id, ctx.now, ctx.actor.person.id, State.DISMISSED)
    clocks.stop(ctx.tx, incident.id)
    step = acting.step(ctx, incident, StepKind.DISMISSED)
    facts = acting.refresh(ctx, incident)
    copies.settle(ctx.tx, ctx.now, facts, ctx.chat.id)
    noting.tell_done(ctx, facts, step, anew=True)
    ctx.toast(acts.toast_dismissed(acting.now(ctx)))


# ── Shared ───────────────────────────────────────────────────────────────────────────────────
def _show_own(ctx: Context, incident: Incident, text: str, rows: Rows) -> None:
    """Change the own copy alone."""
    ctx.show(ctx.chat.id, sight.key_of(incident.id), text, rows)


PRESSES: dict[str, Handle] = {
    "inc.watch": watch, "inc.take": take, "inc.done": done, "inc.no": ask_dismiss,
    "inc.noyes": dismiss, "inc.back": keep,
}  # fmt: skip
