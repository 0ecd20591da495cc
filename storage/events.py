"""Events: voting day, milestones, items, and stations that differ from the normal course."""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import NewType

from storage.database import Row, Tx

EventId = NewType("EventId", int)


@dataclass(frozen=True)
class Event:
    """`voting_day` is None until an admin has set the event up: then nothing is checked."""

    id: EventId
    name: str
    kind: str
    voting_day: date | None
    state: str

    @property
    def rehearsal(self) -> bool:
        return self.kind == "gladi"


@dataclass(frozen=True)
class Milestone:
    """A step of a station's day; times are local, `expected` None where it has no hour."""

    code: str
    position: int
    label: str
    day_offset: int
    expected: time | None
    grace_minutes: int
    nudge: bool
    late_after: time | None
    not_before: time | None


@dataclass(frozen=True)
class Item:
    """A thing of the logistics; `expected` is '2' or 'DPT + 2.5 %', None: not counted."""

    code: str
    label: str
    layer: str
    expected: str | None
    severity: str


def live(tx: Tx) -> Event:
    """The one event that is live; the first migration makes sure there is one."""
    row = tx.one("SELECT id, name, kind, voting_day, state FROM events WHERE state = 'live'")
    assert row is not None
    return event_from_row(row)


def get(tx: Tx, event_id: int) -> Event | None:
    """An event by its id."""
    row = tx.one("SELECT id, name, kind, voting_day, state FROM events WHERE id = $1", event_id)
    return None if row is None else event_from_row(row)


def milestones(tx: Tx, event_id: int) -> list[Milestone]:
    """An event's milestones in their order."""
    rows = tx.all(
        "SELECT code, position, label, day_offset, expected, grace_minutes, nudge, late_after,"
        " not_before FROM milestones WHERE event_id = $1 ORDER BY position",
        event_id,
    )
    return [_milestone(*row) for row in rows]


def milestone_label(tx: Tx, event_id: int, code: str) -> str:
    """What an event calls a milestone; its code where it has none of that code any more."""
    label: str | None = tx.value(
        "SELECT label FROM milestones WHERE event_id = $1 AND code = $2", event_id, code
    )
    return label or code


@lru_cache(maxsize=256)
def _milestone(
    code: str, position: int, label: str, day_offset: int, expected: str | None, grace: int,
    nudge: int, late_after: str | None, not_before: str | None,
) -> Milestone:  # fmt: skip
    # The same dozen rows are read with every report: reading their hours once is enough.
    return Milestone(
        code, position, label, day_offset, _time(expected), grace, bool(nudge), _time(late_after),
        _time(not_before),
    )  # fmt: skip


def items(tx: Tx, event_id: int, layer: str) -> list[Item]:
    """An event's logistics of one layer: 'outer' (sealed boxes) or 'inner' (what lies inside)."""
    rows = tx.all(
        "SELECT code, label, layer, expected, severity FROM items"
        " WHERE event_id = $1 AND layer = $2 ORDER BY position",
        event_id, layer,
    )  # fmt: skip
    return [Item(*row) for row in rows]


def station_state(tx: Tx, event_id: int, station_id: int) -> str | None:
    """'postponed', 'revote' or 'excluded'; None for a station on its normal course."""
    state: str | None = tx.value(
        "SELECT state FROM event_stations WHERE event_id = $1 AND station_id = $2",
        event_id, station_id,
    )  # fmt: skip
    return state


def set_station_state(tx: Tx, event_id: int, station_id: int, state: str | None) -> None:
    """Let a station be 'postponed', vote again ('revote'), or follow the normal course (None)."""
    tx.run(
        "DELETE FROM event_stations WHERE event_id = $1 AND station_id = $2", event_id, station_id
    )
    if state is not None:
        tx.run(
            "INSERT INTO event_stations (event_id, station_id, state) VALUES ($1, $2, $3)",
            event_id, station_id, state,
        )  # fmt: skip


def event_from_row(row: Row) -> Event:
    """An event from its columns id, name, kind, voting_day, state."""
    day = None if row["voting_day"] is None else date.fromisoformat(row["voting_day"])
    return Event(EventId(row["id"]), row["name"], row["kind"], day, row["state"])


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
