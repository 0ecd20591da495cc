"""What free words say of place, hour and items, as far as this person may report it."""

from dataclasses import dataclass
from datetime import time
from html import escape as esc
from typing import Any

from handlers.access import Action
from handlers.context import Context
from handlers.forms import engine, filing, places
from handlers.forms import logistics as form
from handlers.forms.catalogue import FORMS
from handlers.forms.model import BadAnswer
from handlers.forms.reading import words_of
from handlers.texts import common
from handlers.texts import free_text as texts
from handlers.words.details import Shortage
from handlers.words.understanding import Understood
from storage import areas, events
from storage.areas import Area, Station


@dataclass(frozen=True)
class Lacking:
    """A shortage of an item that the event has. `part` is the form's part where it belongs."""

    shortage: Shortage
    label: str
    part: str


def notes(ctx: Context, understood: Understood, text: str = "") -> dict[str, Any]:
    """Answers of the engine's own: the station that was named, the hour that was said."""
    found: dict[str, Any] = {}
    station = station_named(ctx, understood.station, text)
    if station is not None:
        found["_station"] = station.id
    at = since(ctx, understood.at)
    if at is not None:
        found["_at"] = f"{at:%H%M}"
    return found


def place_name(ctx: Context, number: int | None, text: str = "") -> str:
    """Where the words are taken to be about (escaped)."""
    station = station_named(ctx, number, text) or places.own_station(ctx.tx, ctx.actor)
    if station is not None:
        return common.station_name(station)
    store = places.own_store(ctx.tx, ctx.actor)
    return esc(store.name) if store else texts.YOUR_AREA


def since(ctx: Context, at: time | None) -> time | None:
    """The hour that was said, unless it is still to come today."""
    return at if at is not None and at <= ctx.policy.local(ctx.now).time() else None


def station_named(ctx: Context, number: int | None, text: str = "") -> Station | None:
    """The one station of this number for which the person may report.

    Of several villages it is the one that the text names.
    """
    if number is None:
        return None
    villages = places.villages(ctx.tx, ctx.actor, Action.REPORT_INCIDENT)
    named = [each for each in villages if _names(text, each)]
    found = [
        station
        for village in named or villages
        if (station := areas.station_by_number(ctx.tx, village.code, number)) is not None
        and ctx.actor.may(Action.REPORT_INCIDENT, places.station_place(station))
    ]
    return found[0] if len(found) == 1 else None


def _names(text: str, village: Area) -> bool:
    """Whether the village's name stands in the text as words of its own."""
    name = " ".join(words_of(village.name))
    return f" {name} " in f" {' '.join(words_of(text))} "


def logistics(ctx: Context, shortage: Shortage) -> Lacking | None:
    """The shortage as the report on logistics takes it now; None if this person can't file it."""
    if not ctx.actor.may(Action.REPORT_LOGISTICS):
        return None
    for layer, part in (("outer", form.OUTSIDE), ("inner", form.INSIDE)):
        for item in events.items(ctx.tx, ctx.event.id, layer):
            if item.code == shortage.item and _admitted(ctx, part):
                return Lacking(shortage, item.label, part)
    return None


def _admitted(ctx: Context, part: str) -> bool:
    """Whether the person is offered this part of the form, and the boxes may be open by now."""
    scene = filing.scene_at(ctx)
    step = engine.step_of(FORMS["logistik"], "part")
    assert step is not None
    try:
        engine.admit(step, scene, {}, part)
    except BadAnswer:
        return False
    return part in [each.code for each in form.parts(scene, {})]


def logistics_label(lacking: Lacking) -> str:
    """📦 Bilik suara kurang 2"""
    shortage = lacking.shortage
    problem = next(each.label for each in form.PROBLEMS if each.code == shortage.problem)
    return texts.logistics_button(lacking.label, problem, shortage.count)


def logistics_answers(lacking: Lacking) -> dict[str, Any]:
    """The form, filled in as far as the words go."""
    shortage = lacking.shortage
    problem = {"item": shortage.item, "problem": shortage.problem, "count": shortage.count}
    return {"part": lacking.part, "result": form.BAD, "problems": [problem]}
