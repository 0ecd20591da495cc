"""Words that mean another report than an incident: the store, the staff, what has arrived.

Only a guess: a press files it. What a person may not report is not offered.
"""

import re
from dataclasses import dataclass
from typing import Any

from handlers.access import Action
from handlers.context import Context
from handlers.forms import (
    filing,
    left_over,
    logistics,
    participation,
    places,
    status,
    store_check,
)
from handlers.forms.left_over import Spoken
from handlers.forms.model import Option
from handlers.forms.reading import words_of
from handlers.incidents.kinds import OTHER
from handlers.texts import free_text as texts
from handlers.texts import logistics as store_texts
from handlers.texts import participation as voters_text
from handlers.words.details import ITEMS
from handlers.words.guessing import best_guesses
from handlers.words.speech import said as heard
from handlers.words.tokens import tokens_of
from storage import events
from storage.areas import Store
from storage.incidents import Severity

_STORE = re.compile(r"\b(?:gudang|tempat simpan)", re.IGNORECASE)
_DANGERS = {
    "bocor": "bocor", "rembes": "rembesan", "rembesan": "rembesan", "merembes": "rembesan",
    "banjir": "banjir", "kebanjiran": "banjir", "tergenang": "banjir", "genang": "banjir",
    "dibobol": "dibongkar", "bobol": "dibongkar", "dibongkar": "dibongkar",
    "kemalingan": "dibongkar", "maling": "dibongkar",
}  # fmt: skip
"""Word, as typed or plain → danger of the check of a store."""
_PRESENT = re.compile(r"\b(kpps|linmas)\s*(\d)\b|\b(\d)\s*(?:orang |org )?(kpps|linmas)\b")
_LACKING = re.compile(r"\bkurang\s+(?P<n>\d)\s+(?P<who>kpps|linmas)\b"
                      r"|\b(?P<who2>kpps|linmas)\s+kurang\s+(?P<n2>\d)\b")  # fmt: skip
_INCOMPLETE = re.compile(r"\b(?:petugas|kpps)\s+(?:tidak|tdk|belum|blm|gak|kurang)\s+lengkap\b")
_STAFF_WORDS = frozenset(
    "petugas kpps linmas hadir kurang tps dan orang org yang sudah sdh lengkap semua anggota pak"
    " personel lapor".split()
)
_MAY_BE_A_MILESTONE = frozenset({"prosedur", OTHER})
"""`TPS buka jam 8` may be a complaint, and may be the report itself."""
_TRIFLES = frozenset("tps dan ada sudah di pak bu buah datang sampai tiba diterima terima".split())


@dataclass(frozen=True)
class Meant:
    """A report of this form with these answers. `place` is empty where it is a station's."""

    form: str
    answers: dict[str, Any]
    label: str
    place: str = ""
    urgent: bool = False


def meant(ctx: Context, text: str) -> Meant | None:
    """The report of another form that a text is taken for; None if it is taken for none."""
    if text.rstrip().endswith("?"):
        return None
    found = _of_the_store(ctx, text) or _of_the_staff(ctx, text) or _of_what_is_there(ctx, text)
    return found or _of_what_is_left_over(ctx, text)


def _of_the_store(ctx: Context, text: str) -> Meant | None:
    store = _store(ctx, text)
    dangers = _dangers(text) if store is not None else []
    if store is None or not dangers:
        return None
    answers = {
        "_store": store.id, "state": store_check.UNSAFE, "_dangers_done": True, "photo": None,
        "dangers": [{"danger": each.code} for each in dangers],
    }  # fmt: skip
    label = store_texts.store_summary([each.label for each in dangers])
    urgent = any(store_check.GRAVITY[each.code] is Severity.MERAH for each in dangers)
    return Meant(store_check.FORM.kind, answers, label, store.name, urgent)


def _store(ctx: Context, text: str) -> Store | None:
    """The one store somebody checks, if the text names it or the person has no other place."""
    if not ctx.actor.may(Action.CHECK_STORE):
        return None
    own = places.own_store(ctx.tx, ctx.actor)
    if own is not None or not _STORE.search(text):
        return own
    found = places.stores_for(ctx.tx, ctx.actor)
    return found[0] if len(found) == 1 else None


def _dangers(text: str) -> list[Option]:
    words = heard(tokens_of(text))
    codes = {
        code for at, token in enumerate(words.tokens)
        if at not in words.void and at not in words.denied
        if (code := _DANGERS.get(token.typed) or _DANGERS.get(token.plain))
    }  # fmt: skip
    return [] if words.question else [each for each in store_check.DANGERS if each.code in codes]


def _of_the_staff(ctx: Context, text: str) -> Meant | None:
    """`kpps 6 linmas 2`, `petugas kurang 1 kpps`, `petugas tidak lengkap`."""
    codes = [each.code for each in events.milestones(ctx.tx, ctx.event.id)]
    if "lengkap" not in codes or not ctx.actor.may(Action.REPORT_STATUS):
        return None
    plain = " ".join(words_of(text))
    answers = {"milestone": "lengkap", "present": status.SOME}
    if _INCOMPLETE.search(plain):
        return Meant(status.FORM.kind, answers, texts.STAFF_MISSING)
    present = _present(plain)
    if present is None:
        return None
    kpps, linmas = present
    if present == (status.FULL_KPPS, status.FULL_LINMAS):
        full = {**answers, "present": status.ALL}
        return Meant(status.FORM.kind, full, texts.STAFF_COMPLETE)
    numbers = {"kpps": kpps, "linmas": linmas}
    return Meant(status.FORM.kind, {**answers, **numbers}, texts.staff(kpps, linmas))


def _present(plain: str) -> tuple[int, int] | None:
    """How many KPPS and linmas are there, by a text that says nothing else."""
    others = re.sub(r"\btps\s*\d+\b", "", plain)
    if any(not word.isdecimal() and word not in _STAFF_WORDS for word in others.split()):
        return None
    full = {"kpps": status.FULL_KPPS, "linmas": status.FULL_LINMAS}
    lacking = _LACKING.search(others)
    if lacking is not None:
        who, count = lacking["who"] or lacking["who2"], int(lacking["n"] or lacking["n2"])
        there = {**full, who: full[who] - count}
    else:
        found = [(a or d, int(b or c)) for a, b, c, d in _PRESENT.findall(others)]
        if {who for who, _ in found} != set(full) or "kurang" in others:
            return None
        there = dict(found)
    possible = all(0 <= count <= full[who] for who, count in there.items())
    return (there["kpps"], there["linmas"]) if possible else None


def _of_what_is_there(ctx: Context, text: str) -> Meant | None:
    """`kotak 2 bilik 4`: what came from outside, counted; nothing is said to be wrong."""
    words = re.sub(r"\btps\s*\d+\b", "", " ".join(words_of(text))).split()
    if not ctx.actor.may(Action.REPORT_LOGISTICS):
        return None
    outer = {item.code for item in events.items(ctx.tx, ctx.event.id, "outer")}
    named = [word for word in words if not word.isdecimal() and word not in _TRIFLES]
    counted = sum(word.isdecimal() for word in words) == len(named) > 0
    if not counted or any(ITEMS.get(word) not in outer for word in named):
        return None
    answers = {"part": logistics.OUTSIDE, "result": logistics.GOOD}
    return Meant(logistics.FORM.kind, answers, texts.OUTSIDE_IS_THERE)


def _of_what_is_left_over(ctx: Context, text: str) -> Meant | None:
    """A report that is said beside other words: `TPS dibuka jam 7, situasi aman`.

    Not where the words speak of something that is wrong: that comes first.
    """
    said = left_over.spoken(text)
    own = places.own_station(ctx.tx, ctx.actor)
    if said is None or (own is not None and said.station not in (None, own.number)):
        return None
    kinds = {each.kind.code for each in best_guesses(text)}
    if not kinds <= _MAY_BE_A_MILESTONE:
        return _turnout(ctx, said) if kinds <= {"hakpilih"} else None
    return _milestone(ctx, said) or _turnout(ctx, said) or _all_there(ctx, said)


def _milestone(ctx: Context, said: Spoken) -> Meant | None:
    scene = filing.scene_at(ctx)
    code = left_over.milestone(scene, said) if ctx.actor.may(Action.REPORT_STATUS) else None
    found = next((each for each in scene.milestones if each.code == code), None)
    if code is None or found is None:
        return None
    at = {"_at": f"{said.at:%H%M}"} if said.at else {}
    label = texts.milestone(found.label, said.at)
    return Meant(status.FORM.kind, status.ready_answers(code) | at, label)


def _turnout(ctx: Context, said: Spoken) -> Meant | None:
    voters = left_over.turnout(said) if ctx.actor.may(Action.REPORT_TURNOUT) else None
    if voters is None:
        return None
    return Meant(participation.KIND, {"voters": voters}, voters_text.summary(voters))


def _all_there(ctx: Context, said: Spoken) -> Meant | None:
    if not left_over.all_there(said) or not ctx.actor.may(Action.REPORT_LOGISTICS):
        return None
    answers = {"part": logistics.OUTSIDE, "result": logistics.GOOD}
    return Meant(logistics.FORM.kind, answers, texts.OUTSIDE_IS_THERE)
