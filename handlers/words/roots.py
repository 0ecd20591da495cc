"""Roots of Indonesian words as people write them, some Javanese affixes included. Pure.

Affixes are stripped only as candidates: whoever asks takes the first candidate that is a word.
"""

from collections.abc import Iterator

_SHORTEST = 3
_PREFIXES = (
    ("meny", ("s",)), ("peny", ("s",)), ("mem", ("", "p")), ("pem", ("", "p")),
    ("meng", ("", "k")), ("peng", ("", "k")), ("men", ("", "t")), ("pen", ("", "t")),
    ("menge", ("",)), ("penge", ("",)), ("memper", ("",)), ("diper", ("",)), ("keter", ("",)),
    ("keber", ("",)), ("pember", ("",)), ("me", ("",)), ("pe", ("",)), ("di", ("",)),
    ("ter", ("",)), ("ber", ("",)), ("per", ("",)), ("ke", ("",)), ("se", ("",)), ("be", ("",)),
    ("ka", ("",)), ("te", ("",)), ("sak", ("",)), ("tak", ("",)), ("ku", ("",)),
)  # fmt: skip
_SPOKEN = (
    ("nge", ("",)), ("ny", ("s", "c")), ("ng", ("", "k")), ("mb", ("b",)), ("m", ("p",)),
    ("nd", ("d",)), ("nj", ("j",)), ("n", ("t",)),
)  # fmt: skip
"""Of everyday speech and Javanese: only at the very front, they prove little elsewhere."""
_SUFFIXES = (
    "nya", "kannya", "annya", "inya", "lah", "kah", "pun", "kan", "ku", "mu", "an", "i", "in",
    "ne", "e", "ipun", "ake", "no", "ken", "en", "ane", "ae", "o", "nan", "si",
)  # fmt: skip


def candidates(word: str) -> Iterator[str]:
    """What the word may be, the least stripped first: itself, then without affixes."""
    seen: set[str] = set()
    for form in _forms(word):
        if form not in seen and len(form) >= _SHORTEST:
            seen.add(form)
            yield form


def _forms(word: str) -> Iterator[str]:
    yield word
    bare = [word[: -len(suffix)] for suffix in _SUFFIXES if word.endswith(suffix)]
    fronts = list(_without_prefix(word, _PREFIXES))
    yield from (form for form in bare if len(form) > _SHORTEST)
    yield from fronts
    yield from _without_prefix(word, _SPOKEN)
    for form in bare:
        if len(form) > _SHORTEST:
            yield from _without_prefix(form, _PREFIXES)
            yield from _without_prefix(form, _SPOKEN)
    for front in fronts:
        yield from _without_prefix(front, _PREFIXES)
        for suffix in _SUFFIXES:
            if front.endswith(suffix):
                yield from _without_prefix(front[: -len(suffix)], _PREFIXES)


def _without_prefix(word: str, prefixes: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    for prefix, restored in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            yield from (letter + word[len(prefix) :] for letter in restored)
