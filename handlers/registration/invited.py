"""Coming by an invitation: the link opens the door, the own number still has to be proved."""

from telegram import Update

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.officers import seats, titles
from handlers.registration import candidates, entry
from handlers.registration.admission import admit, welcome
from handlers.registration.entry import Entry
from handlers.registration.sharing import share
from handlers.texts import officers as officer_texts
from handlers.texts import registration as texts
from storage import officers, people, registration
from storage.people import PersonId
from storage.registration import Invitation, Offer


def arrive(ctx: Context, token: str) -> None:
    """Somebody who is not in opened an invitation's link."""
    good = registration.good_invitation(ctx.tx, ctx.now, ctx.event.id, token)
    if good is None:
        share(ctx, texts.INVITATION_OVER)
        return
    entry.keep(ctx, Entry("contact", invitation_id=good.id))
    share(ctx, texts.INVITED)


def arrive_known(ctx: Context, token: str) -> None:
    """Somebody who is in opened one: a further post, or the invitation of a family member."""
    good = registration.good_invitation(ctx.tx, ctx.now, ctx.event.id, token)
    if good is None:
        raise Refused(texts.INVITATION_OVER_KNOWN)
    entry.keep(ctx, Entry("contact", invitation_id=good.id))
    if good.offer.person_id is not None:
        share(ctx, texts.INVITED)
        return
    rows = [[button(texts.ACCEPT, "reg.join"), button(texts.DECLINE, "reg.decline")]]
    ctx.reply(texts.accept_invitation(_title(ctx, good.offer)), rows)


async def join(update: Update, ctx: Context) -> None:
    """Terima: one more post for somebody who is in."""
    here = entry.current(ctx)
    if here is None or not ctx.known or not here.invitation_id:
        raise Malformed
    good = candidates.invitation(ctx, here)
    if good is None or good.offer.person_id is not None:
        raise Refused(texts.INVITATION_OVER_KNOWN)
    person = ctx.actor.person
    _give(ctx, good, person.id)
    entry.leave(ctx)
    title = _title(ctx, good.offer)
    ctx.edit(officer_texts.you_serve(title))
    welcome(
        ctx, ctx.user.id, person.id,
        texts.greeting(person.name, candidates.titles_of(ctx, person.id)),
    )  # fmt: skip


async def decline(update: Update, ctx: Context) -> None:
    """Tidak."""
    here = entry.current(ctx)
    if here is None or not here.invitation_id:
        raise Malformed
    entry.leave(ctx)
    ctx.edit(texts.DECLINED)


def proved(ctx: Context, here: Entry) -> bool:
    """A number was proved on the way in by an invitation; whether this settled what comes next."""
    good = candidates.invitation(ctx, here)
    if good is None:
        return False
    if good.offer.person_id is not None:
        if candidates.personal(ctx, here) is not None:
            return False
        entry.leave(ctx)
        share(ctx, texts.INVITATION_OF_ANOTHER)
        return True
    return False


def open_to_all(ctx: Context, here: Entry) -> bool:
    """Whether the invitation at hand lets in whoever proved a number."""
    good = candidates.invitation(ctx, here)
    return good is not None and good.offer.person_id is None


def use_for(ctx: Context, here: Entry, person_id: PersonId) -> None:
    """Somebody on the roster came with an invitation: it may add a number or a post."""
    good = candidates.invitation(ctx, here)
    if good is None:
        return
    if good.offer.person_id is None:
        _give(ctx, good, person_id)
    elif good.offer.person_id == person_id:
        registration.use_invitation(ctx.tx, ctx.now, good.id)
        officers.set_phone(ctx.tx, person_id, here.phone)


def enter(ctx: Context, here: Entry, name: str) -> None:
    """Somebody who was not on the roster comes in by an invitation."""
    good = candidates.invitation(ctx, here)
    if good is None:
        raise Refused(texts.INVITATION_OVER_KNOWN)
    person_id = people.add_person(ctx.tx, ctx.now, name, here.phone)
    _give(ctx, good, person_id)
    admit(ctx, ctx.user.id, person_id)


def _give(ctx: Context, good: Invitation, person_id: PersonId) -> None:
    """Take one use and give the post, unless the person holds it already. Raises Refused."""
    offer = good.offer
    if people.holds(ctx.tx, ctx.event.id, person_id, offer.role, offer.area, offer.station_id):
        return
    if not registration.use_invitation(ctx.tx, ctx.now, good.id):
        raise Refused(texts.INVITATION_OVER_KNOWN)
    people.add_post(
        ctx.tx, ctx.now, ctx.event.id, person_id, offer.role, offer.area, source="invitation",
        station_id=offer.station_id, agency=offer.agency, granted_by=good.created_by,
    )  # fmt: skip
    if offer.station_id is not None:
        seats.fill(ctx.tx, ctx.event.id, offer.station_id)
    ctx.audit("invitation used", f"invitation:{good.id}", f"person {person_id}")


def _title(ctx: Context, offer: Offer) -> str:
    return titles.at(ctx.tx, offer.role, offer.area, offer.station_id, offer.agency)
