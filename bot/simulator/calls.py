"""One request to the Bot API: its checked parameters and what every method needs of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.arguments import Upload
from bot.simulator.errors import ApiError, bad, forbidden, malformed
from bot.simulator.formatting import Entity, parse_html, trimmed, utf16
from bot.simulator.markup import check_markup
from bot.simulator.wording import with_found
from bot.simulator.world import Chat, Json, Stored, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True)
class Call:
    """A method call; `values` have passed the specification."""

    world: World
    method: str
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default if it was not given."""
        return self.values.get(name, default)

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat that the bot may write to; raises 400 or 403 as Telegram does."""
        chat = self.known_chat(name)
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        if chat.user is None:
            if not chat.bot_inside:
                raise forbidden(f"bot was kicked from the {chat.kind} chat")
        elif chat.user.deactivated:
            raise forbidden("user is deactivated")
        elif chat.blocked:
            raise forbidden("bot was blocked by the user")
        elif not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def known_chat(self, name: str = "chat_id") -> Chat:
        """The chat of that id, whether the bot may write to it or not."""
        given = self.values[name]
        number = int(given) if str(given).lstrip("-").isdigit() else 0
        chat = self.world.chats.get(number)
        if chat is None or not self._met(chat):
            raise bad("chat not found")
        return chat

    def _met(self, chat: Chat) -> bool:
        """The bot knows people who wrote to it or sit in a group with it, no others."""
        if chat.user is None or chat.started:
            return True
        groups = self.world.chats.values()
        return any(each.bot_inside and chat.id in each.members for each in groups)

    def message(self, chat: Chat, missing: str) -> Stored:
        """The message of `message_id`; raises 400 with the words of `missing`."""
        stored = chat.messages.get(self.get("message_id", 0))
        if stored is None or stored.deleted:
            raise bad(missing)
        return stored

    def text(self) -> Json:
        """`text` with its entities: the fields of the message."""
        text, entities = formatted(self.values, "text", "entities")
        if not text:
            raise malformed("message text is empty")
        if utf16(text) > TEXT_LIMIT:
            raise malformed("message is too long")
        return {"text": text, "entities": entities or None}

    def caption(self) -> Json:
        """`caption` with its entities; empty fields are None."""
        return captioned(self.values)

    def markup(self, chat: Chat) -> Json | None:
        """The checked `reply_markup`."""
        markup: Json | None = self.get("reply_markup")
        if markup is not None:
            check_markup(markup, private=chat.kind == "private")
        return markup

    def post(self, chat: Chat, content: Json) -> Json:
        """The bot's new message, as the API answers it; sets the reply keyboard if one is given."""
        markup = self.markup(chat)
        body = {name: value for name, value in content.items() if value is not None}
        body |= self._reply(chat)
        if self.get("protect_content"):
            body["has_protected_content"] = True
        inline = markup is not None and "inline_keyboard" in markup
        if markup is not None and markup.get("inline_keyboard"):
            body["reply_markup"] = markup
        silent = bool(self.get("disable_notification"))
        stored = self.world.post(chat, self.world.bot, body, silent=silent)
        if markup is not None and not inline:
            self._keyboard(chat, stored, markup)
        return stored.body

    def _keyboard(self, chat: Chat, stored: Stored, markup: Json) -> None:
        stored.keyboard = markup
        if markup.get("remove_keyboard"):
            chat.keyboard, chat.keyboard_from = None, None
        elif "keyboard" in markup:
            chat.keyboard, chat.keyboard_from = markup, stored.number

    def _reply(self, chat: Chat) -> Json:
        reply = self.get("reply_parameters") or {}
        if "message_id" not in reply:
            return {}
        quoted = chat.messages.get(reply["message_id"])
        if quoted is not None and not quoted.deleted:
            body = {k: v for k, v in quoted.body.items() if k != "reply_to_message"}
            return {"reply_to_message": body}
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")


def captioned(values: Mapping[str, Any]) -> Json:
    """The caption of a request or of one medium of an album."""
    text, entities = formatted(values, "caption", "caption_entities")
    if utf16(text) > CAPTION_LIMIT:
        raise malformed("message caption is too long")
    return {"caption": text or None, "caption_entities": entities or None}


def formatted(values: Mapping[str, Any], name: str, given: str) -> tuple[str, list[Entity]]:
    """Plain text and all its entities, those that Telegram finds by itself included."""
    source = values.get(name) or ""
    mode = values.get("parse_mode") or ""
    if mode.lower() == "html":
        text, entities = parse_html(source)
    elif mode:
        raise malformed("unsupported parse_mode")
    else:
        text, entities = trimmed(source, _checked(source, values.get(given) or []))
    return text, with_found(text, entities)


KINDS = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline "
    "strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention "
    "custom_emoji date_time".split()
)


def _checked(text: str, entities: list[Entity]) -> list[Entity]:
    size = utf16(text)
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        if entity["type"] not in KINDS:
            raise malformed(f"can't parse entities: type {entity['type']!r} is not supported")
        if start < 0 or length <= 0:
            raise malformed(f"can't parse entities: incorrect offset {start} or length {length}")
        if start + length > size:
            raise malformed(
                f"can't parse entities: entity beginning at UTF-16 offset {start} ends after "
                f"the end of the text at UTF-16 offset {size}"
            )
    return [dict(entity) for entity in entities]
