"""Writing a broadcast: for whom, what, and a last look before it goes out."""

from dataclasses import replace

from telegram import Message, Update

from handlers.access import Action
from handlers.agenda import quiet
from handlers.audience import words
from handlers.audience.bounds import Bounds, bounds_of
from handlers.audience.chooser import Chooser
from handlers.broadcast import approval, content, lists, progress
from handlers.broadcast.letter import (
    AUDIENCE,
    CONTENT,
    FORM,
    PREVIEW,
    Letter,
    at,
    found,
    keep,
    save_audience,
)
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.router import Handle
from handlers.texts import audience as audience_texts
from handlers.texts import broadcast as texts
from handlers.texts import common
from storage import broadcasts, drafts, outbox
from storage.audience import Audience, reach


def _bounds(ctx: Context) -> Bounds:
    bounds = bounds_of(ctx.actor.posts, Action.BROADCAST)
    if not bounds.pairs:
        raise Refused(texts.NO_AGENCY)
    return bounds


def _cancel_row() -> list[Button]:
    return [button(common.CANCEL, "sia.stop")]


# ── For whom ─────────────────────────────────────────────────────────────────────────────────
def _ask_content(ctx: Context, audience: Audience) -> None:
    letter = replace(at(ctx, AUDIENCE), step=CONTENT, audience=audience)
    keep(ctx, letter)
    rows: Rows = [[button(texts.KEEP_CONTENT, "sia.keep")]] if letter.payload else []
    people = reach(ctx.tx, ctx.event.id, audience)
    text = texts.ask_content(words.describe(ctx.tx, audience), people)
    rows.append([button(common.BACK, "sia.whom"), *_cancel_row()])
    ctx.respond(text, rows)


CHOOSER = Chooser(
    verb="sia.to",
    purpose=texts.PURPOSE,
    bounds=_bounds,
    load=lambda ctx: at(ctx, AUDIENCE).audience,
    save=save_audience,
    done=_ask_content,
    last_row=lambda: [button(texts.PAST, "sia.past"), *_cancel_row()],
    live=True,
)


async def begin(update: Update, ctx: Context) -> None:
    """/siaran, or /siaran lurah, camat; Kec. Sukun"""
    ctx.require(Action.BROADCAST)
    _bounds(ctx)
    other = drafts.get(ctx.tx, ctx.user.id)
    if other is not None and other.form != FORM:
        ctx.reply(texts.HALF_DONE, [[button(texts.DISCARD, "sia.new")]])
        return
    keep(ctx, Letter(AUDIENCE))
    if ctx.words:
        _take_audience(ctx, " ".join(ctx.words))
    else:
        ctx.reply(*CHOOSER.screen(ctx))


async def begin_anew(update: Update, ctx: Context) -> None:
    """Throw away what was half done."""
    ctx.require(Action.BROADCAST)
    keep(ctx, Letter(AUDIENCE))
    ctx.edit(*CHOOSER.screen(ctx))


async def whom(update: Update, ctx: Context) -> None:
    """Back to the audience."""
    letter = found(ctx.tx, ctx.user.id)
    if letter is None:
        raise Stale
    keep(ctx, replace(letter, step=AUDIENCE))
    ctx.edit(*CHOOSER.screen(ctx))


async def stop(update: Update, ctx: Context) -> None:
    """Batal: nothing is sent."""
    if found(ctx.tx, ctx.user.id) is None:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(texts.CANCELLED)


# ── What ─────────────────────────────────────────────────────────────────────────────────────
async def what(update: Update, ctx: Context) -> None:
    """Write the content anew."""
    letter = at(ctx, PREVIEW)
    keep(ctx, replace(letter, step=AUDIENCE))
    _ask_content(ctx, letter.audience)


async def keep_content(update: Update, ctx: Context) -> None:
    """Other people, the same content."""
    letter = at(ctx, CONTENT)
    if letter.payload is None:
        raise Stale
    _show_preview(ctx, letter)


def _read_content(ctx: Context, letter: Letter) -> None:
    message = ctx.incoming.effective_message
    assert message is not None
    method, payload = content.read(message, rehearsal=ctx.event.rehearsal)
    source = message.message_id
    _show_preview(ctx, replace(letter, method=method, payload=payload, source=source))


# ── A last look ──────────────────────────────────────────────────────────────────────────────
def _show_preview(ctx: Context, letter: Letter) -> None:
    letter = replace(letter, step=PREVIEW, look=letter.look + 1)
    keep(ctx, letter)
    assert letter.payload is not None
    seen = content.with_button(letter.payload, 0, must_confirm=letter.must_confirm)
    outbox.put(ctx.tx, ctx.now, letter.method, seen, chat_id=ctx.chat.id, kind="preview")
    ctx.reply(*_last_look(ctx, letter))


def _last_look(ctx: Context, letter: Letter) -> tuple[str, Rows]:
    people = reach(ctx.tx, ctx.event.id, letter.audience)
    text = texts.preview(
        words.describe(ctx.tx, letter.audience), audience_texts.reach_line(people),
        texts.duration(people.reachable / ctx.policy.bulk_rate),
        second=bool(approval.needed_from(ctx, people.people)),
        counting=bool(letter.audience.lacking) and quiet.is_on(ctx.desk, ctx.event),
    )  # fmt: skip
    wish = audience_texts.ticked(texts.MUST_CONFIRM, on=letter.must_confirm)
    return text, [
        [button(texts.SEND, "sia.send", letter.look)],
        [button(wish, "sia.wish", letter.look)],
        [button(texts.CHANGE, "sia.change", letter.look), *_cancel_row()],
    ]


def _looked_at(ctx: Context) -> Letter:
    """The letter of the preview whose button was pressed; Stale for an older preview."""
    letter = at(ctx, PREVIEW)
    if ctx.words and ctx.number(0) != letter.look:
        raise Stale
    return letter


async def wish(update: Update, ctx: Context) -> None:
    """Ask for a confirmation, or don't."""
    letter = _looked_at(ctx)
    letter = replace(letter, must_confirm=not letter.must_confirm)
    keep(ctx, letter)
    ctx.edit(*_last_look(ctx, letter))


async def change(update: Update, ctx: Context) -> None:
    """Ubah: the people or the content?"""
    _looked_at(ctx)
    choices = [button(texts.CHANGE_AUDIENCE, "sia.whom"), button(texts.CHANGE_CONTENT, "sia.what")]
    ctx.edit(texts.WHAT_TO_CHANGE, [choices, [button(common.BACK, "sia.look")]])


async def look(update: Update, ctx: Context) -> None:
    """Back to the last look."""
    ctx.edit(*_last_look(ctx, at(ctx, PREVIEW)))


async def send(update: Update, ctx: Context) -> None:
    """Kirim: it goes out, or to a second admin."""
    _send(ctx, _looked_at(ctx))


def _send(ctx: Context, letter: Letter) -> None:
    ctx.require(Action.BROADCAST)
    if not _bounds(ctx).allows(letter.audience):
        raise Refused(audience_texts.NOT_YOURS)
    assert letter.payload is not None
    people = reach(ctx.tx, ctx.event.id, letter.audience).people
    if people == 0:
        raise Refused(audience_texts.NOBODY)
    number = broadcasts.add(
        ctx.tx, ctx.now,
        broadcasts.Draft(
            ctx.event.id, ctx.actor.person.id, ctx.chat.id, letter.method, letter.payload,
            letter.audience, letter.must_confirm, people,
        ),
    )  # fmt: skip
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.audit("broadcast", f"broadcast:{number}", f"people={people}")
    _become_live(ctx, number)
    admins = approval.needed_from(ctx, people)
    if admins:
        approval.ask(ctx, number, admins)
    else:
        progress.start(ctx, number, approved_by=None)


def _become_live(ctx: Context, number: int) -> None:
    """Let the message with the Kirim button turn into the one with the bar."""
    query = ctx.incoming.callback_query
    if query is None or query.message is None:
        return
    live, message_id = progress.live_key(number), query.message.message_id
    key = outbox.shown_key(ctx.tx, ctx.chat.id, message_id)
    if key is None:
        outbox.adopt(ctx.tx, ctx.chat.id, live, message_id)
    else:
        outbox.rename(ctx.tx, ctx.chat.id, key, live)


# ── Words ────────────────────────────────────────────────────────────────────────────────────
async def take(update: Update, ctx: Context) -> bool:
    """A message while a broadcast is being written."""
    letter = found(ctx.tx, ctx.user.id)
    if letter is None:
        return False
    message = ctx.incoming.effective_message
    assert message is not None
    if message.text and message.text.startswith("/"):
        return False  # a command that does not exist is no audience, and goes out to nobody
    said = ctx.text.casefold()
    if message.media_group_id is not None:
        _refuse_album(ctx, letter, message.media_group_id)
    elif said == "batal":
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(texts.CANCELLED)
    elif letter.step == AUDIENCE:
        _answer_whom(ctx, message)
    elif letter.step == CONTENT:
        _answer_what(ctx, letter, said)
    elif said == "kirim":
        _send(ctx, letter)
    elif said in ("ubah", "kembali"):
        keep(ctx, replace(letter, step=AUDIENCE))
        ctx.reply(*CHOOSER.screen(ctx))
    else:
        raise Refused(texts.PICK_A_BUTTON)
    return True


async def edited(update: Update, ctx: Context) -> bool:
    """The message that was previewed is changed: a new preview, and the older one is void."""
    letter, message = found(ctx.tx, ctx.user.id), ctx.incoming.effective_message
    if letter is None or message is None or letter.step != PREVIEW:
        return False
    if message.message_id != letter.source:
        return False
    _read_content(ctx, letter)
    return True


def _refuse_album(ctx: Context, letter: Letter, album: str) -> None:
    """Say once that several photos at a time are not sent; buttons cannot stand below them."""
    if letter.album != album:
        keep(ctx, replace(letter, album=album))
        ctx.reply(texts.NO_ALBUM)


def _answer_whom(ctx: Context, message: Message) -> None:
    if message.document is not None:
        lists.receive(ctx, message.document, _bounds(ctx))
    else:
        _take_audience(ctx, ctx.text)


def _answer_what(ctx: Context, letter: Letter, said: str) -> None:
    if said == "kembali":
        keep(ctx, replace(letter, step=AUDIENCE))
        ctx.reply(*CHOOSER.screen(ctx))
    else:
        _read_content(ctx, letter)


def _take_audience(ctx: Context, typed: str) -> None:
    """A typed audience answers the question; a list may go on in the next message."""
    if not typed:
        raise Refused(audience_texts.HOW_TO_TYPE)
    if typed.casefold() != "lanjut" and (listed := CHOOSER.take(ctx, typed)):
        lists.tell(ctx.desk, ctx.chat.id, listed, CHOOSER.screen(ctx))
        return
    CHOOSER.finish(ctx)


COMMANDS: dict[str, Handle] = {"siaran": begin}
PRESSES: dict[str, Handle] = {
    CHOOSER.verb: CHOOSER.press, "sia.new": begin_anew, "sia.whom": whom, "sia.what": what,
    "sia.keep": keep_content, "sia.wish": wish, "sia.change": change, "sia.look": look,
    "sia.send": send, "sia.stop": stop,
}  # fmt: skip
