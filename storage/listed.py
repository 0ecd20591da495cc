"""People of a sending by their fate, each with one place, in the order of a telephone list."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from storage.audience import LINKED, REACHABLE, Audience, meant
from storage.broadcasts import STOPPED_BY_PEOPLE, Broadcast
from storage.database import Row, Tx, placeholders


class Fate(StrEnum):
    """What became of a sending for somebody."""

    CONFIRMED = "c"
    UNCONFIRMED = "u"
    FAILED = "f"
    BLOCKED = "b"
    UNREGISTERED = "n"


@dataclass(frozen=True)
class Sending:
    """What went out to an audience: a broadcast, or all the reminders of an entry together.

    Whoever confirmed any of the things has confirmed; none of them failed for whom one arrived.
    """

    event_id: int
    audience: Audience
    things: tuple[str, ...]

    @classmethod
    def of(cls, broadcast: Broadcast) -> Self:
        """A broadcast is one thing."""
        return cls(broadcast.event_id, broadcast.audience, (broadcast.thing,))


@dataclass(frozen=True)
class Listed:
    """Somebody with the first of their posts; `number` is a station's, None for other posts."""

    name: str
    role: str
    area: str
    number: int | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(row["name"], row["role"], row["area"], row["number"])


@dataclass(frozen=True)
class Share:
    """How many people of a role in an area have met a fate; `area` is its code."""

    role: str
    area: str
    people: int


_FIRST_POST = (
    "LEFT JOIN posts t ON t.id = (SELECT MIN(f.id) FROM posts f"
    " WHERE f.person_id = p.id AND f.event_id = $1 AND f.ended_at IS NULL)"
)


def people(tx: Tx, sending: Sending, fate: Fate) -> list[Listed]:
    """Everybody who met this fate, by area and station."""
    among, values = _among(sending, fate)
    rows = tx.all(
        "SELECT p.name, COALESCE(t.role, '') AS role, COALESCE(a.name, '') AS area, s.number"
        f" FROM people p {_FIRST_POST}"
        " LEFT JOIN areas a ON a.code = t.area LEFT JOIN stations s ON s.id = t.station_id"
        f" WHERE {among} ORDER BY t.area, s.number, p.name",
        sending.event_id, *values,
    )  # fmt: skip
    return [Listed.from_row(row) for row in rows]


def shares(tx: Tx, sending: Sending, fate: Fate) -> list[Share]:
    """How many met this fate, by role and area of their first post."""
    among, values = _among(sending, fate)
    rows = tx.all(
        "SELECT COALESCE(t.role, '') AS role, COALESCE(t.area, '') AS area, COUNT(*) AS people"
        f" FROM people p {_FIRST_POST} WHERE {among} GROUP BY 1, 2 ORDER BY 1, 2",
        sending.event_id, *values,
    )  # fmt: skip
    return [Share(*row) for row in rows]


def _among(sending: Sending, fate: Fate) -> tuple[str, list[Any]]:
    things = list(sending.things)
    marks = placeholders(2, len(things))
    got = (
        "EXISTS (SELECT 1 FROM deliveries d LEFT JOIN outbox o ON o.id = d.outbox_id"
        f" WHERE d.person_id = p.id AND d.thing IN ({marks})"
    )
    confirmed, arrived = f"{got} AND d.confirmed_at IS NOT NULL)", f"{got} AND o.sent_at > 0)"
    match fate:
        case Fate.CONFIRMED:
            return _receivers(marks, confirmed), things
        case Fate.UNCONFIRMED:
            return _receivers(marks, f"{arrived} AND NOT {confirmed}"), things
        case Fate.FAILED:
            failed = f"{got} AND o.failed_at IS NOT NULL AND o.error <> '{STOPPED_BY_PEOPLE}')"
            return _receivers(marks, f"{failed} AND NOT {arrived}"), things
        case _:
            return _beyond_reach(sending, fate, got)


def _receivers(marks: str, condition: str) -> str:
    # Deliveries are found by thing; of each person there the rest is asked.
    among = f"SELECT g.person_id FROM deliveries g WHERE g.thing IN ({marks})"
    return f"p.id IN ({among}) AND {condition}"


def _beyond_reach(sending: Sending, fate: Fate, got: str) -> tuple[str, list[Any]]:
    where, values = meant(sending.audience, first=2 + len(sending.things))
    reached = f"NOT {LINKED}" if fate is Fate.UNREGISTERED else f"{LINKED} AND NOT {REACHABLE}"
    left_out = (
        "p.erased_at IS NULL AND p.id IN (SELECT t.person_id FROM posts t WHERE t.event_id = $1"
        f" AND t.ended_at IS NULL AND {where}) AND {reached} AND NOT {got})"
    )
    return left_out, [*sending.things, *values]
