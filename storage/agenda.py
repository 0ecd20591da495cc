"""The calendar of an event: entries, and the reminders that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NewType, Self

from storage.audience import Audience
from storage.database import Row, Tx
from storage.times import maybe_moment, ms

EntryId = NewType("EntryId", int)
ReminderId = NewType("ReminderId", int)


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


class ReminderState(StrEnum):
    """Waiting, then sending in steps, then sent; or it never went out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Notice(StrEnum):
    """What goes out at once instead of by a lead time."""

    NOW = "now"
    CHANGED = "changed"
    CANCELLED = "cancelled"


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

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            EntryId(row["id"]), row["event_id"], Kind(row["kind"]), row["title"], row["body"],
            row["place"], row["ordered_by"], row["starts"], row["ends"], _day(row["starts_on"]),
            _day(row["ends_on"]), Audience.from_json(row["audience"]), Confirm(row["must_confirm"]),
            row["preset"], row["state"] == "active",
        )  # fmt: skip

    @property
    def is_ban(self) -> bool:
        return self.kind in BANS


@dataclass(frozen=True)
class Reminder:
    """One sending about an entry: `lead` is 'H-7 07:00', or what kind of notice it is."""

    id: ReminderId
    agenda_id: EntryId
    lead: str
    occurrence: str
    due_at: datetime | None
    state: ReminderState
    cursor: int
    content_id: int | None

    @property
    def thing(self) -> str:
        """Its name among what must not reach anybody twice."""
        return f"reminder:{self.id}"

    @property
    def notice(self) -> Notice | None:
        """What kind of notice it is, or None for a reminder by lead time."""
        return None if self.lead.startswith("H") else Notice(self.lead)

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            ReminderId(row["id"]), EntryId(row["agenda_id"]), row["lead"], row["occurrence"],
            maybe_moment(row["due_at"]), ReminderState(row["state"]), row["cursor"],
            row["content_id"],
        )  # fmt: skip


_ENTRIES = "SELECT a.* FROM agenda a"
_REMINDERS = (
    "SELECT r.id, r.agenda_id, r.lead, r.occurrence, r.due_at, r.state, r.cursor, r.content_id"
    " FROM reminders r"
)


# ── Entries ──────────────────────────────────────────────────────────────────────────────────
def add(tx: Tx, at: datetime, event_id: int, draft: Draft, created_by: int | None) -> EntryId:
    """Store an entry without dates; `place_on` gives it those that its rules mean."""
    row = tx.one(
        "INSERT INTO agenda (event_id, kind, title, body, place, ordered_by, starts, ends,"
        " audience, must_confirm, preset, state, created_by, created_at) VALUES"
        " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'active', $12, $13) RETURNING id",
        event_id, draft.kind, draft.title, draft.body, draft.place, draft.ordered_by,
        draft.starts, draft.ends, draft.audience.to_json(), int(draft.confirm), draft.preset,
        created_by, ms(at),
    )  # fmt: skip
    assert row is not None
    return EntryId(row["id"])


def rewrite(tx: Tx, entry_id: int, draft: Draft) -> None:
    """Put other words, days or people into an entry; what came from a preset stays marked so."""
    tx.run(
        "UPDATE agenda SET kind = $2, title = $3, body = $4, place = $5, ordered_by = $6,"
        " starts = $7, ends = $8, audience = $9, must_confirm = $10 WHERE id = $1",
        entry_id, draft.kind, draft.title, draft.body, draft.place, draft.ordered_by,
        draft.starts, draft.ends, draft.audience.to_json(), int(draft.confirm),
    )  # fmt: skip


def place_on(tx: Tx, entry_id: int, first: date | None, last: date | None) -> None:
    """Write down the dates that an entry's rules mean now."""
    tx.run(
        "UPDATE agenda SET starts_on = $2, ends_on = $3 WHERE id = $1",
        entry_id, first and first.isoformat(), last and last.isoformat(),
    )  # fmt: skip


def cancel(tx: Tx, at: datetime, entry_id: int) -> None:
    """Call an entry off, with every reminder that has not gone out."""
    tx.run("UPDATE agenda SET state = 'cancelled' WHERE id = $1", entry_id)
    drop_waiting(tx, at, entry_id)


def revive(tx: Tx, entry_id: int) -> None:
    """Let an entry that was called off stand again."""
    tx.run("UPDATE agenda SET state = 'active' WHERE id = $1", entry_id)


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


# ── Reminders ────────────────────────────────────────────────────────────────────────────────
def plan(tx: Tx, entry_id: int, lead: str, occurrence: str, due_at: datetime | None) -> None:
    """Make sure an entry's reminder waits for its hour; one that has gone out stays as it is."""
    tx.run(
        "INSERT INTO reminders (agenda_id, lead, occurrence, due_at, state)"
        " VALUES ($1, $2, $3, $4, 'waiting') ON CONFLICT (agenda_id, lead, occurrence)"
        " DO UPDATE SET due_at = excluded.due_at, state = 'waiting', finished_at = NULL"
        " WHERE reminders.state IN ('waiting', 'cancelled')",
        entry_id, lead, occurrence, due_at and ms(due_at),
    )  # fmt: skip


def skip(tx: Tx, at: datetime, entry_id: int, lead: str, occurrence: str, due_at: datetime) -> None:
    """Keep a reminder on record whose hour had passed before it was planned."""
    tx.run(
        "INSERT INTO reminders (agenda_id, lead, occurrence, due_at, state, finished_at)"
        " VALUES ($1, $2, $3, $4, 'cancelled', $5) ON CONFLICT (agenda_id, lead, occurrence)"
        " DO UPDATE SET due_at = excluded.due_at, state = 'cancelled', finished_at = $5"
        " WHERE reminders.state = 'waiting'",
        entry_id, lead, occurrence, ms(due_at), ms(at),
    )  # fmt: skip


def drop_waiting(tx: Tx, at: datetime, entry_id: int) -> None:
    """Call off an entry's reminders, not its notices, that have not begun to go out."""
    tx.run(
        "UPDATE reminders SET state = 'cancelled', finished_at = $2"
        " WHERE agenda_id = $1 AND state = 'waiting' AND lead LIKE 'H%'",
        entry_id, ms(at),
    )  # fmt: skip


def leads(tx: Tx, entry_id: int) -> list[str]:
    """The leads an entry was given, whatever became of them."""
    rows = tx.all(
        "SELECT DISTINCT lead FROM reminders WHERE agenda_id = $1 AND lead LIKE 'H%' ORDER BY lead",
        entry_id,
    )
    return [row["lead"] for row in rows]


def reminder(tx: Tx, reminder_id: int) -> Reminder | None:
    """The reminder with this id."""
    row = tx.one(f"{_REMINDERS} WHERE r.id = $1", reminder_id)
    return None if row is None else Reminder.from_row(row)


def reminders(tx: Tx, entry_id: int) -> list[Reminder]:
    """Everything that was or will be sent about an entry, in order of time."""
    rows = tx.all(f"{_REMINDERS} WHERE r.agenda_id = $1 ORDER BY r.due_at, r.id", entry_id)
    return [Reminder.from_row(row) for row in rows]


def due(tx: Tx, event_id: int, now: datetime) -> list[Reminder]:
    """The event's reminders whose hour has come, and those that are half sent."""
    rows = tx.all(
        f"{_REMINDERS} JOIN agenda a ON a.id = r.agenda_id WHERE r.state IN ('waiting', 'sending')"
        " AND r.due_at <= $2 AND a.event_id = $1 ORDER BY r.due_at, r.id",
        event_id, ms(now),
    )  # fmt: skip
    return [Reminder.from_row(row) for row in rows]


def missed(tx: Tx, event_id: int, since: datetime) -> list[Reminder]:
    """Reminders that came too late to be useful, newest first."""
    rows = tx.all(
        f"{_REMINDERS} JOIN agenda a ON a.id = r.agenda_id WHERE r.state = 'missed'"
        " AND a.event_id = $1 AND r.finished_at >= $2 ORDER BY r.finished_at DESC, r.id DESC",
        event_id, ms(since),
    )  # fmt: skip
    return [Reminder.from_row(row) for row in rows]


def begin(tx: Tx, reminder_id: int, content_id: int) -> None:
    """The reminder goes out from now on, with this stored message."""
    tx.run(
        "UPDATE reminders SET state = 'sending', content_id = $2 WHERE id = $1",
        reminder_id, content_id,
    )  # fmt: skip


def advance(tx: Tx, reminder_id: int, cursor: int) -> None:
    """The fan-out has reached this person."""
    tx.run("UPDATE reminders SET cursor = $2 WHERE id = $1", reminder_id, cursor)


def finish(tx: Tx, at: datetime, reminder_id: int, state: ReminderState) -> None:
    """The reminder is over: sent, missed or called off."""
    tx.run(
        "UPDATE reminders SET state = $2, finished_at = $3 WHERE id = $1",
        reminder_id, state, ms(at),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
