"""The card of a request: a live message that all who may decide have, and that all see decided."""

from collections.abc import Iterable
from datetime import datetime

from handlers import outgoing
from handlers.access import Role
from handlers.buttons import Rows, button
from handlers.officers import titles
from handlers.policy import Policy
from handlers.texts import registration as texts
from storage import areas, officers, outbox, people, registration
from storage.database import Tx
from storage.outbox import Priority
from storage.registration import Request, Wish

_ABOVE_STATION = (Role.PPS, Role.LURAH)
_ABOVE_VILLAGE = (Role.PPK, Role.CAMAT)


def ask_those_who_know(tx: Tx, now: datetime, request: Request) -> bool:
    """Show the request to those who know the person; False if none of them can be reached."""
    return _ask(tx, now, request, _who_know(tx, request.event_id, request.wish))


def ask_admins(tx: Tx, now: datetime, policy: Policy, request: Request) -> bool:
    """Show the request to every admin who can be reached; False if there is none yet."""
    held = [
        post.person_id
        for area in areas.roots(tx)
        for post in people.posts_within(tx, request.event_id, area.code, Role.ADMIN)
    ]
    asked = _ask(tx, now, request, held)
    for user_id in sorted(policy.admin_ids):
        account = people.account(tx, user_id)
        if account and account.acting_person_id and not account.blocked:
            _show(tx, now, request, account.acting_person_id, user_id)
            asked = True
    if asked:
        registration.escalated(tx, now, request.id)
    return asked


def show_decision(tx: Tx, now: datetime, policy: Policy, request_id: int) -> None:
    """Let every copy of a request show what became of it."""
    request = registration.request(tx, request_id)
    assert request is not None
    assert request.decided_at is not None
    decider = None if request.decided_by is None else people.person(tx, request.decided_by)
    line = texts.decided(
        request.state, decider.name if decider else None, policy.local(request.decided_at)
    )
    for chat_id in registration.chats_asked(tx, request_id):
        _put(tx, now, chat_id, request, f"{_text(tx, request)}\n\n{line}", [])


def _who_know(tx: Tx, event_id: int, wish: Wish) -> list[int]:
    """The ketua of the station, PPS and lurah of the village; PPK and camat above those.

    Nobody of them decides on Bawaslu's PTPS: the admins are asked at once.
    """
    if wish.role == Role.PTPS:
        return []
    if wish.station_id is not None:
        staff = people.posts_at_station(tx, event_id, wish.station_id)
        chairs = [post for post in staff if post.role == Role.KPPS_KETUA]
        above = people.posts_for(tx, event_id, wish.area)
        return [post.person_id for post in (*chairs, *_of(above, _ABOVE_STATION))]
    district = areas.chain(wish.area)[1]
    return [
        post.person_id for post in _of(people.posts_for(tx, event_id, district), _ABOVE_VILLAGE)
    ]


def _of(posts: Iterable[people.Post], roles: tuple[Role, ...]) -> list[people.Post]:
    return [post for post in posts if post.role in roles]


def _ask(tx: Tx, now: datetime, request: Request, person_ids: Iterable[int]) -> bool:
    asked = False
    for person_id in dict.fromkeys(person_ids):
        for chat_id in people.chats_of(tx, person_id):
            if chat_id != request.user_id:
                _show(tx, now, request, person_id, chat_id)
                asked = True
    return asked


def _show(tx: Tx, now: datetime, request: Request, person_id: int, chat_id: int) -> None:
    registration.shown_to(tx, now, request.id, person_id, chat_id)
    rows = [[
        button(texts.APPROVE, "req.ok", request.id), button(texts.REFUSE, "req.no", request.id),
    ]]  # fmt: skip
    text = f"{_text(tx, request)}\n\n{texts.ASK_TO_DECIDE}"
    _put(tx, now, chat_id, request, text, rows)


def _text(tx: Tx, request: Request) -> str:
    wish = request.wish
    title = titles.at(tx, wish.role, wish.area, wish.station_id)
    known_as = None
    if wish.person_id is not None:
        held = officers.of_person(tx, request.event_id, wish.person_id)
        known_as = ", ".join(titles.of(each) for each in held) or None
    return texts.request_card(wish.name, wish.phone, title, known_as)


def _put(tx: Tx, now: datetime, chat_id: int, request: Request, text: str, rows: Rows) -> None:
    outbox.show(
        tx, now, chat_id, registration.thing(request.id), outgoing.message(text, rows),
        kind="request", priority=Priority.REPLY,
    )  # fmt: skip
