"""Filling in a form by chat: one message that changes, buttons and words, a draft that survives."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.buttons import Keys, Rows
from handlers.context import Context
from handlers.forms import (
    asking,
    at_once,
    engine,
    filing,
    half_done,
    participation,
    receipts,
    status,
    true_hour,
    typed_in,
)
from handlers.forms.catalogue import FORMS
from handlers.forms.engine import GIVEN, SURE, Step
from handlers.forms.model import Answers, Form, Scene
from handlers.texts import common
from handlers.texts import forms as texts
from storage import drafts, outbox, reports
from storage.database import Tx
from storage.drafts import Draft
from storage.times import moment, ms

PREFIX = "form:"
ASK_TURNOUT = "segel"
"""After this milestone the number of voters is asked, once."""
WAITING = "_waiting"
"""The draft of another form that was half done when this one was opened."""
BEGUN = "_begun"
"""The update that opened the form: buttons below a question back name it."""
_PLACES = ("_station", "_store", "_area")
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
    """Open a form with what is known already."""
    given = make_room(ctx, form, answers or {})
    known = [name for name in given if not name.startswith("_")]
    go_on(ctx, form, {**given, GIVEN: known} if known else given, fresh=True)


def make_room(ctx: Context, form: Form, given: dict[str, Any]) -> dict[str, Any]:
    """What a new form begins with, once the one that was open has been put aside.

    A half-done form is never in the way of another report: it waits inside the new one's draft
    and comes back when that is over. What was asked back about the same news is replaced.
    """
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = opened(draft)
    if draft is None or current is None:
        waiting = None
    elif worth_keeping(current) and not _same_news(ctx, draft, current, form, given):
        waiting = {"form": draft.form, "step": draft.step, "answers": draft.answers,
                   "since": ms(draft.started_at)}  # fmt: skip
    else:
        _leave_told(ctx, current)
        waiting = current.answers.get(WAITING)
    drafts.drop(ctx.tx, ctx.user.id)  # the new form has an hour of its own
    begun = {**given, BEGUN: ctx.incoming.update_id}
    return begun if waiting is None else {**begun, WAITING: waiting}


def over_if_same(ctx: Context, form: Form, answers: dict[str, Any]) -> None:
    """Close what was asked back about the news that is about to be filed without a form."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    current = opened(draft)
    if draft and current and _same_news(ctx, draft, current, form, answers):
        over(ctx)


def _same_news(
    ctx: Context, draft: Draft, current: Open, form: Form, answers: dict[str, Any]
) -> bool:
    """Whether the open form only waits for a word on doubts, and the new one says it anew."""
    asked_back = draft.step in ("_doubt", "_source") or "_held" in current.answers
    if not asked_back or current.form is not form:
        return False
    placed = asking.with_obvious_place(ctx, form, answers)
    same_place = all(current.answers.get(key) == placed.get(key) for key in _PLACES)
    topic = _topic(form, answers)
    return same_place and topic is not None and topic == _topic(form, current.answers)


def _topic(form: Form, answers: Answers) -> str | None:
    """What the answers are the news of; None where too little is answered to say."""
    try:
        return form.topic_of(answers)
    except KeyError:
        return None


def over(ctx: Context) -> bool:
    """The open form is filed or thrown away: one that waited comes back. False if none is open."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None:
        return False
    drafts.drop(ctx.tx, ctx.user.id)
    _bring_back(ctx, draft.event_id, draft.answers)
    return True


def put_down(ctx: Context, keys: Keys) -> None:
    """`batal`: the open form is closed by words; its message stays behind."""
    outbox.rename(ctx.tx, ctx.chat.id, LIVE, f"over:{ctx.incoming.update_id}")
    ctx.reply(at_once.parting(ctx, common.CANCELLED), keys=keys)
    over(ctx)


def _bring_back(ctx: Context, event_id: int, answers: Answers) -> None:
    """Ask about the form that waited in these answers, if one did."""
    waiting = put_back(ctx.tx, ctx.now, ctx.user.id, event_id, answers)
    current = opened(waiting)
    if waiting is not None and current is not None:
        ctx.reply(*half_done.question(
            ctx.tx, ctx.policy, waiting.event_id, current.form, waiting.answers, waiting.started_at
        ))  # fmt: skip


def put_back(
    tx: Tx, now: datetime, user_id: int, event_id: int, answers: Answers
) -> Draft | None:  # fmt: skip
    """Open the form again that waited in these answers; None if none did."""
    waiting = answers.get(WAITING)
    if waiting is None:
        return None
    drafts.save(tx, now, user_id, event_id, waiting["form"], waiting["step"], waiting["answers"],
                started_at=moment(waiting["since"]))  # fmt: skip
    return drafts.get(tx, user_id)


def _leave_told(ctx: Context, current: Open) -> None:
    """The message of a form that was told, and is left for another, becomes the receipt."""
    if at_once.number_of(current.answers) is None:
        return
    scene = scene_of(ctx, current.answers)
    filed = at_once.standing(ctx, current.form, scene, current.answers)
    if filed is not None:
        key = receipts.key(filed)
        outbox.rename(ctx.tx, ctx.chat.id, LIVE, key)
        ctx.show(ctx.chat.id, key, receipts.receipt(ctx, filed), kind="receipt")


def worth_keeping(current: Open) -> bool:
    """Whether something was answered that would be lost."""
    if at_once.number_of(current.answers) is not None:
        return False  # what it says is told
    return any(not name.startswith("_") for name in current.answers)


def go_on(ctx: Context, form: Form, answers: dict[str, Any], *, fresh: bool = False) -> None:
    """Ask what is still open, or file the report when nothing is."""
    answers = asking.with_obvious_place(ctx, form, answers)
    place = asking.place_question(ctx, form, answers)
    if place is not None:
        show(ctx, form, answers, f"_{place.name}", place.text, place.rows, fresh=fresh)
        return
    scene = scene_of(ctx, answers)
    filing.require_for(ctx, form, scene, answers)
    if (gone := at_once.taken_back(ctx, answers)) is not None:
        ctx.show(ctx.chat.id, LIVE, gone, kind="form")
        over(ctx)
        return
    step = engine.next_step(form, scene, answers)
    if step is None:
        _finish(ctx, form, scene, answers, fresh=fresh)
        return
    said = ""
    if at_once.has_news(ctx, form, scene, answers):
        if _asked_first(ctx, form, scene, answers, fresh=fresh):
            return
        answers, said = at_once.tell(ctx, form, scene, answers, said_at(scene, answers))
        typed_in.keep(ctx, answers, answers[at_once.TOLD]["number"])
    text, rows = asking.question(form, scene, answers, step)
    text = at_once.with_number(answers, said, text)
    show(ctx, form, answers, step.key, text, rows, fresh=fresh)


def _asked_first(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], *, fresh: bool
) -> bool:
    """Ask what must be known before anything is stored; False when all of it is."""
    at_hour = replace(scene, event_at=said_at(scene, answers))
    doubt = None if "_doubt" in (answers.get(SURE) or []) else form.doubt(at_hour, answers)
    if doubt is not None:
        rows = asking.sure_rows("_doubt", answers.get(BEGUN, 0))
        show(ctx, form, answers, "_doubt", doubt, rows, fresh=fresh)
        return True
    if asking.source_is_open(ctx, scene, answers):
        rows = asking.source_rows()
        show(ctx, form, answers, "_source", texts.WHICH_SOURCE, rows, fresh=fresh)
        return True
    return False


def _finish(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], *, fresh: bool
) -> None:
    if _asked_first(ctx, form, scene, answers, fresh=fresh):
        return
    filed, unsure = _file(ctx, form, scene, answers)
    typed_in.keep(ctx, answers, filed.report.number)
    unseen = form.opening(scene) if fresh and form.opening is not None else ""
    _receipt(ctx, filed, unseen)
    drafts.drop(ctx.tx, ctx.user.id)
    if unsure:
        true_hour.ask_hour(ctx, scene, filed)
    if form is not status.FORM or not ask_turnout(ctx, scene, answers):
        _bring_back(ctx, scene.event.id, answers)


def _file(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any]
) -> tuple[filing.Filed, bool]:
    """File what is complete; True beside it if the true hour must still be asked."""
    at = said_at(scene, answers)
    if form is not status.FORM:
        return at_once.file(ctx, form, scene, answers, at), False
    source, corrects = filing.source_of(answers), answers.get("_corrects")
    return true_hour.tick(ctx, scene, answers, filing.Origin(source, at, corrects=corrects))


def ask_turnout(ctx: Context, scene: Scene, answers: dict[str, Any]) -> bool:
    """Once the box is sealed: the number of voters, if it is not known yet. True if asked.

    A form that waits in these answers waits on behind it.
    """
    if answers["milestone"] != ASK_TURNOUT or scene.station is None:
        return False
    true_hour.forget_question(ctx)  # its buttons still answer it
    known = reports.standing(ctx.tx, scene.event.id, f"s{scene.station.id}")
    if participation.FORM.kind in known or drafts.get(ctx.tx, ctx.user.id) is not None:
        return False
    waiting = {WAITING: answers[WAITING]} if WAITING in answers else {}
    begin(ctx, participation.FORM, {"_station": scene.station.id, **waiting})
    return True


def said_at(scene: Scene, answers: Answers) -> datetime | None:
    """The hour that was said ('0705'), today or as many days ago as were said."""
    hour = answers.get("_at")
    if hour is None:
        return None
    day = scene.local - timedelta(days=answers.get("_back", 0))
    at = day.replace(hour=int(hour[:2]), minute=int(hour[2:]), second=0, microsecond=0)
    return status.on_its_day(scene, answers, at)


def _receipt(ctx: Context, filed: filing.Filed, opening: str) -> None:
    """Turn the form's message into the receipt: no new message for a form of buttons.

    `opening`: what the form would have begun with, if it was complete before it was shown.
    """
    again = f"again:{ctx.incoming.update_id}"  # what is said twice gets an answer twice
    key = again if filed.again else receipts.key(filed)
    outbox.rename(ctx.tx, ctx.chat.id, LIVE, key)
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, key)
    text = "\n\n".join(part for part in (opening, receipts.receipt(ctx, filed)) if part)
    ctx.show(ctx.chat.id, key, text, kind="receipt")


def show(
    ctx: Context, form: Form, answers: dict[str, Any], step: str, text: str, rows: Rows, *,
    fresh: bool,
) -> None:  # fmt: skip
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, PREFIX + form.kind, step, answers)
    if ctx.incoming.callback_query is None or fresh:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    text = receipts.headed(ctx, answers.get("_station"), text)
    if form.opening is not None:
        text = f"{form.opening(scene_of(ctx, answers))}\n\n{text}"
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


def ask_back(ctx: Context, form: Form, answers: dict[str, Any], step: Step, value: Any) -> None:
    """Ask about an unlikely answer before it counts; it is held until that is confirmed."""
    text = engine.doubt(step, scene_of(ctx, answers), answers, value) or ""
    held = {**answers, "_held": value}
    rows = asking.sure_rows(step.key, answers.get(BEGUN, 0))
    show(ctx, form, held, step.key, text, rows, fresh=True)
