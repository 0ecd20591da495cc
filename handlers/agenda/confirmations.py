"""Who has confirmed an entry and who has not: by role and area, as lists, told at the deadline."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from telegram import Update

from handlers.access import Action
from handlers.agenda.admins import admin_chats
from handlers.agenda.changing import standing
from handlers.agenda.plan import told_by
from handlers.audience import people_list
from handlers.buttons import Rows, button, columns
from handlers.context import Context, Desk, say
from handlers.errors import Malformed, Refused
from handlers.texts import agenda_confirm as texts
from handlers.texts import common
from handlers.texts.agenda import NOTICE_HEADINGS
from storage import areas, listed, people, reminders
from storage.agenda import Entry, Notice
from storage.areas import chain
from storage.database import Tx
from storage.events import Event
from storage.listed import Fate, Sending, Share
from storage.times import ms

VERB = "agk"
_NEVER = datetime.max.replace(tzinfo=UTC)
_NOT_ASKED = (Notice.CANCELLED, Notice.RECAP, Notice.MINUTES)


def things(tx: Tx, entry_id: int) -> tuple[str, ...]:
    """What went out that asks for a confirmation: since the newest change, if there was one."""
    went = [each for each in reminders.of(tx, entry_id)
            if each.content_id is not None and each.notice not in _NOT_ASKED]  # fmt: skip
    asked = sorted(went, key=lambda each: (each.due_at or _NEVER, each.id))
    changes = [at for at, each in enumerate(asked) if each.notice is Notice.CHANGED]
    return tuple(each.thing for each in asked[max(changes, default=0) :])


def sending(tx: Tx, entry: Entry) -> Sending:
    """All that went out about an entry, as one sending."""
    return Sending(entry.event_id, entry.audience, things(tx, entry.id))


# ── What is pressed ──────────────────────────────────────────────────────────────────────────
async def press(update: Update, ctx: Context) -> None:
    """The page of an entry's confirmations, a list of people, or once more to the others."""
    ctx.require(Action.MANAGE_AGENDA)
    act, entry = ctx.word(0), standing(ctx, ctx.number(1))
    match act:
        case "page":
            text, rows = _screen(ctx.tx, entry)
            ctx.edit(text, [*rows, [button(common.BACK, "ag", "open", entry.id)]])
        case "list":
            _list(ctx, entry)
        case "again":
            _send_again(ctx, entry)
        case _:
            raise Malformed


def _list(ctx: Context, entry: Entry) -> None:
    if ctx.word(2) not in list(Fate):
        raise Malformed
    fate = Fate(ctx.word(2))
    found = listed.people(ctx.tx, sending(ctx.tx, entry), fate)
    title = texts.list_title(entry.title, fate, len(found))
    people_list.send(ctx, title, texts.list_name(entry.id, fate), found)


def _send_again(ctx: Context, entry: Entry) -> None:
    if not told_by(ctx.desk, entry.id):
        raise Refused(texts.NOTHING_SENT)
    if not reminders.is_going_out(ctx.tx, entry.id, Notice.AGAIN, ctx.now):
        reminders.plan(ctx.tx, entry.id, Notice.AGAIN, str(ms(ctx.now)), ctx.now)
        ctx.audit("agenda told again", f"agenda:{entry.id}")
    ctx.toast(texts.SENDING_AGAIN)


# ── The recap ────────────────────────────────────────────────────────────────────────────────
def tell(desk: Desk, event: Event, entry: Entry) -> None:
    """Tell whoever ordered an entry how its confirmations stand; nothing if nothing went out."""
    if not things(desk.tx, entry.id):
        return
    text, rows = _screen(desk.tx, entry)
    ordered = [] if entry.created_by is None else people.chats_of(desk.tx, entry.created_by)
    for chat_id in ordered or admin_chats(desk, event):
        say(desk.tx, desk.now, chat_id, text, rows, kind="recap")


def _screen(tx: Tx, entry: Entry) -> tuple[str, Rows]:
    sent = sending(tx, entry)
    shares = {fate: listed.shares(tx, sent, fate) for fate in Fate}
    numbers = {fate: sum(share.people for share in found) for fate, found in shares.items()}
    done = shares[Fate.CONFIRMED]
    whole = [share for found in shares.values() for share in found]
    text = texts.page(
        NOTICE_HEADINGS[Notice.RECAP], entry.title, numbers[Fate.CONFIRMED], sum(numbers.values()),
        _lines(done, whole, lambda share: texts.role_of(share.role)),
        _lines(done, whole, lambda share: _district(tx, share.area)),
    )  # fmt: skip
    return text, _rows(entry, numbers)


def _lines(done: list[Share], whole: list[Share], name: Callable[[Share], str]) -> list[str]:
    """One line for each name, those with the most people missing first."""
    confirmed, everybody = Counter[str](), Counter[str]()
    for share in done:
        confirmed[name(share)] += share.people
    for share in whole:
        everybody[name(share)] += share.people
    order = sorted(everybody, key=lambda each: (confirmed[each] - everybody[each], each))
    return [texts.share_line(each, confirmed[each], everybody[each]) for each in order]


def _district(tx: Tx, code: str) -> str:
    """The kecamatan in which an area lies, or the area itself above it."""
    wanted = chain(code)[-2:][0] if code else code
    found = areas.area(tx, wanted)
    return common.area_label(found) if found else wanted


def _rows(entry: Entry, numbers: dict[Fate, int]) -> Rows:
    lists = [
        button(texts.fate_button(fate, number), VERB, "list", entry.id, fate)
        for fate, number in numbers.items()
        if number
    ]
    again = numbers[Fate.UNCONFIRMED] + numbers[Fate.FAILED]
    last = [button(texts.AGAIN, VERB, "again", entry.id)] if again else []
    return [*columns(lists, 2), last]
