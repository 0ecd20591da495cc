"""Who serves in an event when it begins to run: what was decided in the one before it holds on.

People and their rights belong to the city, not to one event: whoever was sent away must not come
back because another event runs, and whoever came must not be a stranger in it.
"""

from dataclasses import dataclass

from storage.database import Row, Tx

_COLUMNS = (
    "person_id, role, area, station_id, store_id, agency, seat, confidential, source, granted_by,"
    " since_at, ended_at, ended_as"
)
_Key = tuple[int, str, str, int | None, int | None, str | None]


@dataclass
class _Post:
    """The rows of one person's one post: the one that is held, and the one that ended last."""

    held: Row | None = None
    ended: Row | None = None

    @property
    def ended_at(self) -> int:
        return 0 if self.ended is None else int(self.ended["ended_at"])


def copy_posts(tx: Tx, source: int, target: int) -> None:
    """Give everybody in an event the same posts in another, and their endings with them."""
    tx.run(
        f"INSERT INTO posts (event_id, {_COLUMNS}) SELECT $2, {_COLUMNS} FROM posts"
        " WHERE event_id = $1 ORDER BY id",
        source, target,
    )  # fmt: skip


def carry(tx: Tx, source: int, target: int) -> set[int]:
    """Bring the posts of an event up to what was decided in another one since.

    Of two decisions about the same post the later one holds; seats, and the right to see what is
    confidential, are those of the source. Returns the ids of the stations whose staff has changed.
    """
    there, here = _posts(tx, source), _posts(tx, target)
    seated = {_seat(post.held) for post in there.values() if post.held}
    changed: set[int | None] = set()
    for key, own in here.items():
        decided = there.get(key, _Post())
        if own.held is None:
            continue
        if decided.held is not None:
            _alter(tx, own.held, decided.held["seat"], decided.held["confidential"])
        elif decided.ended_at >= own.held["since_at"]:
            _end(tx, own.held["id"], decided.ended)
            changed.add(own.held["station_id"])
        elif own.held["seat"] and _seat(own.held) in seated:
            _alter(tx, own.held, 0, own.held["confidential"])
    for key, decided in there.items():
        own = here.get(key, _Post())
        post = decided.held if own.held is None else None
        if post is not None and post["since_at"] > own.ended_at:
            _add(tx, target, post)
            changed.add(post["station_id"])
    return {station_id for station_id in changed if station_id is not None}


def _seat(post: Row) -> tuple[int | None, int]:
    return post["station_id"], post["seat"]


def _posts(tx: Tx, event_id: int) -> dict[_Key, _Post]:
    found: dict[_Key, _Post] = {}
    for row in tx.all(
        f"SELECT id, {_COLUMNS} FROM posts WHERE event_id = $1 ORDER BY COALESCE(ended_at, 0), id",
        event_id,
    ):
        post = found.setdefault(_key(row), _Post())
        if row["ended_at"] is None:
            post.held = row
        else:
            post.ended = row
    return found


def _key(row: Row) -> _Key:
    return (
        row["person_id"], row["role"], row["area"], row["station_id"], row["store_id"],
        row["agency"],
    )  # fmt: skip


def _alter(tx: Tx, post: Row, seat: int, confidential: int) -> None:
    if (post["seat"], post["confidential"]) != (seat, confidential):
        tx.run(
            "UPDATE posts SET seat = $2, confidential = $3 WHERE id = $1",
            post["id"], seat, confidential,
        )  # fmt: skip


def _end(tx: Tx, post_id: int, how: Row | None) -> None:
    assert how is not None
    tx.run(
        "UPDATE posts SET ended_at = $2, ended_as = $3 WHERE id = $1",
        post_id, how["ended_at"], how["ended_as"],
    )  # fmt: skip


def _add(tx: Tx, target: int, post: Row) -> None:
    tx.run(
        "INSERT INTO posts (event_id, person_id, role, area, station_id, store_id, agency, seat,"
        " confidential, source, granted_by, since_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        target, post["person_id"], post["role"], post["area"], post["station_id"],
        post["store_id"], post["agency"], post["seat"], post["confidential"], post["source"],
        post["granted_by"], post["since_at"],
    )  # fmt: skip
