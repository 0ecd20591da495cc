"""/rekap: an area in numbers; drill down by buttons, in the same message."""

from dataclasses import dataclass

from telegram import Update

from handlers import area_names
from handlers.access import Action, Place
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import logistics, store_check
from handlers.forms.catalogue import FORMS
from handlers.recap import due, ground
from handlers.texts import recap as texts
from handlers.texts.common import area_label, area_name
from storage import areas, events, officers, recap, silence
from storage.areas import Area, covers
from storage.events import Milestone
from storage.recap import Village

VERB = "rk"
_APART = frozenset({"status", "masalah", "logistik", recap.TURNOUT})
"""Kinds of report that have lines of their own."""


@dataclass(frozen=True)
class View:
    """An area with the milestone that is looked at, and what is known of its villages."""

    area: Area
    course: tuple[Milestone, ...]
    shown: Milestone
    villages: tuple[Village, ...]
    counts: dict[tuple[str, str], int]

    def of(self, code: str) -> int:
        """Stations on their course in an area."""
        return sum(each.on_course for each in self.villages if covers(code, each.code))

    def done(self, code: str, topic: str) -> int:
        """Stations of an area with news of a topic."""
        return sum(
            number
            for (village, about), number in self.counts.items()
            if about == topic and covers(code, village)
        )


async def command(update: Update, ctx: Context) -> None:
    """/rekap, /rekap Kec. Sukun, /rekap tutup Kec. Sukun"""
    course = course_of(ctx)
    milestone, rest = asked_for(ctx, course, " ".join(ctx.words))
    area = ground.named(ctx, rest)
    shown = milestone or current(ctx, course)
    rows = [] if rest else ground.chooser(ctx, VERB, shown.code)
    if rows:
        ctx.reply(texts.PICK_AREA, rows)
        return
    ctx.reply(*screen(ctx, area, shown))


def asked_for(
    ctx: Context, course: tuple[Milestone, ...], words: str
) -> tuple[Milestone | None, str]:
    """The milestone in the words, and the area's words; all are the area's if they name one."""
    if words and area_names.find(ctx.tx, words):
        return None, words
    return due.named(course, words)


async def press(update: Update, ctx: Context) -> None:
    """Another area, or another milestone."""
    area = ground.pressed(ctx, ctx.word(0))
    course = course_of(ctx)
    code = ctx.words[1] if len(ctx.words) > 1 else None
    shown = next((each for each in course if each.code == code), None)
    ctx.edit(*screen(ctx, area, shown or current(ctx, course)))


def course_of(ctx: Context) -> tuple[Milestone, ...]:
    """The live event's milestones; Refused when it has none."""
    course = tuple(events.milestones(ctx.tx, ctx.event.id))
    if not course:
        raise Refused(texts.NO_MILESTONES)
    return course


def current(ctx: Context, course: tuple[Milestone, ...]) -> Milestone:
    """The milestone that is due now."""
    zone = ctx.policy.zone
    return due.due_now(ctx.event, course, ctx.policy.local(ctx.now), zone) or course[0]


def screen(ctx: Context, area: Area, shown: Milestone) -> tuple[str, Rows]:
    """The recap of an area, with the buttons that lead on from it."""
    course = course_of(ctx)
    topics = [*(each.code for each in course), *logistics.TOPICS, *_forms()]
    view = View(
        area, course, shown, tuple(recap.villages(ctx.tx, ctx.event.id, area.code)),
        recap.reported(ctx.tx, ctx.event.id, topics, area.code),
    )  # fmt: skip
    inside = areas.children(ctx.tx, area.code)
    lines = [*_head(ctx, view), *_milestones(view)]
    lines += _below(view, inside) if inside else _numbers(ctx, view)
    return "\n".join([*lines, "", *_others(ctx, view)]), _rows(ctx, view, inside)


def _forms() -> dict[str, str]:
    """Reports of stations besides the milestones: topic → title."""
    return {
        form.kind: form.title
        for form in FORMS.values()
        if form.place == "station" and form.kind not in _APART and form.topic is None
    }


def _head(ctx: Context, view: View) -> list[str]:
    at = ctx.policy.local(ctx.now)
    return [
        texts.title(area_name(view.area), at, rehearsal=ctx.event.rehearsal),
        texts.stations(
            sum(each.stations for each in view.villages),
            sum(each.postponed for each in view.villages),
            sum(each.revote for each in view.villages),
        ),
        "",
    ]


def _milestones(view: View) -> list[str]:
    code = view.area.code
    return [
        texts.milestone(
            each.label, view.done(code, each.code), view.of(code), shown=each == view.shown
        )
        for each in view.course
    ]


def _below(view: View, inside: list[Area]) -> list[str]:
    lines = [texts.by_area(view.shown.label)]
    for area in inside:
        of = view.of(area.code)
        if of:
            lines.append(
                texts.area_line(area_name(area), view.done(area.code, view.shown.code), of)
            )
    return lines


def _numbers(ctx: Context, view: View) -> list[str]:
    quiet = silence.quiet(ctx.tx, ctx.event.id, (view.shown.code,), None, view.area.code)
    numbers = [each.number for each in quiet]
    return [texts.silent_here(view.shown.label, numbers)] if numbers else []


def _others(ctx: Context, view: View) -> list[str]:
    code, place = view.area.code, Place(view.area.code)
    lines = _logistics(ctx, view)
    lines += [
        texts.form_line(title, view.done(code, topic), view.of(code))
        for topic, title in _forms().items()
    ]
    if ctx.actor.may(Action.SEE_INCIDENTS, place):
        circle = ctx.actor.may(Action.SEE_CONFIDENTIAL, place)
        found = recap.troubles(ctx.tx, ctx.event.id, code, confidential=circle)
        lines.append(texts.troubles(found))
    turnout = recap.turnout(ctx.tx, ctx.event.id, code)
    if turnout:
        lines.append(
            texts.turnout(
                sum(each.voted for each in turnout), sum(each.voters for each in turnout),
                sum(each.stations for each in turnout),
            )
        )  # fmt: skip
    covered = officers.coverage(ctx.tx, ctx.event.id, code)
    lines.append(texts.without_reporter(covered.stations - covered.with_reporter))
    return lines


def _logistics(ctx: Context, view: View) -> list[str]:
    code, event_id = view.area.code, ctx.event.id
    lines = []
    for topic in logistics.TOPICS:
        said = recap.answers(ctx.tx, event_id, topic, code)
        wrong = sum(each.get("result") == logistics.BAD for each in said)
        label = texts.TOPICS[topic]
        lines.append(texts.logistics(label, view.done(code, topic), view.of(code), wrong))
    of = recap.stores(ctx.tx, code)
    if of:
        said = recap.answers(ctx.tx, event_id, store_check.FORM.kind, code)
        unsafe = sum(each.get("state") == store_check.UNSAFE for each in said)
        lines.append(texts.stores(len(said), of, unsafe))
    return lines


def _rows(ctx: Context, view: View, inside: list[Area]) -> Rows:
    code, shown = view.area.code, view.shown
    opened = [
        button(
            texts.area_button(
                area_label(area), view.done(area.code, shown.code), view.of(area.code)
            ),
            VERB, area.code, shown.code,
        )
        for area in inside
        if view.of(area.code)
    ]  # fmt: skip
    before, after = due.neighbours(view.course, shown)
    steps = []
    if before is not None:
        steps.append(button(texts.EARLIER.format(label=before.label), VERB, code, before.code))
    if after is not None:
        steps.append(button(texts.LATER.format(label=after.label), VERB, code, after.code))
    silent = button(texts.WHO_IS_SILENT.format(label=shown.label), "rk.no", code, shown.code)
    last = [button(texts.REFRESH, VERB, code, shown.code)]
    around = ground.above(ctx, view.area)
    if around is not None:
        up = texts.UP.format(area=area_label(around))
        last.insert(0, button(up, VERB, around.code, shown.code))
    return [*columns(opened[:80], 2), steps, [silent], last]
