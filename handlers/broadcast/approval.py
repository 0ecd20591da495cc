"""The second admin: a broadcast to many people needs one, where there is one."""

from telegram import Update

from handlers.access import Action
from handlers.audience import words
from handlers.audience.bounds import EVERYBODY, bounds_of
from handlers.broadcast import content, progress
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.texts import audience as audience_texts
from handlers.texts import broadcast as texts
from handlers.texts import common
from storage import broadcasts, outbox, people
from storage.audience import reach
from storage.broadcasts import Broadcast, State

MANY = 500
"""More people than this need a second admin."""


def needed_from(ctx: Context, number: int) -> list[int]:
    """The chats of the admins one of whom must approve; empty when nobody needs to, or is there."""
    if number <= MANY:
        return []
    return _others(ctx, ctx.actor.person.id, ctx.user.id)


def _others(ctx: Context, person_id: int, chat_id: int) -> list[int]:
    return broadcasts.other_admins(ctx.tx, ctx.event.id, ctx.policy.admin_ids, person_id, chat_id)


def ask(ctx: Context, number: int, admins: list[int]) -> None:
    """Show the broadcast to the other admins, and tell the author that it waits."""
    broadcast = broadcasts.get(ctx.tx, number)
    assert broadcast is not None
    audience = words.describe(ctx.tx, broadcast.audience)
    line = audience_texts.reach_line(reach(ctx.tx, broadcast.event_id, broadcast.audience))
    text = texts.please_approve(number, ctx.actor.person.name, audience, line)
    rows = [[button(texts.APPROVE, "sia.yes", number), button(texts.REFUSE, "sia.no", number)]]
    seen = content.with_button(broadcast.payload, 0, must_confirm=broadcast.must_confirm)
    for chat in admins:
        outbox.put(ctx.tx, ctx.now, broadcast.method, seen, chat_id=chat, kind="preview")
        ctx.show(chat, _key(number), text, rows, kind="approval")
    give_up = [[button(common.CANCEL, "sia.drop", number)]]
    waiting = texts.waits_for_approval(number, len(admins))
    ctx.show(broadcast.author_chat, progress.live_key(number), waiting, give_up)


def _key(number: int) -> str:
    return f"broadcast-approval:{number}"


def _waiting(ctx: Context) -> Broadcast:
    broadcast = broadcasts.get(ctx.tx, ctx.number(0))
    if broadcast is None or broadcast.event_id != ctx.event.id:
        raise Stale
    if broadcast.state is not State.WAITING or broadcast.started_at is not None:
        raise Refused(texts.DECIDED_BEFORE)
    return broadcast


def _to_decide(ctx: Context) -> Broadcast:
    """The waiting broadcast of another admin, for an admin; Denied to everybody else."""
    if bounds_of(ctx.actor.posts, Action.BROADCAST) != EVERYBODY:
        raise Denied(Action.BROADCAST)
    broadcast = _waiting(ctx)
    own = (broadcast.author_id, broadcast.author_chat)
    if ctx.actor.person.id == own[0] or ctx.user.id == own[1]:
        raise Refused(texts.NOT_YOURS_TO_APPROVE)
    return broadcast


async def approve(update: Update, ctx: Context) -> None:
    """Setujui: it goes out."""
    broadcast = _to_decide(ctx)
    ctx.audit("broadcast.approve", broadcast.thing)
    at = ctx.policy.local(ctx.now)
    _tell_all(ctx, broadcast, texts.approved(broadcast.id, ctx.actor.person.name, at))
    progress.start(ctx, broadcast.id, approved_by=ctx.actor.person.id)


async def refuse(update: Update, ctx: Context) -> None:
    """Tolak: nothing is sent."""
    broadcast = _to_decide(ctx)
    ctx.audit("broadcast.refuse", broadcast.thing)
    broadcasts.move(ctx.tx, ctx.now, broadcast.id, State.STOPPED)
    at = ctx.policy.local(ctx.now)
    text = texts.refused(broadcast.id, ctx.actor.person.name, at)
    _tell_all(ctx, broadcast, text)
    ctx.show(broadcast.author_chat, progress.live_key(broadcast.id), text)
    ctx.send(broadcast.author_chat, text)


async def drop(update: Update, ctx: Context) -> None:
    """The author gives up before anybody approved."""
    broadcast = _waiting(ctx)
    if broadcast.author_id != ctx.actor.person.id:
        raise Denied(Action.BROADCAST)
    broadcasts.move(ctx.tx, ctx.now, broadcast.id, State.STOPPED)
    _tell_all(ctx, broadcast, texts.withdrawn(broadcast.id))
    ctx.show(broadcast.author_chat, progress.live_key(broadcast.id), texts.CANCELLED)


def _tell_all(ctx: Context, broadcast: Broadcast, text: str) -> None:
    """Every other admin's copy says how it ended, and loses its buttons."""
    for chat in _others(ctx, broadcast.author_id, broadcast.author_chat):
        if people.account(ctx.tx, chat) is not None:
            ctx.show(chat, _key(broadcast.id), text, kind="approval")
