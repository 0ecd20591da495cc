"""Masalah: something is wrong, anywhere in one's village. Two taps for health, words for the rest.

Health is told by buttons alone. What sounds confidential is offered to the circle only.
"""

from collections.abc import Sequence
from html import escape as esc
from typing import Any

from handlers.access import Action
from handlers.forms.model import (
    Answers,
    Choice,
    Finding,
    Form,
    Location,
    Option,
    Photo,
    Scene,
    When,
    Words,
)
from handlers.incidents.kinds import (
    HEALTH,
    KINDS,
    Kind,
    phrases,
    proposed_severity,
)
from handlers.incidents.reporters import receipt_of
from handlers.texts import incident_form as texts
from handlers.texts.common import area_name, station_name
from handlers.texts.incident_kinds import CAUSE_LABELS, kind_label
from handlers.words.guessing import cause_of, clear_kind, guesses, says_nothing
from storage import contacts
from storage.areas import EVERYWHERE
from storage.incidents import Severity

SEND, SECRET, PHOTO, PLACE, CHANGE = "kirim", "rahasia", "foto", "lokasi", "ubah"
MOST_WORDS = 4096
"""As long as a message can be: nobody shortens a story in an emergency."""
MOVE = "tempat"
"""The engine's word for: ask me where."""


def kind_of(answers: Answers) -> Kind:
    """The kind as chosen, or the confidential one that the words spoke of."""
    if answers.get("send") == SECRET:
        return _secret_guess(answers) or KINDS[answers["kind"]]
    return KINDS[answers["kind"]]


def cause(answers: Answers) -> str | None:
    """The finer cause: the button pressed for health, else what the words name."""
    if answers["kind"] == HEALTH:
        health: str | None = answers.get("health")
        return health
    return cause_of(kind_of(answers), answers.get("what") or "")


def severity(answers: Answers) -> str:
    """As the reporter set it, else as proposed."""
    return answers.get("severity") or proposed_severity(kind_of(answers), cause(answers))


def read_line(text: str) -> dict[str, Any] | None:
    """`masalah banjir air masuk TPS`: complete if the kind is clear, else the words are kept.

    None for `masalah nihil`: nothing is wrong, so nothing is asked.
    """
    kind = clear_kind(text)
    if kind is None:
        return None if says_nothing(text) else {"what": text}
    return read_words(kind.code, text)


def read_words(kind: str, text: str) -> dict[str, Any]:
    """What words say once their kind is settled; what sounds confidential is asked about."""
    if kind == HEALTH:
        return _read_health(text)
    answers = {"kind": kind, "what": text}
    return answers if _secret_guess(answers) else {**answers, "send": SEND}


def _read_health(text: str) -> dict[str, Any]:
    """Only the button's word is kept: what people write of an illness is not."""
    named = cause_of(KINDS[HEALTH], text)
    return {"kind": HEALTH} | ({"health": named} if named else {})


def _secret_guess(answers: Answers) -> Kind | None:
    if KINDS[answers["kind"]].confidential:
        return None
    found = (guess.kind for guess in guesses(answers.get("what") or ""))
    return next((kind for kind in found if kind.confidential), None)


def asked_again(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers of an edited report, to be reviewed once more if its words now sound secret."""
    if form is not FORM or answers.get("send") == SECRET or not _secret_guess(answers):
        return answers
    return {name: value for name, value in answers.items() if name != "send"}


def _is(name: str, *values: str) -> When:
    def applies(scene: Scene, answers: Answers) -> bool:
        return answers.get(name) in values

    return applies


def _in_words(scene: Scene, answers: Answers) -> bool:
    return answers.get("kind") != HEALTH


def _send_options(scene: Scene, answers: Answers) -> Sequence[Option]:
    secret = [Option(SECRET, texts.SEND_SECRET)] if _secret_guess(answers) else []
    return [
        *secret, Option(SEND, texts.SEND, ("ya", "kirim", "ok")), Option(CHANGE, texts.CHANGE),
        Option(MOVE, texts.ELSEWHERE), Option(PHOTO, texts.WITH_PHOTO, ("foto",)),
        Option(PLACE, texts.WITH_PLACE, ("lokasi",)),
    ]  # fmt: skip


def _review(scene: Scene, answers: Answers) -> str:
    kind = kind_of(answers)
    label = kind_label(kind.code, cause(answers))
    return texts.review(
        label, place(scene), answers.get("what") or "", severity(answers),
        secret=kind.confidential,
    )  # fmt: skip


def place(scene: Scene) -> str:
    """Where it is (escaped)."""
    if scene.station is not None:
        return station_name(scene.station)
    if scene.store is not None:
        return esc(scene.store.name)
    return area_name(scene.area) if scene.area else ""


def _summary(scene: Scene, answers: Answers) -> str:
    return esc(kind_label(kind_of(answers).code, cause(answers)))


def _alarm(scene: Scene, answers: Answers) -> Finding:
    kind, named = kind_of(answers), cause(answers)
    lat, lon = answers.get("place") or (None, None)
    return Finding(
        kind.code, severity(answers), "" if kind.code == HEALTH else answers.get("what") or "",
        lat=lat, lon=lon, health=kind.code == HEALTH,
        public=CAUSE_LABELS[named].capitalize() if named else "",
    )  # fmt: skip


def _opening(scene: Scene) -> str:
    """The numbers of the place, or of the person's own area before the place is known."""
    own = [post.area for post in scene.actor.posts if post.area != EVERYWHERE]
    code = scene.area.code if scene.area else next(iter(own), "")
    return texts.emergency(contacts.along(scene.tx, code) if code else [])


def _which_health(scene: Scene, answers: Answers) -> str:
    """The Puskesmas' number stands first: help comes before the report."""
    code = scene.area.code if scene.area else ""
    known = contacts.along(scene.tx, code) if code else []
    return texts.which_health([each for each in known if each.kind.casefold() == "puskesmas"])


FORM = Form(
    kind="masalah",
    title=texts.TITLE,
    action=Action.REPORT_INCIDENT,
    questions=(
        Choice("kind", texts.WHICH_KIND, heading="jenis", options=[
            Option(kind.code, kind.label, tuple(phrases(kind.words))) for kind in KINDS.values()
        ]),
        Choice("health", _which_health, when=_is("kind", HEALTH), heading="kondisi", options=[
            Option(code, CAUSE_LABELS[code].capitalize(), tuple(phrases(each.words)))
            for code, each in KINDS[HEALTH].causes.items()
        ]),
        Words("what", texts.WHAT_HAPPENED, most=MOST_WORDS, when=_in_words, heading="uraian"),
        Choice("send", _review, when=_in_words, options=_send_options, heading="cara"),
        Choice("severity", texts.WHICH_SEVERITY, when=_is("send", CHANGE), width=1, options=[
            Option(level, texts.severity_option(level), (level.lower(),)) for level in Severity
        ], heading="tingkat"),
        Photo("photo", texts.PHOTO, when=_is("send", PHOTO), optional=True, heading="foto"),
        Location("place", texts.PLACE, when=_is("send", PHOTO, PLACE), optional=True,
                 heading="lokasi"),
    ),
    summary=_summary,
    help=texts.HELP,
    words=("masalah", "lapor masalah", "ada masalah", "kendala", "ada kendala"),
    place="anywhere",
    topic=lambda answers: "",
    alarm=_alarm,
    opening=_opening,
    photos=_in_words,
    line=read_line,
    receipt=receipt_of,
)  # fmt: skip
