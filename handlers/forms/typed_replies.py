"""Answers to an open form by words, photos and places: every button has its words too."""

from datetime import timedelta
from typing import Any

from telegram import Location as Sent
from telegram import Message, Update

from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import asking, conversation, engine, photos, replies, typed_in
from handlers.forms.conversation import Open
from handlers.forms.engine import Step
from handlers.forms.line_words import SOURCES
from handlers.forms.model import BadAnswer, Choice, Location, Photo, Repeat
from handlers.forms.reading import agrees, declines, words_of
from handlers.menu_keys import keyboard
from handlers.texts import common
from handlers.texts import forms as texts
from storage import drafts, free_texts
from storage.drafts import Draft

_SKIP = (["lewati"], ["lewat"], ["skip"])
_MORE = (["ada"], ["ada", "lagi"], ["lagi"], ["masih", "ada"])
_NO_MORE = (["sudah"], ["sudah", "semua"], ["tidak", "ada"], ["tidak", "sudah", "semua"],
            ["cukup"])  # fmt: skip


async def take(update: Update, ctx: Context) -> bool:
    """A message while a form is open is the answer to its question."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = conversation.opened(draft)
    if draft is None or current is None:
        return False
    if ctx.text.casefold() == common.BACK_WORD:
        await replies.back(update, ctx)
        return True
    words = words_of(ctx.text)
    if (agrees(words) or declines(words)) and _guess_is_meant(ctx, draft):
        return False
    if draft.step in ("_station", "_village"):
        return _take_place(ctx, current, draft.step)
    if _in_place_of_a_button(ctx, draft, current):
        return True
    step = engine.step_of(current.form, draft.step)
    if step is None:
        return False
    try:
        return _take_answer(ctx, current, step)
    except BadAnswer as bad:
        if isinstance(step.question, (Choice, Repeat, Photo, Location)) and " " in ctx.text:
            return False  # no answer to a question of buttons: words that must not be lost
        raise Refused(bad.text) from bad


def _guess_is_meant(ctx: Context, draft: Draft) -> bool:
    """Whether free words were answered with a guess since: `ya` and `bukan` are about that."""
    me, just_after = ctx.actor.person.id, draft.touched_at + timedelta(milliseconds=1)
    return free_texts.waiting(ctx.tx, ctx.event.id, me, just_after) is not None


def _take_place(ctx: Context, current: Open, step: str) -> bool:
    if not ctx.text:
        return False
    try:
        found = asking.typed_place(ctx, current.form, current.answers, step)
    except Refused:
        if len(words_of(ctx.text)) > 1 and not any(map(str.isdecimal, ctx.text)):
            return False  # names no place: words that must not be lost
        raise
    conversation.go_on(ctx, current.form, {**current.answers, **found})
    return True


def _in_place_of_a_button(ctx: Context, draft: Draft, current: Open) -> bool:
    """`ya` and `salah` below a question back, `WA`, `lewati`, `tidak` where nothing is left."""
    words, answers = words_of(ctx.text), current.answers
    step = engine.step_of(current.form, draft.step)
    if draft.step == "_doubt" or "_held" in answers:
        return _doubt_settled(ctx, draft, current, words)
    if draft.step == "_source":
        way = SOURCES.get(words[-1], words[-1]) if 0 < len(words) <= 2 else ""
        return way in texts.SOURCE_LABELS and _on(ctx, current, {**answers, "_source": way})
    if step is None:
        return False
    more, no_more = words in _MORE or agrees(words), words in _NO_MORE or declines(words)
    if isinstance(step.question, Repeat) and (more or no_more):
        fill = engine.another_round if more else engine.closed
        return _on(ctx, current, fill(step.question, answers))
    if step.question.optional and words in _SKIP:
        return _on(ctx, current, engine.answered(step, answers, engine.SKIPPED))
    return False


def _doubt_settled(ctx: Context, draft: Draft, current: Open, words: list[str]) -> bool:
    if agrees(words):
        replies.confirm(ctx, current, draft.step)
    elif declines(words) and draft.step == "_doubt":
        conversation.put_down(ctx, keyboard(ctx))
    elif declines(words):
        _on(ctx, current, replies.without_held(current.answers))
    else:
        return False
    return True


def _on(ctx: Context, current: Open, answers: dict[str, Any]) -> bool:
    conversation.go_on(ctx, current.form, answers)
    return True


def _take_answer(ctx: Context, current: Open, step: Step) -> bool:
    message = ctx.incoming.effective_message
    if message is None:
        return False
    scene = conversation.scene_of(ctx, current.answers)
    if message.location and isinstance(step.question, Location):
        value: Any = [message.location.latitude, message.location.longitude]
    elif message.location:
        return _place_noted(ctx, current, message.location)
    elif message.photo and (
        isinstance(step.question, Photo) or current.form.photos(scene, current.answers)
    ):
        photos.ask(ctx)
        return True
    elif message.text:
        value = engine.read(step, scene, current.answers, ctx.text)
    else:
        return False
    _answer(ctx, current, step, value)
    return True


def _place_noted(ctx: Context, current: Open, sent: Sent) -> bool:
    """A place that comes before the form asks for one; False where it never does."""
    found = next((each for each in current.form.questions if isinstance(each, Location)), None)
    draft = drafts.get(ctx.tx, ctx.user.id)
    if found is None or draft is None:
        return False
    answers = {**current.answers, found.name: [sent.latitude, sent.longitude]}
    drafts.save(ctx.tx, ctx.now, ctx.user.id, draft.event_id, draft.form, draft.step, answers)
    ctx.reply(texts.PLACE_KEPT)
    return True


def _answer(ctx: Context, current: Open, step: Step, value: Any) -> None:
    """Take a typed answer, or ask back about it. Raises BadAnswer."""
    if isinstance(step.question, Choice) and value == asking.MOVE:
        conversation.go_on(ctx, current.form, asking.moved(current.answers))
        return
    answers = typed_in.noted(ctx, replies.without_held(current.answers), step.key)
    scene = conversation.scene_of(ctx, answers)
    engine.admit(step, scene, answers, value)
    if engine.doubt(step, scene, answers, value) is not None:
        conversation.ask_back(ctx, current.form, answers, step, value)
        return
    conversation.go_on(ctx, current.form, engine.answered(step, answers, value))


# ── Edited messages ──────────────────────────────────────────────────────────────────────────
def edited(ctx: Context, message: Message) -> bool:
    """A message that answered a question of the open form was changed: so is the answer."""
    current = conversation.opened(drafts.get(ctx.tx, ctx.user.id))
    key = None if current is None else typed_in.step_in(current.answers, message.message_id)
    step = engine.step_of(current.form, key) if current is not None and key else None
    if current is None or step is None:
        return False
    try:
        scene = conversation.scene_of(ctx, current.answers)
        _answer(ctx, current, step, engine.read(step, scene, current.answers, ctx.text))
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    return True
