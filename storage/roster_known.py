"""Everything a roster is compared with, loaded in bulk: no query for a single row."""

from dataclasses import dataclass, field

from storage import audit
from storage.database import Row, Tx
from storage.people import Ending

IMPORTED = "roster.import"
"""The act of applying a roster, as the audit has it."""


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


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A post that was ended in the bot: how, and when (ms)."""

    how: Ending
    at: int


Held = tuple[int, str, str]
"""Person, role, place."""


@dataclass(frozen=True)
class Known:
    """The roster as it stands in one event.

    `former` holds the code that a station had before its present one, `dismissed` the posts that
    somebody held once and lost in the bot, `contacts` kind and phone by area and name, `imported`
    the number of the newest import in the audit.
    """

    areas: dict[str, str] = field(default_factory=dict)
    stations: dict[str, KnownStation] = field(default_factory=dict)
    former: dict[int, str] = field(default_factory=dict)
    stores: dict[str, KnownStore] = field(default_factory=dict)
    contacts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    people: dict[int, KnownPerson] = field(default_factory=dict)
    posts: tuple[KnownPost, ...] = ()
    dismissed: dict[Held, Dismissal] = field(default_factory=dict)
    imported: int = 0


def load(tx: Tx, event_id: int) -> Known:
    """The roster of an event, in eight queries whatever its size."""
    stations = _stations(tx)
    stores = _stores(tx, {station.id: station.code for station in stations})
    held, dismissed = _posts(
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
        dismissed=dismissed,
        imported=audit.newest(tx, IMPORTED),
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
) -> tuple[tuple[KnownPost, ...], dict[Held, Dismissal]]:
    """The posts that are held, and those that the newest ending took away in the bot."""
    held: list[KnownPost] = []
    dismissed: dict[Held, Dismissal] = {}
    for row in tx.all(
        "SELECT id, person_id, role, area, station_id, store_id, agency, seat, source, ended_at,"
        " ended_as FROM posts WHERE event_id = $1 ORDER BY COALESCE(ended_at, 0), id",
        event_id,
    ):
        place = stations.get(row["station_id"]) or stores.get(row["store_id"]) or row["area"]
        if row["ended_at"] is not None:
            _note_ending(dismissed, (row["person_id"], row["role"], place), row)
            continue
        held.append(
            KnownPost(
                row["id"], row["person_id"], row["role"], row["area"], place, row["agency"],
                row["seat"], row["source"],
            )
        )  # fmt: skip
    return tuple(held), dismissed


def _note_ending(dismissed: dict[Held, Dismissal], post: Held, row: Row) -> None:
    if row["ended_as"] == Ending.ROSTER:
        dismissed.pop(post, None)
    else:
        dismissed[post] = Dismissal(Ending(row["ended_as"] or Ending.REVOKED), row["ended_at"])
