"""/belum: who is silent about a milestone, by village; stations without any reporter apart."""

from itertools import groupby

from telegram import Update

from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.recap import due, ground, overview
from handlers.texts import recap as texts
from handlers.texts.common import area_name
from storage import recap, silence
from storage.areas import Area
from storage.events import Milestone
from storage.silence import Quiet


async def command(update: Update, ctx: Context) -> None:
    """/belum, /belum tutup, /belum mulai Kec. Sukun"""
    course = overview.course_of(ctx)
    milestone, rest = overview.asked_for(ctx, course, " ".join(ctx.words))
    area = ground.named(ctx, rest)
    shown = milestone or overview.current(ctx, course)
    rows = [] if rest else ground.chooser(ctx, "rk.no", shown.code)
    if rows:
        ctx.reply(texts.PICK_AREA, rows)
        return
    tell(ctx, area, shown)


async def press(update: Update, ctx: Context) -> None:
    """📋 Belum, below a recap; or an area that was picked."""
    area = ground.pressed(ctx, ctx.word(0))
    course = overview.course_of(ctx)
    shown = next((each for each in course if each.code == ctx.word(1)), None)
    tell(ctx, area, shown or overview.current(ctx, course))


def tell(ctx: Context, area: Area, milestone: Milestone) -> None:
    """Say who is silent; a long list goes out in parts, the buttons below the last."""
    quiet = silence.quiet(ctx.tx, ctx.event.id, (milestone.code,), None, area.code)
    of = sum(each.on_course for each in recap.villages(ctx.tx, ctx.event.id, area.code))
    at = due.expected_at(ctx.event, milestone, ctx.policy.zone)
    title = texts.silent_title(area_name(area), milestone.label, at, len(quiet), of)
    head = texts.marked(title, rehearsal=ctx.event.rehearsal)
    ctx.reply("\n".join([head, "", *lines(quiet)]), _rows(ctx, area, milestone))


def lines(quiet: list[Quiet]) -> list[str]:
    """The stations by village: first those with somebody to ask, then those with nobody."""
    if not quiet:
        return [texts.EVERYBODY_REPORTED]
    with_reporter = [each for each in quiet if each.reporters]
    without = [each for each in quiet if not each.reporters]
    found = _by_village(with_reporter)
    return [*found, texts.no_reporters(len(without)), *_by_village(without)] if without else found


def _by_village(quiet: list[Quiet]) -> list[str]:
    return [
        texts.village_line(village, [each.number for each in stations])
        for (_, village), stations in groupby(quiet, key=lambda each: (each.area, each.village))
    ]


def _rows(ctx: Context, area: Area, milestone: Milestone) -> Rows:
    before, after = due.neighbours(overview.course_of(ctx), milestone)
    steps = []
    if before is not None:
        earlier = texts.EARLIER.format(label=before.label)
        steps.append(button(earlier, "rk.no", area.code, before.code))
    if after is not None:
        later = texts.LATER.format(label=after.label)
        steps.append(button(later, "rk.no", area.code, after.code))
    return [steps, [button(texts.RECAP, overview.VERB, area.code, milestone.code)]]
