"""CSV that a spreadsheet program opens as it is, and runs no formula of (OWASP, CSV Injection)."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that such a program would run."""


def harmless(words: str) -> str:
    """Somebody's words, with an apostrophe in front where they would be run as a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> bytes:
    """A whole file in UTF-8, with the mark by which Excel knows that it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")
