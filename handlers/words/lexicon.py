"""The words that are known: slang, units and patterns, read once from the tables in data/. Pure.

The tables are data of the package, like the presets: what each means is said at its top.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NEGATORS = frozenset({"tidak", "belum", "jangan", "tanpa"})
_WEIGHTS = {1: 2.0, 2: 4.0, 3: 5.0, 4: 6.0}
_HINT = 1.0
_Slang = Mapping[str, tuple[str, ...]]
_Classes = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that, near each other, speak of a kind. `parts` are alternatives for each word."""

    kind: str
    cause: str
    parts: tuple[frozenset[str], ...]
    weight: float

    @property
    def ordered(self) -> bool:
        """Whether the first word negates the second, and must stand before it."""
        return len(self.parts) > 1 and self.parts[0] <= NEGATORS


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`slang`: typed word → plain words; `units`: plain words → the one word they are together.

    `by_word`: plain word → the patterns in which it is the first; `known`: words that mean
    themselves and must not be taken for a slip.
    """

    slang: Mapping[str, tuple[str, ...]]
    units: Mapping[tuple[str, ...], str]
    by_word: Mapping[str, tuple[Pattern, ...]]
    vocabulary: frozenset[str]
    known: frozenset[str]
    longest_unit: int


@cache
def lexicon() -> Lexicon:
    """The tables, ready for look-ups."""
    slang_table = _table("slang")
    slang = {
        typed: tuple(plain.split())
        for name in ("short", "field", "javanese", "elsewhere")
        for typed, plain in _pairs(slang_table[name])
    }
    patterns = _patterns(_table("lexicon"), slang)
    units = {
        tuple(plain for word in words.split() for plain in slang.get(word, (word,))): unit
        for unit, listed in slang_table["units"].items()
        for words in _listed(listed)
    }
    by_word: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in pattern.parts[0]:
            by_word.setdefault(word, []).append(pattern)
    vocabulary = {word for pattern in patterns for part in pattern.parts for word in part}
    vocabulary |= {word for words in (*slang.values(), *units) for word in words}
    known = set(_table("known")["words"].split())
    return Lexicon(
        slang, units, {word: tuple(found) for word, found in by_word.items()},
        frozenset(vocabulary), frozenset(known), max(map(len, units)),
    )  # fmt: skip


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def _pairs(listed: str) -> Iterable[tuple[str, str]]:
    for entry in listed.split("|"):
        typed, _, plain = entry.strip().partition("=")
        if plain:
            yield typed, plain


def _listed(text: str) -> list[str]:
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]


def _patterns(table: Mapping[str, Any], slang: _Slang) -> list[Pattern]:
    classes = {
        name: frozenset(_plain(word, slang) for word in words.split())
        for name, words in table["classes"].items()
    }
    return [
        _pattern(kind, cause, entry, classes, slang)
        for kind, causes in table.items()
        if kind != "classes"
        for cause, listed in causes.items()
        for entry in _listed(listed)
    ]


def _pattern(kind: str, cause: str, entry: str, classes: _Classes, slang: _Slang) -> Pattern:
    words, _, weight = entry.removeprefix("~").partition("=")
    parts = _denial_first([_part(word, classes, slang) for word in words.split()])
    usual = _HINT if entry.startswith("~") else _WEIGHTS[len(parts)]
    return Pattern(kind, cause, parts, float(weight) if weight else usual)


def _denial_first(parts: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """`sinyal tidak ada` is `tidak ada sinyal`: the denial and its word may stand anywhere."""
    for at, part in enumerate(parts[1:-1], start=1):
        if part <= NEGATORS:
            return (*parts[at : at + 2], *parts[:at], *parts[at + 2 :])
    return tuple(parts)


def _part(word: str, classes: _Classes, slang: _Slang) -> frozenset[str]:
    found: set[str] = set()
    for either in word.split("|"):
        found |= classes[either[1:]] if either.startswith("@") else {_plain(either, slang)}
    return frozenset(found)


def _plain(word: str, slang: _Slang) -> str:
    """What the word becomes when somebody types it."""
    plain = slang.get(word, (word,))
    return plain[0] if len(plain) == 1 else word
