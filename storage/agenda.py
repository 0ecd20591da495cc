"""The calendar of an event: what is on it, when, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NewType, Self
from uuid import uuid4

from storage.audience import Audience
from storage.database import Row, Tx
from storage.times import ms

EntryId = NewType("EntryId", int)


class Kind(StrEnum):
    """What an entry is about."""

    STAGE = "tahapan"
    LEAVE_BAN = "larangan_cuti"
    TRAVEL_BAN = "larangan_bepergian"
    LOGISTICS = "logistik"
    MEETING = "rakor"
    OUTREACH = "sosialisasi"
    NEUTRALITY = "netralitas"
    OTHER = "lain"


BANS = frozenset({Kind.LEAVE_BAN, Kind.TRAVEL_BAN})


class Confirm(IntEnum):
    """What those who get a message about the entry must confirm."""

    NO = 0
    READ = 1
    PASSED_ON = 2


class Notice(StrEnum):
    """What goes out at once instead of by a lead time."""

    NOW = "now"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    AGAIN = "again"
    """Once more, to those who have not confirmed."""
    RECAP = "recap"
    """Who has not confirmed, told to whoever ordered it."""
    MINUTES = "minutes"
    """The minutes of a meeting, to all who were invited."""


@dataclass(frozen=True)
class Draft:
    """An entry before it is stored; `starts` and `ends` are rules such as 'H-4 07:00'."""

    kind: Kind
    title: str
    starts: str
    ends: str
    audience: Audience
    confirm: Confirm = Confirm.NO
    body: str | None = None
    place: str | None = None
    ordered_by: str | None = None
    preset: str | None = None
    uid: str | None = None
    lat: float | None = None
    lon: float | None = None
    chases: int = 0
    answer_by: str | None = None


@dataclass(frozen=True)
class Entry:
    """A stored entry; its dates are None while voting day is not known."""

    id: EntryId
    event_id: int
    kind: Kind
    title: str
    body: str | None
    place: str | None
    ordered_by: str | None
    starts: str
    ends: str
    starts_on: date | None
    ends_on: date | None
    audience: Audience
    confirm: Confirm
    preset: str | None
    active: bool
    uid: str | None
    lat: float | None
    lon: float | None
    file_id: str | None
    minutes_id: str | None
    chases: int
    answer_by: str | None
    created_by: int | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            EntryId(row["id"]), row["event_id"], Kind(row["kind"]), row["title"], row["body"],
            row["place"], row["ordered_by"], row["starts"], row["ends"], _day(row["starts_on"]),
            _day(row["ends_on"]), Audience.from_json(row["audience"]), Confirm(row["must_confirm"]),
            row["preset"], row["state"] == "active", row["uid"], row["lat"], row["lon"],
            row["file_id"], row["minutes_id"], row["chases"], row["answer_by"], row["created_by"],
        )  # fmt: skip

    @property
    def is_ban(self) -> bool:
        return self.kind in BANS


_ENTRIES = "SELECT a.* FROM agenda a"


# ── Entries ──────────────────────────────────────────────────────────────────────────────────
def add(tx: Tx, at: datetime, event_id: int, draft: Draft, created_by: int | None) -> EntryId:
    """Store an entry without dates; `place_on` gives it those that its rules mean."""
    row = tx.one(
        "INSERT INTO agenda (event_id, kind, title, body, place, ordered_by, starts, ends,"
        " audience, must_confirm, lat, lon, chases, answer_by, preset, uid, state, created_by,"
        " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
        " $16, 'active', $17, $18) RETURNING id",
        event_id, *_values(draft), draft.preset, draft.uid or f"{uuid4()}@siaga-tps",
        created_by, ms(at),
    )  # fmt: skip
    assert row is not None
    return EntryId(row["id"])


def _values(draft: Draft) -> tuple[object, ...]:
    return (
        draft.kind, draft.title, draft.body, draft.place, draft.ordered_by, draft.starts,
        draft.ends, draft.audience.to_json(), int(draft.confirm), draft.lat, draft.lon,
        draft.chases, draft.answer_by,
    )  # fmt: skip


def rewrite(tx: Tx, entry_id: int, draft: Draft) -> None:
    """Put other words, days or people into an entry; where it came from stays marked."""
    tx.run(
        "UPDATE agenda SET kind = $2, title = $3, body = $4, place = $5, ordered_by = $6,"
        " starts = $7, ends = $8, audience = $9, must_confirm = $10, lat = $11, lon = $12,"
        " chases = $13, answer_by = $14 WHERE id = $1",
        entry_id,
        *_values(draft),
    )


def place_on(tx: Tx, entry_id: int, first: date | None, last: date | None) -> None:
    """Write down the dates that an entry's rules mean now."""
    tx.run(
        "UPDATE agenda SET starts_on = $2, ends_on = $3 WHERE id = $1",
        entry_id, first and first.isoformat(), last and last.isoformat(),
    )  # fmt: skip


def cancel(tx: Tx, at: datetime, entry_id: int) -> None:
    """Call an entry off, with everything about it that has not gone out."""
    tx.run("UPDATE agenda SET state = 'cancelled' WHERE id = $1", entry_id)
    tx.run(
        "UPDATE reminders SET state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE 'sent' END,"
        " finished_at = $2 WHERE agenda_id = $1 AND state IN ('waiting', 'sending')",
        entry_id, ms(at),
    )  # fmt: skip


def entry(tx: Tx, entry_id: int) -> Entry | None:
    """The entry with this id, called off or not."""
    row = tx.one(f"{_ENTRIES} WHERE a.id = $1", entry_id)
    return None if row is None else Entry.from_row(row)


def entries(tx: Tx, event_id: int) -> list[Entry]:
    """Everything an event has on its calendar, in order of days; undated entries last."""
    rows = tx.all(
        f"{_ENTRIES} WHERE a.event_id = $1 AND a.state = 'active'"
        " ORDER BY COALESCE(a.starts_on, '9999'), a.starts, a.id",
        event_id,
    )
    return [Entry.from_row(row) for row in rows]


def of_reminder(tx: Tx, reminder_id: int) -> Entry | None:
    """The entry that a sending was about."""
    row = tx.one(f"{_ENTRIES} JOIN reminders r ON r.agenda_id = a.id WHERE r.id = $1", reminder_id)
    return None if row is None else Entry.from_row(row)


def between(tx: Tx, event_id: int, first: date, last: date) -> list[Entry]:
    """Entries that touch these days, both included."""
    rows = tx.all(
        f"{_ENTRIES} WHERE a.event_id = $1 AND a.state = 'active'"
        " AND a.starts_on <= $3 AND a.ends_on >= $2 ORDER BY a.starts_on, a.starts, a.id",
        event_id, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [Entry.from_row(row) for row in rows]


def of_preset(tx: Tx, event_id: int, preset: str) -> Entry | None:
    """The entry that came from this place of a preset, called off or not."""
    row = tx.one(f"{_ENTRIES} WHERE a.event_id = $1 AND a.preset = $2", event_id, preset)
    return None if row is None else Entry.from_row(row)


def of_uid(tx: Tx, event_id: int, uid: str) -> Entry | None:
    """The entry that calendar files call by this name, called off or not."""
    row = tx.one(f"{_ENTRIES} WHERE a.event_id = $1 AND a.uid = $2", event_id, uid)
    return None if row is None else Entry.from_row(row)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
