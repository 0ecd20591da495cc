"""One content to many people: rows by INSERT … SELECT, in steps, once for each thing and person.

A thing is what must not reach anybody twice: 'reminder:12', 'broadcast:4'. Somebody with several
accounts gets it on the one seen last; people who share a phone get one message between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from storage.audience import REACHABLE, Audience, meant
from storage.database import Tx, placeholders
from storage.outbox import Priority
from storage.people import chat_of
from storage.silence import SEALED
from storage.times import ms

STEP = 250
"""People for each unit of work: a press that comes meanwhile waits for one of them, about 15 ms."""


_AT_EASE = (
    "EXISTS (SELECT 1 FROM posts e WHERE e.person_id = p.id AND e.event_id = $2"
    " AND e.ended_at IS NULL AND (e.station_id IS NULL OR EXISTS (SELECT 1 FROM current_reports c"
    f" WHERE c.event_id = $2 AND c.station_id = e.station_id AND c.topic = '{SEALED}')))"
)
"""SQL that is true for people who hold a post where no box waits to be sealed; $2 is the event."""


@dataclass(frozen=True)
class Parcel:
    """What goes out: a stored content, named by the thing it is; `life` ends its usefulness."""

    thing: str
    content_id: int
    kind: str
    priority: Priority = Priority.BULK
    life: timedelta | None = None
    method: str = "sendMessage"


@dataclass(frozen=True)
class Tally:
    """How a thing stands: people it went to, arrived, failed, and confirmed by them."""

    people: int
    sent: int
    failed: int
    confirmed: int


def to_audience(
    tx: Tx, at: datetime, parcel: Parcel, event_id: int, audience: Audience, after: int,
    *, spare_counting: bool = False, but_confirmed: Sequence[str] = (),
) -> int | None:  # fmt: skip
    """Queue the parcel for the next people of an audience, those with ids above `after`.

    `spare_counting` leaves out people whose only posts are at stations with an unsealed box,
    `but_confirmed` those who have confirmed one of these things.
    Returns the id it got to, or None when nobody is left.
    """
    if audience.people:
        return _next_of_list(
            tx, at, parcel, event_id, audience, after, spare_counting, but_confirmed
        )
    return _next(tx, at, parcel, event_id, audience, after, spare_counting, but_confirmed)


def _next_of_list(
    tx: Tx, at: datetime, parcel: Parcel, event_id: int, audience: Audience, after: int,
    spare_counting: bool, but_confirmed: Sequence[str],
) -> int | None:  # fmt: skip
    """A list of thousands would slow every step down: only the next of them are looked at."""
    window = sorted(each for each in audience.people if each > after)[:STEP]
    if not window:
        return None
    some = replace(audience, people=tuple(window))
    _next(tx, at, parcel, event_id, some, after, spare_counting, but_confirmed)
    return window[-1]


def _next(
    tx: Tx, at: datetime, parcel: Parcel, event_id: int, audience: Audience, after: int,
    spare_counting: bool, but_confirmed: Sequence[str],
) -> int | None:  # fmt: skip
    where, values = meant(audience, first=3)
    among = (
        "p.id IN (SELECT t.person_id FROM posts t WHERE t.event_id = $2 AND t.ended_at IS NULL"
        f" AND {where})"
    )
    if spare_counting:
        among = f"{among} AND {_AT_EASE}"
    values = [event_id, *values]
    if but_confirmed:
        things = placeholders(len(values) + 2, len(but_confirmed))
        among = (
            f"{among} AND NOT EXISTS (SELECT 1 FROM deliveries g WHERE g.person_id = p.id"
            f" AND g.thing IN ({things}) AND g.confirmed_at IS NOT NULL)"
        )
    return _step(tx, at, parcel, after, among, [*values, *but_confirmed])


def to_receivers(
    tx: Tx, at: datetime, parcel: Parcel, things: Sequence[str], after: int
) -> int | None:
    """The same for those who got any of these things before: a change or a cancellation."""
    before = placeholders(2, len(things))
    among = f"p.id IN (SELECT g.person_id FROM deliveries g WHERE g.thing IN ({before}))"
    return _step(tx, at, parcel, after, among, things)


def _step(
    tx: Tx, at: datetime, parcel: Parcel, after: int, among: str, values: Sequence[Any]
) -> int | None:
    # $1 is the cursor, `among` goes on from $2, and what is written comes last.
    chosen = (
        f"FROM people p WHERE p.id > $1 AND p.erased_at IS NULL AND {REACHABLE} AND {among}"
        f" ORDER BY p.id LIMIT {STEP}"
    )
    last = tx.value(
        f"SELECT MAX(id) FROM (SELECT p.id {chosen}) AS step",
        after, *values,
    )  # fmt: skip
    if last is None:
        return None
    thing, moment = f"${len(values) + 2}", f"${len(values) + 3}"
    tx.run(
        "INSERT INTO deliveries (thing, person_id, chat_id, created_at)"
        f" SELECT {thing}, p.id, {chat_of('p.id')}, {moment} {chosen}"
        " ON CONFLICT (thing, person_id) DO NOTHING",
        after, *values, parcel.thing, ms(at),
    )  # fmt: skip
    _queue(tx, at, parcel, after, last)
    return int(last)


def _queue(tx: Tx, at: datetime, parcel: Parcel, after: int, last: int) -> None:
    newest = tx.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
    # Of people who share a phone only the first one's row becomes a message.
    tx.run(
        "INSERT INTO outbox (chat_id, method, content_id, kind, priority, created_at, due_at,"
        " expires_at) SELECT d.chat_id, $9, $4, $5, $6, $7, $7, $8 FROM deliveries d"
        " WHERE d.thing = $1 AND d.person_id > $2 AND d.person_id <= $3 AND d.outbox_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.thing = $1"
        " AND e.chat_id = d.chat_id AND (e.person_id < d.person_id OR e.outbox_id IS NOT NULL))"
        " ORDER BY d.person_id",
        parcel.thing, after, last, parcel.content_id, parcel.kind, int(parcel.priority), ms(at),
        None if parcel.life is None else ms(at + parcel.life), parcel.method,
    )  # fmt: skip
    queued = tx.all(
        "SELECT id, chat_id FROM outbox WHERE id > $1 AND content_id = $2", newest,
        parcel.content_id,
    )  # fmt: skip
    tx.many(
        "UPDATE deliveries SET outbox_id = $1 WHERE thing = $2 AND chat_id = $3",
        [(row["id"], parcel.thing, row["chat_id"]) for row in queued],
    )
    # Who shares a phone with somebody of an earlier step has the message that went there.
    tx.run(
        "UPDATE deliveries SET outbox_id = (SELECT MAX(e.outbox_id) FROM deliveries e"
        " WHERE e.thing = $1 AND e.chat_id = deliveries.chat_id)"
        " WHERE thing = $1 AND person_id > $2 AND person_id <= $3 AND outbox_id IS NULL",
        parcel.thing, after, last,
    )  # fmt: skip


def claim(tx: Tx, at: datetime, thing: str, person_id: int, chat_id: int) -> bool:
    """Take note that one person gets a thing; False when they have it already."""
    return tx.run(
        "INSERT INTO deliveries (thing, person_id, chat_id, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (thing, person_id) DO NOTHING",
        thing, person_id, chat_id, ms(at),
    ) == 1  # fmt: skip


def confirm(tx: Tx, at: datetime, thing: str, chat_id: int) -> bool | None:
    """The people behind a chat confirm a thing: True the first time, None if it never got there."""
    newly = tx.run(
        "UPDATE deliveries SET confirmed_at = $3"
        " WHERE thing = $1 AND chat_id = $2 AND confirmed_at IS NULL",
        thing, chat_id, ms(at),
    )  # fmt: skip
    if newly:
        return True
    got = tx.value("SELECT 1 FROM deliveries WHERE thing = $1 AND chat_id = $2", thing, chat_id)
    return None if got is None else False


def content_of(tx: Tx, thing: str, chat_id: int) -> str | None:
    """The JSON payload in which a chat got a thing."""
    payload: str | None = tx.value(
        "SELECT COALESCE(o.payload, c.payload) FROM deliveries d JOIN outbox o"
        " ON o.id = d.outbox_id LEFT JOIN contents c ON c.id = o.content_id"
        " WHERE d.thing = $1 AND d.chat_id = $2",
        thing, chat_id,
    )  # fmt: skip
    return payload


def tally(tx: Tx, thing: str) -> Tally:
    """Count how a thing stands."""
    row = tx.one(
        "SELECT COUNT(*) AS people, COUNT(o.sent_at) AS sent, COUNT(o.failed_at) AS failed,"
        " COUNT(d.confirmed_at) AS confirmed"
        " FROM deliveries d LEFT JOIN outbox o ON o.id = d.outbox_id WHERE d.thing = $1",
        thing,
    )
    return Tally(0, 0, 0, 0) if row is None else Tally(*row)
