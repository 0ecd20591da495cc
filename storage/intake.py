"""Which updates were seen, and the ones set aside because handling them failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Tx
from storage.times import moment, ms

REMEMBERED = timedelta(hours=48)
"""Telegram keeps an update for 24 h; after a quiet week it may restart its numbers."""


@dataclass(frozen=True)
class Parked:
    """An update that could not be handled; `raw` is its JSON, `reason` a traceback."""

    id: int
    update_id: int
    raw: str
    reason: str
    at: datetime


def first_sight(tx: Tx, bot_id: int, update_id: int, at: datetime) -> bool:
    """Remember an update; False if it was seen before."""
    changed = tx.run(
        "INSERT INTO seen_updates (bot_id, update_id, at) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING",
        bot_id, update_id, ms(at),
    )  # fmt: skip
    return changed == 1


def forget_old(tx: Tx, now: datetime, most: int = 1000) -> bool:
    """Drop some of what Telegram can no longer repeat; True if there may be more."""
    forgotten = tx.run(
        "DELETE FROM seen_updates WHERE (bot_id, update_id) IN"
        " (SELECT bot_id, update_id FROM seen_updates WHERE at < $1 LIMIT $2)",
        ms(now - REMEMBERED), most,
    )  # fmt: skip
    return forgotten == most


def park(tx: Tx, update_id: int, raw: str, reason: str, at: datetime) -> int:
    """Set an update aside, whole, and return its number."""
    row = tx.one(
        "INSERT INTO parked_updates (update_id, raw, reason, at) VALUES ($1, $2, $3, $4)"
        " RETURNING id",
        update_id, raw, _legible(reason), ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def _legible(reason: str) -> str:
    """A traceback may quote halves of characters, which no database takes."""
    return reason.encode("utf-8", "replace").decode()


def parked(tx: Tx) -> list[Parked]:
    """What is still set aside, oldest first."""
    rows = tx.all(
        "SELECT id, update_id, raw, reason, at FROM parked_updates"
        " WHERE settled_at IS NULL ORDER BY id LIMIT 100"
    )
    return [Parked(r["id"], r["update_id"], r["raw"], r["reason"], moment(r["at"])) for r in rows]


def parked_for_space(tx: Tx) -> list[int]:
    """The numbers of what was set aside because the disk took no more, oldest first."""
    rows = tx.all(
        "SELECT id FROM parked_updates WHERE settled_at IS NULL"
        " AND (reason LIKE '%disk is full%' OR reason LIKE '%disk I/O error%')"
        " ORDER BY id LIMIT 100"
    )
    return [row["id"] for row in rows]


def settle(tx: Tx, parked_id: int, at: datetime) -> bool:
    """Mark a parked update as dealt with; False if it already was."""
    changed = tx.run(
        "UPDATE parked_updates SET settled_at = $2 WHERE id = $1 AND settled_at IS NULL",
        parked_id, ms(at),
    )  # fmt: skip
    return changed == 1


def take_back(tx: Tx, parked_id: int, at: datetime) -> str | None:
    """The raw update that was set aside, marked as dealt with; None if it already was."""
    if not settle(tx, parked_id, at):
        return None
    raw: str = tx.value("SELECT raw FROM parked_updates WHERE id = $1", parked_id)
    return raw
