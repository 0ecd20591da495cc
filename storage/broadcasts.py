"""Broadcasts: one message to an audience, queued in steps, counted, paused, stopped, repeated.

What each state means for the outbox is brought about by `step`, a thousand rows a unit, so that
a press costs nothing and a kill in between loses nothing: the next step goes on from the rows.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Self

from storage import fanout, outbox
from storage.audience import REACHABLE, Audience, meant
from storage.database import Row, Tx, placeholders
from storage.fanout import STEP, Parcel
from storage.outbox import Payload
from storage.people import chat_of
from storage.times import maybe_moment, moment, ms

BroadcastId = NewType("BroadcastId", int)
STOPPED_BY_PEOPLE = "stopped"
"""The `error` of outbox rows that were stopped before they were sent."""


_TO_UNREAD = 1
"""`again`: to all who have not confirmed; any other number: to those who do not have it."""


class State(StrEnum):
    """WAITING needs a second admin; DONE has nothing left to send."""

    WAITING = "waiting"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class Draft:
    """What is broadcast: a Bot API method, its payload without chat_id, and to whom."""

    event_id: int
    author_id: int
    author_chat: int
    method: str
    payload: Payload
    audience: Audience
    must_confirm: bool
    total: int


@dataclass(frozen=True)
class Broadcast:
    """A stored broadcast; `total` counts the people it is for, reachable or not."""

    id: BroadcastId
    event_id: int
    author_id: int
    author_chat: int
    method: str
    payload: Payload
    audience: Audience
    must_confirm: bool
    state: State
    total: int
    cursor: int
    again: int
    content_id: int | None
    approved_by: int | None
    created_at: datetime
    started_at: datetime | None
    queued_at: datetime | None
    finished_at: datetime | None

    @property
    def thing(self) -> str:
        """What must not reach anybody twice."""
        return f"broadcast:{self.id}"

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            BroadcastId(row["id"]), row["event_id"], row["author_id"], row["author_chat"],
            row["method"], json.loads(row["payload"]), Audience.from_json(row["audience"]),
            bool(row["must_confirm"]), State(row["state"]), row["total"], row["cursor"],
            row["again"], row["content_id"], row["approved_by"], moment(row["created_at"]),
            maybe_moment(row["started_at"]), maybe_moment(row["queued_at"]),
            maybe_moment(row["finished_at"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """How many people each fate has met; all but `confirmed` add up to `total`."""

    total: int
    sent: int
    failed: int
    stopped: int
    waiting: int
    unreachable: int
    confirmed: int


def add(tx: Tx, at: datetime, draft: Draft) -> BroadcastId:
    """Store a broadcast that waits for its start."""
    row = tx.one(
        "INSERT INTO broadcasts (event_id, author_id, author_chat, method, payload, audience,"
        " must_confirm, state, total, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting',"
        " $8, $9) RETURNING id",
        draft.event_id, draft.author_id, draft.author_chat, draft.method,
        json.dumps(draft.payload, ensure_ascii=False, separators=(",", ":")),
        draft.audience.to_json(), int(draft.must_confirm), draft.total, ms(at),
    )  # fmt: skip
    assert row is not None
    return BroadcastId(row["id"])


def get(tx: Tx, broadcast_id: int) -> Broadcast | None:
    """The broadcast with this id."""
    row = tx.one("SELECT * FROM broadcasts WHERE id = $1", broadcast_id)
    return None if row is None else Broadcast.from_row(row)


def recent(tx: Tx, event_id: int, author_id: int | None, most: int = 8) -> list[Broadcast]:
    """The newest broadcasts first, of one author or of all."""
    rows = tx.all(
        "SELECT * FROM broadcasts WHERE event_id = $1 AND ($2 IS NULL OR author_id = $2)"
        " ORDER BY id DESC LIMIT $3",
        event_id, author_id, most,
    )  # fmt: skip
    return [Broadcast.from_row(row) for row in rows]


def start(
    tx: Tx, at: datetime, broadcast: Broadcast, payload: Payload, approved_by: int | None
) -> None:
    """Let it go out from now on as `payload`, perhaps with a second person's approval."""
    tx.run(
        "UPDATE broadcasts SET state = 'sending', content_id = $2, approved_by = $3,"
        " started_at = $4 WHERE id = $1",
        broadcast.id, outbox.content(tx, payload), approved_by, ms(at),
    )  # fmt: skip


def move(tx: Tx, at: datetime, broadcast_id: int, state: State) -> None:
    """Change the state; the outbox follows by `step`."""
    over = ms(at) if state in (State.STOPPED, State.DONE) else None
    tx.run(
        "UPDATE broadcasts SET state = $2, finished_at = $3 WHERE id = $1",
        broadcast_id, state, over,
    )  # fmt: skip


def repeat(tx: Tx, broadcast_id: int) -> None:
    """Send once more to those who have not confirmed, failed, or could not be reached before.

    One that was stopped is brought to its end first: only to those who do not have it.
    """
    tx.run(
        "UPDATE broadcasts SET again = CASE WHEN state = 'stopped' THEN 2 ELSE 1 END,"
        " state = 'sending', cursor = 0, queued_at = NULL, finished_at = NULL WHERE id = $1",
        broadcast_id,
    )


# ── Bringing the outbox to the state ─────────────────────────────────────────────────────────
def step(tx: Tx, at: datetime, broadcast_id: int) -> bool:
    """One unit of the work that a state asks for; False when there is none left."""
    broadcast = get(tx, broadcast_id)
    if broadcast is None:
        return False
    match broadcast.state:
        case State.SENDING:
            return _release(tx, broadcast) or _queue(tx, at, broadcast)
        case State.PAUSED:
            return _change_pending(tx, broadcast, held=0, change="held = 1")
        case State.STOPPED:
            failed = f"failed_at = {ms(at)}, error = '{STOPPED_BY_PEOPLE}', held = 0"
            return _change_pending(tx, broadcast, held=None, change=failed)
        case _:
            return False


def _release(tx: Tx, broadcast: Broadcast) -> bool:
    if tx.value("SELECT 1 FROM outbox WHERE held = 1 LIMIT 1") is None:
        return False  # almost always; looking through all that was queued takes long
    return _change_pending(tx, broadcast, held=1, change="held = 0")


def _change_pending(tx: Tx, broadcast: Broadcast, *, held: int | None, change: str) -> bool:
    """Change the next rows that were not sent yet; True when there may be more."""
    changed = tx.run(
        f"UPDATE outbox SET {change} WHERE id IN (SELECT o.id FROM deliveries d"
        " JOIN outbox o ON o.id = d.outbox_id WHERE d.thing = $1 AND o.sent_at IS NULL"
        " AND o.failed_at IS NULL AND ($2 IS NULL OR o.held = $2) ORDER BY d.person_id"
        f" LIMIT {STEP})",
        broadcast.thing, held,
    )  # fmt: skip
    return changed == STEP


def _queue(tx: Tx, at: datetime, broadcast: Broadcast) -> bool:
    if broadcast.queued_at is not None or broadcast.content_id is None:
        return False
    if broadcast.again:
        _take_back(tx, broadcast)
        return True
    parcel = Parcel(
        broadcast.thing, broadcast.content_id, "broadcast", method=broadcast.method
    )  # fmt: skip
    reached = fanout.to_audience(
        tx, at, parcel, broadcast.event_id, broadcast.audience, broadcast.cursor
    )
    if reached is not None:
        tx.run("UPDATE broadcasts SET cursor = $2 WHERE id = $1", broadcast.id, reached)
        return True
    tx.run(
        "UPDATE broadcasts SET queued_at = $2, total = $3 WHERE id = $1",
        broadcast.id, ms(at), _people(tx, broadcast),
    )  # fmt: skip
    return False


def _take_back(tx: Tx, broadcast: Broadcast) -> None:
    """Treat the next people who have not confirmed as if nothing had gone to them yet.

    Whoever is no longer meant, such as a reporter who has reported by now, keeps what they have.
    """
    unread = broadcast.must_confirm and broadcast.again == _TO_UNREAD
    open_still = "d.confirmed_at IS NULL" if unread else "o.sent_at IS NULL"
    where, values = meant(broadcast.audience, first=4)
    rows = tx.all(
        "SELECT d.person_id FROM deliveries d JOIN people p ON p.id = d.person_id"
        " LEFT JOIN outbox o ON o.id = d.outbox_id WHERE d.thing = $1 AND d.person_id > $2"
        f" AND {open_still} AND (o.sent_at IS NOT NULL OR o.failed_at IS NOT NULL)"
        f" AND {REACHABLE} AND p.id IN (SELECT t.person_id FROM posts t WHERE t.event_id = $3"
        f" AND t.ended_at IS NULL AND {where}) ORDER BY d.person_id LIMIT {STEP}",
        broadcast.thing, broadcast.cursor, broadcast.event_id, *values,
    )  # fmt: skip
    if not rows:
        tx.run("UPDATE broadcasts SET again = 0, cursor = 0 WHERE id = $1", broadcast.id)
        return
    tx.many(
        f"UPDATE deliveries SET outbox_id = NULL, chat_id = {chat_of('$2')}"
        " WHERE thing = $1 AND person_id = $2",
        [(broadcast.thing, row["person_id"]) for row in rows],
    )
    tx.run("UPDATE broadcasts SET cursor = $2 WHERE id = $1", broadcast.id, rows[-1]["person_id"])


def _people(tx: Tx, broadcast: Broadcast) -> int:
    """Everybody it is for: those it went to, and those of the audience it could not go to."""
    where, values = meant(broadcast.audience, first=3)
    return int(
        tx.value(
            "SELECT (SELECT COUNT(*) FROM deliveries WHERE thing = $1) + (SELECT COUNT(*)"
            " FROM people p WHERE p.erased_at IS NULL AND p.id IN (SELECT t.person_id"
            f" FROM posts t WHERE t.event_id = $2 AND t.ended_at IS NULL AND {where})"
            " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.thing = $1"
            " AND d.person_id = p.id))",
            broadcast.thing, broadcast.event_id, *values,
        )
    )  # fmt: skip


# ── How it stands ────────────────────────────────────────────────────────────────────────────
def figures(tx: Tx, broadcast: Broadcast) -> Figures:
    """Count the fates of everybody a broadcast is for."""
    row = tx.one(
        "SELECT COUNT(*) AS people, COUNT(o.id) AS messages, COUNT(o.sent_at) AS sent,"
        " COALESCE(SUM(CASE WHEN o.failed_at IS NOT NULL AND o.error = $2 THEN 1 ELSE 0 END), 0)"
        " AS stopped, COUNT(o.failed_at) AS not_sent, COUNT(d.confirmed_at) AS confirmed"
        " FROM deliveries d LEFT JOIN outbox o ON o.id = d.outbox_id WHERE d.thing = $1",
        broadcast.thing, STOPPED_BY_PEOPLE,
    )  # fmt: skip
    assert row is not None
    beyond = max(broadcast.total - row["people"], 0)
    # Whoever left the audience between two sendings has no message of the second one.
    lost = row["people"] - row["messages"]
    queueing = broadcast.queued_at is None and broadcast.state is not State.STOPPED
    return Figures(
        total=max(broadcast.total, row["people"]),
        sent=row["sent"],
        failed=row["not_sent"] - row["stopped"] + (0 if queueing else lost),
        stopped=row["stopped"],
        waiting=row["messages"]
        - row["sent"]
        - row["not_sent"]
        + (beyond + lost if queueing else 0),
        unreachable=0 if queueing else beyond,
        confirmed=row["confirmed"],
    )


def confirm(tx: Tx, at: datetime, broadcast_id: int, chat_id: int) -> bool | None:
    """The people behind a chat have read it: True the first time, None if it never got there."""
    return fanout.confirm(tx, at, f"broadcast:{broadcast_id}", chat_id)


def other_admins(
    tx: Tx, event_id: int, admin_ids: Collection[int], but: int, but_chat: int
) -> list[int]:
    """The chats of admins who can be reached now, without one person and one chat."""
    rows = tx.all(
        "SELECT DISTINCT a.user_id FROM posts t JOIN account_people l ON l.person_id = t.person_id"
        " AND l.ended_at IS NULL JOIN accounts a ON a.user_id = l.user_id"
        " WHERE t.event_id = $1 AND t.role = 'admin' AND t.ended_at IS NULL"
        " AND t.person_id <> $2 AND a.blocked_at IS NULL",
        event_id, but,
    )  # fmt: skip
    named = tx.all(
        "SELECT user_id FROM accounts WHERE blocked_at IS NULL AND acting_person_id IS NOT NULL"
        f" AND acting_person_id <> $1 AND user_id IN ({placeholders(2, len(admin_ids))})",
        but, *admin_ids,
    )  # fmt: skip
    return sorted({row["user_id"] for row in [*rows, *named]} - {but_chat})
