"""Repeatable chance and fair shares."""

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that are the same for the same seed on every Python version.

    Only `random()` is used: what `choice` or `shuffle` draw has changed between versions.
    """

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(str(seed)).random  # noqa: S311 - sample data, no secret

    def between(self, low: float, high: float) -> float:
        """A number between low and high."""
        return low + (high - low) * self._random()

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self._random() * len(choices))]

    def near(self, lat: float, lon: float, metres: float) -> tuple[float, float]:
        """A point at most so many metres away, with six decimals (about 0.1 m)."""
        angle, distance = self.between(0, math.tau), metres * math.sqrt(self._random())
        north = distance * math.cos(angle) / 111_320
        east = distance * math.sin(angle) / (111_320 * math.cos(math.radians(lat)))
        return round(lat + north, 6), round(lon + east, 6)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole number by weights so that the parts add up (largest remainder)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
