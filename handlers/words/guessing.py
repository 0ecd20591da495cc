"""What kind of incident a text speaks of: guesses with their reasons, and what is beyond doubt.

Pure and deterministic: tables of words (data/), roots, slips; no network, no model.
"""

from dataclasses import dataclass

from handlers.incidents.kinds import KINDS, OTHER, Kind
from handlers.words.evidence import Evidence, weigh
from handlers.words.speech import Said, said
from handlers.words.tokens import tokens_of

ENOUGH = 2.0
"""One word that names a kind, or two that hint at it."""
_ENOUGH_FOR_OTHER = 1.5
"""Something is wrong, but nothing says what."""
CERTAIN = 4.0
"""Needed beside a question: several words that together name a kind."""
OFFERED = 3
_EMPTY = frozenset(
    "tidak ada nihil aman kosong belum sudah selesai apa apapun lancar kondusif terkendali beres"
    " ya nih pak bu bapak ibu kemarin tadi sama sekali masalah kendala laporan satu pun"
    " juga".split()
)
_CRIES = frozenset("tolong sos help darurat gawat bahaya emergency".split())
_HURRY = frozenset(
    "segera cepat sekarang kami saya minta butuh bantu bantuan kesini tps ndan".split()
)
_HERE = frozenset({"kami", "saya", "sini", "disini"})
"""Who asks beside what happens to them reports it: `tps kami banjir, pindah kemana?`."""
_REASONS = 3


@dataclass(frozen=True)
class Guess:
    """What a text is about: the kind, the finer cause if one is named, and the words that say so.

    `because` are words as they were typed; none of them is escaped.
    """

    kind: Kind
    cause: str | None
    score: float
    because: tuple[str, ...] = ()


def guesses(text: str) -> list[Guess]:
    """The kinds a text speaks of, the likeliest first, weak hints included; empty if none."""
    words = said(tokens_of(text))
    return [_guess(words, evidence) for evidence in _apart(weigh(words))]


def best_guesses(text: str) -> list[Guess]:
    """At most three kinds worth asking about, the likeliest first; empty for what reports nothing.

    A confidential kind is never left out: nobody shall have to pick an open one instead.
    """
    return best_of(said(tokens_of(text)))


def best_of(words: Said) -> list[Guess]:
    """The same for words that are read already."""
    found = [_guess(words, evidence) for evidence in _apart(weigh(words))]
    if not found or found[0].score < _needed(words, found[0]):
        return []
    first, *others = found
    others.sort(key=lambda guess: (guess.kind.code == OTHER, not guess.kind.confidential))
    offered = [first, *others[: OFFERED - 1]]
    return sorted(offered, key=lambda guess: -guess.score)


def _apart(found: list[Evidence]) -> list[Evidence]:
    """Without hints that are only part of what names the first kind: `pecah` in `kaca pecah`."""
    if not found:
        return []
    first, *others = found
    phrases = {at for clue in first.clues if len(clue.at) > 1 for at in clue.at}
    return [first, *(
        other for other in others
        if other.score >= ENOUGH or not all(phrases.issuperset(clue.at) for clue in other.clues)
    )]  # fmt: skip


def clear_kind(text: str) -> Kind | None:
    """The kind of a text that leaves no doubt; None when it must be asked.

    Where anything sounds confidential, only a text about nothing else is clear: a wrong guess
    would show it to people outside the circle.
    """
    found = [guess for guess in guesses(text) if guess.kind.code != OTHER]
    if not found or found[0].score < ENOUGH:
        return None
    first, *others = found
    if any(other.kind.confidential != first.kind.confidential for other in others):
        return None
    if others and others[0].score >= first.score:
        return None
    return first.kind


def says_nothing(text: str) -> bool:
    """Whether a text has only words such as `nihil`, `tidak ada`, `listrik sudah nyala`."""
    words = said(tokens_of(text))
    told = enumerate(words.tokens)
    return all(at in words.over or token.plain in _EMPTY for at, token in told)


def is_a_cry(text: str) -> bool:
    """Whether somebody only calls for help: `tolong!!!`, `darurat pak`, `SOS`."""
    words = {token.plain for token in tokens_of(text)}
    return bool(words & _CRIES) and words <= _CRIES | _EMPTY | _HURRY


def cause_of(kind: Kind, text: str) -> str | None:
    """The gravest cause of this kind that a text names."""
    found = (guess for guess in guesses(text) if guess.kind is kind)
    return next((guess.cause for guess in found), None)


def _guess(words: Said, evidence: Evidence) -> Guess:
    kind = KINDS[evidence.kind]
    typed = (_typed(words, clue.at) for clue in evidence.clues)
    because = tuple(dict.fromkeys(typed))[:_REASONS]
    return Guess(kind, _gravest(kind, evidence), evidence.score, because)


def _gravest(kind: Kind, evidence: Evidence) -> str | None:
    return min(
        sorted(evidence.causes), default=None, key=lambda code: kind.causes[code].severity.grade
    )


def _needed(words: Said, guess: Guess) -> float:
    here = any(token.plain in _HERE for token in words.tokens)
    if words.question and not here:
        return CERTAIN
    return _ENOUGH_FOR_OTHER if guess.kind.code == OTHER else ENOUGH


def _typed(words: Said, at: tuple[int, ...]) -> str:
    return " ".join(words.tokens[each].typed for each in sorted(at))
