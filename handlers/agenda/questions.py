"""What is asked for a new entry, and what the typed answers mean."""

import re
from dataclasses import replace
from datetime import time

from handlers.agenda.answers import Answers, Step
from handlers.agenda.dates import BadDate, parse_lead, parse_span
from handlers.agenda.rules import Lead, Span, days_of, due, local_day, useful_until
from handlers.agenda.wording import span_words
from handlers.audience.words import describe
from handlers.audience.words import read as read_audience
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Desk
from handlers.errors import Refused
from handlers.texts import agenda, common
from handlers.texts import agenda_entry as texts
from handlers.texts import agenda_sheet as sheet_texts
from handlers.texts.audience import reach_line
from handlers.texts.dates import clock, day_span, offset_label, zone_label
from storage.agenda import BANS, Confirm, Kind
from storage.audience import reach
from storage.events import Event

VERB = "agt"
MOST_TITLE = 120
MOST_NOTE = 800
_COORDINATES = re.compile(r"(?P<lat>-?\d{1,2}\.\d{3,})\s*(?:,|%2C)\s*(?P<lon>-?\d{1,3}\.\d{3,})")
_LINK = re.compile(r"https?://\S*")
READY_LEADS = (Lead(7, time(9)), Lead(3, time(9)), Lead(1, time(9)), Lead(0, time(6)))


def question(desk: Desk, event: Event, step: Step, answers: Answers) -> tuple[str, Rows]:
    """A question as it is put, with its buttons."""
    text, rows = _ask(desk, event, step, answers)
    can_go_back = answers.entry is not None or answers.before(step) is not None
    return text, [*rows, way_out(can_go_back)]


def _ask(desk: Desk, event: Event, step: Step, answers: Answers) -> tuple[str, Rows]:
    match step:
        case Step.KIND:
            return texts.ASK_KIND, _kinds()
        case Step.LEADS:
            return texts.ASK_LEADS, _leads(answers)
        case Step.CONFIRM:
            deadline = lead_label(answers.answer_by)
            return texts.ask_confirm(deadline), _confirms(answers)
        case Step.CHECK:
            return summary(desk, event, answers), _save(reaches_nobody(desk, event, answers))
        case Step.TITLE | Step.WHEN:
            return texts.ASK_TYPED[step], []
        case Step.WHO:
            raise AssertionError("the chooser asks for the audience")
        case Step.ORDER | Step.PLACE | Step.NOTE:
            return texts.ASK_TYPED[step], _skip(step)


def read(desk: Desk, event: Event, step: Step, answers: Answers, text: str) -> Answers:
    """The answers with what somebody typed for a question; Refused says what would do."""
    match step:
        case Step.KIND:
            return answers.with_kind(read_kind(text))
        case Step.TITLE:
            return replace(answers, title=read_title(text))
        case Step.WHEN:
            return replace(answers, span=read_span(desk, event, text))
        case Step.WHO:
            return replace(answers, who=read_audience(desk.tx, event.id, text))
        case Step.LEADS | Step.CONFIRM:
            return _with_times(desk, step, answers, text)
        case Step.ORDER:
            return replace(answers, ordered_by=_short(text))
        case Step.PLACE:
            return _with_place(answers, text)
        case Step.NOTE:
            return replace(answers, body=_bounded(text, MOST_NOTE))
        case Step.CHECK:
            raise Refused(texts.PRESS_A_BUTTON)


def read_kind(text: str) -> Kind:
    """The kind that a word means."""
    plain = " ".join(text.lower().replace("_", " ").split())
    for kind, words in texts.KIND_WORDS.items():
        if plain in words:
            return kind
    raise Refused(texts.kind_not_known(text))


def read_title(text: str) -> str:
    """A title of one line."""
    return _bounded(" ".join(text.split()), MOST_TITLE)


def read_span(desk: Desk, event: Event, text: str) -> Span:
    """The days somebody typed; Refused when they run backwards once voting day is known."""
    zone = desk.policy.zone
    try:
        span = parse_span(text, local_day(desk.now, zone), zone_label(zone))
    except BadDate as error:
        raise Refused(str(error)) from error
    days = days_of(span, event.voting_day)
    if days and days.last < days.first:
        raise Refused(agenda.SPAN_RUNS_BACKWARDS)
    return span


def read_leads(desk: Desk, text: str) -> tuple[Lead, ...]:
    """Reminders as typed: 'H-3 09.00, H-1 16.00', or 'tanpa pengingat'."""
    if text.strip().lower() in texts.NO_REMINDER_WORDS:
        return ()
    try:
        leads = {parse_lead(part, zone_label(desk.policy.zone)) for part in text.split(",")}
    except BadDate as error:
        raise Refused(str(error)) from error
    return in_order(leads)


def in_order(leads: set[Lead]) -> tuple[Lead, ...]:
    """Leads as they will go out, the earliest first."""
    return tuple(sorted(leads, key=lambda lead: (-lead.days, lead.at)))


def _with_times(desk: Desk, step: Step, answers: Answers, text: str) -> Answers:
    if step is Step.LEADS:
        return replace(answers, leads=read_leads(desk, text))
    return replace(answers, answer_by=_deadline(desk, text))


def _deadline(desk: Desk, text: str) -> Lead:
    try:
        return parse_lead(text, zone_label(desk.policy.zone))
    except BadDate as error:
        raise Refused(texts.PRESS_A_BUTTON) from error


def _with_place(answers: Answers, text: str) -> Answers:
    """A place in words, perhaps with its coordinates, or within the link of a map."""
    match = _COORDINATES.search(text)
    if match is None:
        return replace(answers, place=_short(text))
    lat, lon = float(match["lat"]), float(match["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Refused(texts.BAD_COORDINATES)
    words = " ".join(_LINK.sub(" ", text.replace(match[0], " ")).split()).strip(" ,;")
    place = _short(words) if words else answers.place or texts.ON_THE_MAP
    return replace(answers, place=place, lat=lat, lon=lon)


def _short(text: str) -> str:
    return _bounded(" ".join(text.split()), MOST_TITLE)


def _bounded(text: str, most: int) -> str:
    if not text.strip():
        raise Refused(texts.EMPTY_ANSWER)
    if len(text) > most:
        raise Refused(texts.too_long(len(text), most))
    return text.strip()


# ── Everything before it is stored ───────────────────────────────────────────────────────────
def summary(desk: Desk, event: Event, answers: Answers) -> str:
    """The entry as it will be stored: its words, days, people and reminders."""
    draft, span = answers.draft(), answers.span
    assert span is not None
    days = days_of(span, event.voting_day)
    when = span_words(span)
    if days:
        when = texts.rule_and_days(when, day_span(days.first, days.last))
    lines = [_lead_line(desk, event, span, lead) for lead in answers.leads]
    if reaches_nobody(desk, event, answers):
        lines.append(texts.ALL_PASSED)
    return texts.summary(
        agenda.entry(draft.kind, draft.title, when, draft.place, draft.ordered_by, draft.body),
        describe(desk.tx, answers.who), reach_line(reach(desk.tx, event.id, answers.who)),
        ([texts.NOTICE_NOW] if answers.now else []) + lines,
        texts.confirm_line(answers.confirm, answers.chases, lead_label(answers.answer_by)),
    )  # fmt: skip


def reaches_nobody(desk: Desk, event: Event, answers: Answers) -> bool:
    """Whether every reminder of an entry that still lies ahead would have had to go out before."""
    assert answers.span is not None
    days = days_of(answers.span, event.voting_day)
    if answers.now or answers.entry is not None or not answers.leads or days is None:
        return False
    zone = desk.policy.zone
    ends = useful_until(days, answers.span.first.at, answers.kind in BANS, zone)
    return desk.now < ends and all(due(each, days.first, zone) < desk.now for each in answers.leads)


def _lead_line(desk: Desk, event: Event, span: Span, lead: Lead) -> str:
    days = days_of(span, event.voting_day)
    passed = days is not None and due(lead, days.first, desk.policy.zone) < desk.now
    return texts.lead_passed(lead_label(lead)) if passed else lead_label(lead)


def lead_label(lead: Lead) -> str:
    """H-1 16.00; H is the entry's first day."""
    return f"{offset_label(-lead.days)} {clock(lead.at)}"


# ── Buttons ──────────────────────────────────────────────────────────────────────────────────
def _kinds() -> Rows:
    kinds = [button(texts.kind_label(kind), VERB, "kind", kind) for kind in Kind]
    files = [button(texts.USE_PRESET, "agp"), button(sheet_texts.TEMPLATE, "agcontoh")]
    return [*columns(kinds, 2), *columns(files, 1)]


def _leads(answers: Answers) -> Rows:
    ready = in_order({*READY_LEADS, *answers.leads})
    toggles = [
        button(texts.toggled(lead_label(lead), lead in answers.leads), VERB, "lead", lead)
        for lead in ready
    ]
    now = button(texts.toggled(texts.NOTICE_NOW, answers.now), VERB, "now")
    return [*columns(toggles, 2), [now], [_next(Step.LEADS)]]


def _confirms(answers: Answers) -> Rows:
    labels = {Confirm.NO: texts.NO_CONFIRMATION} | agenda.CONFIRM_LABELS
    rows = [[button(label, VERB, "confirm", int(kind))] for kind, label in labels.items()]
    return [*rows, [button(texts.chases_label(answers.chases), VERB, "chase")]]


def _skip(step: Step) -> Rows:
    return [[button(common.SKIP, VERB, "next", step)]]


def _save(late: bool) -> Rows:
    now = [[button(texts.TELL_NOW, VERB, "save", "now")]] if late else []
    return [*now, [button(texts.SAVE, VERB, "save")]]


def _next(step: Step) -> Button:
    return button(texts.GO_ON, VERB, "next", step)


def way_out(can_go_back: bool) -> list[Button]:
    """The last row of every question."""
    back = [button(common.BACK, VERB, "back")] if can_go_back else []
    return [*back, button(common.CANCEL, VERB, "stop")]
