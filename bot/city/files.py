"""Writes a roster the way an admin would: one workbook, or a CSV file for each sheet."""

import csv
from pathlib import Path

from openpyxl import Workbook

from bot.city.roster import Roster


def write_workbook(roster: Roster, path: Path) -> None:
    """One XLSX file with the sheets wilayah, tps, petugas, tempat and kontak."""
    workbook = Workbook(write_only=True)
    for name, header, rows in roster.sheets():
        sheet = workbook.create_sheet(name)
        for row in (header, *rows):
            sheet.append(row)
    workbook.save(path)


def write_csvs(roster: Roster, folder: Path) -> list[Path]:
    """One UTF-8 CSV file for each sheet, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, header, rows in roster.sheets():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        paths.append(path)
    return paths
