"""How the bot itself fares: what waits, how long it takes, what failed, who cannot be reached."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from storage.database import Tx
from storage.times import moment

LATEST = 200
"""So many of the newest messages tell how long sending takes."""


@dataclass(frozen=True)
class Waiting:
    """The outbox of one priority: how many rows wait, and since when the oldest does."""

    priority: int
    rows: int
    oldest: datetime


@dataclass(frozen=True)
class Health:
    """`lag` is the median of seconds from row to Telegram lately, bulk left out; None: no news.

    `blocked` and `unregistered` count officers; `jobs` slow work that has not been done.
    """

    waiting: tuple[Waiting, ...]
    held: int
    lag: float | None
    failed: int
    blocked: int
    unregistered: int
    parked: int
    jobs: int


def look(tx: Tx, event_id: int) -> Health:
    """Everything about the bot's own state that its database knows."""
    rows = tx.all(
        "SELECT priority, COUNT(*) AS waiting, MIN(created_at) AS oldest FROM outbox"
        " WHERE sent_at IS NULL AND failed_at IS NULL AND held = 0"
        " GROUP BY priority ORDER BY priority"
    )
    waiting = tuple(Waiting(r["priority"], r["waiting"], moment(r["oldest"])) for r in rows)
    unregistered, blocked = _unreachable(tx, event_id)
    return Health(
        waiting, _held(tx), _lag(tx), _failed(tx), blocked, unregistered,
        int(tx.value("SELECT COUNT(*) FROM parked_updates WHERE settled_at IS NULL")),
        _jobs(tx),
    )  # fmt: skip


def _jobs(tx: Tx) -> int:
    """Without the look at the system itself, which would always be one."""
    return int(tx.value("SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL AND kind <> 'system'"))


def _held(tx: Tx) -> int:
    return int(
        tx.value(
            "SELECT COUNT(*) FROM broadcasts b JOIN deliveries d"
            " ON d.thing = 'broadcast:' || b.id JOIN outbox o ON o.id = d.outbox_id"
            " WHERE b.state = 'paused' AND o.held = 1"
        )
    )


def _lag(tx: Tx) -> float | None:
    rows = tx.all(
        "SELECT sent_at - due_at AS took FROM outbox WHERE sent_at IS NOT NULL AND priority < 9"
        " ORDER BY id DESC LIMIT $1",
        LATEST,
    )
    return median(row["took"] for row in rows) / 1000 if rows else None


def _failed(tx: Tx) -> int:
    """Failures among the newest rows, those left out that merely expired or were stopped."""
    return int(
        tx.value(
            "SELECT COUNT(*) FROM outbox WHERE id > (SELECT COALESCE(MAX(id), 0) FROM outbox)"
            " - 20000 AND failed_at IS NOT NULL AND error NOT IN ('expired', 'stopped')"
        )
    )


def _unreachable(tx: Tx, event_id: int) -> tuple[int, int]:
    """Officers who never registered, and those who blocked the bot."""
    row = tx.one(
        "SELECT COALESCE(SUM(CASE WHEN links = 0 THEN 1 ELSE 0 END), 0) AS unregistered,"
        " COALESCE(SUM(CASE WHEN links > 0 AND open = 0 THEN 1 ELSE 0 END), 0) AS blocked FROM"
        " (SELECT t.person_id, COUNT(a.user_id) AS links,"
        " COUNT(CASE WHEN a.blocked_at IS NULL THEN a.user_id END) AS open FROM"
        " (SELECT DISTINCT person_id FROM posts WHERE event_id = $1 AND ended_at IS NULL) t"
        " LEFT JOIN account_people l ON l.person_id = t.person_id AND l.ended_at IS NULL"
        " LEFT JOIN accounts a ON a.user_id = l.user_id GROUP BY t.person_id) AS officers",
        event_id,
    )
    assert row is not None
    return row["unregistered"], row["blocked"]
