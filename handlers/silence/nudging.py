"""The nudge: a message with the ready key, to the reporter and the deputy of a silent station."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape

from handlers import outgoing
from handlers.agenda import quiet
from handlers.buttons import keyboard
from handlers.context import Actor, Desk
from handlers.menu_keys import keys_for
from handlers.silence.course import NUDGE, TOO_LATE, Watch
from handlers.texts import silence as texts
from handlers.texts.common import tps
from handlers.texts.status import ready
from storage import fanout, outbox, silence
from storage.events import Event
from storage.outbox import Priority
from storage.people import Person, Post
from storage.silence import Receiver, Sealed

KIND = "nudge"
Words = Callable[[str, Sequence[str]], str]
"""The message, from a station's name (HTML) and the labels it is silent about."""


def step(
    desk: Desk, event: Event, together: Sequence[Watch], after: int, sealed: Sealed | None = None
) -> int | None:
    """Nudge the next people; returns the post it got to, None when nobody is left."""
    thing = together[0].thing(NUDGE)
    found = silence.receivers(
        desk.tx, event.id, thing, [(each.code, each.known_by) for each in together],
        sealed or in_peace(desk, event), after=after,
    )  # fmt: skip
    if not found:
        return None

    def words(station: str, labels: Sequence[str]) -> str:
        return texts.nudge(station, labels, rehearsal=event.rehearsal)

    send(desk, event, thing, together, found, words)
    return found[-1].post_id


def again(desk: Desk, event: Event, watch: Watch, area: str, by: str) -> int:
    """Nudge a village's silent reporters once more; returns how many people were."""
    thing = watch.thing("again")
    count, after = 0, 0

    def words(station: str, labels: Sequence[str]) -> str:
        return texts.nudge_again(station, labels[0], by, rehearsal=event.rehearsal)

    while found := silence.receivers(
        desk.tx, event.id, thing, [(watch.code, watch.known_by)], in_peace(desk, event),
        after=after, area=area,
    ):  # fmt: skip
        send(desk, event, thing, [watch], found, words)
        count, after = count + len(found), found[-1].post_id
    return count


def in_peace(desk: Desk, event: Event) -> Sealed | None:
    """From the close of voting on only stations with a sealed box may be disturbed."""
    return Sealed(desk.now) if quiet.is_on(desk, event) else None


def send(
    desk: Desk, event: Event, thing: str, together: Sequence[Watch], found: Sequence[Receiver],
    words: Words,
) -> None:  # fmt: skip
    """Queue the messages; people who share a phone at one station get one between them."""
    labels = {each.code: each.milestone.label for each in together}
    posts = silence.posts_of(desk.tx, event.id, [each.person_id for each in found])
    until = _until(desk, event)
    told: set[tuple[int, int]] = set()
    for each in found:
        fanout.claim(desk.tx, desk.now, thing, each.person_id, each.chat_id)
        if (each.chat_id, each.station_id) not in told:
            told.add((each.chat_id, each.station_id))
            silent = [labels[code] for code in each.silent]
            _put(desk, event, each, posts[each.person_id], words(_station(each), silent),
                 silent[0], until)  # fmt: skip


def _put(
    desk: Desk, event: Event, receiver: Receiver, posts: tuple[Post, ...], text: str, label: str,
    until: datetime,
) -> None:  # fmt: skip
    actor = Actor(receiver.chat_id, Person(receiver.person_id, "", None, None), posts)
    keys = keys_for(desk, event, actor, ready(receiver.number, label))
    outbox.put(
        desk.tx, desk.now, "sendMessage", outgoing.message(text, markup=keyboard(keys)),
        chat_id=receiver.chat_id, kind=KIND, priority=Priority.NUDGE, life=until - desk.now,
    )  # fmt: skip


def _station(receiver: Receiver) -> str:
    return f"{tps(receiver.number)} {escape(receiver.village)}"


def _until(desk: Desk, event: Event) -> datetime:
    """Until when a nudge may still arrive: not into the quiet between close and seal."""
    end = desk.now + TOO_LATE
    begins = quiet.begins(desk, event)
    if begins is not None and desk.now < begins:
        end = min(end, begins)
    return max(end, desk.now + timedelta(minutes=1))
