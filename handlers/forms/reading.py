"""From typed words to answers: forgiving of case, spaces, abbreviations and small slips. Pure."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from handlers.forms.model import Option

_FILLERS = frozenset(
    "sudah sdh udah udh dah sampun wis wes telah lapor ijin izin mohon siap pak bu bapak ibu"
    " ndan komandan melaporkan laporan kami di yg yang nya ya nggih selamat pagi siang"
    " assalamualaikum alhamdulillah baru saja barusan wib wita wit orang".split()
)
_NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d+")
_LONGEST = 15
"""Characters of a number; what is longer counts nothing and fits no database."""
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers; times such as 07.05 and ranges such as 1-18 stay whole."""
    plain = text.translate(_ZERO_WIDTH).casefold()
    plain = re.sub(r"(?<=\d)\s*(?:s/d|s\.d\.?|sd|sampai|hingga|[–—-])\s*(?=\d)", "-", plain)
    return re.findall(r"\d+(?:[.:-]\d+)*|[^\W\d_]+(?:/[^\W\d_]+)?|\d+", plain)


def without_fillers(words: Iterable[str]) -> list[str]:
    """The words that carry the message."""
    return [word for word in words if word not in _FILLERS]


def similar(word: str, wanted: str) -> bool:
    """Whether a typed word means the wanted one: one slip in four letters, two in eight."""
    if word == wanted:
        return True
    if len(wanted) < 4 or len(word) < 3:
        return False
    slips = 1 if len(wanted) < 8 else 2
    return bool(DamerauLevenshtein.distance(word, wanted, score_cutoff=slips) <= slips)


def match_phrase(words: Sequence[str], phrase: str) -> int:
    """How many leading words spell the phrase; 0 if they do not."""
    wanted = words_of(phrase)
    if not wanted or len(words) < len(wanted):
        return 0
    if all(similar(word, want) for word, want in zip(words, wanted, strict=False)):
        return len(wanted)
    return 0


def match_option(words: Sequence[str], options: Iterable[Option]) -> tuple[Option, int] | None:
    """The option that leading words name, and how many words that took; exact before similar."""
    best: tuple[int, int, Option] | None = None
    for option in options:
        for phrase in (*option.words, option.label, option.code):
            taken = match_phrase(words, phrase)
            if taken:
                exact = list(words[:taken]) == words_of(phrase)
                score = (taken, int(exact), option)
                if best is None or score[:2] > best[:2]:
                    best = score
    return None if best is None else (best[2], best[0])


def read_number(text: str) -> int | None:
    """The one whole number in a text such as '187', '1.250' or '187 orang'; None if not one."""
    found = _NUMBER.findall(text)
    if len(found) != 1 or len(found[0]) > _LONGEST or re.search(r"\d\s*[,/-]\s*\d|-\s*\d", text):
        return None
    return int(re.sub(r"\D", "", found[0]))


def read_numbers(words: Sequence[str], highest: int = 999) -> list[int] | None:
    """Station numbers such as ['1-18', '20']; None if a word is no number or range."""
    numbers: list[int] = []
    for word in words:
        match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", word)
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last or last > highest:
            return None
        numbers.extend(range(first, last + 1))
    return list(dict.fromkeys(numbers))
