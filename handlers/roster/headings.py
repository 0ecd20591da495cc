"""Which sheet is which, and which column holds what: headings as people write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from handlers.roster.cells import Cell, Sheet
from handlers.roster.roles import words


class Kind(StrEnum):
    """The five tables of a roster, in the order in which they build on one another."""

    WILAYAH = "wilayah"
    TPS = "tps"
    TEMPAT = "tempat"
    PETUGAS = "petugas"
    KONTAK = "kontak"


@dataclass(frozen=True)
class Heading:
    """`columns` maps our names to column indexes; `row` is the heading's index in the sheet."""

    kind: Kind
    row: int
    columns: dict[str, int]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


_PHONE = (
    "no hp, nomor hp, nohp, hp, nomor telepon, no telepon, telepon, no telp, nomor telp, telp, "
    "no wa, nomor wa, no whatsapp, nomor whatsapp, whatsapp, wa, no hp wa, nomor hp wa, "
    "nomor ponsel, no ponsel, ponsel, no handphone, nomor handphone, handphone, telepon genggam, "
    "no tlp, tlp, no kontak, nomor kontak, phone, nomor"
)
_LAT = "lat, latitude, lintang, garis lintang"
_LON = "lon, lng, long, longitude, bujur, garis bujur"
_AREA = "kode wilayah, wilayah, wilayah tugas, kode wilayah tugas, wilayah kerja, kode area"

_COLUMNS: dict[Kind, dict[str, str]] = {
    Kind.WILAYAH: {
        "kode": "kode, kode wilayah, kode kemendagri, kode area, id wilayah",
        "nama": "nama, nama wilayah, wilayah, nama kelurahan, kelurahan, nama kelurahan desa",
    },
    Kind.TPS: {
        "kode": "kode, kode tps, id tps, kode wilayah tps, kode wilayah, kode kelurahan, wilayah",
        "nomor_tps": "nomor tps, no tps, tps",
        "alamat": "alamat, alamat tps, lokasi, lokasi tps, alamat lokasi",
        "lat": _LAT,
        "lon": _LON,
        "dpt_l": "dpt l, dpt laki laki, dpt laki, dpt lk, dpt pria, pemilih l, pemilih laki laki, "
        "laki laki, jumlah laki laki, l, lk",
        "dpt_p": "dpt p, dpt perempuan, dpt pr, dpt wanita, pemilih p, pemilih perempuan, "
        "perempuan, jumlah perempuan, p, pr",
        "kerawanan": "kerawanan, tingkat kerawanan, kategori kerawanan, klasifikasi kerawanan",
        "kode_lama": "kode lama, kode tps lama, tps lama, nomor lama, kode sebelumnya",
        "tanpa_hp": "tanpa hp, tidak ada hp, tanpa ponsel, tidak punya hp, tanpa handphone",
    },
    Kind.PETUGAS: {
        "nama": "nama, nama petugas, nama lengkap, nama anggota, nama personel, nama orang",
        "no_hp": _PHONE,
        "peran": "peran, jabatan, tugas, posisi, role, sebagai, kedudukan, peran petugas",
        "wilayah": f"{_AREA}, penempatan, tempat tugas, lokasi tugas, kode tps, tps, kode, "
        "kode kelurahan, area",
        "nomor_tps": "nomor tps, no tps, tps",
        "instansi": "instansi, asal instansi, lembaga, nama instansi, dinas, unit kerja, asal",
        "bpjs": "bpjs, bpjs ketenagakerjaan, bpjs tk, bpjs naker, peserta bpjs, kepesertaan bpjs",
        "pelapor": "pelapor, pelapor tps, urutan pelapor, pelapor wakil, status pelapor",
    },
    Kind.TEMPAT: {
        "kode": "kode, kode tempat, kode gudang, id tempat",
        "nama": "nama, nama tempat, nama gudang, tempat, gudang, tempat penyimpanan",
        "alamat": "alamat, alamat tempat, alamat gudang, lokasi",
        "lat": _LAT,
        "lon": _LON,
        "penjaga": "penjaga, nama penjaga, petugas jaga, penjaga gudang, penjaga tempat",
        "hp_penjaga": f"no hp penjaga, nomor hp penjaga, hp penjaga, nomor penjaga, {_PHONE}",
        "tps": "tps, tps disimpan, tps yang disimpan, daftar tps, kode tps, isi tps, untuk tps, "
        "logistik tps, tps logistik, tps tersimpan",
        "wilayah": f"{_AREA}, kelurahan, kode kelurahan",
    },
    Kind.KONTAK: {
        "wilayah": f"{_AREA}, kode, kode kelurahan, kelurahan, area",
        "jenis": "jenis, jenis kontak, kategori, tipe, layanan",
        "nama": "nama, nama kontak, nama instansi, instansi, lembaga, kontak, unit",
        "nomor": _PHONE,
    },
}

CONTACT_KINDS = (
    "posko", "polsek", "polres", "polresta", "puskesmas", "rumah sakit", "rs", "ambulans",
    "ambulan", "damkar", "pemadam", "bpbd", "koramil", "kodim", "babinsa", "bhabinkamtibmas",
    "satpol pp", "bakesbangpol", "pln", "kpu", "bawaslu", "panwascam", "ppk", "pps", "pkd",
    "camat", "kecamatan", "lurah", "kelurahan", "kepala desa", "dinkes", "dishub", "pmi",
)  # fmt: skip
"""Kinds that may stand as columns of their own: one row for each area, a number for each kind."""

_REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.WILAYAH: ("kode", "nama"),
    Kind.TPS: ("kode",),
    Kind.TEMPAT: ("kode", "nama"),
    Kind.PETUGAS: ("nama", "no_hp", "peran", "wilayah"),
    Kind.KONTAK: ("wilayah", "nomor"),
}
_TELLING: dict[Kind, frozenset[str]] = {
    Kind.WILAYAH: frozenset({"nama"}),
    Kind.TPS: frozenset({"dpt_l", "dpt_p", "alamat", "lat", "kerawanan", "kode_lama", "tanpa_hp"}),
    Kind.TEMPAT: frozenset({"penjaga", "tps", "alamat", "hp_penjaga"}),
    Kind.PETUGAS: frozenset({"peran"}),
    Kind.KONTAK: frozenset({"jenis", "nomor"}),
}
"""Without a telling title, a sheet needs one of these to be taken for this kind."""

_TITLES: tuple[tuple[Kind, str], ...] = (
    (Kind.PETUGAS, r"petugas|personel|personil|roster|anggota|kpps|linmas|ptps|pengawas"),
    (Kind.KONTAK, r"kontak|telepon|darurat|nomor penting"),
    (Kind.TPS, r"tps|tempat pemungutan"),
    (Kind.TEMPAT, r"tempat|gudang|penyimpanan"),
    (Kind.WILAYAH, r"wilayah|kelurahan|kecamatan|area"),
)
_SEARCHED_ROWS = 12
_TYPO = 88
_TYPO_FROM = 5

_KNOWN = {
    alias
    for columns in _COLUMNS.values()
    for text in columns.values()
    for alias in text.split(", ")
} | set(CONTACT_KINDS)


def heading(sheet: Sheet) -> Heading | None:
    """The heading of a sheet, None when it is none of the five tables."""
    row, labels = _heading_row(sheet)
    if sum(label in _KNOWN for label in labels) < 2 and not _kind_of_title(sheet.title):
        return None
    titled = _kind_of_title(sheet.title)
    candidates = [_matched(kind, row, labels) for kind in Kind]
    fitting = [each for each in candidates if _fits(each, titled)]
    return max(fitting, key=lambda each: (each.kind is titled, len(each.columns)), default=None)


def recognised(line: Iterable[str]) -> int:
    """How many of these cells look like a heading of some sheet."""
    return sum(_label(cell) in _KNOWN for cell in line)


def _heading_row(sheet: Sheet) -> tuple[int, list[str]]:
    """Titles may stand above: the row with the most known headings among the first few."""
    labelled = [[_label(cell) for cell in row.cells] for row in sheet.rows[:_SEARCHED_ROWS]]
    best = max(
        range(len(labelled)),
        key=lambda index: (sum(label in _KNOWN for label in labelled[index]), -index),
        default=0,
    )
    return best, labelled[best] if labelled else []


def _label(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    return words(re.sub(r"\(.*?\)", " ", cell)) or words(cell)


def _kind_of_title(title: str) -> Kind | None:
    spoken = words(title)
    return next((kind for kind, pattern in _TITLES if re.search(pattern, spoken)), None)


def _fits(found: Heading, titled: Kind | None) -> bool:
    if found.kind is titled:
        return len(found.columns) >= 2
    return not found.missing and bool(_TELLING[found.kind] & found.columns.keys())


def _matched(kind: Kind, row: int, labels: Sequence[str]) -> Heading:
    columns: dict[str, int] = {}
    for name, aliases in _COLUMNS[kind].items():
        free = [label if i not in columns.values() else "" for i, label in enumerate(labels)]
        if (index := _find(aliases.split(", "), free)) is not None:
            columns[name] = index
    if kind is Kind.KONTAK:
        columns |= _contact_columns(labels, columns)
    missing = tuple(name for name in _REQUIRED[kind] if name not in columns)
    if kind is Kind.KONTAK and any(name.startswith("kontak:") for name in columns):
        missing = tuple(name for name in missing if name != "nomor")
    ignored = tuple(
        label for i, label in enumerate(labels) if label and i not in columns.values()
        and label not in {"no", "nomor urut", "no urut"}
    )  # fmt: skip
    return Heading(kind, row, columns, missing, ignored)


def _find(aliases: list[str], labels: list[str]) -> int | None:
    for alias in aliases:
        if alias in labels:
            return labels.index(alias)
    longer = {i: label for i, label in enumerate(labels) if len(label) >= _TYPO_FROM}
    unknown = {i: label for i, label in longer.items() if label not in _KNOWN}
    for index, label in unknown.items():
        if process.extractOne(label, aliases, scorer=fuzz.ratio, score_cutoff=_TYPO):
            return index
    return None


def _contact_columns(labels: Sequence[str], taken: dict[str, int]) -> dict[str, int]:
    if "jenis" in taken and "nomor" in taken:
        return {}
    return {
        f"kontak:{label}": index
        for index, label in enumerate(labels)
        if index not in taken.values() and label in CONTACT_KINDS
    }
