"""INFO rings nobody: every two hours by day those responsible read in one message what is new."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.buttons import button, columns
from handlers.context import say
from handlers.incidents import sight, waiting
from handlers.incidents.facts import gather
from handlers.incidents.reach import Recipient
from handlers.policy import Policy
from handlers.texts import escalation as texts
from handlers.texts import incident_acts as acts
from storage import events, open_incidents
from storage.alerts import Candidate
from storage.database import Tx
from storage.incidents import Incident
from storage.outbox import Priority

FIRST, EVERY, LAST = time(6), timedelta(hours=2), time(22)
AT_ONCE = 200
"""Incidents told of in one digest; what is more waits for the next look."""
MOST_LINES = 8
BUTTONS_WIDE = 4


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Tell each person once of all INFO whose hour has come."""
    found = open_incidents.undigested(tx, events.live(tx).id, AT_ONCE)
    due = [each for each in found if hour_after(each.created_at, policy.zone) <= now]
    if not due:
        return False
    for chat_id, incidents in _by_chat(tx, policy, due).items():
        _tell(tx, now, policy, chat_id, incidents)
    open_incidents.digested(tx, now, [each.id for each in due])
    return False


def hour_after(created: datetime, zone: ZoneInfo) -> datetime:
    """The next digest after this moment: 06.00, 08.00 … 22.00 by the clock on the wall."""
    local = created.astimezone(zone)
    hour = datetime.combine(local.date(), FIRST, zone)
    while hour <= local:
        hour += EVERY
    if hour.date() > local.date() or hour.time() > LAST:
        return datetime.combine(local.date() + timedelta(days=1), FIRST, zone)
    return hour


def _by_chat(tx: Tx, policy: Policy, due: Sequence[Incident]) -> dict[int, list[Incident]]:
    """What each chat is told of: those who would be rung at the lowest level, and may see it."""
    known: dict[str, list[Candidate]] = {}
    found: dict[int, list[Incident]] = {}
    for incident in due:
        if incident.area not in known:
            known[incident.area] = waiting.candidates(tx, incident)
        for each in waiting.responsible(incident, known[incident.area], height=1):
            for chat_id in _chats(each):
                found.setdefault(chat_id, []).append(incident)
    return found


def _chats(each: Recipient) -> tuple[int, ...]:
    """One account is enough for what hurries nobody."""
    return each.chats[:1]


def _tell(
    tx: Tx, now: datetime, policy: Policy, chat_id: int, incidents: Sequence[Incident]
) -> None:
    shown = incidents[:MOST_LINES]
    lines = [texts.digest_line(gather(tx, policy, each)) for each in shown]
    buttons = [button(acts.list_button(each), "inc.open", each.id) for each in shown]
    say(
        tx, now, chat_id, texts.digest(lines, len(incidents)), columns(buttons, BUTTONS_WIDE),
        priority=Priority.NUDGE, kind=sight.KIND, silent=True,
    )  # fmt: skip
