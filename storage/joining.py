"""Incidents that are one: joined by somebody, or bunched because there are so many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx, placeholders
from storage.incidents import COLUMNS, Incident, Severity, grade_of
from storage.people import PersonId
from storage.times import moment, ms


@dataclass(frozen=True)
class Bunch:
    """Many of one kind in one village, told in one alert."""

    id: int
    kind: str
    area: str


@dataclass(frozen=True)
class Count:
    """What a bunch holds; `gravest` is the gravest severity in it."""

    total: int
    unanswered: int
    over: int
    first: datetime
    last: datetime
    gravest: Severity


def join(tx: Tx, incident_id: int, whole_id: int) -> None:
    """From now on the incident, and what was joined to it, shares the fate of the other."""
    tx.run(
        "UPDATE incidents SET joined_to = $2 WHERE id = $1 OR joined_to = $1",
        incident_id, whole_id,
    )  # fmt: skip
    tx.run(
        "UPDATE incidents SET state = w.state, holder_id = w.holder_id,"
        " acknowledged_at = COALESCE(incidents.acknowledged_at, w.acknowledged_at),"
        " acknowledged_by = COALESCE(incidents.acknowledged_by, w.acknowledged_by)"
        " FROM incidents w WHERE w.id = $1 AND incidents.joined_to = $1",
        whole_id,
    )


def part(tx: Tx, incident_id: int) -> None:
    """It was something else after all."""
    tx.run("UPDATE incidents SET joined_to = NULL WHERE id = $1", incident_id)


def joined(tx: Tx, whole_id: int) -> list[Incident]:
    """What was joined to an incident, oldest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.joined_to = $1 ORDER BY i.id", whole_id
    )
    return [Incident.from_row(row) for row in rows]


def regrade(tx: Tx, incident_id: int, severity: Severity) -> None:
    """It is as grave as what was joined to it."""
    tx.run("UPDATE incidents SET severity = $2 WHERE id = $1", incident_id, severity)


# ── Bunches ──────────────────────────────────────────────────────────────────────────────────
def current_bunch(tx: Tx, event_id: int, kind: str, area: str, since: datetime) -> Bunch | None:
    """The bunch that still grows: its newest was reported since then."""
    row = tx.one(
        "SELECT id, kind, area FROM bunches WHERE event_id = $1 AND kind = $2 AND area = $3"
        " AND last_at >= $4 ORDER BY id DESC LIMIT 1",
        event_id, kind, area, ms(since),
    )  # fmt: skip
    return None if row is None else Bunch(*row)


def new_bunch(tx: Tx, at: datetime, event_id: int, kind: str, area: str) -> Bunch:
    """Begin to count."""
    row = tx.one(
        "INSERT INTO bunches (event_id, kind, area, last_at) VALUES ($1, $2, $3, $4)"
        " RETURNING id, kind, area",
        event_id, kind, area, ms(at),
    )  # fmt: skip
    assert row is not None
    return Bunch(*row)


def get_bunch(tx: Tx, bunch_id: int) -> Bunch | None:
    """The bunch with this number."""
    row = tx.one("SELECT id, kind, area FROM bunches WHERE id = $1", bunch_id)
    return None if row is None else Bunch(*row)


def put_in(tx: Tx, at: datetime, bunch_id: int, incident_ids: Iterable[int]) -> None:
    """These are counted with the others."""
    tx.many(
        "UPDATE incidents SET bunch_id = $1 WHERE id = $2",
        [(bunch_id, incident_id) for incident_id in incident_ids],
    )
    tx.run("UPDATE bunches SET last_at = $2 WHERE id = $1", bunch_id, ms(at))


def bunched(tx: Tx, bunch_id: int) -> list[Incident]:
    """What is in a bunch, oldest first; what was joined to another one counts with that one."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.bunch_id = $1 AND i.joined_to IS NULL"
        " ORDER BY i.id",
        bunch_id,
    )
    return [Incident.from_row(row) for row in rows]


def count_up(tx: Tx, bunch_id: int) -> Count | None:
    """How many a bunch counts, without reading them all; None for an empty one."""
    row = tx.one(
        "SELECT COUNT(*) AS total, SUM(CASE state WHEN 'open' THEN 1 ELSE 0 END) AS unanswered,"
        " SUM(CASE WHEN state IN ('resolved', 'dismissed') THEN 1 ELSE 0 END) AS over,"
        " MIN(created_at) AS first_at, MAX(created_at) AS last_at,"
        f" MIN({grade_of('severity')}) AS grade"
        " FROM incidents WHERE bunch_id = $1 AND joined_to IS NULL",
        bunch_id,
    )
    if row is None or not row["total"]:
        return None
    return Count(
        row["total"], row["unanswered"], row["over"], moment(row["first_at"]),
        moment(row["last_at"]), list(Severity)[row["grade"]],
    )  # fmt: skip


def newest(tx: Tx, bunch_id: int, most: int) -> list[Incident]:
    """The last ones of a bunch, the newest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.bunch_id = $1 AND i.joined_to IS NULL"
        " ORDER BY i.id DESC LIMIT $2",
        bunch_id, most,
    )  # fmt: skip
    return [Incident.from_row(row) for row in rows]


def lately(tx: Tx, event_id: int, kind: str, area: str, since: datetime) -> list[Incident]:
    """What was reported of one kind in exactly this area since then and is in no bunch."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM incidents i WHERE i.event_id = $1 AND i.area = $3"
        " AND i.created_at >= $4 AND i.kind = $2 AND i.bunch_id IS NULL"
        " AND i.joined_to IS NULL ORDER BY i.id",
        event_id, kind, area, ms(since),
    )  # fmt: skip
    return [Incident.from_row(row) for row in rows]


def count_of_run(
    tx: Tx, incident: Incident, severities: Sequence[Severity], since: datetime, bunch: int | None
) -> int:
    """How many others of its kind and area have one of these severities: since then, or in a bunch.

    What was joined to another one counts with that one.
    """
    return int(tx.value(
        "SELECT COUNT(*) FROM incidents WHERE event_id = $1 AND area = $2 AND kind = $3"
        " AND id <> $4 AND (created_at >= $5 OR bunch_id = $6) AND joined_to IS NULL"
        f" AND severity IN ({placeholders(7, len(severities))})",
        incident.event_id, incident.area, incident.kind, incident.id, ms(since), bunch, *severities,
    ))  # fmt: skip


def told_in_bunch(tx: Tx, incident_id: int) -> bool:
    """Whether some chat sees the incident only in the alert of its bunch."""
    found = tx.value(
        "SELECT 1 FROM alerts WHERE incident_id = $1 AND bunched = 1 LIMIT 1", incident_id
    )
    return found is not None


def bunch_chats(tx: Tx, bunch_id: int) -> list[tuple[int, PersonId | None, bool]]:
    """Chat, person, and whether without a sound, for each that sees the bunch in one alert.

    Where one of the bunch has rung alone, the rest makes no sound.
    """
    rows = tx.all(
        "SELECT a.chat_id, MIN(a.person_id), CASE WHEN EXISTS (SELECT 1 FROM alerts r"
        " JOIN incidents n ON n.id = r.incident_id WHERE n.bunch_id = $1"
        " AND r.chat_id = a.chat_id AND r.bunched = 0 AND r.silent = 0 AND r.reason <> 'opened')"
        " THEN 1 ELSE MIN(a.silent) END FROM alerts a JOIN incidents i ON i.id = a.incident_id"
        " WHERE i.bunch_id = $1 AND a.bunched = 1 GROUP BY a.chat_id ORDER BY a.chat_id",
        bunch_id,
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]
