"""One well-formed update of every kind the Bot API knows, to be mutated.

Kinds and fields are those of https://core.telegram.org/bots/api#update (Bot API 10).
"""

import random
from typing import Any

Json = dict[str, Any]

DATE = 1732665720
"""07.02 WIB on voting day."""

WORDS = (
    "mulai", "mulai 07.05", "12 mulai", "mulai semua kecuali 7 12", "mulai 1-18 20", "tutup",
    "pemilih 187", "logistik lengkap", "masalah banjir air masuk TPS", "batal", "batal 1",
    "lengkap 7 2", "segel", "/start", "/start token-Ali", "/tps", "/logistik", "/masalah", "/menu",
    "/bantuan", "/agenda", "/cuti 13-02-2024", "/rekap", "/belum", "/status", "/siaga", "/cari tps",
    "/petugas slamet", "/undang 35.73.03.1001-001 linmas", "/cabut slamet", "/acara 27-11-2024 X",
    "/siaran", "/agenda_tambah", "/impor", "/templat", "/audit", "/sistem", "/cadangkan",
    "/koreksi", "/batal", "/hubungkan 35.73.03", "✅ TPS 001: rapat dimulai", "📍 Status TPS",
    "📦 Logistik", "🚨 Ada masalah", "📅 Agenda", "☰ Lainnya", "❓ Bantuan", "Lewati", "ya", "187",
    "07.05", "Siti Aminah", "27-11-2024", "H-4 07.00", "pak lurah sudah datang", "semua",
)  # fmt: skip
"""What people type: commands, keys, one-line reports, answers, plain words."""


def user(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "Orang", "language_code": "id"}


def private(user_id: int) -> Json:
    return {"id": user_id, "type": "private", "first_name": "Orang"}


GROUP = {"id": -100_777, "type": "supergroup", "title": "Grup"}


def message(user_id: int, rnd: random.Random, **content: Any) -> Json:
    """A message in the private chat, or sometimes in a group."""
    chat = dict(GROUP) if rnd.random() < 0.1 else private(user_id)
    head = {"message_id": rnd.randrange(1, 99), "date": DATE, "chat": chat, "from": user(user_id)}
    return head | content


def said(user_id: int, text: str) -> Json:
    """An update with a plain message in the private chat."""
    return {"message": {
        "message_id": 5, "date": DATE, "chat": private(user_id), "from": user(user_id),
        "text": text,
    }}  # fmt: skip


def pressed(user_id: int, query: str, data: str) -> Json:
    """An update with a press below some message of the private chat."""
    below = {"message_id": 5, "date": DATE, "chat": private(user_id), "from": user(1000)}
    return {"callback_query": {
        "id": query, "from": user(user_id), "chat_instance": "1", "data": data, "message": below,
    }}  # fmt: skip


def _contents(user_id: int, rnd: random.Random) -> list[Json]:
    size: Json = {"file_id": "AAA", "file_unique_id": "A", "width": 90, "height": 90}
    file: Json = {"file_id": "BBB", "file_unique_id": "B"}
    own = {"phone_number": "6281234567890", "first_name": "Orang", "user_id": user_id}
    return [
        {"text": rnd.choice(WORDS)},
        {"text": rnd.choice(WORDS), "entities": [{"type": "bold", "offset": 0, "length": 3}]},
        {"text": rnd.choice(WORDS), "quote": {"text": "x", "position": 0}},
        {"contact": own},
        {"contact": own | {"user_id": 1}},
        {"contact": {"phone_number": "abc", "first_name": "x"}},
        {"photo": [size], "caption": rnd.choice(WORDS)},
        {"photo": []},
        {"document": {**file, "file_name": "roster.csv", "file_size": 90}, "caption": "/impor"},
        {"document": {**file, "file_name": "agenda.ics", "mime_type": "text/calendar"}},
        {"location": {"latitude": -7.99, "longitude": 112.63}},
        {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "x", "address": "y"}},
        {"voice": {**file, "duration": 2}}, {"audio": {**file, "duration": 2}},
        {"video": {**file, "duration": 2, "width": 9, "height": 9}},
        {"video_note": {**file, "duration": 2, "length": 9}},
        {"sticker": {**file, "type": "regular", "width": 9, "height": 9, "is_animated": False,
                     "is_video": False}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"poll": _poll()},
        {"new_chat_members": [user(1000)]}, {"left_chat_member": user(1000)},
        {"new_chat_title": "Baru"}, {"group_chat_created": True}, {"delete_chat_photo": True},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": private(user_id)}},
        {"migrate_from_chat_id": -5}, {"message_auto_delete_timer_changed":
                                       {"message_auto_delete_time": 86400}},
        {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
        {"web_app_data": {"data": "{}", "button_text": "x"}},
        {"forum_topic_created": {"name": "x", "icon_color": 7322096}},
        {"checklist": {"title": "x", "tasks": [{"id": 1, "text": "y"}]}},
        {"gift": {"gift": {"id": "1"}}},
        {"paid_media": {"star_count": 1, "paid_media": []}},
        {"suggested_post_paid": {"currency": "XTR", "amount": 3}},
    ]  # fmt: skip


def _poll() -> Json:
    return {"id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0}],
            "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
            "allows_multiple_answers": False}  # fmt: skip


def _membership(user_id: int, rnd: random.Random) -> Json:
    chat = rnd.choice((private(user_id), dict(GROUP)))
    states = ("member", "left", "kicked", "administrator", "restricted", "creator", "new")
    old, new = rnd.choice(states), rnd.choice(states)
    bot = {"id": 1000, "is_bot": True, "first_name": "Siaga"}
    return {"chat": chat, "from": user(user_id), "date": DATE,
            "old_chat_member": {"status": old, "user": bot, "until_date": 0},
            "new_chat_member": {"status": new, "user": bot, "until_date": 0}}  # fmt: skip


def any_update(user_id: int, rnd: random.Random) -> Json:
    """A well-formed update of some kind from this account, without its update_id."""
    content = rnd.choice(_contents(user_id, rnd))
    if rnd.random() < 0.3:
        content |= rnd.choice(_settings(user_id))
    body = message(user_id, rnd, **content)
    kinds = {
        "message": body, "edited_message": body | {"edit_date": DATE}, "channel_post": body,
        "edited_channel_post": body, "business_message": body | {"business_connection_id": "1"},
        "edited_business_message": body, "guest_message": body,
        "my_chat_member": _membership(user_id, rnd), "chat_member": _membership(user_id, rnd),
        **_rarely(user_id, rnd),
    }  # fmt: skip
    weights = [12 if kind == "message" else 3 if "edited_m" in kind else 1 for kind in kinds]
    kind = rnd.choices(list(kinds), weights)[0]
    return {kind: kinds[kind]}


def _settings(user_id: int) -> list[Json]:
    """What may stand in any message beside its content."""
    earlier = {"message_id": 1, "date": 0, "chat": private(user_id), "text": "x"}
    return [
        {"reply_to_message": earlier}, {"via_bot": user(5)}, {"media_group_id": "7"},
        {"message_thread_id": 3, "is_topic_message": True}, {"sender_chat": dict(GROUP)},
        {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "x"}},
        {"forward_origin": {"type": "user", "date": 0, "sender_user": user(9)}},
        {"has_protected_content": True}, {"reply_markup": {"inline_keyboard": []}},
        {"external_reply": {"origin": {"type": "hidden_user", "date": 0, "sender_user_name": "x"}}},
        {"direct_messages_topic": {"topic_id": 1}}, {"effect_id": "5"},
    ]  # fmt: skip


def _rarely(user_id: int, rnd: random.Random) -> dict[str, Json]:
    """Kinds that the bot never asks Telegram for."""
    who, chat = user(user_id), private(user_id)
    boost = {"boost_id": "1", "source": {"source": "premium", "user": who}}
    return {
        "business_connection": {"id": "1", "user": who, "user_chat_id": user_id, "date": DATE,
                                "is_enabled": True},
        "deleted_business_messages": {"business_connection_id": "1", "chat": chat,
                                      "message_ids": [1]},
        "message_reaction": {"chat": chat, "message_id": 1, "user": who, "date": DATE,
                             "old_reaction": [],
                             "new_reaction": [{"type": "emoji", "emoji": "👍"}]},
        "message_reaction_count": {"chat": chat, "message_id": 1, "date": DATE, "reactions": []},
        "inline_query": {"id": "1", "from": who, "query": rnd.choice(WORDS), "offset": ""},
        "chosen_inline_result": {"result_id": "1", "from": who, "query": ""},
        "shipping_query": {"id": "1", "from": who, "invoice_payload": "x", "shipping_address": {
            "country_code": "ID", "state": "", "city": "", "street_line1": "", "street_line2": "",
            "post_code": ""}},
        "pre_checkout_query": {"id": "1", "from": who, "currency": "IDR", "total_amount": 1,
                               "invoice_payload": "x"},
        "purchased_paid_media": {"from": who, "paid_media_payload": "x"},
        "poll": _poll(), "poll_answer": {"poll_id": "1", "user": who, "option_ids": [0]},
        "chat_join_request": {"chat": dict(GROUP), "from": who, "user_chat_id": user_id,
                              "date": DATE},
        "chat_boost": {"chat": dict(GROUP), "boost": boost | {"add_date": 0, "expiration_date": 9}},
        "removed_chat_boost": {"chat": dict(GROUP), **boost, "remove_date": 0},
        "managed_bot": {"user": who, "bot": user(7)}, "kind_of_tomorrow": {"x": 1},
    }  # fmt: skip
