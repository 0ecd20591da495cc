"""Exceptions from a ban on leave or travel: who decides, who asked, what was answered."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Self

from storage.areas import EVERYWHERE, chain
from storage.database import Row, Tx, placeholders
from storage.times import maybe_moment, moment, ms

RequestId = NewType("RequestId", int)


class State(StrEnum):
    """A request waits until it is granted, refused or withdrawn, once and for all."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: both days included; role and area of the post that is bound."""

    role: str
    area: str
    first: date
    last: date
    reason: str
    destination: str
    stand_in: str


@dataclass(frozen=True)
class Request:
    """A stored request; `asked` are the chats that were asked to decide.

    `urged`: 0 asked once, 1 reminded, 2 passed on to the admins; at `due_at` the next one.
    """

    id: RequestId
    event_id: int
    person_id: int
    name: str
    chat_id: int
    wish: Wish
    state: State
    asked: tuple[int, ...]
    decided_by: str | None
    decision: str | None
    created_at: datetime
    decided_at: datetime | None
    urged: int
    due_at: datetime | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        wish = Wish(
            row["role"], row["area"], date.fromisoformat(row["first_on"]),
            date.fromisoformat(row["last_on"]), row["reason"], row["destination"], row["stand_in"],
        )  # fmt: skip
        return cls(
            RequestId(row["id"]), row["event_id"], row["person_id"], row["name"], row["chat_id"],
            wish, State(row["state"]), tuple(json.loads(row["asked"])), row["decider"],
            row["decision"], moment(row["created_at"]), maybe_moment(row["decided_at"]),
            row["urged"], maybe_moment(row["due_at"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Superior:
    """Who decides for a role in an area ('' everywhere)."""

    role: str
    area: str
    person_id: int
    name: str


# ── Superiors ────────────────────────────────────────────────────────────────────────────────
def set_superior(tx: Tx, event_id: int, role: str, area: str, person_id: int) -> None:
    """From now on this person decides for the role in the area."""
    tx.run(
        "INSERT INTO superiors (event_id, role, area, person_id) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (event_id, role, area) DO UPDATE SET person_id = excluded.person_id",
        event_id, role, area, person_id,
    )  # fmt: skip


def drop_superior(tx: Tx, event_id: int, role: str, area: str) -> bool:
    """Nobody in particular decides any more; False if nobody did."""
    return tx.run(
        "DELETE FROM superiors WHERE event_id = $1 AND role = $2 AND area = $3",
        event_id, role, area,
    ) == 1  # fmt: skip


def superiors(tx: Tx, event_id: int) -> list[Superior]:
    """Everybody who was set, by area and role."""
    rows = tx.all(
        "SELECT s.role, s.area, s.person_id, p.name FROM superiors s"
        " JOIN people p ON p.id = s.person_id WHERE s.event_id = $1 ORDER BY s.area, s.role",
        event_id,
    )
    return [Superior(*row) for row in rows]


def superior_of(tx: Tx, event_id: int, role: str, area: str) -> Superior | None:
    """Who decides for a role in an area: whoever was set nearest to it."""
    codes = [*chain(area), EVERYWHERE]
    row = tx.one(
        "SELECT s.role, s.area, s.person_id, p.name FROM superiors s"
        " JOIN people p ON p.id = s.person_id WHERE s.event_id = $1 AND s.role = $2"
        f" AND s.area IN ({placeholders(3, len(codes))}) ORDER BY LENGTH(s.area) DESC LIMIT 1",
        event_id, role, *codes,
    )  # fmt: skip
    return None if row is None else Superior(*row)


# ── Requests ─────────────────────────────────────────────────────────────────────────────────
_REQUESTS = (
    "SELECT r.*, p.name, d.name AS decider FROM leave_requests r"
    " JOIN people p ON p.id = r.person_id LEFT JOIN people d ON d.id = r.decided_by"
)


def add(
    tx: Tx, at: datetime, event_id: int, person_id: int, chat_id: int, wish: Wish,
    asked: Collection[int], due_at: datetime,
) -> RequestId:  # fmt: skip
    """Store a request that waits for a decision; at `due_at` somebody is reminded of it."""
    row = tx.one(
        "INSERT INTO leave_requests (event_id, person_id, chat_id, role, area, first_on, last_on,"
        " reason, destination, stand_in, state, asked, created_at, due_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, $12, $13) RETURNING id",
        event_id, person_id, chat_id, wish.role, wish.area, wish.first.isoformat(),
        wish.last.isoformat(), wish.reason, wish.destination, wish.stand_in,
        json.dumps(sorted(asked)), ms(at), ms(due_at),
    )  # fmt: skip
    assert row is not None
    return RequestId(row["id"])


def get(tx: Tx, request_id: int) -> Request | None:
    """The request with this number."""
    row = tx.one(f"{_REQUESTS} WHERE r.id = $1", request_id)
    return None if row is None else Request.from_row(row)


def decide(
    tx: Tx, at: datetime, request_id: int, state: State, person_id: int, decision: str | None
) -> bool:
    """Settle a waiting request; False when somebody else was faster."""
    return tx.run(
        "UPDATE leave_requests SET state = $2, decided_by = $3, decision = $4, decided_at = $5"
        " WHERE id = $1 AND state = 'waiting'",
        request_id, state, person_id, decision, ms(at),
    ) == 1  # fmt: skip


def undecided(tx: Tx, event_id: int, now: datetime) -> list[Request]:
    """Requests that have waited for too long, the longest first."""
    rows = tx.all(
        f"{_REQUESTS} WHERE r.event_id = $1 AND r.state = 'waiting' AND r.due_at <= $2"
        " ORDER BY r.due_at, r.id LIMIT 20",
        event_id, ms(now),
    )  # fmt: skip
    return [Request.from_row(row) for row in rows]


def urge(
    tx: Tx, request_id: int, urged: int, due_at: datetime | None, asked: Collection[int]
) -> None:
    """Somebody was reminded, or asked as well: `asked` are all who may decide by now."""
    tx.run(
        "UPDATE leave_requests SET urged = $2, due_at = $3, asked = $4 WHERE id = $1",
        request_id, urged, due_at and ms(due_at), json.dumps(sorted(asked)),
    )  # fmt: skip


def overlapping(tx: Tx, event_id: int, person_id: int, first: date, last: date) -> Request | None:
    """A request of the same person for any of these days that waits or was granted."""
    row = tx.one(
        f"{_REQUESTS} WHERE r.event_id = $1 AND r.person_id = $2 AND r.first_on <= $4"
        " AND r.last_on >= $3 AND r.state IN ('waiting', 'granted') ORDER BY r.id DESC LIMIT 1",
        event_id, person_id, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return None if row is None else Request.from_row(row)


def since(tx: Tx, event_id: int, day: date) -> list[Request]:
    """Everything that was asked for this day or later ones, by day."""
    rows = tx.all(
        f"{_REQUESTS} WHERE r.event_id = $1 AND r.last_on >= $2 AND r.state <> 'withdrawn'"
        " ORDER BY r.first_on, r.id",
        event_id, day.isoformat(),
    )  # fmt: skip
    return [Request.from_row(row) for row in rows]
