"""The table of `make bench` says what was measured, and which bars were missed."""

import math

from tests.benchmarks.stage import percentile
from tests.benchmarks.table import Row, middle, printed, ratio


def test_the_table_marks_every_bar() -> None:
    """A row without a bar has no mark; columns stand below each other."""
    rows = [
        Row("burst", ">= 2 x", "4.0 x", "aiogram", True),
        Row("start", "<= 1.5 s", "2 s", "", False),
        Row("memory", "", "90 MB"),
    ]
    lines = printed(rows).splitlines()
    assert lines[2].endswith("met")
    assert lines[3].endswith("MISSED")
    assert lines[4] == "memory            90 MB"
    assert (
        len({line.index(word) for line, word in zip(lines[2:4], ("4.0", "2 s"), strict=True)}) == 1
    )


def test_figures_are_medians_and_tails() -> None:
    """One slow round does not make the median; the 99th percentile is one that was measured."""
    assert middle([{"rate": 1.0}, {"rate": 500.0}, {"rate": 3.0}], "rate") == 3.0
    assert percentile([float(number) for number in range(1, 101)], 0.99) == 100.0
    assert percentile([1.0, 2.0, 3.0], 0.5) == 2.0
    assert math.isnan(percentile([], 0.5))
    assert ratio(10, 4) == "2.5 x"
