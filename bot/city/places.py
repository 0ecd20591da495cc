"""Stations, stores and emergency numbers of the sample city."""

from collections.abc import Iterator, Sequence

from bot.city.areas import CITY_CODE, CITY_NAME, CITY_POINT, VOTERS_FEMALE, VOTERS_MALE, District
from bot.city.chance import Chance, shares
from bot.city.roster import AreaRow, ContactRow, StationRow, StoreRow

# Inside prisons, TPS carry numbers from 901 (TPS lokasi khusus).
SPECIAL = {"35.73.01.1008": 5, "35.73.04.1008": 1}
_SITES = (
    "Balai RW {}",
    "Halaman SDN {}",
    "Pos kamling RT {}",
    "Lapangan RW {}",
    "Rumah warga RT {}",
)
_SCATTER_METRES = 350


def areas(districts: Sequence[District]) -> Iterator[AreaRow]:
    """City, kecamatan, kelurahan."""
    yield AreaRow(CITY_CODE, CITY_NAME)
    for district in districts:
        yield AreaRow(district.code, district.name)
        for village in district.villages:
            yield AreaRow(village.code, village.name)


def stations(districts: Sequence[District], chance: Chance) -> list[StationRow]:
    """Every TPS of the real totals, spread over the kelurahan, at most 600 voters each."""
    spots = [spot for district in districts for spot in _spots(district, chance)]
    men = shares(VOTERS_MALE, [voters * chance.between(0.97, 1.03) for *_, voters in spots])
    everybody = shares(VOTERS_MALE + VOTERS_FEMALE, [voters for *_, voters in spots])
    return [
        StationRow(code, address, lat, lon, male, all_of_it - male, _class(chance), "", "")
        for (code, address, lat, lon, _), male, all_of_it in zip(spots, men, everybody, strict=True)
    ]


def _spots(district: District, chance: Chance) -> Iterator[tuple[str, str, float, float, float]]:
    """Code, address, lat, lon and weight in voters of each TPS of a kecamatan."""
    weights = [chance.between(0.6, 1.4) for _ in district.villages]
    for village, count in zip(district.villages, shares(district.stations, weights), strict=True):
        for number in _numbers(count, SPECIAL.get(village.code, 0)):
            site = "Lembaga pemasyarakatan" if number > 900 else chance.pick(_SITES).format(number)
            lat, lon = chance.near(village.lat, village.lon, _SCATTER_METRES)
            voters = district.voters / district.stations * chance.between(0.95, 1.05)
            yield f"{village.code}-{number:03}", f"{site}, {village.name}", lat, lon, voters


def _numbers(count: int, special: int) -> list[int]:
    return [*range(1, count - special + 1), *range(901, 901 + special)]


def _class(chance: Chance) -> str:
    # About as the police saw East Java in 2024: nearly all "kurang rawan".
    return "rawan" if chance.between(0, 1) < 0.02 else "kurang rawan"


def stores(
    districts: Sequence[District], stations: Sequence[StationRow], guards: dict[str, list[str]]
) -> Iterator[StoreRow]:
    """KPU's warehouse, one store for each kecamatan and one for each kelurahan.

    `guards` maps a store's code to its guards, each with name and number.
    """
    yield _store("G-35.73", "Gudang KPU Kota Malang", *CITY_POINT, guards, "")
    for district in districts:
        code = f"G-{district.code}"
        name = f"Gudang PPK {district.name}"
        yield _store(code, name, district.lat, district.lon, guards, "")
        for village in district.villages:
            kept = [s.code for s in stations if s.code.startswith(f"{village.code}-")]
            code, name = f"G-{village.code}", f"Kantor Kelurahan {village.name}"
            yield _store(code, name, village.lat, village.lon, guards, "; ".join(kept))


def _store(
    code: str, name: str, lat: float, lon: float, guards: dict[str, list[str]], kept: str
) -> StoreRow:
    address = f"{name}, {CITY_NAME}"
    area = code.removeprefix("G-")
    return StoreRow(code, name, address, lat, lon, "; ".join(guards[code]), kept, area)


def contacts(districts: Sequence[District], phones: Iterator[str]) -> Iterator[ContactRow]:
    """Whom to phone in an emergency: for the city, each kecamatan and each kelurahan."""
    for name, kind in (("Posko Pilkada kota", "posko"), ("Polresta", "polres"), ("BPBD", "bpbd")):
        yield ContactRow(CITY_CODE, name, kind, next(phones))
    for district in districts:
        for title, kind in (("Posko", "posko"), ("Polsek", "polsek"), ("Puskesmas", "puskesmas")):
            yield ContactRow(district.code, f"{title} {district.name}", kind, next(phones))
        for village in district.villages:
            yield ContactRow(village.code, f"Posko Kel. {village.name}", "posko", next(phones))
