"""Incidents: what people must act on, how it stands, and every step that was taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any, NewType, Self

from storage import journal
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

    @property
    def grade(self) -> int:
        """0 for the gravest, one more for each that is less grave."""
        return list(Severity).index(self)

    def graver_than(self, other: "Severity") -> bool:
        return self.grade < other.grade


def grade_of(column: str) -> str:
    """SQL: the grade of the severity in a column."""
    grades = " ".join(f"WHEN '{severity}' THEN {severity.grade}" for severity in Severity)
    return f"CASE {column} {grades} END"


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
    EXPECTED = auto()  # the holder said when it will be done
    ASSIGNED = auto()  # somebody else was asked to deal with it
    ESCALATED = auto()  # nobody in charge answered in time: the next ones were told
    RELEASED = auto()  # who held it cannot be reached any more
    CLEARED = auto()  # as corrected the report shows nothing any more
    JOINED = auto()  # another report of the same was joined to it
    PARTED = auto()  # joined by mistake
    SAID_DONE = auto()  # somebody who neither is in charge nor holds it says that it is over
    SAID_NONE = auto()  # the same of its being no incident
    HIDDEN = auto()  # a photo or file was taken away


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
    expected_at: datetime | None
    assigned_to: PersonId | None
    assigned_agency: str | None
    resolved_at: datetime | None
    joined_to: IncidentId | None
    bunch_id: int | None

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
            _person(row["holder_id"]), maybe_moment(row["expected_at"]),
            _person(row["assigned_to"]), row["assigned_agency"],
            maybe_moment(row["resolved_at"]),
            None if row["joined_to"] is None else IncidentId(row["joined_to"]), row["bunch_id"],
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


COLUMNS = (
    "i.id, i.event_id, i.kind, i.severity, i.state, i.confidential, i.station_id, i.store_id,"
    " i.area, i.reporter_id, i.reporter_chat, i.headline, i.description, i.lat, i.lon,"
    " i.created_at, i.acknowledged_at, i.holder_id, i.expected_at, i.assigned_to,"
    " i.assigned_agency, i.resolved_at, i.joined_to, i.bunch_id"
)
IS_OPEN = "i.state IN ('open', 'watched', 'taken') AND i.joined_to IS NULL"
"""SQL that is true of what /siaga lists: one that was joined is dealt with as the other."""


_WITH_JOINED = "(id = $1 OR joined_to = $1)"
"""Reports of the same thing share one fate."""


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
    row = tx.one(f"SELECT {COLUMNS} FROM incidents i WHERE i.id = $1", incident_id)
    return None if row is None else Incident.from_row(row)


def acknowledge(tx: Tx, incident_id: int, at: datetime, person_id: int) -> None:
    """The agency in charge has answered: its first answer is kept."""
    tx.run(
        "UPDATE incidents SET acknowledged_at = $2, acknowledged_by = $3"
        f" WHERE {_WITH_JOINED} AND acknowledged_at IS NULL",
        incident_id, ms(at), person_id,
    )  # fmt: skip
    tx.run(
        f"UPDATE incidents SET state = 'watched' WHERE {_WITH_JOINED} AND state = 'open'",
        incident_id,
    )


def take(tx: Tx, incident_id: int, person_id: int) -> None:
    """Somebody deals with it from now on."""
    tx.run(
        "UPDATE incidents SET state = 'taken', holder_id = $2, expected_at = NULL"
        f" WHERE {_WITH_JOINED}",
        incident_id, person_id,
    )  # fmt: skip


def expect(tx: Tx, incident_id: int, at: datetime) -> None:
    """The holder means to be done then."""
    tx.run(f"UPDATE incidents SET expected_at = $2 WHERE {_WITH_JOINED}", incident_id, ms(at))


def release(tx: Tx, incident_id: int) -> None:
    """Nobody deals with it any more: it waits for an answer as if it were new."""
    tx.run(
        "UPDATE incidents SET state = 'open', holder_id = NULL, expected_at = NULL,"
        f" resolved_at = NULL, resolved_by = NULL WHERE {_WITH_JOINED}",
        incident_id,
    )


def assign(tx: Tx, incident_id: int, person_id: int | None, agency: str | None) -> None:
    """Somebody, or everybody of an agency, is asked to deal with it."""
    release(tx, incident_id)
    tx.run(
        f"UPDATE incidents SET assigned_to = $2, assigned_agency = $3 WHERE {_WITH_JOINED}",
        incident_id, person_id, agency,
    )  # fmt: skip


def close(tx: Tx, incident_id: int, at: datetime, person_id: int | None, state: State) -> None:
    """It is over: resolved, or found to be none."""
    tx.run(
        "UPDATE incidents SET state = $4, resolved_at = $2, resolved_by = $3"
        f" WHERE {_WITH_JOINED}",
        incident_id, ms(at), person_id, state,
    )  # fmt: skip


def reopen(tx: Tx, incident_id: int) -> None:
    """It is not over after all: as it stood before it was closed."""
    tx.run(
        "UPDATE incidents SET resolved_at = NULL, resolved_by = NULL, state ="
        " CASE WHEN holder_id IS NOT NULL THEN 'taken'"
        f" WHEN acknowledged_at IS NOT NULL THEN 'watched' ELSE 'open' END WHERE {_WITH_JOINED}",
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


def _person(person_id: int | None) -> PersonId | None:
    return None if person_id is None else PersonId(person_id)
