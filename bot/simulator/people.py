"""What people do in Telegram, and which updates the bot gets of it (group privacy included)."""

import re
import zlib
from typing import Any

from bot.simulator.formatting import utf16
from bot.simulator.wording import with_found
from bot.simulator.world import Chat, Json, Stored, User, World


def worded(text: str) -> Json:
    """The fields of a message of that text."""
    entities = with_found(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def say(
    world: World, chat: Chat, user: User, content: Json, reply_to: Stored | None = None
) -> Stored:
    """A person's message of any kind; the bot hears of it if the chat lets it."""
    if chat.kind == "private":
        chat.started = True
    if reply_to is not None:
        quoted = {k: v for k, v in reply_to.body.items() if k != "reply_to_message"}
        content = {**content, "reply_to_message": quoted}
    stored = world.post(chat, user, content)
    if _heard(world, chat, stored):
        world.updates.add("message", stored.body, chat.id)
    return stored


def edit(world: World, chat: Chat, stored: Stored, text: str) -> None:
    """A person changes an own message (the caption, if it has one)."""
    captioned = "text" not in stored.body
    content: Json = {"entities": None, **worded(text)}
    if captioned:
        content = {"caption": text, "caption_entities": content["entities"]}
    world.edit(chat, stored, content)
    if _heard(world, chat, stored):
        world.updates.add("edited_message", stored.body, chat.id)


def press(world: World, chat: Chat, user: User, data: str, stored: Stored | None) -> str:
    """A press of an inline button (or a forged one); gives the id of the query."""
    query = world.press(user)
    gone: Json = {"chat": chat.body(), "message_id": 1, "date": 0}
    if stored is not None:
        gone["message_id"] = stored.number
    body: Json = {
        "id": query.id,
        "from": user.body(),
        "message": gone if stored is None or stored.deleted else stored.body,
        "chat_instance": str(zlib.crc32(str(chat.id).encode()) * 7_919_001),
        "data": data,
    }
    world.updates.add("callback_query", body, chat.id)
    return query.id


def contact(world: World, number: str, owner: User | None, name: str = "") -> Json:
    """A shared contact; user_id only if the number is a Telegram account's."""
    known = owner or next((each for each in world.users.values() if each.number == number), None)
    first, _, last = (name or (known.name if known else "Kontak")).partition(" ")
    body: Json = {"phone_number": number.lstrip("+"), "first_name": first}
    body |= {"last_name": last} if last else {}
    return {"contact": {**body, "user_id": known.id} if known else body}


def file(world: World, kind: str, name: str, mime: str, content: bytes, caption: str) -> Json:
    """A photo, document, voice or sticker with its caption."""
    body: Json = {kind: world.files.add(kind, name, mime, content).body()}
    if not caption:
        return body
    entities = with_found(caption, [])
    return {**body, "caption": caption, **({"caption_entities": entities} if entities else {})}


def block(world: World, chat: Chat, *, blocked: bool) -> None:
    """A person stops the bot, or lets it in again."""
    chat.blocked = blocked
    if chat.user is not None:
        _bot_member(world, chat, chat.user, *(_STATES if blocked else _STATES[::-1]))


def add_bot(world: World, chat: Chat, by: User) -> None:
    """Somebody adds the bot to a group."""
    chat.bot_inside = True
    chat.members.add(by.id)
    _bot_member(world, chat, by, "left", "member")
    bot = world.bot.body()
    say(world, chat, by, {"new_chat_members": [bot]})


def remove_bot(world: World, chat: Chat, by: User) -> None:
    """Somebody throws the bot out of a group."""
    say(world, chat, by, {"left_chat_member": world.bot.body()})
    chat.bot_inside = False
    _bot_member(world, chat, by, "member", "kicked")


def join(world: World, chat: Chat, user: User) -> None:
    """A person enters a group."""
    chat.members.add(user.id)
    say(world, chat, user, {"new_chat_members": [user.body()]})


def migrate(world: World, old: Chat, by: User) -> Chat:
    """A group becomes a supergroup with another id; both get the service message."""
    new = world.group(old.title, supergroup=True)
    new.members, new.admins, new.bot_inside = set(old.members), set(old.admins), old.bot_inside
    say(world, old, by, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    say(world, new, by, {"migrate_from_chat_id": old.id})
    return new


_STATES = ("member", "kicked")
SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
    }
)


def member(user: User, status: str) -> Json:
    """The Bot API's ChatMember of that status."""
    body: Json = {"status": status, "user": user.body()}
    return {**body, "until_date": 0} if status == "kicked" else body


def _bot_member(world: World, chat: Chat, by: User, old: str, new: str) -> None:
    body: dict[str, Any] = {
        "chat": chat.body(),
        "from": by.body(),
        "date": int(world.now()),
        "old_chat_member": member(world.bot, old),
        "new_chat_member": member(world.bot, new),
    }
    world.updates.add("my_chat_member", body, chat.id)


def _heard(world: World, chat: Chat, stored: Stored) -> bool:
    if chat.kind == "private":
        return not chat.blocked
    if not chat.bot_inside:
        return False
    seen = not world.privacy or world.bot.id in chat.admins or SERVICE & stored.body.keys()
    return bool(seen) or _meant_for_bot(world, stored.body)


def _meant_for_bot(world: World, body: Json) -> bool:
    """Group privacy: only commands for this bot and replies to it."""
    if body.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id:
        return True
    text = body.get("text") or body.get("caption") or ""
    command = re.match(r"/\w+(?:@(\w+))?", text)
    if command is None or utf16(command[0]) < 2:
        return False
    return not command[1] or command[1].lower() == world.bot.username.lower()
