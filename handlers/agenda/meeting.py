"""A meeting for its admins: who comes, the list as XLSX, papers for the invited, the minutes."""

from collections import Counter

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda.changing import standing
from handlers.agenda.plan import tell
from handlers.agenda.wording import entry_words
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.open_question import LASTS
from handlers.texts import agenda_meeting as texts
from handlers.texts import common
from storage import attendance, drafts, jobs, reminders
from storage.agenda import Entry, Kind, Notice
from storage.attendance import Answer
from storage.drafts import Draft
from storage.times import ms

FORM = "agenda:file"
LIST_JOB = "agenda_attendance"
_FILES = {"papers": texts.ASK_PAPERS, "minutes": texts.ASK_MINUTES}


async def press(update: Update, ctx: Context) -> None:
    """The page of a meeting, its list, or the order to attach a file."""
    ctx.require(Action.MANAGE_AGENDA)
    act, entry = ctx.word(0), standing(ctx, ctx.number(1))
    if entry.kind is not Kind.MEETING:
        raise Malformed
    match act:
        case "page":
            _let_go(ctx)
            ctx.edit(_page(ctx, entry), _rows(entry))
        case "list":
            jobs.add(ctx.tx, ctx.now, LIST_JOB, {"entry": entry.id, "chat": ctx.chat.id})
            ctx.audit("attendance list", f"agenda:{entry.id}")
            ctx.toast(texts.PREPARING)
        case what if what in _FILES:
            unfinished.refuse(ctx, FORM)
            drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, what, {"id": entry.id})
            ctx.edit(_FILES[what], [[button(common.BACK, "agr", "page", entry.id)]])
        case _:
            raise Malformed


def _page(ctx: Context, entry: Entry) -> str:
    said = Counter(texts.answer_word(each.said) for each in attendance.invited(ctx.tx, entry))
    words = [*(texts.ANSWER_WORDS[answer] for answer in Answer), texts.NO_ANSWER]
    return texts.page(
        entry_words(ctx.desk, entry), {word: said[word] for word in words},
        papers=entry.file_id is not None, minutes=entry.minutes_id is not None,
    )  # fmt: skip


def _rows(entry: Entry) -> Rows:
    return [
        [button(texts.LIST, "agr", "list", entry.id)],
        [button(texts.SEND_PAPERS, "agr", "papers", entry.id),
         button(texts.SEND_MINUTES, "agr", "minutes", entry.id)],
        [button(common.BACK, "ag", "open", entry.id)],
    ]  # fmt: skip


def _let_go(ctx: Context) -> None:
    if _open(ctx) is not None:
        drafts.drop(ctx.tx, ctx.user.id)


def _open(ctx: Context) -> Draft | None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    return draft if draft is not None and draft.form == FORM else None


async def take(update: Update, ctx: Context) -> bool:
    """The file that was asked for; False when none was, or for a command."""
    draft, message = _open(ctx), ctx.incoming.effective_message
    if draft is None or message is None or ctx.text.startswith("/"):
        return False
    if ctx.now - draft.touched_at > LASTS:
        drafts.drop(ctx.tx, ctx.user.id)
        return False
    ctx.require(Action.MANAGE_AGENDA)
    if draft.event_id != ctx.event.id:
        raise Stale
    if ctx.text.lower() in common.STOP_WORDS:
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(common.CANCELLED)
        return True
    if message.document is None:
        raise Refused(texts.ONLY_FILES)
    entry = standing(ctx, draft.answers["id"])
    drafts.drop(ctx.tx, ctx.user.id)
    if draft.step == "papers":
        _attach(ctx, entry, message.document.file_id)
    else:
        _send_minutes(ctx, entry, message.document.file_id)
    return True


def _attach(ctx: Context, entry: Entry, file_id: str) -> None:
    attendance.keep_papers(ctx.tx, entry.id, file_id)
    told = tell(ctx.desk, entry.id, Notice.CHANGED)
    ctx.audit("agenda papers", f"agenda:{entry.id}")
    ctx.reply(texts.papers_kept(entry.title, told=told), _rows(entry))


def _send_minutes(ctx: Context, entry: Entry, file_id: str) -> None:
    attendance.keep_minutes(ctx.tx, entry.id, file_id)
    reminders.plan(ctx.tx, entry.id, Notice.MINUTES, str(ms(ctx.now)), ctx.now)
    ctx.audit("agenda minutes", f"agenda:{entry.id}")
    ctx.reply(texts.minutes_sent(entry.title), _rows(entry))
