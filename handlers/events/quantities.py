"""How many of an item a station should have: '2', 'DPT', 'DPT + 2.5 %', 'DPT + 10'.

The reserve is counted exactly and rounded up, as KPU rounds in favour of the voter.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_FORMULA = re.compile(
    rf"(?P<plain>\d{{1,6}})|(?P<voters>dpt)(?: ?\+ ?(?P<extra>{_NUMBER}) ?(?P<percent>%|persen)?)?"
)


class BadQuantity(ValueError):
    """A quantity must look like 2, DPT or DPT + 2,5 %."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.__doc__} ({detail!r})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`plain` pieces, or all registered voters and `reserve` of them and `more` pieces."""

    plain: int = 0
    per_voter: bool = False
    reserve: Fraction = Fraction(0)
    more: int = 0

    def __str__(self) -> str:
        if not self.per_voter:
            return str(self.plain)
        if self.reserve:
            return f"DPT + {float(self.reserve * 100):g} %"
        return f"DPT + {self.more}" if self.more else "DPT"

    def of(self, voters: int | None) -> int | None:
        """Pieces for a station with that many voters; None when they are needed but not known."""
        if not self.per_voter:
            return self.plain
        return None if voters is None else ceil(voters * (1 + self.reserve)) + self.more


def read_quantity(text: str) -> Quantity:
    """The quantity that a formula means; BadQuantity when it is none."""
    match = _FORMULA.fullmatch(" ".join(text.lower().split()))
    if match is None:
        raise BadQuantity(text)
    if match["plain"]:
        return Quantity(plain=int(match["plain"]))
    extra = Fraction((match["extra"] or "0").replace(",", "."))
    if match["percent"]:
        return Quantity(per_voter=True, reserve=extra / 100)
    if extra.denominator != 1:
        raise BadQuantity(text)
    return Quantity(per_voter=True, more=int(extra))


def expected_at(formula: str | None, voters: int | None) -> int | None:
    """Pieces a station should have; None where the item is not counted or voters are unknown."""
    return None if formula is None else read_quantity(formula).of(voters)
