"""What became of calls: the outcome of each is written down, and what follows from it queued."""

from datetime import datetime

from storage.database import Tx
from storage.outbox import Call, Payload, Priority, as_json, queue_shown
from storage.times import ms


def record_sent(tx: Tx, at: datetime, call_id: int, message_id: int | None) -> None:
    """The call succeeded; `message_id` is Telegram's number for a message that was sent."""
    tx.run(
        "UPDATE outbox SET sent_at = $2, message_id = $3, attempts = attempts + 1 WHERE id = $1",
        call_id, ms(at), message_id,
    )  # fmt: skip


def record_shown(
    tx: Tx, at: datetime, call: Call, version: int, message_id: int | None, *, editable: bool
) -> None:
    """A live message now shows `version`; if it shall show more by now, queue the next change.

    `message_id` is None after an edit. What can't be edited has its next change sent anew.
    """
    record_sent(tx, at, call.id, message_id)
    row = tx.one(
        "UPDATE messages SET shown = $2, message_id = COALESCE($3, message_id) WHERE id = $1"
        " RETURNING id, chat_id, wanted",
        call.shown_id, version, message_id if editable else None,
    )  # fmt: skip
    if row is not None and row["wanted"] > version:
        priority = Priority(call.priority)
        queue_shown(tx, at, row["id"], row["chat_id"], call.kind, priority)


def record_lost(tx: Tx, shown_id: int) -> None:
    """Telegram no longer has the message to edit: the row stays queued and sends it anew."""
    tx.run("UPDATE messages SET message_id = NULL WHERE id = $1", shown_id)


def record_retry(tx: Tx, call_id: int, due: datetime, error: str) -> None:
    """The call must be tried again, not before `due`."""
    tx.run(
        "UPDATE outbox SET due_at = $2, error = $3, attempts = attempts + 1 WHERE id = $1",
        call_id, ms(due), error,
    )  # fmt: skip


def record_failed(tx: Tx, at: datetime, call_id: int, error: str) -> None:
    """The call will never succeed; `error` says why."""
    tx.run(
        "UPDATE outbox SET failed_at = $2, error = $3, attempts = attempts + 1 WHERE id = $1",
        call_id, ms(at), error,
    )  # fmt: skip


def record_not_shown(tx: Tx, at: datetime, call: Call, version: int, error: str) -> None:
    """Telegram will never show `version` of a live message; a newer one gets its own chance."""
    record_failed(tx, at, call.id, error)
    _queue_if_behind(tx, at, call, version)


def rewrite(tx: Tx, call_id: int, payload: Payload) -> None:
    """Give a row its own payload, such as plain text after Telegram refused the HTML."""
    tx.run(
        "UPDATE outbox SET payload = $2, content_id = NULL WHERE id = $1", call_id, as_json(payload)
    )


def rewrite_shown(tx: Tx, shown_id: int, payload: Payload) -> None:
    """Let a live message show the same content in another form; it stays the same version."""
    tx.run("UPDATE messages SET payload = $2 WHERE id = $1", shown_id, as_json(payload))


def _queue_if_behind(tx: Tx, at: datetime, call: Call, version: int) -> None:
    behind = tx.one(
        "SELECT id, chat_id FROM messages WHERE id = $1 AND wanted > $2", call.shown_id, version
    )
    if behind:
        priority = Priority(call.priority)
        queue_shown(tx, at, behind["id"], behind["chat_id"], call.kind, priority)
