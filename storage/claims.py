"""BPJS follow-ups: opened by a health incident, kept until the claim is filed or there is none."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from storage import journal
from storage.database import Row, Tx
from storage.incidents import IncidentId, State
from storage.people import PersonId
from storage.times import maybe_moment, moment, ms


class ClaimState(StrEnum):
    """How a follow-up stands."""

    OPEN = auto()
    FILED = auto()
    CLOSED = auto()


@dataclass(frozen=True)
class Claim:
    """A follow-up; `person_id` is whom it happened to, None until somebody said so."""

    incident_id: IncidentId
    person_id: PersonId | None
    state: ClaimState
    opened_at: datetime
    changed_at: datetime | None
    changed_by: str | None


@dataclass(frozen=True)
class Case:
    """A health incident as its report stands now; `cause` is the button that was pressed."""

    incident_id: IncidentId
    cause: str | None
    over: bool
    """It was found to be none, or taken back."""


@dataclass(frozen=True)
class Insured:
    """Somebody it may have happened to; `bpjs` None: the roster does not say."""

    person_id: PersonId
    name: str
    role: str
    bpjs: bool | None


_CASES = (
    "SELECT i.id, i.state, (SELECT r.answers FROM reports r WHERE r.number = i.id"
    " ORDER BY r.version DESC LIMIT 1) AS answers FROM incidents i"
)


def new_cases(tx: Tx, event_id: int, kind: str, causes: Collection[str]) -> list[Case]:
    """Incidents of this kind and these causes that have no follow-up yet."""
    rows = tx.all(
        f"{_CASES} WHERE i.event_id = $1 AND i.kind = $2 AND i.state <> 'dismissed'"
        " AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.incident_id = i.id) ORDER BY i.id",
        event_id, kind,
    )  # fmt: skip
    return [case for case in map(_case, rows) if case.cause in causes]


def open_cases(tx: Tx, event_id: int) -> list[Case]:
    """The incidents whose follow-up nobody has finished."""
    # The plus keeps SQLite from reading an event's incidents where a few open claims are enough.
    rows = tx.all(
        f"{_CASES} WHERE +i.event_id = $1"
        " AND i.id IN (SELECT incident_id FROM claims WHERE state = 'open') ORDER BY i.id",
        event_id,
    )
    return [_case(row) for row in rows]


def case(tx: Tx, event_id: int, incident_id: int) -> Case | None:
    """The health incident behind a follow-up."""
    row = tx.one(
        f"{_CASES} JOIN claims c ON c.incident_id = i.id WHERE i.id = $1 AND i.event_id = $2",
        incident_id, event_id,
    )  # fmt: skip
    return None if row is None else _case(row)


def open_claim(tx: Tx, at: datetime, incident_id: int) -> None:
    """A follow-up begins."""
    tx.run(
        "INSERT INTO claims (incident_id, state, opened_at) VALUES ($1, 'open', $2)"
        " ON CONFLICT (incident_id) DO NOTHING",
        incident_id, ms(at),
    )  # fmt: skip
    _write_down(tx, at, incident_id, "opened", None)


def get(tx: Tx, incident_id: int) -> Claim | None:
    """The follow-up of an incident."""
    row = tx.one(
        "SELECT c.incident_id, c.person_id, c.state, c.opened_at, c.changed_at, p.name"
        " FROM claims c LEFT JOIN people p ON p.id = c.changed_by WHERE c.incident_id = $1",
        incident_id,
    )
    if row is None:
        return None
    return Claim(
        row["incident_id"], row["person_id"], ClaimState(row["state"]), moment(row["opened_at"]),
        maybe_moment(row["changed_at"]), row["name"],
    )  # fmt: skip


def name_person(tx: Tx, at: datetime, incident_id: int, person_id: int | None, by: int) -> None:
    """Whom it happened to; None takes that back."""
    tx.run(
        "UPDATE claims SET person_id = $2, changed_at = $3, changed_by = $4"
        " WHERE incident_id = $1",
        incident_id, person_id, ms(at), by,
    )  # fmt: skip
    _write_down(tx, at, incident_id, "named", by)


def set_state(tx: Tx, at: datetime, incident_id: int, state: ClaimState, by: int | None) -> None:
    """The claim was filed, or the matter is closed or open again."""
    tx.run(
        "UPDATE claims SET state = $2, changed_at = $3, changed_by = $4 WHERE incident_id = $1",
        incident_id, state, ms(at), by,
    )  # fmt: skip
    _write_down(tx, at, incident_id, state, by)


def officers(
    tx: Tx, event_id: int, area: str, station_id: int | None, store_id: int | None
) -> list[Insured]:
    """Who serves at the station or store, or else for the area: it is one of them."""
    where: str = "t.area = $2 AND t.station_id IS NULL AND t.store_id IS NULL"
    value: str | int = area
    if station_id is not None:
        where, value = "t.station_id = $2", station_id
    elif store_id is not None:
        where, value = "t.store_id = $2", store_id
    rows = tx.all(
        "SELECT t.person_id, p.name, t.role, p.bpjs FROM posts t JOIN people p"
        f" ON p.id = t.person_id WHERE t.event_id = $1 AND {where} AND t.ended_at IS NULL"
        " ORDER BY t.role, t.id",
        event_id, value,
    )  # fmt: skip
    found: dict[int, Insured] = {}
    for row in rows:
        bpjs = None if row["bpjs"] is None else bool(row["bpjs"])
        person = Insured(row["person_id"], row["name"], row["role"], bpjs)
        found.setdefault(person.person_id, person)
    return list(found.values())


def _case(row: Row) -> Case:
    cause = json.loads(row["answers"] or "{}").get("health")
    return Case(row["id"], cause, row["state"] == State.DISMISSED)


def _write_down(tx: Tx, at: datetime, incident_id: int, act: str, by: int | None) -> None:
    """Ids only: neither the name nor what happened is kept in the journal."""
    journal.append(tx, at, "claim", {"incident": incident_id, "act": str(act), "person": by})
