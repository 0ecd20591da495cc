"""Logistik at a station: boxes from outside, and what lies in them once they may be opened.

Boxes are sealed: nobody is asked to count what lies inside before the meeting at 07.00.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from handlers.access import Action, may
from handlers.events.quantities import read_quantity
from handlers.forms.model import (
    Answers,
    Choice,
    Finding,
    Form,
    Number,
    Option,
    Photo,
    Repeat,
    Scene,
)
from handlers.texts import logistics as texts
from storage import events
from storage.events import Item
from storage.incidents import Severity

OUTSIDE, INSIDE = "luar", "isi"
GOOD, BAD = "baik", "masalah"
TOPICS = ("logistik_luar", "logistik_isi")
"""What its reports are the news of."""
COUNTED = ("kurang", "lebih", "rusak", "basah")
HARMLESS = ("lebih",)
"""A surplus harms nobody on the day; it goes into the digest."""
MEETING = time(7)
"""Boxes are opened in the meeting (PKPU 17/2024); an event may set another hour."""

PROBLEMS = (
    Option("belum", texts.NOT_THERE, ("belum diterima", "belum datang", "tidak ada", "hilang")),
    Option("kurang", texts.SHORT, ("kurang",)),
    Option("lebih", texts.SURPLUS, ("lebih", "kelebihan")),
    Option("rusak", texts.BROKEN, ("rusak", "sobek", "pecah")),
    Option("tertukar", texts.SWAPPED, ("tertukar", "salah tps", "keliru")),
    Option("basah", texts.WET, ("basah", "lembap", "kehujanan")),
    Option("segel", texts.SEAL_BROKEN, ("segel rusak", "segel lepas", "tidak disegel")),
)


def _layer(answers: Answers) -> str:
    return "outer" if answers["part"] == OUTSIDE else "inner"


def _items(scene: Scene, answers: Answers) -> Sequence[Option]:
    found = events.items(scene.tx, scene.event.id, _layer(answers))
    return [Option(item.code, item.label[:1].upper() + item.label[1:]) for item in found]


def _has_problem(scene: Scene, answers: Answers) -> bool:
    return answers.get("result") == BAD


def _counted(scene: Scene, answers: Answers) -> bool:
    return answers.get("problem") in COUNTED


def parts(scene: Scene, answers: Answers) -> Sequence[Option]:
    """What may be reported: the inside only by those who may open boxes."""
    inside = Option(INSIDE, texts.INSIDE, ("isi kotak", "isi"))
    outside = Option(OUTSIDE, texts.OUTSIDE, ("terima", "luar", "diterima", "datang"))
    opens = may(scene.actor.posts, Action.OPEN_BOXES)
    return (outside, inside) if opens else (outside,)


def _not_before_the_meeting(scene: Scene, answers: Answers, part: Any) -> str | None:
    if part != INSIDE or scene.event.voting_day is None:
        return None
    hour = next((m.expected for m in scene.milestones if m.code == "mulai"), None) or MEETING
    opens = datetime.combine(scene.event.voting_day, hour, scene.policy.zone)
    return texts.not_yet(hour) if scene.local < opens else None


def _good_means(scene: Scene, answers: Answers) -> str:
    items = events.items(scene.tx, scene.event.id, _layer(answers))
    voters = scene.station.voters if scene.station else None
    expected = [(i.label, read_quantity(i.expected).of(voters) if i.expected else None)
                for i in items]  # fmt: skip
    checks = texts.OUTSIDE_CHECK if answers["part"] == OUTSIDE else texts.INSIDE_CHECK
    return texts.what_to_check(checks, expected)


def _summary(scene: Scene, answers: Answers) -> str:
    title = texts.OUTSIDE if answers["part"] == OUTSIDE else texts.INSIDE
    if answers["result"] == GOOD:
        return texts.all_good(title)
    return texts.with_problems(title, _described(scene, answers))


def _described(scene: Scene, answers: Answers) -> list[str]:
    labels = {option.code: option.label for option in _items(scene, answers)}
    problems = {option.code: option.label for option in PROBLEMS}
    return [
        texts.problem(labels.get(each["item"], each["item"]), problems[each["problem"]],
                      each.get("count"))
        for each in answers.get("problems") or []
        if "item" in each and "problem" in each
    ]  # fmt: skip


def _alarm(scene: Scene, answers: Answers) -> Finding | None:
    if answers.get("result") != BAD:
        return None
    items = events.items(scene.tx, scene.event.id, _layer(answers))
    gravest = worst(items, answers.get("problems") or [])
    if gravest is None:
        return None
    said = "; ".join(_described(scene, answers))
    return Finding("logistik", gravest, said, public=said)


def worst(items: Iterable[Item], problems: Iterable[Mapping[str, Any]]) -> Severity | None:
    """How grave these problems are: as the worst of their items; None without any."""
    grave = {item.code: Severity(item.severity) for item in items}
    found = [
        Severity.INFO if each["problem"] in HARMLESS else grave.get(each["item"], Severity.KUNING)
        for each in problems
        if "item" in each and "problem" in each
    ]
    return min(found, key=lambda severity: severity.grade) if found else None


def _topic(answers: Answers) -> str:
    return f"logistik_{answers['part']}"


FORM = Form(
    kind="logistik",
    title=texts.TITLE,
    action=Action.REPORT_LOGISTICS,
    questions=(
        Choice("part", texts.WHICH_PART, options=parts, refuse=_not_before_the_meeting,
               assumed=OUTSIDE, heading="bagian"),
        Choice(
            "result", _good_means, width=1, heading="hasil",
            options=(
                Option(GOOD, texts.ALL_GOOD, ("lengkap", "baik", "semua baik", "aman", "beres",
                                              "komplit", "utuh", "oke", "ok", "lengkap semua")),
                Option(BAD, texts.SOMETHING_WRONG, ("masalah", "bermasalah")),
            ),
        ),
        Repeat(
            "problems", texts.ANYTHING_ELSE, when=_has_problem, heading="masalah",
            questions=(
                Choice("item", texts.WHICH_ITEM, options=_items, heading="barang"),
                Choice("problem", texts.WHAT_PROBLEM, options=PROBLEMS, heading="masalah"),
                Number("count", texts.HOW_MANY, low=1, high=5000, when=_counted,
                       heading="jumlah"),
            ),
        ),
        Photo("photo", texts.PHOTO, when=_has_problem, optional=True, heading="foto"),
    ),
    summary=_summary,
    help=texts.HELP,
    words=("logistik", "perlengkapan", "log", "terima logistik", "logistik diterima"),
    topic=_topic,
    batches=True,
    alarm=_alarm,
    at_once=True,
)  # fmt: skip
