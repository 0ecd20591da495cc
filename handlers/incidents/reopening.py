"""↩️ Belum selesai: whoever reported it sees what others cannot see, that it is not over."""

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.incidents import acting, at_hand, copies, sight, waiting
from handlers.incidents.facts import place_of
from handlers.router import Handle
from handlers.texts import incident_work as texts
from storage import incidents, outbox
from storage.incidents import Incident, StepKind


async def press(update: Update, ctx: Context) -> None:
    """Open again for all, and told to all aloud."""
    incident = _own(ctx)
    if not incident.closed:
        ctx.toast(texts.STILL_OPEN)
        return
    endings = [s.kind for s in incidents.steps(ctx.tx, incident.id) if s.kind in acting.ENDINGS]
    if not endings or endings[-1] in (StepKind.WITHDRAWN, StepKind.CLEARED):
        raise Refused(texts.TAKEN_BACK)
    incidents.release(ctx.tx, incident.id)
    acting.step(ctx, incident, StepKind.REOPENED)
    found = incidents.get(ctx.tx, incident.id)
    assert found is not None
    waiting.for_answer(ctx.tx, ctx.now, ctx.policy, found)
    facts = acting.refresh(ctx, incident)
    for chat_id in copies.ringing(ctx.tx, incident):
        copies.ring(
            ctx.tx, ctx.now, facts, chat_id, "late", texts.not_over(facts),
            copies.answers(incident),
        )  # fmt: skip
    _answer(ctx, incident)


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


PRESSES: dict[str, Handle] = {"inc.again": press}
