"""Other events, and which one is live: one at a time, switched on purpose, written down."""

from telegram import Update

from handlers.access import Action
from handlers.agenda.prompts import plan_prompts
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Stale
from handlers.officers import seats
from handlers.texts import common
from handlers.texts import events as texts
from storage import event_posts, event_setup, events
from storage.events import Event

VERB = "evs"
_SHOWN = 20


async def press(update: Update, ctx: Context) -> None:
    """The list of events, the question before a switch, and the switch."""
    ctx.require(Action.MANAGE_EVENT)
    match ctx.words:
        case []:
            ctx.edit(*page(ctx))
        case ["ask", _]:
            event = _other(ctx)
            unfinished = event_setup.open_incidents_in(ctx.tx, ctx.event.id)
            ctx.edit(texts.sure_to_switch(ctx.event.name, event.name, unfinished), [
                [button(texts.SWITCH_SURE, VERB, "go", event.id, ctx.event.id)],
                [button(common.BACK, VERB)],
            ])  # fmt: skip
        case ["go", _, _]:
            _switch(ctx)
        case _:
            raise Malformed


def page(ctx: Context) -> tuple[str, Rows]:
    """The live event, the others to choose from, and how to make one."""
    found = event_setup.every(ctx.tx)[:_SHOWN]
    rows: Rows = [
        [button(texts.event_label(each.name, each.voting_day), VERB, "ask", each.id)]
        for each in found
        if each.state != "live"
    ]
    new = [button(texts.NEW_EVENT, "ev", "new"), button(texts.NEW_REHEARSAL, "ev", "gladi")]
    rows += [new, [button(common.BACK, "ev", "page")]]
    return texts.events_page(ctx.event.name, len(found) - 1), rows


def _other(ctx: Context) -> Event:
    event = events.get(ctx.tx, ctx.number(1))
    if event is None or event.state == "live":
        raise Stale
    return event


def _switch(ctx: Context) -> None:
    """Make another event live, unless somebody else switched since the button was shown."""
    event = _other(ctx)
    if ctx.event.id != ctx.number(2):
        raise Stale
    former = ctx.event
    for station_id in event_posts.carry(ctx.tx, former.id, event.id):
        seats.fill(ctx.tx, event.id, station_id)
    event_setup.go_live(ctx.tx, ctx.now, event.id)
    plan_prompts(ctx.desk, ctx.event)
    ctx.audit("event switched", f"event:{event.id}", f"from event:{former.id}")
    ctx.edit(texts.switched(event.name, former.name), [[button(texts.TO_EVENT, "ev", "page")]])
