"""What a file is about: for each role, the areas from which it names people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.roster import codes
from handlers.roster.places import common_area
from storage import areas


@dataclass(frozen=True)
class Scope:
    """Role → codes of areas or stations; whoever serves there and is not named is missing."""

    places: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, posts: Iterable[tuple[str, str]]) -> "Scope":
        """The scope of posts (role, code of the area or station)."""
        found: dict[str, set[str]] = defaultdict(set)
        for role, code in posts:
            found[role].add(code)
        return cls({role: _smallest(each) for role, each in found.items()})

    def covers(self, role: str, code: str) -> bool:
        """Whether a post of this role at this place is one that the file is about."""
        return any(areas.covers(area, code) for area in self.places.get(role, ()))

    def by_area(self) -> dict[frozenset[str], list[str]]:
        """Areas → the roles that the file names there, for saying it in words."""
        grouped: dict[frozenset[str], list[str]] = defaultdict(list)
        for role, places in self.places.items():
            grouped[places].append(role)
        return grouped


def _smallest(places: set[str]) -> frozenset[str]:
    """The one station or area that holds all these places; of a city only the districts named."""
    if len(places) == 1:
        return frozenset(places)
    common = common_area(places)
    if common is None or codes.level(common) != "city" or common in places:
        return frozenset({common} if common else places)
    return frozenset(next(a for a in areas.chain(place) if codes.level(a) == "district")
                     for place in places)  # fmt: skip
