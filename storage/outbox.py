"""What goes out: one row, one Bot API call. Rows are the truth; dispatch only posts them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Self

from storage.database import Row, Tx, placeholders
from storage.times import ms

Payload = dict[str, Any]

TOAST_LIFE = timedelta(seconds=15)
"""Telegram refuses an answer to a press that is much older (query is too old)."""


class Priority(IntEnum):
    """Between chats the lower number goes first."""

    TOAST = 0
    ALERT = 1
    REPLY = 2
    NUDGE = 3
    BULK = 9


@dataclass(frozen=True)
class Call:
    """One row to post: `payload` is JSON text without chat_id, None for a live message."""

    id: int
    chat_id: int | None
    method: str
    payload: str | None
    shown_id: int | None
    kind: str
    priority: int
    due_at: int
    expires_at: int | None
    attempts: int

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(*(row[name] for name in _CALL_COLUMNS))

    def as_waiting(self, chat_id: int | None = None) -> "Waiting":
        """What is known of the row while it waits; in another chat if it moved there."""
        chat_id = self.chat_id if chat_id is None else chat_id
        return Waiting(self.id, chat_id, self.method, self.priority, self.attempts, self.due_at)


_CALL_COLUMNS = (
    "id", "chat_id", "method", "payload", "shown_id", "kind", "priority", "due_at", "expires_at",
    "attempts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is known of a row until its turn comes: little, since there may be very many."""

    id: int
    chat_id: int | None
    method: str
    priority: int
    attempts: int
    due_at: int
    edits: bool = False
    """It changes a message that is there already."""


_WAITING = (
    "id, chat_id, method, priority, attempts, due_at, shown_id IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM messages m WHERE m.id = outbox.shown_id AND m.message_id IS NOT NULL)"
)
_TO_SEND = "sent_at IS NULL AND failed_at IS NULL AND held = 0"


@dataclass(frozen=True)
class Shown:
    """A message the bot keeps up to date: what it shall show, and where it stands."""

    id: int
    chat_id: int
    payload: str
    wanted: int
    shown: int
    message_id: int | None


def put(
    tx: Tx,
    at: datetime,
    method: str,
    payload: Payload,
    *,
    chat_id: int | None = None,
    kind: str = "reply",
    priority: Priority = Priority.REPLY,
    life: timedelta | None = None,
) -> int:
    """Queue one call and return its row id."""
    row = tx.one(
        "INSERT INTO outbox"
        " (chat_id, method, payload, kind, priority, created_at, due_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        chat_id, method, as_json(payload), kind, int(priority), ms(at), ms(at),
        None if life is None else ms(at + life),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def content(tx: Tx, payload: Payload) -> int:
    """Store a payload that many rows will share and return its id."""
    row = tx.one("INSERT INTO contents (payload) VALUES ($1) RETURNING id", as_json(payload))
    assert row is not None
    return int(row["id"])


def show(
    tx: Tx, at: datetime, chat_id: int, key: str, payload: Payload, *,
    kind: str, priority: Priority = Priority.REPLY,
) -> int:  # fmt: skip
    """Make the message `key` of a chat show `payload`: sent if new, edited in place if not.

    Changes made faster than they can be sent merge; the newest is never lost.
    Returns the id of the live message.
    """
    row = tx.one(
        "INSERT INTO messages (chat_id, key, payload, wanted) VALUES ($1, $2, $3, 1)"
        " ON CONFLICT (chat_id, key) DO UPDATE"
        " SET payload = excluded.payload, wanted = messages.wanted + 1"
        " WHERE messages.payload <> excluded.payload RETURNING id",
        chat_id, key, as_json(payload),
    )  # fmt: skip
    if row is None:
        found = tx.value("SELECT id FROM messages WHERE chat_id = $1 AND key = $2", chat_id, key)
        return int(found)
    queue_shown(tx, at, row["id"], chat_id, kind, priority)
    return int(row["id"])


def adopt(tx: Tx, chat_id: int, key: str, message_id: int) -> None:
    """From now on the live message `key` of a chat is the one Telegram calls `message_id`."""
    tx.run(
        "INSERT INTO messages (chat_id, key, payload, wanted, shown, message_id)"
        " VALUES ($1, $2, '{}', 1, 1, $3)"
        " ON CONFLICT (chat_id, key) DO UPDATE SET message_id = excluded.message_id",
        chat_id, key, message_id,
    )  # fmt: skip


def move_down(tx: Tx, chat_id: int, key: str) -> None:
    """Let the next `show` send the message anew at the end of the chat."""
    tx.run(
        "UPDATE messages SET message_id = NULL, payload = '{}' WHERE chat_id = $1 AND key = $2",
        chat_id, key,
    )  # fmt: skip


def rename(tx: Tx, chat_id: int, key: str, new_key: str) -> None:
    """Let a live message go on under another key, unless that one is taken."""
    tx.run(
        "UPDATE messages SET key = $3 WHERE chat_id = $1 AND key = $2 AND NOT EXISTS"
        " (SELECT 1 FROM messages m WHERE m.chat_id = $1 AND m.key = $3)",
        chat_id, key, new_key,
    )  # fmt: skip


def wanted(tx: Tx, chat_id: int, key: str) -> Payload | None:
    """What the live message under this key shall show; None if the chat has none."""
    text = tx.value("SELECT payload FROM messages WHERE chat_id = $1 AND key = $2", chat_id, key)
    payload: Payload | None = None if text is None else json.loads(text)
    return payload


def keys(tx: Tx, chat_id: int, family: str) -> list[str]:
    """The keys of a chat's live messages that are `family` or begin with it and a colon."""
    rows = tx.all(
        "SELECT key FROM messages WHERE chat_id = $1"
        " AND (key = $2 OR (key >= $2 || ':' AND key < $2 || ';')) ORDER BY id",
        chat_id, family,
    )  # fmt: skip
    return [row["key"] for row in rows]


def shown(tx: Tx, shown_id: int) -> Shown | None:
    """The live message as it stands now."""
    row = tx.one(
        "SELECT id, chat_id, payload, wanted, shown, message_id FROM messages WHERE id = $1",
        shown_id,
    )
    return None if row is None else Shown(*row)


def shown_key(tx: Tx, chat_id: int, message_id: int) -> str | None:
    """The key of the live message that Telegram calls `message_id`, if it is one."""
    key: str | None = tx.value(
        "SELECT key FROM messages WHERE chat_id = $1 AND message_id = $2", chat_id, message_id
    )
    return key


def newest(tx: Tx) -> int:
    """The highest id that was given out so far."""
    return int(tx.value("SELECT COALESCE(MAX(id), 0) FROM outbox"))


def waiting_after(tx: Tx, after: int, most: int) -> list[Waiting]:
    """Rows to send with an id above `after`, oldest first: what is new."""
    rows = tx.all(
        f"SELECT {_WAITING} FROM outbox WHERE id > $1 AND {_TO_SEND} ORDER BY id LIMIT $2",
        after, most,
    )  # fmt: skip
    return [Waiting(*row) for row in rows]


def waiting(tx: Tx, after: tuple[int, int], most: int) -> list[Waiting]:
    """Rows to send beyond (priority, id), the most urgent first: whatever there is."""
    rows = tx.all(
        f"SELECT {_WAITING} FROM outbox WHERE (priority, id) > ($1, $2) AND {_TO_SEND}"
        " ORDER BY priority, id LIMIT $3",
        *after, most,
    )  # fmt: skip
    return [Waiting(*row) for row in rows]


def load(tx: Tx, ids: list[int]) -> list[Call]:
    """These rows whole, as far as they are still to be sent: not stopped, not paused meanwhile."""
    rows = tx.all(
        "SELECT o.id, o.chat_id, o.method, COALESCE(o.payload, c.payload) AS payload, o.shown_id,"
        " o.kind, o.priority, o.due_at, o.expires_at, o.attempts"
        " FROM outbox o LEFT JOIN contents c ON c.id = o.content_id"
        f" WHERE o.id IN ({placeholders(1, len(ids))})"
        " AND o.sent_at IS NULL AND o.failed_at IS NULL AND o.held = 0",
        *ids,
    )
    return [Call.from_row(row) for row in rows]


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: everything that belongs to the old chat moves along."""
    for held in ("sent_at IS NULL AND failed_at IS NULL AND held = 0", "held = 1"):
        tx.run(
            "UPDATE outbox SET chat_id = $2"
            f" WHERE id IN (SELECT id FROM outbox WHERE chat_id = $1 AND {held})",
            old, new,
        )  # fmt: skip
    tx.run(
        "UPDATE messages SET chat_id = $2, message_id = NULL WHERE chat_id = $1"
        " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.chat_id = $2 AND m.key = messages.key)",
        old, new,
    )  # fmt: skip
    tx.run(
        "UPDATE groups SET chat_id = $2 WHERE chat_id = $1"
        " AND NOT EXISTS (SELECT 1 FROM groups g WHERE g.chat_id = $2)",
        old, new,
    )  # fmt: skip
    tx.run(
        "UPDATE alerts SET chat_id = $2 WHERE chat_id = $1 AND NOT EXISTS"
        " (SELECT 1 FROM alerts a WHERE a.chat_id = $2 AND a.incident_id = alerts.incident_id)",
        old, new,
    )  # fmt: skip


def queue_shown(
    tx: Tx, at: datetime, shown_id: int, chat_id: int, kind: str, priority: Priority
) -> None:
    """Have a live message sent or edited, unless that waits already."""
    tx.run(
        "INSERT INTO outbox (chat_id, method, shown_id, kind, priority, created_at, due_at)"
        " VALUES ($1, 'show', $2, $3, $4, $5, $5)"
        " ON CONFLICT (shown_id)"
        " WHERE shown_id IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL DO NOTHING",
        chat_id, shown_id, kind, int(priority), ms(at),
    )  # fmt: skip


def as_json(payload: Payload) -> str:
    """As rows keep a payload: the same payload is always the same text."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
