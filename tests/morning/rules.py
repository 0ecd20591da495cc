"""The rules once more, said by the roster alone: who must be told of what, and when.

Nothing of the product is used here but what the roster and the script say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.city.morning.plan import Case
from bot.city.roster import OfficerRow
from tests.morning.playing import Played

LEVELS = {"MERAH": 3, "ORANYE": 2, "KUNING": 1}
"""How many of kelurahan, kecamatan and kota hear of it at once."""
ANSWER = {"MERAH": 5 * 60, "ORANYE": 15 * 60, "KUNING": 60 * 60}
"""Seconds in which the agency in charge answers."""
IN_CHARGE = {
    "keamanan": ("Polri",), "sara": ("Polri",), "bencana": ("BPBD/Damkar",),
    "logistik": ("KPU",), "kesehatan": ("Dinkes",), "listrik": ("Bakesbangpol",),
    "hakpilih": ("Bawaslu", "Dispendukcapil"), "prosedur": ("Bawaslu",),
    "politikuang": ("Bawaslu",),
}  # fmt: skip
CONFIDENTIAL = {"politikuang"}
EVERYBODY = ("lurah", "camat", "pps", "ppk", "koordinator", "admin")
FOLLOWING = ("Bakesbangpol", "KPU", "Satpol PP")
"""Whose coordinators get the summary of silence."""


@dataclass(frozen=True)
class Told:
    """Accounts that are told: those that ring, and those that see it without a sound."""

    aloud: frozenset[int]
    silent: frozenset[int]


@dataclass(frozen=True)
class Rules:
    """Who is told, by role and area."""

    played: Played

    @cached_property
    def _officers(self) -> dict[str, list[OfficerRow]]:
        found: dict[str, list[OfficerRow]] = {}
        for officer in self.played.roster.officers:
            if officer.phone in self.played.account_of:
                found.setdefault(officer.place, []).append(officer)
        return found

    def accounts(self, officers: Iterable[OfficerRow]) -> frozenset[int]:
        """The accounts of these officers."""
        return frozenset(self.played.account_of[each.phone] for each in officers)

    def at(self, place: str, role: str, agency: str = "") -> list[OfficerRow]:
        """Who has registered with this role at exactly this place."""
        return [
            each for each in self._officers.get(place, [])
            if each.role == role and agency in ("", each.agency)
        ]  # fmt: skip

    def told(self, case: Case, height: int = 0) -> Told:
        """Who knows of an incident once it has climbed so many levels."""
        chain = chain_of(case.station)
        city = self.at(chain[2], "koordinator", "Bakesbangpol")
        if case.kind in CONFIDENTIAL:
            circle = [o for code in chain for o in self.at(code, "koordinator", "Bawaslu")]
            return Told(self.accounts(circle), frozenset())
        levels = LEVELS[case.severity] + height
        aloud = [
            *self._heads(chain, levels, city if height else []),
            *(each for agency in IN_CHARGE[case.kind]
              for each in self._agency(chain, levels, agency)),
        ]  # fmt: skip
        if case.severity == "MERAH":
            aloud += [
                each for code in chain for each in self.at(code, "koordinator")
                if each not in city
            ]  # fmt: skip
        if levels > 3:
            aloud += [o for code in chain for role in EVERYBODY for o in self.at(code, role)]
        ringing = self.accounts(aloud)
        return Told(ringing, self.accounts(city) - ringing)

    def _heads(
        self, chain: tuple[str, str, str], levels: int, city: list[OfficerRow]
    ) -> list[OfficerRow]:
        """Lurah, camat, and for the city Bakesbangpol once it climbs; none there: the next up."""
        ladder = [self.at(chain[0], "lurah"), self.at(chain[1], "camat"), city]
        return _climbed(ladder, levels)

    def _agency(self, chain: tuple[str, str, str], levels: int, agency: str) -> list[OfficerRow]:
        """The agency's coordinators, level by level; KPU has PPS and PPK besides."""
        ladder = [self.at(code, "koordinator", agency) for code in chain]
        if agency == "KPU":
            ladder[0] += self.at(chain[0], "pps")
            ladder[1] += self.at(chain[1], "ppk")
        return _climbed(ladder, levels)

    def answers_for(self, case: Case, phone: str) -> bool:
        """Whether this person's answer stops the clock."""
        chain = chain_of(case.station)
        return any(
            each.phone == phone for agency in IN_CHARGE[case.kind]
            for each in self._agency(chain, 3, agency)
        )  # fmt: skip

    def reporters(self, station: str) -> frozenset[int]:
        """The reporter and the deputy of a station: its first linmas, its first KPPS member."""
        staff = [o for o in self.played.roster.officers if o.place == station]
        seats = [next(o for o in staff if o.role == role) for role in ("linmas", "kpps")]
        return self.accounts(o for o in seats if o.phone in self.played.account_of)

    def heads_of(self, village: str) -> frozenset[int]:
        """Lurah and PPS: who gets the list of silent stations."""
        return self.accounts([*self.at(village, "lurah"), *self.at(village, "pps")])

    def following(self, villages: Iterable[str]) -> frozenset[int]:
        """Who gets the summary: coordinators in whose area any of these villages lies."""
        codes = {code for village in villages for code in chain_of(village)}
        return self.accounts(
            each for code in codes for agency in FOLLOWING
            for each in self.at(code, "koordinator", agency)
        )  # fmt: skip

    def insured(self, case: Case) -> frozenset[int]:
        """Who follows up that somebody was hurt: Dinkes and Bakesbangpol."""
        return self.accounts(
            each for code in chain_of(case.station) for agency in ("Dinkes", "Bakesbangpol")
            for each in self.at(code, "koordinator", agency)
        )  # fmt: skip


def chain_of(place: str) -> tuple[str, str, str]:
    """Kelurahan, kecamatan, kota of a station or village."""
    village = place.partition("-")[0]
    district = village.rpartition(".")[0]
    return village, district, district.rpartition(".")[0]


def _climbed(ladder: list[list[OfficerRow]], levels: int) -> list[OfficerRow]:
    """Everybody of so many levels; where a level has nobody, those of the next one up."""
    found: list[OfficerRow] = []
    for level in range(min(levels, len(ladder))):
        found += next((people for people in ladder[level:] if people), [])
    return found
