"""A half-done form: one for each account, kept until it is filed, thrown away or too old."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from storage.database import Row, Tx
from storage.times import moment, ms


@dataclass(frozen=True)
class Draft:
    """`answers` maps question names to JSON-able answers; `step` is the question that is open."""

    user_id: int
    event_id: int
    form: str
    step: str
    answers: dict[str, Any]
    started_at: datetime
    touched_at: datetime

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            row["user_id"], row["event_id"], row["form"], row["step"], json.loads(row["answers"]),
            moment(row["started_at"]), moment(row["touched_at"]),
        )  # fmt: skip


_DRAFTS = "SELECT user_id, event_id, form, step, answers, started_at, touched_at FROM drafts"


def get(tx: Tx, user_id: int) -> Draft | None:
    """The account's open draft, if there is one."""
    row = tx.one(f"{_DRAFTS} WHERE user_id = $1", user_id)
    return None if row is None else Draft.from_row(row)


def save(
    tx: Tx, at: datetime, user_id: int, event_id: int, form: str, step: str,
    answers: dict[str, Any], started_at: datetime | None = None,
) -> None:  # fmt: skip
    """Keep the draft as it stands, in place of whatever draft the account had.

    `started_at`: when a new draft was begun, if not now.
    """
    tx.run(
        "INSERT INTO drafts (user_id, event_id, form, step, answers, started_at, touched_at)"
        " VALUES ($1, $2, $3, $4, $5, $7, $6) ON CONFLICT (user_id) DO UPDATE SET"
        " event_id = excluded.event_id, form = excluded.form, step = excluded.step,"
        " answers = excluded.answers, touched_at = excluded.touched_at, asked_at = NULL",
        user_id, event_id, form, step, json.dumps(answers, ensure_ascii=False), ms(at),
        ms(started_at or at),
    )  # fmt: skip


def drop(tx: Tx, user_id: int) -> bool:
    """Throw the draft away; False if there was none."""
    return tx.run("DELETE FROM drafts WHERE user_id = $1", user_id) == 1


_COUNTS = (
    "EXISTS (SELECT 1 FROM account_people a JOIN posts p ON p.person_id = a.person_id"
    " AND p.ended_at IS NULL AND p.station_id IS NOT NULL WHERE a.user_id = drafts.user_id"
    " AND a.ended_at IS NULL AND p.event_id = drafts.event_id AND NOT EXISTS (SELECT 1 FROM"
    " current_reports c WHERE c.event_id = p.event_id AND c.station_id = p.station_id"
    " AND c.topic = 'segel'))"
)
"""The draft's owner serves at a station whose box is not sealed yet."""


def resting(
    tx: Tx, since: datetime, most: int = 100, *, spare_counting: bool = False
) -> list[Draft]:  # fmt: skip
    """Drafts untouched since then whose owners were not asked yet.

    `spare_counting` leaves those in peace who may be counting at an unsealed box.
    """
    rows = tx.all(
        f"{_DRAFTS} WHERE touched_at < $1 AND asked_at IS NULL"
        f"{f' AND NOT {_COUNTS}' if spare_counting else ''} ORDER BY touched_at LIMIT $2",
        ms(since), most,
    )  # fmt: skip
    return [Draft.from_row(row) for row in rows]


def asked(tx: Tx, user_id: int, at: datetime) -> None:
    """Its owner was asked whether to go on."""
    tx.run("UPDATE drafts SET asked_at = $2 WHERE user_id = $1", user_id, ms(at))
