"""/status: my station, what is known of it and by whom; for a lurah all stations of the village."""

import re

from telegram import Update

from handlers import area_names, examples
from handlers.access import Action, Place
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.forms import calling_off, places
from handlers.forms.catalogue import FORMS
from handlers.incidents import gallery
from handlers.recap import due, ground
from handlers.roster import codes
from handlers.texts import common
from handlers.texts import recap as texts
from handlers.texts import status as status_texts
from storage import areas, events, officers, reports
from storage.areas import Area, Station

_PLACED = re.compile(
    r"(?:tps )?(?P<first>\d{1,3}) (?P<after>\D.*)|(?P<before>\D.*?) (?:tps )?(?P<last>\d{1,3})"
)
"""TPS 12 Jodipan, Jodipan 12"""


async def command(update: Update, ctx: Context) -> None:
    """/status, /status 12, /status 12 jodipan, /status 35.73.05.1011-020"""
    if ctx.words:
        ctx.reply(*screen(ctx, _named(ctx, " ".join(ctx.words))))
        return
    own = places.own_stations(ctx.tx, ctx.actor)
    if own:
        for station in own[:3]:
            ctx.reply(*screen(ctx, station))
        return
    ctx.require(Action.SEE_AREA)
    mine = ground.own(ctx)
    if len(mine) != 1 or mine[0].level != "village":
        raise Refused(texts.which_station(examples.of(ctx)))
    ctx.reply(*village(ctx, mine[0]))


async def press(update: Update, ctx: Context) -> None:
    """One station of a list, or the same once more."""
    station = areas.station(ctx.tx, ctx.number(0))
    if station is None:
        raise Malformed
    ctx.edit(*screen(ctx, station))


def _named(ctx: Context, words: str) -> Station:
    """The station of a code, or of a number in a village: the one named, else the one's own."""
    plain = " ".join(words.casefold().split())
    number = plain.removeprefix("tps").strip()
    if number.isascii() and number.isdigit() and len(number) <= 3:
        return _numbered(ctx, int(number))
    if placed := _PLACED.fullmatch(plain):
        name, number = placed["after"] or placed["before"], placed["first"] or placed["last"]
        return _of_village(ctx, name, int(number))
    if not plain[0].isdigit():
        raise Refused(texts.which_station(examples.of(ctx)))
    area, wanted = codes.split_station(codes.station_code(words))
    found = areas.station_by_number(ctx.tx, area, wanted)
    if found is None:
        raise Refused(texts.NO_STATION)
    return found


def _of_village(ctx: Context, name: str, number: int) -> Station:
    found = [area for area in area_names.find(ctx.tx, name) if area.level == "village"]
    if not found:
        raise Refused(texts.which_station(examples.of(ctx)))
    stations = [areas.station_by_number(ctx.tx, area.code, number) for area in found]
    known = [each for each in stations if each is not None]
    if not known:
        raise Refused(texts.NO_STATION)
    # Villages of the same name: the one that may be looked at.
    return next((each for each in known if _may_see(ctx, each)), known[0])


def _numbered(ctx: Context, number: int) -> Station:
    villages = {station.area for station in places.own_stations(ctx.tx, ctx.actor)}
    villages |= {area.code for area in ground.own(ctx) if area.level == "village"}
    if not villages:
        raise Refused(texts.which_station(examples.of(ctx)))
    for code in sorted(villages):
        found = areas.station_by_number(ctx.tx, code, number)
        if found is not None:
            return found
    raise Refused(texts.NO_STATION)


def _require(ctx: Context, station: Station) -> None:
    """Those who report for a station, or see its area."""
    if not _may_see(ctx, station):
        raise Denied(Action.SEE_AREA, places.station_place(station))


def _may_see(ctx: Context, station: Station) -> bool:
    place = places.station_place(station)
    return any(ctx.actor.may(a, place) for a in (Action.SEE_AREA, Action.REPORT_STATUS))


def screen(ctx: Context, station: Station) -> tuple[str, Rows]:
    """What is known of a station: milestones with times and names, other reports, reporters."""
    _require(ctx, station)
    known = reports.standing(ctx.tx, ctx.event.id, f"s{station.id}")
    title = status_texts.TITLE.format(station=common.station_name(station))
    lines = [texts.marked(title, rehearsal=ctx.event.rehearsal), ""]
    for milestone in events.milestones(ctx.tx, ctx.event.id):
        found = known.pop(milestone.code, None)
        at = ctx.policy.local(found.event_at) if found else None
        expected = due.expected_at(ctx.event, milestone, ctx.policy.zone)
        name, day = found.name if found else None, ctx.event.voting_day
        line = status_texts.line(milestone.label, at, name, expected, day)
        lines.append(f"{line} {texts.CONFLICTING}" if found and found.conflicting else line)
    lines += [
        texts.report_line(_title(topic), ctx.policy.local(each.event_at), each.name)
        for topic, each in known.items()
    ]
    if events.station_state(ctx.tx, ctx.event.id, station.id) is not None:
        lines += ["", status_texts.STOPPED]
    lines.append(texts.officers_here(_reporters(ctx, station)))
    rows = [[button(texts.REFRESH, "rk.tps", station.id)],
            *calling_off.rows(ctx.tx, ctx.actor, ctx.event.id, station)]  # fmt: skip
    return "\n".join(lines), rows + gallery.rows(ctx, places.station_place(station))


def _title(topic: str) -> str:
    form = FORMS.get(topic)
    return texts.TOPICS.get(topic) or (form.title if form else topic)


def _reporters(ctx: Context, station: Station) -> list[str]:
    staff = officers.at_station(ctx.tx, ctx.event.id, station.id)
    return [each.name for each in staff if each.post.seat and each.registered]


def village(ctx: Context, area: Area) -> tuple[str, Rows]:
    """All stations of a village with their latest milestone."""
    ctx.require(Action.SEE_AREA, Place(area.code))
    course = {each.code: each for each in events.milestones(ctx.tx, ctx.event.id)}
    title = texts.village_title(common.area_name(area))
    lines = [texts.marked(title, rehearsal=ctx.event.rehearsal), ""]
    for station in areas.stations(ctx.tx, area.code):
        known = reports.standing(ctx.tx, ctx.event.id, f"s{station.id}")
        reached = [code for code in course if code in known]
        last = known[reached[-1]] if reached else None
        label = course[reached[-1]].label if reached else None
        at = ctx.policy.local(last.event_at) if last else None
        lines.append(texts.station_line(station.number, label, at))
    rows = [[button(texts.RECAP, "rk", area.code)]]
    return "\n".join(lines), rows + gallery.rows(ctx, Place(area.code))
