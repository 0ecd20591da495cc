"""When two reports are of the same thing, and when many are one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

SAME_WITHIN = timedelta(minutes=30)
NEAR_METRES = 200.0
"""Two reports of one kind this close in time and space may be one (PRODUCT, Alerts)."""
MANY, MANY_WITHIN = 10, timedelta(minutes=10)
"""So many of one kind in one village in this time are told as one."""
EARTH_METRES = 6_371_000.0

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True)
class Spot:
    """Where and when something was reported; a place is a station, a store, a point, or none."""

    kind: str
    station_id: int | None
    store_id: int | None
    point: Point | None
    at: datetime


def same(one: Spot, other: Spot) -> bool:
    """Whether two reports may be of the same thing; a person decides whether they are."""
    if one.kind != other.kind or abs(one.at - other.at) > SAME_WITHIN:
        return False
    return _same_place(one, other) or _near(one, other)


def many(times: Iterable[datetime], now: datetime) -> bool:
    """Whether so much was reported lately that it is told as one."""
    return sum(now - at <= MANY_WITHIN for at in times) >= MANY


def metres(one: Point, other: Point) -> float:
    """The distance over ground (haversine)."""
    lat, other_lat = radians(one[0]), radians(other[0])
    half_lat, half_lon = (other_lat - lat) / 2, radians(other[1] - one[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(chord)))


def _same_place(one: Spot, other: Spot) -> bool:
    at_station = one.station_id is not None and one.station_id == other.station_id
    return at_station or (one.store_id is not None and one.store_id == other.store_id)


def _near(one: Spot, other: Spot) -> bool:
    if one.point is None or other.point is None:
        return False
    return metres(one.point, other.point) <= NEAR_METRES
