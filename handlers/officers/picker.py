"""Screens on which an area or a station is picked: kecamatan, kelurahan, 40 TPS at a time."""

from collections.abc import Callable, Sequence

from handlers.buttons import Button, Rows, button, columns
from handlers.texts import officers as texts
from handlers.texts.common import area_label
from storage.areas import Area, Station

SCREEN = 40
AREA_COLUMNS = 2
STATION_COLUMNS = 5

AreaButton = Callable[[Area], Button]
StationButton = Callable[[Station], Button]
PageButton = Callable[[str, int], Button]


def area_rows(areas: Sequence[Area], make: AreaButton) -> Rows:
    """A button for each area, as `make` makes it."""
    return columns([make(area) for area in areas], AREA_COLUMNS)


def own_area_rows(areas: Sequence[Area], verb: str, *arguments: object) -> Rows:
    """A row for each of somebody's own areas, which may be of different levels."""
    return [[button(area_label(each), verb, each.code, *arguments)] for each in areas[:SCREEN]]


def station_rows(
    stations: Sequence[Station], page: int, make: StationButton, turn: PageButton
) -> Rows:
    """The stations of one page, and buttons to turn it; `turn` gets a label and a page."""
    pages = max(1, -(-len(stations) // SCREEN))
    page = min(max(page, 0), pages - 1)
    rows = columns(
        [make(each) for each in stations[page * SCREEN : (page + 1) * SCREEN]], STATION_COLUMNS
    )
    turns: list[Button] = []
    if page > 0:
        turns.append(turn(texts.EARLIER, page - 1))
    if page < pages - 1:
        turns.append(turn(texts.LATER, page + 1))
    return [*rows, turns] if turns else rows
