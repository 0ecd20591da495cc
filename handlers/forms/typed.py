"""Handling of one-line reports: those about one station are stored at once."""

import re
from typing import Any

from telegram import Update

from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import (
    asking,
    batches,
    conversation,
    engine,
    filing,
    incident,
    logistics,
    milestones,
    noted,
    offering,
    receipts,
    status,
    true_hour,
    typed_in,
)
from handlers.forms.filing import BY_TEXT, Origin
from handlers.forms.line import Line
from handlers.forms.model import BadAnswer, Form, Scene, Stations
from handlers.forms.named import notes_of, read, reader, station_of
from handlers.forms.reading import read_numbers, words_of
from handlers.incidents.kinds import OTHER
from handlers.menu_keys import keyboard
from handlers.words.understanding import understand
from storage import drafts
from storage.areas import Station

_NUMBERS = re.compile(r"\d{1,3}(?:-\d{1,3})?")


async def take(update: Update, ctx: Context) -> bool:
    """A message that is a one-line report; it comes before a form that is open."""
    message = ctx.incoming.effective_message
    return message is not None and bool(message.text) and file_text(ctx)


def file_text(ctx: Context, text: str | None = None) -> bool:
    """Take the text or caption, or another text, as a one-line report; False if it is none."""
    if _station_numbers_asked(ctx) or (text is None and _option_named(ctx)):
        return False
    said = _spelled_out(ctx.text if text is None else text)
    if words_of(said) == ["isi", "kotak"] and _inside(ctx):
        return True
    line = read(ctx, said)
    if line is None:
        return False
    if _only_guessed(line, said):
        return _offer(ctx, said, given=text is not None)
    if line.batch:
        batches.preview(ctx, line)
    else:
        _single(ctx, line)
    return True


def _spelled_out(text: str) -> str:
    """`isi kotak lengkap` is part of the report on logistics."""
    return f"logistik {text}" if re.match(r"\s*isi kotak\s+\w", text, re.IGNORECASE) else text


def _inside(ctx: Context) -> bool:
    """Open the report on what lies in the boxes; False for whoever may not open them."""
    scene = filing.scene_at(ctx)
    step = engine.step_of(logistics.FORM, "part")
    current = conversation.opened(drafts.get(ctx.tx, ctx.user.id))
    if current is not None and current.form is logistics.FORM:
        return False
    if step is None or logistics.INSIDE not in [o.code for o in logistics.parts(scene, {})]:
        return False
    try:
        engine.admit(step, scene, {}, logistics.INSIDE)
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    conversation.begin(ctx, logistics.FORM, {"part": logistics.INSIDE})
    return True


def _only_guessed(line: Line, text: str) -> bool:
    """Whether it tells of an incident whose kind is a guess, not clear."""
    unclear = line.form is incident.FORM and "kind" not in line.answers
    return unclear and any(each.kind.code != OTHER for each in understand(text).guesses)


def _offer(ctx: Context, text: str, *, given: bool) -> bool:
    """Ask like about free words; those below a picture are left to who takes pictures too."""
    message = ctx.incoming.effective_message
    if message is None or not (given or message.text):
        return False
    offering.offer(ctx, message, text)
    return True


def file_command(ctx: Context, name: str) -> bool:
    """The words behind a command as a report: `/masalah banjir`, `/logistik 5 lengkap`."""
    words = list(ctx.words)
    if not words or reader(ctx).station(" ".join(words)) is not None:
        return False
    first = [words.pop(0)] if len(words) > 1 and _NUMBERS.fullmatch(words[0]) else []
    return file_text(ctx, " ".join([*first, name, *words]))


def _station_numbers_asked(ctx: Context) -> bool:
    """Whether bare numbers answer the open form: they read like votes, and are stations."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = conversation.opened(draft)
    step = engine.step_of(current.form, draft.step) if draft and current else None
    asked = step is not None and isinstance(step.question, Stations)
    return asked and read_numbers(words_of(ctx.text)) is not None


def _option_named(ctx: Context) -> bool:
    """Whether the text is a button of the open question, such as "Kotak suara": no milestone."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = conversation.opened(draft)
    step = engine.step_of(current.form, draft.step) if draft and current else None
    if current is None or step is None or current.form is status.FORM:
        return False
    scene = conversation.scene_of(ctx, current.answers)
    return engine.names_option(step, scene, current.answers, ctx.text)


def _single(ctx: Context, line: Line) -> None:
    station = _station(ctx, line)
    if station is None:
        given = typed_in.noted(ctx, dict(line.answers) | notes_of(line), typed_in.LINE)
        if line.village is not None:
            given["_village"] = line.village.code
        if line.numbers:
            given["_number"] = line.numbers[0]
        conversation.begin(ctx, line.form, given)
        return
    scene = filing.scene_at(ctx, station_id=station.id)
    filing.require(ctx, line.form.action, scene.place)
    file_line(ctx, line, scene)


def _station(ctx: Context, line: Line) -> Station | None:
    """The station a line is about; one named inside the words of an emergency counts too."""
    if line.form.place == "node":
        return None
    if line.form is incident.FORM and not line.numbers:
        inside = noted.station_named(ctx, understand(ctx.text).station, ctx.text)
        if inside is not None:
            return inside
    return station_of(ctx, line)


def file_line(ctx: Context, line: Line, scene: Scene, corrects: int | None = None) -> None:
    """Store a line about one station, or ask what is missing or doubtful."""
    notes = notes_of(line) | ({"_corrects": corrects} if corrects is not None else {})
    notes = typed_in.noted(ctx, notes, typed_in.LINE)
    answers = dict(line.answers)
    at = conversation.said_at(scene, {**answers, **notes})
    place = {"_station": scene.station.id} if scene.station else {}
    unlikely = _doubtful(line.form, scene, answers)
    if unlikely is not None:
        value = answers.pop(unlikely.question.name)
        begun = conversation.make_room(ctx, line.form, {**answers, **notes, **place})
        conversation.ask_back(ctx, line.form, begun, unlikely, value)
        return
    missing = engine.next_step(line.form, scene, answers) is not None
    doubt = milestones.doubt_of(scene, answers, at) if line.form is status.FORM else None
    if missing or doubt is not None or asking.source_is_open(ctx, scene, notes):
        conversation.begin(ctx, line.form, {**answers, **notes, **place})
        return
    conversation.over_if_same(ctx, line.form, {**answers, **place})
    origin = Origin(line.source or BY_TEXT, at, corrects=corrects)
    if line.form is status.FORM:
        filed, unsure = true_hour.tick(ctx, scene, answers, origin)
    else:
        filed, unsure = filing.file(ctx, line.form, scene, answers, origin), False
    if filed.again:
        ctx.reply(receipts.receipt(ctx, filed), keys=keyboard(ctx))
        return
    # A message that brings the keyboard can't be edited: a receipt that changes comes without.
    text = receipts.receipt(ctx, filed)
    if line.form.opening is not None:
        text = f"{line.form.opening(scene)}\n\n{text}"
    ctx.show(ctx.chat.id, receipts.key(filed), text, kind="receipt",
             keys=None if line.form.receipt else keyboard(ctx))  # fmt: skip
    if unsure:
        true_hour.ask_hour(ctx, scene, filed)
    if line.form is status.FORM:
        conversation.ask_turnout(ctx, scene, answers)


def _doubtful(form: Form, scene: Scene, answers: dict[str, Any]) -> engine.Step | None:
    """The question whose answer in the line is unlikely."""
    for question in form.questions:
        step, value = engine.Step(question), answers.get(question.name)
        if value is not None and engine.doubt(step, scene, answers, value) is not None:
            return step
    return None
