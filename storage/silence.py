"""Who is silent about a milestone, who is to be asked, and which lists show it.

A row of `silences` says what goes out next about a milestone; `deliveries` say who has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from storage.areas import within
from storage.database import Row, Tx, placeholders
from storage.people import PersonId, Post, chat_of
from storage.times import moment, ms

SEALED = "segel"
"""The milestone that ends the quiet of a station."""
STEP = 250
"""People nudged in one unit of work: every one gets a keyboard of the own posts."""


@dataclass(frozen=True)
class Wait:
    """What goes out next about a milestone: `level` 1 nudge, 2 villages, 3 summary, 4 nothing.

    Level 0: every station has an hour of its own, counted from when its box was sealed.
    """

    milestone: str
    due_at: datetime
    level: int
    next_at: datetime
    cursor: int
    seen: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            row["milestone"], moment(row["due_at"]), row["level"], moment(row["next_at"]),
            row["cursor"], row["seen"],
        )  # fmt: skip


@dataclass(frozen=True)
class Sealed:
    """Only stations whose box was reported sealed by `until`, and after `since` if that is set."""

    until: datetime
    since: datetime | None = None


@dataclass(frozen=True)
class Quiet:
    """A station without news; `reporters` counts registered people there."""

    station_id: int
    area: str
    village: str
    number: int
    reporters: int


@dataclass(frozen=True)
class Receiver:
    """A reporter or deputy to nudge; `silent` are the milestones the station is silent about."""

    post_id: int
    person_id: PersonId
    station_id: int
    number: int
    village: str
    chat_id: int
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Leader:
    """Somebody with a post in an area, and the chat where they are reached."""

    person_id: PersonId
    area: str
    agency: str | None
    chat_id: int


@dataclass(frozen=True)
class Reminded:
    """When somebody had a village reminded once more."""

    name: str
    at: datetime


_CHAT = chat_of("t.person_id")
_REPORTERS = (
    "(SELECT COUNT(DISTINCT t.person_id) FROM posts t JOIN account_people l"
    " ON l.person_id = t.person_id AND l.ended_at IS NULL"
    " WHERE t.station_id = s.id AND t.event_id = $1 AND t.ended_at IS NULL)"
)


# ── What waits ───────────────────────────────────────────────────────────────────────────────
def waits(tx: Tx, event_id: int) -> list[Wait]:
    """Every milestone of an event that stations may be silent about."""
    rows = tx.all(
        "SELECT milestone, due_at, level, next_at, cursor, seen FROM silences"
        " WHERE event_id = $1 ORDER BY next_at, milestone",
        event_id,
    )
    return [Wait.from_row(row) for row in rows]


def plan(
    tx: Tx, event_id: int, milestone: str, due_at: datetime, level: int, next_at: datetime
) -> None:
    """Wait for a milestone anew, whatever was known about its former hour."""
    tx.run(
        "INSERT INTO silences (event_id, milestone, due_at, level, next_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, milestone) DO UPDATE SET"
        " due_at = excluded.due_at, level = excluded.level, next_at = excluded.next_at,"
        " cursor = 0, seen = ''",
        event_id, milestone, ms(due_at), level, ms(next_at),
    )  # fmt: skip


def forget(tx: Tx, event_id: int, milestone: str) -> None:
    """Nobody waits for this milestone any more."""
    tx.run("DELETE FROM silences WHERE event_id = $1 AND milestone = $2", event_id, milestone)


def go_on(tx: Tx, event_id: int, milestone: str, level: int, next_at: datetime) -> None:
    """From now on the next level waits for its time."""
    tx.run(
        "UPDATE silences SET level = $3, next_at = $4, cursor = 0, seen = ''"
        " WHERE event_id = $1 AND milestone = $2",
        event_id, milestone, level, ms(next_at),
    )  # fmt: skip


def advance(tx: Tx, event_id: int, milestone: str, cursor: int) -> None:
    """The nudges got to this post."""
    tx.run(
        "UPDATE silences SET cursor = $3 WHERE event_id = $1 AND milestone = $2",
        event_id, milestone, cursor,
    )  # fmt: skip


def saw(tx: Tx, event_id: int, milestone: str, seen: str) -> None:
    """The lists show what was known then."""
    tx.run(
        "UPDATE silences SET seen = $3 WHERE event_id = $1 AND milestone = $2",
        event_id, milestone, seen,
    )  # fmt: skip


def known(tx: Tx) -> str:
    """Changes whenever a report, or a change of a station's course, may change a list."""
    row = tx.one(
        "SELECT (SELECT COALESCE(MAX(id), 0) FROM reports) AS newest,"
        " (SELECT COUNT(*) FROM event_stations) AS apart"
    )
    assert row is not None
    return f"{row['newest']}:{row['apart']}"


# ── Who is silent ────────────────────────────────────────────────────────────────────────────
def quiet(
    tx: Tx, event_id: int, known_by: Sequence[str], sealed: Sealed | None, area: str | None = None
) -> list[Quiet]:
    """The stations on their course of which none of these topics is known, by code."""
    values: list[object] = [event_id]
    where = [_silent("s.id", known_by, values)]
    if sealed is not None:
        where.append(_sealed("s.id", sealed, values))
    if area is not None:
        values.append(area)
        where.append(within("s.area", f"${len(values)}"))
    rows = tx.all(
        f"SELECT s.id, s.area, a.name, s.number, {_REPORTERS} FROM stations s"
        f" JOIN areas a ON a.code = s.area WHERE {' AND '.join(where)} ORDER BY s.area, s.number",
        *values,
    )
    return [Quiet(*row) for row in rows]


def quiet_villages(
    tx: Tx, event_id: int, known_by: Sequence[str], sealed: Sealed | None
) -> set[str]:
    """The villages in which any station is silent."""
    values: list[object] = [event_id]
    where = [_silent("s.id", known_by, values)]
    if sealed is not None:
        where.append(_sealed("s.id", sealed, values))
    rows = tx.all(f"SELECT DISTINCT s.area FROM stations s WHERE {' AND '.join(where)}", *values)
    return {row["area"] for row in rows}


def on_course(tx: Tx, event_id: int) -> dict[str, int]:
    """How many stations of each village are on their normal course."""
    rows = tx.all(
        "SELECT s.area, COUNT(*) AS stations FROM stations s WHERE NOT EXISTS"
        " (SELECT 1 FROM event_stations e WHERE e.event_id = $1 AND e.station_id = s.id)"
        " GROUP BY s.area",
        event_id,
    )
    return {row["area"]: row["stations"] for row in rows}


def any_sealed(tx: Tx, event_id: int) -> bool:
    """Whether any box was sealed yet."""
    found = tx.value(
        "SELECT 1 FROM current_reports WHERE event_id = $1 AND topic = $2 LIMIT 1",
        event_id, SEALED,
    )  # fmt: skip
    return found is not None


def _silent(station: str, known_by: Sequence[str], values: list[object]) -> str:
    """SQL: the station is on its course and none of these topics is known of it."""
    values.extend(known_by)
    topics = placeholders(len(values) - len(known_by) + 1, len(known_by))
    return (
        "NOT EXISTS (SELECT 1 FROM event_stations e WHERE e.event_id = $1"
        f" AND e.station_id = {station}) AND NOT EXISTS (SELECT 1 FROM current_reports c"
        f" WHERE c.event_id = $1 AND c.station_id = {station} AND c.topic IN ({topics}))"
    )


def _sealed(station: str, sealed: Sealed, values: list[object]) -> str:
    values += [SEALED, ms(sealed.until), 0 if sealed.since is None else ms(sealed.since)]
    topic, until, since = (f"${len(values) - back}" for back in (2, 1, 0))
    return (
        f"{station} IN (SELECT c.station_id FROM current_reports c JOIN reports r"
        f" ON r.id = c.report_id WHERE c.event_id = $1 AND c.topic = {topic}"
        f" AND r.received_at <= {until} AND r.received_at > {since})"
    )


# ── Who is told ──────────────────────────────────────────────────────────────────────────────
def receivers(
    tx: Tx, event_id: int, thing: str, asked: Sequence[tuple[str, Sequence[str]]],
    sealed: Sealed | None, *, after: int = 0, area: str | None = None,
) -> list[Receiver]:  # fmt: skip
    """The next reporters and deputies who do not have this thing and whose station is silent.

    `asked` are milestones, each with the topics by which it is known. Bawaslu's officers are
    never among them, nor people the bot can't reach.
    """
    values: list[object] = [event_id, after, thing]
    silences = [_silent("t.station_id", known_by, values) for _, known_by in asked]
    where = [f"({' OR '.join(f'({each})' for each in silences)})", f"{_CHAT} IS NOT NULL"]
    if sealed is not None:
        where.insert(0, _sealed("t.station_id", sealed, values))
    if area is not None:
        values.append(area)
        where.insert(0, within("t.area", f"${len(values)}"))
    flags = ", ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in silences)
    rows = tx.all(
        f"SELECT t.id, t.person_id, t.station_id, s.number, v.name, {_CHAT}, {flags}"
        " FROM posts t JOIN stations s ON s.id = t.station_id JOIN areas v ON v.code = s.area"
        " WHERE t.event_id = $1 AND t.id > $2 AND t.ended_at IS NULL AND t.seat IN (1, 2)"
        " AND t.role <> 'ptps' AND NOT EXISTS (SELECT 1 FROM deliveries d"
        f" WHERE d.thing = $3 AND d.person_id = t.person_id) AND {' AND '.join(where)}"
        f" ORDER BY t.id LIMIT {STEP}",
        *values,
    )
    return [
        Receiver(
            row[0], row[1], row[2], row[3], row[4], row[5],
            tuple(code for at, (code, _) in enumerate(asked, start=6) if row[at]),
        )
        for row in rows
    ]  # fmt: skip


def posts_of(tx: Tx, event_id: int, people: Sequence[int]) -> dict[int, tuple[Post, ...]]:
    """The posts that these people hold now, by person."""
    rows = tx.all(
        "SELECT id, person_id, role, area, station_id, store_id, agency, seat, confidential"
        f" FROM posts WHERE event_id = $1 AND person_id IN ({placeholders(2, len(people))})"
        " AND ended_at IS NULL ORDER BY id",
        event_id, *people,
    )  # fmt: skip
    found: dict[int, tuple[Post, ...]] = {}
    for post in map(Post.from_row, rows):
        found[post.person_id] = (*found.get(post.person_id, ()), post)
    return found


def leaders(tx: Tx, event_id: int, roles: Sequence[str]) -> list[Leader]:
    """Everybody reachable who holds one of these roles for an area, by person."""
    rows = tx.all(
        f"SELECT t.person_id, t.area, t.agency, {_CHAT} AS chat_id FROM posts t"
        f" WHERE t.event_id = $1 AND t.role IN ({placeholders(2, len(roles))})"
        " AND t.ended_at IS NULL AND t.station_id IS NULL AND t.store_id IS NULL"
        " ORDER BY t.person_id, t.area",
        event_id, *roles,
    )  # fmt: skip
    return [Leader(*row) for row in rows if row["chat_id"] is not None]


def shown_in(tx: Tx, thing: str) -> dict[int, str]:
    """The chats that have this live list, each with the payload that it shows."""
    rows = tx.all(
        "SELECT d.chat_id, m.payload FROM deliveries d JOIN messages m"
        " ON m.chat_id = d.chat_id AND m.key = d.thing WHERE d.thing = $1",
        thing,
    )
    return {row["chat_id"]: row["payload"] for row in rows}


def has(tx: Tx, thing: str) -> set[int]:
    """The people who have a thing."""
    rows = tx.all("SELECT person_id FROM deliveries WHERE thing = $1", thing)
    return {row["person_id"] for row in rows}


# ── Ingatkan semua ───────────────────────────────────────────────────────────────────────────
def remind(tx: Tx, at: datetime, thing: str, area: str, person_id: int) -> bool:
    """Write down that a village is reminded; False if it was already."""
    return tx.run(
        "INSERT INTO silence_reminders (thing, area, person_id, at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (thing, area) DO NOTHING",
        thing, area, person_id, ms(at),
    ) == 1  # fmt: skip


def reminded(tx: Tx, thing: str) -> dict[str, Reminded]:
    """The villages that were reminded about this, with who did it and when."""
    rows = tx.all(
        "SELECT r.area, p.name, r.at FROM silence_reminders r JOIN people p ON p.id = r.person_id"
        " WHERE r.thing = $1",
        thing,
    )
    return {row["area"]: Reminded(row["name"], moment(row["at"])) for row in rows}
