"""News of an own incident that is still open, written as free words: added to it by one press."""

from telegram import Update

from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import loose
from handlers.incidents import adding, at_hand, attaching
from handlers.incidents.kinds import HEALTH
from handlers.router import Handle
from handlers.texts import evidence as evidence_texts
from handlers.texts import incident_acts as acts
from handlers.texts import loose as texts
from storage import evidence, free_texts, incidents
from storage.evidence import Evidence
from storage.free_texts import FreeText
from storage.incidents import Incident

ADD = "t.add"
MOST = 2
"""Own incidents that are offered: the newest."""


def rows(ctx: Context, kept: int) -> Rows:
    """A button for each own open incident the words may be about."""
    return [[button(texts.add_news(each), ADD, kept, each.id)] for each in _open(ctx)]


def hint(ctx: Context) -> list[str]:
    """The line that says what those buttons are for; none without any."""
    numbers = [each.id for each in _open(ctx)]
    return [texts.is_it_news(numbers)] if numbers else []


async def add(update: Update, ctx: Context) -> None:
    """The words become an addition; photos that came along are asked about like all others."""
    kept, incident = _kept(ctx), _incident(ctx)
    adding.add_words(ctx, incident, kept.text)
    free_texts.settle(ctx.tx, kept.id, "reported")
    held = _held(ctx, kept)
    if held:
        text = evidence_texts.ask(incident.id, len(held))
        ctx.edit(text, attaching.question(held[0].id, incident.id, attaching.VERB))
        return
    ctx.edit(acts.ADDED_WORDS.format(number=incident.id))


def _open(ctx: Context) -> list[Incident]:
    """Nothing is written of anybody's health: words are not offered to those."""
    return [each for each in loose.own(ctx) if each.kind != HEALTH][:MOST]


def _kept(ctx: Context) -> FreeText:
    kept = free_texts.get(ctx.tx, ctx.number(0))
    if kept is None or kept.person_id != ctx.actor.person.id or kept.outcome is not None:
        raise Stale
    return kept


def _incident(ctx: Context) -> Incident:
    found = incidents.get(ctx.tx, ctx.number(1))
    if found is None or found.event_id != ctx.event.id:
        raise Stale
    incident = at_hand.whole(ctx, found)
    if not at_hand.may_add(ctx, incident):
        raise Stale
    return incident


def _held(ctx: Context, kept: FreeText) -> list[Evidence]:
    if kept.update_id is None:
        return []
    return evidence.held_from(ctx.tx, kept.person_id, kept.update_id)


PRESSES: dict[str, Handle] = {ADD: add}
