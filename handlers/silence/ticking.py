"""The clock's part of silence: nudge, list, sum up, and keep the lists up to date.

Rows say how far each milestone is. What is over two hours late is not sent; a level that came
late gives the next one its full grace, so that nobody is reported before they were asked.
"""

from datetime import datetime, timedelta

from handlers.context import Desk
from handlers.policy import Policy
from handlers.silence import lists, nudging
from handlers.silence.course import (
    LISTS_LIVE,
    NOTHING,
    NUDGE,
    ROLLING,
    SUMMARY,
    TOO_LATE,
    VILLAGES,
    Watch,
    overtaken,
    watches,
)
from storage import events, fanout, silence
from storage.areas import covers
from storage.database import Tx
from storage.events import Event
from storage.silence import Sealed, Wait

AT_ONCE = 60
"""Lists written in one unit of work."""


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on who is silent; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    watched = watches(event, events.milestones(tx, event.id), policy.zone)
    found = _planned(desk, event, watched)
    if not found:
        return False
    return (
        _advance(desk, event, watched, found)
        or _roll(desk, event, watched)
        or _refresh(desk, event, watched, found)
    )


def _planned(desk: Desk, event: Event, watched: list[Watch]) -> dict[str, Wait]:
    """What waits, as voting day and hours stand now; an hour whose nudge is past is not waited for.

    An hour that moves is waited for anew.
    """
    found = {each.milestone: each for each in silence.waits(desk.tx, event.id)}
    wanted = {each.code: each for each in watched}
    for code in found.keys() - wanted.keys():
        silence.forget(desk.tx, event.id, code)
    for code, watch in wanted.items():
        if code in found and found[code].due_at == watch.due_at:
            continue
        if watch.rolling:
            silence.plan(desk.tx, event.id, code, watch.due_at, ROLLING, watch.due_at)
        elif watch.at(NUDGE) >= desk.now:
            silence.plan(desk.tx, event.id, code, watch.due_at, NUDGE, watch.at(NUDGE))
        elif code in found:
            silence.forget(desk.tx, event.id, code)
    return {each.milestone: each for each in silence.waits(desk.tx, event.id)}


# ── Milestones with an hour ──────────────────────────────────────────────────────────────────
def _advance(desk: Desk, event: Event, watched: list[Watch], found: dict[str, Wait]) -> bool:
    due = [each for each in found.values()
           if NUDGE <= each.level <= SUMMARY and each.next_at <= desk.now]  # fmt: skip
    if not due:
        return False
    first = due[0]
    if desk.now - first.next_at > TOO_LATE:
        silence.go_on(desk.tx, event.id, first.milestone, NOTHING, first.next_at)
        return True
    by_code = {each.code: each for each in watched}
    if first.level == NUDGE:
        same = [each for each in due if (each.level, each.due_at, each.next_at)
                == (NUDGE, first.due_at, first.next_at)]  # fmt: skip
        _nudge(desk, event, watched, [by_code[each.milestone] for each in same], first.cursor)
    else:
        watch = by_code[first.milestone]
        if not _post(desk, event, watch, first.level):
            later = max(watch.at(first.level + 1), desk.now + watch.grace)
            silence.go_on(desk.tx, event.id, watch.code, first.level + 1, later)
    return True


def _nudge(
    desk: Desk, event: Event, watched: list[Watch], together: list[Watch], cursor: int
) -> None:
    """What falls due together, such as boxes and staff at 06.00, is one message."""
    late = overtaken(together[0], watched, desk.now)
    reached = None if late else nudging.step(desk, event, together, cursor)
    for watch in together:
        if reached is not None:
            silence.advance(desk.tx, event.id, watch.code, reached)
            continue
        soonest = watch.at(VILLAGES) if late else max(watch.at(VILLAGES), desk.now + watch.grace)
        silence.go_on(desk.tx, event.id, watch.code, VILLAGES, soonest)


# ── Milestones whose hour is each station's own ──────────────────────────────────────────────
def _roll(desk: Desk, event: Event, watched: list[Watch]) -> bool:
    rolling = [each for each in watched if each.rolling]
    if not rolling or not silence.any_sealed(desk.tx, event.id):
        return False
    return any(
        nudging.step(desk, event, [watch], 0, _recent(desk, watch, NUDGE)) is not None
        or _post(desk, event, watch, VILLAGES)
        or _post(desk, event, watch, SUMMARY)
        for watch in rolling
    )


def _recent(desk: Desk, watch: Watch, level: int) -> Sealed:
    """The stations whose own time for this level has come, and not too long ago."""
    until = desk.now - level * watch.grace
    return Sealed(until, until - TOO_LATE)


# ── Lists ────────────────────────────────────────────────────────────────────────────────────
def _post(desk: Desk, event: Event, watch: Watch, level: int) -> bool:
    """Give the lists of a level to those who have none yet; True when some are left for later."""
    have = silence.has(desk.tx, watch.thing(level))
    without = [each for each in lists.boards(desk, event, level) if each.people - have]
    sealed = _recent(desk, watch, level) if watch.rolling else None
    if not without:
        return False
    fresh = silence.quiet_villages(desk.tx, event.id, watch.known_by, sealed)
    waiting = [
        board for board in without
        if any(covers(area, village) for area in board.areas for village in fresh)
    ]  # fmt: skip
    if not waiting:
        return False
    seen = lists.picture(desk, event, watch)
    for board in waiting[:AT_ONCE]:
        for person_id in board.people - have:
            fanout.claim(desk.tx, desk.now, watch.thing(level), person_id, board.chat_id)
        lists.show(seen, level, board)
    return len(waiting) > AT_ONCE


def _refresh(desk: Desk, event: Event, watched: list[Watch], found: dict[str, Wait]) -> bool:
    """Bring the lists of one milestone up to date, if anything was reported since."""
    known = silence.known(desk.tx)
    for watch in watched:
        wait = found.get(watch.code)
        if wait is None or wait.level in (NUDGE, VILLAGES) or _is_over(desk, watch):
            continue
        # Where each station has its own hour, time alone brings new ones.
        seen = f"{known}:{desk.now:%H%M}" if watch.rolling else known
        if wait.seen != seen:
            lists.refresh(desk, event, watch)
            silence.saw(desk.tx, event.id, watch.code, seen)
            return True
    return False


def _is_over(desk: Desk, watch: Watch) -> bool:
    return desk.now - watch.due_at > LISTS_LIVE + timedelta(hours=24 if watch.rolling else 0)
