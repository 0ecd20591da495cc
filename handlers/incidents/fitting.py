"""How much a message about an incident says, so that people still read it on a phone. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

MOST = 540
"""Characters of a message, so that with a question below it has at most 600.

What is left out stands under 📜 Riwayat.
"""


@dataclass(frozen=True)
class Fit:
    """How much there is room for.

    `words` and `note` are characters of what people wrote, `headline` of what the bot says of it;
    the others count lines or entries. `address` stands for what is only nice to know.
    """

    words: int
    headline: int
    note: int
    steps: int
    witnesses: int
    others: int
    stations: int
    address: bool = True


FITS = (
    Fit(1000, 400, 150, 8, 5, 2, 12),
    Fit(300, 200, 100, 6, 3, 2, 12),
    Fit(200, 150, 80, 4, 2, 1, 6),
    Fit(140, 120, 60, 3, 1, 1, 3),
    Fit(100, 100, 40, 2, 1, 0, 0),
    Fit(80, 80, 30, 1, 0, 0, 0, address=False),
    Fit(60, 60, 0, 1, 0, 0, 0, address=False),
    Fit(60, 60, 0, 0, 0, 0, 0, address=False),
)
"""From everything down to what nobody can do without."""


def fitted(compose: Callable[[Fit], str]) -> str:
    """The fullest text that is short enough, else the shortest there is."""
    return next((text for fit in FITS if len(text := compose(fit)) <= MOST), compose(FITS[-1]))


def short(text: str, most: int) -> str:
    """At most so many characters, the last of them … if something was left out."""
    return text if len(text) <= most else text[: max(most - 1, 0)] + "…"
