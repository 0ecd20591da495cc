"""Areas, stations, stores and contacts of a file against those that are known."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handlers.roster import codes
from handlers.roster.comparing import Comparison, differs
from handlers.roster.headings import Kind
from handlers.roster.records import ContactRow, Roster, StationRow, StoreRow
from handlers.roster.roles import words
from handlers.texts import roster as texts
from storage.areas import chain, covers
from storage.roster import PutArea, PutContact, PutStation, PutStore, Renumber
from storage.roster_known import Known, KnownStation, KnownStore

_PREFIX = re.compile(r"(?i)^(kecamatan|kec\.?|kelurahan|kel\.?|desa|ds\.)\s+")
_AREA_IN_CODE = re.compile(r"\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?")


@dataclass
class Places:
    """The places as they will be after the import: what other rows may refer to.

    `stores` maps the code of a store, folded, to its code, area and name; `renamed` the former
    code of a station to its new one.
    """

    city: str | None = None
    areas: dict[str, str] = field(default_factory=dict)
    stations: set[str] = field(default_factory=set)
    stores: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def fault_of(self, code: str) -> str | None:
        """Why a row cannot refer to this area or station; None if it can."""
        if self.city and codes.city_of(code) != self.city:
            return texts.other_city(code, self.city)
        if codes.level(code) == "station":
            return None if code in self.stations else texts.station_not_listed(code)
        return None if code in self.areas else texts.area_not_listed(code)


def compare(roster: Roster, known: Known, found: Comparison) -> Places:
    """Compare all places of a file in the order in which they build on one another."""
    places = Places(_city(roster, known), dict(known.areas), set(known.stations))
    places.stores = {words(s.code): (s.code, s.area, s.name) for s in known.stores.values()}
    _areas(roster, known, found, places)
    _stations(roster.stations, known, found, places)
    for store in roster.stores:
        _store(store, known, found, places)
    for contact in roster.contacts:
        _contact(contact, known, found, places)
    return places


def _city(roster: Roster, known: Known) -> str | None:
    """The one kabupaten/kota: the known one, else the one that most of the file is about."""
    cities = Counter(codes.city_of(code) for code in known.areas)
    if not cities:
        cities.update(codes.city_of(area.code) for area in roster.areas)
    return cities.most_common(1)[0][0] if cities else None


def _areas(roster: Roster, known: Known, found: Comparison, places: Places) -> None:
    given: dict[str, str] = {}
    for row in roster.areas:
        if places.city and codes.city_of(row.code) != places.city:
            reason = texts.other_city(row.code, places.city)
            found.fault(Kind.WILAYAH, row.row, "kode", row.code, reason)
            continue
        given[row.code] = _PREFIX.sub("", row.name) or row.name
    missing = {above for code in given for above in chain(code)} - given.keys() - known.areas.keys()
    if missing:
        found.notes.append(texts.areas_without_name(", ".join(sorted(missing))))
    for code, name in sorted((given | {code: code for code in missing}).items()):
        places.areas[code] = name
        if code in given:
            _count(found, Kind.WILAYAH, new=code not in known.areas,
                   changed=known.areas.get(code) != name)  # fmt: skip
        if known.areas.get(code) != name:
            found.operations.append(PutArea(code, name, codes.level(code)))


def _stations(rows: Iterable[StationRow], known: Known, found: Comparison, places: Places) -> None:
    usable = [row for row in rows if _station_fits(row, found, places)]
    moves = _moves(usable, known, found)
    if moves:
        targets = tuple((old.id, *codes.split_station(code)) for code, old in moves.items())
        found.operations.append(Renumber(targets))
    after = {s.code: s for s in known.stations.values()}
    after = {c: s for c, s in after.items() if c not in {old.code for old in moves.values()}}
    after |= moves
    places.renamed = {old.code: code for code, old in moves.items()}
    faulty = {fault.row for fault in found.faults if fault.sheet == Kind.TPS.value}
    for row in usable:
        if row.row not in faulty:
            _station(row, after.get(row.code), found, renumbered=row.code in moves)
            after.setdefault(row.code, _NEW)
    places.stations = set(after)


_NEW = KnownStation(0, "", None, None, None, None, None, None, no_phone=False)


def _station_fits(row: StationRow, found: Comparison, places: Places) -> bool:
    reason = places.fault_of(codes.split_station(row.code)[0])
    if reason:
        found.fault(Kind.TPS, row.row, "kode", row.code, reason)
    return reason is None


def _moves(rows: Iterable[StationRow], known: Known, found: Comparison) -> dict[str, KnownStation]:
    """New code → station that takes it. A station that took it in an earlier import stays."""
    wanted: dict[str, tuple[StationRow, KnownStation]] = {}
    for row in rows:
        if row.old_code is None or _moved_before(row, known):
            continue
        old = known.stations.get(row.old_code)
        if old is None:
            reason = texts.old_code_unknown(row.old_code)
            found.fault(Kind.TPS, row.row, "kode_lama", row.old_code, reason)
        else:
            wanted[row.code] = (row, old)
    while taken := _taken(wanted, known):
        row, _ = wanted.pop(taken)
        found.fault(Kind.TPS, row.row, "kode", row.code, texts.number_taken(row.code))
    return {code: old for code, (_, old) in wanted.items()}


def _moved_before(row: StationRow, known: Known) -> bool:
    station = known.stations.get(row.code)
    return station is not None and known.former.get(station.id) == row.old_code


def _taken(wanted: Mapping[str, tuple[StationRow, KnownStation]], known: Known) -> str | None:
    """A wanted number that another station has and keeps."""
    leaving = {old.code for _, old in wanted.values()}
    return next((code for code in wanted if code in known.stations and code not in leaving), None)


def _station(
    row: StationRow, station: KnownStation | None, found: Comparison, *, renumbered: bool
) -> None:
    given = (row.address, row.lat, row.lon, row.voters_male, row.voters_female,
             row.vulnerability, row.no_phone)  # fmt: skip
    changed = station is None or differs(
        given,
        (station.address, station.lat, station.lon, station.voters_male, station.voters_female,
         station.vulnerability, station.no_phone),
    )  # fmt: skip
    _count(found, Kind.TPS, new=station is None, changed=changed or renumbered)
    if changed:
        area, number = codes.split_station(row.code)
        found.operations.append(
            PutStation(
                area, number, row.address, row.lat, row.lon, row.voters_male, row.voters_female,
                row.vulnerability, row.no_phone,
            )
        )  # fmt: skip


def _store(row: StoreRow, known: Known, found: Comparison, places: Places) -> None:
    code = places.stores.get(words(row.code), (row.code, "", ""))[0]
    stations, unknown = _kept(row, places)
    area = _area_of(row, known.stores.get(code), stations, places)
    if unknown:
        reason = texts.station_not_listed(unknown)
        found.fault(Kind.TEMPAT, row.row, "tps", unknown, reason)
    elif area is None:
        found.fault(Kind.TEMPAT, row.row, "wilayah", row.code, texts.store_without_area())
    elif reason_of_area := places.fault_of(area):
        found.fault(Kind.TEMPAT, row.row, "wilayah", area, reason_of_area)
    else:
        places.stores[words(code)] = (code, area, row.name)
        _put_store(row, code, area, stations, known.stores.get(code), found)


def _put_store(
    row: StoreRow, code: str, area: str, stations: frozenset[str], known: KnownStore | None,
    found: Comparison,
) -> None:  # fmt: skip
    given = (area, row.name, row.address, row.lat, row.lon, stations or None)
    changed = known is None or differs(
        given, (known.area, known.name, known.address, known.lat, known.lon, known.stations)
    )
    _count(found, Kind.TEMPAT, new=known is None, changed=changed)
    if changed:
        kept = tuple(codes.split_station(each) for each in sorted(stations)) or None
        found.operations.append(PutStore(code, area, row.name, row.address, row.lat, row.lon, kept))


def _kept(row: StoreRow, places: Places) -> tuple[frozenset[str], str | None]:
    """The stations kept in a store, and a code in the list that stands for none."""
    kept: set[str] = set()
    for code in row.stations:
        inside = {code} if code in places.stations else {
            station for station in places.stations if covers(code, station)
        }  # fmt: skip
        if not inside:
            return frozenset(), code
        kept |= inside
    return frozenset(kept), None


def _area_of(
    row: StoreRow, known: KnownStore | None, stations: Iterable[str], places: Places
) -> str | None:
    """Where a store lies: as given, by its code, by what is kept there, or as known."""
    if row.area:
        return row.area
    if known is not None:
        return known.area
    if match := _AREA_IN_CODE.search(row.code):
        return match[0]
    return common_area(stations) or places.city


def common_area(places: Iterable[str]) -> str | None:
    """The smallest area in which all these places lie."""
    chains = [chain(code) for code in places]
    if not chains:
        return None
    return next((area for area in chains[0] if all(area in each for each in chains)), None)


def _contact(row: ContactRow, known: Known, found: Comparison, places: Places) -> None:
    if reason := places.fault_of(row.area):
        found.fault(Kind.KONTAK, row.row, "wilayah", row.area, reason)
        return
    name = row.name or texts.contact_name(row.kind, places.areas[row.area])
    before = known.contacts.get((row.area, name))
    changed = before != (row.kind, row.phone)
    _count(found, Kind.KONTAK, new=before is None, changed=changed)
    if changed:
        found.operations.append(PutContact(row.area, row.kind, name, row.phone))


def _count(found: Comparison, kind: Kind, *, new: bool, changed: bool) -> None:
    count = found.count(kind)
    if new:
        count.new += 1
    elif changed:
        count.changed += 1
    else:
        count.same += 1
