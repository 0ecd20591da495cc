"""CSV → one sheet: UTF-8, UTF-16 or cp1252; separated by `;`, `,`, tab or `|`."""

import csv
import io

from handlers.errors import Refused
from handlers.roster import limits
from handlers.roster.cells import Cell, Row, Sheet, Spoilt
from handlers.roster.headings import recognised
from handlers.texts import roster as texts
from handlers.texts import roster_files as file_texts

_SEPARATORS = ";,\t|"
_LOOK_AT = 12
"""Lines among which the headings are looked for."""
_FORMULA = ("=", "@")


def sheet(data: bytes, title: str) -> Sheet:
    """The one sheet of a CSV file. Raises Refused when it is no text or too large."""
    text = _text(data)
    separator, skip = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    try:
        for number, line in enumerate(lines, start=1):
            row = _row(line)
            if row and number > skip:
                rows.append(Row(number, row))
            if len(rows) > limits.MOST_ROWS:
                raise Refused(file_texts.too_many_rows(limits.MOST_ROWS))
    except csv.Error as error:
        raise Refused(file_texts.csv_broken(lines.line_num)) from error
    return Sheet(title, tuple(rows))


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(file_texts.file_is("file biner"))


def _separator(text: str) -> tuple[str, int]:
    """The separator that makes the most known headings, and how many lines to skip."""
    head = text.splitlines()[:_LOOK_AT]
    if head and head[0].lower().startswith("sep=") and len(head[0]) == 5:
        return head[0][4], 1
    return max(_SEPARATORS, key=lambda mark: _known(head, mark)), 0


def _known(head: list[str], mark: str) -> tuple[int, int]:
    lines = [next(csv.reader([line], delimiter=mark), []) for line in head]
    return max((recognised(line) for line in lines), default=0), head[0].count(mark) if head else 0


def _row(line: list[str]) -> tuple[Cell, ...]:
    cells = [_value(text.strip()) for text in line]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > limits.MOST_COLUMNS:
        raise Refused(file_texts.too_many_columns(limits.MOST_COLUMNS))
    return tuple(cells)


def _value(text: str) -> Cell:
    if not text:
        return None
    if text.startswith(_FORMULA):
        return Spoilt(text[:40], texts.formula())
    if len(text) > limits.MOST_CHARACTERS:
        return Spoilt(text[:40], texts.too_long(limits.MOST_CHARACTERS))
    return text
