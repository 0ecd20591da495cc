"""Which patterns of the lexicon a text shows, and how much each kind has for it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.words.lexicon import NEGATORS, Pattern, lexicon
from handlers.words.speech import Said

_NEAR = 5
"""Two words of a pattern stand at most so far apart."""
_UNCOUNTED = frozenset("di ke dari dan yang itu ini pak bu bapak ibu ya juga nih saja".split())
"""Small words make no distance, and neither do numbers."""


_COME_AND_GO = frozenset({"keamanan", "bencana", "politikuang", "netralitas", "sara"})


@dataclass(frozen=True, slots=True)
class Clue:
    """A pattern that was found, with the positions of its words."""

    pattern: Pattern
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a kind: `score`, the clues that count, the strongest first."""

    kind: str
    score: float
    clues: tuple[Clue, ...]

    @property
    def causes(self) -> set[str]:
        """The causes that are named."""
        return {clue.pattern.cause for clue in self.clues} - {""}


def weigh(said: Said) -> list[Evidence]:
    """The kinds a text speaks of, the likeliest first."""
    by_kind: dict[str, list[Clue]] = {}
    for clue in _clues(said):
        by_kind.setdefault(clue.pattern.kind, []).append(clue)
    found = [_counted(kind, clues) for kind, clues in by_kind.items()]
    return sorted(found, key=lambda evidence: -evidence.score)


def _counted(kind: str, clues: list[Clue]) -> Evidence:
    """Every word counts once, for the strongest clue it is part of."""
    clues.sort(key=lambda clue: (-clue.pattern.weight, clue.at))
    used: set[int] = set()
    score, kept = 0.0, []
    for clue in clues:
        fresh = [at for at in clue.at if at not in used]
        if not fresh:
            continue
        score += clue.pattern.weight * len(fresh) / len(clue.at)
        used.update(fresh)
        kept.append(clue)
    return Evidence(kind, score, tuple(kept))


def _clues(said: Said) -> Iterator[Clue]:
    text = _laid_out(said)
    for word, starts in text.places.items():
        for pattern in lexicon().by_word.get(word, ()):
            for start in starts:
                at = _match(text, pattern, start)
                if at is not None and _holds(said, at) and not _absent(said, pattern, at):
                    yield Clue(pattern, at)
                    break


@dataclass(frozen=True, slots=True)
class _Text:
    """A text laid out for look-ups: where each word stands, and how far along that is."""

    said: Said
    places: dict[str, list[int]]
    along: list[int]


def _laid_out(said: Said) -> _Text:
    places: dict[str, list[int]] = {}
    along, counted = [], 0
    for at, token in enumerate(said.tokens):
        places.setdefault(token.plain, []).append(at)
        counted += not (token.plain in _UNCOUNTED or token.plain.isdecimal())
        along.append(counted)
    return _Text(said, places, along)


def _match(text: _Text, pattern: Pattern, start: int) -> tuple[int, ...] | None:
    """Where the pattern's words stand, the first of them at `start`; None if it is not there."""
    found = [start]
    for index, part in enumerate(pattern.parts[1:]):
        denied = pattern.ordered and index == 0
        spots = (at for word in part for at in text.places.get(word, ()))
        allowed = [at for at in spots if at not in found and _near(text, found, at, denied=denied)]
        if not allowed:
            return None
        found.append(min(allowed, key=lambda at: abs(at - start)))
    return tuple(found)


def _near(text: _Text, found: Sequence[int], at: int, *, denied: bool) -> bool:
    tokens, start = text.said.tokens, found[0]
    if tokens[at].sentence != tokens[start].sentence:
        return False
    if tokens[at].plain in NEGATORS and not denied:
        return at == start + 1
    if denied:
        # "tidak ada yang hilang" denies the loss, not the thing.
        whose = tokens[at].plain == "ada" and _plain(text.said, at + 1) == "yang"
        return text.said.denied.get(at) == start and not whose
    return min(abs(text.along[at] - text.along[each]) for each in found) <= _NEAR


def _absent(said: Said, pattern: Pattern, at: tuple[int, ...]) -> bool:
    """`politik uang tidak ada`, `banjir nihil`: what comes and goes is denied behind as well.

    Of things it is the report itself: `sinyal tidak ada`.
    """
    if pattern.kind not in _COME_AND_GO or not pattern.cause:
        return False
    behind = max(at) + 1
    words = [token.plain for token in said.tokens[behind : behind + 3]
             if token.clause == said.tokens[max(at)].clause]  # fmt: skip
    return words[:1] == ["nihil"] or words[:2] == ["tidak", "ada"]


def _plain(said: Said, at: int) -> str:
    return said.tokens[at].plain if at < len(said.tokens) else ""


def _holds(said: Said, at: tuple[int, ...]) -> bool:
    """Whether the words are said to be so: not void, and denied only by the pattern's own word."""
    if any(each in said.void for each in at):
        return False
    return all(each not in said.denied or said.denied[each] in at for each in at)
