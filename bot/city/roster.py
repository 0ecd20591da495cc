"""The rows of the sample roster, sheet by sheet, as an admin would upload them."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import ClassVar

Cell = str | int | float | None


@dataclass(frozen=True)
class AreaRow:
    """One row of `wilayah`."""

    HEADER: ClassVar = ("kode", "nama")

    code: str
    name: str


@dataclass(frozen=True)
class StationRow:
    """One row of `tps`."""

    HEADER: ClassVar = (
        "kode", "alamat", "lat", "lon", "dpt_l", "dpt_p", "kerawanan", "kode_lama", "tanpa_hp",
    )  # fmt: skip

    code: str
    address: str
    lat: float
    lon: float
    voters_male: int
    voters_female: int
    vulnerability: str
    former_code: str
    no_phone: str


@dataclass(frozen=True)
class OfficerRow:
    """One row of `petugas`."""

    HEADER: ClassVar = ("nama", "no_hp", "peran", "wilayah", "instansi", "bpjs", "pelapor")

    name: str
    phone: str
    role: str
    place: str
    agency: str
    bpjs: str
    reporter: str


@dataclass(frozen=True)
class StoreRow:
    """One row of `tempat`; `guards` (name and number) and `stations` are split by semicolons."""

    HEADER: ClassVar = ("kode", "nama", "alamat", "lat", "lon", "penjaga", "tps", "wilayah")

    code: str
    name: str
    address: str
    lat: float
    lon: float
    guards: str
    stations: str
    area: str


@dataclass(frozen=True)
class ContactRow:
    """One row of `kontak`."""

    HEADER: ClassVar = ("wilayah", "nama", "jenis", "no_hp")

    area: str
    name: str
    kind: str
    phone: str


@dataclass(frozen=True)
class Roster:
    """Everything an import needs to know about a city; `tempat` names the guards."""

    areas: tuple[AreaRow, ...]
    stations: tuple[StationRow, ...]
    officers: tuple[OfficerRow, ...]
    guards: tuple[OfficerRow, ...]
    stores: tuple[StoreRow, ...]
    contacts: tuple[ContactRow, ...]

    @property
    def everybody(self) -> tuple[OfficerRow, ...]:
        """Officers and guards: everybody who has a post."""
        return (*self.officers, *self.guards)

    def sheets(self) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]]:
        """Name, header and rows of each sheet, in the order in which they depend on each other."""
        for name, kind, rows in (
            ("wilayah", AreaRow, self.areas),
            ("tps", StationRow, self.stations),
            ("petugas", OfficerRow, self.officers),
            ("tempat", StoreRow, self.stores),
            ("kontak", ContactRow, self.contacts),
        ):
            yield name, kind.HEADER, [astuple(row) for row in rows]
