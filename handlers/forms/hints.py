"""Clear words that report nothing yet: one sentence that says what was noted, or what to do."""

import re

from handlers.access import Action
from handlers.context import Context
from handlers.forms import filing, status
from handlers.forms.line import CORRECTING
from handlers.forms.reading import match_option, without_fillers, words_of
from handlers.forms.spoken import read_hour
from handlers.texts import free_text as texts
from handlers.words.courtesy import is_polite
from handlers.words.guessing import best_guesses
from handlers.words.spelling import plain_words
from storage.events import Milestone

_SAFE = frozenset("aman nihil lancar kondusif terkendali tertib beres".split())
_NO = frozenset("tidak tdk tak ga gak nggak ngga belum blm tanpa".split())
_TROUBLE = frozenset(
    "masalah kendala kejadian gangguan laporan hambatan halangan insiden keluhan apa".split()
)
_BESIDE = frozenset(
    "tps situasi kondisi sampai saat ini sejauh sementara semua semuanya masih tetap dan ada siap"
    " wilayah terpantau lokasi jaga juga sekarang apa sini dalam keadaan menonjol khusus berarti"
    " sitkamtibmas kamtibmas jaya pokoknya pokoke saja".split()
)
_LATER = frozenset("besok lusa nanti kapan sebentar".split())
_STATION = re.compile(r"\d{1,3}")
_BACKWARDS = re.compile(r"(\d{1,3})-(\d{1,3})")
_BAD_HOUR = re.compile(r"\d{1,2}[.:]\d{1,2}|\d{4}")


def hint(ctx: Context) -> str | None:
    """The sentence for a text; None for one that is to be asked about."""
    if "?" in ctx.text:
        return None
    words = without_fillers(words_of(ctx.text))
    if all_safe(_plain(words)):
        return texts.ALL_SAFE
    if _is_an_hour(ctx.text):
        return texts.HOUR_ALONE
    if words[:2] == ["isi", "kotak"] and len(words) <= 4:
        return texts.INSIDE_BY_KPPS
    if best_guesses(ctx.text):
        return None
    return _of_a_milestone(ctx, [word for word in words if word != "tps"])


def _is_an_hour(text: str) -> bool:
    """An hour and nothing else but that it is another one: `eh salah, maksud saya jam 7`."""
    plain = CORRECTING.sub("", text)
    words = without_fillers(words_of(plain))
    said = plain != text or bool({"jam", "jm", "pukul", "pkl"} & set(words))
    return said and read_hour(" ".join(words)) is not None


def all_safe(words: list[str]) -> bool:
    """Whether words say that all is well and nothing else: `aman`, `tidak ada masalah`."""
    found = False
    at = 0
    while at < len(words):
        if words[at] in _NO:
            at += 1 + (words[at + 1 : at + 2] == ["ada"])
            if at >= len(words) or words[at] not in _TROUBLE:
                return False
            found = True
        elif words[at] in _TROUBLE and _is_denied_behind(words[at + 1 :]):
            at, found = len(words), True
        elif words[at] in _SAFE:
            found = True
            at += (
                words[at] == "nihil" and words[at + 1 : at + 2] != [] and words[at + 1] in _TROUBLE
            )
        elif words[at] not in _BESIDE and not _STATION.fullmatch(words[at]):
            return False
        at += 1
    return found


def _is_denied_behind(rest: list[str]) -> bool:
    """`masalah nihil`, `kendala tidak ada`."""
    return rest == ["nihil"] or (len(rest) == 2 and rest[0] in _NO and rest[1] == "ada")


def _plain(words: list[str]) -> list[str]:
    """The words in plain Indonesian: no letters drawn out, none of other languages."""
    told = [re.sub(r"(?<=[a-z]{3})2$", "", word) for word in words]
    told = [word for word in told if not is_polite(word) or word in _SAFE | _BESIDE]
    known = _SAFE | _NO | _TROUBLE | _BESIDE
    return [plain for word in told
            for plain in ((word,) if word in known else plain_words(word))]  # fmt: skip


def _of_a_milestone(ctx: Context, words: list[str]) -> str | None:
    """A milestone with something beside it that is no hour and no station."""
    scene = filing.scene_at(ctx)
    while words and _STATION.fullmatch(words[0]):
        words = words[1:]
    if words[:1] == ["belum"]:
        return _not_yet(scene.milestones, words[1:])
    found = match_option(words, [status.option(each) for each in scene.milestones])
    if found is None:
        return None
    code, rest = found[0].code, words[found[1] :]
    if code == status.RECEIVED and not ctx.actor.may(Action.RECEIVE_BOXES):
        return texts.BOXES_ARE_RECEIVED if not rest else None
    return _of_the_rest(" ".join(words[: found[1]]), rest)


def _not_yet(milestones: tuple[Milestone, ...], words: list[str]) -> str | None:
    found = match_option(words, [status.option(each) for each in milestones])
    whole = found is not None and found[1] == len(words)
    return texts.not_yet(" ".join(words)) if whole else None


def _of_the_rest(word: str, rest: list[str]) -> str | None:
    said = [each for each in rest if each not in ("jam", "pukul")]
    backwards = _BACKWARDS.fullmatch(said[0]) if len(said) == 1 else None
    if backwards is not None and int(backwards[1]) > int(backwards[2]):
        return texts.smaller_first(word, int(backwards[2]), int(backwards[1]))
    wrong = [each for each in said if each in _LATER or _BAD_HOUR.fullmatch(each)]
    others = [each for each in said if each not in wrong and not _STATION.fullmatch(each)]
    return texts.which_hour(word) if wrong and not others else None
