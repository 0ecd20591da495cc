"""Handling of one-line reports: one station at once, several after a preview."""

import re
from dataclasses import replace
from html import escape as esc
from typing import Any

from telegram import Update

from handlers.access import Action
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms import asking, conversation, engine, filing, milestones, places, status
from handlers.forms.catalogue import FORMS
from handlers.forms.filing import BY_TEXT, Origin
from handlers.forms.line import Line, Reader
from handlers.forms.model import BadAnswer, Form, Scene, Stations
from handlers.forms.reading import read_numbers, words_of
from handlers.forms.votes import looks_like_votes
from handlers.menu_keys import keyboard
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from storage import areas, drafts, reports
from storage.areas import Station

BATCH = "batch"
_STATION = re.compile(r"tps\s*\d{1,3}", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:-\d{1,3})?")


def reader(ctx: Context) -> Reader:
    """What this person's lines are read against."""
    many = places.own_station(ctx.tx, ctx.actor) is None
    scene = filing.scene_at(ctx)
    villages = places.villages(ctx.tx, ctx.actor, Action.REPORT_STATUS) if many else []
    forms = [form for form in FORMS.values()
             if form.place != "node" or places.nodes(ctx.tx, ctx.actor)]  # fmt: skip
    return Reader(scene, forms, villages, many)


async def take(update: Update, ctx: Context) -> bool:
    """A message that is a one-line report; it comes before a form that is open."""
    message = ctx.incoming.effective_message
    return message is not None and bool(message.text) and file_text(ctx)


def file_text(ctx: Context, text: str | None = None) -> bool:
    """Take the text or caption, or another text, as a one-line report; False if it is none."""
    text = ctx.text if text is None else text
    if _station_numbers_asked(ctx):
        return False
    if looks_like_votes(text):
        raise Refused(texts.NO_VOTES)
    try:
        line = reader(ctx).read(text)
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    if line is None:
        return False
    if line.batch:
        _preview(ctx, line)
    else:
        _single(ctx, line)
    return True


def file_command(ctx: Context, name: str) -> bool:
    """The words behind a command as a report: `/masalah banjir`, `/logistik 5 lengkap`."""
    words = list(ctx.words)
    if not words or reader(ctx).station(" ".join(words)) is not None:
        return False
    first = [words.pop(0)] if len(words) > 1 and _NUMBERS.fullmatch(words[0]) else []
    return file_text(ctx, " ".join([*first, name, *words]))


def named_place(ctx: Context, text: str) -> dict[str, Any]:
    """The station that words name, such as `5`, `TPS 5`, `Kotalama 5` or a full code.

    As a draft keeps it: its number alone where the village is still open; nothing for no words.
    Refused if there is no such station, or if the words name none.
    """
    if not text:
        return {}
    found = reader(ctx).station(text)
    if found is None:
        raise Refused(texts.WHICH_NUMBER)
    station = _station(ctx, found)
    return {"_number": found.numbers[0]} if station is None else {"_station": station.id}


def show_station(ctx: Context, text: str) -> None:
    """The list of the station that words name, of the own one for none, or the choice of one."""
    named = named_place(ctx, text)
    found = areas.station(ctx.tx, named["_station"]) if "_station" in named else None
    station = found if named else places.own_station(ctx.tx, ctx.actor)
    if station is None:
        milestones.choose_station(ctx, named.get("_number"))
    else:
        milestones.show_list(ctx, station)


def take_station(ctx: Context) -> bool:
    """`tps 5` without a slash means the same."""
    if not _STATION.fullmatch(ctx.text) or not ctx.actor.may(Action.REPORT_STATUS):
        return False
    show_station(ctx, ctx.text)
    return True


def _station_numbers_asked(ctx: Context) -> bool:
    """Whether bare numbers answer the open form: they read like votes, and are stations."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = conversation.opened(draft)
    step = engine.step_of(current.form, draft.step) if draft and current else None
    asked = step is not None and isinstance(step.question, Stations)
    return asked and read_numbers(words_of(ctx.text)) is not None


def _single(ctx: Context, line: Line) -> None:
    station = None if line.form.place == "node" else _station(ctx, line)
    if station is None:
        given = dict(line.answers) | _notes(line)
        if line.village is not None:
            given["_village"] = line.village.code
        if line.numbers:
            given["_number"] = line.numbers[0]
        conversation.begin(ctx, line.form, given)
        return
    scene = filing.scene_at(ctx, station_id=station.id)
    filing.require(ctx, line.form.action, scene.place)
    file_line(ctx, line, scene)


def file_line(ctx: Context, line: Line, scene: Scene, corrects: int | None = None) -> None:
    """Store a line about one station, or ask what is missing or doubtful."""
    notes = _notes(line) | ({"_corrects": corrects} if corrects is not None else {})
    answers = dict(line.answers)
    at = conversation.said_at(scene, notes)
    place = {"_station": scene.station.id} if scene.station else {}
    unlikely = _doubtful(line.form, scene, answers)
    if unlikely is not None:
        value = answers.pop(unlikely.question.name)
        conversation.ask_back(ctx, line.form, {**answers, **notes, **place}, unlikely, value)
        return
    missing = engine.next_step(line.form, scene, answers) is not None
    doubt = milestones.doubt_of(scene, answers, at) if line.form is status.FORM else None
    if missing or doubt is not None or asking.source_is_open(ctx, scene, notes):
        conversation.begin(ctx, line.form, {**answers, **notes, **place})
        return
    origin = Origin(line.source or BY_TEXT, at, corrects=corrects)
    if line.form is status.FORM:
        filed, unsure = milestones.tick(ctx, scene, answers, origin)
    else:
        filed, unsure = filing.file(ctx, line.form, scene, answers, origin), False
    # A message that brings the keyboard can't be edited: a receipt that changes comes without.
    text = filing.receipt(ctx, filed)
    if line.form.opening is not None and not filed.again:
        text = f"{line.form.opening(scene)}\n\n{text}"
    ctx.show(ctx.chat.id, filing.receipt_key(filed), text, kind="receipt",
             keys=None if line.form.receipt else keyboard(ctx))  # fmt: skip
    if unsure:
        milestones.ask_hour(ctx, scene, filed)
    if line.form is status.FORM:
        milestones.ask_turnout(ctx, scene, answers)


def _doubtful(form: Form, scene: Scene, answers: dict[str, Any]) -> engine.Step | None:
    """The question whose answer in the line is unlikely."""
    for question in form.questions:
        step, value = engine.Step(question), answers.get(question.name)
        if value is not None and engine.doubt(step, scene, answers, value) is not None:
            return step
    return None


def _notes(line: Line) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    if line.at is not None:
        notes["_at"] = f"{line.at:%H%M}"
    if line.source is not None:
        notes["_source"] = line.source
    return notes


def _station(ctx: Context, line: Line) -> Station | None:
    """The station a line is about; None if it must be asked, Refused if there is no such one."""
    own = places.own_stations(ctx.tx, ctx.actor)
    if not line.numbers:
        return places.own_station(ctx.tx, ctx.actor)
    number = line.numbers[0]
    here = [station for station in own if station.number == number]
    if len(here) == 1 and line.village is None:
        return here[0]
    village = _village(ctx, line) or (own[0].area if own else None)
    if village is None:
        return None
    found = areas.station_by_number(ctx.tx, village, number)
    if found is None:
        area = areas.area(ctx.tx, village)
        raise Refused(texts.no_such_station(number, area.name if area else ""))
    return found


def _village(ctx: Context, line: Line) -> str | None:
    if line.village is not None:
        return line.village.code
    found = places.villages(ctx.tx, ctx.actor, Action.REPORT_ON_BEHALF)
    return found[0].code if len(found) == 1 else None


# ── Several stations at once ─────────────────────────────────────────────────────────────────
def _preview(ctx: Context, line: Line) -> None:
    ctx.require(Action.REPORT_ON_BEHALF)
    if not line.form.batches or engine.next_step(line.form, filing.scene_at(ctx), line.answers):
        raise Refused(texts.ONE_BY_ONE)
    village = _village(ctx, line)
    if village is None:
        raise Refused(texts.WHICH_VILLAGE_FIRST)
    stations = _chosen(ctx, line, village)
    scene = filing.scene_at(ctx, area=village)
    for station in stations:
        filing.require(ctx, line.form.action, places.station_place(station))
    topic = line.form.topic_of(line.answers)
    known = {station.number: _knows(ctx, scene, station, topic) for station in stations}
    todo = [station for station in stations if not known[station.number]]
    label = _label(scene, line.form, line.answers)
    if not todo:
        ctx.reply(texts.batch_empty(label))
        return
    notes = {"ids": [s.id for s in todo], "kind": line.form.kind, "answers": line.answers,
             **_notes(line)}  # fmt: skip
    drafts.save(ctx.tx, ctx.now, ctx.user.id, scene.event.id, BATCH, "confirm", notes)
    name = scene.area.name if scene.area else ""
    numbers = [station.number for station in todo]
    text = texts.batch_preview(label, name, numbers, [n for n, done in known.items() if done])
    ctx.reply(f"{text}\n{_hour_lines(ctx, line, todo[0], notes)}", [
        [button(texts.batch_button(len(todo)), "b.yes", todo[0].id, len(todo))],
        [button(common.CANCEL, "b.no")],
    ])  # fmt: skip


def _hour_lines(ctx: Context, line: Line, first: Station, notes: dict[str, Any]) -> str:
    """The hour that the batch will carry, and what is doubtful about it."""
    scene = filing.scene_at(ctx, station_id=first.id)
    at = conversation.said_at(scene, notes)
    text = texts.batch_hour(ctx.policy.local(at or ctx.now), said=at is not None)
    doubt = line.form.doubt(replace(scene, event_at=at), line.answers)
    return text if doubt is None else f"{text}\n⚠️ {doubt}"


def _chosen(ctx: Context, line: Line, village: str) -> list[Station]:
    stations = areas.stations(ctx.tx, village)
    if line.everything:
        return [station for station in stations if station.number not in line.excluded]
    by_number = {station.number: station for station in stations}
    for number in line.numbers:
        if number not in by_number:
            area = areas.area(ctx.tx, village)
            raise Refused(texts.no_such_station(number, area.name if area else ""))
    return [by_number[number] for number in line.numbers]


def _knows(ctx: Context, scene: Scene, station: Station, topic: str) -> bool:
    return topic in reports.standing(ctx.tx, scene.event.id, f"s{station.id}")


def _label(scene: Scene, form: Form, answers: dict[str, Any]) -> str:
    """What every report of the batch says (escaped)."""
    if form is not status.FORM:
        return form.summary(scene, answers)
    label = next(m.label for m in scene.milestones if m.code == answers["milestone"])
    return esc(f"{label[:1].upper()}{label[1:]}")


async def confirm(update: Update, ctx: Context) -> None:
    """The previewed batch is stored."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != BATCH or draft.answers["ids"][0] != ctx.number(0):
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    form, answers = FORMS[draft.answers.get("kind", status.FORM.kind)], draft.answers["answers"]
    numbers = []
    for station_id in draft.answers["ids"]:
        scene = filing.scene_at(ctx, station_id=station_id)
        at = conversation.said_at(scene, draft.answers)
        origin = Origin(draft.answers.get("_source") or BY_TEXT, at)
        if form is status.FORM:
            filed, _ = milestones.tick(ctx, scene, answers, origin)
        else:
            filed = filing.file(ctx, form, scene, answers, origin)
        numbers.append(filed.report.number)
    label = _label(filing.scene_at(ctx), form, answers)
    ctx.edit(texts.batch_done(label, numbers[0], numbers[-1], len(numbers)))


async def refuse(update: Update, ctx: Context) -> None:
    """The batch is not stored."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != BATCH:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(common.CANCELLED)


PRESSES: dict[str, Handle] = {"b.yes": confirm, "b.no": refuse}
