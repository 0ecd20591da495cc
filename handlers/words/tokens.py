"""From a text to plain words in sentences and clauses. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from handlers.words.lexicon import lexicon
from handlers.words.spelling import plain_words

_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_PIECE = re.compile(r"\d+(?:[.:,]\d+)+|[^\W_]+|[?!.;,\n]")
_TWICE = re.compile(r"([^\W\d_]{3,})2([^\W\d_]{0,4})")
_GLUED = re.compile(r"(?:([^\W\d_]{2,})(\d+)|(\d+)([^\W\d_]{2,}))")
_KTP = re.compile(r"\be[- ]?ktp\b|\bktp[- ]?e(?:l|lektronik)?\b")
_COUNTED = frozenset({"tps", "no", "nomor", "rt", "rw", "kpps", "jam", "paslon", "calon", "gang"})
_HOUR_WORDS = frozenset({"pukul", "pkl", "pk"})
_HOURS = frozenset(
    "setengah satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas berapa".split()
)
_SENTENCE_ENDS = frozenset("?!.;\n")
_ENCLITICS = frozenset({"e", "ne", "nya", "lah", "to"})
_BUT = "tapi"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Token:
    """A plain word with what was typed for it; `sentence` and `clause` count from 0."""

    typed: str
    plain: str
    sentence: int
    clause: int
    asked: bool = False
    """Whether its sentence ends with a question mark."""


def tokens_of(text: str) -> list[Token]:
    """The plain words of a text; words said twice and words that belong together are one."""
    found = list(_tokens(text[:_LONGEST].translate(_ZERO_WIDTH)))
    return _joined(_once(_with_hours(found)))


def _tokens(text: str) -> Iterator[Token]:
    sentence = clause = 0
    waiting: list[Token] = []
    for piece in _PIECE.findall(_KTP.sub("ktp", text.casefold())):
        if piece in _SENTENCE_ENDS:
            yield from (replace(token, asked=piece == "?") for token in waiting)
            waiting, sentence, clause = [], sentence + 1, clause + 1
        elif piece == ",":
            clause += 1
        else:
            for typed, plain in _plain(piece):
                clause += plain == _BUT
                waiting.append(Token(typed, plain, sentence, clause))
    yield from waiting


def _plain(piece: str) -> Iterator[tuple[str, str]]:
    for word in _parted(piece):
        if word not in _ENCLITICS:
            yield from ((word, plain) for plain in plain_words(word))


def _parted(piece: str) -> tuple[str, ...]:
    """`tps12` is two words, `wong2` is one that is said twice."""
    twice = _TWICE.fullmatch(piece)
    if twice and twice[1] not in _COUNTED:
        return (twice[1] + twice[2],)
    if piece in lexicon().slang:
        return (piece,)
    glued = _GLUED.fullmatch(piece)
    return tuple(part for part in glued.groups() if part) if glued else (piece,)


def _with_hours(tokens: list[Token]) -> list[Token]:
    """`pukul 07.00` is an hour and hits nobody."""
    return [
        replace(token, plain="jam")
        if token.typed in _HOUR_WORDS and _begins_an_hour(following) else token
        for token, following in zip_longest(tokens, tokens[1:])
    ]  # fmt: skip


def _begins_an_hour(token: Token | None) -> bool:
    return token is not None and (token.plain[0].isdecimal() or token.plain in _HOURS)


def _once(tokens: list[Token]) -> list[Token]:
    """`bagi bagi` is bagi."""
    kept: list[Token] = []
    for token in tokens:
        last = kept[-1] if kept else None
        again = last is not None and (last.plain, last.clause) == (token.plain, token.clause)
        if last is not None and again and not token.plain.isdecimal():
            kept[-1] = replace(last, typed=f"{last.typed} {token.typed}")
        else:
            kept.append(token)
    return kept


def _joined(tokens: list[Token]) -> list[Token]:
    words, joined, at = lexicon(), [], 0
    while at < len(tokens):
        taken = 1
        for size in range(min(words.longest_unit, len(tokens) - at), 1, -1):
            group = tokens[at : at + size]
            unit = words.units.get(tuple(token.plain for token in group))
            if unit is not None and group[0].clause == group[-1].clause:
                typed = " ".join(dict.fromkeys(token.typed for token in group))
                joined.append(replace(group[0], typed=typed, plain=unit))
                taken = size
                break
        else:
            joined.append(tokens[at])
        at += taken
    return joined
