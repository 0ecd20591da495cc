"""✅ Sudah dibaca: who got something confirms it, and the message says so from then on."""

import json

from telegram import Update

from handlers.agenda import below
from handlers.context import Context
from handlers.errors import Stale
from handlers.texts import agenda as texts
from storage import fanout
from storage.agenda import Confirm


async def confirm(update: Update, ctx: Context) -> None:
    """A press on the confirmation of any thing that was fanned out: thing, kind of confirmation."""
    thing = ctx.word(0)
    kind = Confirm.PASSED_ON if ctx.number(1) == Confirm.PASSED_ON else Confirm.READ
    newly = fanout.confirm(ctx.tx, ctx.now, thing, ctx.chat.id)
    if newly is None:
        ctx.audit("confirm", thing, allowed=False)
        ctx.toast(texts.NOT_FOR_YOU, alert=True)
        return
    if not newly:
        ctx.toast(texts.CONFIRMED_BEFORE)
        return
    _redraw(ctx, thing, kind)
    ctx.toast(texts.THANKS)


def _redraw(ctx: Context, thing: str, kind: Confirm) -> None:
    entry = below.entry_of(ctx, thing)
    if entry is not None:
        shown = below.as_it_stands(ctx, entry, thing, ctx.actor.person.id)
        if shown is None:
            raise Stale
        ctx.edit(*shown)
        return
    content = fanout.content_of(ctx.tx, thing, ctx.chat.id)
    if content is None:
        raise Stale
    ctx.edit(texts.confirmed(json.loads(content)["text"], kind, ctx.policy.local(ctx.now)))
