"""🔗 Gabungkan: two reports of the same thing become one incident with several witnesses."""

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.incidents import acting, at_hand, joining, reopening, telling, waiting
from handlers.incidents.facts import spot
from handlers.incidents.kinds import HEALTH
from handlers.router import Handle
from handlers.texts import bunch as texts
from storage import alerts, clocks, incidents
from storage import joining as store
from storage.incidents import Incident, StepKind


async def join(update: Update, ctx: Context) -> None:
    """The newer becomes part of the older; a second press reads that it was done."""
    newer = _named(ctx, 0)
    older = at_hand.whole(ctx, _named(ctx, 1))
    if newer.joined_to is not None:
        ctx.toast(texts.already_joined(newer.id, newer.joined_to), alert=True)
        return
    if newer.id == older.id:
        raise Stale
    if acting.too_late(ctx, newer) or acting.too_late(ctx, older):
        return
    if not joining.same(spot(ctx.tx, newer), spot(ctx.tx, _named(ctx, 1))):
        raise Refused(texts.NOT_THE_SAME)
    _join(ctx, newer, older)
    ctx.toast(texts.toast_joined(newer.id, older.id))


async def part(update: Update, ctx: Context) -> None:
    """Joined by mistake: an incident of its own again, with its clock, and not over yet.

    If it is closed, then with the other: nobody has ended this one.
    """
    incident = _named(ctx, 0)
    if incident.joined_to is None:
        raise Stale
    former = at_hand.whole(ctx, incident)
    store.part(ctx.tx, incident.id)
    for each, other in ((incident, former), (former, incident)):
        acting.step(ctx, each, StepKind.PARTED, texts.joined_note(other.id))
    alone = at_hand.again(ctx, incident)
    if alone.closed:
        reopening.open_again(ctx, alone)
    else:
        waiting.resume(ctx.tx, ctx.now, ctx.policy, alone)
    acting.refresh(ctx, former)
    acting.refresh(ctx, incident)
    ctx.toast(texts.PARTED)


def _named(ctx: Context, index: int) -> Incident:
    """The incident of an argument itself, whatever it was joined to."""
    incident = incidents.get(ctx.tx, ctx.number(index))
    if incident is None or incident.event_id != ctx.event.id or not ctx.private:
        raise Stale
    at_hand.require(ctx, incident, Action.TRIAGE)
    return incident


def _join(ctx: Context, newer: Incident, older: Incident) -> None:
    store.join(ctx.tx, newer.id, older.id)
    clocks.stop(ctx.tx, newer.id)
    acting.step(ctx, newer, StepKind.JOINED, texts.joined_note(older.id))
    acting.step(ctx, older, StepKind.JOINED, texts.joined_note(newer.id))
    for each in alerts.of_incident(ctx.tx, newer.id):
        alerts.add(ctx.tx, ctx.now, older.id, each.chat_id, each.person_id, each.reason,
                   silent=each.silent)  # fmt: skip
    _regrade(ctx, newer, older)
    acting.refresh(ctx, older)
    acting.refresh(ctx, newer)


def _regrade(ctx: Context, newer: Incident, older: Incident) -> None:
    """The whole is as grave as its gravest part, and is told as far."""
    if not newer.severity.graver_than(older.severity):
        return
    store.regrade(ctx.tx, older.id, newer.severity)
    graver = at_hand.again(ctx, older)
    telling.tell(ctx.tx, ctx.now, ctx.policy, graver, health=graver.kind == HEALTH)
    if graver.acknowledged_at is None:
        waiting.for_answer(ctx.tx, ctx.now, ctx.policy, graver)


PRESSES: dict[str, Handle] = {"inc.join": join, "inc.part": part}
