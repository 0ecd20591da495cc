"""Boxes on their way back: which left and did not arrive, and where each village stands."""

from dataclasses import dataclass
from datetime import datetime

from storage.areas import within
from storage.database import Tx
from storage.incidents import IncidentId
from storage.reports import ReportNumber
from storage.times import maybe_moment, moment, ms

LEFT, ARRIVED = "berangkat", "tiba"
"""The milestones of a box's way back."""
LOST = "logistik"
"""The kind of the incident that a box raises which does not arrive."""


@dataclass(frozen=True)
class Box:
    """A station's boxes: when they left and arrived, as far as that was reported."""

    station_id: int
    number: int
    left_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True)
class Overdue:
    """A box that left long ago: the report that it did, and whose it is."""

    report: ReportNumber
    area: str
    station: int


@dataclass(frozen=True)
class Village:
    """How many stations of a village have their boxes back."""

    code: str
    name: str
    stations: int
    arrived: int


@dataclass(frozen=True)
class Arrival:
    """A box that arrived after all, with who said so."""

    incident_id: IncidentId
    person_id: int
    at: datetime


@dataclass(frozen=True)
class Served:
    """A station whose logistics come through a node; `voters` None: the roster does not say."""

    area: str
    village: str
    number: int
    voters: int | None


_ON_COURSE = (
    "NOT EXISTS (SELECT 1 FROM event_stations e WHERE e.event_id = $1 AND e.station_id = s.id)"
)


def overdue(tx: Tx, event_id: int, since: datetime, until: datetime) -> list[Overdue]:
    """Boxes whose departure was reported between the two and whose arrival was not, by village.

    Those that have raised their alert are not among them, unless the report was corrected since.
    """
    rows = tx.all(
        "SELECT r.number, c.area, s.number AS station FROM current_reports c"
        " JOIN reports r ON r.id = c.report_id JOIN stations s ON s.id = c.station_id"
        " WHERE c.event_id = $1 AND c.topic = $2 AND r.received_at > $4 AND r.received_at <= $5"
        " AND NOT EXISTS (SELECT 1 FROM current_reports a WHERE a.event_id = $1"
        " AND a.station_id = c.station_id AND a.topic = $3)"
        f" AND {_ON_COURSE}"
        " AND NOT EXISTS (SELECT 1 FROM incidents i JOIN reports b ON b.number = i.id"
        " AND b.version = 1 WHERE i.event_id = $1 AND i.area = c.area"
        " AND i.station_id = c.station_id AND b.topic = $2 AND NOT (i.state = 'dismissed'"
        " AND i.id = r.number AND r.version > 1 AND i.resolved_at <= r.received_at))"
        " ORDER BY c.area, r.received_at, s.number",
        event_id, LEFT, ARRIVED, ms(since), ms(until),
    )  # fmt: skip
    return [Overdue(*row) for row in rows]


def alerts(tx: Tx, event_id: int) -> dict[str, IncidentId]:
    """The open alerts about boxes that do not arrive, by village."""
    rows = tx.all(
        "SELECT i.area, MIN(i.id) AS id FROM incidents i JOIN reports b ON b.number = i.id"
        " AND b.version = 1 AND b.topic = $2 WHERE i.event_id = $1 AND i.kind = $3"
        " AND i.state IN ('open', 'watched', 'taken') GROUP BY i.area",
        event_id, LEFT, LOST,
    )  # fmt: skip
    return {row["area"]: row["id"] for row in rows}


def arrivals(tx: Tx, event_id: int, most: int) -> list[Arrival]:
    """Open alerts about boxes that have arrived by now."""
    rows = tx.all(
        "SELECT i.id, r.person_id, r.event_at FROM incidents i JOIN reports b ON b.number = i.id"
        " AND b.version = 1 AND b.topic = $2 JOIN current_reports c ON c.event_id = $1"
        " AND c.topic = $3 AND c.place = 's' || i.station_id JOIN reports r ON r.id = c.report_id"
        " WHERE i.event_id = $1 AND i.kind = $4 AND i.state IN ('open', 'watched', 'taken')"
        " ORDER BY i.id LIMIT $5",
        event_id, LEFT, ARRIVED, LOST, most,
    )  # fmt: skip
    return [Arrival(row["id"], row["person_id"], moment(row["event_at"])) for row in rows]


def of_village(tx: Tx, event_id: int, code: str) -> list[Box]:
    """The boxes of a village's stations on their course, by number."""
    when = (
        "(SELECT c.event_at FROM current_reports c WHERE c.event_id = $1 AND c.topic = {topic}"
        " AND c.place = 's' || s.id)"
    )
    rows = tx.all(
        f"SELECT s.id, s.number, {when.format(topic='$3')} AS left_at,"
        f" {when.format(topic='$4')} AS arrived_at FROM stations s"
        f" WHERE s.area = $2 AND {_ON_COURSE} ORDER BY s.number",
        event_id, code, LEFT, ARRIVED,
    )  # fmt: skip
    return [
        Box(row["id"], row["number"], maybe_moment(row["left_at"]),
            maybe_moment(row["arrived_at"]))
        for row in rows
    ]  # fmt: skip


def villages(tx: Tx, event_id: int, area: str) -> list[Village]:
    """How the villages of an area stand, by name."""
    rows = tx.all(
        "SELECT s.area, a.name, COUNT(*) AS stations, COUNT(c.report_id) AS arrived"
        " FROM stations s JOIN areas a ON a.code = s.area LEFT JOIN current_reports c"
        " ON c.event_id = $1 AND c.topic = $3 AND c.place = 's' || s.id"
        f" WHERE {within('s.area', '$2')} AND {_ON_COURSE} GROUP BY s.area, a.name"
        " ORDER BY a.name",
        event_id, area, ARRIVED,
    )  # fmt: skip
    return [Village(*row) for row in rows]


_SERVED = (
    "SELECT s.area, a.name, s.number, COALESCE(s.voters_male + s.voters_female, s.voters_male,"
    " s.voters_female) FROM stations s JOIN areas a ON a.code = s.area"
)


def served_by(tx: Tx, event_id: int, area: str) -> list[Served]:
    """The stations on their course whose logistics come through an area, by village."""
    rows = tx.all(
        f"{_SERVED} WHERE {within('s.area', '$2')} AND {_ON_COURSE} ORDER BY a.name, s.number",
        event_id, area,
    )  # fmt: skip
    return [Served(*row) for row in rows]


def kept_at(tx: Tx, event_id: int, store_id: int) -> list[Served]:
    """The same of a store: the stations whose logistics are kept there."""
    rows = tx.all(
        f"{_SERVED} JOIN store_stations k ON k.station_id = s.id WHERE k.store_id = $2"
        f" AND {_ON_COURSE} ORDER BY a.name, s.number",
        event_id, store_id,
    )  # fmt: skip
    return [Served(*row) for row in rows]
