"""Minta pengecualian: days, reason, destination, stand-in; shown whole, sent to the superior."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from telegram import Update

from handlers import unfinished
from handlers.agenda.dates import BadDate, parse_span
from handlers.agenda.rules import Days, days_of, local_day
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.leave import bound, cards, urging
from handlers.open_question import awaited
from handlers.texts import common
from handlers.texts import forms as form_texts
from handlers.texts import leave as texts
from handlers.texts.dates import zone_label
from storage import drafts, leave, outbox
from storage.leave import State, Wish

FORM = "leave:new"
LIVE = "leave:new"
MOST_WORDS = 200


class Step(StrEnum):
    """The questions in their order; CHECK shows everything before it is sent."""

    DAYS = "days"
    REASON = "reason"
    DESTINATION = "destination"
    STAND_IN = "stand_in"
    CHECK = "check"

    @property
    def following(self) -> "Step":
        steps = list(Step)
        return steps[steps.index(self) + 1]

    @property
    def preceding(self) -> "Step":
        steps = list(Step)
        return steps[max(steps.index(self) - 1, 0)]


@dataclass(frozen=True)
class Answers:
    """What is known of the request so far."""

    first: date | None = None
    last: date | None = None
    reason: str = ""
    destination: str = ""
    stand_in: str = ""

    def to_json(self) -> dict[str, Any]:
        """JSON-able, as a draft row keeps it."""
        days = {name: day and day.isoformat() for name, day in (("first", self.first),
                                                                ("last", self.last))}  # fmt: skip
        words = {"reason": self.reason, "destination": self.destination, "stand_in": self.stand_in}
        return days | words

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The answers that a draft row keeps."""
        first, last = (data[name] and date.fromisoformat(data[name]) for name in ("first", "last"))
        return cls(first, last, data["reason"], data["destination"], data["stand_in"])


async def begin(update: Update, ctx: Context) -> None:
    """The press on "Minta pengecualian": nothing, or the first and last day that were asked."""
    if ctx.words[-1:] != ["new"] and unfinished.asked(ctx, FORM, _anew(ctx.words)):
        return
    days = [word for word in ctx.words if word != "new"]
    outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    if not days:
        _ask(ctx, Step.DAYS, Answers())
        return
    try:
        first, last = (date.fromisoformat(day) for day in days)
    except ValueError as error:
        raise Malformed from error
    _ask(ctx, Step.REASON, _with_days(ctx, Answers(), Days(first, last)))


def _anew(words: list[str]) -> Button:
    return button(form_texts.DISCARD, "izin", *words, "new")


async def press(update: Update, ctx: Context) -> None:
    """Kembali, Batal, or Kirim."""
    step, answers = _open(ctx)
    match ctx.word(0):
        case "stop":
            _stop(ctx)
        case "back":
            _ask(ctx, step.preceding, answers)
        case "send" if step is Step.CHECK:
            _send(ctx, answers)
        case _:
            raise Stale


async def take(update: Update, ctx: Context) -> bool:
    """A typed answer to the open question; False when none is open."""
    if awaited(ctx, (FORM,)) is None:
        return False
    step, answers = _open(ctx)
    said = ctx.text.lower()
    if said in common.STOP_WORDS:
        _stop(ctx)
    elif said in common.BACK_WORDS:
        _ask(ctx, step.preceding, answers)
    else:
        answers = _read(ctx, step, answers)
        _ask(ctx, step.following, answers)
    return True


def _read(ctx: Context, step: Step, answers: Answers) -> Answers:
    match step:
        case Step.DAYS:
            return _with_days(ctx, answers, _days(ctx))
        case Step.REASON:
            return replace(answers, reason=_words(ctx))
        case Step.DESTINATION:
            return replace(answers, destination=_words(ctx))
        case Step.STAND_IN:
            return replace(answers, stand_in=_words(ctx))
        case Step.CHECK:
            raise Refused(texts.PRESS_A_BUTTON)


def _words(ctx: Context) -> str:
    words = " ".join(ctx.text.split())
    if len(words) > MOST_WORDS:
        raise Refused(texts.too_long(len(words), MOST_WORDS))
    if not words:
        raise Refused(texts.EMPTY)
    return words


def _days(ctx: Context) -> Days:
    today = local_day(ctx.now, ctx.policy.zone)
    try:
        span = parse_span(ctx.text, today, zone_label(ctx.policy.zone))
    except BadDate as error:
        raise Refused(str(error)) from error
    days = days_of(span, ctx.event.voting_day)
    if days is None:
        raise Refused(texts.NEEDS_A_DATE)
    return days


def _with_days(ctx: Context, answers: Answers, days: Days) -> Answers:
    """Days that lie ahead, under a ban, and that nobody asked for before; else Refused."""
    if days.last < local_day(ctx.now, ctx.policy.zone):
        raise Refused(texts.IN_THE_PAST)
    if not bound.bans(ctx.desk, ctx.event, ctx.actor, days.first, days.last):
        raise Refused(texts.NO_BAN)
    person = ctx.actor.person.id
    before = leave.overlapping(ctx.tx, ctx.event.id, person, days.first, days.last)
    if before is not None:
        raise Refused(texts.asked_before(before.id, before.state))
    return replace(answers, first=days.first, last=days.last)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────
def _open(ctx: Context) -> tuple[Step, Answers]:
    """The open question and the answers so far; Stale without them or in another event."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM or draft.event_id != ctx.event.id:
        raise Stale
    return Step(draft.step), Answers.from_json(draft.answers)


def _ask(ctx: Context, step: Step, answers: Answers) -> None:
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, step, answers.to_json())
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    back = [] if step is Step.DAYS else [button(common.BACK, "izf", "back")]
    out = [*back, button(common.CANCEL, "izf", "stop")]
    if step is Step.CHECK:
        _show(ctx, _summary(ctx, answers), [[button(texts.SEND, "izf", "send")], out])
    else:
        _show(ctx, texts.QUESTIONS[step], [out])


def _show(ctx: Context, text: str, rows: Rows) -> None:
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


def _stop(ctx: Context) -> None:
    drafts.drop(ctx.tx, ctx.user.id)
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    _show(ctx, common.CANCELLED, [])


def _wish(ctx: Context, answers: Answers) -> tuple[Wish, list[str]]:
    """The request as it stands, and the bans it is about; Refused when they are gone by now."""
    assert answers.first is not None
    assert answers.last is not None
    held = bound.bans(ctx.desk, ctx.event, ctx.actor, answers.first, answers.last)
    if not held:
        raise Refused(texts.NO_BAN)
    post = bound.bound_post(ctx.actor, held)
    wish = Wish(
        post.role, post.area, answers.first, answers.last, answers.reason, answers.destination,
        answers.stand_in,
    )  # fmt: skip
    return wish, [each.title for each in held]


def _deciders(ctx: Context, wish: Wish) -> tuple[str | None, list[int]]:
    held = bound.bans(ctx.desk, ctx.event, ctx.actor, wish.first, wish.last)
    return bound.deciders(ctx.desk, ctx.event, bound.bound_post(ctx.actor, held))


def _summary(ctx: Context, answers: Answers) -> str:
    wish, bans = _wish(ctx, answers)
    return texts.check(wish, bans, texts.decider_name(_deciders(ctx, wish)[0]))


def _send(ctx: Context, answers: Answers) -> None:
    wish, _ = _wish(ctx, answers)
    _with_days(ctx, answers, Days(wish.first, wish.last))
    name, chats = _deciders(ctx, wish)
    if not chats:
        raise Refused(texts.NOBODY_TO_ASK)
    person = ctx.actor.person.id
    due = urging.first_due(ctx.now, ctx.policy.zone, wish)
    number = leave.add(ctx.tx, ctx.now, ctx.event.id, person, ctx.chat.id, wish, chats, due)
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.audit("leave asked", f"leave:{number}")
    request = leave.get(ctx.tx, number)
    assert request is not None
    cards.show_all(ctx.desk, request)
    withdraw = [[button(texts.WITHDRAW, "izt", number)]]
    outbox.rename(ctx.tx, ctx.chat.id, LIVE, own_key(number))
    text = texts.sent(number, texts.decider_name(name))
    ctx.show(ctx.chat.id, own_key(number), text, withdraw, kind="form")


def own_key(number: int) -> str:
    """The key of the message in which the applicant sees the request."""
    return f"leave-own:{number}"


async def withdraw(update: Update, ctx: Context) -> None:
    """Tarik permintaan: only by whoever asked, and only while it waits."""
    request = leave.get(ctx.tx, ctx.number(0))
    if request is None or request.person_id != ctx.actor.person.id:
        raise Malformed
    decided = leave.decide(ctx.tx, ctx.now, request.id, State.WITHDRAWN, ctx.actor.person.id, None)
    if not decided:
        raise Refused(texts.decided_before(""))
    ctx.audit("leave withdrawn", f"leave:{request.id}")
    gone = leave.get(ctx.tx, request.id)
    assert gone is not None
    cards.show_all(ctx.desk, gone)
    ctx.edit(texts.answer(gone, cards.stands(ctx.desk, gone)))
