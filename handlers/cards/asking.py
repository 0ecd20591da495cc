"""/kartu: the printable card of a station, or of every station of a kelurahan, as one PDF."""

from telegram import Update

from handlers import area_names
from handlers.access import Action, Place
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.officers import picker, scope
from handlers.roster import codes
from handlers.texts import cards as texts
from handlers.texts.common import BACK, area_name
from storage import areas, jobs
from storage.areas import Area, Station

JOB = "cards"
MOST = 200
"""Stations in one file: more than any kelurahan has."""


async def command(update: Update, ctx: Context) -> None:
    """/kartu, /kartu 12, /kartu NAMA, /kartu NAMA 12, /kartu KODE"""
    ctx.require(Action.APPROVE_PEOPLE)
    words = " ".join(ctx.words)
    if not words:
        _home(ctx)
    elif _is_code(words):
        _by_code(ctx, codes.any_code(words))
    else:
        _by_words(ctx, [each for each in ctx.words if each.casefold() != "tps"])


def _is_code(words: str) -> bool:
    """35.73.05.1011-020 or 3573051011-020, where 12 is the number of a station."""
    return words[0].isdecimal() and ("." in words or sum(map(str.isdecimal, words)) >= 6)


async def start(update: Update, ctx: Context) -> None:
    """🖨 Kartu TPS, from the menu."""
    ctx.require(Action.APPROVE_PEOPLE)
    _home(ctx)


def _home(ctx: Context) -> None:
    mine, stations = scope.own_areas(ctx), scope.own_stations(ctx)
    if not mine and stations:
        order(ctx, stations[:1])
    elif len(mine) == 1:
        show(ctx, mine[0])
    elif mine:
        ctx.respond(texts.PICK_AREA, picker.own_area_rows(mine, "kt.area"))
    else:
        raise Refused(texts.NO_AREA)


# ── What was typed ───────────────────────────────────────────────────────────────────────────
def _by_code(ctx: Context, code: str) -> None:
    if codes.level(code) != "station":
        _whole_or_pick(ctx, scope.area(ctx, code))
        return
    village, number = codes.split_station(code)
    _one(ctx, areas.station_by_number(ctx.tx, village, number), village, number)


def _by_words(ctx: Context, words: list[str]) -> None:
    numbers = [int(each) for each in words if each.isascii() and each.isdigit() and len(each) < 4]
    name = " ".join(each for each in words if not each.isdigit())
    if len(numbers) > 1:
        raise Refused(texts.ONE_AT_A_TIME)
    if not name:
        _by_number(ctx, numbers)
        return
    area = _named(ctx, name, village=bool(numbers))
    if numbers:
        _one(ctx, areas.station_by_number(ctx.tx, area.code, numbers[0]), area.name, numbers[0])
    else:
        _whole_or_pick(ctx, area)


def _named(ctx: Context, name: str, *, village: bool) -> Area:
    """The area that words name, a kelurahan before a kecamatan. Raises Refused, Denied."""
    found = area_names.find(ctx.tx, name)
    found = [each for each in found if each.level == "village" or not village]
    if not found:
        raise Refused(texts.no_such_area(name))
    found.sort(key=lambda each: each.level != "village")
    seen = [each for each in found if ctx.actor.may(Action.APPROVE_PEOPLE, Place(each.code))]
    if not seen:
        raise Denied(Action.APPROVE_PEOPLE, Place(found[0].code))
    return seen[0]


def _by_number(ctx: Context, numbers: list[int]) -> None:
    """A number alone, within the one own kelurahan or among the own stations."""
    if not numbers:
        raise Refused(texts.ONE_AT_A_TIME)
    [number] = numbers
    villages = [v for each in scope.own_areas(ctx) for v in areas.villages(ctx.tx, each.code)]
    if len(villages) > 1:
        raise Refused(texts.say_the_village(number, villages[0].name))
    if villages:
        _one(ctx, areas.station_by_number(ctx.tx, villages[0].code, number), villages[0].name,
             number)  # fmt: skip
        return
    mine = [each for each in scope.own_stations(ctx) if each.number == number]
    if not mine:
        raise Denied(Action.APPROVE_PEOPLE, Place(""))
    order(ctx, mine)


def _one(ctx: Context, station: Station | None, village: str, number: int) -> None:
    if station is None:
        raise Refused(texts.no_such_station(number, village))
    order(ctx, [scope.station(ctx, station.id)])


def _whole_or_pick(ctx: Context, area: Area) -> None:
    """All of a kelurahan at once; above it, which kelurahan is asked."""
    if area.level == "village":
        order(ctx, _stations(ctx, area))
    else:
        show(ctx, area)


# ── Screens ──────────────────────────────────────────────────────────────────────────────────
async def area(update: Update, ctx: Context) -> None:
    """An area was picked, perhaps with a page of its stations."""
    show(ctx, scope.area(ctx, ctx.word(0)), ctx.number(1) if len(ctx.words) > 1 else 0)


def show(ctx: Context, area: Area, page: int = 0) -> None:
    """The stations of a kelurahan, or what lies in a larger area."""
    if area.level == "village":
        stations = areas.stations(ctx.tx, area.code)
        text = texts.pick_station(area_name(area), len(stations))
        rows = _station_rows(area, stations, page)
    else:
        text = texts.PICK_AREA
        rows = picker.area_rows(
            areas.children(ctx.tx, area.code),
            lambda each: button(each.name, "kt.area", each.code),
        )
    ctx.respond(text, [*rows, *_up(ctx, area)])


def _station_rows(area: Area, stations: list[Station], page: int) -> Rows:
    if not stations:
        return []
    rows: Rows = [[button(texts.whole_button(len(stations)), "kt.all", area.code)]]
    return rows + picker.station_rows(
        stations, page, lambda each: button(f"{each.number:03d}", "kt.one", each.id),
        lambda label, number: button(label, "kt.area", area.code, number),
    )  # fmt: skip


def _up(ctx: Context, area: Area) -> list[list[Button]]:
    for above in areas.chain(area.code)[1:2]:
        if ctx.actor.may(Action.APPROVE_PEOPLE, Place(above)):
            return [[button(BACK, "kt.area", above)]]
    return []


# ── Orders ───────────────────────────────────────────────────────────────────────────────────
async def one(update: Update, ctx: Context) -> None:
    """A station was picked."""
    order(ctx, [scope.station(ctx, ctx.number(0))])


async def whole(update: Update, ctx: Context) -> None:
    """🖨 Semua TPS of a kelurahan."""
    area = scope.area(ctx, ctx.word(0))
    if area.level != "village":
        raise Malformed
    order(ctx, _stations(ctx, area))


def _stations(ctx: Context, area: Area) -> list[Station]:
    return areas.stations(ctx.tx, area.code)[:MOST]


def order(ctx: Context, stations: list[Station]) -> None:
    """Have the cards made; what is being made for this chat already is not made twice."""
    if not stations:
        raise Refused(texts.NO_STATIONS)
    wanted = {"chat": ctx.chat.id, "stations": [each.id for each in stations]}
    if not jobs.open_already(ctx.tx, JOB, wanted):
        jobs.add(ctx.tx, ctx.now, JOB, wanted)
    if ctx.incoming.callback_query is not None:
        ctx.toast(texts.PREPARING)
    else:
        ctx.reply(texts.PREPARING)
