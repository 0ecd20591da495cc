"""The true hour of a milestone that was reported late: ready hours to press, or typed words."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from telegram import Update

from handlers.access import Action
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused, Stale
from handlers.forms import filing, receipts, status
from handlers.forms.filing import Filed, Origin
from handlers.forms.model import Answers, Scene
from handlers.forms.spoken import read_hour
from handlers.router import Handle
from handlers.texts import forms as words
from handlers.texts import status as texts
from handlers.texts.dates import clock
from storage import drafts, reports
from storage.reports import Report

LATE = timedelta(minutes=10)
"""A report this long after its hour may be about earlier: the true hour is asked."""
ASKED_FOR = timedelta(hours=18)
EARLIER_DAY = timedelta(days=3)
"""How long after its hour a report may be meant for it; so long if it was due on a day before."""
LATE_DRAFT = "status.hour"
CHOOSING_DRAFT = "status.station"
CORRECTING_DRAFT = "koreksi"
CHOICES = (CHOOSING_DRAFT, CORRECTING_DRAFT)
"""What is shown to choose from: nothing is lost when it is forgotten."""
_SPELLED_HOUR = re.compile(
    r".*(?:[.:]|jam|pukul|pkl|\d{4}|setengah|lebih|kurang|kemarin|semalam).*", re.IGNORECASE
)
"""A bare number is no hour: it may be a station's."""
_NO_HOUR = re.compile(r"\D{0,12}\d{1,2}[.:,]\d{1,2}\D{0,6}")
"""What can only be meant for an hour, and is none: 24.00, 7:5."""
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")
_YESTERDAY = re.compile(r"\b(?:kemarin|kemaren|semalam|tadi\s+malam)\b", re.IGNORECASE)
_AROUND = (-120, -60, 0, 60, 120, 240)
_AFTER = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes from the hour that was expected: of a day before, and of the day itself."""


def is_late(scene: Scene, answers: Answers) -> bool:
    """Whether a report without an hour may be about earlier."""
    milestone = status.milestone_of(scene, answers)
    due = None if milestone is None else status.expected_at(scene, milestone)
    if due is None:
        return False
    lasting = EARLIER_DAY if due.date() < scene.local.date() else ASKED_FOR
    return due + LATE < scene.local < due + lasting


def tick(ctx: Context, scene: Scene, answers: dict[str, Any], origin: Origin) -> tuple[Filed, bool]:
    """Store a milestone; True beside it if the true hour must still be asked.

    Who says late, and without an hour, what another said before only confirms it: of that hour.
    """
    unsure = origin.event_at is None and is_late(scene, answers)
    known = filing.confirmed(ctx, status.FORM, scene, answers) if unsure else None
    at = origin.event_at if known is None else known.event_at
    origin = replace(origin, event_at=at, hold_alarm=unsure)
    filed = filing.file(ctx, status.FORM, scene, answers, origin)
    return filed, unsure and known is None and not filed.again


def ask_hour(ctx: Context, scene: Scene, filed: Filed) -> None:
    """After a late report: when did it really happen? Typed hours are taken too."""
    report = filed.report
    milestone = status.milestone_of(scene, report.answers)
    due = None if milestone is None else status.expected_at(scene, milestone)
    if due is None:
        return
    forget_question(ctx)
    if drafts.get(ctx.tx, ctx.user.id) is None:
        answers = {"number": report.number}
        drafts.save(ctx.tx, ctx.now, ctx.user.id, scene.event.id, LATE_DRAFT, "hour", answers)
    text = receipts.headed(ctx, report.station_id, texts.WHAT_TIME)
    ctx.reply(text, _hours(scene, report.number, due))


def _hours(scene: Scene, number: int, due: datetime) -> Rows:
    just_now = f"{texts.JUST_NOW} {clock(scene.local)}"
    now = button(just_now, "st.hour", number, f"{scene.local:%H%M}")
    return [*ready_hours(scene, due, "st.hour", number), [now]]


def ready_hours(scene: Scene, due: datetime, verb: str, *before: object) -> Rows:
    """Hours to press around the one that was expected; how many days ago stands behind each."""
    today = scene.local.date()
    earlier = due.date() < today
    times = [due + timedelta(minutes=minutes) for minutes in (_AROUND if earlier else _AFTER)]
    buttons: list[Button] = []
    for at in (each for each in times if each < scene.local):
        back = [(today - at.date()).days] if at.date() < today else []
        buttons.append(button(texts.hour_of_day(at, today), verb, *before, f"{at:%H%M}", *back))
    return columns(buttons, 2 if earlier else 3)


def pressed(ctx: Context, index: int) -> tuple[str, int]:
    """The hour and the days ago that a ready hour's button says; Malformed if it says none."""
    typed, back = ctx.word(index), ctx.number(index + 1) if len(ctx.words) > index + 1 else 0
    if not _HOUR.fullmatch(typed) or not 0 <= back <= EARLIER_DAY.days:
        raise Malformed
    return typed, back


def _set_hour(ctx: Context, report: Report, at: datetime) -> str:
    scene = filing.scene_at(ctx, station_id=report.station_id)
    if at > scene.local:
        raise Refused(texts.in_the_future(_label(scene, report), at))
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == LATE_DRAFT:
        drafts.drop(ctx.tx, ctx.user.id)
    if at == ctx.policy.local(report.event_at).replace(second=0, microsecond=0):
        filing.raise_alarm(ctx, status.FORM, scene, report.answers, report)
        said = receipts.named(ctx, status.FORM, scene, report)
        return receipts.marked(ctx, receipts.in_the_name(ctx, words.receipt(report.number, said)))
    origin = Origin(report.source, event_at=at, corrects=report.number)
    filed = filing.file(ctx, status.FORM, scene, report.answers, origin)
    said = receipts.with_place(ctx, report.station_id, filed.summary)
    text = words.corrected(report.number, filed.report.version, said)
    return receipts.marked(ctx, receipts.in_the_name(ctx, text))


def _label(scene: Scene, report: Report) -> str:
    milestone = status.milestone_of(scene, report.answers)
    return report.topic if milestone is None else milestone.label


def _asked_about(ctx: Context, number: int) -> Report:
    """The report whose hour is asked, if it is the person's own and stands."""
    report = reports.latest(ctx.tx, number)
    if report is None or report.withdrawn or report.event_id != ctx.event.id:
        raise Stale
    if report.person_id != ctx.actor.person.id:
        raise Denied(Action.CORRECT_OTHERS)
    if report.kind != status.FORM.kind:
        raise Malformed
    return report


def _reported_on(ctx: Context, report: Report) -> date:
    """The day on which it was reported first: hours are meant from there."""
    return ctx.policy.local(reports.versions(ctx.tx, report.number)[0].received_at).date()


def _at(ctx: Context, day: date, hour: str) -> datetime:
    local = ctx.policy.local(ctx.now)
    return local.replace(
        year=day.year, month=day.month, day=day.day, hour=int(hour[:2]), minute=int(hour[2:]),
        second=0, microsecond=0,
    )  # fmt: skip


def forget_question(ctx: Context) -> None:
    """Stop waiting for an hour or a station's number: the person has moved on."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form in (LATE_DRAFT, *CHOICES):
        drafts.drop(ctx.tx, ctx.user.id)


def stop_choosing(ctx: Context) -> bool:
    """The same where only a choice is shown; False if none is."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    return draft is not None and draft.form in CHOICES and drafts.drop(ctx.tx, ctx.user.id)


async def hour(update: Update, ctx: Context) -> None:
    """A ready hour was pressed; behind it stands how many days ago, if not on the same day."""
    typed, back = pressed(ctx, 1)
    report = _asked_about(ctx, ctx.number(0))
    day = _reported_on(ctx, report) - timedelta(days=back)
    ctx.edit(_set_hour(ctx, report, _at(ctx, day, typed)))


async def take_hour(update: Update, ctx: Context) -> bool:
    """An hour typed after "Pukul berapa sebenarnya?": `17.00`, `kemarin jam 5 sore`."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != LATE_DRAFT or not _SPELLED_HOUR.fullmatch(ctx.text):
        return False
    at = read_hour(_YESTERDAY.sub("", ctx.text))
    if at is None and _NO_HOUR.fullmatch(ctx.text):
        raise Refused(texts.HOUR_PLEASE)
    if at is None:
        return False
    report = _asked_about(ctx, draft.answers["number"])
    scene = filing.scene_at(ctx, station_id=report.station_id)
    moment = _at(ctx, _reported_on(ctx, report), f"{at:%H%M}")
    if _YESTERDAY.search(ctx.text):
        moment -= timedelta(days=1)
    ctx.reply(_set_hour(ctx, report, status.on_its_day(scene, report.answers, moment)))
    return True


PRESSES: dict[str, Handle] = {"st.hour": hour}
