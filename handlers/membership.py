"""The bot is blocked, let in again, added to or thrown out of a chat; groups that change id."""

from telegram import Chat, ChatMember, Update

from handlers.context import Context
from handlers.identity import recognise
from storage import alerts, outbox, people

_OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def changed(update: Update, ctx: Context) -> None:
    """Our own membership in a chat has changed."""
    change = update.my_chat_member
    assert change is not None
    out = change.new_chat_member.status in _OUT
    if change.chat.type == Chat.PRIVATE:
        recognise(ctx)
        if out:
            people.mark_blocked(ctx.tx, change.chat.id, ctx.now)
    elif out:
        alerts.unlink_group(ctx.tx, ctx.now, change.chat.id)


async def service(update: Update, ctx: Context) -> bool:
    """A service message about the chat itself: a group that became a supergroup moves along."""
    message = update.effective_message
    if message is None or message.migrate_to_chat_id is None:
        return message is not None and message.migrate_from_chat_id is not None
    outbox.move_chat(ctx.tx, message.chat.id, message.migrate_to_chat_id)
    return True
