"""When reports may be one: same place or near, same kind, soon. Rules that hold for every pair."""

from datetime import UTC, datetime, timedelta
from math import cos, radians

from hypothesis import given
from hypothesis import strategies as st

from handlers.incidents.joining import (
    NEAR_METRES,
    SAME_WITHIN,
    Point,
    Spot,
    Told,
    metres,
    same,
    told,
)
from storage.incidents import Severity

START = datetime(2024, 11, 27, tzinfo=UTC)
points = st.tuples(st.floats(-11, 6), st.floats(95, 141))
"""Indonesia."""
places = st.integers(1, 3) | st.none()
minutes = st.integers(0, 90).map(lambda each: START + timedelta(minutes=each))
spots = st.builds(
    Spot, st.sampled_from(["bencana", "logistik"]), places, places,
    st.none() | points | st.sampled_from([(-7.99, 112.63), (-7.9905, 112.63)]), minutes,
)  # fmt: skip


def moved(point: Point, north: float, east: float) -> Point:
    """A point so many metres away."""
    lat, lon = point
    return lat + north / 111_195, lon + east / (111_195 * cos(radians(lat)))


@given(points, points)
def test_a_distance_is_the_same_both_ways(one: Point, other: Point) -> None:
    """Symmetric, never negative, nought to itself, and at most half around the earth."""
    assert metres(one, other) == metres(other, one)
    assert 0 <= metres(one, other) <= 20_016_000
    assert metres(one, one) == 0


@given(points, points, points)
def test_a_detour_is_never_shorter(one: Point, way: Point, other: Point) -> None:
    """The triangle holds, to a millimetre."""
    assert metres(one, other) <= metres(one, way) + metres(way, other) + 0.001


@given(points, st.floats(-500, 500), st.floats(-500, 500))
def test_a_distance_is_in_metres(point: Point, north: float, east: float) -> None:
    """As a tape on the ground would measure it, to 1 %."""
    tape = (north**2 + east**2) ** 0.5
    assert abs(metres(point, moved(point, north, east)) - tape) <= 0.01 * tape + 0.01


@given(spots, spots)
def test_who_is_first_makes_no_difference(one: Spot, other: Spot) -> None:
    """Either is the same as the other, or neither."""
    assert same(one, other) == same(other, one)


@given(spots, spots)
def test_same_means_kind_time_and_place(one: Spot, other: Spot) -> None:
    """Nothing else is ever offered to be joined."""
    if not same(one, other):
        return
    assert one.kind == other.kind
    assert abs(one.at - other.at) <= SAME_WITHIN
    near = one.point and other.point and metres(one.point, other.point) <= NEAR_METRES
    assert near or one.station_id == other.station_id or one.store_id == other.store_id


@given(spots, st.floats(-130, 130), st.floats(-130, 130))
def test_near_and_soon_is_the_same(spot: Spot, north: float, east: float) -> None:
    """Another TPS within 200 m, within 30 minutes."""
    if spot.point is None:
        return
    later = spot.at + SAME_WITHIN
    other = Spot(spot.kind, 77, None, moved(spot.point, north, east), later)
    assert same(spot, other)


@given(st.sampled_from(list(Severity)), st.integers(0, 30))
def test_what_rings_alone(severity: Severity, before: int) -> None:
    """The tenth of one kind is only counted, whatever it is; the first three ring, but for INFO."""
    assert told(severity, before + 9, before + 9) is Told.COUNTED
    assert (told(severity, before, min(before, 2)) is Told.ALOUD) == (severity is not Severity.INFO)


@given(st.sampled_from([Severity.ORANYE, Severity.KUNING]), st.integers(3, 8))
def test_what_comes_silently(severity: Severity, before: int) -> None:
    """From the fourth to the ninth each has its message, and no phone rings for it."""
    assert told(severity, before, before) is Told.SILENTLY
