"""An invitation to a meeting: Hadir, Tidak, Wakil (with a name), the map and the papers."""

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda import below
from handlers.agenda.questions import read_title
from handlers.agenda.rules import local_day
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused, Stale
from handlers.open_question import awaited
from handlers.texts import agenda_meeting as texts
from handlers.texts import common
from storage import agenda, attendance, drafts, fanout, outbox
from storage.agenda import Entry, Kind
from storage.attendance import Answer

FORM = "agenda:deputy"


async def answer(update: Update, ctx: Context) -> None:
    """A press on Hadir, Tidak or Wakil: thing, answer."""
    thing = ctx.word(0)
    if ctx.word(1) not in list(Answer):
        raise Malformed
    entry, people = _invited(ctx, thing)
    if ctx.word(1) == Answer.DEPUTY:
        _ask_deputy(ctx, thing)
        return
    _note(ctx, entry, thing, people, Answer(ctx.word(1)), None)
    ctx.toast(texts.NOTED)
    shown = below.as_it_stands(ctx, entry, thing, people[0])
    if shown is None:
        raise Stale
    ctx.edit(*shown)


def _invited(ctx: Context, thing: str) -> tuple[Entry, list[int]]:
    """The meeting, and for whom this chat answers; Denied to a chat that was not invited."""
    entry = below.entry_of(ctx, thing)
    people = attendance.receivers(ctx.tx, thing, ctx.chat.id)
    if entry is None or not people:
        raise Denied(Action.MANAGE_AGENDA)
    over = entry.ends_on is not None and entry.ends_on < local_day(ctx.now, ctx.policy.zone)
    if entry.kind is not Kind.MEETING or not entry.active or over:
        raise Refused(texts.OVER)
    # On a shared phone whoever speaks answers alone.
    own = ctx.actor.person.id
    return entry, [own] if own in people else people


def _note(
    ctx: Context, entry: Entry, thing: str, people: list[int], said: Answer, deputy: str | None
) -> None:
    """Keep the answer; who answers an invitation has read it."""
    for person_id in people:
        attendance.say(ctx.tx, ctx.now, entry.id, person_id, said, deputy)
    fanout.confirm(ctx.tx, ctx.now, thing, ctx.chat.id)


# ── A deputy ─────────────────────────────────────────────────────────────────────────────────
def _ask_deputy(ctx: Context, thing: str) -> None:
    unfinished.refuse(ctx, FORM)
    message = ctx.query.message
    kept = {"thing": thing, "message": message.message_id if message else None}
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, "name", kept)
    ctx.reply(texts.ASK_DEPUTY, [[button(common.CANCEL, "agwakil")]])


async def no_deputy(update: Update, ctx: Context) -> None:
    """Batal, below the question for the deputy's name."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(common.CANCELLED)


async def take(update: Update, ctx: Context) -> bool:
    """The name of the deputy, typed; False when nobody asked for one."""
    draft = awaited(ctx, (FORM,))
    if draft is None:
        return False
    if ctx.text.lower() in common.STOP_WORDS:
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(common.CANCELLED)
        return True
    name, thing = read_title(ctx.text), draft.answers["thing"]
    entry, people = _invited(ctx, thing)
    _note(ctx, entry, thing, people, Answer.DEPUTY, name)
    drafts.drop(ctx.tx, ctx.user.id)
    _redraw(ctx, entry, thing, people[0], draft.answers["message"])
    ctx.reply(texts.deputy_noted(name))
    return True


def _redraw(ctx: Context, entry: Entry, thing: str, person_id: int, message: int | None) -> None:
    """The invitation above says who comes."""
    shown = below.as_it_stands(ctx, entry, thing, person_id)
    if shown is None or message is None:
        return
    key = outbox.shown_key(ctx.tx, ctx.chat.id, message)
    if key is None:
        key = f"m{message}"
        outbox.adopt(ctx.tx, ctx.chat.id, key, message)
    ctx.show(ctx.chat.id, key, *shown)


# ── Map and papers ───────────────────────────────────────────────────────────────────────────
async def extra(update: Update, ctx: Context) -> None:
    """Peta or Bahan rapat, for those the entry is for and for admins."""
    entry = agenda.entry(ctx.tx, ctx.number(1))
    if entry is None or not entry.active or entry.event_id != ctx.event.id:
        raise Stale
    if not (entry.audience.includes(ctx.actor.posts) or ctx.actor.may(Action.MANAGE_AGENDA)):
        raise Denied(Action.MANAGE_AGENDA)
    match ctx.word(0):
        case "map" if entry.lat is not None and entry.lon is not None:
            payload: outbox.Payload = {
                "latitude": entry.lat, "longitude": entry.lon, "title": entry.title,
                "address": entry.place or entry.title,
            }  # fmt: skip
            outbox.put(ctx.tx, ctx.now, "sendVenue", payload, chat_id=ctx.chat.id)
        case "file" if entry.file_id is not None:
            file = {"document": entry.file_id}
            outbox.put(ctx.tx, ctx.now, "sendDocument", file, chat_id=ctx.chat.id)
        case _:
            raise Stale
