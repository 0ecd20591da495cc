"""Whom the bot cannot reach, or may not: never registered, blocked the bot, not seen for long.

Registered means that a Telegram account speaks for the person; seen, that it wrote or pressed.
Somebody with several posts in an area counts once there.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.areas import within
from storage.database import Tx
from storage.times import moment, ms


class State(StrEnum):
    """Why somebody may not be reached, in the order in which that matters."""

    NEW = "new"  # no account speaks for them
    BLOCKED = "blocked"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Sight:
    """Whose posts are looked at: those of the staff, those of Bawaslu's PTPS, or both."""

    staff: bool
    supervisors: bool

    def __bool__(self) -> bool:
        return self.staff or self.supervisors


STAFF = Sight(staff=True, supervisors=False)


@dataclass(frozen=True)
class Count:
    """How many people whose posts belong to exactly this area cannot be reached."""

    area: str
    new: int
    blocked: int
    unseen: int

    @property
    def total(self) -> int:
        return self.new + self.blocked + self.unseen


@dataclass(frozen=True)
class Missing:
    """Somebody who cannot be reached, by one of the posts held in an area.

    `at` is when the bot was blocked, or when the person was seen last; None for State.NEW.
    """

    post_id: int
    state: State
    at: datetime | None


_ACCOUNTS = (
    "FROM account_people l JOIN accounts a ON a.user_id = l.user_id"
    " WHERE l.person_id = t.person_id AND l.ended_at IS NULL"
)
_STATE = (
    "(SELECT CASE WHEN COUNT(*) = 0 THEN 'new'"
    " WHEN MAX(CASE WHEN a.blocked_at IS NULL THEN a.last_seen_at END) IS NULL THEN 'blocked'"
    " WHEN MAX(CASE WHEN a.blocked_at IS NULL THEN a.last_seen_at END) < $2 THEN 'unseen'"
    f" END {_ACCOUNTS})"
)
"""SQL: the state of the person of post `t`, NULL if there is nothing the matter; $2 is since when
people have to have been seen."""
_POSTS = (
    f"SELECT t.id, t.area, t.person_id, s.number, p.name, {_STATE} AS state FROM posts t"
    " JOIN people p ON p.id = t.person_id LEFT JOIN stations s ON s.id = t.station_id"
    " WHERE t.event_id = $1 AND t.ended_at IS NULL AND p.erased_at IS NULL"
    " AND CASE t.role WHEN 'ptps' THEN $4 ELSE $3 END = 1"
)


def counts(tx: Tx, event_id: int, area: str, since: datetime, sight: Sight) -> list[Count]:
    """Those who cannot be reached by the area their posts belong to, of an area and all below."""
    rows = tx.all(
        "SELECT area, state, COUNT(DISTINCT person_id) AS people FROM"
        f" ({_POSTS} AND {within('t.area', '$5')}) AS looked"
        " WHERE state IS NOT NULL GROUP BY area, state ORDER BY area",
        event_id, ms(since), int(sight.staff), int(sight.supervisors), area,
    )  # fmt: skip
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["area"], {})[row["state"]] = row["people"]
    return [
        Count(code, *(each.get(state, 0) for state in State)) for code, each in found.items()
    ]  # fmt: skip


def people(
    tx: Tx, event_id: int, area: str, since: datetime, sight: Sight, most: int, skip: int
) -> list[Missing]:
    """Those whose posts belong to exactly this area: by state, then by station and name."""
    rows = tx.all(
        "SELECT MIN(id) AS id FROM"
        f" ({_POSTS} AND t.area = $5) AS looked WHERE state IS NOT NULL GROUP BY person_id"
        " ORDER BY CASE MIN(state) WHEN 'new' THEN 0 WHEN 'blocked' THEN 1 ELSE 2 END,"
        " COALESCE(MIN(number), 0), MIN(name), MIN(id) LIMIT $6 OFFSET $7",
        event_id, ms(since), int(sight.staff), int(sight.supervisors), area, most, skip,
    )  # fmt: skip
    found = [one(tx, event_id, row["id"], since) for row in rows]
    return [each for each in found if each is not None]


def one(tx: Tx, event_id: int, post_id: int, since: datetime) -> Missing | None:
    """How the holder of a post of this event stands; None if there is nothing the matter."""
    row = tx.one(
        f"SELECT {_STATE} AS state, (SELECT MAX(a.last_seen_at) {_ACCOUNTS}) AS seen_at,"
        f" (SELECT MAX(a.blocked_at) {_ACCOUNTS}) AS blocked_at"
        " FROM posts t WHERE t.id = $3 AND t.event_id = $1 AND t.ended_at IS NULL",
        event_id, ms(since), post_id,
    )  # fmt: skip
    if row is None or row["state"] is None:
        return None
    state = State(row["state"])
    at = row["blocked_at"] if state is State.BLOCKED else row["seen_at"]
    return Missing(post_id, state, None if state is State.NEW else moment(at))


def stations_alone(tx: Tx, event_id: int, village: str) -> list[int]:
    """The numbers of a village's stations at which nobody is registered."""
    rows = tx.all(
        "SELECT s.number FROM stations s WHERE s.area = $2 AND NOT EXISTS (SELECT 1 FROM posts t"
        " JOIN account_people l ON l.person_id = t.person_id AND l.ended_at IS NULL"
        " WHERE t.station_id = s.id AND t.event_id = $1 AND t.ended_at IS NULL) ORDER BY s.number",
        event_id, village,
    )  # fmt: skip
    return [row["number"] for row in rows]
