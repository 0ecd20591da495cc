"""Group chats: linked to an area by an admin they get copies of its alerts, and say nothing else.

Groups inform, private chats act: copies carry no names, numbers, photos or health, and no buttons.
"""

from telegram import Update

from handlers import examples
from handlers.access import Action, Place
from handlers.area_names import find
from handlers.context import Context
from handlers.errors import Refused
from handlers.router import Handle
from handlers.texts import incident_acts as texts
from handlers.texts.common import area_name
from storage import alerts

UNLINK_WORDS = ("putus", "putuskan", "lepas", "batal", "hapus")


async def link(update: Update, ctx: Context) -> None:
    """/hubungkan 35.73.05 in a group: copies of that area's alerts from now on."""
    if _stranger(ctx):
        return
    if ctx.words and ctx.words[0].casefold() in UNLINK_WORDS:
        await unlink(update, ctx)
        return
    ctx.require(Action.LINK_GROUP)
    if not ctx.words:
        raise Refused(texts.group_how(ctx.policy.bot_username, examples.of(ctx)))
    wanted = " ".join(ctx.words)
    found = find(ctx.tx, wanted)
    if not found:
        raise Refused(texts.group_unknown_area(wanted, ctx.policy.bot_username, examples.of(ctx)))
    if len(found) > 1:
        raise Refused(texts.group_several([area.code for area in found]))
    area = found[0]
    ctx.require(Action.LINK_GROUP, Place(area.code))
    person_id = ctx.actor.person.id
    alerts.link_group(ctx.tx, ctx.now, ctx.chat.id, ctx.chat.title or "", area.code, person_id)
    ctx.audit("group.link", area.code, f"chat {ctx.chat.id}")
    ctx.reply(texts.group_linked(area_name(area), ctx.policy.bot_username))


async def unlink(update: Update, ctx: Context) -> None:
    """/hubungkan putus: the group gets nothing any more."""
    if _stranger(ctx):
        return
    group = alerts.group(ctx.tx, ctx.chat.id)
    ctx.require(Action.LINK_GROUP, Place(group.area) if group else None)
    if group is None:
        raise Refused(texts.GROUP_NOT_LINKED)
    alerts.unlink_group(ctx.tx, ctx.now, ctx.chat.id)
    ctx.audit("group.unlink", group.area, f"chat {ctx.chat.id}")
    ctx.reply(texts.GROUP_UNLINKED)


async def explain(update: Update, ctx: Context) -> None:
    """/hubungkan in a private chat: where it belongs."""
    ctx.require(Action.LINK_GROUP)
    ctx.reply(texts.group_private(ctx.policy.bot_username, examples.of(ctx)))


def _stranger(ctx: Context) -> bool:
    """Strangers learn nothing in a group, not even that the bot heard them; it is audited."""
    if not ctx.known:
        ctx.audit("group.link", "", allowed=False)
    return not ctx.known


COMMANDS: dict[str, Handle] = {"hubungkan": explain}
GROUP_COMMANDS: dict[str, Handle] = {"hubungkan": link}
