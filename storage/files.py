"""Files the bot sends, stored once by content; Telegram's own id is kept to send them again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx
from storage.times import ms


@dataclass(frozen=True)
class File:
    """`file_id` is Telegram's, None until it was sent once."""

    sha256: str
    name: str
    body: bytes
    file_id: str | None


def keep(tx: Tx, at: datetime, name: str, body: bytes) -> str:
    """Store a file and return the reference that a payload carries ('file:…')."""
    digest = hashlib.sha256(body).hexdigest()
    tx.run(
        "INSERT INTO files (sha256, name, body, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT DO NOTHING",
        digest, name, body, ms(at),
    )  # fmt: skip
    return f"file:{digest}"


def get(tx: Tx, reference: str) -> File | None:
    """The file behind a payload's reference."""
    row = tx.one(
        "SELECT sha256, name, body, file_id FROM files WHERE sha256 = $1",
        reference.removeprefix("file:"),
    )
    return None if row is None else File(*row)


def learn(tx: Tx, reference: str, file_id: str) -> None:
    """Telegram knows the file by this id from now on."""
    tx.run(
        "UPDATE files SET file_id = $2 WHERE sha256 = $1", reference.removeprefix("file:"), file_id
    )


def forget(tx: Tx, reference: str) -> None:
    """Telegram does not know the file any more, such as after a change of the token."""
    tx.run("UPDATE files SET file_id = NULL WHERE sha256 = $1", reference.removeprefix("file:"))
