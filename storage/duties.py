"""Piket: which holders of posts are on duty, and until when."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx
from storage.times import moment, ms


@dataclass(frozen=True)
class Duty:
    """Somebody on duty, for one of their posts."""

    post_id: int
    person_id: int
    name: str
    agency: str | None
    area: str
    until: datetime


def begin(tx: Tx, post_id: int, since: datetime, until: datetime) -> None:
    """The holder of the post is on duty until then."""
    tx.run(
        "INSERT INTO duties (post_id, since_at, until_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (post_id) DO UPDATE SET since_at = excluded.since_at,"
        " until_at = excluded.until_at",
        post_id, ms(since), ms(until),
    )  # fmt: skip


def end(tx: Tx, post_id: int) -> None:
    """The holder of the post is off duty."""
    tx.run("DELETE FROM duties WHERE post_id = $1", post_id)


def expire(tx: Tx, now: datetime) -> None:
    """Whose time is over is off duty."""
    tx.run("DELETE FROM duties WHERE until_at <= $1", ms(now))


def on_duty(tx: Tx, event_id: int) -> list[Duty]:
    """Everybody who is on duty now, by area."""
    rows = tx.all(
        "SELECT d.post_id, t.person_id, p.name, t.agency, t.area, d.until_at FROM duties d"
        " JOIN posts t ON t.id = d.post_id AND t.ended_at IS NULL"
        " JOIN people p ON p.id = t.person_id"
        " WHERE t.event_id = $1 ORDER BY t.agency, t.area, d.post_id",
        event_id,
    )
    return [Duty(r[0], r[1], r[2], r[3], r[4], moment(r[5])) for r in rows]
