"""Answers to an open form by its buttons."""

import re
from typing import Any

from telegram import Update

from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.forms import asking, at_once, engine, photos, places, receiving
from handlers.forms.catalogue import FORMS
from handlers.forms.conversation import (
    BEGUN,
    Open,
    begin,
    go_on,
    opened,
    over,
    scene_of,
)
from handlers.forms.engine import SURE, Step
from handlers.forms.model import Answers, BadAnswer, Choice, Photo, Repeat
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from storage import areas, drafts
from storage.areas import Area, Store
from storage.drafts import Draft


def _current(ctx: Context, step: str | None = None) -> tuple[Draft, Open]:
    """The open form; Stale if there is none or it has moved on since the button was shown."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = opened(draft)
    if draft is None or current is None or (step is not None and draft.step != step):
        raise Stale
    return draft, current


def _step(ctx: Context, draft: Draft, current: Open) -> Step:
    step = engine.step_of(current.form, draft.step)
    if step is None:
        raise Stale
    return step


async def go(update: Update, ctx: Context) -> None:
    """Begin the form that a button names."""
    form = FORMS.get(ctx.word(0))
    if form is None:
        raise Stale
    station = {"_station": ctx.number(1)} if len(ctx.words) > 1 else None
    begin(ctx, form, station)


async def node(update: Update, ctx: Context) -> None:
    """Terima (luar) at the node that a button names."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = opened(draft)
    answers = asking.node_answers(_node(ctx))
    if current is not None and current.form is receiving.FORM:
        go_on(ctx, current.form, {**asking.without_place(current.answers), **answers})
        return
    begin(ctx, receiving.FORM, answers)


def _node(ctx: Context) -> Area | Store:
    key = ctx.word(0)
    store = areas.store(ctx.tx, int(key[1:])) if re.fullmatch(r"g\d{1,15}", key) else None
    found = store or areas.area(ctx.tx, key)
    if found is None or (isinstance(found, Area) and found.level not in places.NODE_LEVELS):
        raise Malformed
    return found


async def pick(update: Update, ctx: Context) -> None:
    """A village, station, store or "not at a station" was chosen."""
    draft, current = _current(ctx)
    key = {"village": "_village", "station": "_station", "store": "_store", "area": "_area"}
    name = key.get(ctx.word(0))
    if name is None or not draft.step.startswith("_"):
        raise Stale
    if name == "_area" and areas.area(ctx.tx, ctx.word(1)) is None:
        raise Stale
    value = ctx.word(1) if name in ("_village", "_area") else ctx.number(1)
    go_on(ctx, current.form, {**current.answers, name: value})


async def page(update: Update, ctx: Context) -> None:
    """Other stations of the village."""
    _, current = _current(ctx, "_station")
    go_on(ctx, current.form, {**current.answers, asking.PAGE: ctx.number(0)})


async def answer(update: Update, ctx: Context) -> None:
    """An option was chosen."""
    draft, current = _current(ctx, ctx.word(0))
    step = _step(ctx, draft, current)
    scene = scene_of(ctx, current.answers)
    if not isinstance(step.question, Choice):
        raise Stale
    around = engine.inside(step, current.answers)
    codes = [option.code for option in step.question.choices(scene, around)]
    if ctx.word(1) not in codes:
        raise Stale
    if ctx.word(1) == asking.MOVE:
        go_on(ctx, current.form, asking.moved(current.answers))
        return
    try:
        engine.admit(step, scene, current.answers, ctx.word(1))
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    go_on(ctx, current.form, engine.answered(step, current.answers, ctx.word(1)))


async def skip(update: Update, ctx: Context) -> None:
    """An optional question stays unanswered."""
    draft, current = _current(ctx, ctx.word(0))
    step = _step(ctx, draft, current)
    if not step.question.optional:
        raise Stale
    go_on(ctx, current.form, engine.answered(step, current.answers, engine.SKIPPED))


async def sure(update: Update, ctx: Context) -> None:
    """A doubtful answer is right."""
    confirm(ctx, _asked_back(ctx), ctx.word(0))


def confirm(ctx: Context, current: Open, step: str) -> None:
    """What was doubted at this step is right: go on with it."""
    answers = {**current.answers, SURE: [*(current.answers.get(SURE) or []), step]}
    if (held := answers.pop("_held", None)) is not None:
        found = engine.step_of(current.form, step)
        if found is None:
            raise Stale
        answers = engine.answered(found, answers, held)
    go_on(ctx, current.form, answers)


async def mistake(update: Update, ctx: Context) -> None:
    """A doubtful answer was a slip: ask again, or stop if it was the whole report."""
    current = _asked_back(ctx)
    if ctx.word(0) == "_doubt":
        await stop(update, ctx)
        return
    go_on(ctx, current.form, without_held(current.answers))


def _asked_back(ctx: Context) -> Open:
    """The form whose doubt the button is about; Stale for a button of one that is over."""
    draft, current = _current(ctx, ctx.word(0))
    doubted = draft.step == "_doubt" or "_held" in current.answers
    if not doubted or ctx.number(1) != current.answers.get(BEGUN, 0):
        raise Stale
    return current


def without_held(answers: Answers) -> dict[str, Any]:
    """The answers without the one that is doubted."""
    return {name: value for name, value in answers.items() if name != "_held"}


async def more(update: Update, ctx: Context) -> None:
    """Another round of a repeated group, or no more."""
    draft, current = _current(ctx)
    step = _step(ctx, draft, current)
    group = step.question
    if not isinstance(group, Repeat):
        raise Stale
    fill = engine.another_round if ctx.word(0) == "y" else engine.closed
    go_on(ctx, current.form, fill(group, current.answers))


async def source(update: Update, ctx: Context) -> None:
    """How an operator got the report."""
    _, current = _current(ctx, "_source")
    if ctx.word(0) not in texts.SOURCE_LABELS:
        raise Stale
    go_on(ctx, current.form, {**current.answers, "_source": ctx.word(0)})


async def back(update: Update, ctx: Context) -> None:
    """One question back; before the first, the place is asked again.

    An answer that is doubted does not count: its own question comes back.
    """
    _, current = _current(ctx)
    if "_held" in current.answers:
        go_on(ctx, current.form, without_held(current.answers))
        return
    earlier = at_once.before(current.form, current.answers)
    go_on(ctx, current.form, asking.without_place(current.answers) if earlier is None else earlier)


async def stop(update: Update, ctx: Context) -> None:
    """Batal: nothing is stored, or nothing beyond what is told already."""
    ctx.edit(at_once.parting(ctx, common.CANCELLED))
    if not over(ctx):
        raise Stale


async def resume(update: Update, ctx: Context) -> None:
    """Go on with a form that was left open."""
    _, current = _current(ctx)
    go_on(ctx, current.form, current.answers, fresh=True)


async def discard(update: Update, ctx: Context) -> None:
    """Throw a form away that was left open."""
    ctx.edit(at_once.parting(ctx, texts.DISCARDED))
    over(ctx)


async def photo(update: Update, ctx: Context) -> None:
    """A photo is kept, which answers the question for one, or dropped."""
    kept = photos.settle(ctx)
    if not kept:
        return
    draft, current = _current(ctx)
    answers = {**current.answers, photos.ADDED: [*(current.answers.get(photos.ADDED) or []), *kept]}
    step = engine.step_of(current.form, draft.step)
    if step is not None and isinstance(step.question, Photo):
        go_on(ctx, current.form, engine.answered(step, answers, kept), fresh=True)
    else:
        drafts.save(ctx.tx, ctx.now, ctx.user.id, draft.event_id, draft.form, draft.step, answers)


PRESSES: dict[str, Handle] = {
    "f.go": go, "f.node": node, "f.pick": pick, "f.page": page, "f.a": answer, "f.skip": skip,
    "f.y": sure, "f.n": mistake, "f.more": more, "f.src": source, "f.back": back, "f.stop": stop,
    "f.resume": resume, "f.discard": discard, "f.photo": photo,
}  # fmt: skip
