"""Small files for the tests of the roster."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

Table = list[list[Any]]

AREAS: Table = [
    ["kode", "nama"],
    ["35.73", "Kota Malang"],
    ["35.73.04", "Sukun"],
    ["35.73.04.1001", "Ciptomulyo"],
    ["35.73.04.1002", "Gadang"],
    ["35.73.05", "Lowokwaru"],
    ["35.73.05.1011", "Tunjungsekar"],
]
STATIONS: Table = [
    ["kode", "alamat", "lat", "lon", "dpt_l", "dpt_p"],
    ["35.73.04.1001-001", "Balai RW 1", -7.99, 112.62, 250, 260],
    ["35.73.04.1001-002", "Balai RW 2", -7.99, 112.62, 251, 261],
    ["35.73.05.1011-020", "Balai RW 5", -7.93, 112.63, 252, 262],
]
PEOPLE: Table = [
    ["nama", "no_hp", "peran", "wilayah", "instansi", "bpjs", "pelapor"],
    ["Slamet", "081234567801", "linmas", "35.73.04.1001-001", "Satpol PP", "ya", None],
    ["Siti", "081234567802", "kpps", "35.73.04.1001-001", "KPU", "tidak", None],
    ["Budi", "081234567803", "kpps_ketua", "35.73.04.1001-001", "KPU", "ya", None],
    ["Rina", "081234567804", "linmas", "35.73.04.1001-002", "Satpol PP", "ya", None],
    ["Lurah Tono", "081234567805", "lurah", "35.73.04.1001", None, None, None],
]
WHOLE: dict[str, Table] = {"wilayah": AREAS, "tps": STATIONS, "petugas": PEOPLE}


def xlsx(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(rows: Iterable[Sequence[Any]], mark: str = ",") -> str:
    """Rows as separated text, without quoting."""
    return "\n".join(mark.join("" if c is None else str(c) for c in row) for row in rows) + "\n"


def archive(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in entries.items():
            zipped.writestr(name, body)
    return file.getvalue()
