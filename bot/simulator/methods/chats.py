"""Chats and their members."""

from typing import Any

from bot.simulator.calls import Call
from bot.simulator.errors import bad, forbidden
from bot.simulator.people import member
from bot.simulator.spec import pinned
from bot.simulator.world import Chat, Json


def get_chat(call: Call) -> Json:
    """getChat: ChatFullInfo."""
    chat = call.known_chat()
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    full: Json = {
        **chat.body(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {**dict.fromkeys(gifts, False), "gifts_from_channels": False},
    }
    if chat.pinned is not None:
        full["pinned_message"] = chat.messages[chat.pinned].body
    return full


def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    chat, user_id = call.known_chat(), call.get("user_id")
    user = call.world.users.get(user_id)
    if user is None:
        raise bad("invalid user_id specified")
    if user_id == call.world.bot.id:
        return member(user, "member" if chat.bot_inside or chat.user else "left")
    if user_id in chat.admins:
        return _administrator(member(user, "administrator"))
    inside = user_id in chat.members or user_id == chat.id
    return member(user, "member" if inside else "left")


def _administrator(body: Json) -> Json:
    fields = pinned().types["ChatMemberAdministrator"]
    rights = [name for name, kind in fields.items() if kind == "bool!"]
    return {**body, **dict.fromkeys(rights, False)}


def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: people, no bots."""
    chat = _inside(call)
    users = [call.world.users[each] for each in sorted(chat.admins - {call.world.bot.id})]
    return [_administrator(member(user, "administrator")) for user in users]


def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount: the bot counts too."""
    chat = call.known_chat()
    return 2 if chat.user else len(chat.members) + chat.bot_inside


def _inside(call: Call) -> Chat:
    chat = call.chat()
    if chat.user is not None:
        raise bad("there are no administrators in the private chat")
    return chat


def leave_chat(call: Call) -> bool:
    """leaveChat: groups only."""
    chat = call.known_chat()
    if chat.user is not None:
        raise bad("chat not found")
    if not chat.bot_inside:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    chat.bot_inside = False
    return True


def pin_chat_message(call: Call) -> bool:
    """pinChatMessage; in groups only for a bot that is an administrator."""
    chat = call.chat()
    stored = call.message(chat, "message to pin not found")
    if chat.user is None and call.world.bot.id not in chat.admins:
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned = stored.number
    return True


def unpin_chat_message(call: Call) -> bool:
    """unpinChatMessage and unpinAllChatMessages."""
    call.chat().pinned = None
    return True


def set_message_reaction(call: Call) -> bool:
    """setMessageReaction: accepted for any message that is there."""
    call.message(call.chat(), "message to react not found")
    return True


METHODS: dict[str, Any] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_chat_message,
    "setMessageReaction": set_message_reaction,
}
