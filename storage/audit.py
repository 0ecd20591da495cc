"""Who did, or tried to do, what: rows to look at, and the same in the journal's chain."""

from dataclasses import dataclass
from datetime import datetime

from storage import journal
from storage.database import Tx
from storage.times import moment, ms


@dataclass(frozen=True)
class Entry:
    """One act; `allowed` False is an attempt that was refused."""

    id: int
    at: datetime
    user_id: int | None
    person_id: int | None
    name: str | None
    action: str
    subject: str
    allowed: bool
    detail: str | None


def add(
    tx: Tx, at: datetime, action: str, subject: str, *, user_id: int | None = None,
    person_id: int | None = None, allowed: bool = True, detail: str | None = None,
) -> None:  # fmt: skip
    """Record an act; `subject` and `detail` hold ids, never names, numbers or people's words."""
    tx.run(
        "INSERT INTO audit (at, user_id, person_id, action, subject, allowed, detail)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ms(at), user_id, person_id, action, subject, int(allowed), detail,
    )  # fmt: skip
    content = {"user": user_id, "person": person_id, "action": action, "subject": subject,
               "allowed": allowed, "detail": detail}  # fmt: skip
    journal.append(tx, at, "audit", content)


def newest(tx: Tx, action: str) -> int:
    """The number of the newest act of this name; 0 if there was none."""
    return int(tx.value("SELECT COALESCE(MAX(id), 0) FROM audit WHERE action = $1", action))


def latest(
    tx: Tx, most: int = 20, before: int | None = None, person_id: int | None = None,
    action: str | None = None,
) -> list[Entry]:  # fmt: skip
    """The newest acts first, of one person or kind (how its name begins) if that is given.

    `before` pages back from an entry's id.
    """
    of_person = "a.person_id = $3" if person_id is not None else "$3 IS NULL"
    rows = tx.all(
        "SELECT a.id, a.at, a.user_id, a.person_id, p.name, a.action, a.subject, a.allowed,"
        " a.detail FROM audit a LEFT JOIN people p ON p.id = a.person_id"
        f" WHERE ($1 IS NULL OR a.id < $1) AND {of_person}"
        " AND ($4 IS NULL OR SUBSTR(a.action, 1, LENGTH($4)) = $4)"
        " ORDER BY a.id DESC LIMIT $2",
        before, most, person_id, action,
    )  # fmt: skip
    return [
        Entry(r["id"], moment(r["at"]), r["user_id"], r["person_id"], r["name"], r["action"],
              r["subject"], bool(r["allowed"]), r["detail"])
        for r in rows
    ]  # fmt: skip
