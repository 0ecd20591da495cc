"""Check of a store: what is unsafe raises an alert at once, with the stations at risk."""

from handlers.access import Action
from handlers.forms.model import Answers, Choice, Finding, Form, Option, Photo, Repeat, Scene
from handlers.texts import logistics as texts
from storage.incidents import Severity

SAFE, UNSAFE = "aman", "tidak"

DANGERS = (
    Option("bocor", texts.LEAK, ("bocor", "atap bocor")),
    Option("rembesan", texts.SEEPAGE, ("rembes", "rembesan", "merembes")),
    Option("banjir", texts.FLOOD, ("banjir", "kebanjiran", "tergenang", "air masuk")),
    Option("palet", texts.NO_PALLET, ("palet", "di lantai")),
    Option("kunci", texts.NO_LOCK, ("kunci", "tidak dikunci", "gembok")),
    Option("penjaga", texts.NO_GUARD, ("penjaga", "tidak dijaga")),
    Option("dibongkar", texts.BREAK_IN, ("dibongkar", "dibobol", "maling")),
)
GRAVITY = {
    "bocor": Severity.ORANYE,
    "rembesan": Severity.MERAH,
    "banjir": Severity.MERAH,
    "palet": Severity.KUNING,
    "kunci": Severity.ORANYE,
    "penjaga": Severity.ORANYE,
    "dibongkar": Severity.MERAH,
}
"""Water from below has cost whole stations their ballots: it is as grave as a flood."""
KINDS = {"banjir": "bencana", "dibongkar": "keamanan"}
"""Whose matter it is; the rest belongs to those in charge of logistics."""


def _unsafe(scene: Scene, answers: Answers) -> bool:
    return answers.get("state") == UNSAFE


def _dangers(answers: Answers) -> list[Option]:
    codes = [each.get("danger") for each in answers.get("dangers") or []]
    return [option for option in DANGERS if option.code in codes]


def _alarm(scene: Scene, answers: Answers) -> Finding | None:
    found = _dangers(answers)
    if not found or answers.get("state") == SAFE:
        return None
    worst = min(found, key=lambda option: GRAVITY[option.code].grade)
    said = texts.store_summary([option.label for option in found])
    return Finding(KINDS.get(worst.code, "logistik"), GRAVITY[worst.code], said, public=said)


def said(answers: Answers) -> str:
    """Tempat simpan aman, or what is wrong with it."""
    safe = answers["state"] == SAFE
    return texts.store_summary([] if safe else [option.label for option in _dangers(answers)])


FORM = Form(
    kind="gudang",
    title=texts.STORE_TITLE,
    action=Action.CHECK_STORE,
    place="store",
    questions=(
        Choice(
            "state", texts.STORE_STATE, heading="keadaan",
            options=(Option(SAFE, texts.SAFE, ("aman", "baik", "aman terkendali", "kondusif")),
                     Option(UNSAFE, texts.UNSAFE, ("tidak aman", "bahaya"))),
        ),
        Repeat(
            "dangers", texts.MORE_DANGER, when=_unsafe, heading="bahaya",
            questions=(Choice("danger", texts.WHICH_DANGER, options=DANGERS),),
        ),
        Photo("photo", texts.STORE_PHOTO, when=_unsafe, optional=True, heading="foto"),
    ),
    summary=lambda scene, answers: said(answers),
    help=texts.STORE_HELP,
    words=("gudang", "tempat simpan", "cek gudang"),
    alarm=_alarm,
    recurring=True,
    at_once=True,
)  # fmt: skip
