"""Whether an update has the shape that the Bot API promises, where conversations rely on it.

Everything else of an update may look as it likes: new kinds and fields come every few months.
See https://core.telegram.org/bots/api#update.
"""

import json
from typing import Any

MOST = 2**63
"""Numbers from here on fit neither Telegram's own nor the database's 64 bits."""


class Misshapen(Exception):
    """An update that Telegram cannot have sent: a field is missing or of another type."""


Shape = dict[str, Any]
"""Field → type, shape, or list with the shape of its elements; 'name?' may be missing."""

_USER: Shape = {"id": int, "first_name": str, "last_name?": str, "username?": str}
_CHAT: Shape = {"id": int, "type": str, "title?": str}
_FILE: Shape = {"file_id": str, "file_unique_id": str, "file_size?": int, "file_name?": str}
_MESSAGE: Shape = {
    "message_id": int, "date": int, "chat": _CHAT, "from?": _USER, "text?": str, "caption?": str,
    "contact?": {"phone_number": str, "first_name": str, "user_id?": int},
    "photo?": [_FILE], "document?": _FILE, "voice?": _FILE, "video?": _FILE, "audio?": _FILE,
    "video_note?": _FILE, "animation?": _FILE, "sticker?": _FILE, "media_group_id?": str,
    "location?": {"latitude": float, "longitude": float}, "new_chat_members?": [_USER],
    "left_chat_member?": _USER, "migrate_to_chat_id?": int, "migrate_from_chat_id?": int,
    "reply_to_message?": {"message_id": int, "chat": _CHAT},
}  # fmt: skip
_UPDATE: Shape = {
    "message?": _MESSAGE, "edited_message?": _MESSAGE,
    "callback_query?": {
        "id": str, "from": _USER, "data?": str, "message?": {"message_id": int, "chat": _CHAT},
    },
    "my_chat_member?": {
        "chat": _CHAT, "from": _USER, "new_chat_member": {"status": str, "user": _USER},
        "old_chat_member": {"status": str, "user": _USER},
    },
}  # fmt: skip


def check(raw: dict[str, Any]) -> None:
    """Raises Misshapen, naming the field."""
    _fields(raw, _UPDATE, "update")


def legible(raw: dict[str, Any]) -> dict[str, Any]:
    """The update with halves of characters replaced: JSON can carry them, no database takes them.

    They come from programs that cut a text in the middle of an emoji.
    """
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        whole: dict[str, Any] = _mended(raw)
        return whole
    return raw


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    return value


def _fields(value: Any, shape: Shape, path: str) -> None:
    if not isinstance(value, dict):
        raise Misshapen(path)
    for name, wanted in shape.items():
        field = name.removesuffix("?")
        given = value.get(field)
        if given is not None:
            _fits(given, wanted, f"{path}.{field}")
        elif field == name:
            raise Misshapen(f"{path}.{field}")


def _fits(given: Any, wanted: Any, path: str) -> None:
    if isinstance(wanted, dict):
        _fields(given, wanted, path)
    elif isinstance(wanted, list):
        if not isinstance(given, list):
            raise Misshapen(path)
        for each in given:
            _fits(each, wanted[0], path)
    elif not _is(given, wanted):
        raise Misshapen(path)


def _is(given: Any, wanted: type) -> bool:
    if wanted is str:
        return isinstance(given, str)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    return -MOST <= given < MOST and (wanted is float or isinstance(given, int))
