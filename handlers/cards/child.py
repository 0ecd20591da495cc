"""What a child process does for the cards: reportlab is loaded only there."""

import resource
from collections.abc import Sequence

from handlers.cards.card import Card

_SECONDS = 60
"""CPU time a child may take; the cards of a large kelurahan take about two."""


def render(cards: Sequence[Card], title: str) -> bytes:
    """A PDF for A4, two cards a page; the same cards always give the same bytes."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    from handlers.cards import sheet  # noqa: PLC0415 - heavy, and only for the child

    return sheet.render(cards, title)
