"""The head of the log's chain goes to the admins every day: whoever keeps it can prove the log.

`siaga verify --head` checks later whether the log still holds what it held then.
"""

from datetime import datetime, time, timedelta

from handlers.agenda.admins import admin_chats
from handlers.agenda.rules import instant, local_day
from handlers.context import Desk, say
from handlers.policy import Policy
from handlers.texts import machine as texts
from storage import events, journal, marks
from storage.database import Tx
from storage.journal import Head
from storage.outbox import Priority

HOUR = time(21)
"""On the local clock: after the day's work, before the counting of voting day is over."""
MARK = "head"


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Send the head if that was not done since the hour came last; never more to do at once."""
    sent = marks.get(tx, MARK)
    if sent is not None and _hour_before(now, policy) <= sent <= now:
        return False
    marks.put(tx, MARK, now)
    head = journal.head(tx)
    if sent is not None and head.seq > 0:  # the very first time, the next hour is waited for
        _send(Desk(tx, now, policy), head)
    return False


def _send(desk: Desk, head: Head) -> None:
    text = texts.head(str(head), desk.policy.local(desk.now))
    for chat_id in admin_chats(desk, events.live(desk.tx)):
        say(desk.tx, desk.now, chat_id, text, kind="head", priority=Priority.BULK, silent=True)


def _hour_before(now: datetime, policy: Policy) -> datetime:
    """The last moment at which the hour came."""
    today = local_day(now, policy.zone)
    at = instant(today, HOUR, policy.zone)
    return at if at <= now else instant(today - timedelta(days=1), HOUR, policy.zone)
