"""Who of the sample city has registered, and who answers for a place this morning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.city.chance import Chance
from bot.city.morning.scenes import SLEEPERS_DISTRICT
from bot.city.personas import cast
from bot.city.roster import OfficerRow, Roster

IN_CHARGE = {
    "keamanan": "Polri", "sara": "Polri", "bencana": "BPBD/Damkar", "kesehatan": "Dinkes",
    "listrik": "Bakesbangpol", "hakpilih": "Bawaslu", "prosedur": "Bawaslu",
    "politikuang": "Bawaslu",
}  # fmt: skip
"""Whose coordinators answer for a kind; logistics is PPS's own."""
DEPUTIES = 0.4
"""Which share of the stations has a deputy who has registered, too."""
ALONE = 12
"""Stations at which nobody has registered."""


@dataclass(frozen=True)
class Staff:
    """Everybody at a station who matters here."""

    chair: OfficerRow
    reporter: OfficerRow
    deputy: OfficerRow
    supervisors: tuple[OfficerRow, ...]


@dataclass(frozen=True)
class Folk:
    """The roster, looked up by place; nobody of the demo's cast is given anything to do."""

    roster: Roster

    @cached_property
    def cast(self) -> frozenset[str]:
        """The phones that are left to whoever watches."""
        return frozenset(each.officer.phone for each in cast(self.roster))

    @cached_property
    def at(self) -> Mapping[str, list[OfficerRow]]:
        """Officers by the code of their place."""
        found: dict[str, list[OfficerRow]] = defaultdict(list)
        for officer in self.roster.officers:
            found[officer.place].append(officer)
        return found

    def staff(self, station: str) -> Staff:
        """The first linmas reports for a station, the first KPPS member is the deputy."""
        by_role: dict[str, list[OfficerRow]] = defaultdict(list)
        for officer in self.at[station]:
            by_role[officer.role].append(officer)
        return Staff(by_role["kpps_ketua"][0], by_role["linmas"][0], by_role["kpps"][0],
                     tuple(by_role["ptps"]))  # fmt: skip

    @cached_property
    def sleeper(self) -> OfficerRow:
        """The police coordinator of a kecamatan."""
        return next(
            each for each in self.at[SLEEPERS_DISTRICT] if _is(each, "koordinator", "Polri")
        )

    def answerer(self, kind: str, village: str, turn: int = 0) -> OfficerRow:
        """Whoever in charge of a kind is nearest and awake; `turn` picks among several."""
        if kind == "logistik":
            return self.heads(village, "pps")[0]
        for code in (village, village[:8], village[:5]):
            found = [
                each for each in self.at[code] if _is(each, "koordinator", IN_CHARGE[kind])
                and each.phone not in self.cast and not asleep(each)
            ]  # fmt: skip
            if found:
                return found[turn % len(found)]
        raise LookupError(kind, village)

    def heads(self, code: str, role: str) -> list[OfficerRow]:
        """Lurah, camat or PPS of an area, but for the cast."""
        return [each for each in self.at[code] if each.role == role and each.phone not in self.cast]

    def registered(self, alone: Iterable[str], chance: Chance) -> Iterator[str]:
        """The phones that the bot reaches; at the stations `alone` nobody is among them."""
        nobody = set(alone)
        known = {each.officer.phone: each.linked for each in cast(self.roster)}
        for station in self.roster.stations:
            with_deputy = chance.between(0, 1) < DEPUTIES
            if station.code not in nobody:
                staff = self.staff(station.code)
                people = [staff.chair, staff.reporter, *staff.supervisors]
                people += [staff.deputy] if with_deputy else []
                yield from (each.phone for each in people if known.get(each.phone, True))
        for officer in self.roster.everybody:
            if "-" not in officer.place.removeprefix("G-") and not asleep(officer):
                yield officer.phone


def asleep(officer: OfficerRow) -> bool:
    """The police of the sleeper's kelurahan never registered: it is all up to the sleeper."""
    inside = officer.place.startswith(f"{SLEEPERS_DISTRICT}.")
    return inside and _is(officer, "koordinator", "Polri")


def _is(officer: OfficerRow, role: str, agency: str) -> bool:
    return officer.role == role and officer.agency == agency
