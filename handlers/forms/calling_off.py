"""Ditunda or PSU: a station's day is called off by KPU's people, its prompts stop."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Actor, Context
from handlers.errors import Malformed, Stale
from handlers.forms import places
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as words
from handlers.texts import status as texts
from storage import areas, events, officers, people
from storage.areas import Station
from storage.database import Tx

VERB = "st.day"
POSTPONED, REVOTE, USUAL, KEEP = "postponed", "revote", "usual", "keep"


def rows(tx: Tx, actor: Actor, event_id: int, station: Station) -> Rows:
    """The buttons below a station's list, for those who may call its day off."""
    if not actor.may(Action.CALL_OFF, places.station_place(station)):
        return []
    if events.station_state(tx, event_id, station.id) is not None:
        return [[button(texts.AS_USUAL, VERB, station.id, USUAL)]]
    return [[
        button(texts.POSTPONED, VERB, station.id, POSTPONED),
        button(texts.REVOTE, VERB, station.id, REVOTE),
    ]]  # fmt: skip


async def press(update: Update, ctx: Context) -> None:
    """Asked once more, then the day is called off or goes on, and its reporters are told."""
    station, state = areas.station(ctx.tx, ctx.number(0)), ctx.word(1)
    if station is None:
        raise Stale
    ctx.require(Action.CALL_OFF, places.station_place(station))
    if state == KEEP:
        ctx.edit(common.CANCELLED)
    elif state not in (POSTPONED, REVOTE, USUAL):
        raise Malformed
    elif len(ctx.words) < 3:
        ctx.edit(texts.sure_of_day(common.station_name(station), state), [[
            button(words.SURE_NO, VERB, station.id, KEEP),
            button(words.SURE_YES, VERB, station.id, state, "y"),
        ]])  # fmt: skip
    else:
        _set(ctx, station, state)


def _set(ctx: Context, station: Station, state: str) -> None:
    stored = None if state == USUAL else state
    if events.station_state(ctx.tx, ctx.event.id, station.id) == stored:
        raise Stale
    events.set_station_state(ctx.tx, ctx.event.id, station.id, stored)
    ctx.audit("station day", f"station:{station.id}", state)
    told = texts.day_set(common.station_name(station), state, ctx.actor.person.name)
    ctx.edit(told)
    for officer in officers.at_station(ctx.tx, ctx.event.id, station.id):
        for chat_id in people.chats_of(ctx.tx, officer.person_id) if officer.post.seat else ():
            ctx.send(chat_id, told)


PRESSES: dict[str, Handle] = {VERB: press}
