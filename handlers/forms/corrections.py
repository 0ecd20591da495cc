"""Taking back and correcting: `batal`, `Koreksi`, and editing one's own message.

Every change is a new version; both stay visible to coordinators.
"""

from telegram import Update

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.forms import conversation, filing, milestones, typed
from handlers.forms.catalogue import FORMS
from handlers.forms.filing import scene_at
from handlers.forms.model import Form, Scene
from handlers.forms.reading import read_number, similar, words_of
from handlers.incidents.raising import retract
from handlers.menu_keys import keyboard
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from handlers.texts.dates import clock
from storage import drafts, outbox, reports
from storage.reports import NewReport, Report

CANCEL_WORDS = ("batal", "batalkan", "cancel")


async def take(update: Update, ctx: Context) -> bool:
    """`batal`: the open form, else the last report; `batal 1832` a certain one."""
    words = words_of(ctx.text)
    if not words or len(words) > 3 or not any(similar(words[0], w) for w in CANCEL_WORDS):
        return False
    rest = [word for word in words[1:] if word not in ("no", "nomor", "laporan")]
    number = read_number(rest[0]) if len(rest) == 1 else None
    if rest and number is None:
        return False
    _cancel(ctx, number)
    return True


async def cancel(update: Update, ctx: Context) -> None:
    """/batal"""
    _cancel(ctx, read_number(ctx.words[0]) if ctx.words else None)


def _cancel(ctx: Context, number: int | None) -> None:
    milestones.forget_question(ctx)  # what is taken back needs no hour
    if number is None and drafts.get(ctx.tx, ctx.user.id) is not None:
        outbox.rename(ctx.tx, ctx.chat.id, conversation.LIVE, f"over:{ctx.incoming.update_id}")
        ctx.reply(common.CANCELLED, keys=keyboard(ctx))
        conversation.over(ctx)
        return
    report = _own(ctx, number)
    ctx.reply(_withdraw(ctx, report), keys=keyboard(ctx))


def _own(ctx: Context, number: int | None) -> Report:
    if number is None:
        found = reports.recent(ctx.tx, ctx.event.id, ctx.actor.person.id, 1)
        if not found:
            raise Refused(texts.NOTHING_TO_CANCEL)
        return found[0]
    report = reports.latest(ctx.tx, number)
    if report is None or report.withdrawn or report.person_id != ctx.actor.person.id:
        raise Refused(texts.NOTHING_TO_CANCEL)
    return report


def _withdraw(ctx: Context, report: Report) -> str:
    form, scene = _form_and_scene(ctx, report)
    said = filing.summary(form, scene, report)
    by = NewReport(
        report.event_id, report.kind, report.topic, report.area, ctx.actor.person.id,
        filing.rank(ctx.actor, scene.station), report.source, report.event_at, report.answers,
        report.station_id, report.store_id, report.on_behalf, ctx.incoming.update_id,
    )  # fmt: skip
    reports.withdraw(ctx.tx, ctx.now, report, by)
    retract(ctx.tx, ctx.now, ctx.policy, report)
    return texts.withdrawn(report.number, said)


def _form_and_scene(ctx: Context, report: Report) -> tuple[Form, Scene]:
    form = FORMS.get(report.kind)
    if form is None or report.event_id != ctx.event.id:
        raise Stale
    scene = scene_at(ctx, station_id=report.station_id, store_id=report.store_id, area=report.area)
    return form, scene


# ── Koreksi ──────────────────────────────────────────────────────────────────────────────────
async def choose(update: Update, ctx: Context) -> None:
    """The person's last reports, to correct one."""
    found = reports.recent(ctx.tx, ctx.event.id, ctx.actor.person.id, 8)
    if not found:
        raise Refused(texts.NO_REPORTS)
    rows = [[button(_title(ctx, report), "k.one", report.number)] for report in found]
    ctx.reply(texts.WHICH_REPORT, rows)


def _title(ctx: Context, report: Report) -> str:
    form, _ = _form_and_scene(ctx, report)
    at = clock(ctx.policy.local(report.received_at))
    return f"{at} No. {report.number} {form.title}"[:60]


async def one(update: Update, ctx: Context) -> None:
    """A report was chosen: fill it in again, or take it back."""
    report = _mine(ctx)
    form, scene = _form_and_scene(ctx, report)
    ctx.edit(
        f"No. {report.number}: {filing.summary(form, scene, report)}",
        [[button(texts.CORRECT_AGAIN, "k.again", report.number),
          button(texts.WITHDRAW, "k.drop", report.number)]],
    )  # fmt: skip


async def again(update: Update, ctx: Context) -> None:
    """Fill the report in anew; what comes out is a new version."""
    report = _mine(ctx)
    form, _ = _form_and_scene(ctx, report)
    place = {"_station": report.station_id, "_store": report.store_id, "_area": report.area}
    known = {name: value for name, value in place.items() if value is not None}
    conversation.begin(ctx, form, {**known, "_corrects": report.number})


async def drop(update: Update, ctx: Context) -> None:
    """Take the chosen report back."""
    ctx.edit(_withdraw(ctx, _mine(ctx)))


def _mine(ctx: Context) -> Report:
    report = reports.latest(ctx.tx, ctx.number(0))
    if report is None or report.withdrawn:
        raise Stale
    if report.person_id != ctx.actor.person.id:
        raise Denied(FORMS[report.kind].action)
    return report


# ── Edited messages ──────────────────────────────────────────────────────────────────────────
async def edited(update: Update, ctx: Context) -> bool:
    """A message that was a report was changed: what it says now is a new version."""
    message = ctx.incoming.effective_message
    report = reports.of_message(ctx.tx, ctx.chat.id, message.message_id) if message else None
    if report is None or report.withdrawn or report.person_id != ctx.actor.person.id:
        return False
    line = typed.reader(ctx).read(ctx.text)
    if line is None or line.batch or line.form.kind != report.kind:
        raise Refused(texts.EDIT_NOT_UNDERSTOOD)
    _, scene = _form_and_scene(ctx, report)
    typed.file_line(ctx, line, scene, corrects=report.number)
    return True


PRESSES: dict[str, Handle] = {"k.one": one, "k.again": again, "k.drop": drop}
COMMANDS: dict[str, Handle] = {"batal": cancel, "koreksi": choose}
