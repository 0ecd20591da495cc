"""Admins as they came to be: whom the others should know of."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx
from storage.times import moment, ms


@dataclass(frozen=True)
class Newcomer:
    """Somebody who was made an admin; `by` is the name of who did it, None: not known."""

    person_id: int
    name: str
    by: str | None
    since: datetime


def since(tx: Tx, event_id: int, after: datetime) -> list[Newcomer]:
    """Those who became admins of an event after that moment and still are, oldest first."""
    rows = tx.all(
        "SELECT t.person_id, p.name, g.name AS granter, t.since_at FROM posts t"
        " JOIN people p ON p.id = t.person_id LEFT JOIN people g ON g.id = t.granted_by"
        " WHERE t.event_id = $1 AND t.role = 'admin' AND t.ended_at IS NULL AND t.since_at > $2"
        " ORDER BY t.since_at, t.id",
        event_id, ms(after),
    )  # fmt: skip
    return [Newcomer(r["person_id"], r["name"], r["granter"], moment(r["since_at"])) for r in rows]
