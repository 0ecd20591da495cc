"""Letting somebody in who asked, or not; and the clock that shows old requests to the admins."""

from datetime import datetime, timedelta

from telegram import Update

from handlers.access import Place, Role
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.officers import seats
from handlers.officers.grants import require_grant
from handlers.policy import Policy
from handlers.registration import request_card
from handlers.registration.admission import admit
from handlers.registration.entry import FORM
from handlers.roster.roles import default_agency
from handlers.texts import registration as texts
from storage import people, registration
from storage.database import Tx
from storage.people import Ending, PersonId
from storage.registration import Request

PATIENCE = timedelta(minutes=30)
"""So long those who know somebody are waited for."""
FORGOTTEN = timedelta(hours=24)
_STEP = 50


async def approve(update: Update, ctx: Context) -> None:
    """Setujui: one tap lets somebody in."""
    request = _decidable(ctx)
    person_id = _person(ctx, request)
    _give_post(ctx, request, person_id)
    _settle(ctx, request, "approved")
    admit(ctx, request.user_id, person_id)


async def refuse(update: Update, ctx: Context) -> None:
    """Tolak."""
    request = _decidable(ctx)
    _settle(ctx, request, "refused")
    ctx.send(request.user_id, texts.REQUEST_REFUSED)


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Show requests that nobody decided in time to the admins; True when more are due.

    Numbers of people who stood at the door and went away are forgotten after a day.
    """
    registration.forget_drafts(tx, FORM, now - FORGOTTEN)
    due = registration.overdue(tx, now - PATIENCE, _STEP)
    asked = [request_card.ask_admins(tx, now, policy, request) for request in due]
    return len(due) == _STEP and all(asked)


def _decidable(ctx: Context) -> Request:
    """The request of the press, if this person decides about it and nobody has yet."""
    request = registration.request(ctx.tx, ctx.number(0))
    if request is None:
        raise Malformed
    wish = request.wish
    require_grant(ctx, wish.role, Place(wish.area, wish.station_id))
    if request.state != "waiting" or request.event_id != ctx.event.id:
        raise Refused(texts.SOMEBODY_FASTER)
    return request


def _settle(ctx: Context, request: Request, state: str) -> None:
    registration.decide(ctx.tx, ctx.now, request.id, state, ctx.actor.person.id)
    registration.shown_to(ctx.tx, ctx.now, request.id, ctx.actor.person.id, ctx.chat.id)
    request_card.show_decision(ctx.tx, ctx.now, ctx.policy, request.id)
    ctx.audit(f"request {state}", f"request:{request.id}")


def _person(ctx: Context, request: Request) -> PersonId:
    """The person who asked: known, on the roster under that number by now, or new."""
    wish = request.wish
    if wish.person_id is not None:
        return wish.person_id
    return people.find_or_add(ctx.tx, ctx.now, wish.name, wish.phone)


def _give_post(ctx: Context, request: Request, person_id: PersonId) -> None:
    """The post that was asked for, in place of another station's that the person had."""
    wish = request.wish
    if people.holds(ctx.tx, request.event_id, person_id, wish.role, wish.area, wish.station_id):
        return
    for post in people.posts(ctx.tx, request.event_id, person_id):
        if post.station_id is not None and wish.station_id is not None:
            people.end_post(ctx.tx, post.id, ctx.now, Ending.MOVED)
            seats.fill(ctx.tx, request.event_id, post.station_id)
    people.add_post(
        ctx.tx, ctx.now, request.event_id, person_id, wish.role, wish.area, source="request",
        station_id=wish.station_id, agency=default_agency(Role(wish.role)),
        granted_by=ctx.actor.person.id,
    )  # fmt: skip
    if wish.station_id is not None:
        seats.fill(ctx.tx, request.event_id, wish.station_id)
