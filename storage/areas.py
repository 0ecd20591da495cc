"""Where things are: areas, stations and stores, found by code, id or number."""

from dataclasses import dataclass
from typing import NewType, Self

from storage.database import Row, Tx

StationId = NewType("StationId", int)
StoreId = NewType("StoreId", int)
EVERYWHERE = ""
"""The area of an admin named in the settings: there before any roster is."""


def within(column: str, parameter: str) -> str:
    """SQL that is true where `column` holds the area code in `parameter` or one below it.

    Codes of what lies inside go on with '.' or '-', and both sort before '/'.
    """
    return f"({column} >= {parameter} AND {column} < {parameter} || '/')"


def covers(area: str, code: str) -> bool:
    """Whether an area's code is this code or lies above it; EVERYWHERE lies above all."""
    return area in (EVERYWHERE, code) or code.startswith((f"{area}.", f"{area}-"))


@dataclass(frozen=True)
class Area:
    """A city, district (kecamatan) or village (kelurahan/desa); `level` names which."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Station:
    """A polling station; `code` is 35.73.05.1011-020, `village` its kelurahan's name."""

    id: StationId
    area: str
    number: int
    village: str
    address: str | None
    lat: float | None
    lon: float | None
    voters_male: int | None
    voters_female: int | None
    no_phone: bool

    @property
    def code(self) -> str:
        return f"{self.area}-{self.number:03d}"

    @property
    def voters(self) -> int | None:
        """Registered voters (DPT), None when the roster does not say."""
        if self.voters_male is None and self.voters_female is None:
            return None
        return (self.voters_male or 0) + (self.voters_female or 0)

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            StationId(row["id"]), row["area"], row["number"], row["village"], row["address"],
            row["lat"], row["lon"], row["voters_male"], row["voters_female"],
            bool(row["no_phone"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Store:
    """A place where logistics are kept (gudang, kantor kelurahan …)."""

    id: StoreId
    code: str
    area: str
    name: str
    address: str | None
    lat: float | None
    lon: float | None


_STATIONS = (
    "SELECT s.id, s.area, s.number, a.name AS village, s.address, s.lat, s.lon, s.voters_male,"
    " s.voters_female, s.no_phone FROM stations s JOIN areas a ON a.code = s.area"
)
_STORES = "SELECT s.id, s.code, s.area, s.name, s.address, s.lat, s.lon FROM stores s"


def area(tx: Tx, code: str) -> Area | None:
    """The area with this code."""
    row = tx.one("SELECT code, name, level FROM areas WHERE code = $1", code)
    return None if row is None else Area(*row)


def children(tx: Tx, code: str) -> list[Area]:
    """The areas directly below, by name: districts of a city, villages of a district."""
    rows = tx.all(
        f"SELECT code, name, level FROM areas WHERE {within('code', '$1')} AND code <> $1"
        " AND level = (SELECT CASE level WHEN 'city' THEN 'district' ELSE 'village' END"
        " FROM areas WHERE code = $1) ORDER BY name",
        code,
    )
    return [Area(*row) for row in rows]


def roots(tx: Tx) -> list[Area]:
    """The areas of the highest level there is: normally the one city."""
    rows = tx.all(
        "SELECT code, name, level FROM areas WHERE LENGTH(code) ="
        " (SELECT MIN(LENGTH(code)) FROM areas) ORDER BY code"
    )
    return [Area(*row) for row in rows]


def everything(tx: Tx) -> list[Area]:
    """All areas, those of higher levels first."""
    rows = tx.all("SELECT code, name, level FROM areas ORDER BY LENGTH(code), code")
    return [Area(*row) for row in rows]


def villages(tx: Tx, code: str) -> list[Area]:
    """All villages within an area, by name."""
    rows = tx.all(
        f"SELECT code, name, level FROM areas WHERE {within('code', '$1')}"
        " AND level = 'village' ORDER BY name",
        code,
    )
    return [Area(*row) for row in rows]


def station(tx: Tx, station_id: int) -> Station | None:
    """The station with this permanent id."""
    row = tx.one(f"{_STATIONS} WHERE s.id = $1", station_id)
    return None if row is None else Station.from_row(row)


def station_by_number(tx: Tx, village: str, number: int) -> Station | None:
    """The station that carries this number in a village now."""
    row = tx.one(f"{_STATIONS} WHERE s.area = $1 AND s.number = $2", village, number)
    return None if row is None else Station.from_row(row)


def stations(tx: Tx, code: str) -> list[Station]:
    """All stations within an area, in order of code."""
    rows = tx.all(f"{_STATIONS} WHERE {within('s.area', '$1')} ORDER BY s.area, s.number", code)
    return [Station.from_row(row) for row in rows]


def first_station(tx: Tx, code: str) -> Station | None:
    """The first station within an area, such as for an example; None if there is none."""
    row = tx.one(
        f"{_STATIONS} WHERE {within('s.area', '$1')} ORDER BY s.area, s.number LIMIT 1", code
    )
    return None if row is None else Station.from_row(row)


def store(tx: Tx, store_id: int) -> Store | None:
    """The store with this id."""
    row = tx.one(f"{_STORES} WHERE s.id = $1", store_id)
    return None if row is None else Store(*row)


def stores(tx: Tx, code: str) -> list[Store]:
    """All stores within an area, by name."""
    rows = tx.all(f"{_STORES} WHERE {within('s.area', '$1')} ORDER BY s.name", code)
    return [Store(*row) for row in rows]


def station_and_store(
    tx: Tx, station_id: int | None, store_id: int | None
) -> tuple[Station | None, Store | None]:
    """The station and the store that something is about, as far as it names them."""
    return (
        None if station_id is None else station(tx, station_id),
        None if store_id is None else store(tx, store_id),
    )


def stations_of_store(tx: Tx, store_id: int) -> list[Station]:
    """The stations whose logistics are kept in a store."""
    rows = tx.all(
        f"{_STATIONS} JOIN store_stations k ON k.station_id = s.id WHERE k.store_id = $1"
        " ORDER BY s.area, s.number",
        store_id,
    )
    return [Station.from_row(row) for row in rows]


def chain(code: str) -> tuple[str, ...]:
    """An area's code and those above it, nearest first: village, district, city."""
    parts = code.split("-", maxsplit=1)[0].split(".")
    return tuple(".".join(parts[:size]) for size in range(len(parts), 1, -1))
