"""The roster as those who lead look at it: who holds which post, who is registered, who is missing.

Registered means that a Telegram account speaks for the person; reachable, that the account did
not block the bot.
"""

from dataclasses import dataclass
from typing import Self

from storage.areas import within
from storage.database import Row, Tx
from storage.people import PersonId, Post


@dataclass(frozen=True)
class Officer:
    """A post with the one who holds it; `number` is that of the post's station."""

    post: Post
    name: str
    phone: str | None
    number: int | None
    area_name: str
    store_name: str | None
    registered: bool
    blocked: bool

    @property
    def person_id(self) -> PersonId:
        return self.post.person_id

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            Post.from_row(row), row["name"], row["phone"], row["number"], row["area_name"],
            row["store_name"], row["accounts"] > 0, row["accounts"] > 0 and row["open"] == 0,
        )  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """How many stations have somebody registered who can report, and how many have two."""

    stations: int
    with_reporter: int
    with_two: int


_LINKS = (
    "(SELECT COUNT(*) FROM account_people l JOIN accounts c ON c.user_id = l.user_id"
    " WHERE l.person_id = p.id AND l.ended_at IS NULL"
)
_OFFICERS = (
    "SELECT t.id, t.person_id, t.role, t.area, t.station_id, t.store_id, t.agency, t.seat,"
    " t.confidential, p.name, p.phone, s.number, a.name AS area_name, g.name AS store_name,"
    f" {_LINKS}) AS accounts, {_LINKS} AND c.blocked_at IS NULL) AS open"
    " FROM posts t JOIN people p ON p.id = t.person_id JOIN areas a ON a.code = t.area"
    " LEFT JOIN stations s ON s.id = t.station_id LEFT JOIN stores g ON g.id = t.store_id"
    " WHERE t.ended_at IS NULL AND p.erased_at IS NULL"
)
_REGISTERED = (
    "EXISTS (SELECT 1 FROM account_people l WHERE l.person_id = t.person_id AND l.ended_at IS NULL)"
)


def holding(tx: Tx, post_id: int) -> Officer | None:
    """A post that is held now, with the one who holds it."""
    row = tx.one(f"{_OFFICERS} AND t.id = $1", post_id)
    return None if row is None else Officer.from_row(row)


def of_person(tx: Tx, event_id: int, person_id: int) -> list[Officer]:
    """All posts that somebody holds in an event."""
    rows = tx.all(
        f"{_OFFICERS} AND t.event_id = $1 AND t.person_id = $2 ORDER BY t.id", event_id, person_id
    )
    return [Officer.from_row(row) for row in rows]


def at_station(tx: Tx, event_id: int, station_id: int) -> list[Officer]:
    """Everybody at a station: reporter, deputy, then by role and seniority."""
    rows = tx.all(
        f"{_OFFICERS} AND t.event_id = $1 AND t.station_id = $2"
        " ORDER BY CASE t.seat WHEN 0 THEN 9 ELSE t.seat END, t.role, t.id",
        event_id, station_id,
    )  # fmt: skip
    return [Officer.from_row(row) for row in rows]


def of_area(tx: Tx, event_id: int, area: str) -> list[Officer]:
    """Those whose posts belong to exactly this area or to a store in it, not to a station."""
    rows = tx.all(
        f"{_OFFICERS} AND t.event_id = $1 AND t.area = $2 AND t.station_id IS NULL"
        " ORDER BY t.role, p.name, t.id",
        event_id, area,
    )  # fmt: skip
    return [Officer.from_row(row) for row in rows]


def find(tx: Tx, event_id: int, area: str, fragment: str, most: int) -> list[Officer]:
    """Posts within an area whose holder's name or number contains the fragment."""
    digits = "".join(c for c in fragment if c.isascii() and c.isdigit()).lstrip("0")
    where = "AND LOWER(p.name) LIKE $3 ESCAPE '\\'"
    pattern = "%" + _escaped(fragment.lower()) + "%"
    if len(digits) >= 3:
        where, pattern = "AND p.phone LIKE $3 ESCAPE '\\'", f"%{digits}%"
    rows = tx.all(
        f"{_OFFICERS} AND t.event_id = $1 AND {within('t.area', '$2')} {where}"
        " ORDER BY p.name, t.id LIMIT $4",
        event_id, area, pattern, most,
    )  # fmt: skip
    return [Officer.from_row(row) for row in rows]


def names(tx: Tx, event_id: int, area: str) -> list[tuple[int, str]]:
    """Posts within an area with the names of their holders, to be searched for what is alike."""
    rows = tx.all(
        "SELECT t.id, p.name FROM posts t JOIN people p ON p.id = t.person_id"
        f" WHERE t.event_id = $1 AND {within('t.area', '$2')} AND t.ended_at IS NULL"
        " AND p.erased_at IS NULL",
        event_id, area,
    )  # fmt: skip
    return [(row["id"], row["name"]) for row in rows]


def coverage(tx: Tx, event_id: int, area: str) -> Coverage:
    """Stations of an area with at least one, and with at least two registered people."""
    row = tx.one(
        "SELECT COUNT(*) AS stations,"
        " COALESCE(SUM(CASE WHEN staff > 0 THEN 1 ELSE 0 END), 0) AS with_reporter,"
        " COALESCE(SUM(CASE WHEN staff > 1 THEN 1 ELSE 0 END), 0) AS with_two FROM"
        " (SELECT s.id, COUNT(DISTINCT t.person_id) AS staff FROM stations s"
        " LEFT JOIN posts t ON t.station_id = s.id AND t.event_id = $1 AND t.ended_at IS NULL"
        f" AND {_REGISTERED} WHERE {within('s.area', '$2')} GROUP BY s.id) AS covered",
        event_id, area,
    )  # fmt: skip
    assert row is not None
    return Coverage(row["stations"], row["with_reporter"], row["with_two"])


def set_seat(tx: Tx, post_id: int, seat: int) -> None:
    """Let a post's holder be reporter (1), deputy (2) or neither (0)."""
    tx.run("UPDATE posts SET seat = $2 WHERE id = $1", post_id, seat)


def vacate_seat(tx: Tx, event_id: int, station_id: int, seat: int) -> None:
    """Nobody has this seat of a station any more."""
    tx.run(
        "UPDATE posts SET seat = 0 WHERE event_id = $1 AND station_id = $2 AND seat = $3"
        " AND ended_at IS NULL",
        event_id, station_id, seat,
    )  # fmt: skip


def set_confidential(tx: Tx, post_id: int, allowed: bool) -> None:
    """Name somebody to see confidential incidents, or no longer."""
    tx.run("UPDATE posts SET confidential = $2 WHERE id = $1", post_id, int(allowed))


def accounts_of(tx: Tx, person_id: int) -> list[int]:
    """The accounts that speak for somebody, whether they can be reached or not."""
    rows = tx.all(
        "SELECT user_id FROM account_people WHERE person_id = $1 AND ended_at IS NULL ORDER BY 1",
        person_id,
    )
    return [row["user_id"] for row in rows]


def set_phone(tx: Tx, person_id: int, phone: str) -> None:
    """The number at which somebody can be called from now on."""
    tx.run("UPDATE people SET phone = $2 WHERE id = $1", person_id, phone)


def _escaped(fragment: str) -> str:
    return fragment.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
