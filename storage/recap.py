"""What is known of an area, counted: read from projections and indexes, never from all reports.

Every query names its area or station: what lies outside is not even looked at. Counts come by
village; whoever shows districts adds villages up.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.areas import within
from storage.database import Tx
from storage.incidents import grade_of

TURNOUT = "partisipasi"
"""The topic of counts of voters; their number is the answer `voters`."""


@dataclass(frozen=True)
class Village:
    """A village's stations: all there are, and those that are on their normal course."""

    code: str
    stations: int
    postponed: int
    revote: int

    @property
    def on_course(self) -> int:
        return self.stations - self.postponed - self.revote


@dataclass(frozen=True)
class Turnout:
    """Voters who voted in a village, as far as its stations have told; `voters` their DPT."""

    area: str
    stations: int
    voted: int
    voters: int


@dataclass(frozen=True)
class Trouble:
    """How many incidents of one severity are open, and how many are over."""

    severity: str
    open: int
    closed: int


def villages(tx: Tx, event_id: int, area: str) -> list[Village]:
    """The villages of an area that have stations taking part in an event."""
    rows = tx.all(
        "SELECT s.area, COUNT(*) AS stations,"
        " COALESCE(SUM(CASE WHEN e.state = 'postponed' THEN 1 ELSE 0 END), 0) AS postponed,"
        " COALESCE(SUM(CASE WHEN e.state = 'revote' THEN 1 ELSE 0 END), 0) AS revote"
        " FROM stations s LEFT JOIN event_stations e ON e.event_id = $1 AND e.station_id = s.id"
        f" WHERE {within('s.area', '$2')} AND COALESCE(e.state, '') <> 'excluded'"
        " GROUP BY s.area ORDER BY s.area",
        event_id, area,
    )  # fmt: skip
    return [Village(*row) for row in rows]


def reported(tx: Tx, event_id: int, topics: Sequence[str], area: str) -> dict[tuple[str, str], int]:
    """How many stations on their course have news of each topic, by (village, topic)."""
    counts: dict[tuple[str, str], int] = {}
    for topic in topics:
        rows = tx.all(
            "SELECT c.area, COUNT(*) AS stations FROM current_reports c"
            f" WHERE c.event_id = $1 AND c.topic = $2 AND {within('c.area', '$3')}"
            " AND c.station_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event_stations e"
            " WHERE e.event_id = $1 AND e.station_id = c.station_id) GROUP BY c.area",
            event_id, topic, area,
        )  # fmt: skip
        counts |= {(row["area"], topic): row["stations"] for row in rows}
    return counts


def topics_of_station(tx: Tx, event_id: int, station_id: int) -> set[str]:
    """What is known of a station: its milestones, and the other things it has reported on."""
    rows = tx.all(
        "SELECT topic FROM current_reports WHERE event_id = $1 AND station_id = $2",
        event_id, station_id,
    )  # fmt: skip
    return {row["topic"] for row in rows}


def answers(tx: Tx, event_id: int, topic: str, area: str) -> list[dict[str, Any]]:
    """What the reports say that hold now for a topic, one for each place of an area."""
    rows = tx.all(
        "SELECT r.answers FROM current_reports c JOIN reports r ON r.id = c.report_id"
        f" WHERE c.event_id = $1 AND c.topic = $2 AND {within('c.area', '$3')}",
        event_id, topic, area,
    )  # fmt: skip
    return [json.loads(row["answers"]) for row in rows]


def stores(tx: Tx, area: str) -> int:
    """How many stores lie in an area."""
    return int(tx.value(f"SELECT COUNT(*) FROM stores WHERE {within('area', '$1')}", area))


def turnout(tx: Tx, event_id: int, area: str) -> list[Turnout]:
    """Voters who voted, by village. Sums only: one station's count is nobody's business yet."""
    rows = tx.all(
        "SELECT c.area, r.answers, COALESCE(s.voters_male, 0) + COALESCE(s.voters_female, 0)"
        " AS voters FROM current_reports c JOIN reports r ON r.id = c.report_id"
        " JOIN stations s ON s.id = c.station_id"
        f" WHERE c.event_id = $1 AND c.topic = $2 AND {within('c.area', '$3')} ORDER BY c.area",
        event_id, TURNOUT, area,
    )  # fmt: skip
    sums: dict[str, Turnout] = {}
    for row in rows:
        before = sums.get(row["area"], Turnout(row["area"], 0, 0, 0))
        voted = int(json.loads(row["answers"]).get("voters") or 0)
        sums[row["area"]] = Turnout(
            row["area"], before.stations + 1, before.voted + voted, before.voters + row["voters"]
        )
    return list(sums.values())


def troubles(tx: Tx, event_id: int, area: str, *, confidential: bool) -> list[Trouble]:
    """Incidents by severity, joined ones as one; the confidential only for those of the circle."""
    rows = tx.all(
        "SELECT severity, SUM(CASE WHEN state IN ('open', 'watched', 'taken') THEN 1 ELSE 0 END)"
        " AS open, SUM(CASE WHEN state IN ('resolved', 'dismissed') THEN 1 ELSE 0 END) AS closed"
        f" FROM incidents WHERE event_id = $1 AND {within('area', '$2')} AND confidential <= $3"
        f" AND joined_to IS NULL GROUP BY severity ORDER BY {grade_of('severity')}",
        event_id, area, int(confidential),
    )  # fmt: skip
    return [Trouble(*row) for row in rows]
