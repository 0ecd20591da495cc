"""Which message answered which question of a report, so that editing the message corrects it."""

from dataclasses import dataclass

from storage.database import Tx


@dataclass(frozen=True)
class TypedAnswer:
    """`number` is the report's; `step` its question, empty for the line that began the form."""

    number: int
    step: str


def keep(tx: Tx, chat_id: int, message_id: int, number: int, step: str) -> None:
    """Remember what a message answered; said again, the newest holds."""
    tx.run(
        "INSERT INTO typed_answers (chat_id, message_id, number, step) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (chat_id, message_id) DO UPDATE SET number = excluded.number,"
        " step = excluded.step",
        chat_id, message_id, number, step,
    )  # fmt: skip


def of_message(tx: Tx, chat_id: int, message_id: int) -> TypedAnswer | None:
    """What a message answered; None for one that answered nothing."""
    row = tx.one(
        "SELECT number, step FROM typed_answers WHERE chat_id = $1 AND message_id = $2",
        chat_id, message_id,
    )  # fmt: skip
    return None if row is None else TypedAnswer(*row)
