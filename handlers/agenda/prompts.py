"""The prompt of a milestone at its hour: to the reporter and the deputy, with the ready key."""

from datetime import datetime, timedelta

from handlers import outgoing
from handlers.agenda.admins import admin_chats
from handlers.agenda.quiet import begins, due_of
from handlers.agenda.rules import PROMPT_STAYS_USEFUL, Verdict, prompt_verdict
from handlers.buttons import keyboard
from handlers.context import Actor, Desk, say
from handlers.menu_keys import keys_for
from handlers.policy import Policy
from handlers.texts import agenda as texts
from handlers.texts import common
from handlers.texts.status import ready
from storage import areas, events, fanout, outbox, people, prompts, reports
from storage.database import Tx
from storage.events import Event, Milestone
from storage.outbox import Priority
from storage.prompts import Prompt, Receiver


def plan_prompts(desk: Desk, event: Event) -> None:
    """Write down when each milestone is asked about, as voting day and hours stand now."""
    for milestone in events.milestones(desk.tx, event.id):
        due_at = due_of(desk, event, milestone) if milestone.nudge else None
        prompts.plan(desk.tx, desk.now, event.id, milestone.code, due_at)


def prompt(tx: Tx, now: datetime, policy: Policy) -> bool:
    """One unit of work on the prompts that are due; True when there is more to do at once."""
    desk = Desk(tx, now, policy)
    event = events.live(tx)
    plan_prompts(desk, event)
    due = prompts.due(tx, event.id, now)
    if not due:
        return False
    course = {each.code: each for each in events.milestones(tx, event.id)}
    missed = [each for each in due if _is_missed(now, each, course[each.milestone])]
    if missed:
        _give_up(desk, event, missed, course)
    else:
        # What falls due together, such as boxes and staff at 06.00, is asked in one message.
        together = [each for each in due if each.due_at == due[0].due_at]
        _advance(desk, event, together, course)
    return True


def _is_missed(now: datetime, due: Prompt, milestone: Milestone) -> bool:
    grace = timedelta(minutes=milestone.grace_minutes)
    return prompt_verdict(now, due.due_at, grace) is Verdict.MISSED


def _give_up(desk: Desk, event: Event, missed: list[Prompt], course: dict[str, Milestone]) -> None:
    for each in missed:
        prompts.settle(desk.tx, event.id, [each.milestone], "missed", each.cursor)
    lines = [
        texts.missed_line(course[each.milestone].label, desk.policy.local(each.due_at))
        for each in missed
    ]
    for chat_id in admin_chats(desk, event):
        say(desk.tx, desk.now, chat_id, texts.missed(lines), kind="missed")


def _advance(
    desk: Desk, event: Event, together: list[Prompt], course: dict[str, Milestone]
) -> None:
    codes = [each.milestone for each in together]
    quiet = begins(desk, event)
    only_sealed = quiet is not None and desk.now >= quiet
    found = prompts.receivers(
        desk.tx, event.id, codes, only_sealed=only_sealed, after=together[0].cursor
    )
    if not found:
        prompts.settle(desk.tx, event.id, codes, "sent", together[0].cursor)
        return
    until = together[0].due_at + PROMPT_STAYS_USEFUL
    end = until if only_sealed or quiet is None else min(until, quiet)
    life = max(end - desk.now, timedelta(minutes=1))
    for receiver in found:
        thing = f"prompt:{event.id}:{codes[0]}:{together[0].due_at:%Y%m%d%H%M}"
        if fanout.claim(desk.tx, desk.now, thing, receiver.person_id, receiver.chat_id):
            _ask(desk, event, receiver, [course[code] for code in codes], life)
    prompts.settle(desk.tx, event.id, codes, "sending", found[-1].post_id)


def _ask(
    desk: Desk, event: Event, receiver: Receiver, milestones: list[Milestone], life: timedelta
) -> None:
    station = areas.station(desk.tx, receiver.station_id)
    person = people.person(desk.tx, receiver.person_id)
    if station is None or person is None:
        return
    known = reports.standing(desk.tx, event.id, f"s{station.id}")
    open_ = [each for each in milestones if each.code not in known]
    posts = people.posts(desk.tx, event.id, person.id)
    actor = Actor(receiver.chat_id, person, posts)
    keys = keys_for(desk, event, actor, ready(station.number, open_[0].label))
    text = texts.prompt(
        common.station_name(station), [each.label for each in open_], rehearsal=event.rehearsal
    )
    outbox.put(
        desk.tx, desk.now, "sendMessage", outgoing.message(text, markup=keyboard(keys)),
        chat_id=receiver.chat_id, kind="prompt", priority=Priority.BULK, life=life,
    )  # fmt: skip
