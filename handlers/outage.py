"""After a time without Telegram: those with something outstanding learn that presses were lost.

Telegram keeps messages for 24 hours but presses only for 150 seconds.
"""

from datetime import datetime, timedelta

from handlers import outgoing
from handlers.agenda import quiet
from handlers.agenda.admins import admin_chats
from handlers.buttons import Markup, keyboard
from handlers.context import Actor, Desk, say
from handlers.menu_keys import keys_for
from handlers.policy import Policy
from handlers.texts import common
from handlers.texts import machine as texts
from storage import areas, events, fanout, outages, outbox, people, prompts, reports
from storage.database import Tx
from storage.events import Event, Milestone
from storage.outages import Outage, Waiting
from storage.outbox import Priority
from storage.prompts import Receiver

RECENT = timedelta(hours=12)
"""A draft left alone for longer than this before an outage is not what somebody is waiting for."""
USEFUL = timedelta(hours=2)
"""Whoever cannot be reached for so long need not hear of it any more."""


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One step of telling people of an outage; True when there is more to do at once."""
    outage = outages.untold(tx)
    if outage is None:
        return False
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    step = _tell_drafts if outage.stage == "drafts" else _tell_stations
    further = step(desk, event, outage)
    if further.stage == "told":
        _tell_admins(desk, event, outage)
    outages.save(tx, further)
    return True


def _tell_drafts(desk: Desk, event: Event, outage: Outage) -> Outage:
    """Everybody in the middle of a form, whatever the hour."""
    found = outages.with_drafts(desk.tx, event.id, outage.since - RECENT, outage.cursor)
    for each in found:
        _tell_draft(desk, event, outage, each)
    return outage.at("drafts", found[-1].user_id) if found else outage.at("stations")


def _tell_draft(desk: Desk, event: Event, outage: Outage, waiting: Waiting) -> None:
    text = texts.outage(*_span(desk, outage), draft=True)
    if waiting.person_id is None:
        _say(desk, waiting.user_id, text, None)
    elif _claim(desk, outage, waiting.person_id, waiting.user_id):
        _say(desk, waiting.user_id, text, _keys(desk, event, waiting.person_id, waiting.user_id))


def _tell_stations(desk: Desk, event: Event, outage: Outage) -> Outage:
    """Reporter and deputy of stations whose milestone fell into it and is not reported."""
    missed = _missed(desk, event, outage)
    found = _receivers(desk, event, missed, outage.cursor) if missed else []
    for each in found:
        if _claim(desk, outage, each.person_id, each.chat_id):
            _tell_station(desk, event, outage, each, missed)
    return outage.at("stations", found[-1].post_id) if found else outage.at("told")


def _missed(desk: Desk, event: Event, outage: Outage) -> list[Milestone]:
    """The milestones that people are asked about and whose hour fell into the outage."""
    course = [each for each in events.milestones(desk.tx, event.id) if each.nudge]
    hours = [(each, quiet.due_of(desk, event, each)) for each in course]
    return [each for each, at in hours if at is not None and outage.since <= at <= outage.until]


def _receivers(
    desk: Desk, event: Event, missed: list[Milestone], after: int
) -> list[Receiver]:  # fmt: skip
    codes = [each.code for each in missed]
    return prompts.receivers(
        desk.tx, event.id, codes, only_sealed=quiet.is_on(desk, event), after=after
    )


def _tell_station(
    desk: Desk, event: Event, outage: Outage, receiver: Receiver, missed: list[Milestone]
) -> None:
    station = areas.station(desk.tx, receiver.station_id)
    assert station is not None
    known = reports.standing(desk.tx, event.id, f"s{station.id}")
    labels = [each.label for each in missed if each.code not in known]
    lines = [
        texts.outage(*_span(desk, outage), draft=False),
        texts.not_reported(common.station_name(station), labels),
    ]
    keys = _keys(desk, event, receiver.person_id, receiver.chat_id)
    _say(desk, receiver.chat_id, "\n".join(lines), keys)


def _claim(desk: Desk, outage: Outage, person_id: int, chat_id: int) -> bool:
    """Whether this chat is still to be told; people who share a phone are told once."""
    before = outages.told(desk.tx, outage, chat_id)
    new = fanout.claim(desk.tx, desk.now, outage.thing, person_id, chat_id)
    return new and not before


def _keys(desk: Desk, event: Event, person_id: int, chat_id: int) -> Markup | None:
    person = people.person(desk.tx, person_id)
    if person is None:
        return None
    posts = people.posts(desk.tx, event.id, person.id)
    return keyboard(keys_for(desk, event, Actor(chat_id, person, posts)))


def _say(desk: Desk, chat_id: int, text: str, keys: Markup | None) -> None:
    outbox.put(
        desk.tx, desk.now, "sendMessage", outgoing.message(text, markup=keys), chat_id=chat_id,
        kind="outage", priority=Priority.NUDGE, life=USEFUL,
    )  # fmt: skip


def _tell_admins(desk: Desk, event: Event, outage: Outage) -> None:
    told = fanout.tally(desk.tx, outage.thing).people
    text = texts.outage_for_admins(*_span(desk, outage), told)
    for chat_id in admin_chats(desk, event):
        say(desk.tx, desk.now, chat_id, text, kind="outage", priority=Priority.NUDGE)


def _span(desk: Desk, outage: Outage) -> tuple[datetime, datetime]:
    return desk.policy.local(outage.since), desk.policy.local(outage.until)
