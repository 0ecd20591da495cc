"""Everything that is understood of a text, at once. Pure."""

from dataclasses import dataclass
from datetime import time

from handlers.words.details import Shortage, hour_in, shortage_in, station_in
from handlers.words.guessing import Guess, best_of
from handlers.words.speech import said
from handlers.words.tokens import tokens_of


@dataclass(frozen=True)
class Understood:
    """What a text says; `guesses` are at most three, the likeliest first, none if no report."""

    guesses: tuple[Guess, ...]
    question: bool
    station: int | None
    at: time | None
    shortage: Shortage | None


def understand(text: str) -> Understood:
    """What somebody wrote outside any form."""
    words = said(tokens_of(text))
    return Understood(
        tuple(best_of(words)), words.question, station_in(words.tokens), hour_in(words.tokens),
        shortage_in(words),
    )  # fmt: skip
