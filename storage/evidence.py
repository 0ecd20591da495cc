"""Photos, files, places and voices that go with a report. Only references: files come later."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx
from storage.times import ms


@dataclass(frozen=True)
class Evidence:
    """One thing sent along; `report_number` is None until the report is stored."""

    id: int
    report_number: int | None
    kind: str
    file_id: str | None
    lat: float | None
    lon: float | None
    caption: str | None
    person_id: int | None


_COLUMNS = "id, report_number, kind, file_id, lat, lon, caption, person_id"


def hold(
    tx: Tx, at: datetime, *, person_id: int, kind: str, file_id: str | None = None,
    file_unique_id: str | None = None, lat: float | None = None, lon: float | None = None,
    caption: str | None = None, update_id: int | None = None, report_number: int | None = None,
) -> int:  # fmt: skip
    """Keep a reference and return its id."""
    row = tx.one(
        "INSERT INTO evidence (report_number, kind, file_id, file_unique_id, lat, lon, caption,"
        " person_id, update_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " RETURNING id",
        report_number, kind, file_id, file_unique_id, lat, lon, caption, person_id, update_id,
        ms(at),
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def get(tx: Tx, evidence_id: int) -> Evidence | None:
    """One piece of evidence."""
    row = tx.one(f"SELECT {_COLUMNS} FROM evidence WHERE id = $1", evidence_id)
    return None if row is None else Evidence(*row)


def of_report(tx: Tx, number: int) -> list[Evidence]:
    """Everything that goes with a report and is not hidden, oldest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM evidence WHERE report_number = $1 AND hidden_at IS NULL"
        " ORDER BY id",
        number,
    )
    return [Evidence(*row) for row in rows]


def belongs_to(tx: Tx, evidence_id: int, number: int) -> None:
    """The evidence goes with this report."""
    tx.run("UPDATE evidence SET report_number = $2 WHERE id = $1", evidence_id, number)


def remove(tx: Tx, evidence_id: int) -> None:
    """Forget a piece that its sender did not want to send after all."""
    tx.run("DELETE FROM evidence WHERE id = $1 AND report_number IS NULL", evidence_id)
