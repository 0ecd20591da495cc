"""Whether the reports still say what the journal wrote down when they came in."""

import json
from collections.abc import Iterator
from typing import Any

from storage import reports
from storage.database import Tx


def unlike_journal(tx: Tx) -> Iterator[str]:
    """Number and version of each report that was changed, removed or slipped in afterwards.

    Entries whose content was erased prove nothing about theirs, so as many reports may be
    without an entry.
    """
    unproved = {
        (report.number, report.version): hash(_exact(reports.journal_content(report)))
        for report in reports.everything(tx)
    }
    for content in _written(tx):
        key = content["report"], content["version"]
        if unproved.pop(key, None) != hash(_exact(content)):
            yield _spoken(key)
    if len(unproved) > _erased(tx):
        yield from map(_spoken, unproved)


def _written(tx: Tx) -> Iterator[dict[str, Any]]:
    after = 0
    while rows := tx.all(
        "SELECT seq, body FROM journal"
        " WHERE kind = 'report' AND body IS NOT NULL AND seq > $1 ORDER BY seq LIMIT 1000",
        after,
    ):
        yield from (json.loads(row["body"]) for row in rows)
        after = rows[-1]["seq"]


def _erased(tx: Tx) -> int:
    return int(tx.value("SELECT COUNT(*) FROM journal WHERE kind = 'report' AND body IS NULL"))


def _exact(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _spoken(key: tuple[int, int]) -> str:
    number, version = key
    return f"{number}" if version == 1 else f"{number} versi {version}"
