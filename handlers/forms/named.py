"""What a person's words are read against, and which station they name."""

import re
from dataclasses import replace
from typing import Any

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import filing, milestones, places
from handlers.forms.catalogue import FORMS
from handlers.forms.line import Line, Reader
from handlers.forms.model import BadAnswer
from handlers.forms.votes import looks_like_votes
from handlers.texts import forms as texts
from storage import areas
from storage.areas import Station

_STATION = re.compile(r"tps\s*\d{1,3}", re.IGNORECASE)


def reader(ctx: Context) -> Reader:
    """What this person's lines are read against."""
    own = places.own_station(ctx.tx, ctx.actor)
    many = own is None
    scene = filing.scene_at(ctx)
    here = areas.area(ctx.tx, own.area) if own else None
    villages = places.villages(ctx.tx, ctx.actor, Action.REPORT_STATUS) if many else []
    villages += [here] if here else []
    forms = [form for form in FORMS.values()
             if form.place != "node" or places.nodes(ctx.tx, ctx.actor)]  # fmt: skip
    return Reader(scene, forms, villages, many)


def read(ctx: Context, text: str) -> Line | None:
    """The report a text says, None if it says none; Refused for votes and for answers too early."""
    if looks_like_votes(text):
        raise Refused(texts.NO_VOTES)
    try:
        line = reader(ctx).read(text)
    except BadAnswer as bad:
        raise Refused(bad.text) from bad
    return None if line is None else _certain(ctx, line, text)


def _certain(ctx: Context, line: Line, text: str) -> Line:
    """The line without a village whose name several carry: its buttons ask which one is meant."""
    village = line.village
    if village is None or village.code in text:
        return line
    names = [each.name.casefold() for each in
             places.villages(ctx.tx, ctx.actor, Action.REPORT_STATUS)]  # fmt: skip
    if names.count(village.name.casefold()) < 2:
        return line
    if line.batch:
        raise Refused(texts.several_villages(village.name, village.code))
    return replace(line, village=None)


def named_place(ctx: Context, text: str) -> dict[str, Any]:
    """The station that words name, such as `5`, `TPS 5`, `Kotalama 5` or a full code.

    As a draft keeps it: its number alone where the village is still open; nothing for no words.
    Refused if there is no such station, or if the words name none.
    """
    if not text:
        return {}
    found = reader(ctx).station(text)
    if found is None:
        raise Refused(texts.WHICH_NUMBER)
    station = station_of(ctx, _certain(ctx, found, text))
    return {"_number": found.numbers[0]} if station is None else {"_station": station.id}


def show_station(ctx: Context, text: str) -> None:
    """The list of the station that words name, of the own one for none, or the choice of one."""
    named = named_place(ctx, text)
    found = areas.station(ctx.tx, named["_station"]) if "_station" in named else None
    station = found if named else places.own_station(ctx.tx, ctx.actor)
    if station is None:
        milestones.choose_station(ctx, named.get("_number"))
    else:
        milestones.show_list(ctx, station)


def take_station(ctx: Context) -> bool:
    """`tps 5`, `tps 5 kotalama` or `kotalama 5` without a slash means the same."""
    if not ctx.actor.may(Action.REPORT_STATUS):
        return False
    if not _STATION.fullmatch(ctx.text):
        found = reader(ctx).station(ctx.text)
        if found is None or found.village is None:
            return False
    show_station(ctx, ctx.text)
    return True


def station_of(ctx: Context, line: Line) -> Station | None:
    """The station a line is about; None if it must be asked, Refused if there is no such one."""
    own = places.own_stations(ctx.tx, ctx.actor)
    if not line.numbers:
        return places.own_station(ctx.tx, ctx.actor)
    number = line.numbers[0]
    here = [station for station in own if station.number == number]
    if here and line.village is None and village_of(ctx, line) is None:
        return here[0] if len(here) == 1 else None  # of one number in two villages: asked
    village = village_of(ctx, line) or (own[0].area if own else None)
    if village is None:
        return None
    found = areas.station_by_number(ctx.tx, village, number)
    if found is None:
        area = areas.area(ctx.tx, village)
        raise Refused(texts.no_such_station(number, area.name if area else ""))
    return found


def village_of(ctx: Context, line: Line) -> str | None:
    """The village a line is about; None if it must be asked."""
    if line.village is not None:
        return line.village.code
    found = places.villages(ctx.tx, ctx.actor, Action.REPORT_ON_BEHALF)
    return found[0].code if len(found) == 1 else None


def notes_of(line: Line) -> dict[str, Any]:
    """The hour and the way of a line, as a draft keeps them."""
    notes: dict[str, Any] = {}
    if line.at is not None:
        notes["_at"] = f"{line.at:%H%M}"
    if line.yesterday:
        notes["_back"] = 1
    if line.source is not None:
        notes["_source"] = line.source
    return notes
