"""Words that are only polite: thanks, "siap", a greeting, a test. They report nothing. Pure."""

import re
from enum import StrEnum, auto


class Courtesy(StrEnum):
    """What somebody says who says nothing else; the first that is there decides the answer."""

    THANKS = auto()
    SALAM = auto()
    TEST = auto()
    GREETING = auto()
    ACK = auto()


_SAYING: dict[Courtesy, frozenset[str]] = {
    Courtesy.THANKS: frozenset(
        "terimakasih makasih makasi mksh makaseh trimakasih trims trimss thanks thank thx tks tq"
        " tengkyu suwun nuwun matursuwun kesuwun tengkiu".split()
    ),
    Courtesy.SALAM: frozenset(
        "assalamualaikum asalamualaikum assalamu assalammualaikum aslmkm askum asslmkm ass"
        " waalaikumsalam waalaikumussalam waalaikum wassalam wassalamualaikum".split()
    ),
    Courtesy.TEST: frozenset("tes test tess testing ping cek coba percobaan".split()),
    Courtesy.GREETING: frozenset(
        "selamat pagi siang sore malam petang halo hallo hai hi hello permisi punten met".split()
    ),
    Courtesy.ACK: frozenset(
        "siap ok oke okey okay oks baik noted sip siip mantap mantab nggih njih inggih enggeh"
        " dimengerti mengerti paham laksanakan monitor dimonitor copy roger bagus good"
        " amin aamiin alhamdulillah semangat sama".split()
    ),
}
_PASSED_OVER = frozenset(
    "pak bapak bu ibu mas mbak mbk min admin bot kak kakak ndan komandan dan bos bang gan om tante"
    " semua semuanya rekan teman tim bapakibu terima kasih matur banyak sekali ya yaa iya kembali"
    " atas infonya informasinya bantuannya kerjasamanya arahannya perhatiannya dulu juga lagi saja"
    " alaikum alaikumsalam warahmatullahi wabarakatuh warohmatullahi wabarokatuh wr wb wrwb"
    " bertugas bekerja tugas sudah you very much sangat nih dong deh hehe hehehe".split()
)
"""Words that may stand beside; alone they say nothing."""
_EMOJI = re.compile(
    "[\U0001f44d\U0001f64f\U0001f44c\u2705\U0001fae1\U0001f60a\U0001f642\U0001f601\U0001f44f"
    "\U0001f4aa\u2764\u263a\U0001f970\U0001f600\U0001f603\U0001f604]"
)
"""A thumb, folded hands, a smile: as good as "siap"."""
_DRESSING = re.compile(r"[\U0001F3FB-\U0001F3FF\uFE0F\u200D]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TIMES = re.compile(r"(.)\1{2,}")


def courtesy(text: str) -> Courtesy | None:
    """The courtesy that is all of a text; None as soon as it says anything else, or asks."""
    if "?" in text:
        return None
    thumbs = bool(_EMOJI.search(text))
    plain = _DRESSING.sub("", _EMOJI.sub(" ", text)).casefold().replace("'", "").replace("’", "")
    if re.search(r"[^\w\s.,!:;/&()\-–~*+]", plain):
        return None
    words = [_TIMES.sub(r"\1", word) for word in _WORD.findall(plain)]
    if not words:
        return Courtesy.ACK if thumbs else None
    said = {kind for kind in Courtesy for word in words if word in _SAYING[kind]}
    known = frozenset().union(*_SAYING.values(), _PASSED_OVER)
    if any(word not in known for word in words):
        return None
    if {"terima", "kasih"} <= set(words) or words[0] == "matur":
        said.add(Courtesy.THANKS)
    return next((kind for kind in Courtesy if kind in said), None)


def is_polite(word: str) -> bool:
    """Whether a word, in lower case, is only polite."""
    return word in _PASSED_OVER or any(word in words for words in _SAYING.values())
