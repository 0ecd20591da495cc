"""Messages without files: text, places, contacts, copies, signs of life."""

from typing import Any

from bot.simulator.calls import Call
from bot.simulator.errors import bad, malformed
from bot.simulator.world import Json

ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note".split()
)


def send_message(call: Call) -> Json:
    """sendMessage."""
    chat = call.chat()
    preview = call.get("link_preview_options")
    return call.post(chat, {**call.text(), "link_preview_options": preview})


def send_location(call: Call) -> Json:
    """sendLocation."""
    return call.post(call.chat(), {"location": _place(call)})


def send_venue(call: Call) -> Json:
    """sendVenue; like Telegram's, the message has the bare location too."""
    place = _place(call)
    venue = {"location": place, "title": call.get("title"), "address": call.get("address")}
    return call.post(call.chat(), {"venue": venue, "location": place})


def _place(call: Call) -> Json:
    latitude, longitude = call.get("latitude"), call.get("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise malformed("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}


def send_contact(call: Call) -> Json:
    """sendContact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    given = {name: call.get(name) for name in names if call.get(name)}
    return call.post(call.chat(), {"contact": given})


def send_chat_action(call: Call) -> bool:
    """sendChatAction."""
    call.chat()
    if call.get("action") not in ACTIONS:
        raise malformed("wrong parameter action in request")
    return True


KEPT_IN_COPY = frozenset(
    "text entities caption caption_entities photo document voice video audio animation sticker "
    "location venue contact link_preview_options".split()
)


def copy_message(call: Call) -> Json:
    """copyMessage: the same content as the bot's own message."""
    content = _content(call, "message to copy not found")
    if "caption" in call.values:
        content |= call.caption()
    return {"message_id": call.post(call.chat(), content)["message_id"]}


def forward_message(call: Call) -> Json:
    """forwardMessage: the content with its origin."""
    source = call.message(call.chat("from_chat_id"), "message to forward not found")
    origin = {
        "type": "user",
        "sender_user": source.body["from"],
        "date": source.body["date"],
    }
    content = _content(call, "message to forward not found")
    return call.post(call.chat(), {**content, "forward_origin": origin})


def _content(call: Call, missing: str) -> dict[str, Any]:
    source = call.message(call.chat("from_chat_id"), missing)
    if source.body.get("has_protected_content"):
        raise bad("message has protected content and can't be forwarded")
    return {name: value for name, value in source.body.items() if name in KEPT_IN_COPY}


METHODS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
}
PACED = METHODS.keys() - {"sendChatAction"}
