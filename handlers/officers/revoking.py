"""/cabut: ending posts and invitations."""

from telegram import Update

from handlers.access import Action, Place
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.officers import asked, browsing, posting, scope, titles
from handlers.officers.grants import may_grant, place_of, require_grant
from handlers.texts import officers as texts
from storage import officers, people, registration
from storage.areas import Area, Station
from storage.officers import Officer
from storage.registration import Invitation, Offer


async def command(update: Update, ctx: Context) -> None:
    """/cabut lists the invitations that are good; with a name, number or TPS it finds people."""
    ctx.require(Action.APPROVE_PEOPLE)
    if ctx.words:
        _whom(ctx, " ".join(ctx.words))
        return
    good = [
        each
        for each in registration.open_invitations(ctx.tx, ctx.now, ctx.event.id)
        if may_grant(ctx.actor.posts, each.offer.role, _place(each.offer))
    ][:20]
    lines = [_line(ctx, each) for each in good] or [texts.NO_INVITATIONS]
    rows = [[button(texts.revoke_invitation_button(each.id), "of.uninv", each.id)] for each in good]
    ctx.respond("\n".join([texts.REVOKE_USAGE, "", *lines]), rows)


def _whom(ctx: Context, words: str) -> None:
    """Those who are meant and whose post this person may end. Raises Refused."""
    place = asked.spot(ctx, words)
    if place is None:
        meant = asked.people(ctx, words)
        fitting, exact = meant.officers, meant.exact
    else:
        fitting, exact = _at(ctx, place), True
    own = [e for e in fitting if may_grant(ctx.actor.posts, e.post.role, place_of(e.post))]
    if not own:
        raise Refused(texts.NOBODY_TO_REVOKE)
    ctx.respond(*browsing.listed(own, "of.end", words, exact=exact))


def _at(ctx: Context, place: Area | Station) -> list[Officer]:
    """Everybody at a station, or with a post for an area as such. Raises Denied."""
    if isinstance(place, Station):
        found = scope.station(ctx, place.id)
        return officers.at_station(ctx.tx, ctx.event.id, found.id)
    return officers.of_area(ctx.tx, ctx.event.id, scope.area(ctx, place.code).code)


def _line(ctx: Context, each: Invitation) -> str:
    offer = each.offer
    title = titles.at(ctx.tx, offer.role, offer.area, offer.station_id, offer.agency)
    until = ctx.policy.local(each.expires_at)
    return texts.invitation_line(each.id, title, each.uses_left, until, offer.person_id is not None)


def _place(offer: Offer) -> Place:
    return Place(offer.area, offer.station_id)


async def uninvite(update: Update, ctx: Context) -> None:
    """The link and its QR code open nothing any more."""
    found = registration.invitation(ctx.tx, ctx.number(0))
    if found is None:
        raise Malformed
    require_grant(ctx, found.offer.role, _place(found.offer))
    registration.revoke_invitation(ctx.tx, found.id)
    ctx.audit("revoke invitation", f"invitation:{found.id}")
    ctx.respond(texts.INVITATION_REVOKED, [])


async def ask(update: Update, ctx: Context) -> None:
    """Sure?"""
    officer = scope.granted(ctx, ctx.number(0))
    rows = [
        [button(texts.YES_REVOKE, "of.end2", officer.post.id)],
        [button(texts.BACK, "of.post", officer.post.id)],
    ]
    ctx.respond(texts.revoke_confirm(officer.name, titles.of(officer)), rows)


async def revoke(update: Update, ctx: Context) -> None:
    """The post ends; without any other the account is shut out."""
    officer = scope.granted(ctx, ctx.number(0))
    title = titles.of(officer)
    others = [
        post
        for post in people.posts(ctx.tx, ctx.event.id, officer.person_id)
        if post.id != officer.post.id
    ]
    posting.take(ctx, officer, texts.you_serve_no_more(title) if others else texts.LOST_POST)
    posting.shut_out(ctx, officer.person_id)
    ctx.audit("revoke", f"post:{officer.post.id}", f"person {officer.person_id}")
    ctx.respond(texts.revoked(officer.name, title), [])
