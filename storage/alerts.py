"""Who got which incident: one row for each chat; and the groups that get copies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.areas import EVERYWHERE, covers
from storage.database import Tx, placeholders
from storage.people import PersonId, Post
from storage.times import ms

GROUP = "group"
OPENED = "opened"
"""Reasons besides being responsible: a linked group, and somebody who looked it up."""


@dataclass(frozen=True)
class Alert:
    """A chat that shows an incident; `person_id` is None for a linked group."""

    incident_id: int
    chat_id: int
    person_id: PersonId | None
    reason: str
    silent: bool
    bunched: bool = False
    """It is shown within the alert of its bunch, not alone."""

    @property
    def aloud(self) -> bool:
        """Told with a sound, since it is their matter, and not just looked up by them."""
        return not self.silent and self.reason != OPENED


@dataclass(frozen=True)
class Candidate:
    """Somebody with a post that may be responsible, and the chats where the bot reaches them."""

    post: Post
    chats: tuple[int, ...]
    on_duty: bool = False
    """Piket: rung before colleagues of the same agency and area."""


@dataclass(frozen=True)
class Group:
    """A group chat that gets copies of the alerts of an area."""

    chat_id: int
    title: str
    area: str


def add(
    tx: Tx, at: datetime, incident_id: int, chat_id: int, person_id: int | None, reason: str, *,
    silent: bool = False, bunched: bool = False,
) -> bool:  # fmt: skip
    """From now on the chat shows the incident; False if it did so for a like reason already.

    Being told as responsible comes before having opened it, or having stood in as an admin; being
    rung comes before being shown it silently, and alone before within a bunch.
    """
    changed = tx.run(
        "INSERT INTO alerts (incident_id, chat_id, person_id, reason, silent, bunched, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (incident_id, chat_id) DO UPDATE"
        " SET reason = excluded.reason, person_id = excluded.person_id, silent = excluded.silent"
        " WHERE excluded.reason <> 'opened' AND"
        " (alerts.reason IN ('opened', 'admin') OR alerts.silent > excluded.silent)",
        incident_id, chat_id, person_id, reason, int(silent), int(bunched),
        ms(at),
    )  # fmt: skip
    return changed == 1


def of_incident(tx: Tx, incident_id: int) -> list[Alert]:
    """The chats that show an incident, in the order in which they were told."""
    rows = tx.all(
        "SELECT incident_id, chat_id, person_id, reason, silent, bunched FROM alerts"
        " WHERE incident_id = $1 ORDER BY created_at, chat_id",
        incident_id,
    )
    return [Alert(r[0], r[1], r[2], r[3], bool(r[4]), bool(r[5])) for r in rows]


def open_up(tx: Tx, incident_id: int, chat_id: int) -> None:
    """The chat shows the incident alone from now on, bunched or not."""
    tx.run(
        "UPDATE alerts SET bunched = 0 WHERE incident_id = $1 AND chat_id = $2",
        incident_id, chat_id,
    )  # fmt: skip


def drop(tx: Tx, incident_id: int, chat_id: int) -> None:
    """The chat shows the incident no longer."""
    tx.run("DELETE FROM alerts WHERE incident_id = $1 AND chat_id = $2", incident_id, chat_id)


def candidates(
    tx: Tx, event_id: int, codes: Sequence[str], roles: Iterable[str]
) -> list[Candidate]:
    """The reachable holders of these roles whose post belongs to exactly these areas."""
    wanted = list(roles)
    areas = [*codes, EVERYWHERE]
    rows = tx.all(
        "SELECT t.id, t.person_id, t.role, t.area, t.station_id, t.store_id, t.agency, t.seat,"
        " t.confidential, a.user_id, d.post_id FROM posts t LEFT JOIN duties d ON d.post_id = t.id"
        " JOIN people p ON p.id = t.person_id AND p.erased_at IS NULL"
        " JOIN account_people l ON l.person_id = t.person_id AND l.ended_at IS NULL"
        " JOIN accounts a ON a.user_id = l.user_id AND a.blocked_at IS NULL"
        " WHERE t.event_id = $1 AND t.ended_at IS NULL AND t.station_id IS NULL"
        f" AND t.store_id IS NULL AND t.area IN ({placeholders(2, len(areas))})"
        f" AND t.role IN ({placeholders(2 + len(areas), len(wanted))})"
        " ORDER BY t.id, a.user_id",
        event_id, *areas, *wanted,
    )  # fmt: skip
    on_duty = {row["id"] for row in rows if row["post_id"] is not None}
    posts: dict[int, Post] = {}
    chats: dict[int, list[int]] = {}
    for row in rows:
        posts.setdefault(row["id"], Post.from_row(row))
        chats.setdefault(row["id"], []).append(row["user_id"])
    return [
        Candidate(post, tuple(chats[post_id]), post_id in on_duty)
        for post_id, post in posts.items()
    ]


def speaks_for(tx: Tx, chat_id: int, person_id: int) -> bool:
    """Whether the account of this private chat still speaks for the person."""
    found = tx.value(
        "SELECT 1 FROM account_people WHERE user_id = $1 AND person_id = $2 AND ended_at IS NULL",
        chat_id, person_id,
    )  # fmt: skip
    return found is not None


def link_group(tx: Tx, at: datetime, chat_id: int, title: str, area: str, person_id: int) -> None:
    """From now on the group gets copies of the area's alerts, and of no other area's."""
    tx.run(
        "INSERT INTO groups (chat_id, title, area, linked_by, linked_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title,"
        " area = excluded.area, linked_by = excluded.linked_by, linked_at = excluded.linked_at,"
        " ended_at = NULL",
        chat_id, title, area, person_id, ms(at),
    )  # fmt: skip


def unlink_group(tx: Tx, at: datetime, chat_id: int) -> bool:
    """The group gets nothing any more; False if it was not linked."""
    tx.run("DELETE FROM alerts WHERE chat_id = $1", chat_id)
    return end_group(tx, at, chat_id)


def end_group(tx: Tx, at: datetime, chat_id: int) -> bool:
    """The group gets no new alerts; what it shows stays. False if it was not linked."""
    changed = tx.run(
        "UPDATE groups SET ended_at = $2 WHERE chat_id = $1 AND ended_at IS NULL",
        chat_id, ms(at),
    )  # fmt: skip
    return changed == 1


def group(tx: Tx, chat_id: int) -> Group | None:
    """The linked group of this chat."""
    row = tx.one(
        "SELECT chat_id, title, area FROM groups WHERE chat_id = $1 AND ended_at IS NULL", chat_id
    )
    return None if row is None else Group(*row)


def groups_for(tx: Tx, area: str) -> list[Group]:
    """The linked groups in whose area this area lies."""
    rows = tx.all("SELECT chat_id, title, area FROM groups WHERE ended_at IS NULL ORDER BY 1")
    return [found for found in (Group(*row) for row in rows) if covers(found.area, area)]
