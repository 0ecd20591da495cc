"""/cari: people, stations and incidents of one's own area, by words or a number."""

import re

from telegram import Update

from handlers.access import Action, Place
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms.places import station_place
from handlers.officers import titles
from handlers.officers.grants import place_of
from handlers.recap import ground
from handlers.texts import common
from handlers.texts import recap as texts
from storage import areas, officers, search
from storage.areas import Area, Station
from storage.officers import Officer
from storage.search import Hit

MOST = 10
_STATION_WORDS = frozenset({"tps", "no", "nomor", "kel", "kelurahan", "desa", "kec", "kecamatan"})


async def command(update: Update, ctx: Context) -> None:
    """/cari slamet · /cari TPS 12 jodipan · /cari banjir · /cari 1832"""
    ctx.require(Action.SEE_AREA)
    typed = " ".join(ctx.words)
    if not typed:
        raise Refused(texts.WHAT_TO_FIND)
    if len(typed) < 3 and not typed.isdigit():
        raise Refused(texts.TOO_SHORT)
    mine = ground.own(ctx)
    people, stations, incidents = (
        _people(ctx, mine, typed), _stations(ctx, mine, typed), _incidents(ctx, mine, typed),
    )  # fmt: skip
    if not (people or stations or incidents):
        raise Refused(texts.found_nothing(typed))
    lines = [texts.found_title(typed)]
    lines += _section(texts.PEOPLE, [_person(ctx, each) for each in people])
    lines += _section(texts.STATIONS, [_station(each) for each in stations])
    lines += _section(texts.INCIDENTS, [_incident(ctx, each) for each in incidents])
    ctx.reply("\n".join(lines), _rows(stations, incidents))


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [texts.MORE] if len(lines) > MOST else []
    return ["", title, *lines[:MOST], *more]


# ── People ───────────────────────────────────────────────────────────────────────────────────
def _people(ctx: Context, mine: list[Area], typed: str) -> list[Officer]:
    """People by name; by phone number only for those who decide about them."""
    by_phone = len(re.sub(r"\D", "", typed).lstrip("0")) >= 3
    found: dict[int, Officer] = {}
    for area in mine:
        for each in officers.find(ctx.tx, ctx.event.id, area.code, typed, MOST + 1):
            if not by_phone or _may_call(ctx, each):
                found.setdefault(each.person_id, each)
    return list(found.values())[: MOST + 1]


def _may_call(ctx: Context, officer: Officer) -> bool:
    return ctx.actor.may(Action.APPROVE_PEOPLE, place_of(officer.post))


def _person(ctx: Context, officer: Officer) -> str:
    phone = officer.phone if _may_call(ctx, officer) else None
    return texts.person(officer.name, titles.of(officer), phone, registered=officer.registered)


# ── Stations ─────────────────────────────────────────────────────────────────────────────────
def _stations(ctx: Context, mine: list[Area], typed: str) -> list[Station]:
    words = re.findall(r"\w+", typed.casefold())
    number = next((int(w) for w in words if w.isascii() and w.isdigit() and len(w) <= 3), None)
    others = [w for w in words if w not in _STATION_WORDS and not w.isdigit()]
    if number is None and not others:
        return []
    found: dict[int, Station] = {}
    for area in mine:
        for each in search.stations(ctx.tx, area.code, others, number, MOST + 1):
            if ctx.actor.may(Action.SEE_AREA, station_place(each)):
                found.setdefault(each.id, each)
    return list(found.values())[: MOST + 1]


def _station(station: Station) -> str:
    return texts.place(common.station_name(station), station.address)


# ── Incidents ────────────────────────────────────────────────────────────────────────────────
def _incidents(ctx: Context, mine: list[Area], typed: str) -> list[Hit]:
    """Incidents of the areas in which one may see them; confidential ones for the circle alone."""
    words = [w for w in re.findall(r"\w+", typed.casefold()) if not w.isdigit()]
    digits = typed.strip().removeprefix("#")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
    found: dict[int, Hit] = {}
    for area in mine:
        place = Place(area.code)
        if not ctx.actor.may(Action.SEE_INCIDENTS, place):
            continue
        circle = ctx.actor.may(Action.SEE_CONFIDENTIAL, place)
        hits = search.incidents(
            ctx.tx, ctx.event.id, area.code, words, number, MOST + 1, confidential=circle
        )
        found |= {each.id: each for each in hits}
    return list(found.values())[: MOST + 1]


def _incident(ctx: Context, hit: Hit) -> str:
    area = areas.area(ctx.tx, hit.area)
    name = common.area_name(area) if area else hit.area
    return texts.incident(hit.id, hit.kind, hit.severity, hit.state, hit.headline, name)


def _rows(stations: list[Station], incidents: list[Hit]) -> Rows:
    opened: list[Button] = [
        button(f"{common.tps(each.number)} {each.village}", "rk.tps", each.id)
        for each in stations[:MOST]
    ]
    opened += [
        button(texts.incident_button(each.id), "inc.open", each.id) for each in incidents[:MOST]
    ]
    return columns(opened, 2)
