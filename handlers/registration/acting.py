"""Atas nama: one account may speak for several people who share a phone."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.forms import milestones, true_hour
from handlers.identity import actor_for
from handlers.registration import candidates
from handlers.registration.admission import welcome
from handlers.registration.sharing import share
from handlers.texts import registration as texts
from storage import drafts, people
from storage.people import Person


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
    _act_as(ctx, _chosen(ctx))


async def switch_list(update: Update, ctx: Context) -> None:
    """Atas nama below Status TPS: the same message becomes the list of the other's station."""
    chosen = _chosen(ctx)
    actor = actor_for(ctx, ctx.user.id, chosen.id)
    if actor is None or not actor.may(Action.REPORT_STATUS):
        raise Denied(Action.REPORT_STATUS)
    _act_as(ctx, chosen)
    milestones.edit_own(ctx)


def _chosen(ctx: Context) -> Person:
    """The one of the account's people whom a button names; Malformed if it is none of them."""
    mine = people.of_account(ctx.tx, ctx.user.id)
    chosen = next((each for each in mine if each.id == ctx.number(0)), None)
    if chosen is None or not candidates.titles_of(ctx, chosen.id):
        raise Malformed
    return chosen


def _act_as(ctx: Context, chosen: Person) -> None:
    """Speak for this one from now on; Refused while something is half filled in."""
    if chosen.id == ctx.actor.person.id:
        return
    true_hour.forget_question(ctx)  # "ketik batal" would take back the report that it is about
    if drafts.get(ctx.tx, ctx.user.id) is not None:
        raise Refused(texts.FINISH_DRAFT_FIRST)
    people.act_as(ctx.tx, ctx.user.id, chosen.id)
    ctx.audit("acting", f"person:{chosen.id}")
    titles = candidates.titles_of(ctx, chosen.id)
    welcome(ctx, ctx.user.id, chosen.id, texts.acting_now(chosen.name, titles))
