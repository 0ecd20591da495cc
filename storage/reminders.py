"""What goes out about an entry of the agenda: reminders by lead time, and notices at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Self

from storage.agenda import EntryId, Notice
from storage.database import Row, Tx
from storage.times import maybe_moment, ms

ReminderId = NewType("ReminderId", int)


class ReminderState(StrEnum):
    """Waiting, then sending in steps, then sent; or it never went out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    MISSED = "missed"
    CANCELLED = "cancelled"


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


_REMINDERS = (
    "SELECT r.id, r.agenda_id, r.lead, r.occurrence, r.due_at, r.state, r.cursor, r.content_id"
    " FROM reminders r"
)


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
    """Call off an entry's reminders and recap, not its notices, that have not begun to go out."""
    tx.run(
        "UPDATE reminders SET state = 'cancelled', finished_at = $2"
        " WHERE agenda_id = $1 AND state = 'waiting' AND (lead LIKE 'H%' OR lead = 'recap')",
        entry_id, ms(at),
    )  # fmt: skip


def leads(tx: Tx, entry_id: int) -> list[str]:
    """The leads an entry was given last."""
    kept: str = tx.value("SELECT leads FROM agenda WHERE id = $1", entry_id)
    return kept.split(",") if kept else []


def give_leads(tx: Tx, entry_id: int, leads: Iterable[str]) -> None:
    """From now on an entry has these leads and no others."""
    tx.run("UPDATE agenda SET leads = $2 WHERE id = $1", entry_id, ",".join(leads))


def of(tx: Tx, entry_id: int) -> list[Reminder]:
    """Everything that was or will be sent about an entry, in order of time."""
    rows = tx.all(f"{_REMINDERS} WHERE r.agenda_id = $1 ORDER BY r.due_at, r.id", entry_id)
    return [Reminder.from_row(row) for row in rows]


def is_waiting(tx: Tx, entry_id: int, notice: Notice) -> bool:
    """Whether a notice of this kind is planned and has not begun to go out."""
    found = tx.value(
        "SELECT 1 FROM reminders WHERE agenda_id = $1 AND lead = $2 AND state = 'waiting'",
        entry_id, notice,
    )  # fmt: skip
    return found is not None


def is_going_out(tx: Tx, entry_id: int, notice: Notice, now: datetime) -> bool:
    """Whether a notice of this kind is on its way, or due by now."""
    found = tx.value(
        "SELECT 1 FROM reminders WHERE agenda_id = $1 AND lead = $2"
        " AND (state = 'sending' OR (state = 'waiting' AND due_at <= $3))",
        entry_id, notice, ms(now),
    )  # fmt: skip
    return found is not None


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
