"""What is said, and what is only asked, denied, feared or over: words that report nothing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.words.lexicon import NEGATORS
from handlers.words.tokens import Token

_PASSED_OVER = frozenset(
    "ada yang lagi terjadi sampai kena sempat jadi pernah laporan lapor kabar kejadian masalah"
    " kendala juga sama sekali satu pun apa hal indikasi gangguan pula begitu merasa mengalami"
    " alami dapat pada pak bu saja ikut mau".split()
)
"""What may stand between a denial and the word that is denied."""
_AND = frozenset({"dan", "atau", "maupun", "serta", "apalagi"})
_ASKING = frozenset({"kapan", "siapa", "dimana", "kemana", "berapa", "apakah", "bolehkah",
                     "bisakah", "adakah", "mana", "sudahkah", "haruskah", "perlukah"})  # fmt: skip
_CONTRARY = frozenset({"padahal", "tapi", "ternyata", "memang"})
_OR_NOT = frozenset({"gak", "ga", "nggak", "ngga", "enggak", "kagak"})
"""Questions where they close the sentence: `tps lain banjir gak`."""
_ASKING_FIRST = frozenset({"apa", "boleh", "bisa"})
"""Questions only where they open the sentence."""
_HOW = frozenset({"cara", "kalau", "prosedur", "jika", "ketentuan", "aturan", "nasib"})
_NOT_KNOWN = frozenset({"tahu", "entah", "jelas", "kenal", "lihat"})
_COMPLAINING = frozenset({"kenapa", "kok", "bagaimana", "tolong", "mohon"})
_IF = frozenset({"kalau", "semoga", "antisipasi", "waspada", "imbau", "himbau", "simulasi",
                 "seumpama", "jangan", "latihan", "cegah", "harap"})  # fmt: skip
_TELLING = frozenset({"lapor", "laporan", "info", "kabar", "bilang", "tahu", "dengar", "lihat",
                      "katanya", "informasi", "kata", "dapat"})  # fmt: skip
_OVER = frozenset({"surut", "nyala", "atasi", "diatasi", "teratasi", "tertangani",
                   "beres", "pulih", "normal", "reda", "temu", "ketemu",
                   "bagus", "sembuh", "membaik",
                   "siuman", "padamkan"})  # fmt: skip
_SAFE = frozenset({"aman", "kondusif", "terkendali", "lancar", "amann", "amaan",
                   "normal", "komplit", "komplet", "tersegel", "bersegel", "utuh"})  # fmt: skip
"""As typed: whoever is `diamankan` is not safe."""
_UNSAFE = frozenset({*NEGATORS, "kurang", "minta", "butuh", "gangguan"})
_FIRE = frozenset({"api", "kebakaran", "bakar"})
"""What is over once it is `padam`."""
_DONE = frozenset({"sudah", "kembali", "mulai", "alhamdulillah", "tadi"})
_ADDRESS = frozenset(
    "pak bapak bu ibu ndan komandan mas mbak min admin bos bang izin ijin mohon maaf permisi"
    " selamat pagi siang sore malam assalamualaikum halo tanya nanya mau ini nih ya lha terus"
    " sekarang kami saya".split()
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text's words. `void` report nothing; `denied` maps a word to what denies it.

    `question`: something is asked; what stands before the asking counts only if it is certain.
    """

    tokens: Sequence[Token]
    void: frozenset[int]
    denied: dict[int, int]
    question: bool
    over: frozenset[int] = frozenset()
    """Those of the void that tell that something has ended, or that all is well."""


def said(tokens: Sequence[Token]) -> Said:
    """Which words of a text say that something is so."""
    void: set[int] = set()
    over: set[int] = set()
    question = False
    for run in _sentences(tokens):
        asked = _asked(tokens, run)
        question = question or bool(asked)
        over |= _over(tokens, run)
        void |= asked | _supposed(tokens, run) | over
    return Said(tokens, frozenset(void), _denied(tokens), question, frozenset(over))


def _sentences(tokens: Sequence[Token]) -> list[range]:
    starts = [i for i, t in enumerate(tokens) if i == 0 or t.sentence != tokens[i - 1].sentence]
    return [range(a, b) for a, b in pairwise([*starts, len(tokens)])]


def _asked(tokens: Sequence[Token], run: range) -> set[int]:
    """The words of a question: from its question word on, or all up to a bare question mark."""
    words = [tokens[i].plain for i in run]
    first = next((i for i in run if tokens[i].plain not in _ADDRESS), run.start)
    for i in run:
        if _asks(tokens, i, first):
            return set(range(i, run.stop))
    if tokens[run.stop - 1].typed in _OR_NOT and not _CONTRARY.intersection(words[-2:]):
        return set(run)
    if tokens[run.start].asked and not _COMPLAINING.intersection(words):
        return set(run)
    return set()


def _asks(tokens: Sequence[Token], at: int, first: int) -> bool:
    word = tokens[at].plain
    following = tokens[at + 1].plain if at + 1 < len(tokens) else ""
    before = tokens[at - 1].plain if at else ""
    if word == "bagaimana":
        return following in _HOW
    if word in _ASKING_FIRST:
        return at == first and (tokens[at].asked or word == "apa")
    return word in _ASKING and before not in _NOT_KNOWN


def _supposed(tokens: Sequence[Token], run: range) -> set[int]:
    """What is only thought of, hoped or warned against: from that word to the end."""
    for i in run:
        told = i > run.start and tokens[i - 1].plain in _TELLING
        if tokens[i].plain in _IF and not (told and tokens[i].plain == "kalau"):
            return set(range(i, run.stop))
    return set()


def _over(tokens: Sequence[Token], run: range) -> set[int]:
    """What is over: everything before in the sentence; what is safe: its clause."""
    void: set[int] = set()
    for i in run:
        before = {tokens[j].plain for j in range(max(run.start, i - 3), i)}
        if before & _UNSAFE:
            continue
        if before & _DONE and (
            {tokens[i].plain, tokens[i].typed} & _OVER or _fire_is_out(tokens, i, run)
        ):
            void |= set(range(run.start, i + 1))
        elif tokens[i].plain == "selesai" and before & _DONE:
            void |= set(range(max(run.start, i - 2), i + 1))  # only what stands right before
        elif tokens[i].typed in _SAFE:
            void |= {j for j in range(run.start, i + 1) if tokens[j].clause == tokens[i].clause}
    return void


def _fire_is_out(tokens: Sequence[Token], at: int, run: range) -> bool:
    words = {tokens[j].plain for j in range(run.start, at)}
    return tokens[at].plain == "padam" and bool(words & _FIRE)


def _denied(tokens: Sequence[Token]) -> dict[int, int]:
    denied: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.plain in NEGATORS:
            denied |= dict.fromkeys(_reach(tokens, i), i)
    return denied


def _reach(tokens: Sequence[Token], at: int) -> list[int]:
    """The next word that says something, and those joined to it by and, or."""
    found: list[int] = []
    told = False
    i = at + 1
    while i < len(tokens) and tokens[i].sentence == tokens[at].sentence:
        word = tokens[i].plain
        if word in NEGATORS:
            break
        if word not in _PASSED_OVER | _AND:
            if told and tokens[i - 1].plain not in _AND:
                break
            told = True
        found.append(i)
        i += 1
    return found
