"""Whom somebody may address: an admin everybody, a coordinator the own agency in the own area."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from handlers.access import Action, Role, allowing
from storage.areas import EVERYWHERE, covers
from storage.audience import Audience
from storage.people import Post


@dataclass(frozen=True)
class Bounds:
    """Pairs of an area and the agency that may be addressed there; None: any agency."""

    pairs: tuple[tuple[str, str | None], ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas within which to choose; EVERYWHERE alone for the whole event."""
        codes = {area for area, _ in self.pairs}
        return (EVERYWHERE,) if EVERYWHERE in codes else tuple(sorted(codes))

    @property
    def any_agency(self) -> bool:
        return any(agency is None for _, agency in self.pairs)

    def filled(self, audience: Audience) -> Audience:
        """The audience with what was left open filled with all that may be addressed."""
        areas = audience.areas or tuple(code for code in self.areas if code != EVERYWHERE)
        agencies = audience.agencies
        if not agencies and not self.any_agency:
            agencies = tuple(sorted({agency for _, agency in self.pairs if agency}))
        whole = replace(audience, areas=areas, agencies=agencies)
        return whole if self.allows(whole) or not self.pairs else self._of_first(audience)

    def allows(self, audience: Audience) -> bool:
        """Whether everybody in an audience may be addressed."""
        areas, agencies = audience.areas or (EVERYWHERE,), audience.agencies or (None,)
        return all(self._allows(area, agency) for area, agency in product(areas, agencies))

    def _allows(self, area: str, agency: str | None) -> bool:
        return any(covers(within, area) and own in (None, agency) for within, own in self.pairs)

    def _of_first(self, audience: Audience) -> Audience:
        """With posts in several agencies and areas: as the first of them."""
        area, agency = self.pairs[0]
        return replace(
            audience,
            areas=audience.areas or ((area,) if area != EVERYWHERE else ()),
            agencies=audience.agencies or ((agency,) if agency else ()),
        )


EVERYBODY = Bounds(((EVERYWHERE, None),))


def bounds_of(posts: Iterable[Post], action: Action) -> Bounds:
    """Whom the holder of these posts may address by an action."""
    return Bounds(
        tuple(
            (EVERYWHERE, None) if post.role == Role.ADMIN else (post.area, post.agency)
            for post in allowing(posts, action)
            if post.role == Role.ADMIN or post.agency
        )
    )
