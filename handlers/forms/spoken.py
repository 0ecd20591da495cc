"""Hours inside a line as people say them: jam 7 lebih 5, setengah 8, jam tujuh, 7.05, 0705. Pure.

Hours are meant as on a voting day: "jam 1" is in the afternoon, "01.00" and "jam 1 pagi" are not.
"""

import re
from collections.abc import Sequence
from datetime import time

_SAID = frozenset({"jam", "jm", "pukul", "pkl", "pk"})
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})|([01]\d|2[0-3])([0-5]\d)")
_GLUED = re.compile(r"(\d)(\d{2})")
_HALF = "setengah"
_MORE = {"lebih": 1, "lbh": 1, "lewat": 1, "liwat": 1, "luwih": 1, "kurang": -1, "krg": -1}
_ENDS = frozenset({"pas", "tepat", "menit", "an"})
_PARTS = frozenset({"pagi", "siang", "sore", "malam"})
_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "duabelas": 12, "seperempat": 15,
    "siji": 1, "loro": 2, "telu": 3, "papat": 4, "limo": 5, "enem": 6, "pitu": 7, "wolu": 8,
    "songo": 9, "sewelas": 11, "rolas": 12, "seprapat": 15,
}  # fmt: skip
"""Indonesian and Javanese."""
_RUN_TOGETHER = re.compile(rf"({'|'.join(_UNITS)})(belas|puluh|ratus)")
_AFTERNOON = range(1, 5)
"""Hours that a station knows only after noon, if nothing else is said."""

Read = tuple[int, int]
"""A number, and how many words it took."""


def hour_of(words: Sequence[str]) -> tuple[time | None, list[str]]:
    """The first hour in a line, and the line without it; None if there is none, or no such one."""
    for start, word in enumerate(words):
        said = word in _SAID
        if not (said or word == _HALF or _CLOCK.fullmatch(word)):
            continue
        found = _hour(words, start + said, said=said)
        if found is not None:
            at, end = found
            return at, [*words[:start], *words[end:]]
    return None, list(words)


def read_hour(text: str) -> time | None:
    """The hour that a text says and nothing else; None if it says anything else."""
    words = re.findall(r"\d+(?:[.:]\d+)?|[^\W\d_]+", text.casefold().replace(",", "."))
    words = [word for word in words if word not in ("wib", "wita", "wit")]
    bare = bool(words) and words[0] not in _SAID and number_at(words, 0) is not None
    at, rest = hour_of(["jam", *words] if bare else words)
    return at if not rest else None


def on_voting_day(hour: int, *, written: str = "") -> int:
    """The hour of 24 that a bare one means; a leading zero means the morning."""
    return hour + 12 if hour in _AFTERNOON and not written.startswith("0") else hour


def _hour(words: Sequence[str], at: int, *, said: bool) -> tuple[time, int] | None:
    """The hour that stands at this word, and where the words go on."""
    half = at < len(words) and words[at] == _HALF
    first = at + half
    found = None if half else _clock(words, first)
    if found is None and (said or half) and (number := number_at(words, first)) is not None:
        found = number[0], 0, first + number[1]
    if found is None:
        return None
    hour, minute, end = found
    shift, end = _shift(words, end)
    hour, end = _by_part(words, end, hour, words[first])
    total = hour * 60 + minute + shift - (30 if half else 0)
    if hour > 23 or minute > 59 or not 0 <= total < 24 * 60:
        return None
    while end < len(words) and words[end] in _ENDS:
        end += 1
    return time(total // 60, total % 60), end


def _clock(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """07.05, 7:05, 0705, or 705 after "jam"."""
    if at >= len(words):
        return None
    glued = at > 0 and words[at - 1] in _SAID
    match = _CLOCK.fullmatch(words[at]) or (_GLUED.fullmatch(words[at]) if glued else None)
    if match is None:
        return None
    hour, minute = (int(each) for each in match.groups() if each is not None)
    return hour, minute, at + 1


def _shift(words: Sequence[str], at: int) -> Read:
    """`lebih 5`, `kurang sepuluh`: minutes to add, and where the words go on."""
    sign = _MORE.get(words[at]) if at < len(words) else None
    number = number_at(words, at + 1) if sign else None
    if sign is None or number is None or not 0 < number[0] < 60:
        return 0, at
    end = at + 1 + number[1]
    return sign * number[0], end + (words[end : end + 1] == ["menit"])


def _by_part(words: Sequence[str], at: int, hour: int, written: str) -> Read:
    part = words[at] if at < len(words) and words[at] in _PARTS else None
    if part is None:
        return on_voting_day(hour, written=written), at
    if part == "malam" and hour == 12:
        return 0, at + 1
    late = {"siang": range(1, 5), "sore": range(1, 8), "malam": range(6, 12)}.get(part, range(0))
    return (hour + 12 if hour in late else hour), at + 1


_HUNDRED = "seratus"


def in_digits(words: Sequence[str]) -> list[str]:
    """The words with numbers in digits: seratus dua puluh → 120, dua ratus lima → 205."""
    words = [part for word in words for part in _parted(word)]
    found: list[str] = []
    at = 0
    while at < len(words):
        number, end = _up_to_999(words, at)
        found.append(words[at] if end == at else str(number))
        at = max(end, at + 1)
    return found


def _parted(word: str) -> tuple[str, ...]:
    """`duapuluh` is dua puluh."""
    run = _RUN_TOGETHER.fullmatch(word)
    return (word,) if run is None else (run[1], run[2])


def _up_to_999(words: Sequence[str], at: int) -> Read:
    """The number in words that begins here, and where the words go on: here if there is none."""
    hundreds, end = _hundreds(words, at)
    rest = number_at(words, end) if end < len(words) and words[end].isalpha() else None
    if rest is None:
        return hundreds, end
    return hundreds + rest[0], end + rest[1]


def _hundreds(words: Sequence[str], at: int) -> Read:
    if words[at] == _HUNDRED:
        return 100, at + 1
    if words[at] in _UNITS and words[at + 1 : at + 2] == ["ratus"]:
        return _UNITS[words[at]] * 100, at + 2
    return 0, at


def number_at(words: Sequence[str], at: int) -> Read | None:
    """A number of one or two digits, or in words: lima belas, dua puluh lima."""
    if at >= len(words):
        return None
    if words[at].isdecimal():
        return (int(words[at]), 1) if len(words[at]) <= 2 else None
    unit = _UNITS.get(words[at])
    following = words[at + 1] if at + 1 < len(words) else ""
    if unit is None:
        return None
    if following == "belas":
        return unit + 10, 2
    if following == "puluh":
        ones = _UNITS.get(words[at + 2]) if at + 2 < len(words) else None
        return (unit * 10, 2) if ones is None or ones > 9 else (unit * 10 + ones, 3)
    return unit, 1
