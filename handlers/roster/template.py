"""The empty workbook that /templat sends: headings, examples, explanations.

Runs in a child process, like everything that needs openpyxl.
"""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from handlers.texts import roster_template as texts
from handlers.texts.examples import Example

_AS_TEXT = frozenset({"no_hp", "nomor", "kode", "kode_lama", "wilayah", "penjaga", "tps"})
"""Columns whose digits a spreadsheet must not take for numbers."""
_PREPARED_ROWS = 2_000
_HEADING = PatternFill("solid", fgColor="DDE8F5")


def build(example: Example) -> bytes:
    """The workbook as XLSX bytes, with examples of this place."""
    book = Workbook()
    guide = book.active
    assert guide is not None
    guide.title = "petunjuk"
    for number, line in enumerate(texts.explanations(example).splitlines(), start=1):
        put_text(guide.cell(number, 1), line)
    guide.column_dimensions["A"].width = 110
    guide["A1"].font = Font(bold=True)
    for title, (headings, examples) in texts.sheets(example).items():
        _fill(book.create_sheet(title), headings, examples)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put_text(cell: Any, value: str | int | float | None) -> None:
    """Write a value so that no spreadsheet program runs it as a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _fill(sheet: Any, headings: tuple[str, ...], examples: tuple[tuple[Any, ...], ...]) -> None:
    for column, label in enumerate(headings, start=1):
        head = sheet.cell(1, column, label)
        head.font, head.fill = Font(bold=True), _HEADING
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(14, len(label) + 4)
        if label in _AS_TEXT:
            sheet.column_dimensions[letter].number_format = "@"
            for row in range(2, _PREPARED_ROWS + 2):
                sheet.cell(row, column).number_format = "@"
    for row, example in enumerate(examples, start=2):
        for column, value in enumerate(example, start=1):
            put_text(sheet.cell(row, column), value)
    sheet.freeze_panes = "A2"
