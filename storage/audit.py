"""Who did, or tried to do, what: rows to look at, and the same in the journal's chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import journal
from storage.database import Tx
from storage.times import moment, ms

COMMAND_LINE = "command line"
"""The subject of what was done with `siaga` on the server."""


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


@dataclass(frozen=True)
class NamedPost:
    """A post that is or was held, and by whom."""

    name: str
    role: str
    area: str
    station_id: int | None
    agency: str | None


def post_named(tx: Tx, post_id: int) -> NamedPost | None:
    """A post that an act was about, also after it ended; None once its holder was erased."""
    row = tx.one(
        "SELECT p.name, t.role, t.area, t.station_id, t.agency FROM posts t"
        " JOIN people p ON p.id = t.person_id WHERE t.id = $1 AND p.erased_at IS NULL",
        post_id,
    )
    return None if row is None else NamedPost(*row)


def newest(tx: Tx, action: str) -> int:
    """The number of the newest act of this name; 0 if there was none."""
    return int(tx.value("SELECT COALESCE(MAX(id), 0) FROM audit WHERE action = $1", action))


def latest(
    tx: Tx, most: int = 20, before: int | None = None, person_id: int | None = None,
    actions: Sequence[str] = (), *, refused: bool = False,
) -> list[Entry]:  # fmt: skip
    """The newest acts first, of one person or kind (how its name begins) if that is given.

    `before` pages back from an entry's id; `refused`: only attempts that were not allowed.
    """
    starts = " OR ".join(
        f"SUBSTR(a.action, 1, LENGTH(${n})) = ${n}" for n in range(4, 4 + len(actions))
    )
    of_person = "a.person_id = $3" if person_id is not None else "$3 IS NULL"
    rows = tx.all(
        "SELECT a.id, a.at, a.user_id, a.person_id, p.name, a.action, a.subject, a.allowed,"
        " a.detail FROM audit a LEFT JOIN people p ON p.id = a.person_id"
        f" WHERE ($1 IS NULL OR a.id < $1) AND {of_person}"
        f"{f' AND ({starts})' if starts else ''}{' AND a.allowed = 0' if refused else ''}"
        " ORDER BY a.id DESC LIMIT $2",
        before, most, person_id, *actions,
    )  # fmt: skip
    return [
        Entry(r["id"], moment(r["at"]), r["user_id"], r["person_id"], r["name"], r["action"],
              r["subject"], bool(r["allowed"]), r["detail"])
        for r in rows
    ]  # fmt: skip
