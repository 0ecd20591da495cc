"""Writing a roster: small operations, many of which make one step of an import.

An operation only fills in: None leaves what is there. Each can be repeated without harm, so an
import that was interrupted simply starts again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage import people
from storage.database import Tx
from storage.people import Ending
from storage.times import ms


@dataclass(frozen=True, slots=True)
class PutArea:
    """An area with its name; `level` is 'city', 'district' or 'village'."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Renumber:
    """Stations that take new numbers at one stroke, so that they may swap: (id, area, number)."""

    moves: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True, slots=True)
class PutStation:
    """A station; it is found by area and number."""

    area: str
    number: int
    address: str | None
    lat: float | None
    lon: float | None
    voters_male: int | None
    voters_female: int | None
    vulnerability: str | None
    no_phone: bool | None


@dataclass(frozen=True, slots=True)
class PutStore:
    """A store; `stations` (village, number) replaces the list of what is kept there."""

    code: str
    area: str
    name: str
    address: str | None
    lat: float | None
    lon: float | None
    stations: tuple[tuple[str, int], ...] | None


@dataclass(frozen=True, slots=True)
class PutPost:
    """A post at a station, for a store, or of an area; `id` None: a new one."""

    id: int | None
    role: str
    area: str
    number: int | None
    store: str | None
    agency: str | None
    seat: int | None


@dataclass(frozen=True, slots=True)
class PutPerson:
    """A person with new or changed posts; `id` None: somebody new."""

    id: int | None
    name: str
    phone: str | None
    bpjs: bool | None
    posts: tuple[PutPost, ...]


@dataclass(frozen=True, slots=True)
class EndPost:
    """A post that is held no more."""

    id: int


@dataclass(frozen=True, slots=True)
class PutContact:
    """A number to call in an area; found by its name."""

    area: str
    kind: str
    name: str
    phone: str


Operation = PutArea | Renumber | PutStation | PutStore | PutPerson | EndPost | PutContact


@dataclass(frozen=True)
class Hand:
    """On whose behalf the roster is written: for which event, when, by whom (None: the CLI)."""

    event_id: int
    at: datetime
    by: int | None


def carry_out(tx: Tx, hand: Hand, operations: Iterable[Operation]) -> None:
    """Write operations in their order."""
    for operation in operations:
        match operation:
            case PutPerson():
                _put_person(tx, hand, operation)
            case PutStation():
                _put_station(tx, operation)
            case EndPost():
                _end_post(tx, hand, operation)
            case PutStore():
                _put_store(tx, operation)
            case PutContact():
                _put_contact(tx, operation)
            case PutArea():
                _put_area(tx, operation)
            case Renumber():
                _renumber(tx, hand, operation)


def forget_file(tx: Tx, reference: str) -> None:
    """Delete a roster that was kept between preview and import ('file:…')."""
    tx.run("DELETE FROM files WHERE sha256 = $1", reference.removeprefix("file:"))


def newest_job(tx: Tx, kind: str, user_id: int) -> int | None:
    """The newest of an account's jobs of one kind; its payload holds `user_id`."""
    rows = tx.all("SELECT id, payload FROM jobs WHERE kind = $1 ORDER BY id DESC LIMIT 20", kind)
    return next((r["id"] for r in rows if json.loads(r["payload"])["user_id"] == user_id), None)


def in_state(tx: Tx, kind: str, state: str) -> list[int]:
    """Jobs of one kind, newest first, whose payload's `state` is this."""
    rows = tx.all(
        "SELECT id, payload FROM jobs WHERE kind = $1 AND payload LIKE $2 ORDER BY id DESC",
        kind, f"%{state}%",
    )  # fmt: skip
    return [row["id"] for row in rows if json.loads(row["payload"])["state"] == state]


def accounts_with_posts_since(tx: Tx, event_id: int, since: datetime) -> list[int]:
    """Accounts of people whose posts began or ended since then: their command lists may change."""
    rows = tx.all(
        "SELECT DISTINCT l.user_id FROM account_people l JOIN posts t ON t.person_id = l.person_id"
        " WHERE l.ended_at IS NULL AND t.event_id = $1 AND (t.since_at >= $2 OR t.ended_at >= $2)"
        " ORDER BY 1",
        event_id, ms(since),
    )  # fmt: skip
    return [row["user_id"] for row in rows]


def _put_area(tx: Tx, area: PutArea) -> None:
    tx.run(
        "INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name",
        area.code, area.name, area.level,
    )  # fmt: skip


def _renumber(tx: Tx, hand: Hand, change: Renumber) -> None:
    """Keep the former numbers, step aside (numbers are unique), then take the new ones."""
    for station_id, area, number in change.moves:
        tx.run(
            "INSERT INTO station_numbers (station_id, area, number, until_at)"
            " SELECT id, area, number, $4 FROM stations"
            " WHERE id = $1 AND NOT (area = $2 AND number = $3) ON CONFLICT DO NOTHING",
            station_id, area, number, ms(hand.at),
        )  # fmt: skip
    tx.many(
        "UPDATE stations SET number = -id WHERE id = $1",
        [(station_id,) for station_id, _, _ in change.moves],
    )
    for station_id, area, number in change.moves:
        tx.run("UPDATE stations SET area = $2, number = $3 WHERE id = $1", station_id, area, number)
        tx.run(
            "UPDATE posts SET area = $2 WHERE station_id = $1 AND ended_at IS NULL"
            " AND area <> $2",
            station_id, area,
        )  # fmt: skip


def _put_station(tx: Tx, station: PutStation) -> None:
    tx.run(
        "INSERT INTO stations (area, number, address, lat, lon, voters_male, voters_female,"
        " vulnerability, no_phone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, COALESCE($9, 0))"
        " ON CONFLICT (area, number) DO UPDATE SET"
        " address = COALESCE(excluded.address, stations.address),"
        " lat = COALESCE(excluded.lat, stations.lat), lon = COALESCE(excluded.lon, stations.lon),"
        " voters_male = COALESCE(excluded.voters_male, stations.voters_male),"
        " voters_female = COALESCE(excluded.voters_female, stations.voters_female),"
        " vulnerability = COALESCE(excluded.vulnerability, stations.vulnerability),"
        " no_phone = COALESCE($9, stations.no_phone)",
        station.area, station.number, station.address, station.lat, station.lon,
        station.voters_male, station.voters_female, station.vulnerability, _flag(station.no_phone),
    )  # fmt: skip


def _put_store(tx: Tx, store: PutStore) -> None:
    row = tx.one(
        "INSERT INTO stores (code, area, name, address, lat, lon)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET"
        " area = excluded.area, name = excluded.name,"
        " address = COALESCE(excluded.address, stores.address),"
        " lat = COALESCE(excluded.lat, stores.lat), lon = COALESCE(excluded.lon, stores.lon)"
        " RETURNING id",
        store.code, store.area, store.name, store.address, store.lat, store.lon,
    )  # fmt: skip
    assert row is not None
    if store.stations is None:
        return
    tx.run("DELETE FROM store_stations WHERE store_id = $1", row["id"])
    tx.many(
        "INSERT INTO store_stations (store_id, station_id)"
        " SELECT $1, id FROM stations WHERE area = $2 AND number = $3",
        [(row["id"], area, number) for area, number in store.stations],
    )


def _put_contact(tx: Tx, contact: PutContact) -> None:
    tx.run(
        "INSERT INTO contacts (area, name, kind, phone) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (area, name) DO UPDATE SET kind = excluded.kind, phone = excluded.phone",
        contact.area, contact.name, contact.kind, contact.phone,
    )  # fmt: skip


def _put_person(tx: Tx, hand: Hand, person: PutPerson) -> None:
    if person.id is None:
        person_id = _twin(tx, person) or _new_person(tx, hand, person)
    else:
        person_id = person.id
        tx.run(
            "UPDATE people SET name = $2, phone = COALESCE($3, phone), bpjs = COALESCE($4, bpjs)"
            " WHERE id = $1",
            person_id, person.name, person.phone, _flag(person.bpjs),
        )  # fmt: skip
    for post in person.posts:
        _put_post(tx, hand, person_id, post)


def _twin(tx: Tx, person: PutPerson) -> int | None:
    """Somebody who was let in under this name and number since the file was compared."""
    if person.phone is None:
        return None
    found: int | None = tx.value(
        "SELECT MIN(id) FROM people WHERE phone = $1 AND LOWER(name) = LOWER($2)"
        " AND erased_at IS NULL",
        person.phone, person.name,
    )  # fmt: skip
    return found


def _new_person(tx: Tx, hand: Hand, person: PutPerson) -> int:
    row = tx.one(
        "INSERT INTO people (name, phone, bpjs, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        person.name, person.phone, _flag(person.bpjs), ms(hand.at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def _put_post(tx: Tx, hand: Hand, person_id: int, post: PutPost) -> None:
    station_id = _station_id(tx, post)
    if post.seat and station_id is not None:
        tx.run(
            "UPDATE posts SET seat = 0 WHERE event_id = $1 AND station_id = $2 AND seat = $3"
            " AND ended_at IS NULL",
            hand.event_id, station_id, post.seat,
        )  # fmt: skip
    if post.id is not None:
        tx.run(
            "UPDATE posts SET agency = COALESCE($2, agency), seat = COALESCE($3, seat)"
            " WHERE id = $1 AND ended_at IS NULL",
            post.id, post.agency, post.seat,
        )  # fmt: skip
        return
    store_id = None
    if post.store is not None:
        store_id = tx.value("SELECT id FROM stores WHERE code = $1", post.store)
    tx.run(
        "INSERT INTO posts (event_id, person_id, role, area, station_id, store_id, agency, seat,"
        " source, granted_by, since_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'roster', $9, $10"
        " WHERE NOT EXISTS (SELECT 1 FROM posts WHERE event_id = $1 AND person_id = $2"
        " AND role = $3 AND area = $4 AND COALESCE(station_id, 0) = COALESCE($5, 0)"
        " AND COALESCE(store_id, 0) = COALESCE($6, 0) AND ended_at IS NULL)",
        hand.event_id, person_id, post.role, post.area, station_id, store_id, post.agency,
        post.seat or 0, hand.by, ms(hand.at),
    )  # fmt: skip


def _station_id(tx: Tx, post: PutPost) -> int | None:
    if post.number is None:
        return None
    row = tx.one("SELECT id FROM stations WHERE area = $1 AND number = $2", post.area, post.number)
    assert row is not None
    return int(row["id"])


def _end_post(tx: Tx, hand: Hand, post: EndPost) -> None:
    people.end_post(tx, post.id, hand.at, Ending.ROSTER)


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
