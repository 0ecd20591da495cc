"""Not over after all: said by whoever reported it, or by those in charge who closed it too soon."""

from collections.abc import Callable

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.incidents import acting, at_hand, copies, reporters, sight, waiting
from handlers.incidents.facts import Facts, place_of
from handlers.router import Handle
from handlers.texts import incident_work as texts
from storage import incidents, outbox
from storage.incidents import Incident, Step, StepKind


async def press(update: Update, ctx: Context) -> None:
    """↩️ Belum selesai: open again for all, and told to all aloud."""
    incident = _own(ctx)
    if not incident.closed:
        ctx.toast(texts.STILL_OPEN)
        return
    _open(ctx, incident, lambda facts, step: texts.not_over(facts))
    _answer(ctx, incident)


async def anew(update: Update, ctx: Context) -> None:
    """↩️ Buka lagi: closed too soon or by mistake; only by those whose word closes it."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if not acting.standing(ctx, incident).closes:
        raise Denied(Action.TRIAGE, place_of(incident))
    if not incident.closed:
        ctx.toast(texts.STILL_OPEN)
        return
    open_again(ctx, incident)
    ctx.toast(texts.TOAST_OPENED_AGAIN)


def open_again(ctx: Context, incident: Incident) -> None:
    """Open for all, and told to whoever reported it."""
    facts, step = _open(ctx, incident, texts.opened_again)
    text = texts.told_opened_again(facts, step)
    reporters.tell_reporters(ctx.tx, ctx.now, facts, "done", text, by=ctx.actor.person.id)


def _open(
    ctx: Context, incident: Incident, said: Callable[[Facts, Step], str]
) -> tuple[Facts, Step]:
    """It waits for an answer as if it were new; everybody else who has it is rung."""
    if acting.facts(ctx, incident).taken_back:
        raise Refused(texts.TAKEN_BACK)
    incidents.release(ctx.tx, incident.id)
    step = acting.step(ctx, incident, StepKind.REOPENED)
    waiting.for_answer(ctx.tx, ctx.now, ctx.policy, at_hand.again(ctx, incident))
    facts = acting.refresh(ctx, incident)
    for chat_id in copies.ringing(ctx.tx, incident):
        if chat_id != ctx.chat.id:
            copies.ring(
                ctx.tx, ctx.now, facts, chat_id, "late", said(facts, step),
                copies.answers(incident),
            )  # fmt: skip
    return facts, step


def _own(ctx: Context) -> Incident:
    """The incident; Denied to everybody who did not report it."""
    incident = incidents.get(ctx.tx, ctx.number(0))
    if incident is None or incident.event_id != ctx.event.id or not ctx.private:
        raise Stale
    facts = acting.facts(ctx, incident)
    if ctx.actor.person.id not in (incident.reporter_id, *facts.witnesses):
        raise Denied(Action.REPORT_INCIDENT, place_of(incident))
    return at_hand.whole(ctx, incident)


def _answer(ctx: Context, incident: Incident) -> None:
    key = sight.key_of(incident.id, "done")
    if outbox.wanted(ctx.tx, ctx.chat.id, key):
        ctx.show(ctx.chat.id, key, texts.reopened(incident))
    ctx.toast(texts.TOAST_REOPENED)


PRESSES: dict[str, Handle] = {"inc.again": press, "inc.anew": anew}
