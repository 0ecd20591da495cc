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


_SEEN = "MAX(CASE WHEN a.blocked_at IS NULL THEN a.last_seen_at END)"
_ACCOUNTS = (
    "LEFT JOIN account_people l ON l.person_id = t.person_id AND l.ended_at IS NULL"
    " LEFT JOIN accounts a ON a.user_id = l.user_id"
)
_LOOKED_AT = (
    "WHERE t.event_id = $1 AND t.ended_at IS NULL AND p.erased_at IS NULL"
    " AND CASE t.role WHEN 'ptps' THEN $3 ELSE $2 END = 1"
)
_NEW, _BLOCKED, _UNSEEN = "accounts = 0", "accounts > 0 AND seen IS NULL", "seen < $4"
"""SQL: why somebody is not reached; $4 is since when people have to have been seen."""


def counts(tx: Tx, event_id: int, area: str, since: datetime, sight: Sight) -> list[Count]:
    """Those who cannot be reached by the area their posts belong to, of an area and all below."""
    sums = ", ".join(f"SUM(CASE WHEN {why} THEN 1 ELSE 0 END)" for why in (_NEW, _BLOCKED, _UNSEEN))
    rows = tx.all(
        f"SELECT area, {sums} FROM (SELECT t.area, t.person_id, COUNT(a.user_id) AS accounts,"
        f" {_SEEN} AS seen FROM posts t JOIN people p ON p.id = t.person_id {_ACCOUNTS}"
        f" {_LOOKED_AT} AND {within('t.area', '$5')} GROUP BY t.area, t.person_id) AS looked"
        f" WHERE {_NEW} OR seen IS NULL OR {_UNSEEN} GROUP BY area ORDER BY area",
        event_id, int(sight.staff), int(sight.supervisors), ms(since), area,
    )  # fmt: skip
    return [Count(*row) for row in rows]


def people(
    tx: Tx, event_id: int, area: str, since: datetime, sight: Sight, most: int, skip: int
) -> list[Missing]:
    """Those whose posts belong to exactly this area: by state, then by station and name."""
    rows = tx.all(
        "SELECT post FROM (SELECT MIN(t.id) AS post, COALESCE(MIN(s.number), 0) AS number,"
        f" MIN(p.name) AS name, COUNT(a.user_id) AS accounts, {_SEEN} AS seen"
        " FROM posts t JOIN people p ON p.id = t.person_id"
        f" LEFT JOIN stations s ON s.id = t.station_id {_ACCOUNTS} {_LOOKED_AT}"
        " AND t.area = $5 GROUP BY t.person_id) AS looked"
        f" WHERE {_NEW} OR seen IS NULL OR {_UNSEEN}"
        f" ORDER BY CASE WHEN {_NEW} THEN 0 WHEN {_BLOCKED} THEN 1 ELSE 2 END,"
        " number, name, post LIMIT $6 OFFSET $7",
        event_id, int(sight.staff), int(sight.supervisors), ms(since), area, most, skip,
    )  # fmt: skip
    found = [one(tx, event_id, row["post"], since) for row in rows]
    return [each for each in found if each is not None]


def one(tx: Tx, event_id: int, post_id: int, since: datetime) -> Missing | None:
    """How the holder of a post of this event stands; None if there is nothing the matter."""
    row = tx.one(
        f"SELECT COUNT(a.user_id) AS accounts, {_SEEN} AS seen, MAX(a.blocked_at) AS blocked"
        f" FROM posts t {_ACCOUNTS} WHERE t.id = $2 AND t.event_id = $1 AND t.ended_at IS NULL"
        " GROUP BY t.id",
        event_id, post_id,
    )  # fmt: skip
    if row is None:
        return None
    if not row["accounts"]:
        return Missing(post_id, State.NEW, None)
    if row["seen"] is None:
        return Missing(post_id, State.BLOCKED, moment(row["blocked"]))
    unseen = row["seen"] < ms(since)
    return Missing(post_id, State.UNSEEN, moment(row["seen"])) if unseen else None


def stations_alone(tx: Tx, event_id: int, village: str) -> list[int]:
    """The numbers of a village's stations at which nobody is registered."""
    rows = tx.all(
        "SELECT s.number FROM stations s WHERE s.area = $2 AND NOT EXISTS (SELECT 1 FROM posts t"
        " JOIN account_people l ON l.person_id = t.person_id AND l.ended_at IS NULL"
        " WHERE t.station_id = s.id AND t.event_id = $1 AND t.ended_at IS NULL) ORDER BY s.number",
        event_id, village,
    )  # fmt: skip
    return [row["number"] for row in rows]
