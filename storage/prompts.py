"""A milestone's hour: one row for each milestone of an event, and who is to be asked then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from storage.database import Row, Tx, placeholders
from storage.people import chat_of
from storage.silence import SEALED
from storage.times import moment, ms

STEP = 200
"""Posts for each unit of work: every one gets a message and keyboard of its own."""


@dataclass(frozen=True)
class Prompt:
    """A milestone whose hour has come; `cursor` is the post the fan-out got to."""

    milestone: str
    due_at: datetime
    cursor: int

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(row["milestone"], moment(row["due_at"]), row["cursor"])


@dataclass(frozen=True)
class Receiver:
    """A reporter or deputy of a station who is to be asked, in the chat where they are reached."""

    post_id: int
    person_id: int
    station_id: int
    chat_id: int


def plan(tx: Tx, at: datetime, event_id: int, milestone: str, due_at: datetime | None) -> None:
    """Let a milestone's hour be `due_at`; an hour that has passed, or none, is not waited for.

    An hour that moves is waited for anew, also by those who were asked at the former one.
    """
    if due_at is None or due_at < at:
        tx.run(
            "DELETE FROM prompts WHERE event_id = $1 AND milestone = $2 AND due_at <> $3",
            event_id, milestone, -1 if due_at is None else ms(due_at),
        )  # fmt: skip
        return
    tx.run(
        "INSERT INTO prompts (event_id, milestone, due_at, state) VALUES ($1, $2, $3, 'waiting')"
        " ON CONFLICT (event_id, milestone) DO UPDATE SET due_at = excluded.due_at,"
        " state = 'waiting', cursor = 0 WHERE prompts.due_at <> excluded.due_at",
        event_id, milestone, ms(due_at),
    )  # fmt: skip


def due(tx: Tx, event_id: int, now: datetime) -> list[Prompt]:
    """The milestones of an event whose hour has come, the earliest first."""
    rows = tx.all(
        "SELECT r.milestone, r.due_at, r.cursor FROM prompts r JOIN milestones m"
        " ON m.event_id = r.event_id AND m.code = r.milestone WHERE r.event_id = $1"
        " AND r.state IN ('waiting', 'sending') AND r.due_at <= $2"
        " ORDER BY r.due_at, m.position",
        event_id, ms(now),
    )  # fmt: skip
    return [Prompt.from_row(row) for row in rows]


def settle(tx: Tx, event_id: int, milestones: Sequence[str], state: str, cursor: int) -> None:
    """Say how far the prompts of these milestones are: 'sending', 'sent' or 'missed'."""
    tx.many(
        "UPDATE prompts SET state = $3, cursor = $4 WHERE event_id = $1 AND milestone = $2",
        [(event_id, milestone, state, cursor) for milestone in milestones],
    )


def receivers(
    tx: Tx, event_id: int, milestones: Sequence[str], *, only_sealed: bool, after: int
) -> list[Receiver]:
    """The next reporters and deputies of stations that have reported none of what is past these.

    Bawaslu's officers are never asked, nor anybody at a station that is postponed, votes again or
    is left out, nor where these milestones, or one after them, are known. `only_sealed` leaves
    out everybody who is busy between the close of voting and the sealing of the box.
    """
    asked = placeholders(3, len(milestones))
    sealed = (
        " AND EXISTS (SELECT 1 FROM current_reports c WHERE c.event_id = $1"
        f" AND c.station_id = t.station_id AND c.topic = '{SEALED}')"
    )
    rows = tx.all(
        f"SELECT t.id AS post_id, t.person_id, t.station_id, {chat_of('t.person_id')} AS chat_id"
        " FROM posts t"
        " WHERE t.event_id = $1 AND t.id > $2 AND t.ended_at IS NULL AND t.seat IN (1, 2)"
        " AND t.station_id IS NOT NULL AND t.role <> 'ptps'"
        " AND EXISTS (SELECT 1 FROM account_people l JOIN accounts a ON a.user_id = l.user_id"
        " WHERE l.person_id = t.person_id AND l.ended_at IS NULL AND a.blocked_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM event_stations e WHERE e.event_id = $1"
        " AND e.station_id = t.station_id)"
        " AND NOT EXISTS (SELECT 1 FROM current_reports c JOIN milestones m"
        " ON m.event_id = c.event_id AND m.code = c.topic WHERE c.event_id = $1"
        " AND c.station_id = t.station_id AND m.position >= (SELECT MAX(n.position)"
        f" FROM milestones n WHERE n.event_id = $1 AND n.code IN ({asked})))"
        f"{sealed if only_sealed else ''} ORDER BY t.id LIMIT {STEP}",
        event_id, after, *milestones,
    )  # fmt: skip
    return [Receiver(*row) for row in rows]
