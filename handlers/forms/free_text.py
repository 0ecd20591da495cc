"""Words that are no report we understand: kept, and answered with the best guess as a button."""

from telegram import Update

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import conversation, places
from handlers.forms.catalogue import FORMS
from handlers.incidents.kinds import guesses
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as texts
from handlers.texts.incident_kinds import kind_label
from storage import free_texts

MOST = 2000


async def take(update: Update, ctx: Context) -> bool:
    """Keep the words; a guess is offered, never filed by itself."""
    message = ctx.incoming.effective_message
    if message is None or not message.text or ctx.text.startswith("/"):
        return False
    kept = free_texts.add(
        ctx.tx, ctx.now, event_id=ctx.event.id, person_id=ctx.actor.person.id,
        chat_id=ctx.chat.id, message_id=message.message_id, text=ctx.text[:MOST],
        update_id=ctx.incoming.update_id,
    )  # fmt: skip
    found = guesses(ctx.text)
    no = button(texts.NOT_A_REPORT, "t.no", kept)
    if not found:
        ctx.reply(texts.FREE_TEXT_KEPT, [[button(texts.IS_A_REPORT, "t.as", kept), no]])
        return True
    yes = button(common.YES, "t.as", kept, found[0].kind.code)
    rows = [[yes, button(texts.CHANGE_GUESS, "t.as", kept), no]]
    station = places.own_station(ctx.tx, ctx.actor)
    place = common.station_name(station) if station else texts.YOUR_AREA
    ctx.reply(texts.guess(kind_label(found[0].kind.code), place), rows)
    return True


async def report_as(update: Update, ctx: Context) -> None:
    """The words become an incident: of the guessed kind, or of one that is asked."""
    kept = free_texts.get(ctx.tx, ctx.number(0))
    if kept is None or kept.person_id != ctx.actor.person.id or kept.outcome is not None:
        raise Stale
    free_texts.settle(ctx.tx, kept.id, "reported")
    answers = {"what": kept.text}
    if len(ctx.words) > 1:
        answers["kind"] = ctx.word(1)
    ctx.edit(texts.MAKING_REPORT)
    conversation.begin(ctx, FORMS["masalah"], {**answers, "_over": True})


async def dismiss(update: Update, ctx: Context) -> None:
    """Bukan laporan: the words stay on file."""
    kept = free_texts.get(ctx.tx, ctx.number(0))
    if kept is None or kept.person_id != ctx.actor.person.id:
        raise Stale
    free_texts.settle(ctx.tx, kept.id, "dismissed")
    ctx.edit(texts.NOT_A_REPORT_DONE)


PRESSES: dict[str, Handle] = {"t.as": report_as, "t.no": dismiss}
