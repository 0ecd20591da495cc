"""Photos, films, voices, files and places outside any form: nothing vanishes without an answer.

Whoever has an open incident is asked whether it belongs there; else one sentence says what to do.
"""

from datetime import timedelta

from telegram import Message, Update

from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import photos
from handlers.forms.votes import looks_like_votes
from handlers.incidents import at_hand, attaching, handed_over
from handlers.menu_keys import keyboard
from handlers.texts import forms as form_texts
from handlers.texts import loose as texts
from storage import evidence, open_incidents, reports
from storage.incidents import Incident
from storage.reports import Report

RECENT = timedelta(hours=24)
SOON = timedelta(minutes=60)
"""So long a photo may be meant for the receipt that asked for one."""
MOST = 3
"""Own incidents that are offered: the newest of so many hours."""


async def take(update: Update, ctx: Context) -> bool:
    """Offer the newest own incidents, or say what to do; False for what nobody can keep."""
    message = ctx.incoming.effective_message
    kind = None if message is None or message.text else kind_of(message)
    if message is None or kind is None:
        return False
    found = [] if kind in ("sticker", "contact") else own(ctx)
    if not found and message.photo and (receipt := _awaits_photo(ctx)) is not None:
        attached = attaching.attached_to(message)
        assert attached is not None
        attaching.ask(ctx, attached, message, receipt.number, handed_over.VERB)
        return True
    if not found:
        ctx.reply(texts.NOT_KEPT[kind], keys=keyboard(ctx))
        return True
    if looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    _offer(ctx, message, kind, found)
    return True


def _awaits_photo(ctx: Context) -> Report | None:
    """The person's last report, if its receipt has just asked for a photo."""
    recent = reports.recent(ctx.tx, ctx.event.id, ctx.actor.person.id, 1)
    last = recent[0] if recent else None
    if last is None or ctx.now - last.received_at > SOON or not photos.welcome(last):
        return None
    return None if photos.kept(ctx, last.number) else last


async def take_document(update: Update, ctx: Context) -> bool:
    """A file from somebody who sends no rosters and has an incident open."""
    message = ctx.incoming.effective_message
    if message is None or not message.document or ctx.actor.may(Action.MANAGE_ROSTER):
        return False
    return bool(own(ctx)) and await take(update, ctx)


def kind_of(message: Message) -> str | None:
    """What came, as evidence calls it; None for what is neither kept nor explained."""
    if message.location:
        return "location"
    if message.voice or message.audio:
        return "voice"
    for kind in ("photo", "video", "video_note", "document", "sticker", "contact"):
        if getattr(message, kind):
            return kind
    return None


def own(ctx: Context) -> list[Incident]:
    """What the person reported lately and is still open, the newest first, each whole once."""
    mine = open_incidents.own_open(
        ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - RECENT
    )  # fmt: skip
    whole = {each.id: each for each in (at_hand.whole(ctx, one) for one in reversed(mine))}
    return [each for each in whole.values() if not each.closed][:MOST]


def _offer(ctx: Context, message: Message, kind: str, found: list[Incident]) -> None:
    album = message.media_group_id
    before = evidence.of_album(ctx.tx, ctx.actor.person.id, album) if album else []
    held = _hold(ctx, message, kind)
    first = before[0].id if before else held
    rows: Rows = [[button(texts.add_to(each), "inc.photo", "y", first, each.id)] for each in found]
    rows.append([button(texts.DROP, "inc.photo", "n", first, found[0].id)])
    text = texts.ask(kind, len(before) + 1, [each.id for each in found])
    ctx.show(ctx.chat.id, f"photo:{first}", text, rows)


def _hold(ctx: Context, message: Message, kind: str) -> int:
    """Keep a reference alone, until its sender has said where it belongs."""
    if message.location:
        return evidence.hold(
            ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind=kind,
            lat=message.location.latitude, lon=message.location.longitude,
            update_id=ctx.incoming.update_id,
        )  # fmt: skip
    attached = attaching.voice_of(message) or attaching.attached_to(message)
    assert attached is not None
    return attaching.hold(ctx, attached, message, None)
