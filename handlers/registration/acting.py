"""Atas nama: one account may speak for several people who share a phone."""

from telegram import Update

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.registration import candidates
from handlers.registration.admission import welcome
from handlers.registration.sharing import share
from handlers.texts import registration as texts
from storage import drafts, people


async def menu(update: Update, ctx: Context) -> None:
    """The people of this account; one may be added by proving the number again."""
    mine = people.of_account(ctx.tx, ctx.user.id)
    if len(mine) < 2:
        share(ctx, f"{texts.NOBODY_ELSE} {texts.SHARE_AGAIN}")
        return
    now = ctx.actor.person.id
    rows = [
        [button(texts.acting_button(each.name, each.id == now), "as", each.id)] for each in mine
    ]
    ctx.reply(texts.ACTING_CHOICE, rows)


def several(ctx: Context) -> bool:
    """Whether the account speaks for several people, or its number is others' too."""
    if len(people.of_account(ctx.tx, ctx.user.id)) > 1:
        return True
    phone = ctx.actor.person.phone
    return phone is not None and len(people.by_phone(ctx.tx, phone)) > 1


async def switch(update: Update, ctx: Context) -> None:
    """Speak for another of the account's people from now on."""
    chosen = next(
        (p for p in people.of_account(ctx.tx, ctx.user.id) if p.id == ctx.number(0)), None
    )
    titles = candidates.titles_of(ctx, chosen.id) if chosen else []
    if chosen is None or not titles:
        raise Malformed
    if chosen.id == ctx.actor.person.id:
        return
    if drafts.get(ctx.tx, ctx.user.id) is not None:
        raise Refused(texts.FINISH_DRAFT_FIRST)
    people.act_as(ctx.tx, ctx.user.id, chosen.id)
    ctx.audit("acting", f"person:{chosen.id}")
    welcome(ctx, ctx.user.id, chosen.id, texts.acting_now(chosen.name, titles))
