"""Figures of many rounds → the printed table. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """A line of the table; `met` is None where there is no bar."""

    what: str
    bar: str
    ours: str
    peers: str = ""
    met: bool | None = None


def middle(rounds: Sequence[Mapping[str, float]], name: str) -> float:
    """The median of one figure over the rounds."""
    return float(median(each[name] for each in rounds))


def ratio(ours: float, theirs: float) -> str:
    """4.2 x"""
    return f"{ours / theirs:.1f} x"


def printed(rows: Sequence[Row]) -> str:
    """The table as text, one line a row, with a mark for each bar."""
    head = Row("what", "bar", "measured", "beside")
    lines = [head, *rows]
    widths = [max(len(cell) for cell in column) for column in zip(*map(_cells, lines), strict=True)]
    drawn = [_line(row, widths) for row in lines]
    return "\n".join([drawn[0], "-" * len(drawn[0]), *drawn[1:]])


def _cells(row: Row) -> tuple[str, str, str, str]:
    return row.what, row.bar, row.ours, row.peers


def _line(row: Row, widths: Sequence[int]) -> str:
    mark = {True: "met  ", False: "MISSED", None: "     "}[row.met]
    cells = [cell.ljust(width) for cell, width in zip(_cells(row), widths, strict=True)]
    return f"{'  '.join(cells)}  {mark}".rstrip()
