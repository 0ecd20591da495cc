"""The values of one row → its records; one builder for each of the five sheets."""

from collections.abc import Callable, Sequence
from typing import Any

from handlers.access import STATION_ROLES, Role
from handlers.errors import Refused
from handlers.roster import codes, lists, roles, values
from handlers.roster.headings import Kind
from handlers.roster.records import AreaRow, ContactRow, PersonRow, StationRow, StoreRow
from handlers.roster.roles import words
from handlers.texts import roster as texts

Given = dict[str, Any]
"""Column → value of one row; a column that the sheet does not have is not there."""
Parser = Callable[[str | int | float], Any]


class Wrong(Exception):
    """Values that do not fit together; `column` is the one to mend."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        super().__init__(reason)


def _area(row: int, given: Given) -> list[AreaRow]:
    return [AreaRow(row, given["kode"], given["nama"])]


def _station(row: int, given: Given) -> list[StationRow]:
    code = _with_number(given, "kode")
    lat, lon = _position(given)
    return [
        StationRow(
            row, code, given.get("alamat"), lat, lon, given.get("dpt_l"), given.get("dpt_p"),
            given.get("kerawanan"), given.get("tanpa_hp"), _old_code(given, code),
        )
    ]  # fmt: skip


def _with_number(given: Given, column: str) -> str:
    """The station that a village's code and a number in a column of its own mean."""
    code = str(given[column])
    number = given.get("nomor_tps")
    if number and codes.level(code) == "village":
        code = f"{code}-{number:03d}"
    if column == "kode" and codes.level(code) != "station":
        raise Wrong(column, texts.not_a_station())
    return code


def _old_code(given: Given, code: str) -> str | None:
    old: str | int | float | None = given.get("kode_lama")
    if old is None:
        return None
    text = values.as_text(old).strip()
    try:
        village = codes.split_station(code)[0]
        old_code = codes.station_code(f"{village}-{text}" if len(text) < 4 else text)
    except Refused as error:
        raise Wrong("kode_lama", error.text) from error
    return None if old_code == code else old_code


def _position(given: Given) -> tuple[float | None, float | None]:
    try:
        lat, lon, given["swapped"] = values.position(given.get("lat"), given.get("lon"))
    except Refused as error:
        raise Wrong("lat", error.text) from error
    return lat, lon


def _store(row: int, given: Given) -> list[StoreRow]:
    lat, lon = _position(given)
    guards, numbers = given.get("penjaga") or (), given.get("hp_penjaga") or ()
    try:
        guards = lists.pair_up(guards, numbers) if numbers else guards
    except Refused as error:
        raise Wrong("penjaga", error.text) from error
    return [
        StoreRow(
            row, given["kode"], given["nama"], given.get("wilayah"), given.get("alamat"), lat, lon,
            guards, given.get("tps") or (),
        )
    ]  # fmt: skip


def _person(row: int, given: Given) -> list[PersonRow]:
    post: Role = given["peran"]
    place = _place(post, given)
    agency = given.get("instansi")
    try:
        roles.check_agency(post, agency)
    except Refused as error:
        raise Wrong("instansi", error.text) from error
    seat = given.get("pelapor")
    if seat and post not in STATION_ROLES:
        raise Wrong("pelapor", texts.reporter_elsewhere())
    return [
        PersonRow(
            row, given["nama"], given["no_hp"], post.value, place, agency, given.get("bpjs"), seat
        )
    ]


def _place(post: Role, given: Given) -> str:
    """The code of an area or station, or of a store for its guard."""
    if post is Role.PENJAGA:
        return str(given["wilayah"])
    try:
        given["wilayah"] = codes.any_code(given["wilayah"])
        place = _with_number(given, "wilayah")
        roles.check_level(post, codes.level(place))
    except Refused as error:
        raise Wrong("wilayah", error.text) from error
    return place


def _contacts(row: int, given: Given) -> list[ContactRow]:
    area = given["wilayah"]
    if "nomor" in given:
        kind = given.get("jenis") or given.get("nama")
        if not kind:
            raise Wrong("jenis", texts.missing())
        return [ContactRow(row, area, kind.casefold(), given.get("nama"), given["nomor"])]
    return [
        ContactRow(row, area, column.removeprefix("kontak:"), None, phone)
        for column, phone in given.items()
        if column.startswith("kontak:") and phone
    ]


def _number(cell: str | int | float) -> int:
    digits = words(values.as_text(cell)).removeprefix("tps").strip()
    if not digits.isdecimal() or not 0 < int(digits) < 1000:
        raise Refused(texts.not_a_station())
    return int(digits)


BUILDERS: dict[Kind, Callable[[int, Given], Sequence[Any]]] = {
    Kind.WILAYAH: _area,
    Kind.TPS: _station,
    Kind.TEMPAT: _store,
    Kind.PETUGAS: _person,
    Kind.KONTAK: _contacts,
}
PARSERS: dict[Kind, dict[str, Parser]] = {
    Kind.WILAYAH: {"kode": values.area_code, "nama": values.name},
    Kind.TPS: {
        "kode": values.any_code, "nomor_tps": _number, "alamat": values.text,
        "lat": values.degrees, "lon": values.degrees, "dpt_l": values.voters,
        "dpt_p": values.voters, "kerawanan": values.text, "kode_lama": lambda cell: cell,
        "tanpa_hp": values.yes_no,
    },
    Kind.TEMPAT: {
        "kode": values.text, "nama": values.name, "alamat": values.text,
        "lat": values.degrees, "lon": values.degrees, "penjaga": lists.guard_list,
        "hp_penjaga": lists.guard_list, "tps": lists.station_list, "wilayah": values.area_code,
    },
    Kind.PETUGAS: {
        "nama": values.name, "no_hp": values.phone, "peran": lambda cell: roles.role(str(cell)),
        "wilayah": values.text, "nomor_tps": _number,
        "instansi": lambda cell: roles.agency(values.text(cell)), "bpjs": values.yes_no,
        "pelapor": values.seat,
    },
    Kind.KONTAK: {
        "wilayah": values.area_code, "jenis": values.text, "nama": values.name,
        "nomor": values.service,
    },
}  # fmt: skip
NEEDED: dict[Kind, frozenset[str]] = {
    Kind.WILAYAH: frozenset({"kode", "nama"}),
    Kind.TPS: frozenset({"kode"}),
    Kind.TEMPAT: frozenset({"kode", "nama"}),
    Kind.PETUGAS: frozenset({"nama", "no_hp", "peran", "wilayah"}),
    Kind.KONTAK: frozenset({"wilayah", "nomor"}),
}
