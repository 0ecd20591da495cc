"""Taking back and correcting: `batal`, `Koreksi`, and editing one's own message.

Every change is a new version; both stay visible to coordinators.
"""

from html import escape, unescape
from typing import Any

from telegram import Message, Update

from handlers.access import Action, Place
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.forms import (
    at_once,
    conversation,
    engine,
    filing,
    free_text,
    incident,
    named,
    receipts,
    status,
    true_hour,
    typed,
    typed_in,
    typed_replies,
)
from handlers.forms.filing import Origin, scene_at
from handlers.forms.model import BadAnswer, Form, Scene
from handlers.forms.reading import read_number, similar, without_fillers, words_of
from handlers.menu_keys import keyboard
from handlers.router import Handle
from handlers.texts import common, receiving
from handlers.texts import forms as texts
from storage import drafts, reports, typed_answers
from storage.reports import Report

MOST_LABEL = 64
"""Letters of a button that a phone shows."""
CANCEL_WORDS = ("batal", "batalkan", "dibatalkan", "cancel")


async def take(update: Update, ctx: Context) -> bool:
    """`batal`: the open form, else the last report; `batal 1832` a certain one."""
    words = without_fillers(words_of(ctx.text))  # `mohon dibatalkan pak`
    if not words or len(words) > 4 or not any(similar(words[0], w) for w in CANCEL_WORDS):
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
    if number is None and _choice_is_meant(ctx):
        ctx.reply(common.CANCELLED, keys=keyboard(ctx))
        return
    true_hour.forget_question(ctx)  # what is taken back needs no hour
    if number is None and _form_is_meant(ctx):
        conversation.put_down(ctx, keyboard(ctx))
        return
    if number is None and free_text.dismiss_waiting(ctx):
        return
    report = _own(ctx, number) if number is not None else _last(ctx)
    if number is None and _just_withdrew(ctx):
        ctx.reply(*_withdraw_too(ctx, report))
        return
    ctx.reply(_withdraw(ctx, report), keys=keyboard(ctx))


def _choice_is_meant(ctx: Context) -> bool:
    """Whether the last thing done was to ask for a choice: then that is closed."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    last = reports.last_word(ctx.tx, ctx.event.id, ctx.actor.person.id)
    if draft is None or (last is not None and last.received_at >= draft.touched_at):
        return False
    return true_hour.stop_choosing(ctx)


def _form_is_meant(ctx: Context) -> bool:
    """Whether a form is open, and nothing was reported beside it since: then that is meant."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None:
        return False
    last = reports.last_word(ctx.tx, ctx.event.id, ctx.actor.person.id)
    if last is None or last.withdrawn or last.received_at <= draft.touched_at:
        return True
    return last.number == at_once.number_of(draft.answers)


def _last(ctx: Context) -> Report:
    found = reports.recent(ctx.tx, ctx.event.id, ctx.actor.person.id, 1)
    if not found:
        raise Refused(texts.NOTHING_TO_CANCEL)
    return found[0]


def _just_withdrew(ctx: Context) -> bool:
    """Whether the person's last word was to take something back: `batal` twice may be a slip."""
    last = reports.last_word(ctx.tx, ctx.event.id, ctx.actor.person.id)
    return last is not None and last.withdrawn


def _withdraw_too(ctx: Context, report: Report) -> tuple[str, Rows]:
    form, scene = filing.form_and_scene(ctx, report)
    text = texts.withdraw_too(report.number, receipts.named(ctx, form, scene, report))
    return receipts.marked(ctx, text), [[
        button(texts.WITHDRAW_YES, "k.drop", report.number),
        button(texts.WITHDRAW_NO, "k.keep", report.number),
    ]]  # fmt: skip


def _own(ctx: Context, number: int) -> Report:
    report = reports.latest(ctx.tx, number)
    if report is None or not _may_change(ctx, report):
        raise Refused(texts.not_your_report(number))
    if report.withdrawn:
        raise Refused(texts.taken_back(number))
    return report


def _may_change(ctx: Context, report: Report) -> bool:
    """Whether it is the person's own, or one of their area that they may correct for others.

    Incidents of others are dealt with by triage: who may see one is decided there.
    """
    if report.event_id != ctx.event.id:
        return False
    if report.person_id == ctx.actor.person.id:
        return True
    place = Place(report.area, report.station_id, report.store_id)
    return report.kind != incident.FORM.kind and ctx.actor.may(Action.CORRECT_OTHERS, place)


# ── Koreksi ──────────────────────────────────────────────────────────────────────────────────
async def choose(update: Update, ctx: Context) -> None:
    """The person's last reports, to correct one; `/koreksi 12` a certain one."""
    number = read_number(" ".join(ctx.words)) if ctx.words else None
    if number is not None and ctx.incoming.callback_query is None:
        ctx.reply(*_one(ctx, _own(ctx, number)))
        return
    found = reports.recent(ctx.tx, ctx.event.id, ctx.actor.person.id, 10)
    if not found:
        raise Refused(texts.NO_REPORTS)
    rows = [[button(_title(ctx, report), "k.one", report.number)] for report in found]
    true_hour.forget_question(ctx)
    if drafts.get(ctx.tx, ctx.user.id) is None:
        drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, true_hour.CORRECTING_DRAFT,
                    "which", {})  # fmt: skip
    ctx.respond(texts.WHICH_REPORT, [*rows, [button(common.BACK, "m.menu")]])


def _title(ctx: Context, report: Report) -> str:
    """What a report says, in plain letters: the label of a button."""
    form, scene = filing.form_and_scene(ctx, report)
    said = unescape(filing.summary(form, scene, report))
    # A milestone says its hour itself.
    at = None if form is status.FORM else ctx.policy.local(report.received_at)
    place = _place(scene, said)
    title = texts.report_title(report.number, place, said, at)
    over = len(title) - MOST_LABEL
    if over <= 0:
        return title
    return texts.report_title(report.number, place, f"{said[: -over - 1]}…", at)


def _place(scene: Scene, said: str) -> str:
    """TPS 012, a store or an area (not escaped); empty where the summary names it."""
    if scene.station is not None:
        return common.tps(scene.station.number)
    node = scene.store or scene.area
    name = "" if node is None else receiving.node_name(node)
    return "" if name in said else name


async def one(update: Update, ctx: Context) -> None:
    """A report was chosen: fill it in again, or take it back."""
    ctx.edit(*_one(ctx, _mine(ctx)))


def _one(ctx: Context, report: Report) -> tuple[str, Rows]:
    form, scene = filing.form_and_scene(ctx, report)
    said = filing.summary(form, scene, report)
    place = escape(_place(scene, unescape(said)))
    return texts.report_title(report.number, place, said, None), [[
        button(texts.CORRECT_AGAIN, "k.again", report.number),
        button(texts.WITHDRAW, "k.drop", report.number),
    ], [button(common.BACK, "m.correct")]]  # fmt: skip


async def again(update: Update, ctx: Context) -> None:
    """Fill the report in anew; what comes out is a new version."""
    report = _mine(ctx)
    form, _ = filing.form_and_scene(ctx, report)
    place = {"_station": report.station_id, "_store": report.store_id, "_area": report.area}
    known = {name: value for name, value in place.items() if value is not None}
    conversation.begin(ctx, form, {**known, "_corrects": report.number})


async def drop(update: Update, ctx: Context) -> None:
    """Take the chosen report back."""
    ctx.edit(_withdraw(ctx, _mine(ctx)))


def _withdraw(ctx: Context, report: Report) -> str:
    """Take a report back; what is told about it."""
    filing.withdraw(ctx, report)
    form, scene = filing.form_and_scene(ctx, report)
    told = receipts.named(ctx, form, scene, report)
    return receipts.marked(ctx, texts.withdrawn(report.number, told))


async def keep(update: Update, ctx: Context) -> None:
    """Tidak: what is asked about stands."""
    report = _mine(ctx)
    form, scene = filing.form_and_scene(ctx, report)
    ctx.edit(texts.kept(report.number, receipts.named(ctx, form, scene, report)))


def _mine(ctx: Context) -> Report:
    report = reports.latest(ctx.tx, ctx.number(0))
    if report is None or report.withdrawn:
        raise Stale
    if not _may_change(ctx, report):
        raise Denied(Action.CORRECT_OTHERS)
    return report


# ── Edited messages ──────────────────────────────────────────────────────────────────────────
async def edited(update: Update, ctx: Context) -> bool:
    """A message that was a report, or part of one, was changed: what it says now holds."""
    message = ctx.incoming.effective_message
    if message is None:
        return False
    if typed_replies.edited(ctx, message) or _edited_line_of_draft(ctx, message):
        return True
    part = typed_answers.of_message(ctx.tx, ctx.chat.id, message.message_id)
    whole = reports.of_message(ctx.tx, ctx.chat.id, message.message_id)
    report = whole if part is None else reports.latest(ctx.tx, part.number)
    if report is None or report.withdrawn or report.person_id != ctx.actor.person.id:
        return False
    if part is not None and part.step != typed_in.LINE:
        _answer_anew(ctx, report, part.step)
    else:
        _line_anew(ctx, report)
    return True


def _edited_line_of_draft(ctx: Context, message: Message) -> bool:
    """The line that opened the form which is still open: it is read anew in its place."""
    current = conversation.opened(drafts.get(ctx.tx, ctx.user.id))
    if current is None or at_once.number_of(current.answers) is not None:
        return False
    if typed_in.step_in(current.answers, message.message_id) != typed_in.LINE:
        return False
    conversation.over(ctx)
    if not typed.file_text(ctx):
        raise Refused(texts.EDIT_NOT_UNDERSTOOD)
    return True


def _line_anew(ctx: Context, report: Report) -> None:
    line = named.read(ctx, ctx.text)
    if line is None or line.batch or line.form.kind != report.kind:
        raise Refused(texts.EDIT_NOT_UNDERSTOOD)
    _, scene = filing.form_and_scene(ctx, report)
    station = named.station_of(ctx, line) if line.numbers else None
    if station is not None:
        scene = scene_at(ctx, station_id=station.id)
    filing.require(ctx, line.form.action, scene.place)
    typed.file_line(ctx, line, scene, corrects=report.number)


def _answer_anew(ctx: Context, report: Report, key: str) -> None:
    """One answer of a filed report was changed: a new version with it, asked about if doubtful."""
    form, scene = filing.form_and_scene(ctx, report)
    step = engine.step_of(form, key)
    if step is None:
        raise Refused(texts.EDIT_NOT_UNDERSTOOD)
    filing.require(ctx, form.action, scene.place)
    known = {**report.answers, "_corrects": report.number}
    try:
        value = engine.read(step, scene, known, ctx.text)
        engine.admit(step, scene, known, value)
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    answers = engine.answered(step, report.answers, value)
    if engine.doubt(step, scene, known, value) is not None:
        opened = conversation.make_room(ctx, form, _reopened(ctx, report, report.answers))
        conversation.ask_back(ctx, form, opened, step, value)
    elif (asked := incident.asked_again(form, answers)) != answers:
        conversation.begin(ctx, form, _reopened(ctx, report, asked))
    else:
        _new_version(ctx, form, scene, report, answers)


def _reopened(ctx: Context, report: Report, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers of a report as a form that is to correct it begins with them."""
    place = {"_station": report.station_id, "_store": report.store_id, "_area": report.area}
    name = next(name for name, value in place.items() if value is not None)
    hour = f"{ctx.policy.local(report.event_at):%H%M}"
    return {**answers, name: place[name], "_corrects": report.number, "_at": hour}


def _new_version(
    ctx: Context, form: Form, scene: Scene, report: Report, answers: dict[str, Any]
) -> None:
    if answers == report.answers:
        said = receipts.named(ctx, form, scene, report)
        ctx.reply(receipts.marked(ctx, texts.reported_by_yourself(report.number, said)))
        return
    origin = Origin(report.source, report.event_at, corrects=report.number)
    filed = filing.file(ctx, form, scene, answers, origin)
    ctx.show(ctx.chat.id, receipts.key(filed), receipts.receipt(ctx, filed), kind="receipt")


PRESSES: dict[str, Handle] = {"k.one": one, "k.again": again, "k.drop": drop, "k.keep": keep}
COMMANDS: dict[str, Handle] = {"batal": cancel, "koreksi": choose}
