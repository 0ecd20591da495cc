"""An update as it comes: JSON of which any part may be missing or of another type."""

import json
import traceback
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Update, User

from bot import shape
from bot.shape import MOST

Raw = dict[str, Any]


@dataclass(frozen=True)
class Incoming:
    """An update as it came, and as PTB reads it (or why it could not be read)."""

    raw: Raw
    update: Update | None
    fault: str = ""

    @property
    def id(self) -> int:
        return int(self.raw["update_id"])


def numbered(raw: Any) -> bool:
    """Whether this is an update at all: an object with a number that can be confirmed."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < MOST


def read(raw: Raw, bot: Bot) -> Incoming:
    """Let PTB read an update; whatever it trips over becomes a fault, so that it gets parked."""
    try:
        shape.check(raw)
        return Incoming(raw, _parsed(shape.legible(trimmed(raw)), bot))
    except Exception:  # noqa: BLE001 - whatever it is, the update is parked, not guessed at
        return Incoming(raw, None, traceback.format_exc())


class Press(Update):
    """A press of a button below a message that is there, which alone is known of it."""

    __slots__ = ()

    @property
    def effective_message(self) -> None:
        """None: what the pressed message says is not read, see `trimmed`."""
        return


def _parsed(raw: Raw, bot: Bot) -> Update:
    query = raw.get("callback_query")
    if query is None or query.get("message") is None:
        return Update.de_json(raw, bot)
    pressed = InaccessibleMessage(
        Chat.de_json(query["message"]["chat"], bot), query["message"]["message_id"]
    )
    return Press(
        raw["update_id"],
        callback_query=CallbackQuery(
            query["id"], User.de_json(query["from"], bot), query.get("chat_instance", ""), pressed,
            query.get("data"),
        ),
    )  # fmt: skip


def trimmed(raw: Raw) -> Raw:
    """The update without what a pressed message says: nobody reads it.

    PTB would set a hundred fields of it one by one, two thirds of the time a press is read in.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    kept = {k: v for k, v in query["message"].items() if k in ("message_id", "chat")}
    return raw | {"callback_query": query | {"message": kept}}


def text(raw: Raw) -> str:
    """The update as JSON, to be kept whole."""
    try:
        return json.dumps(raw)
    except RecursionError:
        return json.dumps({"update_id": raw["update_id"], "lost": "nested too deeply"})


def press(raw: Raw) -> str | None:
    """The id of the press to answer, as far as it can be read."""
    query = raw.get("callback_query")
    given = query.get("id") if isinstance(query, dict) else None
    return given if isinstance(given, str) else None


def private_chat(raw: Raw) -> int | None:
    """The private chat that an update came from, as far as it can be read."""
    query = raw.get("callback_query")
    quoted = query.get("message") if isinstance(query, dict) else None
    message = raw.get("message") or raw.get("edited_message") or quoted
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or chat.get("type") != "private":
        return None
    number = chat.get("id")
    return number if isinstance(number, int) and 0 < number < MOST else None
