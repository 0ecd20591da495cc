"""Words that are only polite: thanks, "siap", a greeting, a test. They report nothing. Pure."""

import re
from enum import StrEnum, auto


class Courtesy(StrEnum):
    """What somebody says who says nothing else; the first that is there decides the answer."""

    SLIP = auto()
    THANKS = auto()
    SALAM = auto()
    TEST = auto()
    GREETING = auto()
    ACK = auto()


_SAYING: dict[Courtesy, frozenset[str]] = {
    Courtesy.THANKS: frozenset(
        "terimakasih makasih makasi mksh makaseh trimakasih trims trimss thanks thank thx tks tq"
        " tengkyu suwun nuwun matursuwun maturnuwun kesuwun tengkiu nuhun mauliate sakalangkong"
        " kamsia makasi tarimokasih".split()
    ),
    Courtesy.SALAM: frozenset(
        "assalamualaikum asalamualaikum assalamu assalammualaikum aslmkm askum asslmkm ass"
        " waalaikumsalam waalaikumussalam waalaikum wassalam wassalamualaikum samlekom mikum"
        " assalam".split()
    ),
    Courtesy.TEST: frozenset("tes test tess testing ping cek coba percobaan 123".split()),
    Courtesy.GREETING: frozenset(
        "selamat pagi siang sore malam petang halo hallo hai hi hello permisi punten met p pp woi"
        " oi oy horas rahayu swastiastu syalom shalom sampurasun sugeng wilujeng enjing enjang"
        " sonten dalu tabe".split()
    ),
    Courtesy.ACK: frozenset(
        "siap ok oke okey okay oks baik noted sip siip mantap mantab nggih njih inggih enggeh"
        " dimengerti mengerti paham laksanakan monitor dimonitor copy roger bagus good"
        " amin aamiin alhamdulillah semangat sama 86 siyap siap siapp okeh yoi yo muhun hadir"
        " merapat otw standby stanby stenbai meluncur lanjutkan gas mantul haha wkwk wkwkwk"
        " sami".split()
    ),
}
_PASSED_OVER = frozenset(
    "pak bapak bu ibu mas mbak mbk min admin bot kak kakak ndan komandan dan bos bang gan om tante"
    " semua semuanya rekan teman tim bapakibu terima kasih matur banyak sekali ya yaa iya kembali"
    " atas infonya informasinya bantuannya kerjasamanya arahannya perhatiannya dulu juga lagi saja"
    " alaikum alaikumsalam warahmatullahi wabarakatuh warohmatullahi wabarokatuh wr wb wrwb"
    " hatur tarimo pisan godang salam sehat selalu byk dulur kabeh rabbal alamin allahumma byk"
    " bertugas bekerja tugas sudah you very much sangat nih dong deh hehe hehehe".split()
)
"""Words that may stand beside; alone they say nothing."""
_SLIP = frozenset("maaf sorry sori kepencet pencet abaikan diabaikan grup kamar".split())
_SLIP_BESIDE = frozenset(
    "salah kirim ketik mohon pesan tadi itu yang ini masuk ya pak bu min ndan bapak ibu tolong"
    " saya nya".split()
)
"""Words of a message that was sent by mistake: `maaf salah kirim`."""
_EMOJI = re.compile(
    "[\U0001f44d\U0001f64f\U0001f44c\u2705\U0001fae1\U0001f60a\U0001f642\U0001f601\U0001f44f"
    "\U0001f4aa\u2764\u263a\U0001f970\U0001f600\U0001f603\U0001f604]"
)
"""A thumb, folded hands, a smile: as good as "siap"."""
_DRESSING = re.compile(r"[\U0001F3FB-\U0001F3FF\uFE0F\u200D]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_LAUGH = re.compile(r"(ha|he|hi|wk)\1+(?:h|w|k)?")
_SAID_TWICE = re.compile(r"(?<=[^\W\d_]{3})2\b")
_TIMES = re.compile(r"(.)\1{2,}")


def courtesy(text: str) -> Courtesy | None:
    """The courtesy that is all of a text; None as soon as it says anything else, or asks."""
    if "?" in text:
        return None
    thumbs = bool(_EMOJI.search(text))
    plain = _DRESSING.sub("", _EMOJI.sub(" ", text)).casefold().replace("'", "").replace("’", "")
    if re.search(r"[^\w\s.,!:;/&()\-–~*+]", plain):
        return None
    words = [_usual(word) for word in _WORD.findall(_SAID_TWICE.sub("", plain))]
    if not words:
        return Courtesy.ACK if thumbs else None
    if _is_a_slip(set(words)):
        return Courtesy.SLIP
    said = {kind for kind, listed in _SAYING.items() for word in words if word in listed}
    if not all(is_polite(word) for word in words):
        return None
    if {"terima", "kasih"} <= set(words) or words[0] in ("matur", "tarimo"):
        said.add(Courtesy.THANKS)
    return next((kind for kind in Courtesy if kind in said), None)


def _usual(word: str) -> str:
    """The word without letters drawn out: `siaaap`, `okee`, `hahahaha`."""
    once = _TIMES.sub(r"\1", word)
    laugh = _LAUGH.fullmatch(once)
    if laugh:
        return laugh[1] * 2
    single = _DOUBLED.sub(r"\1", once)
    return single if single != once and not is_polite(once) and is_polite(single) else once


def _is_a_slip(words: set[str]) -> bool:
    told = words & _SLIP
    only_sorry = words <= {"maaf", "sorry", "sori"} | _PASSED_OVER
    return bool(told) and not only_sorry and words <= _SLIP | _SLIP_BESIDE | _PASSED_OVER


def is_polite(word: str) -> bool:
    """Whether a word, in lower case, is only polite."""
    return word in _PASSED_OVER or any(word in words for words in _SAYING.values())
