"""One line about several stations: previewed, then stored once each."""

from dataclasses import replace
from datetime import datetime, timedelta
from html import escape as esc
from typing import Any

from telegram import Update

from handlers import examples
from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms import (
    conversation,
    engine,
    filing,
    places,
    receipts,
    status,
    true_hour,
)
from handlers.forms.catalogue import FORMS
from handlers.forms.filing import BY_TEXT, Filed, Origin
from handlers.forms.line import Line
from handlers.forms.model import Form, Scene, visible
from handlers.forms.named import notes_of, village_of
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from storage import areas, drafts, reports
from storage.areas import Station
from storage.reports import Standing

BATCH = "batch"


def preview(ctx: Context, line: Line) -> None:
    """Show what a line about several stations would store; nothing is stored yet."""
    ctx.require(Action.REPORT_ON_BEHALF)
    if not line.form.batches or engine.next_step(line.form, filing.scene_at(ctx), line.answers):
        raise Refused(texts.ONE_BY_ONE)
    village = village_of(ctx, line)
    if village is None:
        raise Refused(texts.which_village_first(examples.of(ctx)))
    stations = _chosen(ctx, line, village)
    scene = filing.scene_at(ctx, area=village)
    for station in stations:
        filing.require(ctx, line.form.action, places.station_place(station))
    topic = line.form.topic_of(line.answers)
    known = {station.number: _known(ctx, scene, station, topic) for station in stations}
    at = conversation.said_at(scene, {**line.answers, **notes_of(line)})
    wrong = [n for n, found in known.items() if _corrects(ctx, line, found, at)]
    todo = [s for s in stations if known[s.number] is None or s.number in wrong]
    label = _label(scene, line.form, line.answers)
    if not todo:
        ctx.reply(texts.batch_empty(label))
        return
    notes = {"ids": [s.id for s in todo], "kind": line.form.kind, "answers": line.answers,
             **notes_of(line)}  # fmt: skip
    drafts.save(ctx.tx, ctx.now, ctx.user.id, scene.event.id, BATCH, "confirm", notes)
    name = scene.area.name if scene.area else ""
    numbers = [station.number for station in todo]
    done = [number for number in known if number not in numbers]
    text = texts.batch_preview(label, name, numbers, done)
    if at is not None and wrong:
        text += "\n" + texts.batch_corrects(at, wrong)
    hours = _ready_hours(ctx, line, todo)
    ctx.reply(f"{text}\n{_hour_lines(ctx, line, todo[0], notes, offered=bool(hours))}", [
        *hours,
        [button(texts.batch_button(len(todo)), "b.yes", todo[0].id, len(todo))],
        [button(common.CANCEL, "b.no")],
    ])  # fmt: skip


def _ready_hours(ctx: Context, line: Line, todo: list[Station]) -> Rows:
    """Where it may have been earlier, the hours to press in place of "now"."""
    scene = filing.scene_at(ctx, station_id=todo[0].id)
    if line.at is not None or line.form is not status.FORM:
        return []
    milestone = status.milestone_of(scene, line.answers)
    due = None if milestone is None else status.expected_at(scene, milestone)
    if due is None or not true_hour.is_late(scene, line.answers):
        return []
    return true_hour.ready_hours(scene, due, "b.yes", todo[0].id, len(todo))


def _hour_lines(
    ctx: Context, line: Line, first: Station, notes: dict[str, Any], *, offered: bool
) -> str:  # fmt: skip
    """The hour that the batch will carry, and what is doubtful about it."""
    scene = filing.scene_at(ctx, station_id=first.id)
    at = conversation.said_at(scene, {**line.answers, **notes})
    text = texts.batch_hour(ctx.policy.local(at or ctx.now), said=at is not None, offered=offered)
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


def _known(ctx: Context, scene: Scene, station: Station, topic: str) -> Standing | None:
    return reports.standing(ctx.tx, scene.event.id, f"s{station.id}", topic).get(topic)


def _corrects(ctx: Context, line: Line, known: Standing | None, at: datetime | None) -> bool:
    """Whether the line says another hour of what the same person has reported: nothing else."""
    if known is None or at is None or known.person_id != ctx.actor.person.id:
        return False
    other_hour = abs(at - known.event_at) >= timedelta(minutes=1)
    return other_hour and known.answers == visible(line.answers)


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
    notes = dict(draft.answers)
    if len(ctx.words) > 2:
        notes["_at"], notes["_back"] = true_hour.pressed(ctx, 2)
    form, answers = FORMS[draft.answers.get("kind", status.FORM.kind)], draft.answers["answers"]
    filed = []
    for station_id in draft.answers["ids"]:
        scene = filing.scene_at(ctx, station_id=station_id)
        at = conversation.said_at(scene, {**answers, **notes})
        if len(ctx.words) > 2 and at is not None and at > scene.local:
            raise Stale
        origin = Origin(notes.get("_source") or BY_TEXT, at)
        filed.append((scene.station, _store(ctx, form, scene, answers, origin)))
    ctx.edit(_receipt(ctx, _label(filing.scene_at(ctx), form, answers), filed))


def _store(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], origin: Origin
) -> Filed:
    if form is status.FORM:
        return true_hour.tick(ctx, scene, answers, origin)[0]
    return filing.file(ctx, form, scene, answers, origin)


def _receipt(ctx: Context, label: str, filed: list[tuple[Station | None, Filed]]) -> str:
    """How many are stored, and which of them only got another hour; `label` is escaped."""
    corrected = {s.number: each for s, each in filed if s and each.corrected and not each.again}
    kept = list(corrected.values())
    new = [each.report.number for _, each in filed if each not in kept]
    lines = [texts.batch_done(label, new)] if new else [f"✅ {label}."]
    if kept:
        at = ctx.policy.local(kept[0].report.event_at)
        lines.append(texts.batch_corrects(at, corrected))
    return receipts.marked(ctx, receipts.in_the_name(ctx, "\n".join(lines)))


async def refuse(update: Update, ctx: Context) -> None:
    """The batch is not stored."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != BATCH:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(common.CANCELLED)


PRESSES: dict[str, Handle] = {"b.yes": confirm, "b.no": refuse}
