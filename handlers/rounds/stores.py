"""/gudang: the stores of one's area with what is known of each. /hujan: ask them all now."""

from telegram import Update

from handlers.access import Action, Place
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import conversation, store_check
from handlers.incidents import gallery
from handlers.recap import ground
from handlers.rounds import ringing
from handlers.rounds.hours import RAIN_AGAIN
from handlers.rounds.ticking import AT_ONCE
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import rounds as texts
from storage import outbox, rounds
from storage.areas import Area
from storage.rounds import Kept


# ── The list ─────────────────────────────────────────────────────────────────────────────────
async def command(update: Update, ctx: Context) -> None:
    """/gudang, /gudang Kec. Sukun; a guard is asked about the own store."""
    if not ctx.actor.may(Action.SEE_AREA):
        ctx.require(Action.CHECK_STORE)
        conversation.begin(ctx, store_check.FORM)
        return
    words = " ".join(ctx.words)
    rows = [] if words else ground.chooser(ctx, "rd.list")
    if rows:
        ctx.reply(texts.WHICH_AREA, rows)
        return
    ctx.reply(*_list(ctx, ground.named(ctx, words)))


async def press(update: Update, ctx: Context) -> None:
    """🏚 Tempat simpan, in the menu or below the list."""
    ctx.require(Action.SEE_AREA)
    if ctx.words:
        ctx.edit(*_list(ctx, ground.pressed(ctx, ctx.word(0))))
    else:
        await command(update, ctx)


def _list(ctx: Context, area: Area) -> tuple[str, Rows]:
    now = ctx.policy.local(ctx.now)
    lines = [texts.list_title(common.area_name(area), now)]
    found = rounds.kept(ctx.tx, ctx.event.id, area.code)
    lines += [_line(ctx, each) for each in sorted(found, key=_urgency)] or [texts.NO_STORES]
    rows: Rows = [[button(texts.REFRESH, "rd.list", area.code)]]
    if found and ctx.actor.may(Action.TRIAGE, Place(area.code)):
        rows.insert(0, [button(texts.RAIN, "rd.rain", area.code)])
    return "\n".join(lines), rows + gallery.rows(ctx, Place(area.code))


def _urgency(each: Kept) -> tuple[bool, bool, str, str]:
    """Unsafe first, then those nobody has spoken of."""
    safe = each.answers is not None and each.answers["state"] == store_check.SAFE
    return safe, each.answers is None, each.area, each.name


def _line(ctx: Context, each: Kept) -> str:
    at = None if each.event_at is None else ctx.policy.local(each.event_at)
    said = None if each.answers is None else store_check.said(each.answers)
    safe = each.answers is not None and each.answers["state"] == store_check.SAFE
    return texts.list_line(
        each.name, said, at, each.reporter, ctx.policy.local(ctx.now), safe=safe,
        guards=each.guards,
    )  # fmt: skip


# ── Rain ─────────────────────────────────────────────────────────────────────────────────────
async def rain_command(update: Update, ctx: Context) -> None:
    """/hujan, /hujan Kec. Sukun"""
    ctx.require(Action.TRIAGE)
    words = " ".join(ctx.words)
    rows = [] if words else ground.chooser(ctx, "rd.rain")
    if rows:
        ctx.reply(texts.WHICH_AREA, rows)
        return
    ctx.reply(*_sure(ctx, ground.named(ctx, words)))


async def rain_press(update: Update, ctx: Context) -> None:
    """🌧 Hujan lebat, in the menu or below the list: asked again, since it wakes people."""
    ctx.require(Action.TRIAGE)
    if ctx.words:
        ctx.edit(*_sure(ctx, ground.pressed(ctx, ctx.word(0))))
    else:
        await rain_command(update, ctx)


def _sure(ctx: Context, area: Area) -> tuple[str, Rows]:
    ctx.require(Action.TRIAGE, Place(area.code))
    found = rounds.kept(ctx.tx, ctx.event.id, area.code)
    if not found:
        raise Refused(texts.NO_STORES)
    yes = button(texts.RAIN_YES, "rd.go", area.code)
    text = texts.sure_about_rain(common.area_name(area), len(found))
    return text, [[yes], [button(common.CANCEL, "rd.no", area.code)]]


async def rain_go(update: Update, ctx: Context) -> None:
    """Every store of the area is asked now; the message that was pressed follows the answers."""
    area = ground.pressed(ctx, ctx.word(0))
    ctx.require(Action.TRIAGE, Place(area.code))
    event = ctx.event
    begun = rounds.begin(
        ctx.tx, ctx.now, event.id, "rain", ctx.now, area=area.code, chat_id=ctx.chat.id,
        person_id=ctx.actor.person.id, spare=RAIN_AGAIN,
    )  # fmt: skip
    if begun is None or not rounds.tally(ctx.tx, begun).stores:
        raise Refused(texts.RAIN_JUST_ASKED)
    ctx.audit("rain", f"area:{area.code}")
    for due in rounds.due(ctx.tx, event.id, ctx.now, AT_ONCE):
        ringing.ring_next(ctx.desk, event, due)
    if ctx.query.message is not None:
        key = ringing.rain_key(begun)
        outbox.adopt(ctx.tx, ctx.chat.id, key, ctx.query.message.message_id)
    found = rounds.get(ctx.tx, event.id, begun)
    assert found is not None
    ringing.tell_asker(ctx.desk, event, found)


async def rain_no(update: Update, ctx: Context) -> None:
    """It does not rain that hard."""
    area = ground.pressed(ctx, ctx.word(0))
    ctx.edit(*_list(ctx, area))


COMMANDS: dict[str, Handle] = {"gudang": command, "hujan": rain_command}
PRESSES: dict[str, Handle] = {
    "rd.list": press, "rd.rain": rain_press, "rd.go": rain_go, "rd.no": rain_no,
}  # fmt: skip
