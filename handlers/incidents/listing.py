"""/siaga: what is open in one's area, gravest and oldest first; each opens with a button."""

from telegram import Update

from handlers.access import Action, allowing
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Refused
from handlers.incidents import at_hand, copies
from handlers.incidents.facts import gather
from handlers.router import Handle
from handlers.texts import incident_acts as acts
from storage import alerts, evidence, open_incidents, outbox
from storage.alerts import OPENED, Alert
from storage.incidents import Incident
from storage.outbox import Priority

PAGE = 10
NUMBERS_WIDE = 5
METHODS = {
    "photo": ("sendPhoto", "photo"), "video": ("sendVideo", "video"),
    "video_note": ("sendVideoNote", "video_note"), "voice": ("sendVoice", "voice"),
    "document": ("sendDocument", "document"),
}  # fmt: skip
_UNCAPTIONED = frozenset({"video_note"})


async def siaga(update: Update, ctx: Context) -> None:
    """/siaga"""
    ctx.require(Action.SEE_INCIDENTS)
    text, rows = _page(ctx, 0)
    ctx.reply(text, rows)


async def page(update: Update, ctx: Context) -> None:
    """Another page of the list, in the same message."""
    ctx.require(Action.SEE_INCIDENTS)
    ctx.edit(*_page(ctx, max(ctx.number(0), 0)))


async def open_(update: Update, ctx: Context) -> None:
    """One incident at the end of the chat, with its buttons; from now on kept up to date there."""
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS)
    facts = gather(ctx.tx, ctx.policy, incident)
    person_id = ctx.actor.person.id
    alerts.add(ctx.tx, ctx.now, incident.id, ctx.chat.id, person_id, OPENED)
    outbox.move_down(ctx.tx, ctx.chat.id, copies.key_of(incident.id))
    copies.show(
        ctx.tx, ctx.now, facts, Alert(incident.id, ctx.chat.id, person_id, OPENED, silent=False)
    )


async def photos(update: Update, ctx: Context) -> None:
    """Send what was sent along, to this chat only."""
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS)
    found = [each for each in evidence.of_report(ctx.tx, incident.id) if each.kind in METHODS]
    if not found:
        raise Refused(acts.NO_PHOTOS)
    for at, each in enumerate(found, start=1):
        method, field = METHODS[each.kind]
        payload: outbox.Payload = {field: each.file_id}
        if each.kind not in _UNCAPTIONED:
            payload["caption"] = acts.photo_caption(incident, at, len(found))
        if incident.confidential:
            payload["protect_content"] = True
        outbox.put(ctx.tx, ctx.now, method, payload, chat_id=ctx.chat.id, kind=copies.KIND,
                   priority=Priority.REPLY)  # fmt: skip


def visible(ctx: Context) -> list[Incident]:
    """The open incidents that the person may see, gravest and oldest first."""
    posts = ctx.actor.posts
    return open_incidents.open_in(
        ctx.tx, ctx.event.id,
        [post.area for post in allowing(posts, Action.SEE_INCIDENTS)],
        [post.area for post in allowing(posts, Action.SEE_CONFIDENTIAL)],
    )  # fmt: skip


def _page(ctx: Context, first: int) -> tuple[str, Rows]:
    found = visible(ctx)
    part = found[first : first + PAGE]
    if not part:
        return acts.LIST_EMPTY, []
    lines = [acts.list_head(len(found), first + 1, len(part))]
    for incident in part:
        age = int((ctx.now - incident.created_at).total_seconds() // 60)
        lines.append(acts.list_line(gather(ctx.tx, ctx.policy, incident), age))
    buttons = [button(acts.list_button(incident), "inc.open", incident.id) for incident in part]
    rows = columns(buttons, NUMBERS_WIDE)
    if first + PAGE < len(found):
        rows.append([button(acts.LIST_MORE, "inc.page", first + PAGE)])
    return "\n".join(lines), rows


COMMANDS: dict[str, Handle] = {"siaga": siaga}
PRESSES: dict[str, Handle] = {"inc.open": open_, "inc.page": page, "inc.photos": photos}
