"""Who comes to a meeting: answers of the invited, the papers, and the list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from storage.agenda import Entry
from storage.audience import meant
from storage.database import Row, Tx
from storage.times import maybe_moment, ms


class Answer(StrEnum):
    """Somebody comes, doesn't, or sends somebody."""

    YES = "yes"
    NO = "no"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class Said:
    """An answer; `deputy` is the name of who comes instead."""

    answer: Answer
    deputy: str | None
    at: datetime

    @classmethod
    def from_row(cls, row: Row) -> Self | None:
        at = maybe_moment(row["at"])
        return None if at is None else cls(Answer(row["answer"]), row["deputy"], at)


@dataclass(frozen=True)
class Invited:
    """Somebody of a meeting's list with the first of their posts."""

    name: str
    role: str
    area: str
    agency: str | None
    said: Said | None


def say(
    tx: Tx, at: datetime, entry_id: int, person_id: int, answer: Answer, deputy: str | None
) -> None:
    """Keep somebody's answer in place of an earlier one."""
    tx.run(
        "INSERT INTO attendance (agenda_id, person_id, answer, deputy, at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agenda_id, person_id) DO UPDATE SET"
        " answer = excluded.answer, deputy = excluded.deputy, at = excluded.at",
        entry_id, person_id, answer, deputy, ms(at),
    )  # fmt: skip


def ask_anew(tx: Tx, entry_id: int) -> None:
    """Forget who comes: the meeting is at another time, and whoever was told is asked again."""
    tx.run("DELETE FROM attendance WHERE agenda_id = $1", entry_id)


def of(tx: Tx, entry_id: int, person_id: int) -> Said | None:
    """What somebody has answered."""
    row = tx.one(
        "SELECT answer, deputy, at FROM attendance WHERE agenda_id = $1 AND person_id = $2",
        entry_id, person_id,
    )  # fmt: skip
    return None if row is None else Said.from_row(row)


def receivers(tx: Tx, thing: str, chat_id: int) -> list[int]:
    """The people who got a thing in this chat."""
    rows = tx.all(
        "SELECT person_id FROM deliveries WHERE thing = $1 AND chat_id = $2 ORDER BY person_id",
        thing, chat_id,
    )  # fmt: skip
    return [row["person_id"] for row in rows]


def confirmed_at(tx: Tx, thing: str, chat_id: int) -> datetime | None:
    """When the people behind a chat confirmed a thing."""
    return maybe_moment(
        tx.value(
            "SELECT MAX(confirmed_at) FROM deliveries WHERE thing = $1 AND chat_id = $2",
            thing, chat_id,
        )
    )  # fmt: skip


def invited(tx: Tx, entry: Entry) -> list[Invited]:
    """Everybody a meeting is for, and everybody who answered, by area and name."""
    where, values = meant(entry.audience, first=3)
    rows = tx.all(
        "SELECT p.name, COALESCE(t.role, '') AS role, COALESCE(a.name, '') AS area, t.agency,"
        " s.answer, s.deputy, s.at FROM people p"
        " LEFT JOIN posts t ON t.id = (SELECT MIN(f.id) FROM posts f WHERE f.person_id = p.id"
        " AND f.event_id = $1 AND f.ended_at IS NULL) LEFT JOIN areas a ON a.code = t.area"
        " LEFT JOIN attendance s ON s.agenda_id = $2 AND s.person_id = p.id"
        " WHERE p.erased_at IS NULL AND (s.at IS NOT NULL OR p.id IN (SELECT t.person_id"
        f" FROM posts t WHERE t.event_id = $1 AND t.ended_at IS NULL AND {where}))"
        " ORDER BY t.area, p.name, p.id",
        entry.event_id, entry.id, *values,
    )  # fmt: skip
    return [
        Invited(row["name"], row["role"], row["area"], row["agency"], Said.from_row(row))
        for row in rows
    ]


def keep_papers(tx: Tx, entry_id: int, file_id: str) -> None:
    """The papers of a meeting are this file of Telegram's."""
    tx.run("UPDATE agenda SET file_id = $2 WHERE id = $1", entry_id, file_id)


def keep_minutes(tx: Tx, entry_id: int, file_id: str) -> None:
    """The minutes of a meeting are this file of Telegram's."""
    tx.run("UPDATE agenda SET minutes_id = $2 WHERE id = $1", entry_id, file_id)
