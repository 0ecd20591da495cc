"""Damage: what a broken client, a newer server or somebody with bad intentions may send."""

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.fuzz.samples import WORDS

ODD = (
    "\u202e", "\u200f", "\u200b", "\u2060", "\ufeff", "\u0000", "\ud83d",
    "\U0001f469\u200d\U0001f680",
    "é", "e\u0301", "ﷺ", "𝟏𝟐", "١٢", "１２", "<b>", "</b>&amp;", "%s", "{0}", "';--", "|",
    "\\", "\n", "\r", "\t", " ", "\u00a0", "0" * 40, "-1", "9" * 30, "1e999", "NaN", "²", "½", "Ⅻ",
)  # fmt: skip
"""Right-to-left marks, zero width, a lone surrogate, digits that are none, markup, SQL."""

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, -(2**63) - 1, 10**40, 0.5, -0.0, "", "x",
    "1", [], {}, [[]], [None], {"id": None}, {"id": "x"}, {"": {}},
)  # fmt: skip
"""Values of wrong types and beyond every limit."""


def deep(levels: int) -> Any:
    """A value nested as deeply as asked."""
    value: Any = 1
    for level in range(levels):
        value = [value] if level % 2 else {"reply_to_message": value}
    return value


def text(rnd: random.Random) -> str:
    """Something people, or nobody, would type."""
    words = rnd.choice(WORDS)
    for _ in range(rnd.choice((0, 1, 1, 2, 4))):
        at = rnd.randrange(len(words) + 1)
        change = rnd.random()
        if change < 0.4:
            words = words[:at] + rnd.choice(ODD) + words[at:]
        elif change < 0.6:
            words = words[:at] + words[at + 1 :]
        elif change < 0.8:
            words = f"{words} {rnd.choice(WORDS)}"
        elif change < 0.85:
            words = words * rnd.choice((2, 90))
        else:
            words = words[:at] + chr(rnd.choice((rnd.randrange(32, 127), rnd.randrange(0x2FFFF))))
    return words[:4096]


def damaged(update: dict[str, Any], rnd: random.Random) -> dict[str, Any]:
    """The update with a few of its fields missing, of another type, huge or nested.

    Senders stay who they are: Telegram says who writes, and nobody else can.
    """
    update = deepcopy(update)
    for _ in range(rnd.choice((0, 1, 1, 2, 5))):
        places = [place for place in _places(update) if not _says_who(place)]
        if not places:
            break
        holder, key, _ = rnd.choice(places)
        change = rnd.random()
        if change < 0.3:
            del holder[key]
        elif change < 0.7:
            holder[key] = deepcopy(rnd.choice(VALUES))
        elif change < 0.85:
            holder[key] = text(rnd)
        elif change < 0.95:
            holder[key] = rnd.choice(WORDS) * 400
        else:
            holder[key] = deep(rnd.choice((3, 60, 300)))
    return update


Where = tuple[Any, Any, tuple[Any, ...]]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[Where]:
    """Every field and element: what holds it, its key, and the whole path."""
    if len(path) > 8:
        return
    keys: Any = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        here = (*path, key)
        yield value, key, here
        if isinstance(value[key], dict | list):
            yield from _places(value[key], here)


def _says_who(place: Where) -> bool:
    """Ids of the sender, the private chat and the shared account cannot be forged."""
    path = place[2]
    who = {"from", "chat", "user", "user_id", "contact", "message", "sender_user"}
    return (path[-1] == "id" and bool(who & set(path[:-1]))) or path[-1] in ("user_id", "from")
