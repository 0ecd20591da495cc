"""Words outside any form, kept as they came."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx
from storage.times import ms


@dataclass(frozen=True)
class FreeText:
    """`outcome` is None while open, then 'reported' or 'dismissed'."""

    id: int
    person_id: int
    text: str
    outcome: str | None
    update_id: int | None
    message_id: int | None


def add(
    tx: Tx, at: datetime, *, event_id: int, person_id: int, chat_id: int, message_id: int,
    text: str, update_id: int,
) -> int:  # fmt: skip
    """Keep somebody's words and return their id."""
    row = tx.one(
        "INSERT INTO free_texts"
        " (event_id, person_id, chat_id, message_id, text, update_id, received_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        event_id, person_id, chat_id, message_id, text, update_id, ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def get(tx: Tx, text_id: int) -> FreeText | None:
    """Words that were kept."""
    row = tx.one(
        "SELECT id, person_id, text, outcome, update_id, message_id FROM free_texts WHERE id = $1",
        text_id,
    )
    return None if row is None else FreeText(*row)


def waiting(tx: Tx, event_id: int, person_id: int, since: datetime) -> FreeText | None:
    """Somebody's newest words, if nothing has become of them and nothing was reported since."""
    row = tx.one(
        "SELECT id, person_id, text, outcome, update_id, message_id FROM free_texts t WHERE id ="
        " (SELECT MAX(id) FROM free_texts WHERE person_id = $2 AND event_id = $1)"
        " AND outcome IS NULL AND received_at >= $3 AND NOT EXISTS (SELECT 1 FROM reports r"
        " WHERE r.person_id = $2 AND r.event_id = $1 AND r.received_at > t.received_at)",
        event_id, person_id, ms(since),
    )  # fmt: skip
    return None if row is None else FreeText(*row)


def of_message(tx: Tx, person_id: int, chat_id: int, message_id: int) -> FreeText | None:
    """The words that somebody sent in this message."""
    row = tx.one(
        "SELECT id, person_id, text, outcome, update_id, message_id FROM free_texts"
        " WHERE person_id = $1 AND chat_id = $2 AND message_id = $3 ORDER BY id DESC LIMIT 1",
        person_id, chat_id, message_id,
    )  # fmt: skip
    return None if row is None else FreeText(*row)


def settle(tx: Tx, text_id: int, outcome: str) -> None:
    """What became of the words: 'reported' or 'dismissed'."""
    tx.run("UPDATE free_texts SET outcome = $2 WHERE id = $1", text_id, outcome)


def forget_words(tx: Tx, text_id: int) -> None:
    """Drop what was written; that it came stays."""
    tx.run("UPDATE free_texts SET text = '' WHERE id = $1", text_id)
