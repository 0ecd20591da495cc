"""The keyboard that stands in place of the letters: the next milestone first, then the menu."""

from handlers.access import Action
from handlers.buttons import Key, Keys
from handlers.context import Actor, Context, Desk
from handlers.forms.milestones import ready_message
from handlers.forms.places import own_station, own_store
from handlers.texts import menu as texts
from handlers.texts import rounds
from storage.events import Event


def keyboard(ctx: Context) -> Keys:
    """The keyboard of the person speaking."""
    return keys_for(ctx.desk, ctx.event, ctx.actor)


def keys_for(desk: Desk, event: Event, actor: Actor, ready: str | None = None) -> Keys:
    """The keyboard of somebody, with what the own posts allow.

    `ready` stands first in place of the station's next milestone: the one whose hour has come.
    """
    rows: Keys = []
    station = own_station(desk.tx, actor)
    if ready is None and station is not None and actor.may(Action.REPORT_STATUS):
        ready = ready_message(desk, event, station)
    if ready is None and station is None and own_store(desk.tx, actor) is not None:
        ready = rounds.READY
    if ready:
        rows.append([Key(ready)])
    first = [Key(texts.STATUS)] if actor.may(Action.REPORT_STATUS) else []
    if actor.may(Action.REPORT_LOGISTICS) or actor.may(Action.CHECK_STORE):
        first.append(Key(texts.LOGISTICS))
    incident = [Key(texts.INCIDENT)] if actor.may(Action.REPORT_INCIDENT) else []
    return [*rows, first, [*incident, Key(texts.AGENDA)], [Key(texts.MORE), Key(texts.HELP)]]


def has_ready_key(keys: Keys) -> bool:
    """Whether the first key is a message that reports something by itself."""
    return bool(keys and keys[0]) and keys[0][0].label not in texts.LABELS
