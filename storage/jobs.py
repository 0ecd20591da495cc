"""Slow work written down: done later outside any transaction, and survives a restart."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from storage.database import Row, Tx
from storage.times import ms


@dataclass(frozen=True)
class Job:
    """One piece of slow work; `payload` is whatever its worker needs, JSON-able."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(row["id"], row["kind"], json.loads(row["payload"]), row["attempts"])


_JOBS = "SELECT id, kind, payload, attempts FROM jobs"


def add(
    tx: Tx, at: datetime, kind: str, payload: dict[str, Any], due: datetime | None = None
) -> int:
    """Write a job down and return its number."""
    row = tx.one(
        "INSERT INTO jobs (kind, payload, created_at, due_at) VALUES ($1, $2, $3, $4)"
        " RETURNING id",
        kind, json.dumps(payload, ensure_ascii=False), ms(at), ms(due or at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def due(tx: Tx, now: datetime, most: int = 10) -> list[Job]:
    """Unfinished jobs whose time has come, oldest first."""
    rows = tx.all(
        f"{_JOBS} WHERE finished_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2",
        ms(now), most,
    )  # fmt: skip
    return [Job.from_row(row) for row in rows]


def planned(tx: Tx, now: datetime, kind: str, payload: dict[str, Any]) -> bool:
    """Whether the same work is to be done later on anyway."""
    found = tx.value(
        "SELECT 1 FROM jobs WHERE finished_at IS NULL AND due_at > $1 AND kind = $2"
        " AND payload = $3 LIMIT 1",
        ms(now), kind, json.dumps(payload, ensure_ascii=False),
    )  # fmt: skip
    return found is not None


def open_already(tx: Tx, kind: str, payload: dict[str, Any]) -> bool:
    """Whether the same work is still to be done, or being done."""
    found = tx.value(
        "SELECT 1 FROM jobs WHERE finished_at IS NULL AND kind = $1 AND payload = $2 LIMIT 1",
        kind, json.dumps(payload, ensure_ascii=False),
    )  # fmt: skip
    return found is not None


def get(tx: Tx, job_id: int) -> Job | None:
    """A job by its number, finished or not."""
    row = tx.one(f"{_JOBS} WHERE id = $1", job_id)
    return None if row is None else Job.from_row(row)


def update(tx: Tx, job_id: int, payload: dict[str, Any]) -> None:
    """Keep what a job has learnt so far, so that a restart goes on from there."""
    tx.run("UPDATE jobs SET payload = $2 WHERE id = $1", job_id, json.dumps(payload))


def finish(tx: Tx, job_id: int, at: datetime, error: str | None = None) -> None:
    """The job is over, for good or with an error that trying again would not mend."""
    tx.run(
        "UPDATE jobs SET finished_at = $2, error = $3, attempts = attempts + 1 WHERE id = $1",
        job_id, ms(at), error,
    )  # fmt: skip


def retry(tx: Tx, job_id: int, due_at: datetime, error: str) -> None:
    """Try the job again, not before `due_at`."""
    tx.run(
        "UPDATE jobs SET due_at = $2, error = $3, attempts = attempts + 1 WHERE id = $1",
        job_id, ms(due_at), error,
    )  # fmt: skip
