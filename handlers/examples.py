"""Which place examples name: the first station that the person asking has to do with."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.context import Context
from handlers.texts.common import area_label
from handlers.texts.examples import GENERIC, Example
from storage import areas
from storage.areas import Area, Station
from storage.database import Tx


def of(ctx: Context) -> Example:
    """Of the own stations and areas, else of the whole roster, else nobody's."""
    own = (areas.station(ctx.tx, post.station_id) for post in ctx.actor.posts if post.station_id)
    station = next((each for each in own if each is not None), None)
    if station is not None:
        return _around(ctx.tx, station)
    return within(ctx.tx, [post.area for post in ctx.actor.posts])


def within(tx: Tx, roots: Iterable[str] = ()) -> Example:
    """The first station within these areas, else of the whole roster, else nobody's."""
    for root in (*roots, *(area.code for area in areas.roots(tx))):
        station = areas.first_station(tx, root) if root else None
        if station is not None:
            return _around(tx, station)
    return _named(GENERIC, areas.roots(tx))


def _around(tx: Tx, station: Station) -> Example:
    found = replace(GENERIC, station=station.code, number=station.number)
    return _named(found, (areas.area(tx, code) for code in areas.chain(station.area)))


def _named(example: Example, known: Iterable[Area | None]) -> Example:
    for area in known:
        if area is None:
            continue
        label = area_label(area)
        if area.level == "city":
            example = replace(example, city=area.code, city_label=label)
        elif area.level == "district":
            example = replace(example, district=area.code, district_label=label)
        else:
            example = replace(
                example, village=area.code, village_label=label, village_name=area.name
            )
    return example
