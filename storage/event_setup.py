"""Setting events up: name, voting day, milestones, items, and which one is live."""

from collections.abc import Sequence
from datetime import date, datetime, time

from storage import journal
from storage.database import Tx
from storage.events import Event, EventId, Item, Milestone, event_from_row
from storage.times import ms


def every(tx: Tx) -> list[Event]:
    """All events, the live one first, then the newest."""
    rows = tx.all(
        "SELECT id, name, kind, voting_day, state FROM events"
        " ORDER BY CASE state WHEN 'live' THEN 0 ELSE 1 END, id DESC"
    )
    return [event_from_row(row) for row in rows]


def describe(tx: Tx, event_id: int, name: str, kind: str) -> None:
    """Give an event its name and kind."""
    tx.run("UPDATE events SET name = $2, kind = $3 WHERE id = $1", event_id, name, kind)


def vote_on(tx: Tx, event_id: int, day: date) -> None:
    """Set or move voting day."""
    tx.run("UPDATE events SET voting_day = $2 WHERE id = $1", event_id, day.isoformat())


def add(tx: Tx, at: datetime, name: str, kind: str, day: date | None) -> EventId:
    """Write down an event that is not live yet."""
    row = tx.one(
        "INSERT INTO events (name, kind, voting_day, state, created_at)"
        " VALUES ($1, $2, $3, 'draft', $4) RETURNING id",
        name, kind, day and day.isoformat(), ms(at),
    )  # fmt: skip
    assert row is not None
    return EventId(row["id"])


def copy_course(tx: Tx, source: int, target: int) -> None:
    """Give an event the milestones and items of another."""
    tx.run(
        "INSERT INTO milestones (event_id, code, position, label, day_offset, expected,"
        " grace_minutes, nudge, late_after, not_before) SELECT $2, code, position, label,"
        " day_offset, expected, grace_minutes, nudge, late_after, not_before"
        " FROM milestones WHERE event_id = $1",
        source, target,
    )  # fmt: skip
    tx.run(
        "INSERT INTO items (event_id, code, position, label, layer, expected, severity)"
        " SELECT $2, code, position, label, layer, expected, severity FROM items"
        " WHERE event_id = $1",
        source, target,
    )  # fmt: skip
    tx.run(
        "INSERT INTO answer_times (event_id, severity, answer_minutes)"
        " SELECT $2, severity, answer_minutes FROM answer_times WHERE event_id = $1",
        source, target,
    )  # fmt: skip


def go_live(tx: Tx, at: datetime, target: int) -> None:
    """Make an event the one that is live; the former one rests. Written to the journal."""
    former = tx.value("SELECT id FROM events WHERE state = 'live'")
    tx.run("UPDATE events SET state = 'draft' WHERE state = 'live'")
    tx.run("UPDATE events SET state = 'live' WHERE id = $1", target)
    journal.append(tx, at, "event-live", {"from": former, "to": target})


def replace_course(
    tx: Tx, event_id: int, milestones: Sequence[Milestone], items: Sequence[Item]
) -> None:
    """Put another course into an event; what was reported under the former codes stays."""
    tx.run("DELETE FROM milestones WHERE event_id = $1", event_id)
    tx.many(
        "INSERT INTO milestones (event_id, code, position, label, day_offset, expected,"
        " grace_minutes, nudge, late_after, not_before)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            (event_id, each.code, at, each.label, each.day_offset, _clock(each.expected),
             each.grace_minutes, int(each.nudge), _clock(each.late_after), _clock(each.not_before))
            for at, each in enumerate(milestones, 1)
        ],
    )  # fmt: skip
    tx.run("DELETE FROM items WHERE event_id = $1", event_id)
    tx.many(
        "INSERT INTO items (event_id, code, position, label, layer, expected, severity)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            (event_id, each.code, at, each.label, each.layer, each.expected, each.severity)
            for at, each in enumerate(items, 1)
        ],
    )


def change_milestone(tx: Tx, event_id: int, changed: Milestone) -> None:
    """Write down a milestone's hours and whether it is asked for."""
    tx.run(
        "UPDATE milestones SET expected = $3, grace_minutes = $4, nudge = $5, late_after = $6,"
        " not_before = $7 WHERE event_id = $1 AND code = $2",
        event_id, changed.code, _clock(changed.expected), changed.grace_minutes,
        int(changed.nudge), _clock(changed.late_after), _clock(changed.not_before),
    )  # fmt: skip


def change_item(tx: Tx, event_id: int, code: str, expected: str | None) -> None:
    """Write down how many of an item a station should have."""
    tx.run(
        "UPDATE items SET expected = $3 WHERE event_id = $1 AND code = $2",
        event_id, code, expected,
    )  # fmt: skip


def reports_in(tx: Tx, event_id: int) -> int:
    """How many versions of reports an event has."""
    return int(tx.value("SELECT COUNT(*) FROM reports WHERE event_id = $1", event_id))


def open_incidents_in(tx: Tx, event_id: int) -> int:
    """How many incidents of an event nobody has ended."""
    return int(tx.value(
        "SELECT COUNT(*) FROM incidents WHERE event_id = $1 AND joined_to IS NULL"
        " AND state NOT IN ('resolved', 'dismissed')",
        event_id,
    ))  # fmt: skip


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"
