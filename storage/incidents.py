"""Incidents: what people must act on, how it stands, and every step that was taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any, NewType, Self

from storage import journal
from storage.areas import EVERYWHERE, within
from storage.database import Row, Tx
from storage.people import PersonId
from storage.times import maybe_moment, moment, ms

IncidentId = NewType("IncidentId", int)


class State(StrEnum):
    """How an incident stands. Only what the agency in charge does makes it `watched`."""

    OPEN = auto()
    WATCHED = auto()
    TAKEN = auto()
    RESOLVED = auto()
    DISMISSED = auto()


class Severity(StrEnum):
    """How grave, in the order in which incidents are listed."""

    MERAH = "MERAH"
    ORANYE = "ORANYE"
    KUNING = "KUNING"
    INFO = "INFO"


CLOSED = frozenset({State.RESOLVED, State.DISMISSED})


class StepKind(StrEnum):
    """What was done to an incident."""

    WATCHED = auto()
    TAKEN = auto()
    RESOLVED = auto()
    DISMISSED = auto()
    ADDED = auto()  # words
    EVIDENCE = auto()  # a photo, file, voice
    LOCATED = auto()  # a place
    CONFIRMED = auto()  # somebody else reported the same
    AMENDED = auto()  # the report was corrected
    WITHDRAWN = auto()  # the report was taken back, or no longer shows anything
    REOPENED = auto()
    REVEALED = auto()  # a confidential reporter's name was looked at


@dataclass(frozen=True)
class NewIncident:
    """What is known when an incident is raised; `id` is the number of its report."""

    id: int
    event_id: int
    kind: str
    severity: Severity
    confidential: bool
    station_id: int | None
    store_id: int | None
    area: str
    reporter_id: int
    reporter_chat: int | None
    headline: str
    description: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Incident:
    """An incident as it stands. `acknowledged_at` is when the agency in charge answered."""

    id: IncidentId
    event_id: int
    kind: str
    severity: Severity
    state: State
    confidential: bool
    station_id: int | None
    store_id: int | None
    area: str
    reporter_id: PersonId
    reporter_chat: int | None
    headline: str
    description: str
    lat: float | None
    lon: float | None
    created_at: datetime
    acknowledged_at: datetime | None
    holder_id: PersonId | None
    resolved_at: datetime | None

    @property
    def closed(self) -> bool:
        return self.state in CLOSED

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            IncidentId(row["id"]), row["event_id"], row["kind"], Severity(row["severity"]),
            State(row["state"]), bool(row["confidential"]), row["station_id"], row["store_id"],
            row["area"], PersonId(row["reporter_id"]), row["reporter_chat"], row["headline"],
            row["description"], row["lat"], row["lon"], moment(row["created_at"]),
            maybe_moment(row["acknowledged_at"]),
            None if row["holder_id"] is None else PersonId(row["holder_id"]),
            maybe_moment(row["resolved_at"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Something that was done; `capacity` is the role it was done in, fit for groups."""

    id: int
    at: datetime
    person_id: PersonId | None
    name: str | None
    kind: StepKind
    capacity: str | None
    note: str | None


_COLUMNS = (
    "i.id, i.event_id, i.kind, i.severity, i.state, i.confidential, i.station_id, i.store_id,"
    " i.area, i.reporter_id, i.reporter_chat, i.headline, i.description, i.lat, i.lon,"
    " i.created_at, i.acknowledged_at, i.holder_id, i.resolved_at"
)
_IS_OPEN = "i.state IN ('open', 'watched', 'taken')"
_BY_GRAVITY = (
    "CASE i.severity WHEN 'MERAH' THEN 0 WHEN 'ORANYE' THEN 1 WHEN 'KUNING' THEN 2 ELSE 3 END,"
    " i.created_at, i.id"
)


def add(tx: Tx, at: datetime, new: NewIncident) -> Incident:
    """Store a new, open incident."""
    tx.run(
        "INSERT INTO incidents (id, event_id, kind, severity, state, confidential, station_id,"
        " store_id, area, reporter_id, reporter_chat, headline, description, lat, lon, created_at)"
        " VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        new.id, new.event_id, new.kind, new.severity, int(new.confidential), new.station_id,
        new.store_id, new.area, new.reporter_id, new.reporter_chat, new.headline,
        new.description, new.lat, new.lon, ms(at),
    )  # fmt: skip
    _write_down(tx, at, new.id, "raised", new.reporter_id, _said(new))
    incident = get(tx, new.id)
    assert incident is not None
    return incident


def amend(tx: Tx, at: datetime, new: NewIncident) -> Incident:
    """Let an incident say what the corrected report says; its state and steps stay."""
    tx.run(
        "UPDATE incidents SET kind = $2, severity = $3, confidential = $4, station_id = $5,"
        " store_id = $6, area = $7, headline = $8, description = $9 WHERE id = $1",
        new.id, new.kind, new.severity, int(new.confidential), new.station_id, new.store_id,
        new.area, new.headline, new.description,
    )  # fmt: skip
    _write_down(tx, at, new.id, "corrected", new.reporter_id, _said(new))
    incident = get(tx, new.id)
    assert incident is not None
    return incident


def get(tx: Tx, incident_id: int) -> Incident | None:
    """The incident with this number."""
    row = tx.one(f"SELECT {_COLUMNS} FROM incidents i WHERE i.id = $1", incident_id)
    return None if row is None else Incident.from_row(row)


def of_topic(
    tx: Tx, event_id: int, kind: str, topic: str, station_id: int | None, store_id: int | None
) -> Incident | None:
    """The open incident that an earlier report on the same topic and place has raised."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM incidents i JOIN reports r ON r.number = i.id AND r.version = 1"
        f" WHERE i.event_id = $1 AND {_IS_OPEN} AND i.kind = $2 AND r.topic = $3"
        " AND COALESCE(i.station_id, 0) = $4 AND COALESCE(i.store_id, 0) = $5"
        " ORDER BY i.id LIMIT 1",
        event_id, kind, topic, station_id or 0, store_id or 0,
    )  # fmt: skip
    return None if row is None else Incident.from_row(row)


def acknowledge(tx: Tx, incident_id: int, at: datetime, person_id: int) -> None:
    """The agency in charge has answered: the first answer stops the clock."""
    tx.run(
        "UPDATE incidents SET acknowledged_at = $2, acknowledged_by = $3"
        " WHERE id = $1 AND acknowledged_at IS NULL",
        incident_id, ms(at), person_id,
    )  # fmt: skip
    tx.run("UPDATE incidents SET state = 'watched' WHERE id = $1 AND state = 'open'", incident_id)


def take(tx: Tx, incident_id: int, person_id: int) -> None:
    """Somebody deals with it from now on."""
    tx.run(
        "UPDATE incidents SET state = 'taken', holder_id = $2 WHERE id = $1",
        incident_id, person_id,
    )  # fmt: skip


def close(tx: Tx, incident_id: int, at: datetime, person_id: int | None, state: State) -> None:
    """It is over: resolved, or found to be none."""
    tx.run(
        "UPDATE incidents SET state = $4, resolved_at = $2, resolved_by = $3 WHERE id = $1",
        incident_id, ms(at), person_id, state,
    )  # fmt: skip


def reopen(tx: Tx, incident_id: int) -> None:
    """It is not over after all: as it stood before it was closed."""
    tx.run(
        "UPDATE incidents SET resolved_at = NULL, resolved_by = NULL, state ="
        " CASE WHEN holder_id IS NOT NULL THEN 'taken'"
        " WHEN acknowledged_at IS NOT NULL THEN 'watched' ELSE 'open' END WHERE id = $1",
        incident_id,
    )


def set_location(tx: Tx, incident_id: int, lat: float, lon: float) -> None:
    """Where it is, in degrees."""
    tx.run("UPDATE incidents SET lat = $2, lon = $3 WHERE id = $1", incident_id, lat, lon)


def add_step(
    tx: Tx, at: datetime, incident_id: int, person_id: int | None, kind: StepKind,
    capacity: str | None = None, note: str | None = None,
) -> int:  # fmt: skip
    """Write a step down, here and in the journal, and return its id."""
    row = tx.one(
        "INSERT INTO incident_steps (incident_id, at, person_id, action, capacity, note)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        incident_id, ms(at), person_id, kind, capacity, note,
    )  # fmt: skip
    assert row is not None
    _write_down(tx, at, incident_id, kind, person_id, {"note": note} if note else {})
    return int(row["id"])


def annotate(tx: Tx, at: datetime, step: Step, incident_id: int, note: str) -> None:
    """Add to a step what was done."""
    tx.run("UPDATE incident_steps SET note = $2 WHERE id = $1", step.id, note)
    _write_down(tx, at, incident_id, step.kind, step.person_id, {"step": step.id, "note": note})


def steps(tx: Tx, incident_id: int) -> list[Step]:
    """Everything that was done, oldest first."""
    rows = tx.all(
        "SELECT s.id, s.at, s.person_id, p.name, s.action, s.capacity, s.note"
        " FROM incident_steps s LEFT JOIN people p ON p.id = s.person_id"
        " WHERE s.incident_id = $1 ORDER BY s.id",
        incident_id,
    )
    return [
        Step(r["id"], moment(r["at"]), r["person_id"], r["name"], StepKind(r["action"]),
             r["capacity"], r["note"])
        for r in rows
    ]  # fmt: skip


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
        f"SELECT {_COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {_IS_OPEN}"
        f" AND ((i.confidential = 0 AND {plain}) OR (i.confidential = 1 AND {secret}))"
        f" ORDER BY {_BY_GRAVITY}",
        *parameters,
    )
    return [Incident.from_row(row) for row in rows]


def own_open(tx: Tx, event_id: int, person_id: int, since: datetime) -> list[Incident]:
    """What somebody reported since then and is not over."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {_IS_OPEN}"
        " AND i.reporter_id = $2 AND i.created_at >= $3 ORDER BY i.id",
        event_id, person_id, ms(since),
    )  # fmt: skip
    return [Incident.from_row(row) for row in rows]


def unanswerable(tx: Tx, event_id: int) -> list[Incident]:
    """Open incidents that no responsible person can have read: admins at most."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM incidents i WHERE i.event_id = $1 AND {_IS_OPEN}"
        " AND i.severity <> 'INFO' AND NOT EXISTS (SELECT 1 FROM alerts a"
        " JOIN accounts c ON c.user_id = a.chat_id AND c.blocked_at IS NULL"
        " WHERE a.incident_id = i.id AND a.reason IN ('area', 'agency', 'grave', 'overview',"
        " 'circle', 'nearest')) ORDER BY i.id LIMIT 50",
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


def _said(new: NewIncident) -> dict[str, Any]:
    return {
        "kind": new.kind, "severity": new.severity, "confidential": new.confidential,
        "area": new.area, "station": new.station_id, "store": new.store_id,
        "headline": new.headline, "description": new.description,
    }  # fmt: skip


def _write_down(
    tx: Tx, at: datetime, incident_id: int, act: str, person_id: int | None,
    content: dict[str, Any],
) -> None:  # fmt: skip
    body = {"incident": incident_id, "act": str(act), "person": person_id, **content}
    journal.append(tx, at, "incident", body)
