"""Terima (luar) at a node of the chain: a kelurahan, a kecamatan, or a store.

The counts come from the stations that the node serves. Boxes are sealed: only what can be seen
from outside is asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.access import Action
from handlers.events.quantities import expected_at
from handlers.forms import logistics
from handlers.forms.logistics import BAD, COUNTED, GOOD, PROBLEMS
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
    Stations,
    Words,
)
from handlers.forms.places import node_of
from handlers.texts import logistics as logistics_texts
from handlers.texts import receiving as texts
from storage import boxes, events
from storage.boxes import Served
from storage.events import Item

BOX, SEAL = "kotak", "segel"
"""The item that is counted in every receipt; the problem whose seal has a number."""
MISSING = ("belum", "kurang")


def _outside(scene: Scene) -> list[Item]:
    return events.items(scene.tx, scene.event.id, "outer")


def served(scene: Scene) -> list[Served]:
    """The stations whose logistics come through the node."""
    if scene.store is not None:
        return boxes.kept_at(scene.tx, scene.event.id, scene.store.id)
    return boxes.served_by(scene.tx, scene.event.id, scene.area.code) if scene.area else []


def _should_be(item: Item, stations: Iterable[Served]) -> int | None:
    """How many of an item these stations need; None if it is not counted, or none are known."""
    needed = [expected_at(item.expected, each.voters) for each in stations]
    known = [number for number in needed if number is not None]
    return sum(known) if known and len(known) == len(needed) else None


def _boxes(scene: Scene) -> int | None:
    box = next((item for item in _outside(scene) if item.code == BOX), None)
    return None if box is None else _should_be(box, served(scene))


def _name(scene: Scene) -> str:
    node = node_of(scene)
    return "" if node is None else texts.node_name(node)


def _what_to_check(scene: Scene, answers: Answers) -> str:
    stations = served(scene)
    expected = [(item.label, _should_be(item, stations)) for item in _outside(scene)]
    return texts.what_to_check(_name(scene), len(stations), expected)


def _has_problem(scene: Scene, answers: Answers) -> bool:
    return answers.get("result") == BAD


def _boxes_unknown(scene: Scene, answers: Answers) -> bool:
    """Where the roster does not say whose boxes come here, they are counted on the spot."""
    return "result" in answers and _boxes(scene) is None


def _villages(scene: Scene) -> dict[str, str]:
    return {each.area: each.village for each in served(scene)}


def _several_villages(scene: Scene, answers: Answers) -> bool:
    return len(_villages(scene)) > 1


def _village_options(scene: Scene, answers: Answers) -> Sequence[Option]:
    return [Option(code, name) for code, name in _villages(scene).items()]


def _numbers(scene: Scene, answers: Answers) -> Sequence[int]:
    """The stations of the round's village, or of the node's only one."""
    village = answers.get("village")
    return [each.number for each in served(scene) if village in (None, each.area)]


def _counted(scene: Scene, answers: Answers) -> bool:
    """Boxes of named stations that have not come need no counting: the stations say it."""
    if answers.get("problem") in COUNTED:
        return True
    named = bool(answers.get("stations"))
    return answers.get("problem") == "belum" and not named and answers.get("item") == BOX


def _seal_is_broken(scene: Scene, answers: Answers) -> bool:
    return answers.get("problem") == SEAL


def problems(answers: Answers) -> list[Mapping[str, Any]]:
    """The rounds that were filled in."""
    rounds = answers.get("problems") or []
    return [each for each in rounds if "item" in each and "problem" in each]


def _missing(scene: Scene, each: Mapping[str, Any]) -> int:
    """How many boxes a problem takes from those expected; a surplus adds to them."""
    if each["item"] != BOX:
        return 0
    said: int | None = each.get("count")
    if each["problem"] == "lebih":
        return -(said or 0)
    if each["problem"] not in MISSING:
        return 0
    if said is not None:
        return said
    named = [s for s in served(scene) if s.number in (each.get("stations") or [])
             and each.get("village") in (None, s.area)]  # fmt: skip
    box = next(item for item in _outside(scene) if item.code == BOX)
    return _should_be(box, named) or 0


def _still_to_count(scene: Scene, each: Mapping[str, Any]) -> bool:
    """Whether boxes are known to be amiss, and not yet how many."""
    return each["item"] == BOX and _counted(scene, each) and "count" not in each


def _noted(scene: Scene, answers: Answers) -> Answers:
    """How many boxes came, and of how many: what holds at this hour stays with the report."""
    of = _boxes(scene)
    if of is None or any(_still_to_count(scene, each) for each in problems(answers)):
        return answers
    got = of - sum(_missing(scene, each) for each in problems(answers))
    return {**answers, "boxes": max(got, 0), "of": of}


def _described(scene: Scene, answers: Answers, *, seals: bool) -> list[str]:
    """The problems in the bot's words; the number of a seal was typed, so groups don't get it."""
    items = {option.code: option.label for option in _items(scene, answers)}
    labels = {option.code: option.label for option in PROBLEMS}
    names = _villages(scene)
    lines = []
    for each in problems(answers):
        where = [texts.affected(names.get(each.get("village") or ""), each.get("stations") or [])]
        where += [texts.seal(each["seal"])] if seals and each.get("seal") else []
        lines.append(texts.problem(
            items.get(each["item"], each["item"]), labels[each["problem"]], each.get("count"),
            ", ".join(filter(None, where)),
        ))  # fmt: skip
    return lines


def _summary(scene: Scene, answers: Answers) -> str:
    noted = answers if "boxes" in answers else _noted(scene, answers)
    found = _described(scene, answers, seals=True)
    return texts.summary(_name(scene), noted.get("boxes"), noted.get("of"), found)


def _alarm(scene: Scene, answers: Answers) -> Finding | None:
    worst = logistics.worst(_outside(scene), problems(answers))
    if worst is None or answers.get("result") == GOOD:
        return None
    public = "; ".join(_described(scene, answers, seals=False))
    said = "; ".join(_described(scene, answers, seals=True))
    return Finding("logistik", worst, said, public=public)


def _items(scene: Scene, answers: Answers) -> Sequence[Option]:
    return [Option(i.code, i.label[:1].upper() + i.label[1:]) for i in _outside(scene)]


_ROUND = (
    Choice("item", logistics_texts.WHICH_ITEM, options=_items, heading="barang"),
    Choice("problem", logistics_texts.WHAT_PROBLEM, options=PROBLEMS, heading="masalah"),
    Choice("village", texts.WHICH_VILLAGE, options=_village_options, when=_several_villages,
           optional=True, heading="kelurahan"),
    Stations("stations", texts.WHICH_STATIONS, known=_numbers, optional=True, heading="tps"),
    Number("count", texts.HOW_MANY, low=1, high=10_000, when=_counted, heading="jumlah"),
    Words("seal", texts.SEAL_NUMBER, most=60, when=_seal_is_broken, optional=True,
          heading="nomor_segel"),
)  # fmt: skip

FORM = Form(
    kind="terima",
    title=texts.TITLE,
    action=Action.RECEIVE_LOGISTICS,
    place="node",
    questions=(
        Choice(
            "result", _what_to_check, width=1, heading="hasil",
            options=(
                Option(GOOD, logistics_texts.ALL_GOOD,
                       ("lengkap", "baik", "semua baik", "aman", "komplit", "utuh",
                        "sudah lengkap", "semua lengkap")),
                Option(BAD, logistics_texts.SOMETHING_WRONG, ("masalah", "bermasalah")),
            ),
        ),
        Number("boxes", texts.HOW_MANY_BOXES, high=10_000, when=_boxes_unknown, heading="kotak"),
        Repeat("problems", logistics_texts.ANYTHING_ELSE, when=_has_problem, heading="masalah",
               questions=_ROUND),
        Photo("photo", logistics_texts.PHOTO, when=_has_problem, optional=True, heading="foto"),
    ),
    summary=_summary,
    help=texts.HELP,
    words=("terima logistik", "terima luar", "logistik diterima", "logistik kelurahan",
           "logistik kecamatan", "logistik gudang"),
    alarm=_alarm,
    at_once=True,
    noting=_noted,
)  # fmt: skip
