"""A broadcast that goes out or went out: pause, stop, lists, once more, and ✅ Sudah dibaca."""

from telegram import Update

from handlers.access import Action
from handlers.audience import people_list
from handlers.audience.bounds import EVERYBODY, bounds_of
from handlers.broadcast import approval, content, progress
from handlers.buttons import button, inline
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused, Stale
from handlers.router import Handle
from handlers.texts import broadcast as texts
from handlers.texts.agenda import CONFIRMED_BEFORE, NOT_FOR_YOU, THANKS
from storage import broadcasts, listed, outbox
from storage.broadcasts import Broadcast, State
from storage.listed import Fate, Sending


def _own(ctx: Context) -> Broadcast:
    """The broadcast of the press, for its author and for admins; Denied to everybody else."""
    ctx.require(Action.BROADCAST)
    broadcast = broadcasts.get(ctx.tx, ctx.number(0))
    if broadcast is None or broadcast.event_id != ctx.event.id:
        raise Stale
    if broadcast.author_id != ctx.actor.person.id and not _is_admin(ctx):
        raise Denied(Action.BROADCAST)
    return broadcast


def _is_admin(ctx: Context) -> bool:
    return bounds_of(ctx.actor.posts, Action.BROADCAST) == EVERYBODY


def _move(ctx: Context, before: frozenset[State], after: State) -> None:
    broadcast = _own(ctx)
    if broadcast.state not in before or broadcast.started_at is None:
        raise Stale
    broadcasts.move(ctx.tx, ctx.now, broadcast.id, after)
    ctx.audit(f"broadcast.{after}", broadcast.thing)
    # The first step now, so that nothing more leaves; the job does the rest.
    broadcasts.step(ctx.tx, ctx.now, broadcast.id)
    progress.work_on(ctx.tx, ctx.now, broadcast.id)
    _show(ctx, broadcast.id)


def _show(ctx: Context, number: int) -> None:
    """Bring both the author's message and the one that was pressed up to date."""
    progress.show(ctx.tx, ctx.now, ctx.policy, number)
    broadcast = broadcasts.get(ctx.tx, number)
    assert broadcast is not None
    if not _pressed_live(ctx, broadcast):
        ctx.edit(*progress.screen(ctx.tx, ctx.policy, broadcast, live=False))


def _pressed_live(ctx: Context, broadcast: Broadcast) -> bool:
    message = ctx.query.message
    if message is None or ctx.chat.id != broadcast.author_chat:
        return False
    key = outbox.shown_key(ctx.tx, ctx.chat.id, message.message_id)
    return key == progress.live_key(broadcast.id)


async def pause(update: Update, ctx: Context) -> None:
    """Jeda: what was not sent waits."""
    _move(ctx, frozenset({State.SENDING}), State.PAUSED)


async def go_on(update: Update, ctx: Context) -> None:
    """Lanjutkan."""
    _move(ctx, frozenset({State.PAUSED}), State.SENDING)


async def halt(update: Update, ctx: Context) -> None:
    """Hentikan: what was not sent never will be, unless it is sent once more."""
    _move(ctx, frozenset({State.SENDING, State.PAUSED}), State.STOPPED)


async def again(update: Update, ctx: Context) -> None:
    """Kirim lagi ke yang belum."""
    broadcast = _own(ctx)
    over = broadcast.state in (State.DONE, State.STOPPED)
    if not over or broadcast.started_at is None:
        raise Stale
    broadcasts.repeat(ctx.tx, broadcast.id)
    ctx.audit("broadcast.again", broadcast.thing)
    broadcasts.step(ctx.tx, ctx.now, broadcast.id)  # so that what is shown is about this sending
    progress.work_on(ctx.tx, ctx.now, broadcast.id)
    ctx.toast(texts.QUEUED_AGAIN)
    _show(ctx, broadcast.id)


async def see(update: Update, ctx: Context) -> None:
    """Perbarui, or a broadcast of the list of past ones."""
    _show(ctx, _own(ctx).id)


async def past(update: Update, ctx: Context) -> None:
    """Siaran terakhir: one's own; an admin sees everybody's."""
    ctx.require(Action.BROADCAST)
    author = None if _is_admin(ctx) else ctx.actor.person.id
    found = broadcasts.recent(ctx.tx, ctx.event.id, author)
    if not found:
        ctx.toast(texts.NONE_YET, alert=True)
        return
    rows = [
        [button(texts.in_short(each, ctx.policy.local(each.created_at)), "sia.open", each.id)]
        for each in found
    ]
    ctx.reply(texts.PAST, rows)


async def open_past(update: Update, ctx: Context) -> None:
    """One of the past broadcasts: in its author's chat the message that moves comes down here."""
    broadcast = _own(ctx)
    if ctx.chat.id == broadcast.author_chat:
        outbox.move_down(ctx.tx, ctx.chat.id, progress.live_key(broadcast.id))
        progress.show(ctx.tx, ctx.now, ctx.policy, broadcast.id)
    else:
        ctx.edit(*progress.screen(ctx.tx, ctx.policy, broadcast, live=False))


# ── Lists ────────────────────────────────────────────────────────────────────────────────────
async def people(update: Update, ctx: Context) -> None:
    """Who has (not) read it, whom it did not reach."""
    broadcast = _own(ctx)
    if ctx.word(1) not in list(Fate):
        raise Malformed
    fate = Fate(ctx.word(1))
    found = listed.people(ctx.tx, Sending.of(broadcast), fate)
    title = texts.list_title(broadcast.id, fate, len(found))
    people_list.send(ctx, title, texts.list_file(broadcast.id, fate), found)


# ── ✅ Sudah dibaca ──────────────────────────────────────────────────────────────────────────
async def read(update: Update, ctx: Context) -> None:
    """The person confirms; the button says so from then on."""
    number = ctx.number(0)
    if number == 0:
        ctx.toast(texts.PREVIEW_ONLY)
        return
    newly = broadcasts.confirm(ctx.tx, ctx.now, number, ctx.chat.id)
    if newly is None:
        ctx.audit("broadcast.read", f"broadcast:{number}", allowed=False)
        raise Refused(NOT_FOR_YOU)
    ctx.toast(THANKS if newly else CONFIRMED_BEFORE)
    if newly:
        _mark_read(ctx, number)
        progress.look_again(ctx.tx, ctx.now, number)


def _mark_read(ctx: Context, number: int) -> None:
    if ctx.query.message is None:
        return
    done = button(texts.read_at(ctx.policy.local(ctx.now)), content.READ, number)
    payload = {"message_id": ctx.query.message.message_id, "reply_markup": inline([[done]])}
    outbox.put(ctx.tx, ctx.now, "editMessageReplyMarkup", payload, chat_id=ctx.chat.id,
               kind="confirmed")  # fmt: skip


PRESSES: dict[str, Handle] = {
    "sia.yes": approval.approve, "sia.no": approval.refuse, "sia.drop": approval.drop,
    "sia.pause": pause, "sia.on": go_on, "sia.halt": halt, "sia.again": again, "sia.see": see,
    "sia.past": past, "sia.open": open_past, "sia.list": people, content.READ: read,
}  # fmt: skip
