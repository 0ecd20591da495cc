"""Puts the morning together."""

from collections.abc import Iterator, Sequence

from bot.city.chance import Chance
from bot.city.morning import incidents, milestones
from bot.city.morning.people import ALONE, Folk
from bot.city.morning.plan import Case, Deed, Morning, Press
from bot.city.roster import Roster

SILENT_SHARE = 0.05
MUTE_VILLAGE = "35.73.02.1011"
"""From one kelurahan no word comes at all."""
DEFAULT_SEED = 27


def write(roster: Roster, seed: int = DEFAULT_SEED) -> Morning:
    """The morning of a city; same roster and seed, same morning."""
    chance, folk = Chance(f"{seed} morning"), Folk(roster)
    alone = frozenset(_drawn([s.code for s in roster.stations if _usual(s.code)], ALONE, chance))
    silent = _silent(folk, alone, chance)
    going_wrong = incidents.write(folk, silent, chance)
    late = {each.station for each in going_wrong if isinstance(each, Case) and each.late_start}
    deeds: list[Deed] = [*going_wrong, *milestones.write(folk, silent, late, chance)]
    deeds += milestones.leaders(folk, silent - alone)
    registered = frozenset(folk.registered(alone, chance))
    return Morning(
        tuple(sorted(deeds, key=_order)), silent, folk.sleeper.phone, registered,
    )  # fmt: skip


def _order(deed: Deed) -> tuple[int, bool, str]:
    return deed.at, isinstance(deed, Press), deed.phone


def _usual(station: str) -> bool:
    """Stations that the cast or the mute kelurahan don't claim."""
    return not station.startswith((MUTE_VILLAGE, "35.73.01.1011-"))


def _silent(folk: Folk, alone: frozenset[str], chance: Chance) -> frozenset[str]:
    """One in twenty: a whole kelurahan, where nobody registered, the cast's, and some more."""
    codes = [station.code for station in folk.roster.stations]
    played = {code for code in codes if folk.staff(code).reporter.phone in folk.cast}
    silent = alone | played | {code for code in codes if code.startswith(MUTE_VILLAGE)}
    left = [code for code in codes if code not in silent and _usual(code)]
    return silent | set(_drawn(left, round(len(codes) * SILENT_SHARE) - len(silent), chance))


def _drawn(codes: Sequence[str], count: int, chance: Chance) -> Iterator[str]:
    left = list(codes)
    for _ in range(count):
        code = chance.pick(left)
        left.remove(code)
        yield code
