"""The clock's part of the rounds: begin them at their hours, take answers, ring who is next."""

from datetime import datetime

from handlers.context import Desk
from handlers.policy import Policy
from handlers.rounds import hours, ringing
from storage import events, rounds
from storage.database import Tx
from storage.events import Event

AT_ONCE = 20
"""Stores rung in one unit of work."""


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on the rounds; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    _begin(desk, event)
    ringing.take_answers(desk, event)
    found = rounds.due(tx, event.id, now, AT_ONCE)
    for each in found:
        ringing.ring_next(desk, event, each)
    return len(found) == AT_ONCE


def _begin(desk: Desk, event: Event) -> None:
    if event.voting_day is None:
        return
    due_at = hours.due(event.voting_day, desk.now, desk.policy.zone)
    if due_at is None:
        return
    begun = rounds.begin(desk.tx, desk.now, event.id, "night", due_at)
    if begun is not None:
        rounds.end_older(desk.tx, event.id, begun)
