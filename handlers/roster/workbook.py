"""Bytes of a file → sheets; whatever is no usable table is refused in one sentence.

Runs in a child process with a memory limit: it opens files that strangers made.
"""

import io
import zipfile
from pathlib import PurePath

from handlers.errors import Refused
from handlers.roster import limits, separated, xlsx
from handlers.roster.cells import Sheet
from handlers.texts import roster_files as file_texts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"RIFF", "gambar"),
    (b"{\\rtf", "dokumen Word"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZ"),
    (b"SQLite format", "basis data"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")


def read(data: bytes, filename: str) -> list[Sheet]:
    """All sheets of an XLSX or CSV file that hold anything. Raises Refused."""
    if len(data) > limits.MOST_BYTES:
        raise Refused(file_texts.file_too_big(limits.MOST_BYTES // 1_000_000))
    if not data.strip():
        raise Refused(file_texts.file_empty())
    _refuse_others(data)
    if data.startswith(b"PK"):
        _check_archive(data)
        sheets = xlsx.sheets(data)
    else:
        sheets = [separated.sheet(data, PurePath(filename).stem)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Refused(file_texts.no_rows())
    return filled


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        raise Refused(_old_office(data))
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise Refused(file_texts.file_is(kind))
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Refused(file_texts.file_is("halaman web"))
    if b"\0" in data[:4096] and not data.startswith((b"PK", b"\xff\xfe", b"\xfe\xff")):
        raise Refused(file_texts.file_is("file biner"))


def _old_office(data: bytes) -> str:
    if _ENCRYPTED in data:
        return file_texts.file_is_encrypted()
    if "WordDocument".encode("utf-16-le") in data:
        return file_texts.file_is("dokumen Word")
    return file_texts.file_is_old_excel()


def _check_archive(data: bytes) -> None:
    """Look at the table of contents only: nothing is unpacked before the sizes are known.

    zipfile never unpacks more of an entry than is declared here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    # NotImplementedError is what zipfile says of an archive in a form it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(file_texts.file_broken()) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(file_texts.file_is_encrypted())
    if _swells(entries, len(data)):
        raise Refused(file_texts.file_swells())
    _check_is_workbook({entry.filename for entry in entries})


def _swells(entries: list[zipfile.ZipInfo], size: int) -> bool:
    return (
        len(entries) > limits.MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > limits.MOST_UNZIPPED_BYTES
        or sum(entry.compress_size for entry in entries) > size
        or any(
            entry.file_size > limits.RATIO_FROM_BYTES
            and entry.file_size > limits.MOST_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )


def _check_is_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise Refused(file_texts.file_is_other_table(".xlsb"))
    if "content.xml" in names and "mimetype" in names:
        raise Refused(file_texts.file_is_other_table(".ods"))
    if any(name.startswith("Index/") for name in names):
        raise Refused(file_texts.file_is_other_table("Numbers"))
    if any(name.startswith("word/") for name in names):
        raise Refused(file_texts.file_is("dokumen Word"))
    if any(name.startswith("ppt/") for name in names):
        raise Refused(file_texts.file_is("presentasi"))
    raise Refused(file_texts.file_is("arsip ZIP"))
