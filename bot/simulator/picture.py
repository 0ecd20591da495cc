"""A phone as JSON, for the page and for other processes."""

from typing import TYPE_CHECKING, Any

from bot.simulator.acts import group_of
from bot.simulator.markup import Rows
from bot.simulator.phone import Phone
from bot.simulator.screen import FILES, Message

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

LAST = 200


def picture(sim: "Simulator", phone: Phone, chat_id: int) -> dict[str, Any]:
    """What the phone shows of that chat. Raises KeyError if the person isn't in it."""
    group = group_of(sim, phone, {"chat": chat_id})
    place = sim.world.chats[chat_id]
    chats = [{"id": phone.user_id, "title": sim.world.bot.name, "group": False}]
    chats += [{"id": each.id, "title": each.title, "group": True} for each in sim.groups_of(phone)]
    return {
        "user_id": phone.user_id,
        "name": phone.name,
        "number": phone.number,
        "note": sim.personas[phone.user_id].note if phone.user_id in sim.personas else "",
        "zone": sim.zone,
        "chat": chat_id,
        "chats": chats,
        "started": bool(place.started or group),
        "blocked": place.blocked,
        "no_signal": phone.no_signal,
        "held": phone.held_texts,
        "pinned": place.pinned,
        "commands": _commands(sim, chat_id, private=group is None),
        "keyboard": _rows(phone.keyboard_rows(group)),
        "messages": [_message(phone, each) for each in phone.messages_in(group)[-LAST:]],
    }


def _message(phone: Phone, message: Message) -> dict[str, Any]:
    raw = message.raw
    shown: dict[str, Any] = {
        "id": message.id,
        "changed": message.changed,
        "by_bot": message.by_bot,
        "mine": raw["from"]["id"] == phone.user_id,
        "from": raw["from"]["first_name"],
        "kind": message.kind,
        "html": message.html,
        "date": raw["date"],
        "edited": message.edited,
        "silent": message.silent,
        "buttons": _rows(message.buttons),
    }
    if message.file_id:
        body = raw[message.kind]
        name = body.get("file_name", "") if isinstance(body, dict) else ""
        shown["file"] = {"id": message.file_id, "name": name}
    shown |= {name: raw[name] for name in ("location", "venue", "contact") if name in raw}
    if "reply_to_message" in raw:
        quoted = raw["reply_to_message"]
        shown["quote"] = quoted.get("text") or quoted.get("caption") or "…"
    if message.kind == "service":
        shown["service"] = next((name for name in raw if name not in _HEAD), "")
    return shown


_HEAD = frozenset({"message_id", "from", "chat", "date", "edit_date", *FILES})


def _rows(rows: Rows) -> list[list[dict[str, Any]]]:
    return [
        [{"label": each.label, "url": each.url, "asks": each.asks} for each in row] for row in rows
    ]


def _commands(sim: "Simulator", chat_id: int, *, private: bool) -> list[dict[str, Any]]:
    """The list behind the menu button: the narrowest scope that has one."""
    wide = "all_private_chats" if private else "all_group_chats"
    for scope in (f"chat:{chat_id}", wide, "default"):
        for language in ("id", ""):
            found = sim.world.commands.get((scope, language))
            if found:
                return found
    return []
