"""Files: what is read, and what is refused in one sentence."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from handlers.errors import Refused
from handlers.roster import limits, rows, template, workbook
from handlers.roster.cells import Spoilt
from handlers.texts.examples import GENERIC
from tests.roster.files import AREAS, PEOPLE, STATIONS, WHOLE, archive, csv_text, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def bomb() -> bytes:
    """A workbook whose one sheet unpacks to far more than it should."""
    return archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(90_000_000)})


def lying_bomb() -> bytes:
    """A workbook that declares a harmless size for an entry that unpacks to 50 MB."""
    data = bytearray(archive({"xl/workbook.xml": b"<x/>", "xl/sheet.xml": bytes(50_000_000)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def entity_bomb() -> bytes:
    """A real workbook whose sheet defines entities that would grow without end."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(WHOLE)))
    entries = {name: source.read(name) for name in source.namelist()}
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    return archive(entries | {"xl/worksheets/sheet1.xml": evil})


REFUSED = {
    "old excel": (OLE + b"W\0o\0r\0k\0b\0o\0o\0k\0", "a.xls", "Simpan Sebagai"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "tanpa kata sandi"),
    "old word": (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "dokumen Word"),
    "pdf": (b"%PDF-1.7\n...", "a.pdf", "PDF"),
    "pdf by another name": (b"%PDF-1.7\n...", "a.xlsx", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "a.png", "gambar"),
    "jpeg": (b"\xff\xd8\xff\xe0", "foto.jpg", "gambar"),
    "web page": (b"<html><table><tr><td>1", "a.xls", "halaman web"),
    "docx": (archive({"word/document.xml": b"<x/>"}), "a.docx", "dokumen Word"),
    "zip": (archive({"petugas.csv": b"nama"}), "a.zip", "arsip ZIP"),
    "ods": (archive({"mimetype": b"x", "content.xml": b"<x/>"}), "a.ods", ".ods"),
    "xlsb": (archive({"xl/workbook.bin": b"x"}), "a.xlsb", ".xlsb"),
    "no bytes": (b"", "a.xlsx", "kosong"),
    "blanks": (b" \n\n ", "a.csv", "kosong"),
    "too big": (b"a" * (limits.MOST_BYTES + 1), "a.csv", "lebih besar dari 10 MB"),
    "zip bomb": (bomb(), "a.xlsx", "terlalu besar setelah dibuka"),
    "lying zip bomb": (lying_bomb(), "a.xlsx", "rusak"),
    "many entries": (archive({f"xl/{n}": b"" for n in range(400)}), "a.xlsx", "terlalu besar"),
    "entity bomb": (entity_bomb(), "a.xlsx", "rusak"),
    "half a workbook": (xlsx(WHOLE)[:3000], "a.xlsx", "rusak"),
    "no xml inside": (archive({"xl/workbook.xml": b"nonsense"}), "a.xlsx", "rusak"),
    "empty sheet": (xlsx({"petugas": []}), "a.xlsx", "tidak berisi data"),
    "binary": (b"\x01\x02\x00\x03" * 50, "a.csv", "biner"),
    "wide": (csv_text([["nama"] * 70] * 2).encode(), "a.csv", "kolom"),
    "open quotation": (b'nama,peran\n"' + b"x\n" * 100_000, "petugas.csv", "tanda kutip"),
}


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(
    data: bytes, name: str, reason: str
) -> None:
    """The sentence says what the file is and what to do next; nothing else happens."""
    with pytest.raises(Refused, match=reason) as refused:
        workbook.read(data, name)
    assert "\n" not in refused.value.text


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a workbook nor a CSV brings in more rows than any city has."""
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    for data, name in ((xlsx(WHOLE), "a.xlsx"), (csv_text(PEOPLE).encode(), "petugas.csv")):
        with pytest.raises(Refused, match="paling banyak 2 baris"):
            workbook.read(data, name)


def test_a_row_far_below_the_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stray cell in row 1,048,576 does not make the reader count blank rows for ever."""
    monkeypatch.setattr(limits, "LAST_ROW", 50)
    book = Workbook()
    assert book.active is not None
    book.active["A1"], book.active["A99"] = "nama", "x"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(Refused, match="paling banyak"):
        workbook.read(file.getvalue(), "a.xlsx")


@pytest.mark.parametrize("sheets", [{"Sheet1": [["a", "b"], [1, 2]]}, {"catatan": [["halo"]]}])
def test_a_workbook_without_known_sheets_is_refused(sheets: dict[str, list[list[str]]]) -> None:
    """Nothing is guessed from a table that looks like none of the five."""
    with pytest.raises(Refused, match="Tidak ada sheet yang dikenali"):
        rows.roster(workbook.read(xlsx(sheets), "a.xlsx"))


def test_headings_alone_are_no_data() -> None:
    """A sheet with headings only is refused with what to do next."""
    with pytest.raises(Refused, match="tidak berisi data"):
        rows.roster(workbook.read(xlsx({"petugas": PEOPLE[:1]}), "a.xlsx"))


def test_a_formula_is_never_a_value() -> None:
    """Formulas and Excel errors are marked, not run and not believed."""
    data = xlsx({"petugas": [PEOPLE[0], ["=A1", "081234567801", "linmas", "#N/A"]]})
    cells = workbook.read(data, "a.xlsx")[0].rows[1].cells
    assert isinstance(cells[0], Spoilt)
    assert cells[0].shown == "=A1"
    assert isinstance(cells[3], Spoilt)
    line = workbook.read(b'nama,peran\n"=HYPERLINK(""x"")",linmas\n', "petugas.csv")[0].rows[1]
    assert isinstance(line.cells[0], Spoilt)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_whatever_separates_and_encodes_it(mark: str, encoding: str) -> None:
    """Excel in Indonesia separates by semicolons, older ones write cp1252."""
    data = csv_text([["nama", "peran"], ["Renée", "linmas"]], mark).encode(encoding)
    sheet = workbook.read(data, "Petugas Sukun.csv")[0]
    assert sheet.title == "Petugas Sukun"
    assert [row.cells for row in sheet.rows] == [("nama", "peran"), ("Renée", "linmas")]


def test_a_separator_that_the_file_names_is_used() -> None:
    """Excel understands a first line `sep=;`, and so does the reader."""
    sheet = workbook.read(b"sep=;\nkode;nama\n35.73;Kota Malang\n", "wilayah.csv")[0]
    assert sheet.rows[1].cells == ("35.73", "Kota Malang")
    assert sheet.rows[1].number == 3


def test_a_wrong_size_in_the_workbook_hides_no_rows() -> None:
    """Some programs declare the sheet as A1 only; every row is read all the same."""
    source = zipfile.ZipFile(io.BytesIO(xlsx({"wilayah": AREAS})))
    entries = {name: source.read(name) for name in source.namelist()}
    path = "xl/worksheets/sheet1.xml"
    entries[path] = entries[path].replace(b'ref="A1:B7"', b'ref="A1"')
    assert b'ref="A1"' in entries[path]
    assert len(workbook.read(archive(entries), "a.xlsx")[0].rows) == len(AREAS)


def test_hidden_sheets_are_left_alone() -> None:
    """What the sender cannot see is not taken over."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "tps"
    book.active.append(["kode", "alamat"])
    hidden = book.create_sheet("petugas")
    hidden.append(["nama", "peran"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert [sheet.title for sheet in workbook.read(file.getvalue(), "a.xlsx")] == ["tps"]


@given(st.binary(max_size=3000), st.sampled_from(["a.xlsx", "petugas.csv"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Whatever somebody sends, the reader either finds rows in it or refuses it."""
    try:
        said = rows.roster(workbook.read(data, name))
    except Refused:
        return
    assert said.rows or said.faults


def test_the_empty_workbook_can_be_filled_in_and_sent_back() -> None:
    """/templat: its examples are skipped, rows added below them are taken over."""
    data = template.build(GENERIC)
    with pytest.raises(Refused, match="tidak berisi data"):
        rows.roster(workbook.read(data, "templat.xlsx"))
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    for title, table in (("wilayah", AREAS), ("tps", STATIONS), ("petugas", PEOPLE)):
        for row in table[1:]:
            book[title].append(row)
    file = io.BytesIO()
    book.save(file)
    read = rows.roster(workbook.read(file.getvalue(), "templat.xlsx"))
    assert not read.faults
    assert not read.notes
    assert (len(read.areas), len(read.stations), len(read.people)) == (6, 3, 5)


def test_the_empty_workbook_runs_no_formulas() -> None:
    """No cell of it is a formula, and phone columns are text."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template.build(GENERIC)))
    assert [s.title for s in book] == ["petunjuk", "wilayah", "tps", "petugas", "tempat", "kontak"]
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert book["petugas"]["B40"].number_format == "@"
