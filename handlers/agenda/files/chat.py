"""A file with entries comes in: preview, for whom, `Terapkan` or `Batal`; and files go out."""

from dataclasses import replace

from telegram import Document, Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda.files import imports
from handlers.agenda.files.imports import Import, State
from handlers.agenda.files.proposal import MOST_BYTES
from handlers.agenda.show import mine_of
from handlers.audience.bounds import bounds_of
from handlers.audience.chooser import Chooser
from handlers.audience.words import read as read_audience
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.texts import agenda_files as texts
from handlers.texts import common
from storage import agenda, drafts, jobs, outbox
from storage.audience import Audience

FORM = "agenda:file-who"
CALENDAR_JOB = "agenda_ics"
TEMPLATE_JOB = "agenda_template"
_CALENDARS = (".ics", ".ical", ".ifb")
_TABLES = (".xlsx", ".csv")


def document_of(ctx: Context) -> Document | None:
    """The file that came with this message."""
    message = ctx.incoming.effective_message
    return message.document if message else None


async def take(update: Update, ctx: Context) -> bool:
    """A calendar file, or a table named after the agenda, without any command."""
    document = document_of(ctx)
    if document is None or ctx.text.startswith("/") or not _is_ours(document):
        return False
    if not ctx.actor.may(Action.MANAGE_AGENDA):
        raise Refused(texts.NOT_ADMIN)
    receive(ctx, document, ctx.text)
    return True


def _is_ours(document: Document) -> bool:
    name = (document.file_name or "").lower()
    if name.endswith(_CALENDARS) or document.mime_type == "text/calendar":
        return True
    return name.endswith(_TABLES) and "agenda" in name


def receive(ctx: Context, document: Document, who: str) -> None:
    """Read a file; `who` is for whom its new entries are, as typed below it."""
    if (document.file_size or 0) > MOST_BYTES:
        raise Refused(texts.too_big(MOST_BYTES // 1000))
    audience = read_audience(ctx.tx, ctx.event.id, who)
    name = (document.file_name or "file")[-60:]
    found = Import(
        0, ctx.chat.id, ctx.user.id, ctx.actor.person.id, ctx.event.id, document.file_id, name,
        audience.to_json(),
    )  # fmt: skip
    imports.begin(ctx.tx, ctx.now, found)
    ctx.reply(texts.reading(name))


# ── The preview's buttons ────────────────────────────────────────────────────────────────────
async def press(update: Update, ctx: Context) -> None:
    """Terapkan, Batal, the reminders, or for whom."""
    found = _waiting(ctx, ctx.number(1))
    match ctx.word(0):
        case "yes":
            imports.start(ctx.desk, found)
            ctx.toast(texts.IN_PROGRESS)
        case "no":
            _let_go(ctx)
            imports.settle(ctx.desk, found, State.CANCELLED)
            ctx.toast(texts.CANCELLED)
        case "remind":
            _change(ctx, replace(found, remind=not found.remind))
        case "who":
            unfinished.refuse(ctx, FORM)
            kept = {"import": found.id, "audience": found.audience}
            drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, "who", kept)
            text, rows = WHO.screen(ctx)
            ctx.show(ctx.chat.id, found.key, text, rows, kind="reply")
        case _:
            raise Malformed


def _waiting(ctx: Context, number: int) -> Import:
    """An import whose preview waits for an answer of whoever sent the file."""
    ctx.require(Action.MANAGE_AGENDA)
    found = imports.get(ctx.tx, number)
    if found is None or found.user_id != ctx.user.id:
        raise Stale
    if found.state is State.APPLYING:
        raise Refused(texts.IN_PROGRESS)
    if found.state is State.EXPIRED:
        raise Refused(texts.EXPIRED)
    if found.state is not State.READY:
        raise Stale
    if found.event_id != ctx.event.id:
        raise Refused(texts.EVENT_CHANGED)
    return found


def _change(ctx: Context, found: Import) -> None:
    imports.keep(ctx.tx, found)
    imports.show(ctx.desk, ctx.event, found)


def _let_go(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == FORM:
        drafts.drop(ctx.tx, ctx.user.id)


# ── For whom ─────────────────────────────────────────────────────────────────────────────────
def _open(ctx: Context) -> Import:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM:
        raise Stale
    found = _waiting(ctx, draft.answers["import"])
    return replace(found, audience=draft.answers["audience"])


def _choose(ctx: Context, audience: Audience) -> None:
    kept = {"import": _open(ctx).id, "audience": audience.to_json()}
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, "who", kept)


def _chosen(ctx: Context, audience: Audience) -> None:
    found = replace(_open(ctx), audience=audience.to_json())
    drafts.drop(ctx.tx, ctx.user.id)
    _change(ctx, found)


WHO = Chooser(
    verb="agfw",
    purpose=texts.PURPOSE,
    bounds=lambda ctx: bounds_of(ctx.actor.posts, Action.MANAGE_AGENDA),
    load=lambda ctx: _open(ctx).wishes.audience,
    save=_choose,
    done=_chosen,
    last_row=lambda: [button(common.BACK, "agfback")],
    nobody=True,
)


async def back(update: Update, ctx: Context) -> None:
    """Kembali, below the chooser: the preview as it was."""
    found = _waiting(ctx, _open(ctx).id)
    _let_go(ctx)
    imports.show(ctx.desk, ctx.event, found)


async def take_who(update: Update, ctx: Context) -> bool:
    """A typed audience while the chooser is open."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM or not ctx.text or ctx.text.startswith("/"):
        return False
    found = _open(ctx)
    if ctx.text.lower() not in ("batal", "kembali"):
        found = replace(found, audience=read_audience(ctx.tx, ctx.event.id, ctx.text).to_json())
    drafts.drop(ctx.tx, ctx.user.id)
    outbox.move_down(ctx.tx, ctx.chat.id, found.key)
    _change(ctx, found)
    return True


# ── To take along ────────────────────────────────────────────────────────────────────────────
async def take_along(update: Update, ctx: Context) -> None:
    """The press on "Bawa (.ics)": what concerns me, as a file."""
    mine = mine_of(ctx, agenda.entries(ctx.tx, ctx.event.id))
    if all(each.starts_on is None for each in mine):
        raise Refused(texts.NOTHING_TO_TAKE)  # a calendar without any entry is no valid file
    numbers = [each.id for each in mine]
    order = {"chat": ctx.chat.id, "event": ctx.event.id, "entries": numbers}
    jobs.add(ctx.tx, ctx.now, CALENDAR_JOB, order)
    ctx.toast(texts.PREPARING)


async def template(update: Update, ctx: Context) -> None:
    """The press on "Contoh Excel"."""
    ctx.require(Action.MANAGE_AGENDA)
    jobs.add(ctx.tx, ctx.now, TEMPLATE_JOB, {"chat": ctx.chat.id})
    ctx.toast(texts.PREPARING)
