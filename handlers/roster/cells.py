"""Sheets as rows of cells, before anything is known of their meaning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spoilt:
    """A cell that has no value: a formula, an error, far too long. `shown` is what stands there."""

    shown: str
    reason: str


Cell = str | int | float | Spoilt | None


@dataclass(frozen=True)
class Row:
    """A row that is not blank; `number` is the one that Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A named table; a CSV file is one sheet with the name of the file."""

    title: str
    rows: tuple[Row, ...]


def column_letter(index: int) -> str:
    """A, B … Z, AA of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
