"""Puts the sample city together."""

from collections import defaultdict

from bot.city import people, places
from bot.city.areas import CITY_CODE, districts
from bot.city.chance import Chance
from bot.city.names import phones
from bot.city.roster import Roster

DEFAULT_SEED = 2024


def build(seed: int = DEFAULT_SEED) -> Roster:
    """Kota Malang with 1,188 TPS, 660,744 voters and about 11,000 people; same seed, same city."""
    kecamatan = districts()
    numbers = phones()
    recruiter = people.Recruiter(Chance(f"{seed} people"), numbers)
    stations = places.stations(kecamatan, Chance(f"{seed} places"))
    villages = [village.code for district in kecamatan for village in district.villages]
    codes = [f"G-{code}" for code in (CITY_CODE, *(d.code for d in kecamatan), *villages)]
    guards = tuple(people.guards(codes, recruiter))
    on_guard = defaultdict(list)
    for guard in guards:
        on_guard[guard.place].append(f"{guard.name} {guard.phone}")
    return Roster(
        areas=tuple(places.areas(kecamatan)),
        stations=tuple(stations),
        officers=tuple(people.officers(kecamatan, stations, recruiter)),
        guards=guards,
        stores=tuple(places.stores(kecamatan, stations, on_guard)),
        contacts=tuple(places.contacts(kecamatan, numbers)),
    )
