"""When two reports are of the same thing, and when many are one. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from storage.incidents import Severity

SAME_WITHIN = timedelta(minutes=30)
NEAR_METRES = 200.0
"""Two reports of one kind this close in time and space may be one."""
RUN = timedelta(minutes=10)
"""Reports of one kind in one village with no longer gap than this are a run."""
ALONE = 9
"""So many of a run have a message each; the tenth makes one alert that counts."""
RINGING = {Severity.MERAH: ALONE, Severity.ORANYE: 3, Severity.KUNING: 3}
"""So many of a run ring. Each MERAH does, since it may be another life."""
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


class Told(StrEnum):
    """How a new incident comes to those who are told: in a message of its own, or in the count."""

    ALOUD = "aloud"
    SILENTLY = "silently"
    COUNTED = "counted"


def told(severity: Severity, before: int, as_grave: int) -> Told:
    """How it comes after so many of its run, of which some were at least as grave."""
    if as_grave < RINGING.get(severity, 0):
        return Told.ALOUD
    return Told.COUNTED if before >= ALONE else Told.SILENTLY


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
