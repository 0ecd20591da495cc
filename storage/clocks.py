"""Open incidents that wait for somebody, what is due when, and how long an event lets them wait.

A step and the row that says when the next one is due change in one transaction: whatever happens
in between, no step is lost and none is taken twice.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from storage.database import Row, Tx
from storage.times import maybe_moment, moment, ms


class WaitsFor(StrEnum):
    """What an incident waits for."""

    ANSWER = auto()  # of the agency in charge
    FINISH = auto()  # of who holds it


@dataclass(frozen=True)
class Clock:
    """`height` counts the steps taken so far; `due` is None when no step follows."""

    incident_id: int
    waits_for: WaitsFor
    height: int
    since: datetime
    due: datetime | None


_COLUMNS = "incident_id, waits_for, height, since_at, due_at"


def start(
    tx: Tx, incident_id: int, waits_for: WaitsFor, since: datetime, due: datetime | None,
    height: int = 0,
) -> None:  # fmt: skip
    """Let the incident wait, in place of what it waited for in this way before."""
    tx.run(
        "INSERT INTO clocks (incident_id, waits_for, height, since_at, due_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (incident_id, waits_for) DO UPDATE"
        " SET height = excluded.height, since_at = excluded.since_at, due_at = excluded.due_at",
        incident_id, waits_for, height, ms(since), None if due is None else ms(due),
    )  # fmt: skip


def stop(tx: Tx, incident_id: int, waits_for: WaitsFor | None = None) -> None:
    """The incident no longer waits; without `waits_for`: for anything."""
    tx.run(
        "DELETE FROM clocks WHERE incident_id = $1 AND waits_for = COALESCE($2, waits_for)",
        incident_id, waits_for,
    )  # fmt: skip


def get(tx: Tx, incident_id: int, waits_for: WaitsFor) -> Clock | None:
    """How long the incident waits for this already, and until when."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM clocks WHERE incident_id = $1 AND waits_for = $2",
        incident_id, waits_for,
    )  # fmt: skip
    return None if row is None else _from_row(row)


def due(tx: Tx, now: datetime, most: int) -> list[Clock]:
    """Whose time has come, the longest overdue first; those of an event that rests wait with it."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM clocks WHERE due_at <= $1 AND EXISTS (SELECT 1 FROM incidents i"
        " JOIN events e ON e.id = i.event_id WHERE i.id = incident_id AND e.state = 'live')"
        " ORDER BY due_at, incident_id LIMIT $2",
        ms(now), most,
    )  # fmt: skip
    return [_from_row(row) for row in rows]


def answer_minutes(tx: Tx, event_id: int) -> dict[str, int]:
    """The severities whose answering time the event changed, with their minutes."""
    rows = tx.all("SELECT severity, answer_minutes FROM answer_times WHERE event_id = $1", event_id)
    return {row["severity"]: row["answer_minutes"] for row in rows}


def set_answer_minutes(tx: Tx, event_id: int, severity: str, minutes: int) -> None:
    """From now on incidents of this severity are to be answered within so many minutes."""
    tx.run(
        "INSERT INTO answer_times (event_id, severity, answer_minutes) VALUES ($1, $2, $3)"
        " ON CONFLICT (event_id, severity) DO UPDATE SET answer_minutes = excluded.answer_minutes",
        event_id, severity, minutes,
    )  # fmt: skip


def _from_row(row: Row) -> Clock:
    return Clock(
        row["incident_id"], WaitsFor(row["waits_for"]), row["height"], moment(row["since_at"]),
        maybe_moment(row["due_at"]),
    )  # fmt: skip
