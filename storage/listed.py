"""People of a broadcast by their fate, each with one place, in the order of a telephone list."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from storage.audience import LINKED, REACHABLE, meant
from storage.broadcasts import STOPPED_BY_PEOPLE, Broadcast
from storage.database import Row, Tx


class Fate(StrEnum):
    """What became of a broadcast for somebody."""

    CONFIRMED = "c"
    UNCONFIRMED = "u"
    FAILED = "f"
    BLOCKED = "b"
    UNREGISTERED = "n"


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


def people(tx: Tx, broadcast: Broadcast, fate: Fate) -> list[Listed]:
    """Everybody who met this fate, by area and station."""
    among, values = _among(broadcast, fate)
    rows = tx.all(
        "SELECT p.name, COALESCE(t.role, '') AS role, COALESCE(a.name, '') AS area, s.number"
        " FROM people p LEFT JOIN posts t ON t.id = (SELECT MIN(f.id) FROM posts f"
        " WHERE f.person_id = p.id AND f.event_id = $1 AND f.ended_at IS NULL)"
        " LEFT JOIN areas a ON a.code = t.area LEFT JOIN stations s ON s.id = t.station_id"
        f" WHERE {among} ORDER BY t.area, s.number, p.name",
        broadcast.event_id, *values,
    )  # fmt: skip
    return [Listed.from_row(row) for row in rows]


def _among(broadcast: Broadcast, fate: Fate) -> tuple[str, list[Any]]:
    if fate in (Fate.BLOCKED, Fate.UNREGISTERED):
        return _beyond_reach(broadcast, fate)
    conditions = {
        Fate.CONFIRMED: "d.confirmed_at IS NOT NULL",
        Fate.UNCONFIRMED: "d.confirmed_at IS NULL AND o.sent_at IS NOT NULL",
        Fate.FAILED: f"o.failed_at IS NOT NULL AND o.error <> '{STOPPED_BY_PEOPLE}'",
    }
    got = (
        "p.id IN (SELECT d.person_id FROM deliveries d LEFT JOIN outbox o ON o.id = d.outbox_id"
        f" WHERE d.thing = $2 AND {conditions[fate]})"
    )
    return got, [broadcast.thing]


def _beyond_reach(broadcast: Broadcast, fate: Fate) -> tuple[str, list[Any]]:
    where, values = meant(broadcast.audience, first=3)
    reached = f"NOT {LINKED}" if fate is Fate.UNREGISTERED else f"{LINKED} AND NOT {REACHABLE}"
    left_out = (
        "p.erased_at IS NULL AND p.id IN (SELECT t.person_id FROM posts t WHERE t.event_id = $1"
        f" AND t.ended_at IS NULL AND {where}) AND {reached} AND NOT EXISTS (SELECT 1"
        " FROM deliveries d WHERE d.thing = $2 AND d.person_id = p.id)"
    )
    return left_out, [broadcast.thing, *values]
