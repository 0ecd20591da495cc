"""From a typed word to the plain words it stands for: slang, roots, slips of the finger. Pure."""

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.words.lexicon import lexicon
from handlers.words.roots import candidates

_VOWELS = re.compile(r"[aeiou]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_SHORTEST_WITH_SLIP = 5
_SHORTEST_ROOT = 4
_TWO_SLIPS_FROM = 9
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def plain_words(word: str) -> tuple[str, ...]:
    """The plain words of one typed, lower-case word; the word itself if nothing is known of it."""
    if word.isdecimal():
        return (word,)
    squeezed = _REPEATED.sub(r"\1", word)
    for form in dict.fromkeys((word, squeezed, _DOUBLED.sub(r"\1", squeezed))):
        found = _look_up(form)
        if found is not None:
            return found
    return _without_vowels(squeezed) or _with_a_slip(squeezed) or (squeezed,)


def _look_up(word: str) -> tuple[str, ...] | None:
    words = lexicon()
    if len(word) < 3:
        return words.slang.get(word) or ((word,) if word in words.vocabulary else None)
    for form in candidates(word):
        if form != word and len(form) < _SHORTEST_ROOT:
            continue
        if form in words.slang:
            return words.slang[form]
        if form in words.vocabulary or form in words.known:
            return (form,)
    return None


def _without_vowels(word: str) -> tuple[str, ...] | None:
    """`bnjr` is banjir, `rsk` is rusak: as far as only one word has these consonants."""
    if len(word) < 3 or _VOWELS.search(word[1:]):
        return None
    found = _skeletons().get(word)
    return None if found is None else _look_up(found)


@cache
def _skeletons() -> dict[str, str]:
    seen: dict[str, str | None] = {}
    for word in sorted(lexicon().vocabulary):
        bones = word[:1] + _VOWELS.sub("", word[1:])
        if len(bones) >= 3 and bones != word:
            seen[bones] = None if bones in seen else word
    return {bones: word for bones, word in seen.items() if word is not None}


def _with_a_slip(word: str) -> tuple[str, ...] | None:
    """The nearest word: one slip from five letters on, two from nine; the first letter stands."""
    if len(word) < _SHORTEST_WITH_SLIP or not word.isalpha():
        return None
    slips = 1 if len(word) < _TWO_SLIPS_FROM else 2
    # A slip and restored letters at once would make anything of anything.
    forms = [form for form in candidates(word) if form == word or _bears_a_slip(form, word)]
    best: tuple[float, str] | None = None
    for form in forms:
        near = process.extractOne(
            form, _by_letter().get(form[0], ()), scorer=OSA.distance,
            score_cutoff=min(slips, 1 if len(form) < _TWO_SLIPS_FROM else 2),
        )  # fmt: skip
        if near is not None and (best is None or near[1] < best[0]):
            best = near[1], near[0]
    return None if best is None else _look_up(best[1])


def _bears_a_slip(form: str, word: str) -> bool:
    return len(form) > _SHORTEST_WITH_SLIP and form in word


@cache
def _by_letter() -> dict[str, tuple[str, ...]]:
    """Words long enough to bear a slip, by first letter; vocabulary before other known words."""
    words = lexicon()
    found: dict[str, list[str]] = {}
    for word in (*sorted(words.vocabulary), *sorted(words.slang), *sorted(words.known)):
        if len(word) >= _SHORTEST_WITH_SLIP - 1:
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(listed) for letter, listed in found.items()}
