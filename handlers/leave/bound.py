"""Which bans bind somebody on which days, and who decides about an exception. Rights live here."""

from datetime import date

from handlers.access import Action, Place
from handlers.agenda.admins import admin_chats
from handlers.context import Actor, Context, Desk
from storage import agenda, leave, people
from storage.agenda import Entry
from storage.events import Event
from storage.leave import Request
from storage.people import Post


def bans(desk: Desk, event: Event, actor: Actor, first: date, last: date) -> list[Entry]:
    """The bans that bind somebody on any of these days."""
    found = agenda.between(desk.tx, event.id, first, last)
    return [each for each in found if each.is_ban and each.audience.includes(actor.posts)]


def bound_post(actor: Actor, held: list[Entry]) -> Post:
    """The first of somebody's posts that these bans bind."""
    return next(
        post for post in actor.posts if any(each.audience.includes([post]) for each in held)
    )


def deciders(desk: Desk, event: Event, post: Post) -> tuple[str | None, list[int]]:
    """The superior's name and chats; the admins' chats, without a name, where there is none."""
    superior = leave.superior_of(desk.tx, event.id, post.role, post.area)
    if superior is not None and superior.person_id != post.person_id:
        chats = people.chats_of(desk.tx, superior.person_id)
        if chats:
            return superior.name, chats
    return None, admins(desk, event, post.person_id)


def admins(desk: Desk, event: Event, applicant: int) -> list[int]:
    """The chats of the admins who can decide about somebody else's request."""
    own = people.chats_of(desk.tx, applicant)
    reachable = [chat for chat in admin_chats(desk, event) if _reachable(desk, chat)]
    return [chat for chat in reachable if chat not in own]


def _reachable(desk: Desk, chat_id: int) -> bool:
    account = people.account(desk.tx, chat_id)
    return account is not None and not account.blocked


def may_decide(ctx: Context, request: Request) -> bool:
    """The superior set for the role, or an admin who was asked; nobody about oneself."""
    own = ctx.actor.person.id
    if request.person_id == own:
        return False
    superior = leave.superior_of(ctx.tx, request.event_id, request.wish.role, request.wish.area)
    if superior is not None and superior.person_id == own:
        return True
    return ctx.actor.may(Action.MANAGE_AGENDA) and ctx.chat.id in request.asked


def may_see(ctx: Context, request: Request) -> bool:
    """Who decides, who asked, who leads or coordinates where the applicant serves."""
    own = ctx.actor.person.id
    watches = ctx.actor.may(Action.SEE_INCIDENTS, Place(request.wish.area))
    return request.person_id == own or watches or may_decide(ctx, request)
