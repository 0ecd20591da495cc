"""Photos, files, places and voices that go with a report.

A row is a reference until its file was fetched into the evidence folder; from then on it names the
file by the hash of its content, which also stands in the journal. Hiding takes the file away and
keeps the hash.
"""

from dataclasses import dataclass
from datetime import datetime

from storage import jobs, journal, outbox
from storage.database import Row, Tx
from storage.times import ms

FETCH, DISCARD = "evidence.fetch", "evidence.discard"
"""Kinds of job: bring a file here, take a hidden one away."""
_SHOWS, _WITHDRAWN = "evidence:", "withdrawn"


@dataclass(frozen=True)
class Evidence:
    """One thing sent along; `report_number` is None until the report is stored.

    `fault` says why Telegram will never give the file out; `path` lies in the evidence folder.
    """

    id: int
    report_number: int | None
    kind: str
    file_id: str | None
    lat: float | None
    lon: float | None
    caption: str | None
    person_id: int | None
    album: str | None
    sha256: str | None
    path: str | None
    fault: str | None
    hidden: bool


_COLUMNS = (
    "id, report_number, kind, file_id, lat, lon, caption, person_id, album, sha256, path, fault,"
    " hidden_at IS NOT NULL"
)


def hold(
    tx: Tx, at: datetime, *, person_id: int, kind: str, file_id: str | None = None,
    file_unique_id: str | None = None, lat: float | None = None, lon: float | None = None,
    caption: str | None = None, update_id: int | None = None, report_number: int | None = None,
    album: str | None = None,
) -> int:  # fmt: skip
    """Keep a reference and return its id. What belongs to a report at once is also fetched."""
    row = tx.one(
        "INSERT INTO evidence (report_number, kind, file_id, file_unique_id, lat, lon, caption,"
        " person_id, update_id, album, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        report_number, kind, file_id, file_unique_id, lat, lon, caption, person_id, update_id,
        album, ms(at),
    )  # fmt: skip
    assert row is not None
    if report_number is not None and file_id is not None:
        jobs.add(tx, at, FETCH, {"evidence": row["id"]})
    return int(row["id"])


def get(tx: Tx, evidence_id: int) -> Evidence | None:
    """One piece of evidence."""
    row = tx.one(f"SELECT {_COLUMNS} FROM evidence WHERE id = $1", evidence_id)
    return None if row is None else _from_row(row)


def held_from(tx: Tx, person_id: int, update_id: int) -> list[Evidence]:
    """What came with somebody's message, its album included, and belongs to no report yet."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM evidence"
        " WHERE person_id = $1 AND report_number IS NULL AND (update_id = $2 OR album IN"
        " (SELECT album FROM evidence WHERE person_id = $1 AND update_id = $2)) ORDER BY id",
        person_id, update_id,
    )  # fmt: skip
    return [_from_row(row) for row in rows]


def of_report(tx: Tx, number: int) -> list[Evidence]:
    """Everything that goes with a report, or with what was joined to it, and is not hidden."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM evidence WHERE hidden_at IS NULL AND (report_number = $1"
        " OR report_number IN (SELECT id FROM incidents WHERE joined_to = $1)) ORDER BY id",
        number,
    )
    return [_from_row(row) for row in rows]


_OF_PLACE = (
    # CROSS: there are far fewer files than reports, which SQLite cannot know.
    " FROM evidence e CROSS JOIN reports r WHERE r.number = e.report_number AND r.version = 1"
    " AND e.hidden_at IS NULL AND e.file_id IS NOT NULL AND r.event_id = $1"
    " AND (r.area = $2 OR (r.area >= $2 || '.' AND r.area < $2 || '/'))"
    " AND (r.station_id = $3 OR $3 IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.id = e.report_number)"
)
"""Files of reports at a station, or in an area, that are no incident."""


def count_of_place(tx: Tx, event_id: int, area: str, station_id: int | None) -> int:
    """How many files reports that are no incident have there and are not hidden."""
    return int(tx.value(f"SELECT COUNT(*){_OF_PLACE}", event_id, area, station_id))


def of_place(
    tx: Tx, event_id: int, area: str, station_id: int | None, before: int | None, most: int
) -> list[Evidence]:
    """Such files, the newest first; with `before` those with a lower id."""
    columns = ", ".join(f"e.{column}" for column in _COLUMNS.split(", "))
    rows = tx.all(
        f"SELECT {columns}{_OF_PLACE} AND (e.id < $4 OR $4 IS NULL) ORDER BY e.id DESC LIMIT $5",
        event_id, area, station_id, before, most,
    )  # fmt: skip
    return [_from_row(row) for row in rows]


def of_album(tx: Tx, person_id: int, album: str) -> list[Evidence]:
    """The pieces of one album that somebody sent, oldest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM evidence WHERE album = $2 AND person_id = $1 ORDER BY id",
        person_id, album,
    )  # fmt: skip
    return [_from_row(row) for row in rows]


def belongs_to(tx: Tx, at: datetime, evidence_id: int, number: int) -> None:
    """The evidence goes with this report: now its file is fetched."""
    tx.run("UPDATE evidence SET report_number = $2 WHERE id = $1", evidence_id, number)
    jobs.add(tx, at, FETCH, {"evidence": evidence_id})


def remove(tx: Tx, evidence_id: int) -> None:
    """Forget a piece that its sender did not want to send after all."""
    tx.run("DELETE FROM evidence WHERE id = $1 AND report_number IS NULL", evidence_id)


def fetched(tx: Tx, at: datetime, found: Evidence, sha256: str, size: int, path: str) -> None:
    """The file lies in the evidence folder; `siaga verify` can tell whether it is still the same.

    Of one that was hidden meanwhile only the hash is kept.
    """
    tx.run(
        "UPDATE evidence SET sha256 = $2, path = CASE WHEN hidden_at IS NULL THEN $3 END"
        " WHERE id = $1",
        found.id, sha256, path,
    )  # fmt: skip
    journal.append(tx, at, "evidence", {
        "evidence": found.id, "report": found.report_number, "kind": found.kind,
        "sha256": sha256, "bytes": size,
    })  # fmt: skip
    latest = get(tx, found.id)
    if latest is None or latest.path is None:
        jobs.add(tx, at, DISCARD, {"path": path})


def unobtainable(tx: Tx, evidence_id: int, why: str) -> None:
    """Telegram will never give the file out."""
    tx.run("UPDATE evidence SET fault = $2 WHERE id = $1", evidence_id, why)


def hide(tx: Tx, at: datetime, found: Evidence, person_id: int) -> None:
    """Nobody sees it any more; its file is taken away unless another report has the same."""
    tx.run(
        "UPDATE evidence SET hidden_at = $2, path = NULL WHERE id = $1 AND hidden_at IS NULL",
        found.id, ms(at),
    )  # fmt: skip
    journal.append(tx, at, "evidence", {
        "evidence": found.id, "report": found.report_number, "hidden_by": person_id,
        "sha256": found.sha256,
    })  # fmt: skip
    if found.path is not None:
        jobs.add(tx, at, DISCARD, {"path": found.path})


def message_kind(evidence_id: int) -> str:
    """The outbox's kind of messages that show this piece."""
    return f"{_SHOWS}{evidence_id}"


def shows(kind: str) -> bool:
    """Whether messages of this kind show a piece of evidence."""
    return kind.startswith(_SHOWS)


def withdraw(tx: Tx, at: datetime, evidence_id: int) -> None:
    """Send the piece to nobody any more, and take it away wherever it was shown."""
    kind = message_kind(evidence_id)
    tx.run(
        "UPDATE outbox SET failed_at = $2, error = $3"
        " WHERE kind = $1 AND sent_at IS NULL AND failed_at IS NULL",
        kind, ms(at), _WITHDRAWN,
    )  # fmt: skip
    rows = tx.all(
        "SELECT chat_id, message_id FROM outbox WHERE kind = $1 AND message_id IS NOT NULL"
        " ORDER BY id",
        kind,
    )
    for row in rows:
        _take_away(tx, at, row["chat_id"], row["message_id"])


def shown_late(tx: Tx, at: datetime, call_id: int, message_id: int) -> None:
    """A message that was under way when its piece was withdrawn: only now is its number known."""
    row = tx.one(
        "SELECT chat_id FROM outbox WHERE id = $1 AND failed_at IS NOT NULL AND error = $2",
        call_id, _WITHDRAWN,
    )  # fmt: skip
    if row is not None:
        _take_away(tx, at, row["chat_id"], message_id)


def _take_away(tx: Tx, at: datetime, chat_id: int, message_id: int) -> None:
    outbox.put(
        tx, at, "deleteMessage", {"message_id": message_id}, chat_id=chat_id, kind=_WITHDRAWN
    )


def kept_files(tx: Tx) -> list[Evidence]:
    """Each piece whose file must lie in the evidence folder."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM evidence WHERE path IS NOT NULL ORDER BY id")
    return [_from_row(row) for row in rows]


def in_use(tx: Tx, path: str) -> bool:
    """Whether evidence that is not hidden still has this file."""
    return tx.value("SELECT 1 FROM evidence WHERE path = $1 LIMIT 1", path) is not None


def _from_row(row: Row) -> Evidence:
    return Evidence(*row)
