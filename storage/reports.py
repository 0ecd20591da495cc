"""Reports: append-only rows with versions, and the projection of what holds now.

A correction or a withdrawal is a new version; nothing is overwritten. Conflicting reports are
all kept: for each place and topic the chair's word counts before the staff's, and the staff's
before a report on behalf; among equals the first counts for milestones and the newest otherwise.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, NewType, Self

from storage import journal
from storage.database import Row, Tx
from storage.times import moment, ms

ReportNumber = NewType("ReportNumber", int)
STATUS = "status"
"""The kind whose topics are milestones."""
APART = 10 * 60_000
"""Milliseconds by which two hours of one milestone may differ without being a conflict."""


class Rank(IntEnum):
    """Whose word counts when reports conflict."""

    ON_BEHALF = 1
    STAFF = 2
    CHAIR = 3


@dataclass(frozen=True)
class NewReport:
    """What somebody reports; `answers` is JSON-able, the times are aware.

    `topic` says what it is the news of; an empty one stands alone and changes no state.
    """

    event_id: int
    kind: str
    topic: str
    area: str
    person_id: int
    rank: Rank
    source: str
    event_at: datetime
    answers: Mapping[str, Any]
    station_id: int | None = None
    store_id: int | None = None
    on_behalf: str | None = None
    update_id: int | None = None
    chat_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True)
class Report:
    """One version of a report; `number` is what people are told."""

    id: int
    number: ReportNumber
    version: int
    withdrawn: bool
    event_id: int
    kind: str
    topic: str
    station_id: int | None
    store_id: int | None
    area: str
    person_id: int
    rank: int
    on_behalf: str | None
    source: str
    event_at: datetime
    received_at: datetime
    answers: dict[str, Any]

    @property
    def place(self) -> str:
        return place_key(self.area, self.station_id, self.store_id)

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            row["id"], ReportNumber(row["number"]), row["version"], bool(row["withdrawn"]),
            row["event_id"], row["kind"], row["topic"], row["station_id"], row["store_id"],
            row["area"], row["person_id"], row["rank"], row["on_behalf"], row["source"],
            moment(row["event_at"]), moment(row["received_at"]), json.loads(row["answers"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What holds now for a place and topic: which report, when it happened, who said it."""

    topic: str
    report_id: int
    number: ReportNumber
    event_at: datetime
    person_id: int
    name: str
    conflicting: bool
    answers: dict[str, Any]


def place_key(area: str, station_id: int | None, store_id: int | None) -> str:
    """'s12' for a station, 'g3' for a store, 'a35.73.05.1011' for an area."""
    if station_id is not None:
        return f"s{station_id}"
    return f"a{area}" if store_id is None else f"g{store_id}"


_COLUMNS = (
    "id, number, version, withdrawn, event_id, kind, topic, station_id, store_id, area, person_id,"
    " rank, on_behalf, source, event_at, received_at, answers"
)
_LATEST = "NOT EXISTS (SELECT 1 FROM reports n WHERE n.number = r.number AND n.version > r.version)"


def add(tx: Tx, now: datetime, new: NewReport) -> Report:
    """Store a new report and bring the projection up to date."""
    return _insert(tx, now, new, None)


def correct(
    tx: Tx, now: datetime, old: Report, by: NewReport, *, withdrawn: bool = False
) -> Report:
    """Store a new version of a report; `old` must be its latest version."""
    report = _insert(tx, now, by, old, withdrawn=withdrawn)
    if old.topic != report.topic or old.place != report.place:
        _project(tx, old)
    return report


def withdraw(tx: Tx, now: datetime, old: Report, by: NewReport) -> Report:
    """Store a version that takes the report back."""
    return correct(tx, now, old, by, withdrawn=True)


def latest(tx: Tx, number: int) -> Report | None:
    """The newest version of a report."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM reports WHERE number = $1 ORDER BY version DESC LIMIT 1", number
    )
    return None if row is None else Report.from_row(row)


def versions(tx: Tx, number: int) -> list[Report]:
    """Every version of a report, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM reports WHERE number = $1 ORDER BY version", number)
    return [Report.from_row(row) for row in rows]


def of_message(tx: Tx, chat_id: int, message_id: int) -> Report | None:
    """The newest version of the report that was typed in this message."""
    number = tx.value(
        "SELECT number FROM reports WHERE chat_id = $1 AND message_id = $2 ORDER BY id LIMIT 1",
        chat_id, message_id,
    )  # fmt: skip
    return None if number is None else latest(tx, number)


def recent(tx: Tx, event_id: int, person_id: int, most: int = 10) -> list[Report]:
    """Somebody's own reports that stand, newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM reports r WHERE person_id = $2 AND event_id = $1"
        f" AND withdrawn = 0 AND {_LATEST} ORDER BY id DESC LIMIT $3",
        event_id, person_id, most,
    )  # fmt: skip
    return [Report.from_row(row) for row in rows]


def last_word(tx: Tx, event_id: int, person_id: int) -> Report | None:
    """The newest version that somebody has brought about, a withdrawal too."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM reports WHERE person_id = $2 AND event_id = $1"
        " ORDER BY id DESC LIMIT 1",
        event_id, person_id,
    )  # fmt: skip
    return None if row is None else Report.from_row(row)


def own(
    tx: Tx, event_id: int, person_id: int, topic: str, place: str, since: datetime
) -> Report | None:
    """What the person already reported on this topic and place since then, if it stands."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM reports r WHERE person_id = $2 AND event_id = $1 AND topic = $3"
        f" AND received_at >= $4 AND withdrawn = 0 AND {_LATEST} ORDER BY id DESC LIMIT 50",
        event_id, person_id, topic, ms(since),
    )  # fmt: skip
    found = (Report.from_row(row) for row in rows)
    return next((report for report in found if report.place == place), None)


def standing(tx: Tx, event_id: int, place: str, topic: str | None = None) -> dict[str, Standing]:
    """What holds now at a place, by topic; of one topic alone where it is given."""
    only = "" if topic is None else " AND c.topic = $3"
    rows = tx.all(
        "SELECT c.topic, c.report_id, r.number, c.event_at, r.person_id, p.name, c.conflicting,"
        " r.answers FROM current_reports c JOIN reports r ON r.id = c.report_id"
        f" JOIN people p ON p.id = r.person_id WHERE c.event_id = $1 AND c.place = $2{only}",
        event_id, place, *(() if topic is None else (topic,)),
    )  # fmt: skip
    return {
        row["topic"]: Standing(
            row["topic"], row["report_id"], ReportNumber(row["number"]), moment(row["event_at"]),
            row["person_id"], row["name"], bool(row["conflicting"]), json.loads(row["answers"]),
        )
        for row in rows
    }  # fmt: skip


def everything(tx: Tx) -> Iterator[Report]:
    """Every version of every report, oldest first, a thousand rows in memory at a time."""
    after = 0
    while rows := tx.all(
        f"SELECT {_COLUMNS} FROM reports WHERE id > $1 ORDER BY id LIMIT 1000", after
    ):
        yield from map(Report.from_row, rows)
        after = rows[-1]["id"]


def wrong_projections(tx: Tx) -> Iterator[str]:
    """Each place and topic whose projection is not what its reports say; none when all is well."""
    held = {
        (row["event_id"], row["topic"], row["place"]):
            (row["report_id"], row["event_at"], row["conflicting"])
        for row in tx.all("SELECT * FROM current_reports")
    }  # fmt: skip
    keys = tx.all(
        "SELECT DISTINCT event_id, kind, topic, station_id, store_id, area FROM reports"
        " WHERE topic <> ''"
    )
    followed = set()
    for key in keys:
        place = place_key(key["area"], key["station_id"], key["store_id"])
        best = _best(tx, key["event_id"], key["kind"], key["topic"], key["area"],
                     key["station_id"], key["store_id"])  # fmt: skip
        followed.add((key["event_id"], key["topic"], place))
        if held.get((key["event_id"], key["topic"], place)) != (_held(best) if best else None):
            yield f"{place} {key['topic']}"
    yield from (f"{place} {topic}" for _, topic, place in sorted(held.keys() - followed))


def _held(best: Sequence[Row]) -> tuple[int, int, int]:
    """What a projection keeps of the reports that stand for a place and topic."""
    conflicting = any(_differs(best[0], other) for other in best[1:])
    return best[0]["id"], best[0]["event_at"], int(conflicting)


def _insert(
    tx: Tx, now: datetime, new: NewReport, old: Report | None, *, withdrawn: bool = False
) -> Report:
    answers = json.dumps(new.answers, ensure_ascii=False)
    version = old.version + 1 if old else 1
    row = tx.one(
        "INSERT INTO reports (number, version, supersedes, withdrawn, event_id, kind, topic,"
        " station_id, store_id, area, person_id, rank, on_behalf, source, event_at, received_at,"
        " update_id, chat_id, message_id, answers)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,"
        " $18, $19, $20) RETURNING id",
        old.number if old else 0, version, old.id if old else None, int(withdrawn), new.event_id,
        new.kind, new.topic, new.station_id, new.store_id, new.area, new.person_id, int(new.rank),
        new.on_behalf, new.source, ms(new.event_at), ms(now), new.update_id, new.chat_id,
        new.message_id, answers,
    )  # fmt: skip
    assert row is not None
    if old is None:
        tx.run("UPDATE reports SET number = id WHERE id = $1", row["id"])
    report = Report(
        row["id"], old.number if old else ReportNumber(row["id"]), version, withdrawn,
        new.event_id, new.kind, new.topic, new.station_id, new.store_id, new.area, new.person_id,
        int(new.rank), new.on_behalf, new.source, moment(ms(new.event_at)), moment(ms(now)),
        json.loads(answers),
    )  # fmt: skip
    journal.append(tx, now, "report", journal_content(report))
    _project(tx, report)
    return report


def journal_content(report: Report) -> dict[str, Any]:
    """What the journal keeps of a report; `siaga verify` compares it with the row."""
    return {
        "report": report.number, "version": report.version, "withdrawn": report.withdrawn,
        "event": report.event_id, "kind": report.kind, "topic": report.topic,
        "place": report.place, "person": report.person_id, "source": report.source,
        "at": ms(report.event_at), "received": ms(report.received_at), "rank": report.rank,
        "on_behalf": report.on_behalf, "answers": report.answers,
    }  # fmt: skip


def _project(tx: Tx, report: Report) -> None:
    """Work out again what holds for the report's place and topic."""
    if not report.topic:
        return
    best = _best(tx, report.event_id, report.kind, report.topic, report.area, report.station_id,
                 report.store_id)  # fmt: skip
    if not best:
        tx.run(
            "DELETE FROM current_reports WHERE event_id = $1 AND topic = $2 AND place = $3",
            report.event_id, report.topic, report.place,
        )  # fmt: skip
        return
    tx.run(
        "INSERT INTO current_reports"
        " (event_id, topic, place, station_id, area, report_id, event_at, conflicting)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (event_id, topic, place) DO UPDATE"
        " SET report_id = excluded.report_id, event_at = excluded.event_at,"
        " conflicting = excluded.conflicting",
        report.event_id, report.topic, report.place, report.station_id, report.area,
        *_held(best),
    )  # fmt: skip


def _best(
    tx: Tx, event_id: int, kind: str, topic: str, area: str, station_id: int | None,
    store_id: int | None,
) -> list[Row]:  # fmt: skip
    """The reports that stand for a place and topic, the one that counts first."""
    column, value = _place_column(area, station_id, store_id)
    age = "r.id" if kind == STATUS else "-r.id"
    return tx.all(
        f"SELECT r.id, r.kind, r.event_at, r.answers FROM reports r WHERE {column} = $1"
        f" AND r.topic = $2 AND r.event_id = $3 AND r.withdrawn = 0 AND {_LATEST}"
        f" ORDER BY r.rank DESC, {age}",
        value, topic, event_id,
    )  # fmt: skip


def _place_column(area: str, station_id: int | None, store_id: int | None) -> tuple[str, str | int]:
    if station_id is not None:
        return "r.station_id", station_id
    if store_id is not None:
        return "r.store_id", store_id
    return "r.station_id IS NULL AND r.store_id IS NULL AND r.area", area


def _differs(one: Row, other: Row) -> bool:
    """Whether two reports tell different stories: by their answers or, of a milestone, hours."""
    if one["kind"] == STATUS and abs(one["event_at"] - other["event_at"]) > APART:
        return True
    return bool(one["answers"] != other["answers"])
