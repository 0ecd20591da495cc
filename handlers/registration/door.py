"""The door: /start, the shared contact, and the question whether somebody is who the number says.

A stranger learns nothing here but how to register.
"""

from telegram import Contact, Message, Update

from handlers.access import Action
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Malformed
from handlers.registration import candidates, carded, entry, invited, wanted
from handlers.registration.admission import admit, welcome
from handlers.registration.candidates import Candidate
from handlers.registration.entry import Entry
from handlers.registration.sharing import share
from handlers.roster import phones
from handlers.texts import registration as texts
from storage import areas, people, registration


async def start(update: Update, ctx: Context) -> None:
    """/start of somebody who is not in; `/start TOKEN` comes from an invitation or a card."""
    by_card = bool(ctx.words) and carded.is_card(ctx.words[0])
    if ctx.words and not by_card:
        invited.arrive(ctx, ctx.words[0])
        return
    waiting = registration.waiting_request(ctx.tx, ctx.user.id)
    if waiting is not None:
        ctx.reply(texts.REQUEST_WAITING, [[button(texts.WITHDRAW, "reg.drop", waiting.id)]])
        return
    if by_card:
        carded.arrive(ctx, ctx.words[0])
        return
    entry.leave(ctx)
    share(ctx, texts.WELCOME)


async def start_known(update: Update, ctx: Context) -> None:
    """/start of somebody who is in: a greeting with the keyboard."""
    if ctx.words and not carded.is_card(ctx.words[0]):
        invited.arrive_known(ctx, ctx.words[0])
        return
    person = ctx.actor.person
    text = texts.greeting(person.name, candidates.titles_of(ctx, person.id) or [texts.ADMIN])
    if ctx.actor.may(Action.MANAGE_ROSTER) and not areas.roots(ctx.tx):
        text += texts.FIRST_STEPS
    welcome(ctx, ctx.user.id, person.id, text)


async def help_(update: Update, ctx: Context) -> None:
    """/bantuan of somebody who is not in."""
    share(ctx, texts.HELP)


async def anything(update: Update, ctx: Context) -> bool:
    """Whatever else a stranger sends gets the way to register."""
    waiting = registration.waiting_request(ctx.tx, ctx.user.id)
    if waiting is not None:
        ctx.reply(texts.REQUEST_WAITING, [[button(texts.WITHDRAW, "reg.drop", waiting.id)]])
    else:
        share(ctx, texts.SHARE_FIRST)
    return True


async def contact(update: Update, ctx: Context) -> bool:
    """A contact counts only if it is the sender's own, shared here and now."""
    message = ctx.incoming.effective_message
    if message is None or message.contact is None:
        return False
    fault = _fault(ctx, message, message.contact)
    if fault is not None:
        if ctx.known and entry.current(ctx) is None:
            return False  # nothing is asked of somebody who is in: it is a number passed on
        share(ctx, fault)
        return True
    try:
        phone = phones.of_contact(message.contact.phone_number)
    except phones.UnusableNumber:
        share(ctx, texts.UNREADABLE_NUMBER)
        return True
    _proved(ctx, phone)
    return True


def _fault(ctx: Context, message: Message, shared: Contact) -> str | None:
    if message.forward_origin is not None or message.via_bot is not None:
        return texts.FORWARDED_CONTACT
    if shared.user_id != ctx.user.id:
        return texts.FOREIGN_CONTACT
    return None


def _proved(ctx: Context, phone: str) -> None:
    """The account owns this number: who may it be?"""
    before = entry.current(ctx)
    scanned = carded.station_of(ctx, before)
    here = entry.keep(
        ctx, Entry("who", phone=phone, invitation_id=before.invitation_id if before else 0)
    )
    if here.invitation_id and invited.proved(ctx, here):
        return
    found = candidates.of_entry(ctx, here)
    if found:
        _ask_who(ctx, found)
    elif invited.open_to_all(ctx, here):
        wanted.ask_name(ctx, here)
    elif ctx.known:
        entry.leave(ctx)
        welcome(ctx, ctx.user.id, ctx.actor.person.id, texts.ALREADY_KNOWN)
    elif scanned is not None:
        wanted.begin_at(ctx, here, scanned, texts.UNKNOWN_NUMBER)
    else:
        wanted.begin(ctx, here, texts.UNKNOWN_NUMBER)


def _ask_who(ctx: Context, found: list[Candidate]) -> None:
    if len(found) == 1:
        ctx.reply(texts.is_it_you(found[0].person.name, found[0].titles), _confirm(found[0]))
    else:
        ctx.reply(texts.which_of_you(), _choice(found))


def _confirm(one: Candidate) -> Rows:
    other: Rows = [[button(texts.OTHER_STATION, "reg.other", one.person.id)]]
    return [
        [button(texts.RIGHT, "reg.yes", one.person.id)],
        *(other if one.at_station else []),
        [button(texts.NOT_ME, "reg.not")],
    ]


def _choice(found: list[Candidate]) -> Rows:
    rows: Rows = [[_one_of(each)] for each in found]
    return [*rows, [button(texts.NOT_ME, "reg.not")]]


def _one_of(each: Candidate) -> Button:
    label = texts.person_button(each.person.name, each.titles[0])
    return button(label, "reg.who", each.person.id)


def _claimed(ctx: Context, here: Entry) -> Candidate:
    """Whom the press names: only somebody with the proven number. Raises Malformed."""
    claimed = ctx.number(0)
    found = next((c for c in candidates.of_entry(ctx, here) if c.person.id == claimed), None)
    if found is None:
        raise Malformed
    return found


async def who(update: Update, ctx: Context) -> None:
    """One of several people on a number."""
    one = _claimed(ctx, entry.proven(ctx))
    ctx.edit(texts.is_it_you(one.person.name, one.titles), _confirm(one))


async def yes(update: Update, ctx: Context) -> None:
    """Benar: in. Pressed twice by an impatient thumb, it is not asked about again."""
    if any(person.id == ctx.number(0) for person in people.of_account(ctx.tx, ctx.user.id)):
        return
    here = entry.proven(ctx)
    one = _claimed(ctx, here)
    invited.use_for(ctx, here, one.person.id)
    ctx.edit(texts.is_it_you(one.person.name, one.titles) + f" ✅ {texts.RIGHT}")
    admit(ctx, ctx.user.id, one.person.id)
    _offer_others(ctx, here)


def _offer_others(ctx: Context, here: Entry) -> None:
    """Others who share the phone may be added to the same account."""
    others = candidates.of_entry(ctx, Entry("who", phone=here.phone))
    if not others:
        return
    entry.keep(ctx, Entry("who", phone=here.phone))
    rows: Rows = [
        [button(texts.add_button(each.person.name), "reg.who", each.person.id)] for each in others
    ]
    ctx.reply(texts.shared_with([each.person.name for each in others]), rows)


async def other(update: Update, ctx: Context) -> None:
    """TPS saya lain: the person is right, the station is not."""
    here = entry.proven(ctx)
    one = _claimed(ctx, here)
    wanted.begin(ctx, here.at("district", person_id=one.person.id, invitation_id=0))


async def not_me(update: Update, ctx: Context) -> None:
    """Bukan saya: the roster has the number of somebody else."""
    here = entry.proven(ctx)
    ctx.audit("not me", "phone")
    if invited.open_to_all(ctx, here):
        wanted.ask_name(ctx, here)
    else:
        wanted.begin(ctx, here.at("district", person_id=0, invitation_id=0), texts.NOT_YOU)
