"""What the database holds after so many kills."""

from storage.database import Tx
from tests.durability.officers import INCIDENT

Seen = tuple[int, int]
"""A message of the bot: its chat and number."""


def stored(tx: Tx) -> list[tuple[int, str]]:
    """Station and what was reported of it, once for each report."""
    rows = tx.all("SELECT station_id, topic, kind FROM reports WHERE version = 1"
                  " AND (kind = 'status' OR answers LIKE '%banjir%')")  # fmt: skip
    return [(r["station_id"], r["topic"] if r["kind"] == "status" else INCIDENT) for r in rows]


def seen(tx: Tx) -> set[int]:
    """The numbers of the updates that were taken."""
    return {row["update_id"] for row in tx.all("SELECT update_id FROM seen_updates")}


def numbers(tx: Tx) -> set[int]:
    """The numbers of all reports."""
    return {row["number"] for row in tx.all("SELECT number FROM reports")}


def recorded(tx: Tx) -> set[Seen]:
    """Chat and number of each message that was recorded as sent."""
    sql = "SELECT chat_id, message_id FROM outbox WHERE message_id IS NOT NULL"
    return {(row["chat_id"], row["message_id"]) for row in tx.all(sql)}


def unsent(tx: Tx) -> bool:
    """Whether anything waits to be sent."""
    return bool(tx.one("SELECT 1 FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"))


def alerts(tx: Tx) -> list[tuple[int, int]]:
    """Which incident the bot means to show in which chat."""
    return [(row["incident_id"], row["chat_id"]) for row in tx.all("SELECT * FROM alerts")]


def floods(tx: Tx) -> list[tuple[int, int]]:
    """Each flood and the index of its village."""
    rows = tx.all("SELECT id, area FROM incidents WHERE description LIKE '%banjir%'")
    return [(row["id"], int(row["area"][-4:]) - 1001) for row in rows]


def incidents(tx: Tx) -> list[str]:
    """What people wrote of each incident."""
    return [row["description"] for row in tx.all("SELECT description FROM incidents")]


def parked(tx: Tx) -> list[str]:
    """Why updates were set aside."""
    return [row["reason"] for row in tx.all("SELECT reason FROM parked_updates")]


def half_made(tx: Tx) -> list[str]:
    """What an interrupted migration left."""
    return [row["name"] for row in tx.all("SELECT name FROM sqlite_master"
                                          " WHERE name LIKE 'half_made%'")]  # fmt: skip
