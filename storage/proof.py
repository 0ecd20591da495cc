"""Whether reports, acts, steps and evidence still say what the journal wrote down back then."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from storage import reports
from storage.database import Row, Tx

_SAID = "severity"
"""A field of the entries that say what an incident is, not what was done about it."""
_SAYS = {
    "kind": "kind", "confidential": "confidential", "area": "area", "station": "station_id",
    "store": "store_id", "headline": "headline", "description": "description",
}  # fmt: skip
"""The fields of such an entry that hold until the next one, and their columns."""
T = TypeVar("T")


@dataclass(frozen=True)
class StrangeAct:
    """An act of the audit without an entry (`row`), or an entry without its act (`seq`)."""

    row: int | None = None
    seq: int | None = None


def reports_unlike_journal(tx: Tx) -> Iterator[tuple[int, int]]:
    """Number and version of each report that was changed, removed or slipped in afterwards.

    Entries whose content was erased prove nothing about theirs, so as many reports may be
    without an entry. The same holds for acts, steps and evidence below.
    """
    unproved = {
        (report.number, report.version): hash(_exact(reports.journal_content(report)))
        for report in reports.everything(tx)
    }
    for _, _, content in _entries(tx, "report"):
        key = content["report"], content["version"]
        if unproved.pop(key, None) != hash(_exact(content)):
            yield key
    yield from _beyond(_erased(tx, "report"), unproved)


def acts_unlike_journal(tx: Tx) -> Iterator[StrangeAct]:
    """Each act of the audit that was changed, slipped in or removed afterwards."""
    written = Counter(_act(at, content) for _, at, content in _entries(tx, "audit"))
    strange = []
    for row in _rows(tx, "audit"):
        key = _act(row["at"], {
            "user": row["user_id"], "person": row["person_id"], "action": row["action"],
            "subject": row["subject"], "allowed": bool(row["allowed"]), "detail": row["detail"],
        })  # fmt: skip
        if written[key]:
            written[key] -= 1
        else:
            strange.append(StrangeAct(row=row["id"]))
    yield from _beyond(_erased(tx, "audit"), strange)
    for seq, at, content in _entries(tx, "audit"):
        if written[key := _act(at, content)] > 0:
            written[key] -= 1
            yield StrangeAct(seq=seq)


def incidents_unlike_journal(tx: Tx) -> Iterator[int]:
    """The number of each incident that says something else than was last written down of it.

    Its severity may rise with what is joined to it; its state follows from the steps.
    """
    said = {
        content["incident"]: hash(_exact({field: content.get(field) for field in _SAYS}))
        for _, _, content in _entries(tx, "incident")
        if _SAID in content
    }
    strange = []
    for row in _rows(tx, "incidents"):
        now = {field: row[column] for field, column in _SAYS.items()}
        now["confidential"] = bool(now["confidential"])
        if said.pop(row["id"], None) != hash(_exact(now)):
            strange.append(row["id"])
    yield from _beyond(_erased(tx, "incident"), strange)
    yield from said


def steps_unlike_journal(tx: Tx) -> Iterator[tuple[int, str]]:
    """Incident and action of each step that was changed, slipped in or removed afterwards."""
    written: Counter[tuple[Any, ...]] = Counter()
    notes = set()
    for _, at, content in _entries(tx, "incident"):
        if _SAID not in content:
            notes.add((content["incident"], content.get("note")))
            if "step" not in content:
                written[content["incident"], at, content["act"], content["person"]] += 1
    strange = []
    for row in _rows(tx, "incident_steps"):
        key = row["incident_id"], row["at"], row["action"], row["person_id"]
        noted = row["note"] is None or (row["incident_id"], row["note"]) in notes
        if not written[key] or not noted:
            strange.append((row["incident_id"], row["action"]))
        written[key] -= 1
    yield from _beyond(_erased(tx, "incident"), strange)
    for (incident, _, act, _), left in written.items():
        if left > 0:
            yield incident, act


def evidence_unlike_journal(tx: Tx) -> Iterator[int]:
    """The id of each piece whose hash, or whose hiding, is not as it was written down."""
    hashes: dict[int, str] = {}
    hidden = set()
    for _, _, content in _entries(tx, "evidence"):
        if "hidden_by" in content:
            hidden.add(content["evidence"])
        else:
            hashes[content["evidence"]] = content["sha256"]
    strange = []
    for row in _rows(tx, "evidence"):
        proved = hashes.pop(row["id"], None) == row["sha256"]
        if not proved or (row["hidden_at"] is not None) != (row["id"] in hidden):
            strange.append(row["id"])
        hidden.discard(row["id"])
    yield from _beyond(_erased(tx, "evidence"), strange)
    yield from sorted(hashes.keys() | hidden)


def _act(at: int, content: dict[str, Any]) -> int:
    return hash((at, _exact(content)))


def _rows(tx: Tx, table: str) -> Iterator[Row]:
    after = 0
    while rows := tx.all(f"SELECT * FROM {table} WHERE id > $1 ORDER BY id LIMIT 1000", after):
        yield from rows
        after = rows[-1]["id"]


def _entries(tx: Tx, kind: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Number, moment and content of each entry of a kind that was not erased."""
    after = 0
    while rows := tx.all(
        "SELECT seq, at, body FROM journal"
        " WHERE kind = $1 AND body IS NOT NULL AND seq > $2 ORDER BY seq LIMIT 1000",
        kind, after,
    ):  # fmt: skip
        for row in rows:
            yield row["seq"], row["at"], json.loads(row["body"])
        after = rows[-1]["seq"]


def _erased(tx: Tx, kind: str) -> int:
    count = "SELECT COUNT(*) FROM journal WHERE kind = $1 AND body IS NULL"
    return int(tx.value(count, kind))


def _beyond(erased: int, strange: Iterable[T]) -> list[T]:
    """What no entry proves, if it is more than the erased entries may have proved."""
    found = list(strange)
    return found if len(found) > erased else []


def _exact(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
