"""Izinkan or Tolak with a reason, by whoever may decide; the first decision stands."""

from telegram import Update

from handlers import unfinished
from handlers.access import Action, Place
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused, Stale
from handlers.leave import bound, cards
from handlers.leave.asking import MOST_WORDS, own_key
from handlers.open_question import awaited
from handlers.texts import common
from handlers.texts import leave as texts
from storage import drafts, leave
from storage.leave import Request, State

FORM = "leave:decide"


async def press(update: Update, ctx: Context) -> None:
    """Izinkan ('y') or Tolak ('n'): then the reason is asked for."""
    if ctx.word(0) not in ("y", "n"):
        raise Malformed
    request = _waiting(ctx, ctx.number(1))
    unfinished.refuse(ctx, FORM)
    grant = ctx.word(0) == "y"
    kept = {"id": request.id, "grant": grant}
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, "note", kept)
    without = [button(texts.WITHOUT_NOTE, "izn", "ok")] if grant else []
    ctx.reply(texts.ASK_NOTE[grant], [[*without, button(common.CANCEL, "izn", "stop")]])


def _waiting(ctx: Context, number: int) -> Request:
    """A request that this person may decide and that nobody has decided yet."""
    request = leave.get(ctx.tx, number)
    if request is None or request.event_id != ctx.event.id:
        raise Stale
    if not bound.may_decide(ctx, request):
        raise Denied(Action.MANAGE_AGENDA, Place(request.wish.area))
    if request.state is not State.WAITING:
        raise Refused(texts.decided_before(cards.stands(ctx.desk, request)))
    return request


async def without_note(update: Update, ctx: Context) -> None:
    """Tanpa catatan, or Batal."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    if ctx.word(0) == "stop":
        ctx.edit(common.CANCELLED)
    elif ctx.word(0) == "ok" and draft.answers["grant"]:
        ctx.edit(_decided(ctx, draft.answers["id"], State.GRANTED, None))
    else:
        raise Malformed


async def take(update: Update, ctx: Context) -> bool:
    """The reason, typed; False when nobody is asked for one."""
    draft = awaited(ctx, (FORM,))
    if draft is None:
        return False
    note = " ".join(ctx.text.split())
    if len(note) > MOST_WORDS:
        raise Refused(texts.too_long(len(note), MOST_WORDS))
    drafts.drop(ctx.tx, ctx.user.id)
    if note.lower() in common.STOP_WORDS:
        ctx.reply(common.CANCELLED)
    else:
        state = State.GRANTED if draft.answers["grant"] else State.REFUSED
        ctx.reply(_decided(ctx, draft.answers["id"], state, note))
    return True


def _decided(ctx: Context, number: int, state: State, note: str | None) -> str:
    """Settle it and tell everybody; gives the sentence for whoever decided, or came second."""
    request = leave.get(ctx.tx, number)
    if request is not None and request.state is not State.WAITING:
        # Said, not raised: the question for the reason is over.
        return texts.decided_before(cards.stands(ctx.desk, request))
    request = _waiting(ctx, number)
    leave.decide(ctx.tx, ctx.now, request.id, state, ctx.actor.person.id, note)
    ctx.audit(f"leave {state}", f"leave:{request.id}")
    settled = leave.get(ctx.tx, request.id)
    assert settled is not None
    cards.show_all(ctx.desk, settled)
    answer = texts.answer(settled, cards.stands(ctx.desk, settled))
    ctx.show(settled.chat_id, own_key(settled.id), texts.answered(settled), kind="form")
    ctx.send(settled.chat_id, answer, kind="leave")
    return texts.told(settled.name)
