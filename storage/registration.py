"""How people get in: requests that somebody who knows them decides, and invitations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from storage.database import Row, Tx
from storage.people import PersonId
from storage.times import moment, ms


@dataclass(frozen=True)
class Wish:
    """Who somebody says to be; `person_id` is set for a known person who asks for another post."""

    name: str
    phone: str
    person_id: PersonId | None
    role: str
    area: str
    station_id: int | None


@dataclass(frozen=True)
class Request:
    """A wish of an account; `state` is 'waiting', 'approved', 'refused' or 'withdrawn'."""

    id: int
    event_id: int
    user_id: int
    wish: Wish
    state: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: PersonId | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        wish = Wish(
            row["name"], row["phone"], row["person_id"], row["role"], row["area"],
            row["station_id"],
        )  # fmt: skip
        decided = None if row["decided_at"] is None else moment(row["decided_at"])
        return cls(
            row["id"], row["event_id"], row["user_id"], wish, row["state"],
            moment(row["created_at"]), decided, row["decided_by"],
        )  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """The post that an invitation gives; `person_id` is set for a personal one."""

    role: str
    area: str
    station_id: int | None
    agency: str | None
    person_id: PersonId | None = None


@dataclass(frozen=True)
class Invitation:
    """An offer behind a secret token, for `uses_left` more people."""

    id: int
    token: str
    event_id: int
    offer: Offer
    uses_left: int
    expires_at: datetime
    created_by: PersonId | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        offer = Offer(row["role"], row["area"], row["station_id"], row["agency"], row["person_id"])
        return cls(
            row["id"], row["token"], row["event_id"], offer, row["uses_left"],
            moment(row["expires_at"]), row["created_by"],
        )  # fmt: skip


# ── Requests ─────────────────────────────────────────────────────────────────────────────────
def ask(tx: Tx, at: datetime, event_id: int, user_id: int, wish: Wish) -> int:
    """Write a request down and return its id."""
    row = tx.one(
        "INSERT INTO access_requests (event_id, user_id, name, phone, person_id, role, area,"
        " station_id, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9)"
        " RETURNING id",
        event_id, user_id, wish.name, wish.phone, wish.person_id, wish.role, wish.area,
        wish.station_id, ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def request(tx: Tx, request_id: int) -> Request | None:
    """A request by its id, in whatever state."""
    row = tx.one("SELECT * FROM access_requests WHERE id = $1", request_id)
    return None if row is None else Request.from_row(row)


def waiting_request(tx: Tx, user_id: int) -> Request | None:
    """The request of an account that is still undecided; there is at most one."""
    row = tx.one(
        "SELECT * FROM access_requests WHERE user_id = $1 AND state = 'waiting'"
        " ORDER BY id DESC LIMIT 1",
        user_id,
    )
    return None if row is None else Request.from_row(row)


def requests_since(tx: Tx, user_id: int, since: datetime) -> int:
    """How many requests an account made since then."""
    count = tx.value(
        "SELECT COUNT(*) FROM access_requests WHERE user_id = $1 AND created_at >= $2",
        user_id, ms(since),
    )  # fmt: skip
    return int(count)


def decide(tx: Tx, at: datetime, request_id: int, state: str, by: int | None) -> bool:
    """Settle a request; False if somebody was faster."""
    changed = tx.run(
        "UPDATE access_requests SET state = $2, decided_at = $3, decided_by = $4"
        " WHERE id = $1 AND state = 'waiting'",
        request_id, state, ms(at), by,
    )  # fmt: skip
    return changed == 1


def overdue(tx: Tx, before: datetime, most: int) -> list[Request]:
    """Requests undecided since before then that the admins have not been shown yet."""
    rows = tx.all(
        "SELECT * FROM access_requests WHERE state = 'waiting' AND escalated_at IS NULL"
        " AND created_at <= $1 ORDER BY created_at, id LIMIT $2",
        ms(before), most,
    )  # fmt: skip
    return [Request.from_row(row) for row in rows]


def escalated(tx: Tx, at: datetime, request_id: int) -> None:
    """The admins are shown the request from now on."""
    tx.run("UPDATE access_requests SET escalated_at = $2 WHERE id = $1", request_id, ms(at))


def thing(request_id: int) -> str:
    """The name of a request among the things that are delivered to people."""
    return f"request:{request_id}"


def shown_to(tx: Tx, at: datetime, request_id: int, person_id: int, chat_id: int) -> None:
    """Somebody was asked to decide."""
    tx.run(
        "INSERT INTO deliveries (thing, person_id, chat_id, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT DO NOTHING",
        thing(request_id), person_id, chat_id, ms(at),
    )  # fmt: skip


def chats_asked(tx: Tx, request_id: int) -> list[int]:
    """The chats of everybody who was asked to decide."""
    rows = tx.all(
        "SELECT DISTINCT chat_id FROM deliveries WHERE thing = $1 ORDER BY 1", thing(request_id)
    )
    return [row["chat_id"] for row in rows]


def forget_drafts(tx: Tx, form: str, before: datetime) -> None:
    """Throw drafts of one form away that were not touched since then."""
    tx.run("DELETE FROM drafts WHERE form = $1 AND touched_at < $2", form, ms(before))


# ── Invitations ──────────────────────────────────────────────────────────────────────────────
def invite(
    tx: Tx, at: datetime, event_id: int, token: str, offer: Offer, *, uses: int,
    expires_at: datetime, created_by: int | None,
) -> int:  # fmt: skip
    """Write an invitation down and return its id."""
    row = tx.one(
        "INSERT INTO invitations (token, event_id, role, area, station_id, person_id, agency,"
        " uses_left, expires_at, created_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        token, event_id, offer.role, offer.area, offer.station_id, offer.person_id, offer.agency,
        uses, ms(expires_at), created_by, ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def invitation(tx: Tx, invitation_id: int) -> Invitation | None:
    """An invitation by its id, still good or not."""
    row = tx.one("SELECT * FROM invitations WHERE id = $1", invitation_id)
    return None if row is None else Invitation.from_row(row)


def good_invitation(tx: Tx, now: datetime, event_id: int, token: str) -> Invitation | None:
    """The invitation behind a token, if it still lets somebody in."""
    row = tx.one(
        "SELECT * FROM invitations WHERE token = $1 AND event_id = $2 AND uses_left > 0"
        " AND expires_at > $3",
        token, event_id, ms(now),
    )  # fmt: skip
    return None if row is None else Invitation.from_row(row)


def personal_invitation(
    tx: Tx, good_at: datetime, event_id: int, offer: Offer, created_by: int
) -> Invitation | None:
    """The personal invitation that somebody made for the same post and that is still good then."""
    row = tx.one(
        "SELECT * FROM invitations WHERE event_id = $1 AND person_id = $2 AND role = $3"
        " AND area = $4 AND COALESCE(station_id, 0) = COALESCE($5, 0) AND created_by = $6"
        " AND uses_left > 0 AND expires_at > $7 ORDER BY id DESC LIMIT 1",
        event_id, offer.person_id, offer.role, offer.area, offer.station_id, created_by,
        ms(good_at),
    )  # fmt: skip
    return None if row is None else Invitation.from_row(row)


def open_invitations(tx: Tx, now: datetime, event_id: int, most: int = 200) -> list[Invitation]:
    """Invitations that still let somebody in, the newest first."""
    rows = tx.all(
        "SELECT * FROM invitations WHERE event_id = $1 AND uses_left > 0 AND expires_at > $2"
        " ORDER BY id DESC LIMIT $3",
        event_id, ms(now), most,
    )  # fmt: skip
    return [Invitation.from_row(row) for row in rows]


def use_invitation(tx: Tx, now: datetime, invitation_id: int) -> bool:
    """Take one use of an invitation; False if it is used up or over."""
    changed = tx.run(
        "UPDATE invitations SET uses_left = uses_left - 1"
        " WHERE id = $1 AND uses_left > 0 AND expires_at > $2",
        invitation_id, ms(now),
    )  # fmt: skip
    return changed == 1


def revoke_invitation(tx: Tx, invitation_id: int) -> bool:
    """Nobody gets in by this invitation any more; False if nobody could anyway."""
    return (
        tx.run(
            "UPDATE invitations SET uses_left = 0 WHERE id = $1 AND uses_left > 0", invitation_id
        )
        == 1
    )


def revoke_personal(tx: Tx, person_id: int) -> None:
    """The personal invitations of somebody end."""
    tx.run("UPDATE invitations SET uses_left = 0 WHERE person_id = $1", person_id)


# ── Command lists ────────────────────────────────────────────────────────────────────────────
def commands_given(tx: Tx, user_id: int) -> str | None:
    """Which command list a chat was given last; None: the one that all private chats have."""
    name: str | None = tx.value("SELECT commands FROM accounts WHERE user_id = $1", user_id)
    return name


def remember_commands(tx: Tx, user_id: int, name: str | None) -> None:
    """Which command list a chat was given."""
    tx.run("UPDATE accounts SET commands = $2 WHERE user_id = $1", user_id, name)


def publishing(tx: Tx) -> bool:
    """Whether command lists for everybody already wait to be sent."""
    return (
        tx.one(
            "SELECT 1 FROM outbox WHERE kind = 'commands' AND chat_id IS NULL AND sent_at IS NULL"
            " AND failed_at IS NULL LIMIT 1"
        )
        is not None
    )
