"""A few moments that must be known after a restart, each under its name."""

from datetime import datetime

from storage.database import Tx
from storage.times import moment, ms


def get(tx: Tx, name: str) -> datetime | None:
    """The moment under a name; None if there is none yet."""
    at = tx.value("SELECT at FROM marks WHERE name = $1", name)
    return None if at is None else moment(at)


def put(tx: Tx, name: str, at: datetime) -> None:
    """Let the moment under a name be this one."""
    tx.run(
        "INSERT INTO marks (name, at) VALUES ($1, $2)"
        " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        name, ms(at),
    )  # fmt: skip
