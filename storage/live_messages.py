"""A press may come before the number of the message it belongs to was written down.

Telegram shows a message as soon as it has it; the bot records its number a moment later, in a
group with others. In between the message is recognised by the button that was pressed, and where
even that fails, what was put in its place is taken over once its number is known.
"""

import json
from datetime import datetime

from storage import outbox
from storage.database import Row, Tx
from storage.times import ms


def stand_in(message_id: int) -> str:
    """The key of a message that was not shown by key: adopted when it is edited first."""
    return f"m{message_id}"


def claim(tx: Tx, chat_id: int, message_id: int, data: str) -> str | None:
    """The key of the one live message under way that has this button; it gets its number now."""
    rows = tx.all(
        "SELECT key, payload FROM messages WHERE chat_id = $1 AND message_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.chat_id = $1 AND m.message_id > $2)",
        chat_id, message_id,
    )  # fmt: skip
    found = [row["key"] for row in rows if _has_button(row["payload"], data)]
    if len(found) != 1:
        return None
    key: str = found[0]
    outbox.adopt(tx, chat_id, key, message_id)
    return key


def settle(tx: Tx, at: datetime, chat_id: int, message_id: int) -> None:
    """A live message got its number: what a press put there meanwhile is its content now."""
    own, instead = _both(tx, chat_id, message_id)
    if own is None or instead is None:
        return
    tx.run(
        "UPDATE outbox SET failed_at = $2, error = 'taken over'"
        " WHERE shown_id = $1 AND sent_at IS NULL AND failed_at IS NULL",
        instead["id"], ms(at),
    )  # fmt: skip
    tx.run("UPDATE messages SET message_id = NULL WHERE id = $1", instead["id"])
    payload = json.loads(instead["payload"])
    if payload and own["wanted"] == own["shown"]:
        outbox.show(tx, at, chat_id, own["key"], payload, kind="live")


def _both(tx: Tx, chat_id: int, message_id: int) -> tuple[Row | None, Row | None]:
    """The message under its own key, and under the key of its stand-in."""
    rows = tx.all(
        "SELECT id, key, payload, wanted, shown FROM messages"
        " WHERE chat_id = $1 AND message_id = $2 ORDER BY id",
        chat_id, message_id,
    )  # fmt: skip
    key = stand_in(message_id)
    return (
        next((row for row in rows if row["key"] != key), None),
        next((row for row in rows if row["key"] == key), None),
    )


def _has_button(payload: str, data: str) -> bool:
    markup = json.loads(payload).get("reply_markup", {})
    return any(
        each.get("callback_data") == data
        for row in markup.get("inline_keyboard", ())
        for each in row
    )
