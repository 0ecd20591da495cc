"""From typed words to answers: forgiving of case, spaces, abbreviations and small slips. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from handlers.forms.model import Option
from handlers.forms.spoken import number_at
from handlers.words.lexicon import lexicon

_FILLERS = frozenset(
    "sudah sdh udah udh dah uda sampun mpun wis wes uwis telah tlh tos parantos geus lapor ijin"
    " izin mohon mhn siap pak bu pk buk bapak ibu bpk bang bos mas mbak min admin kak om ndan"
    " komandan melaporkan laporan kami di yg yang nya ya nggih njih inggih selamat pagi siang"
    " assalamualaikum alhamdulillah baru barusan tadi wib wita wit info infonya dicatat resmi"
    " tepat teng pas pada maaf nih makasih mksh trims suwun nuwun".split()
)
_SAYS_NOTHING = (
    ("sampai", "saat", "ini"), ("sampai", "sekarang"), ("saat", "ini"), ("terima", "kasih"),
    ("baru", "saja"), ("selamat", "sore"), ("selamat", "malam"), ("dengan", "hormat"),
    ("tepat", "waktu"), ("matur", "nuwun"),
    *((to, where) for to in ("ke", "menuju") for where in ("pps", "ppk", "kelurahan", "kecamatan")),
)  # fmt: skip
"""Words that say nothing together, and something each alone."""
_VOTING = frozenset("kotak pemungutan penghitungan hitung".split())
"""Words that "suara" only spells out: kotak suara, penghitungan suara."""
_OWN = frozenset({"saya", "kami", "kita"})
_ROGER = "86"
"""Understood, in the code of the radio: a station's number only where nothing polite is beside."""
_BESIDE_ROGER = frozenset("siap ndan komandan pak bu lapor ijin izin aman monitor tps".split())
_NUMBERED = frozenset({"no", "nomor", "nomer", "nmr"})
COUNTED = frozenset("orang org orng wong urang".split())
"""Behind a number these make it a count; alone they are who did it: `kotak dibawa orang`."""
_SAME = {
    same: usual
    for usual, others in (
        ("mulai", "start mule mulae mulei wiwit mimiti"), ("dimulai", "dimimitian diwiwiti"),
        ("buka", "bukak buko"), ("dibuka", "dibukak dibuko"),
        ("penghitungan", "perhitungan"), ("coblosan", "pencoblosan"),
        ("hitung", "ngitung itung menghitung ngetung ngetang"),
        ("selesai", "rampung kelar rengse tuntas"),
        ("lengkap", "komplit komplet kumplit lngkp lkp genep jangkep"),
        ("datang", "dateng dtg dtang teko teka rawuh dugi"),
        ("sampai", "nyampe sampe nyampai nyampek smp smpe"),
        ("berdiri", "ngadeg ngadek didirikan"), ("berangkat", "budal brngkt brgkt"),
        ("petugas", "ptgs ptugas"), ("pemilih", "pmlh"), ("memilih", "milih"),
        ("jumlah", "jml jmlh total"), ("semua", "seluruh kabeh sekabehe sedoyo sadayana"),
    )
    for same in others.split()
}  # fmt: skip
"""Other words for those of the reports: everyday speech, Javanese, Sundanese, no vowels."""
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d+")
_REMEMBERED = 4096
_SHORT = 4
"""So short a word is one slip from too many others: its first and last letter must stand."""
_LONGEST = 15
"""Characters of a number; what is longer counts nothing and fits no database."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´](?=[^\W\d_])")
"""Inside a name such as Ra'as: half the people leave it out."""
_YES = frozenset(
    "ya iya yaa iyaa y yes yup yap betul benar bener nggih inggih enggih muhun".split()
)
_NO = frozenset(
    "tidak tdk bukan nggak ngga enggak gak ga kagak ndak mboten ora no salah keliru".split()
)
"""Words typed in place of a button."""
_ADDRESS = frozenset("pak bu bapak ibu mas mbak min admin bot ndan komandan siap sih kok".split())
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers; times such as 07.05 and ranges such as 1-18 stay whole."""
    plain = _APOSTROPHE.sub("", text.translate(_ZERO_WIDTH).casefold())
    plain = re.sub(r"(?<=\d)\s*(?:s/d|s\.d\.?|sd|sampai|hingga|[–—-])\s*(?=\d)", "-", plain)
    return re.findall(r"\d+(?:[.:-]\d+)*|[^\W\d_]+(?:/[^\W\d_]+)?|\d+", plain)


def agrees(words: Sequence[str]) -> bool:
    """Whether words say yes and nothing else: `ya`, `iya betul pak`."""
    said = [word for word in words if word not in _ADDRESS]
    return bool(said) and all(word in _YES for word in said)


def declines(words: Sequence[str]) -> bool:
    """Whether words say no and nothing else: `bukan pak`, `salah pencet`."""
    said = [word for word in words if word not in _ADDRESS]
    return (len(said) == 1 and said[0] in _NO) or said == ["salah", "pencet"]


def with_numbers(words: Sequence[str]) -> list[str]:
    """The words with a station's number in digits right behind "tps": tps nomor dua → tps 2."""
    found: list[str] = []
    at = 0
    while at < len(words):
        found.append(words[at])
        at += 1
        if found[-1] != "tps":
            continue
        behind = at + (words[at : at + 1] != [] and words[at] in _NUMBERED)
        number = number_at(words, behind)
        if number is not None:
            digits = words[behind] if words[behind].isdecimal() else str(number[0])
            found, at = [*found, digits], behind + number[1]
    return found


def without_fillers(words: Iterable[str]) -> list[str]:
    """The words that carry the message, each as the reports call it."""
    told = [usual(word) for word in _without_empty_phrases(list(words))]
    return [
        word for at, word in enumerate(told)
        if word not in _FILLERS and not _is_roger(told, at)
        and not (word == "suara" and at and told[at - 1] in _VOTING)
        and not (word in _OWN and at and told[at - 1] == "tps")
    ]  # fmt: skip


def _without_empty_phrases(words: list[str]) -> list[str]:
    for phrase in _SAYS_NOTHING:
        size, at = len(phrase), 0
        while at + size <= len(words):
            if tuple(words[at : at + size]) == phrase:
                del words[at : at + size]
            else:
                at += 1
    return words


def _is_roger(words: Sequence[str], at: int) -> bool:
    beside = {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]}
    numbered = (at > 0 and words[at - 1] == "tps") or any(each[0].isdecimal() for each in beside)
    return words[at] == _ROGER and not numbered and bool(beside & _BESIDE_ROGER)


@lru_cache(maxsize=_REMEMBERED)
def usual(word: str) -> str:
    """The word that reports use for a typed one: no letter drawn out, no other language."""
    plain = _DRAWN_OUT.sub(r"\1", word)
    return _SAME.get(plain, plain)


def similar(word: str, wanted: str) -> bool:
    """Whether a typed word means the wanted one: one slip in four letters, two in eight.

    A word of its own is no slip of another (`bukan` and `luka` are not buka), unless only its
    letters changed places; and what begins with another letter is another word.
    """
    word, wanted = usual(word), usual(wanted)
    if word == wanted or (len(word) > 3 and sorted(word) == sorted(wanted)):
        return True
    if len(wanted) < 4 or len(word) < 3:
        return False
    slips = 1 if len(wanted) < 8 else 2
    if DamerauLevenshtein.distance(word, wanted, score_cutoff=slips) > slips or is_a_word(word):
        return False
    if len(wanted) == _SHORT:
        return (word[0], word[-1]) == (wanted[0], wanted[-1])
    return word[0] == wanted[0] or wanted in (word[1:], f"{wanted[0]}{word}")


def is_a_word(word: str) -> bool:
    """Whether a word, in lower case, is known to mean something by itself."""
    words = lexicon()
    return word in words.vocabulary or word in words.known or word in words.slang


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
            taken = match_phrase(words, phrase) or _whole_phrase(words, phrase)
            if taken:
                exact = list(words[:taken]) == words_of(phrase)
                score = (taken, int(exact), option)
                if best is None or score[:2] > best[:2]:
                    best = score
    return None if best is None else (best[2], best[0])


def _whole_phrase(words: Sequence[str], phrase: str) -> int:
    """The same for words of which the fillers are gone: `kotak tps` is "kotak sudah di tps"."""
    wanted = without_fillers(words_of(phrase))
    whole = len(wanted) > 1 and list(words) == wanted
    return len(wanted) if whole else 0


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
