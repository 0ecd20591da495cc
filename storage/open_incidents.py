"""Lists of incidents that are open: of areas, of a person, of a place, or for want of anybody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from storage.areas import EVERYWHERE, within
from storage.database import Tx
from storage.incidents import COLUMNS, IS_OPEN, Incident, grade_of
from storage.times import ms

_BY_GRAVITY = f"{grade_of('i.severity')}, i.created_at, i.id"


def of_topic(
    tx: Tx, event_id: int, kind: str, topic: str, area: str, station_id: int | None,
    store_id: int | None,
) -> Incident | None:  # fmt: skip
    """The open incident that an earlier report on the same topic and place has raised."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM incidents i JOIN reports r ON r.number = i.id AND r.version = 1"
        f" WHERE i.event_id = $1 AND {IS_OPEN} AND i.kind = $2 AND r.topic = $3"
        " AND i.area = $6 AND COALESCE(i.station_id, 0) = $4 AND COALESCE(i.store_id, 0) = $5"
        " ORDER BY i.id LIMIT 1",
        event_id, kind, topic, station_id or 0, store_id or 0, area,
    )  # fmt: skip
    return None if row is None else Incident.from_row(row)


def open_in(
    tx: Tx, event_id: int, areas: Sequence[str], secret_areas: Sequence[str]
) -> list[Incident]:
    """Open incidents, the gravest and oldest first: the confidential ones only of `secret_areas`.

    EVERYWHERE among the areas means all.
    """
    parameters: list[Any] = [event_id]
    plain = _inside(areas, parameters)
    secret = _inside(secret_areas, parameters)
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {IS_OPEN}"
        f" AND ((i.confidential = 0 AND {plain}) OR (i.confidential = 1 AND {secret}))"
        f" ORDER BY {_BY_GRAVITY}",
        *parameters,
    )
    return [Incident.from_row(row) for row in rows]


def own_open(tx: Tx, event_id: int, person_id: int, since: datetime) -> list[Incident]:
    """What somebody reported since then and is not over, joined to another report or not."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1"
        " AND i.state IN ('open', 'watched', 'taken')"
        " AND i.reporter_id = $2 AND i.created_at >= $3 ORDER BY i.id",
        event_id, person_id, ms(since),
    )  # fmt: skip
    return [Incident.from_row(row) for row in rows]


def of_kind(tx: Tx, event_id: int, kind: str, since: datetime) -> list[Incident]:
    """Open incidents of one kind that were reported since then, oldest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {IS_OPEN}"
        " AND i.kind = $2 AND i.created_at >= $3 ORDER BY i.id",
        event_id, kind, ms(since),
    )  # fmt: skip
    return [Incident.from_row(row) for row in rows]


def undigested(tx: Tx, event_id: int, most: int) -> list[Incident]:
    """INFO that no digest has told of yet, oldest first; the circle was told of its own at once."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1 AND i.severity = 'INFO'"
        f" AND i.digested_at IS NULL AND i.confidential = 0 AND {IS_OPEN}"
        " ORDER BY i.created_at, i.id LIMIT $2",
        event_id,
        most,
    )
    return [Incident.from_row(row) for row in rows]


def digested(tx: Tx, at: datetime, incident_ids: Iterable[int]) -> None:
    """A digest has told of these."""
    tx.many(
        "UPDATE incidents SET digested_at = $2 WHERE id = $1",
        [(incident_id, ms(at)) for incident_id in incident_ids],
    )


def unanswerable(tx: Tx, event_id: int) -> list[Incident]:
    """Open incidents that no responsible person can have read: admins at most."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {IS_OPEN}"
        " AND i.severity <> 'INFO' AND NOT EXISTS (SELECT 1 FROM alerts a"
        " JOIN accounts c ON c.user_id = a.chat_id AND c.blocked_at IS NULL"
        " WHERE a.incident_id = i.id AND a.reason IN ('area', 'agency', 'grave', 'overview',"
        " 'circle', 'nearest', 'assigned')) ORDER BY i.id LIMIT 50",
        event_id,
    )
    return [Incident.from_row(row) for row in rows]


def _inside(areas: Iterable[str], parameters: list[Any]) -> str:
    """SQL that is true where the incident lies in one of the areas."""
    clauses: list[str] = []
    for area in areas:
        if area == EVERYWHERE:
            return "1 = 1"
        parameters.append(area)
        clauses.append(within("i.area", f"${len(parameters)}"))
    return f"({' OR '.join(clauses)})" if clauses else "1 = 0"
