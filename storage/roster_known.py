"""Everything a roster is compared with, loaded in bulk: no query for a single row."""

from dataclasses import dataclass, field

from storage.database import Row, Tx


@dataclass(frozen=True, slots=True)
class KnownStation:
    """A station as it stands; `code` is 35.73.05.1011-020."""

    id: int
    code: str
    address: str | None
    lat: float | None
    lon: float | None
    voters_male: int | None
    voters_female: int | None
    vulnerability: str | None
    no_phone: bool


@dataclass(frozen=True, slots=True)
class KnownStore:
    """A store as it stands, with the codes of the stations kept there."""

    id: int
    code: str
    area: str
    name: str
    address: str | None
    lat: float | None
    lon: float | None
    stations: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as the roster has them."""

    id: int
    name: str
    phone: str | None
    bpjs: bool | None


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that is held; `place` is the code of its area, station or store."""

    id: int
    person_id: int
    role: str
    area: str
    place: str
    agency: str | None
    seat: int
    source: str


@dataclass(frozen=True)
class Known:
    """The roster as it stands in one event.

    `former` holds the code that a station had before its present one, `ended` the posts
    (person, role, place) that somebody held once, `contacts` kind and phone by area and name.
    """

    areas: dict[str, str] = field(default_factory=dict)
    stations: dict[str, KnownStation] = field(default_factory=dict)
    former: dict[int, str] = field(default_factory=dict)
    stores: dict[str, KnownStore] = field(default_factory=dict)
    contacts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    people: dict[int, KnownPerson] = field(default_factory=dict)
    posts: tuple[KnownPost, ...] = ()
    ended: frozenset[tuple[int, str, str]] = frozenset()


def load(tx: Tx, event_id: int) -> Known:
    """The roster of an event, in seven queries whatever its size."""
    stations = _stations(tx)
    stores = _stores(tx, {station.id: station.code for station in stations})
    held, ended = _posts(
        tx, event_id, {s.id: s.code for s in stations}, {s.id: s.code for s in stores}
    )
    return Known(
        areas={row["code"]: row["name"] for row in tx.all("SELECT code, name FROM areas")},
        stations={station.code: station for station in stations},
        former=_former(tx),
        stores={store.code: store for store in stores},
        contacts={
            (row["area"], row["name"]): (row["kind"], row["phone"])
            for row in tx.all("SELECT area, name, kind, phone FROM contacts")
        },
        people=_people(tx),
        posts=held,
        ended=ended,
    )


def _code(row: Row) -> str:
    return f"{row['area']}-{row['number']:03d}"


def _stations(tx: Tx) -> list[KnownStation]:
    rows = tx.all(
        "SELECT id, area, number, address, lat, lon, voters_male, voters_female, vulnerability,"
        " no_phone FROM stations"
    )
    return [
        KnownStation(
            row["id"], _code(row), row["address"], row["lat"], row["lon"], row["voters_male"],
            row["voters_female"], row["vulnerability"], bool(row["no_phone"]),
        )
        for row in rows
    ]  # fmt: skip


def _former(tx: Tx) -> dict[int, str]:
    rows = tx.all("SELECT station_id, area, number FROM station_numbers ORDER BY until_at")
    return {row["station_id"]: _code(row) for row in rows}


def _stores(tx: Tx, codes: dict[int, str]) -> list[KnownStore]:
    kept: dict[int, set[str]] = {}
    for row in tx.all("SELECT store_id, station_id FROM store_stations"):
        kept.setdefault(row["store_id"], set()).add(codes[row["station_id"]])
    return [
        KnownStore(
            row["id"], row["code"], row["area"], row["name"], row["address"], row["lat"],
            row["lon"], frozenset(kept.get(row["id"], ())),
        )
        for row in tx.all("SELECT id, code, area, name, address, lat, lon FROM stores")
    ]  # fmt: skip


def _people(tx: Tx) -> dict[int, KnownPerson]:
    rows = tx.all("SELECT id, name, phone, bpjs FROM people WHERE erased_at IS NULL")
    return {
        row["id"]: KnownPerson(
            row["id"], row["name"], row["phone"], None if row["bpjs"] is None else bool(row["bpjs"])
        )
        for row in rows
    }


def _posts(
    tx: Tx, event_id: int, stations: dict[int, str], stores: dict[int, str]
) -> tuple[tuple[KnownPost, ...], frozenset[tuple[int, str, str]]]:
    held: list[KnownPost] = []
    ended: set[tuple[int, str, str]] = set()
    for row in tx.all(
        "SELECT id, person_id, role, area, station_id, store_id, agency, seat, source, ended_at"
        " FROM posts WHERE event_id = $1 ORDER BY id",
        event_id,
    ):
        place = stations.get(row["station_id"]) or stores.get(row["store_id"]) or row["area"]
        if row["ended_at"] is not None:
            ended.add((row["person_id"], row["role"], place))
            continue
        held.append(
            KnownPost(
                row["id"], row["person_id"], row["role"], row["area"], place, row["agency"],
                row["seat"], row["source"],
            )
        )  # fmt: skip
    return tuple(held), frozenset(ended)
