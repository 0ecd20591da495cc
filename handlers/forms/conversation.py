"""Filling in a form by chat: one message that changes, buttons and words, a draft that survives."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import Update

from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms import asking, engine, filing, photos
from handlers.forms.catalogue import FORMS
from handlers.forms.engine import GIVEN, SURE, Step
from handlers.forms.filing import Origin
from handlers.forms.model import Answers, BadAnswer, Choice, Form, Location, Photo, Repeat, Scene
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from storage import drafts, outbox
from storage.drafts import Draft

PREFIX = "form:"
LIVE = "draft"
"""The key of the message in which a chat's open form is filled in."""


@dataclass(frozen=True)
class Open:
    """A form that is being filled in: its draft's answers, and the scene they are about."""

    form: Form
    answers: dict[str, Any]


def opened(draft: Draft | None) -> Open | None:
    """The form of a draft; None if the draft belongs to another conversation."""
    if draft is None or not draft.form.startswith(PREFIX):
        return None
    form = FORMS.get(draft.form.removeprefix(PREFIX))
    return None if form is None else Open(form, draft.answers)


def scene_of(ctx: Context, answers: dict[str, Any]) -> Scene:
    """The scene that a draft's place describes."""
    return filing.scene_at(
        ctx, station_id=answers.get("_station"), store_id=answers.get("_store"),
        area=answers.get("_area"),
    )  # fmt: skip


def begin(ctx: Context, form: Form, answers: dict[str, Any] | None = None) -> None:
    """Open a form with what is known already; a form that was left open is asked about first."""
    given = answers or {}
    current = opened(drafts.get(ctx.tx, ctx.user.id))
    if current is not None and _worth_keeping(current) and not given.get("_over"):
        ctx.reply(texts.half_done(current.form.title), _resume_rows(form.kind))
        return
    known = [name for name in given if not name.startswith("_")]
    go_on(ctx, form, {**given, GIVEN: known} if known else given, fresh=True)


def _worth_keeping(current: Open) -> bool:
    return any(not name.startswith("_") for name in current.answers)


def _resume_rows(kind: str) -> Rows:
    return [[button(texts.RESUME, "f.resume"), button(texts.DISCARD, "f.new", kind)]]


def go_on(ctx: Context, form: Form, answers: dict[str, Any], *, fresh: bool = False) -> None:
    """Ask what is still open, or file the report when nothing is."""
    answers = asking.with_obvious_place(ctx, form, answers)
    place = asking.place_question(ctx, form, answers)
    if place is not None:
        _show(ctx, form, answers, f"_{place.name}", place.text, place.rows, fresh=fresh)
        return
    scene = scene_of(ctx, answers)
    filing.require(ctx, form.action, scene.place)
    step = engine.next_step(form, scene, answers)
    if step is not None:
        text, rows = asking.question(form, scene, answers, step)
        _show(ctx, form, answers, step.key, text, rows, fresh=fresh)
        return
    _finish(ctx, form, scene, answers, fresh=fresh)


def _finish(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], *, fresh: bool
) -> None:
    event_at = said_at(scene, answers)
    at_hour = replace(scene, event_at=event_at)
    doubt = None if "_doubt" in (answers.get(SURE) or []) else form.doubt(at_hour, answers)
    if doubt is not None:
        _show(ctx, form, answers, "_doubt", doubt, asking.sure_rows("_doubt"), fresh=fresh)
        return
    if asking.source_is_open(ctx, scene, answers):
        rows = asking.source_rows()
        _show(ctx, form, answers, "_source", texts.WHICH_SOURCE, rows, fresh=fresh)
        return
    origin = Origin(filing.source_of(answers), event_at, corrects=answers.get("_corrects"))
    filed = filing.file(ctx, form, scene, answers, origin)
    drafts.drop(ctx.tx, ctx.user.id)
    _receipt(ctx, filed)


def said_at(scene: Scene, answers: Answers) -> datetime | None:
    """The hour that was said ('0705'), on today's date of the event's area."""
    hour = answers.get("_at")
    if hour is None:
        return None
    return scene.local.replace(hour=int(hour[:2]), minute=int(hour[2:]), second=0, microsecond=0)


def _receipt(ctx: Context, filed: filing.Filed) -> None:
    """Turn the form's message into the receipt: no new message for a form of buttons."""
    key = filing.receipt_key(filed)
    outbox.rename(ctx.tx, ctx.chat.id, LIVE, key)
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, key)
    ctx.show(ctx.chat.id, key, filing.receipt(ctx, filed), kind="receipt")


def _show(
    ctx: Context, form: Form, answers: dict[str, Any], step: str, text: str, rows: Rows, *,
    fresh: bool,
) -> None:  # fmt: skip
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, PREFIX + form.kind, step, answers)
    if ctx.incoming.callback_query is None or fresh:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    if form.opening is not None:
        text = f"{form.opening(scene_of(ctx, answers))}\n\n{text}"
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


# ── Presses ──────────────────────────────────────────────────────────────────────────────────
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


async def new(update: Update, ctx: Context) -> None:
    """Throw the open form away and begin another."""
    form = FORMS.get(ctx.word(0))
    if form is None:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    go_on(ctx, form, {}, fresh=True)


async def pick(update: Update, ctx: Context) -> None:
    """A village, station, store or "not at a station" was chosen."""
    draft, current = _current(ctx)
    key = {"village": "_village", "station": "_station", "store": "_store", "area": "_area"}
    name = key.get(ctx.word(0))
    if name is None or not draft.step.startswith("_"):
        raise Stale
    value = ctx.word(1) if name in ("_village", "_area") else ctx.number(1)
    go_on(ctx, current.form, {**current.answers, name: value})


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
    _, current = _current(ctx)
    confirmed = [*(current.answers.get(SURE) or []), ctx.word(0)]
    answers = {**current.answers, SURE: confirmed}
    if (held := answers.pop("_held", None)) is not None:
        step = engine.step_of(current.form, ctx.word(0))
        if step is None:
            raise Stale
        answers = engine.answered(step, answers, held)
    go_on(ctx, current.form, answers)


async def mistake(update: Update, ctx: Context) -> None:
    """A doubtful answer was a slip: ask again, or stop if it was the whole report."""
    _, current = _current(ctx)
    if ctx.word(0) == "_doubt":
        await stop(update, ctx)
        return
    answers = {k: v for k, v in current.answers.items() if k != "_held"}
    go_on(ctx, current.form, answers)


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
    """One question back; before the first, the place is asked again."""
    _, current = _current(ctx)
    earlier = engine.before(current.form, current.answers)
    go_on(ctx, current.form, asking.without_place(current.answers) if earlier is None else earlier)


async def stop(update: Update, ctx: Context) -> None:
    """Batal: nothing is stored."""
    if not drafts.drop(ctx.tx, ctx.user.id):
        raise Stale
    ctx.edit(common.CANCELLED)


async def resume(update: Update, ctx: Context) -> None:
    """Go on with a form that was left open."""
    _, current = _current(ctx)
    go_on(ctx, current.form, current.answers, fresh=True)


async def discard(update: Update, ctx: Context) -> None:
    """Throw a form away that was left open."""
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(texts.DISCARDED)


async def photo(update: Update, ctx: Context) -> None:
    """A photo is kept, which answers the question for one, or dropped."""
    kept = photos.settle(ctx)
    if kept is None:
        return
    draft, current = _current(ctx)
    answers = {**current.answers, photos.ADDED: [*(current.answers.get(photos.ADDED) or []), kept]}
    step = engine.step_of(current.form, draft.step)
    if step is not None and isinstance(step.question, Photo):
        go_on(ctx, current.form, engine.answered(step, answers, [kept]), fresh=True)
    else:
        drafts.save(ctx.tx, ctx.now, ctx.user.id, draft.event_id, draft.form, draft.step, answers)


PRESSES: dict[str, Handle] = {
    "f.go": go, "f.new": new, "f.pick": pick, "f.a": answer, "f.skip": skip, "f.y": sure,
    "f.n": mistake, "f.more": more, "f.src": source, "f.back": back, "f.stop": stop,
    "f.resume": resume, "f.discard": discard, "f.photo": photo,
}  # fmt: skip


# ── Messages ─────────────────────────────────────────────────────────────────────────────────
async def take(update: Update, ctx: Context) -> bool:
    """A message while a form is open is the answer to its question."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = opened(draft)
    if draft is None or current is None:
        return False
    if draft.step in ("_station", "_village"):
        return _take_place(ctx, current, draft.step)
    step = engine.step_of(current.form, draft.step)
    if step is None:
        return False
    try:
        return _take_answer(ctx, current, step)
    except BadAnswer as bad:
        raise Refused(bad.text) from bad


def _take_place(ctx: Context, current: Open, step: str) -> bool:
    if not ctx.text:
        return False
    found = asking.typed_place(ctx, current.form, current.answers, step)
    go_on(ctx, current.form, {**current.answers, **found})
    return True


def ask_back(ctx: Context, form: Form, answers: dict[str, Any], step: Step, value: Any) -> None:
    """Ask about an unlikely answer before it counts; it is held until that is confirmed."""
    text = engine.doubt(step, scene_of(ctx, answers), answers, value) or ""
    held = {**answers, "_held": value}
    _show(ctx, form, held, step.key, text, asking.sure_rows(step.key), fresh=True)


def _take_answer(ctx: Context, current: Open, step: Step) -> bool:
    message = ctx.incoming.effective_message
    if message is None:
        return False
    scene = scene_of(ctx, current.answers)
    if message.location and isinstance(step.question, Location):
        value: Any = [message.location.latitude, message.location.longitude]
    elif message.photo and (
        isinstance(step.question, Photo) or current.form.photos(scene, current.answers)
    ):
        photos.ask(ctx)
        return True
    elif message.text:
        value = engine.read(step, scene, current.answers, ctx.text)
    else:
        return False
    engine.admit(step, scene, current.answers, value)
    doubt = engine.doubt(step, scene, current.answers, value)
    if doubt is not None:
        ask_back(ctx, current.form, current.answers, step, value)
        return True
    go_on(ctx, current.form, engine.answered(step, current.answers, value))
    return True


def cancel(ctx: Context) -> bool:
    """`batal` typed while a form is open; False if none is."""
    if not drafts.drop(ctx.tx, ctx.user.id):
        return False
    ctx.show(ctx.chat.id, LIVE, common.CANCELLED)
    outbox.rename(ctx.tx, ctx.chat.id, LIVE, f"over:{ctx.incoming.update_id}")
    return True


def buttons_for(kinds: list[str]) -> Rows:
    """Buttons that begin forms, two in a row."""
    found: list[Button] = [button(FORMS[kind].title, "f.go", kind) for kind in kinds]
    return columns(found, 2)
