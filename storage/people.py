"""Who is who: people, their posts, and the Telegram accounts that speak for them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Self

from storage.areas import within
from storage.database import Row, Tx
from storage.times import ms

PersonId = NewType("PersonId", int)


class Ending(StrEnum):
    """How a post came to its end; only what a roster ended does a roster give back unasked."""

    ROSTER = "roster"
    REVOKED = "revoked"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True)
class Person:
    """Somebody on the roster; `phone` is E.164 with a plus."""

    id: PersonId
    name: str
    phone: str | None
    bpjs: bool | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        bpjs = None if row["bpjs"] is None else bool(row["bpjs"])
        return cls(PersonId(row["id"]), row["name"], row["phone"], bpjs)


@dataclass(frozen=True)
class Post:
    """A role in an area, at a station or for a store; `seat` 1 is the reporter, 2 the deputy."""

    id: int
    person_id: PersonId
    role: str
    area: str
    station_id: int | None
    store_id: int | None
    agency: str | None
    seat: int
    confidential: bool

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            row["id"], PersonId(row["person_id"]), row["role"], row["area"], row["station_id"],
            row["store_id"], row["agency"], row["seat"], bool(row["confidential"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Account:
    """A Telegram account; its private chat has the same id."""

    user_id: int
    acting_person_id: PersonId | None
    blocked: bool


_PEOPLE = "SELECT p.id, p.name, p.phone, p.bpjs FROM people p"
_POSTS = (
    "SELECT id, person_id, role, area, station_id, store_id, agency, seat, confidential FROM posts"
)


def chat_of(person: str) -> str:
    """SQL: the private chat where a person is reached, the one used last of several; else NULL.

    `person` is SQL for the person's id.
    """
    return (
        "(SELECT l.user_id FROM account_people l JOIN accounts a ON a.user_id = l.user_id"
        f" WHERE l.person_id = {person} AND l.ended_at IS NULL AND a.blocked_at IS NULL"
        " ORDER BY a.last_seen_at DESC, a.user_id LIMIT 1)"
    )


def add_person(tx: Tx, at: datetime, name: str, phone: str | None) -> PersonId:
    """Put somebody on the roster."""
    row = tx.one(
        "INSERT INTO people (name, phone, created_at) VALUES ($1, $2, $3) RETURNING id",
        name, phone, ms(at),
    )  # fmt: skip
    assert row is not None
    return PersonId(row["id"])


def find_or_add(tx: Tx, at: datetime, name: str, phone: str) -> PersonId:
    """Somebody on the roster under this name and number, in whatever case, or somebody new."""
    for known in by_phone(tx, phone):
        if known.name.casefold() == name.casefold():
            return known.id
    return add_person(tx, at, name, phone)


def person(tx: Tx, person_id: int) -> Person | None:
    """The person with this id."""
    row = tx.one(f"{_PEOPLE} WHERE p.id = $1", person_id)
    return None if row is None else Person.from_row(row)


def by_phone(tx: Tx, phone: str) -> list[Person]:
    """Everybody who has this number; people may share a phone."""
    rows = tx.all(f"{_PEOPLE} WHERE p.phone = $1 AND p.erased_at IS NULL ORDER BY p.id", phone)
    return [Person.from_row(row) for row in rows]


def named(tx: Tx, fragment: str) -> list[Person]:
    """Everybody whose name contains the fragment."""
    escaped = fragment.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = tx.all(
        f"{_PEOPLE} WHERE LOWER(p.name) LIKE $1 ESCAPE '\\' AND p.erased_at IS NULL"
        " ORDER BY p.name LIMIT 100",
        f"%{escaped}%",
    )
    return [Person.from_row(row) for row in rows]


def of_account(tx: Tx, user_id: int) -> list[Person]:
    """The people an account may speak for."""
    rows = tx.all(
        f"{_PEOPLE} JOIN account_people l ON l.person_id = p.id"
        " WHERE l.user_id = $1 AND l.ended_at IS NULL ORDER BY l.linked_at, p.id",
        user_id,
    )
    return [Person.from_row(row) for row in rows]


def posts(tx: Tx, event_id: int, person_id: int) -> tuple[Post, ...]:
    """The posts somebody holds now in an event."""
    rows = tx.all(
        f"{_POSTS} WHERE person_id = $2 AND event_id = $1 AND ended_at IS NULL ORDER BY id",
        event_id, person_id,
    )  # fmt: skip
    return tuple(Post.from_row(row) for row in rows)


def posts_of_account(tx: Tx, event_id: int, user_id: int) -> list[Post]:
    """The posts that the people of an account hold now in an event."""
    return [post for each in of_account(tx, user_id) for post in posts(tx, event_id, each.id)]


def holds(
    tx: Tx, event_id: int, person_id: int, role: str, area: str, station_id: int | None
) -> bool:
    """Whether somebody holds this post already."""
    held = posts(tx, event_id, person_id)
    return any((each.role, each.area, each.station_id) == (role, area, station_id) for each in held)


def posts_at_station(tx: Tx, event_id: int, station_id: int) -> list[Post]:
    """Everybody's posts at a station, the reporter and deputy first."""
    rows = tx.all(
        f"{_POSTS} WHERE station_id = $2 AND event_id = $1 AND ended_at IS NULL"
        " ORDER BY CASE seat WHEN 0 THEN 9 ELSE seat END, id",
        event_id, station_id,
    )  # fmt: skip
    return [Post.from_row(row) for row in rows]


def posts_within(tx: Tx, event_id: int, area: str, role: str) -> list[Post]:
    """The posts of a role in an area and below it."""
    rows = tx.all(
        f"{_POSTS} WHERE event_id = $1 AND {within('area', '$2')} AND role = $3"
        " AND ended_at IS NULL ORDER BY id",
        event_id, area, role,
    )  # fmt: skip
    return [Post.from_row(row) for row in rows]


def posts_for(tx: Tx, event_id: int, area: str) -> list[Post]:
    """The posts that belong to exactly this area, not to a station or store in it."""
    rows = tx.all(
        f"{_POSTS} WHERE event_id = $1 AND area = $2 AND station_id IS NULL AND store_id IS NULL"
        " AND ended_at IS NULL ORDER BY id",
        event_id, area,
    )  # fmt: skip
    return [Post.from_row(row) for row in rows]


def add_post(
    tx: Tx, at: datetime, event_id: int, person_id: int, role: str, area: str, *, source: str,
    station_id: int | None = None, store_id: int | None = None, agency: str | None = None,
    seat: int = 0, granted_by: int | None = None,
) -> int:  # fmt: skip
    """Give somebody a post and return its id."""
    row = tx.one(
        "INSERT INTO posts (event_id, person_id, role, area, station_id, store_id, agency, seat,"
        " source, granted_by, since_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " RETURNING id",
        event_id, person_id, role, area, station_id, store_id, agency, seat, source, granted_by,
        ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def end_post(tx: Tx, post_id: int, at: datetime, how: Ending = Ending.REVOKED) -> None:
    """Take a post away from now on; a post that has ended stays as it ended."""
    tx.run(
        "UPDATE posts SET ended_at = $2, ended_as = $3 WHERE id = $1 AND ended_at IS NULL",
        post_id, ms(at), str(how),
    )  # fmt: skip


def account(tx: Tx, user_id: int) -> Account | None:
    """The Telegram account, if it has ever written to the bot."""
    row = tx.one(
        "SELECT user_id, acting_person_id, blocked_at FROM accounts WHERE user_id = $1", user_id
    )
    if row is None:
        return None
    return Account(row["user_id"], row["acting_person_id"], row["blocked_at"] is not None)


def saw_account(tx: Tx, user_id: int, username: str | None, at: datetime) -> PersonId | None:
    """The account wrote to the bot: it exists and can be reached. Returns whom it acts as."""
    person_id: PersonId | None = tx.value(
        "INSERT INTO accounts (user_id, username, first_seen_at, last_seen_at)"
        " VALUES ($1, $2, $3, $3) ON CONFLICT (user_id) DO UPDATE SET"
        " username = excluded.username, last_seen_at = excluded.last_seen_at, blocked_at = NULL"
        " RETURNING acting_person_id",
        user_id, username, ms(at),
    )  # fmt: skip
    return person_id


def mark_blocked(tx: Tx, user_id: int, at: datetime) -> None:
    """The account blocked the bot, or is gone."""
    tx.run(
        "UPDATE accounts SET blocked_at = $2 WHERE user_id = $1 AND blocked_at IS NULL",
        user_id, ms(at),
    )  # fmt: skip


def link(tx: Tx, user_id: int, person_id: int, at: datetime) -> None:
    """From now on the account may speak for this person, and does."""
    tx.run(
        "INSERT INTO account_people (user_id, person_id, linked_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (user_id, person_id) DO UPDATE SET ended_at = NULL",
        user_id, person_id, ms(at),
    )  # fmt: skip
    act_as(tx, user_id, person_id)


def unlink(tx: Tx, user_id: int, person_id: int, at: datetime) -> None:
    """The account may no longer speak for this person."""
    tx.run(
        "UPDATE account_people SET ended_at = $3 WHERE user_id = $1 AND person_id = $2",
        user_id, person_id, ms(at),
    )  # fmt: skip
    tx.run(
        "UPDATE accounts SET acting_person_id = (SELECT MIN(person_id) FROM account_people"
        " WHERE user_id = $1 AND ended_at IS NULL) WHERE user_id = $1 AND acting_person_id = $2",
        user_id, person_id,
    )  # fmt: skip


def act_as(tx: Tx, user_id: int, person_id: int) -> None:
    """Let the account speak for this one of its people."""
    tx.run("UPDATE accounts SET acting_person_id = $2 WHERE user_id = $1", user_id, person_id)


def chats_of(tx: Tx, person_id: int) -> list[int]:
    """The private chats where somebody can be reached."""
    rows = tx.all(
        "SELECT l.user_id FROM account_people l JOIN accounts a ON a.user_id = l.user_id"
        " WHERE l.person_id = $1 AND l.ended_at IS NULL AND a.blocked_at IS NULL ORDER BY 1",
        person_id,
    )
    return [row["user_id"] for row in rows]
