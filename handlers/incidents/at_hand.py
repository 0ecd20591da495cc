"""The incident that a press or a reply is about, and whether the person may do that with it."""

import re

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Denied, Stale
from handlers.incidents.facts import place_of
from storage import incidents, joining, outbox
from storage.incidents import Incident

_KEY = re.compile(r"(?:incident|receipt):(\d+)(?::.*)?")
_NUMBER = re.compile(r"\bNo\. (\d{1,12})\b")


def pressed(ctx: Context, action: Action, *, itself: bool = False) -> Incident:
    """The incident whose number is the press's first argument, or what it was joined to.

    Raises Stale for one that is not of the live event, Denied outside the person's rights. A
    confidential incident is denied outside its circle exactly as one of another area.
    """
    incident = incidents.get(ctx.tx, ctx.number(0))
    if incident is None or incident.event_id != ctx.event.id or not ctx.private:
        raise Stale
    require(ctx, incident, action)
    return incident if itself else whole(ctx, incident)


def whole(ctx: Context, incident: Incident) -> Incident:
    """What the incident was joined to, else itself."""
    if incident.joined_to is None:
        return incident
    found = incidents.get(ctx.tx, incident.joined_to)
    assert found is not None
    return found


def again(ctx: Context, incident: Incident) -> Incident:
    """The incident as it stands after a change."""
    found = incidents.get(ctx.tx, incident.id)
    assert found is not None
    return found


def require(ctx: Context, incident: Incident, action: Action) -> None:
    """Go on only if the person may do this with the incident."""
    place = place_of(incident)
    if incident.confidential and not ctx.actor.may(Action.SEE_CONFIDENTIAL, place):
        raise Denied(action, place)
    ctx.require(action, place)


def may(ctx: Context, incident: Incident, action: Action) -> bool:
    """Whether the person may do this with the incident."""
    place = place_of(incident)
    secret = incident.confidential
    return ctx.actor.may(action, place) and (
        not secret or ctx.actor.may(Action.SEE_CONFIDENTIAL, place)
    )


def may_add(ctx: Context, incident: Incident) -> bool:
    """Whoever reported it, and everybody who deals with it, may add to it."""
    parts = [incident, *joining.joined(ctx.tx, incident.id)]
    mine = any(each.reporter_id == ctx.actor.person.id for each in parts)
    return mine or may(ctx, incident, Action.TRIAGE)


def replied_to(ctx: Context) -> Incident | None:
    """The incident that the message answered by this one is about, if the live event has it."""
    found = _KEY.fullmatch(_answered_key(ctx))
    incident = incidents.get(ctx.tx, int(found[1])) if found else None
    if incident is None or incident.event_id != ctx.event.id:
        return None
    return whole(ctx, incident)


def answers_receipt(ctx: Context) -> bool:
    """Whether the message answers the receipt of a report."""
    return _answered_key(ctx).startswith("receipt:")


def answered_receipt(ctx: Context) -> int | None:
    """The number of the report whose receipt the message answers, also one not known by key."""
    number = _answered_key(ctx).partition(":")[2]
    return int(number) if number.isdigit() else None


def _answered_key(ctx: Context) -> str:
    """The key of the message answered; its number where the key is not known (yet).

    A message is known by its key only once Telegram's answer to sending it was stored. What its
    text says gives no right: whoever answers is asked for the own ones.
    """
    message = ctx.incoming.effective_message
    answered = message.reply_to_message if message else None
    if answered is None or answered.from_user is None or not answered.from_user.is_bot:
        return ""
    key = outbox.shown_key(ctx.tx, ctx.chat.id, answered.message_id)
    number = _NUMBER.search(answered.text or answered.caption or "")
    return key or (f"incident:{number[1]}" if number else "")
