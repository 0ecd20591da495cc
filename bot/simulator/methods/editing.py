"""Changing and removing messages that are there."""

from bot.simulator.calls import Call
from bot.simulator.errors import bad, malformed
from bot.simulator.world import Chat, Json, Stored

DELETABLE = 48 * 3600  # seconds
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Json:
    """editMessageText."""
    chat, stored = _editable(call)
    if "text" not in stored.body:
        raise bad("there is no text in the message to edit")
    preview = call.get("link_preview_options")
    return _change(call, chat, stored, {**call.text(), "link_preview_options": preview})


def edit_message_caption(call: Call) -> Json:
    """editMessageCaption."""
    chat, stored = _editable(call)
    if "text" in stored.body or not _has_file(stored):
        raise bad("there is no caption in the message to edit")
    return _change(call, chat, stored, call.caption())


def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup."""
    chat, stored = _editable(call)
    return _change(call, chat, stored, {})


def _has_file(stored: Stored) -> bool:
    kinds = ("photo", "document", "video", "audio", "voice", "animation")
    return any(kind in stored.body for kind in kinds)


def _editable(call: Call) -> tuple[Chat, Stored]:
    chat = call.chat() if "chat_id" in call.values else None
    if chat is None:
        raise bad("message identifier is not specified")
    stored = call.message(chat, "message to edit not found")
    if stored.body["from"]["id"] != call.world.bot.id:
        raise bad("message can't be edited")
    if stored.keyboard is not None:  # documented: a bot that knows what it sent never tries
        raise malformed("message can't be edited")
    return chat, stored


def _change(call: Call, chat: Chat, stored: Stored, content: Json) -> Json:
    markup = call.markup(chat)
    shown = markup if markup and markup.get("inline_keyboard") else None
    content = {**content, "reply_markup": shown}
    if all(stored.body.get(name) == value for name, value in content.items()):
        raise bad(NOT_MODIFIED)
    call.world.edit(chat, stored, content)
    return stored.body


def delete_message(call: Call) -> bool:
    """deleteMessage: the bot's own, and in private chats the person's too, for 48 hours."""
    chat = call.chat()
    _delete(call, chat, call.message(chat, "message to delete not found"))
    return True


def delete_messages(call: Call) -> bool:
    """deleteMessages: those that can't be found are skipped."""
    chat = call.chat()
    for number in call.get("message_ids"):
        stored = chat.messages.get(number)
        if stored is not None and not stored.deleted:
            _delete(call, chat, stored)
    return True


def _delete(call: Call, chat: Chat, stored: Stored) -> None:
    own = stored.body["from"]["id"] == call.world.bot.id
    allowed = own or chat.kind == "private" or call.world.bot.id in chat.admins
    if not allowed:
        raise bad("message can't be deleted")
    if call.world.now() - stored.body["date"] > DELETABLE:
        raise bad("message can't be deleted for everyone")
    call.world.delete(chat, stored)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
PACED = METHODS.keys() - {"deleteMessage", "deleteMessages"}
