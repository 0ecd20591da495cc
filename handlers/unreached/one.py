"""One person whom the bot does not reach: how they stand, and the ways to get them in."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button, link
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.officers import inviting, titles
from handlers.officers.grants import may_grant, place_of
from handlers.texts import officers as officer_texts
from handlers.texts import unreached as texts
from handlers.texts.common import BACK
from handlers.unreached import rights
from handlers.unreached.listing import since
from storage import officers, unreached
from storage.officers import Officer
from storage.unreached import Missing, State


async def show(update: Update, ctx: Context) -> None:
    """A name was pressed."""
    officer, missing = _pressed(ctx)
    at = None if missing.at is None else ctx.policy.local(missing.at)
    text = texts.card(officer.name, officer.phone, titles.of(officer), missing.state, at)
    ctx.respond(text, _deeds(ctx, officer, missing))


async def by_whatsapp(update: Update, ctx: Context) -> None:
    """📲 Undang lewat WhatsApp: the personal invitation written out behind a wa.me link."""
    inviting.offer_whatsapp(ctx, _invited(ctx))


async def by_code(update: Update, ctx: Context) -> None:
    """🔗 Tautan dan QR: the same invitation to show on the own phone, or to send otherwise."""
    officer = _invited(ctx)
    address, until = inviting.personal(ctx, officer)
    words = texts.code_caption(officer.name, titles.of(officer), address, until)
    inviting.send_code(ctx, address, words)


def _pressed(ctx: Context) -> tuple[Officer, Missing]:
    """Whom the press names. Raises Stale, Refused for somebody who is in by now, Denied."""
    officer = officers.holding(ctx.tx, ctx.number(0))
    if officer is None:
        raise Stale
    if not rights.may_see(ctx.actor.posts, officer.post):
        raise Denied(Action.APPROVE_PEOPLE, place_of(officer.post))
    missing = unreached.one(ctx.tx, ctx.event.id, officer.post.id, since(ctx.now))
    if missing is None:
        raise Refused(texts.NO_LONGER)
    return officer, missing


def _invited(ctx: Context) -> Officer:
    """Whom the press invites: somebody not yet in, whom this person may let in."""
    officer, missing = _pressed(ctx)
    if not rights.may_invite(ctx.actor.posts, officer.post):
        raise Denied(Action.APPROVE_PEOPLE, place_of(officer.post))
    if missing.state is not State.NEW:
        raise Refused(texts.NO_LONGER)
    return officer


def _deeds(ctx: Context, officer: Officer, missing: Missing) -> Rows:
    post, rows = officer.post, Rows()
    if missing.state is State.NEW and rights.may_invite(ctx.actor.posts, post):
        rows.append([button(officer_texts.INVITE_BY_WHATSAPP, "ur.wa", post.id)])
        rows.append([button(texts.CODE, "ur.qr", post.id)])
    if missing.state is not State.NEW and officer.phone:
        rows.append([link(texts.REMIND, _reminder(ctx, officer))])
    if may_grant(ctx.actor.posts, post.role, place_of(post)):
        rows.append([button(officer_texts.REPLACE, "of.sub", post.id)])
    if rights.sight(ctx.actor.posts, post.area):
        rows.append([button(BACK, "ur.own", post.area, 0)])
    return rows


def _reminder(ctx: Context, officer: Officer) -> str:
    """A wa.me address with words for somebody who blocked the bot or went silent."""
    address = inviting.bot_address(ctx.policy)
    words = texts.reminder(officer.name, titles.of(officer), inviting.inviter(ctx), address)
    return inviting.written_to(officer.phone, words)
