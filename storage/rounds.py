"""Rounds of stores: which were asked when, whom the bot rang, and who answered."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NewType

from storage.areas import EVERYWHERE, within
from storage.database import Tx
from storage.people import PersonId, chat_of
from storage.times import maybe_moment, moment, ms

RoundId = NewType("RoundId", int)
TOPIC = "gudang"
"""The topic of the reports that answer a round."""
EARLY = timedelta(minutes=15)
"""Who reported so shortly before the hour need not be rung."""
ANSWERABLE = timedelta(hours=4)
"""So long after its hour an answer still counts for a round."""
TONIGHT = timedelta(hours=12)
"""Who answered so lately is awake: longer than any night, shorter than a day and a night."""


@dataclass(frozen=True)
class Round:
    """One time at which stores are asked; `kind` is 'night' or 'rain'."""

    id: RoundId
    kind: str
    due_at: datetime
    area: str
    person_id: PersonId | None
    chat_id: int | None


@dataclass(frozen=True)
class Due:
    """A store whose next phone is to be rung now."""

    round: Round
    store_id: int


@dataclass(frozen=True)
class Answer:
    """A store's answer to a round: the report, who made it, and what it says."""

    round: Round
    store_id: int
    number: int
    name: str
    event_at: datetime
    answers: dict[str, Any]


@dataclass(frozen=True)
class Phone:
    """Somebody who can be rung about a store; `chat_id` None: not by the bot."""

    person_id: PersonId
    name: str
    number: str | None
    role: str
    chat_id: int | None


@dataclass(frozen=True)
class Kept:
    """A store with the newest that is known of it; `guards` counts those the bot can reach."""

    store_id: int
    name: str
    area: str
    guards: int
    event_at: datetime | None
    reporter: str | None
    answers: dict[str, Any] | None


@dataclass(frozen=True)
class Tally:
    """How a round stands: stores asked, answered, and given up."""

    stores: int
    answered: int
    unanswered: int


_ROUND = "o.id, o.kind, o.due_at, o.area, o.person_id, o.chat_id"
_CHAT = chat_of("t.person_id")


def begin(
    tx: Tx, now: datetime, event_id: int, kind: str, due_at: datetime, *, area: str = EVERYWHERE,
    person_id: int | None = None, chat_id: int | None = None, spare: timedelta = timedelta(),
) -> RoundId | None:  # fmt: skip
    """Write down a round and its stores; None if it was begun before.

    A store is asked if it has guards or keeps boxes; `spare` leaves out those that a round of the
    same kind asked so shortly before.
    """
    row = tx.one(
        "INSERT INTO rounds (event_id, kind, due_at, area, person_id, chat_id)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (event_id, kind, due_at, area) DO NOTHING"
        " RETURNING id",
        event_id, kind, ms(due_at), area, person_id, chat_id,
    )  # fmt: skip
    if row is None:
        return None
    inside = "1 = 1" if area == EVERYWHERE else within("s.area", "$4")
    tx.run(
        "INSERT INTO round_stores (round_id, store_id, state, next_at)"
        " SELECT $1, s.id, 'waiting', $3 FROM stores s WHERE (EXISTS (SELECT 1 FROM posts t"
        " WHERE t.store_id = s.id AND t.event_id = $2 AND t.ended_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM store_stations k WHERE k.store_id = s.id))"
        " AND NOT EXISTS (SELECT 1 FROM round_stores b JOIN rounds o ON o.id = b.round_id"
        " WHERE b.store_id = s.id AND o.event_id = $2 AND o.id <> $1 AND o.kind = $5"
        f" AND o.due_at > $6) AND {inside}",
        row["id"], event_id, ms(now), area, kind, ms(due_at - spare),
    )  # fmt: skip
    return RoundId(row["id"])


def get(tx: Tx, event_id: int, round_id: int) -> Round | None:
    """A round of an event."""
    row = tx.one(
        f"SELECT {_ROUND} FROM rounds o WHERE o.id = $1 AND o.event_id = $2", round_id, event_id
    )
    return None if row is None else _round(tuple(row))


def asks(tx: Tx, round_id: int, store_id: int) -> bool:
    """Whether the round is about this store."""
    found = tx.value(
        "SELECT 1 FROM round_stores WHERE round_id = $1 AND store_id = $2", round_id, store_id
    )
    return found is not None


def end_older(tx: Tx, event_id: int, round_id: int) -> None:
    """A new night round takes the place of those before it."""
    tx.run(
        "UPDATE round_stores SET state = 'unanswered' WHERE state = 'waiting' AND round_id IN"
        " (SELECT id FROM rounds WHERE event_id = $1 AND kind = 'night' AND id < $2)",
        event_id, round_id,
    )  # fmt: skip


def due(tx: Tx, event_id: int, now: datetime, most: int) -> list[Due]:
    """Stores whose next phone is to be rung, the longest waiting first."""
    rows = tx.all(
        f"SELECT {_ROUND}, k.store_id FROM round_stores k JOIN rounds o ON o.id = k.round_id"
        " WHERE k.state = 'waiting' AND k.next_at <= $2 AND o.event_id = $1"
        " ORDER BY k.next_at, k.round_id, k.store_id LIMIT $3",
        event_id, ms(now), most,
    )  # fmt: skip
    return [Due(_round(tuple(row)[:6]), row["store_id"]) for row in rows]


def answers(tx: Tx, event_id: int, now: datetime) -> list[Answer]:
    """Answers that have come in and are not written down yet."""
    rows = tx.all(
        f"SELECT {_ROUND}, k.store_id, r.number, p.name, r.event_at, r.answers"
        " FROM rounds o JOIN round_stores k ON k.round_id = o.id AND k.state <> 'answered'"
        " JOIN current_reports c ON c.event_id = o.event_id AND c.topic = $2"
        " AND c.place = 'g' || k.store_id JOIN reports r ON r.id = c.report_id"
        " JOIN people p ON p.id = r.person_id WHERE o.event_id = $1 AND o.due_at > $3"
        " AND r.received_at >= o.due_at - CASE o.kind WHEN 'night' THEN $4 ELSE 0 END"
        " ORDER BY o.id, k.store_id",
        event_id, TOPIC, ms(now - ANSWERABLE), EARLY // timedelta(milliseconds=1),
    )  # fmt: skip
    return [
        Answer(_round(tuple(row)[:6]), row["store_id"], row["number"], row["name"],
               moment(row["event_at"]), json.loads(row["answers"]))
        for row in rows
    ]  # fmt: skip


def settle(tx: Tx, answer: Answer) -> None:
    """The store has answered."""
    tx.run(
        "UPDATE round_stores SET state = 'answered', report_number = $3"
        " WHERE round_id = $1 AND store_id = $2",
        answer.round.id, answer.store_id, answer.number,
    )  # fmt: skip


def give_up(tx: Tx, round_id: int, store_id: int) -> None:
    """Nobody is left to ring."""
    tx.run(
        "UPDATE round_stores SET state = 'unanswered' WHERE round_id = $1 AND store_id = $2",
        round_id, store_id,
    )  # fmt: skip


def ring(tx: Tx, now: datetime, due: Due, phone: Phone, chat_id: int, next_at: datetime) -> None:
    """Write down that somebody is rung, and when the next one would be."""
    tx.run(
        "INSERT INTO round_calls (round_id, store_id, person_id, chat_id, at)"
        " VALUES ($1, $2, $3, $4, $5)",
        due.round.id, due.store_id, phone.person_id, chat_id, ms(now),
    )  # fmt: skip
    tx.run(
        "UPDATE round_stores SET next_at = $3 WHERE round_id = $1 AND store_id = $2",
        due.round.id, due.store_id, ms(next_at),
    )  # fmt: skip


def rung(tx: Tx, round_id: int, store_id: int) -> dict[int, int]:
    """Who was rung about a store in a round: person → chat, in that order."""
    rows = tx.all(
        "SELECT person_id, chat_id FROM round_calls WHERE round_id = $1 AND store_id = $2"
        " ORDER BY at, person_id",
        round_id,
        store_id,
    )
    return {row["person_id"]: row["chat_id"] for row in rows}


def guards(tx: Tx, event_id: int, store_id: int, now: datetime) -> list[Phone]:
    """The guards of a store; whoever answered last tonight is awake, and comes first."""
    rows = tx.all(
        f"SELECT t.person_id, p.name, p.phone, t.role, {_CHAT} FROM posts t"
        " JOIN people p ON p.id = t.person_id WHERE t.store_id = $2 AND t.event_id = $1"
        " AND t.ended_at IS NULL ORDER BY (SELECT COALESCE(MAX(r.received_at), 0) FROM reports r"
        " WHERE r.store_id = t.store_id AND r.topic = $3 AND r.person_id = t.person_id"
        " AND r.received_at > $4) DESC, t.id",
        event_id, store_id, TOPIC, ms(now - TONIGHT),
    )  # fmt: skip
    return [Phone(*row) for row in rows]


def heads(tx: Tx, event_id: int, area: str, role: str, agency: str | None = None) -> list[Phone]:
    """The holders of a role for exactly this area."""
    rows = tx.all(
        f"SELECT t.person_id, p.name, p.phone, t.role, {_CHAT} FROM posts t"
        " JOIN people p ON p.id = t.person_id WHERE t.event_id = $1 AND t.area = $2"
        " AND t.role = $3 AND ($4 = '' OR t.agency = $4) AND t.ended_at IS NULL"
        " AND t.station_id IS NULL AND t.store_id IS NULL ORDER BY t.id",
        event_id, area, role, agency or "",
    )  # fmt: skip
    return [Phone(*row) for row in rows]


def kept(tx: Tx, event_id: int, area: str) -> list[Kept]:
    """The stores of an area with the newest report on each, by area and name."""
    rows = tx.all(
        "SELECT s.id, s.name, s.area, (SELECT COUNT(*) FROM posts t WHERE t.store_id = s.id"
        f" AND t.event_id = $1 AND t.ended_at IS NULL AND {_CHAT} IS NOT NULL) AS guards,"
        " r.event_at, p.name AS reporter, r.answers FROM stores s"
        " LEFT JOIN current_reports c ON c.event_id = $1 AND c.topic = $3"
        " AND c.place = 'g' || s.id LEFT JOIN reports r ON r.id = c.report_id"
        f" LEFT JOIN people p ON p.id = r.person_id WHERE {within('s.area', '$2')}"
        " ORDER BY s.area, s.name",
        event_id, area, TOPIC,
    )  # fmt: skip
    return [
        Kept(row["id"], row["name"], row["area"], row["guards"], maybe_moment(row["event_at"]),
             row["reporter"], json.loads(row["answers"]) if row["answers"] else None)
        for row in rows
    ]  # fmt: skip


def tally(tx: Tx, round_id: int) -> Tally:
    """Count how a round stands."""
    row = tx.one(
        "SELECT COUNT(*) AS stores,"
        " COALESCE(SUM(CASE WHEN state = 'answered' THEN 1 ELSE 0 END), 0) AS answered,"
        " COALESCE(SUM(CASE WHEN state = 'unanswered' THEN 1 ELSE 0 END), 0) AS unanswered"
        " FROM round_stores WHERE round_id = $1",
        round_id,
    )
    return Tally(0, 0, 0) if row is None else Tally(*row)


def unsafe(tx: Tx, round_id: int) -> list[str]:
    """The names of stores that answered something else than that they are safe."""
    rows = tx.all(
        "SELECT s.name, r.answers FROM round_stores k JOIN stores s ON s.id = k.store_id"
        " JOIN reports r ON r.number = k.report_number AND NOT EXISTS (SELECT 1 FROM reports n"
        " WHERE n.number = r.number AND n.version > r.version) WHERE k.round_id = $1"
        " ORDER BY s.name",
        round_id,
    )
    return [row["name"] for row in rows if json.loads(row["answers"]).get("state") != "aman"]


def silent_stores(tx: Tx, round_id: int) -> list[str]:
    """The names of stores that nobody answered for."""
    rows = tx.all(
        "SELECT s.name FROM round_stores k JOIN stores s ON s.id = k.store_id"
        " WHERE k.round_id = $1 AND k.state = 'unanswered' ORDER BY s.name",
        round_id,
    )
    return [row["name"] for row in rows]


def _round(columns: tuple[Any, ...]) -> Round:
    id_, kind, due_at, area, person_id, chat_id = columns
    return Round(RoundId(id_), kind, moment(due_at), area, person_id, chat_id)
