"""The event in words: its page, the questions of setting it up, and what a new day moves."""

from datetime import date

from handlers.agenda.plan import span_of
from handlers.agenda.rules import Offset, days_of, local_day
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Desk
from handlers.events.answers import Setup, Step
from handlers.texts import common
from handlers.texts import events as texts
from handlers.texts.dates import day_span, how_far
from handlers.texts.escalation import TIMES as ANSWER_TIMES
from storage import agenda, audience, event_setup, events
from storage.agenda import Entry
from storage.audience import Audience
from storage.events import Event

VERB = "ev"
_MOST_LINES = 12


def page(desk: Desk, event: Event) -> tuple[str, Rows]:
    """The live event, and what can be done with it."""
    if event.voting_day is None:
        return texts.NOT_SET_UP, [[button(texts.BEGIN, VERB, "begin")], _more()]
    today = local_day(desk.now, desk.policy.zone)
    course = events.milestones(desk.tx, event.id)
    entries = agenda.entries(desk.tx, event.id)
    text = texts.page(
        event.name, event.kind, event.voting_day, how_far(today, event.voting_day), len(course),
        len(entries), past=event.voting_day < today,
    )  # fmt: skip
    rows = [
        [button(texts.CHANGE_DAY, VERB, "day"), button(texts.CHANGE_NAME, VERB, "begin")],
        [button(texts.HOURS, "evh"), button(texts.ITEMS, "evi")],
        [button(ANSWER_TIMES, "evt")],
        _more(),
    ]
    return text, rows


def _more() -> list[Button]:
    return [button(texts.CALENDARS, "agp"), button(texts.OTHER_EVENTS, "evs")]


def question(desk: Desk, event: Event, step: Step, setup: Setup) -> tuple[str, Rows]:
    """A question as it is put, with its buttons."""
    stop = [button(common.CANCEL, VERB, "stop")]
    match step:
        case Step.KIND:
            kinds = [button(label, VERB, "kind", kind) for kind, label in texts.KIND_NAMES.items()]
            return texts.ASK_KIND, [*columns(kinds, 2), stop]
        case Step.NAME:
            return texts.ASK_NAME, [stop]
        case Step.DAY:
            return texts.ASK_DAY, [stop]
        case Step.CHECK:
            return _check(desk, event, setup), [[button(texts.APPLY, VERB, "apply")], stop]


def _check(desk: Desk, event: Event, setup: Setup) -> str:
    assert setup.day is not None
    if setup.new:
        people = audience.reach(desk.tx, event.id, Audience()).people
        return texts.check_new(setup.name, setup.kind, setup.day, people)
    moving = moved(desk, event, setup.day)
    return texts.check(
        (event.name, setup.name), (event.kind, setup.kind), (event.voting_day, setup.day),
        moving[:_MOST_LINES], max(len(moving) - _MOST_LINES, 0),
        reports=event_setup.reports_in(desk.tx, event.id),
    )  # fmt: skip


def moved(desk: Desk, event: Event, day: date) -> list[str]:
    """What lies on other days once voting day is `day`: one line for each entry."""
    return [
        texts.moved_line(entry.title, _days(entry, event.voting_day), _days(entry, day))
        for entry in agenda.entries(desk.tx, event.id)
        if _is_relative(entry) and day != event.voting_day
    ]


def _is_relative(entry: Entry) -> bool:
    span = span_of(entry)
    return isinstance(span.first.day, Offset) or isinstance(span.last.day, Offset)


def _days(entry: Entry, voting_day: date | None) -> str | None:
    days = days_of(span_of(entry), voting_day)
    return None if days is None else day_span(days.first, days.last)


def created_rows(event_id: int) -> Rows:
    """Below a new event: make it the live one, or look at all."""
    return [[button(texts.RUN, "evs", "ask", event_id)], [button(texts.OTHER_EVENTS, "evs")]]
