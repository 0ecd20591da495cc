"""What another process may let a phone do; each act takes its arguments as a JSON object."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.group import Group
from bot.simulator.phone import Phone
from bot.simulator.screen import Message

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

Given = Mapping[str, Any]
Act = Callable[["Simulator", Phone, Given], Awaitable[None]]


def group_of(sim: "Simulator", phone: Phone, given: Given) -> Group | None:
    """The group named by `chat`, None for the bot's chat. Raises KeyError for any other."""
    chat_id = int(given.get("chat") or phone.user_id)
    if chat_id == phone.user_id:
        return None
    for group in sim.groups_of(phone):
        if group.id == chat_id:
            return group
    raise KeyError(chat_id)


def _message(sim: "Simulator", phone: Phone, given: Given) -> Message:
    number = int(given["message"])
    for message in phone.messages_in(group_of(sim, phone, given)):
        if message.id == number:
            return message
    raise KeyError(number)


async def says(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"text": …, "reply_to": message id?, "chat"?}."""
    reply = given.get("reply_to")
    quoted = _message(sim, phone, {**given, "message": reply}) if reply else None
    await phone.says(given["text"], reply_to=quoted, chat=group_of(sim, phone, given))


async def presses(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"label": …, "chat"?}: by what the button says, inline or on the keyboard."""
    await phone.presses(given["label"], chat=group_of(sim, phone, given), timeout=0)


async def taps(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"message": id, "row": 0, "column": 0, "chat"?}: an inline button by its place."""
    phone.tap(_message(sim, phone, given), int(given["row"]), int(given["column"]))


async def keys(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"row": 0, "column": 0, "chat"?}: a button of the reply keyboard by its place."""
    group = group_of(sim, phone, given)
    await phone.key(int(given["row"]), int(given["column"]), group)


async def forges(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"data": …, "message": id?}."""
    message = _message(sim, phone, given) if given.get("message") else None
    await phone.forges(given["data"], message)


async def contact(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"number"?, "of_user_id"?, "name"?}: the own contact without arguments."""
    await phone.shares_contact(given.get("number"), given.get("of_user_id"), given.get("name", ""))


async def location(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"lat": …, "lon": …, "chat"?}."""
    lat, lon = float(given["lat"]), float(given["lon"])
    await phone.shares_location(lat, lon, group_of(sim, phone, given))


async def edits(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"message": id, "text": …, "chat"?}."""
    await phone.edits(_message(sim, phone, given), given["text"])


async def signal(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"gone": true|false}."""
    phone.no_signal = bool(given["gone"])


async def blocks(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"blocked": true|false}."""
    await (phone.blocks_bot() if given["blocked"] else phone.unblocks_bot())


async def group(sim: "Simulator", phone: Phone, given: Given) -> None:
    """{"title": …, "members": [user ids]?}: a new group with the bot in it."""
    others = [sim.persona(int(each)) for each in given.get("members", [])]
    await sim.group(given["title"], phone, *others).adds_bot(phone)


async def upload(sim: "Simulator", phone: Phone, form: Mapping[str, Any]) -> None:
    """A multipart form: file, kind ("photo" or "document"), caption?, chat?."""
    part = form["file"]
    if not isinstance(part, web.FileField):
        raise ValueError("file is not an upload")  # noqa: TRY004 - the form's value is wrong
    chat, caption = group_of(sim, phone, form), form.get("caption", "")
    if form.get("kind") == "photo":
        await phone.sends_photo(part.file.read(), caption, chat)
    else:
        await phone.sends_file(part.filename, part.file.read(), caption, part.content_type, chat)


ACTS: Mapping[str, Act] = {
    "says": says,
    "presses": presses,
    "taps": taps,
    "keys": keys,
    "forges": forges,
    "contact": contact,
    "location": location,
    "edits": edits,
    "signal": signal,
    "blocks": blocks,
    "group": group,
}
