"""Whoever becomes an admin is named to all other admins, whatever way it came about.

Somebody with an admin's phone could otherwise make a second admin of their own, and agree with
themselves.
"""

from datetime import datetime

from handlers.agenda.admins import admin_chats
from handlers.context import Desk, say
from handlers.policy import Policy
from handlers.texts import admin as texts
from storage import admins, events, marks, people
from storage.admins import Newcomer
from storage.database import Tx
from storage.outbox import Priority

MARK = "admins"


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Tell of admins who came since the last look; never more to do at once."""
    before = marks.get(tx, MARK)
    if before is None:
        marks.put(tx, MARK, now)
        return False
    desk = Desk(tx, now, policy)
    for newcomer in admins.since(tx, events.live(tx).id, before):
        marks.put(tx, MARK, newcomer.since)
        _tell(desk, newcomer)
    return False


def _tell(desk: Desk, newcomer: Newcomer) -> None:
    own = people.chats_of(desk.tx, newcomer.person_id)
    text = texts.new_admin(newcomer.name, newcomer.by)
    for chat_id in admin_chats(desk, events.live(desk.tx)):
        if chat_id not in own:
            say(desk.tx, desk.now, chat_id, text, kind="admin", priority=Priority.ALERT)
