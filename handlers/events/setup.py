"""/acara: the live event, set up by buttons or in one line; what moves is shown first."""

from dataclasses import replace

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda.plan import replan
from handlers.agenda.prompts import plan_prompts
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.events import preview, switching
from handlers.events.answers import Setup, Step, read_day, read_line, read_name
from handlers.events.presets import find_course
from handlers.open_question import awaited
from handlers.texts import common
from handlers.texts import events as texts
from storage import drafts, event_posts, event_setup, events, outbox

FORM = "event:setup"
REHEARSAL = "gladi"
"""The kind of event that is one."""
LIVE = "event"
"""The key of the message in which a chat sees and sets up the event."""


async def show(update: Update, ctx: Context) -> None:
    """/acara, alone or with voting day and name in one line."""
    ctx.require(Action.MANAGE_EVENT)
    line = ctx.text.partition(" ")[2].strip()
    if line and unfinished.asked(ctx, FORM):
        return
    if not line:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
        _show_page(ctx)
        return
    setup = read_line(ctx.desk, line, Setup.of(ctx.event))
    if ctx.event.voting_day is None:
        _apply(ctx, setup)
    else:  # what was reported in earnest never becomes a rehearsal's, or the other way round
        apart = (setup.kind == REHEARSAL) != ctx.event.rehearsal
        _ask(ctx, Step.CHECK, replace(setup, new=apart))


async def rehearse(update: Update, ctx: Context) -> None:
    """/gladi: all events, to run a rehearsal or leave it; with a day a new one is made."""
    ctx.require(Action.MANAGE_EVENT)
    line = ctx.text.partition(" ")[2].strip()
    if not line:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
        ctx.show(ctx.chat.id, LIVE, *switching.page(ctx), kind="form")
    elif not unfinished.asked(ctx, FORM):
        named = Setup(REHEARSAL, texts.REHEARSAL_NAME, new=True)
        _ask(ctx, Step.CHECK, replace(read_line(ctx.desk, line, named), kind=REHEARSAL))


async def take(update: Update, ctx: Context) -> bool:
    """A name or day, typed; False when nothing of the kind is open."""
    if awaited(ctx, (FORM,)) is None:
        return False
    step, setup = _open(ctx)
    if ctx.text.lower() in common.STOP_WORDS:
        _stop(ctx)
    elif step is Step.NAME:
        named = replace(setup, name=read_name(ctx.text))
        _ask(ctx, Step.CHECK if named.day else Step.DAY, named)
    elif step is Step.DAY:
        _ask(ctx, Step.CHECK, replace(setup, day=read_day(ctx.desk, ctx.text)))
    else:
        raise Refused(texts.PRESS_A_BUTTON)
    return True


async def press(update: Update, ctx: Context) -> None:
    """A button of the page or of the conversation."""
    ctx.require(Action.MANAGE_EVENT)
    match ctx.word(0):
        case "page":
            _drop(ctx)
            _show_page(ctx)
        case "begin" | "day" | "new" | "gladi":
            unfinished.refuse(ctx, FORM)
            _begin(ctx, ctx.word(0))
        case word:
            _go_on(ctx, word)


def _begin(ctx: Context, what: str) -> None:
    match what:
        case "begin":
            _ask(ctx, Step.KIND, Setup.of(ctx.event))
        case "day":
            _ask(ctx, Step.DAY, Setup.of(ctx.event))
        case "new":
            _ask(ctx, Step.KIND, Setup(new=True))
        case _:
            _ask(ctx, Step.NAME, Setup(REHEARSAL, new=True))


def _go_on(ctx: Context, word: str) -> None:
    step, setup = _open(ctx)
    match step, word:
        case _, "stop":
            _stop(ctx)
        case Step.KIND, "kind":
            if ctx.word(1) not in texts.KIND_NAMES:
                raise Malformed
            _ask(ctx, Step.NAME, replace(setup, kind=ctx.word(1)))
        case Step.CHECK, "apply" if setup.new:
            _create(ctx, setup)
        case Step.CHECK, "apply":
            _apply(ctx, setup)
        case _:
            raise Stale


# ── Steps ────────────────────────────────────────────────────────────────────────────────────
def _open(ctx: Context) -> tuple[Step, Setup]:
    """The open question; Stale without one, or when another event is live by now."""
    ctx.require(Action.MANAGE_EVENT)
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM or draft.event_id != ctx.event.id:
        raise Stale
    return Step(draft.step), Setup.from_json(draft.answers)


def _ask(ctx: Context, step: Step, setup: Setup) -> None:
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, step, setup.to_json())
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    text, rows = preview.question(ctx.desk, ctx.event, step, setup)
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


def _stop(ctx: Context) -> None:
    _drop(ctx)
    ctx.show(ctx.chat.id, LIVE, common.CANCELLED, [], kind="form")


def _drop(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form.startswith("event:"):
        drafts.drop(ctx.tx, ctx.user.id)


def _show_page(ctx: Context) -> None:
    text, rows = preview.page(ctx.desk, ctx.event)
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


# ── What is done ─────────────────────────────────────────────────────────────────────────────
def _apply(ctx: Context, setup: Setup) -> None:
    """Set the live event up, and move all that is counted from voting day."""
    event = ctx.event
    assert setup.day is not None
    first_time = event.voting_day is None
    if first_time and setup.kind != event.kind:
        _bring_course(ctx, setup.kind)
    event_setup.describe(ctx.tx, event.id, setup.name, setup.kind)
    event_setup.vote_on(ctx.tx, event.id, setup.day)
    replan(ctx.desk, event.id)
    plan_prompts(ctx.desk, ctx.event)
    ctx.audit("event set up", f"event:{event.id}", f"{event.voting_day} -> {setup.day}")
    _drop(ctx)
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    text, rows = preview.page(ctx.desk, ctx.event)
    ctx.show(ctx.chat.id, LIVE, texts.applied(text), rows, kind="form")


def _bring_course(ctx: Context, kind: str) -> None:
    """Put in what the kind of election brings along, unless somebody changed the hours before."""
    course, untouched = find_course(kind), find_course("pilkada")
    now = tuple(events.milestones(ctx.tx, ctx.event.id))
    if course is not None and untouched is not None and now == untouched.milestones:
        event_setup.replace_course(ctx.tx, ctx.event.id, course.milestones, course.items)


def _create(ctx: Context, setup: Setup) -> None:
    """Write a new event down beside the live one, with the same people."""
    live = ctx.event
    event_id = event_setup.add(ctx.tx, ctx.now, setup.name, setup.kind, setup.day)
    course = find_course(setup.kind)
    if course is None or live.kind == setup.kind:
        event_setup.copy_course(ctx.tx, live.id, event_id)
    else:
        event_setup.replace_course(ctx.tx, event_id, course.milestones, course.items)
    event_posts.copy_posts(ctx.tx, live.id, event_id)
    ctx.audit("event created", f"event:{event_id}", str(setup.day))
    _drop(ctx)
    ctx.show(
        ctx.chat.id, LIVE, texts.created(setup.name), preview.created_rows(event_id), kind="form"
    )
