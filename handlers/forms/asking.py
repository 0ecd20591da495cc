"""How a form's questions look in the chat: their texts and buttons, the place first of all."""

from dataclasses import dataclass
from typing import Any

from handlers.access import Action, Role
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Actor, Context
from handlers.errors import Refused
from handlers.forms import engine, places
from handlers.forms.engine import Step
from handlers.forms.model import Answers, Choice, Form, Repeat, Scene, visible
from handlers.forms.reading import match_phrase, read_number, words_of
from handlers.officers import picker
from handlers.texts import common
from handlers.texts import forms as texts
from handlers.texts import receiving as texts_of_nodes
from storage import areas
from storage.areas import Area, Store
from storage.database import Tx

PLACE_KEYS = ("_village", "_station", "_store", "_area")
PAGE = "_page"
"""Which of the screens of 40 stations is shown."""
LOGISTICS, STORE_CHECK = "logistik", "gudang"
"""The forms beside which the receipt at the own node is offered."""
MOVE = "tempat"
"""The option that says: not here, ask me where."""
ELSEWHERE = "_elsewhere"
"""Noted once somebody wants another place than the own one."""


@dataclass(frozen=True)
class PlaceQuestion:
    """The question where something is: `name` is 'village', 'station', 'store' or 'node'."""

    name: str
    text: str
    rows: Rows


def controls(step: str, *, optional: bool = False) -> list[Button]:
    """The last row of every question."""
    row = [button(common.BACK, "f.back"), button(common.CANCEL, "f.stop")]
    return [button(common.SKIP, "f.skip", step), *row] if optional else row


def question(form: Form, scene: Scene, answers: Answers, step: Step) -> tuple[str, Rows]:
    """A question's text and buttons."""
    asked = step.question
    inside = engine.inside(step, answers)
    rows: Rows = []
    if isinstance(asked, Choice):
        options = asked.choices(scene, inside)
        rows = columns([button(o.label, "f.a", step.key, o.code) for o in options], asked.width)
    elif isinstance(asked, Repeat):
        rows = [[button(texts.MORE_YES, "f.more", "y"), button(texts.MORE_NO, "f.more", "n")]]
    if form.kind == STORE_CHECK and not visible(answers):
        rows += receiving_rows(scene.tx, scene.actor, form)
    return asked.ask(scene, inside), [*rows, controls(step.key, optional=asked.optional)]


def receiving_rows(tx: Tx, actor: Actor, form: Form) -> Rows:
    """Terima (luar) at the own node, beside the reports of stations or of the store's state."""
    guards = not actor.may(Action.REPORT_LOGISTICS)
    if form.kind != (STORE_CHECK if guards else LOGISTICS):
        return []
    found = places.nodes(tx, actor)[:10]
    return [[button(texts_of_nodes.node_button(n), "f.node", places.node_key(n))] for n in found]


def sure_rows(step: str, begun: int) -> Rows:
    """The buttons below a question back; `begun` says of which form, so that no other one hears."""
    return [[
        button(texts.SURE_NO, "f.n", step, begun), button(texts.SURE_YES, "f.y", step, begun),
    ]]  # fmt: skip


def source_is_open(ctx: Context, scene: Scene, answers: Answers) -> bool:
    """Operators file for others who phone, radio or write: how it came is kept."""
    operator = any(post.role == Role.OPERATOR for post in ctx.actor.posts)
    return operator and "_source" not in answers and scene.station is not None


def source_rows() -> Rows:
    """The ways in which an operator gets reports."""
    ways = [button(label, "f.src", code) for code, label in texts.SOURCE_LABELS.items()]
    return [*columns(ways, 2), controls("_source")]


def without_place(answers: Answers) -> dict[str, Any]:
    """The answers once the place has to be chosen again."""
    return {name: value for name, value in answers.items() if name not in PLACE_KEYS}


def moved(answers: Answers) -> dict[str, Any]:
    """The answers of somebody who reports for another place than the own one."""
    return {**without_place(answers), ELSEWHERE: True}


def with_obvious_place(ctx: Context, form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Fill in the place where there is only one: nothing is asked that is known."""
    if any(key in answers for key in ("_station", "_store", "_area")):
        return answers
    if form.place == "store":
        stores = places.stores_for(ctx.tx, ctx.actor)
        return {**answers, "_store": stores[0].id} if len(stores) == 1 else answers
    if form.place == "node":
        return _with_obvious_node(ctx, answers)
    if form.place == "station" or ELSEWHERE not in answers:
        if (own := places.own_station(ctx.tx, ctx.actor)) is not None:
            return {**answers, "_station": own.id}
        if form.place == "anywhere" and (store := places.own_store(ctx.tx, ctx.actor)):
            return {**answers, "_store": store.id}
    if "_village" not in answers:
        found = places.villages(ctx.tx, ctx.actor, form.action)
        answers = {**answers, "_village": found[0].code} if len(found) == 1 else answers
    return _with_number(ctx, answers)


def _with_obvious_node(ctx: Context, answers: dict[str, Any]) -> dict[str, Any]:
    if "_village" in answers:
        return {**answers, "_area": answers["_village"]}
    found = places.nodes(ctx.tx, ctx.actor)
    return {**answers, **node_answers(found[0])} if len(found) == 1 else answers


def node_answers(node: Area | Store) -> dict[str, Any]:
    """The place of a receipt, as a draft keeps it."""
    return {"_store": node.id} if isinstance(node, Store) else {"_area": node.code}


def _with_number(ctx: Context, answers: dict[str, Any]) -> dict[str, Any]:
    """The station whose number was typed before its village was known."""
    if "_number" not in answers or "_village" not in answers:
        return answers
    station = areas.station_by_number(ctx.tx, answers["_village"], answers["_number"])
    kept = {name: value for name, value in answers.items() if name != "_number"}
    return kept if station is None else {**kept, "_station": station.id}


def place_question(ctx: Context, form: Form, answers: dict[str, Any]) -> PlaceQuestion | None:
    """The question about the place that is still open; None once it is known."""
    if any(key in answers for key in ("_station", "_store", "_area")):
        return None
    if form.place == "store":
        return _ask_store(ctx)
    if form.place == "node":
        return _ask_node(ctx)
    village = answers.get("_village")
    if village is None:
        return _ask_village(ctx, form)
    return _ask_station(ctx, form, village, answers.get(PAGE, 0))


def typed_place(ctx: Context, form: Form, answers: dict[str, Any], step: str) -> dict[str, Any]:
    """The station whose number, or the village whose name, somebody typed; Refused if none."""
    if step == "_village":
        named = [
            village
            for village in places.villages(ctx.tx, ctx.actor, form.action)
            if (words := words_of(ctx.text)) and match_phrase(words, village.name) == len(words)
        ]
        if len(named) != 1:
            raise Refused(texts.WHICH_VILLAGE)
        return {"_village": named[0].code}
    number = read_number(ctx.text)
    if number is None:
        raise Refused(texts.WHICH_STATION)
    village_code = answers["_village"]
    station = areas.station_by_number(ctx.tx, village_code, number)
    if station is None:
        found = areas.area(ctx.tx, village_code)
        raise Refused(texts.no_such_station(number, found.name if found else ""))
    return {"_station": station.id}


def _ask_store(ctx: Context) -> PlaceQuestion:
    stores = places.stores_for(ctx.tx, ctx.actor)
    if not stores:
        raise Refused(texts.NO_STORE)
    found = [button(store.name, "f.pick", "store", store.id) for store in stores[:60]]
    return PlaceQuestion("store", texts.WHICH_STORE, [*columns(found, 1), controls("_store")])


def _ask_node(ctx: Context) -> PlaceQuestion:
    found = places.nodes(ctx.tx, ctx.actor)
    if not found:
        raise Refused(texts_of_nodes.NO_NODE)
    rows = [
        [button(texts_of_nodes.node_name(node), "f.node", places.node_key(node))] for node in found
    ]
    return PlaceQuestion("node", texts_of_nodes.WHICH_NODE, [*rows, controls("_node")])


def _ask_village(ctx: Context, form: Form) -> PlaceQuestion:
    found = places.villages(ctx.tx, ctx.actor, form.action)
    if not found:
        raise Refused(texts.NO_STATION)
    here = receiving_rows(ctx.tx, ctx.actor, form)
    text = texts_of_nodes.WHERE_VILLAGE if here else texts.WHICH_VILLAGE
    labelled = places.village_labels(ctx.tx, found[:90])
    rows = columns([button(label, "f.pick", "village", v.code) for v, label in labelled], 2)
    return PlaceQuestion("village", text, [*here, *rows, controls("_village")])


def _ask_station(ctx: Context, form: Form, village: str, page: int) -> PlaceQuestion:
    stations = places.stations_in(ctx.tx, ctx.actor, form.action, village)
    rows = picker.station_rows(
        stations, page, lambda each: button(f"{each.number:03d}", "f.pick", "station", each.id),
        lambda label, number: button(label, "f.page", number),
    )  # fmt: skip
    if form.place == "anywhere":
        stores = [s for s in areas.stores(ctx.tx, village)
                  if ctx.actor.may(form.action, places.store_place(s))]  # fmt: skip
        rows += columns([button(s.name, "f.pick", "store", s.id) for s in stores[:10]], 1)
        rows.append([button(texts.ANYWHERE, "f.pick", "area", village)])
    elif not stations:
        raise Refused(texts.NO_STATION)
    here = receiving_rows(ctx.tx, ctx.actor, form)
    text = texts_of_nodes.WHERE if here else texts.WHICH_STATION
    return PlaceQuestion("station", text, [*here, *rows, controls("_station")])
