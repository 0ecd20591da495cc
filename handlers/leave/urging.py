"""A request that nobody decides: the superior is reminded, then the admins are asked as well."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.agenda.rules import instant, local_day
from handlers.context import Desk, say
from handlers.leave import bound, cards
from handlers.policy import Policy
from handlers.texts import leave as texts
from storage import events, leave
from storage.database import Tx
from storage.events import Event
from storage.leave import Request, Wish

REMIND = timedelta(hours=6)
PASS_ON = timedelta(hours=24)
"""At the latest, counted from the request; sooner when the first day is near."""
LEAST = timedelta(minutes=30)
_REMINDED, _PASSED_ON = 1, 2


def first_due(now: datetime, zone: ZoneInfo, wish: Wish) -> datetime:
    """When whoever decides is reminded: after a third of the time that is left, 6 h at most."""
    return now + _share(now, zone, wish, REMIND, 1)


def _passed_on_at(desk: Desk, request: Request) -> datetime:
    """When the admins are asked: after two thirds of the time that was left, a day at most."""
    asked, zone = request.created_at, desk.policy.zone
    return max(asked + _share(asked, zone, request.wish, PASS_ON, 2), desk.now + LEAST)


def _share(asked: datetime, zone: ZoneInfo, wish: Wish, most: timedelta, thirds: int) -> timedelta:
    left = instant(wish.first, time(), zone) - asked
    return max(min(left * thirds / 3, most), LEAST)


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Take the next step for the requests that are due; True when there may be more."""
    desk, event = Desk(tx, now, policy), events.live(tx)
    due = leave.undecided(tx, event.id, now)
    for request in due:
        if request.wish.last < local_day(now, policy.zone):
            leave.urge(tx, request.id, request.urged, None, request.asked)
        elif request.urged < _REMINDED:
            _remind(desk, request)
        else:
            _pass_on(desk, event, request)
    return bool(due)


def _remind(desk: Desk, request: Request) -> None:
    due = _passed_on_at(desk, request)
    leave.urge(desk.tx, request.id, _REMINDED, due, request.asked)
    place = cards.place(desk, request.wish.area)
    text = texts.reminder(request, place, desk.policy.local(request.created_at))
    for chat_id in request.asked:
        say(desk.tx, desk.now, chat_id, text, cards.answers(request), kind="leave")


def _pass_on(desk: Desk, event: Event, request: Request) -> None:
    """The admins may decide now, too; who asked hears of it, and whom to ring when nobody can."""
    admins = [
        chat for chat in bound.admins(desk, event, request.person_id) if chat not in request.asked
    ]
    leave.urge(desk.tx, request.id, _PASSED_ON, None, {*request.asked, *admins})
    passed_on = leave.get(desk.tx, request.id)
    assert passed_on is not None
    cards.show_all(desk, passed_on)
    text = texts.still_waiting(request, passed_on=bool(admins))
    say(desk.tx, desk.now, request.chat_id, text, kind="leave")
