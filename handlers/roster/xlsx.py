"""XLSX → sheets. Formulas are neither run nor believed: a cell with one is marked as spoilt."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from handlers.errors import Refused
from handlers.roster import limits
from handlers.roster.cells import Cell, Row, Sheet, Spoilt
from handlers.texts import roster as texts
from handlers.texts import roster_files as file_texts

if not openpyxl.DEFUSEDXML:  # pragma: no cover - defusedxml is a locked requirement
    raise ImportError("openpyxl must read XML through defusedxml")


def sheets(data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook. Raises Refused when it is broken or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles that it leaves out
            return _sheets(data)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a broken file trips over
        raise Refused(file_texts.file_broken()) from error


def _sheets(data: bytes) -> list[Sheet]:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=False, keep_links=False
    )
    try:
        return [
            Sheet(sheet.title, tuple(_rows(sheet)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write a wrong size, which would cut rows off
    kept = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > limits.LAST_ROW:
            raise Refused(file_texts.too_many_rows(limits.MOST_ROWS))
        row = _trimmed([_value(cell) for cell in cells])
        if not row:
            continue
        kept += 1
        if kept > limits.MOST_ROWS:
            raise Refused(file_texts.too_many_rows(limits.MOST_ROWS))
        if len(row) > limits.MOST_COLUMNS:
            raise Refused(file_texts.too_many_columns(limits.MOST_COLUMNS))
        yield Row(number, tuple(row))


def _trimmed(row: list[Cell]) -> list[Cell]:
    while row and row[-1] is None:
        row.pop()
    return row


def _value(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Spoilt(str(getattr(value, "text", value))[:40], texts.formula())
    if cell.data_type == "e":
        return Spoilt(str(value), texts.cell_error())
    return _plain(value)


def _plain(value: object) -> Cell:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > limits.MOST_CHARACTERS:
            return Spoilt(text[:40], texts.too_long(limits.MOST_CHARACTERS))
        return text or None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)
