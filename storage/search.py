"""Finding stations and incidents by a number or words, inside one area. People: `officers.find`."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.areas import Station, within
from storage.database import Tx

_STATIONS = (
    "SELECT s.id, s.area, s.number, a.name AS village, s.address, s.lat, s.lon, s.voters_male,"
    " s.voters_female, s.no_phone FROM stations s JOIN areas a ON a.code = s.area"
)


@dataclass(frozen=True)
class Hit:
    """An incident that was found: no words of its reporter, no name."""

    id: int
    kind: str
    severity: str
    state: str
    headline: str
    area: str


def stations(
    tx: Tx, area: str, words: Sequence[str], number: int | None, most: int
) -> list[Station]:
    """Stations of an area with this number (if given) whose village or address has every word."""
    slots = range(4, 4 + len(words))
    having = "".join(
        f" AND (LOWER(a.name) LIKE ${slot} ESCAPE '\\'"
        f" OR LOWER(COALESCE(s.address, '')) LIKE ${slot} ESCAPE '\\')"
        for slot in slots
    )
    rows = tx.all(
        f"{_STATIONS} WHERE {within('s.area', '$1')} AND ($2 IS NULL OR s.number = $2){having}"
        " ORDER BY s.area, s.number LIMIT $3",
        area, number, most, *(like(word) for word in words),
    )  # fmt: skip
    return [Station.from_row(row) for row in rows]


def incidents(
    tx: Tx, event_id: int, area: str, words: Sequence[str], number: int | None, most: int, *,
    confidential: bool,
) -> list[Hit]:  # fmt: skip
    """Incidents of an area with this number or with every word, the newest first.

    Those that are confidential are not found, unless `confidential` says that the person is of
    the circle: not even whether they exist.
    """
    slots = range(6, 6 + len(words))
    having = " AND ".join(
        f"(LOWER(i.description) LIKE ${slot} ESCAPE '\\' OR LOWER(i.headline) LIKE ${slot}"
        f" ESCAPE '\\' OR LOWER(i.kind) LIKE ${slot} ESCAPE '\\')"
        for slot in slots
    )
    rows = tx.all(
        "SELECT i.id, i.kind, i.severity, i.state, i.headline, i.area FROM incidents i"
        f" WHERE i.event_id = $1 AND {within('i.area', '$2')} AND i.confidential <= $3"
        f" AND (i.id = $4{f' OR ({having})' if words else ''}) ORDER BY i.id DESC LIMIT $5",
        event_id, area, int(confidential), number, most, *(like(word) for word in words),
    )  # fmt: skip
    return [Hit(*row) for row in rows]


def like(word: str) -> str:
    """A LIKE pattern that finds a word anywhere."""
    escaped = word.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
