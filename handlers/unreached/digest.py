"""Before voting day: every lurah gets the own people who are not in, admins the whole area.

One message in the morning of a few days, never at night, never twice a day; somebody who already
has everybody in gets none. Bawaslu's PTPS are left out: nobody chases them.
"""

from datetime import date, datetime, time

from handlers.access import Role
from handlers.agenda.admins import admin_chats
from handlers.agenda.rules import instant, local_day
from handlers.buttons import Rows, button
from handlers.context import Desk, say
from handlers.policy import Policy
from handlers.texts import officers as officer_texts
from handlers.texts import unreached as texts
from handlers.texts.common import area_name
from handlers.unreached.listing import since, totals
from storage import areas, events, marks, officers, silence, unreached
from storage.areas import Area, covers
from storage.database import Tx
from storage.events import Event
from storage.outbox import Priority
from storage.unreached import STAFF, Count

DAYS_BEFORE = frozenset({21, 14, 7, 5, 3, 2, 1})
"""Weekly at first, daily at last: somebody has to be found and persuaded each time."""
FROM, UNTIL = time(9), time(18)
"""Late enough to be at work, and early enough to phone people; missed until 18.00, it is left."""
MARK = "unreached"


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Send what is due this morning; never more to do at once."""
    desk, event = Desk(tx, now, policy), events.live(tx)
    if event.voting_day is None or not _is_due(desk, event.voting_day):
        return False
    marks.put(tx, MARK, now)
    counted = [
        each
        for root in areas.roots(tx)
        for each in unreached.counts(tx, event.id, root.code, since(now), STAFF)
    ]
    _to_lurahs(desk, event, counted)
    _to_admins(desk, event, counted)
    return False


def _is_due(desk: Desk, voting_day: date) -> bool:
    zone = desk.policy.zone
    today = local_day(desk.now, zone)
    if (voting_day - today).days not in DAYS_BEFORE:
        return False
    if not instant(today, FROM, zone) <= desk.now < instant(today, UNTIL, zone):
        return False
    sent = marks.get(desk.tx, MARK)
    return sent is None or local_day(sent, zone) != today


def _to_lurahs(desk: Desk, event: Event, counted: list[Count]) -> None:
    by_village = {each.area: each for each in counted}
    told: set[tuple[int, str]] = set()
    for lurah in silence.leaders(desk.tx, event.id, (Role.LURAH,)):
        village = areas.area(desk.tx, lurah.area)
        if village is None or lurah.area not in by_village or (lurah.chat_id, lurah.area) in told:
            continue
        told.add((lurah.chat_id, lurah.area))
        lines = [*_heading(desk, event, village, [by_village[lurah.area]]),
                 *_alone(desk, event, village)]  # fmt: skip
        _send(desk, lurah.chat_id, lines, village)


def _to_admins(desk: Desk, event: Event, counted: list[Count]) -> None:
    for root in areas.roots(desk.tx):
        inside = [each for each in counted if covers(root.code, each.area)]
        if not inside:
            continue
        lines = _heading(desk, event, root, inside)
        for part in areas.children(desk.tx, root.code):
            number = sum(each.total for each in inside if covers(part.code, each.area))
            lines += [texts.digest_area(area_name(part), number)] if number else []
        for chat_id in admin_chats(desk, event):
            _send(desk, chat_id, lines, root)


def _heading(desk: Desk, event: Event, area: Area, counted: list[Count]) -> list[str]:
    assert event.voting_day is not None
    today = local_day(desk.now, desk.policy.zone)
    covered = officers.coverage(desk.tx, event.id, area.code)
    return [
        texts.digest_heading(area_name(area), event.voting_day, today, rehearsal=event.rehearsal),
        texts.figures(*totals(counted)),
        officer_texts.coverage(covered.stations, covered.with_reporter, covered.with_two),
    ]  # fmt: skip


def _alone(desk: Desk, event: Event, village: Area) -> list[str]:
    numbers = unreached.stations_alone(desk.tx, event.id, village.code)
    return [texts.alone(numbers)] if numbers else []


def _send(desk: Desk, chat_id: int, lines: list[str], area: Area) -> None:
    rows: Rows = [[button(texts.SEE_AND_INVITE, "ur.area", area.code)]]
    say(desk.tx, desk.now, chat_id, texts.digest(lines), rows, kind="unreached",
        priority=Priority.BULK)  # fmt: skip
