"""One table → an XLSX file whose words no spreadsheet program takes for formulas.

Runs in a child process, like everything that needs openpyxl.
"""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from handlers.roster.template import put_text

Value = str | int | None
_WIDEST = 50


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook with one sheet: headings that stay in sight, columns as wide as needed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    widths = [len(label) for label in headings]
    for column, label in enumerate(headings, start=1):
        put_text(sheet.cell(1, column), label)
        sheet.cell(1, column).font = Font(bold=True)
    for at, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put_text(sheet.cell(at, column), value)
            widths[column - 1] = max(widths[column - 1], len(str(value or "")))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 3, _WIDEST)
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
