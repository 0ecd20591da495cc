"""Everything that is recorded, as rows for spreadsheets: column names and streams of values.

Times are milliseconds (columns in TIMES); whoever writes the file turns them into text.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

Value = str | int | float | None

TIMES = frozenset(
    {
        "event_time", "received_at", "created_at", "acknowledged_at", "resolved_at", "sent_at",
        "failed_at",
    }
)  # fmt: skip
BOOLEANS = frozenset({"withdrawn", "registered", "reachable", "no_phone", "confidential"})
TEXTS = frozenset({"on_behalf", "description", "name", "address", "reporter", "acknowledged_by"})
"""Columns with words that people typed: a spreadsheet must not take them for formulas."""

# A confidential incident's reporter is "petugas Kel. X" to whoever may see it at all.
_HIDDEN_NAME = "'petugas Kel. ' || (SELECT name FROM areas WHERE code = {0}.area)"
_STATION = (
    "s.area || CASE WHEN s.number < 10 THEN '-00' WHEN s.number < 100 THEN '-0' ELSE '-' END"
    " || s.number"
)

REPORTS = f"""
SELECT r.id AS id, r.version AS version, r.kind AS kind,
       CASE WHEN r.kind = 'status' THEN r.topic END AS milestone,
       {_STATION} AS station, r.area AS area,
       CASE WHEN i.confidential = 1 THEN {_HIDDEN_NAME.format("r")} ELSE p.name END AS reporter,
       CASE WHEN i.confidential = 1 THEN NULL ELSE r.on_behalf END AS on_behalf,
       r.source AS source, r.event_at AS event_time, r.received_at AS received_at,
       r.update_id AS update_id, r.answers AS "values", r.supersedes AS supersedes,
       r.number AS number, r.withdrawn AS withdrawn, g.code AS store, e.name AS event
FROM reports r
JOIN people p ON p.id = r.person_id
JOIN events e ON e.id = r.event_id
LEFT JOIN stations s ON s.id = r.station_id
LEFT JOIN stores g ON g.id = r.store_id
LEFT JOIN incidents i ON i.id = r.number
WHERE ($1 = 1 OR COALESCE(i.confidential, 0) = 0)
ORDER BY r.id
"""

INCIDENTS = f"""
SELECT i.id AS id, i.kind AS kind, i.severity AS severity, i.state AS state,
       {_STATION} AS station, i.area AS area,
       CASE WHEN i.confidential = 1 THEN {_HIDDEN_NAME.format("i")} ELSE p.name END AS reporter,
       i.description AS description, i.created_at AS created_at,
       i.acknowledged_at AS acknowledged_at, k.name AS acknowledged_by,
       i.resolved_at AS resolved_at, i.confidential AS confidential, g.code AS store,
       e.name AS event
FROM incidents i
JOIN people p ON p.id = i.reporter_id
JOIN events e ON e.id = i.event_id
LEFT JOIN people k ON k.id = i.acknowledged_by
LEFT JOIN stations s ON s.id = i.station_id
LEFT JOIN stores g ON g.id = i.store_id
WHERE ($1 = 1 OR i.confidential = 0)
ORDER BY i.id
"""

MESSAGES = """
SELECT o.id AS id, o.chat_id AS chat, o.kind AS kind, o.priority AS priority,
       o.created_at AS created_at, o.sent_at AS sent_at, o.failed_at AS failed_at,
       o.error AS error
FROM outbox o ORDER BY o.id
"""

# A row for each post; `_joined` makes one of each person.
PEOPLE = f"""
SELECT p.id AS id, p.name AS name, o.role AS roles,
       COALESCE({_STATION}, g.code, o.area) AS areas,
       EXISTS (SELECT 1 FROM account_people l
               WHERE l.person_id = p.id AND l.ended_at IS NULL) AS registered,
       EXISTS (SELECT 1 FROM account_people l JOIN accounts a ON a.user_id = l.user_id
               WHERE l.person_id = p.id AND l.ended_at IS NULL
               AND a.blocked_at IS NULL) AS reachable
FROM people p
LEFT JOIN posts o ON o.person_id = p.id AND o.ended_at IS NULL
LEFT JOIN stations s ON s.id = o.station_id
LEFT JOIN stores g ON g.id = o.store_id
ORDER BY p.id, o.id
"""

STATIONS = f"""
SELECT s.id AS id, {_STATION} AS station, s.area AS area, s.number AS number, a.name AS village,
       s.address AS address, s.lat AS lat, s.lon AS lon, s.voters_male AS voters_male,
       s.voters_female AS voters_female, s.vulnerability AS vulnerability, s.no_phone AS no_phone
FROM stations s JOIN areas a ON a.code = s.area ORDER BY s.area, s.number
"""


@dataclass(frozen=True)
class Table:
    """One file of the export; `rows` may be read once, while the connection is open."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def tables(connection: sqlite3.Connection, *, confidential: bool) -> Iterator[Table]:
    """reports, incidents, messages, people, stations: each row is one record."""
    for name, sql, parameters in (
        ("reports", REPORTS, (int(confidential),)),
        ("incidents", INCIDENTS, (int(confidential),)),
        ("messages", MESSAGES, ()),
        ("people", PEOPLE, ()),
        ("stations", STATIONS, ()),
    ):
        cursor = connection.execute(sql.replace("$1", "?1"), parameters)
        columns = tuple(column[0] for column in cursor.description)
        rows = (tuple(row) for row in cursor)
        yield Table(name, columns, _joined(rows) if sql is PEOPLE else rows)


def _joined(rows: Iterator[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """One row for each person; several roles, and areas, are joined by semicolons, each once."""
    for _, posts in groupby(rows, key=itemgetter(0)):
        person, name, roles, areas, *rest = zip(*posts, strict=True)
        once = (dict.fromkeys(str(each) for each in column if each) for column in (roles, areas))
        joined = (";".join(each) for each in once)
        yield person[0], name[0], *joined, *(column[0] for column in rest)
