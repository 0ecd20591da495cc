"""What somebody means by the words behind /petugas, /cabut and /undang: a place, or people.

Codes and "TPS 12" come first, then phone numbers in any spelling, then names; what fits nothing
exactly is looked for once more with slips allowed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers import area_names
from handlers.access import Action
from handlers.context import Context
from handlers.errors import Refused
from handlers.officers import scope
from handlers.officers.grants import place_of
from handlers.roster import codes, phones
from handlers.texts import officers as texts
from storage import areas, officers
from storage.areas import Area, Station
from storage.officers import Officer

LEAST = 3
MOST = 500
_TPS = re.compile(
    r"(?:(?P<before>.*?)[\s,]+)?(?:tps\s*)?0*(?P<number>\d{1,3})(?:[\s,]+(?P<after>\D+))?",
    re.IGNORECASE,
)
_SAYS_TPS = re.compile(r"\btps\b", re.IGNORECASE)
_CODE = re.compile(r"\d{2}\.\d{2}\b")
_COMPACT = frozenset({4, 6, 10, 13})
"""Digits of codes written without dots: only those of a known place, since phones look alike."""
_ALIKE = 75
"""From this likeness on (0 to 100) a misspelt name is offered."""
_MOST_ALIKE = 8


class Ambiguous(Refused):
    """The words name several places: no guess is made."""


@dataclass(frozen=True)
class Found:
    """People with their posts; `exact` False: none fits as it was typed, these come near."""

    officers: list[Officer]
    exact: bool = True


# ── Places ───────────────────────────────────────────────────────────────────────────────────
def spot(ctx: Context, words: str) -> Area | Station | None:
    """The place that the words name; None if they name none. Raises Refused for a code unknown."""
    digits = re.sub(r"[.\s-]", "", words)
    if _CODE.match(words):
        return by_code(ctx, words)
    if digits.isascii() and digits.isdigit() and len(digits) in _COMPACT:
        try:
            return by_code(ctx, words)
        except Refused:
            return None
    return _by_number(ctx, words)


def by_code(ctx: Context, words: str) -> Area | Station:
    """The place with this code. Raises Refused for what is no code, and for one unknown."""
    code = codes.any_code(words)
    if codes.level(code) != "station":
        area = areas.area(ctx.tx, code)
        if area is None:
            raise Refused(texts.INVITE_AREA_UNKNOWN)
        return area
    station = areas.station_by_number(ctx.tx, *codes.split_station(code))
    if station is None:
        raise Refused(texts.INVITE_STATION_UNKNOWN)
    return station


def _by_number(ctx: Context, words: str) -> Station | None:
    """TPS 12, 12, Jodipan 12, TPS 12 Jodipan; without a name in the own villages."""
    match = _TPS.fullmatch(words.strip())
    if match is None:
        return None
    before, after = (_SAYS_TPS.sub("", match[part] or "").strip() for part in ("before", "after"))
    if before and after:
        return None
    name = before or after
    villages = _named_villages(ctx, name) if name else _own_villages(ctx)
    number = int(match["number"])
    found = [areas.station_by_number(ctx.tx, code, number) for code in villages]
    there = [station for station in found if station is not None]
    if len(there) > 1:
        raise Ambiguous(texts.several_stations(number, [each.area for each in there]))
    if there:
        return there[0]
    if villages and _SAYS_TPS.search(words):
        raise Refused(texts.INVITE_STATION_UNKNOWN)
    return None


def _named_villages(ctx: Context, name: str) -> list[str]:
    return [area.code for area in area_names.find(ctx.tx, name) if area.level == "village"]


def _own_villages(ctx: Context) -> list[str]:
    own = {station.area for station in scope.own_stations(ctx)}
    own |= {area.code for area in scope.own_areas(ctx) if area.level == "village"}
    return sorted(own)


# ── People ───────────────────────────────────────────────────────────────────────────────────
def people(ctx: Context, words: str) -> Found:
    """Whoever fits within one's rights: by number, part of the name, or nearly. Raises Refused."""
    if len(words.strip()) < LEAST:
        raise Refused(texts.TOO_SHORT)
    seen = _seen(ctx, _matching(ctx, _fragment(words)))
    if seen:
        return Found(seen)
    seen = _seen(ctx, _alike(ctx, words))
    if not seen:
        raise Refused(texts.nobody_fits(words, scope.example(ctx)))
    return Found(seen, exact=False)


def somebody(ctx: Context, words: str) -> bool:
    """Whether anybody's name or number has these words in it."""
    return len(words) >= LEAST and bool(_seen(ctx, _matching(ctx, _fragment(words))))


def _fragment(words: str) -> str:
    """A phone number as the roster has it; names, and parts of numbers, as they are."""
    if not re.search(r"[^\W\d_]", words):
        try:
            return phones.mobile(words)
        except phones.UnusableNumber:
            pass
    return words


def _roots(ctx: Context) -> list[str]:
    own = [area.code for area in scope.own_areas(ctx)]
    return list(dict.fromkeys([*own, *(station.area for station in scope.own_stations(ctx))]))


def _matching(ctx: Context, fragment: str) -> Iterable[Officer]:
    for root in _roots(ctx):
        yield from officers.find(ctx.tx, ctx.event.id, root, fragment, MOST)


def _alike(ctx: Context, words: str) -> Iterable[Officer]:
    """The posts of those whose name, or one word of it, is nearly what was typed."""
    wanted = " ".join(words.casefold().split())
    names: dict[int, str] = {}
    for root in _roots(ctx):
        names |= {
            post: name.casefold() for post, name in officers.names(ctx.tx, ctx.event.id, root)
        }
    if " " in wanted:
        near = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE,
                               limit=_MOST_ALIKE)  # fmt: skip
        chosen = [post for _, _, post in near]
    else:
        chosen = _with_a_word(names, wanted)[:_MOST_ALIKE]
    held = (officers.holding(ctx.tx, post) for post in chosen)
    return [officer for officer in held if officer is not None]


def _with_a_word(names: dict[int, str], wanted: str) -> list[int]:
    vocabulary = {word for name in names.values() for word in name.split()}
    near = process.extract(wanted, vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
    return [post for word, _, _ in near for post, name in names.items() if word in name.split()]


def _seen(ctx: Context, found: Iterable[Officer]) -> list[Officer]:
    """Each post once, those that this person may look at."""
    seen = {
        officer.post.id: officer
        for officer in found
        if ctx.actor.may(Action.APPROVE_PEOPLE, place_of(officer.post))
    }
    return list(seen.values())
