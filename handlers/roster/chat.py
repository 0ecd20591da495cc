"""An admin sends a roster: preview, `Terapkan` or `Batal`, result. Also /impor and /templat."""

from telegram import Document, Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.officers.privacy import privately
from handlers.roster import approval, imports, limits
from handlers.roster.imports import Import, State
from handlers.router import Handle, Take
from handlers.texts import roster_files as file_texts
from handlers.texts import roster_import as texts
from storage import drafts, jobs

TEMPLATE = "roster_template"
_CALENDAR = ".ics"


async def begin(update: Update, ctx: Context) -> None:
    """/impor, alone or as the caption of the file."""
    ctx.require(Action.MANAGE_ROSTER)
    document = _document(ctx)
    if document is None:
        ctx.reply(texts.SEND_FILE)
    else:
        _receive(ctx, document)


async def template(update: Update, ctx: Context) -> None:
    """/templat"""
    ctx.require(Action.MANAGE_ROSTER)
    jobs.add(ctx.tx, ctx.now, TEMPLATE, {"chat_id": ctx.chat.id})


async def take_file(update: Update, ctx: Context) -> bool:
    """A file without any command is a roster; from anybody but an admin it is refused."""
    document = _document(ctx)
    if document is None or (document.file_name or "").lower().endswith(_CALENDAR):
        return False
    if not ctx.actor.may(Action.MANAGE_ROSTER):
        raise Refused(texts.NOT_ADMIN)
    _receive(ctx, document)
    return True


async def take_count(update: Update, ctx: Context) -> bool:
    """A bare number while a preview waits: how many missing people are to be removed."""
    if not (ctx.text.isascii() and ctx.text.isdigit() and len(ctx.text) < 7):
        return False
    if not ctx.actor.may(Action.MANAGE_ROSTER) or drafts.get(ctx.tx, ctx.user.id):
        return False
    found = imports.waiting_for(ctx.tx, ctx.user.id)
    if found is None or not found.told.missing:
        return False
    if int(ctx.text) != found.told.missing:
        raise Refused(texts.wrong_count(found.told.missing))
    imports.remove_missing(ctx.tx, ctx.now, found)
    return True


async def apply(update: Update, ctx: Context) -> None:
    """Terapkan"""
    found = _pressed(ctx)
    if found.state is State.APPLYING:
        ctx.toast(texts.IN_PROGRESS)
        return
    if found.state is State.EXPIRED:
        raise Refused(texts.EXPIRED)
    if found.state is State.WAITING:
        raise Refused(texts.WAITS)
    if found.state is State.DONE:
        raise Refused(texts.APPLIED_BEFORE)
    if found.state is not State.READY or not imports.applicable(found):
        raise Stale
    if found.event_id != ctx.event.id:
        raise Refused(texts.EVENT_CHANGED)
    if admins := approval.needed_from(ctx, found):
        approval.ask(ctx, found, admins)
        return
    imports.start(ctx.tx, ctx.now, found)
    ctx.toast(texts.IN_PROGRESS)


async def revive(update: Update, ctx: Context) -> None:
    """Whether those of the file who lost their post in the bot shall have it again."""
    found = _pressed(ctx)
    if found.state is not State.READY or found.revived is None:
        raise Stale
    imports.revive(ctx.tx, ctx.now, found, ctx.number(1) == 1)


async def cancel(update: Update, ctx: Context) -> None:
    """Batal"""
    found = _pressed(ctx)
    if found.state not in (State.READY, State.WAITING, State.EXPIRED):
        raise Stale
    if found.state is State.WAITING:
        approval.withdraw(ctx, found, texts.CANCELLED)
    imports.settle(ctx.tx, ctx.now, found, State.CANCELLED)
    ctx.toast(texts.CANCELLED)
    ctx.reply(texts.CANCELLED)


def _document(ctx: Context) -> Document | None:
    message = ctx.incoming.effective_message
    return message.document if message else None


def _receive(ctx: Context, document: Document) -> None:
    if (document.file_size or 0) > limits.MOST_BYTES:
        raise Refused(file_texts.file_too_big(limits.MOST_BYTES // 1_000_000))
    message = ctx.incoming.effective_message
    assert message is not None
    name = document.file_name or "file"
    found = Import(
        id=0, chat_id=ctx.chat.id, user_id=ctx.user.id, person_id=ctx.actor.person.id,
        event_id=ctx.event.id, message_id=message.message_id, file_id=document.file_id,
        name=name[-60:],
    )  # fmt: skip
    imports.begin(ctx.tx, ctx.now, found)
    ctx.reply(texts.reading(found.name))


def _pressed(ctx: Context) -> Import:
    """The import a button belongs to; only who sent the file may answer."""
    ctx.require(Action.MANAGE_ROSTER)
    found = imports.get(ctx.tx, ctx.number(0))
    if found is None or found.user_id != ctx.user.id:
        raise Stale
    return found


COMMANDS: dict[str, Handle] = {"impor": begin, "templat": template}
PRESSES: dict[str, Handle] = approval.PRESSES | privately(
    {"ri.yes": apply, "ri.no": cancel, "ri.back": revive}
)
FIRST_TAKERS: tuple[Take, ...] = (take_count,)
"""A bare number must not be taken for a report."""
TAKERS: tuple[Take, ...] = (take_file,)
"""Files that no open conversation asked for."""
