"""/petugas: who serves where, found by area, name or number; the card of a person."""

from collections.abc import Sequence

from telegram import Update

from handlers import area_names
from handlers.access import Action, Place, Role
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.officers import asked, picker, scope, seats, titles
from handlers.officers.grants import may_grant, place_of
from handlers.texts import officers as texts
from handlers.texts import unreached
from storage import areas, officers
from storage.areas import Area, Station
from storage.officers import Officer

MOST_FOUND = 30
MOST_LISTED = 45
"""Telegram takes 100 buttons; 40 of them are stations. Others are found by name."""


async def command(update: Update, ctx: Context) -> None:
    """/petugas, /petugas KODE, TPS 12, an area, a name, or part of a number."""
    ctx.require(Action.APPROVE_PEOPLE)
    words = " ".join(ctx.words)
    if not words:
        _home(ctx)
        return
    place = asked.spot(ctx, words) or _named_area(ctx, words)
    if place is None:
        ctx.respond(*found(ctx, words, "of.post"))
    else:
        show_place(ctx, place)


async def home(update: Update, ctx: Context) -> None:
    """👥 Petugas, from the menu."""
    ctx.require(Action.APPROVE_PEOPLE)
    _home(ctx)


def _home(ctx: Context) -> None:
    own, stations = scope.own_areas(ctx), scope.own_stations(ctx)
    if not own and len(stations) == 1:
        show_station(ctx, stations[0])
    elif len(own) == 1 and not stations:
        show_area(ctx, own[0], 0)
    else:
        rows = picker.area_rows(own, lambda each: button(each.name, "of.area", each.code))
        rows += [[_named_station(each)] for each in stations]
        if not rows:
            raise Refused(unreached.NO_AREA)
        ctx.respond(texts.PICK_AREA, rows)


def _named_area(ctx: Context, words: str) -> Area | None:
    """An area called so, unless somebody is: Kel. Jodipan is never a person."""
    near = [each for each in area_names.find(ctx.tx, words)
            if ctx.actor.may(Action.APPROVE_PEOPLE, Place(each.code))]  # fmt: skip
    if not near or (area_names.exact(ctx.tx, words) == [] and asked.somebody(ctx, words)):
        return None
    return near[0]


def show_place(ctx: Context, place: Area | Station) -> None:
    """The people of a place that was typed. Raises Denied."""
    if isinstance(place, Station):
        show_station(ctx, scope.station(ctx, place.id))
    else:
        show_area(ctx, scope.area(ctx, place.code), 0)


def found(ctx: Context, words: str, verb: str) -> tuple[str, Rows]:
    """Whoever fits within one's rights, as buttons of a verb. Raises Refused."""
    fitting = asked.people(ctx, words)
    return listed(fitting.officers, verb, words, exact=fitting.exact)


def listed(
    fitting: Sequence[Officer], verb: str, words: str, *, exact: bool = True
) -> tuple[str, Rows]:
    """People as buttons of a verb, below how they were found."""
    shown = fitting[:MOST_FOUND]
    rows = [[_officer_button(each, verb)] for each in shown]
    if not exact:
        return texts.found_alike(words), rows
    return texts.found(len(shown), len(fitting) > len(shown)), rows


# ── Screens ──────────────────────────────────────────────────────────────────────────────────
def show_area(ctx: Context, area: Area, page: int) -> None:
    """An area: how well it is covered, its own people, and what lies in it."""
    counted = officers.coverage(ctx.tx, ctx.event.id, area.code)
    line = texts.coverage(counted.stations, counted.with_reporter, counted.with_two)
    here = officers.of_area(ctx.tx, ctx.event.id, area.code)
    rows = [[_officer_button(each, "of.post")] for each in here[:MOST_LISTED]]
    if area.level == "village":
        stations = areas.stations(ctx.tx, area.code)
        rows += picker.station_rows(
            stations, page, _station_button,
            lambda label, number: button(label, "of.area", area.code, number),
        )  # fmt: skip
    else:
        rows += picker.area_rows(
            areas.children(ctx.tx, area.code),
            lambda each: button(each.name, "of.area", each.code),
        )
    rows.append([button(unreached.LABEL, "ur.area", area.code)])
    text = texts.overview(area.name, line, scope.example(ctx, area.code))
    ctx.respond(text, [*rows, *_up(ctx, area.code)])


def _up(ctx: Context, code: str) -> Rows:
    """The way back to the area above, where that may be looked at."""
    for above in areas.chain(code)[1:2]:
        if any(above == own.code or above.startswith(own.code) for own in scope.own_areas(ctx)):
            return [[button(texts.BACK, "of.area", above)]]
    return []


def show_station(ctx: Context, station: Station) -> None:
    """Everybody at a station, the reporter first."""
    staff = officers.at_station(ctx.tx, ctx.event.id, station.id)
    lines = [
        texts.officer_line(e.name, e.post.role, e.post.seat, e.registered, e.blocked) for e in staff
    ]
    rows = [[_officer_button(each, "of.post")] for each in staff]
    rows.append([button(texts.REPLACE, "of.swap", station.id)])
    rows.append([
        button(texts.CHANGE_REPORTER, "of.seat", station.id, seats.REPORTER),
        button(texts.CHANGE_DEPUTY, "of.seat", station.id, seats.DEPUTY),
    ])  # fmt: skip
    if scope.own_areas(ctx):
        rows.append([button(texts.BACK, "of.area", station.area)])
    ctx.respond(texts.station_card(station.number, station.village, lines), rows)


def show_officer(ctx: Context, officer: Officer) -> None:
    """One person: what may be seen of the posts, and what may be done about this one."""
    held = officers.of_person(ctx.tx, ctx.event.id, officer.person_id)
    seen = [
        titles.of(each) + texts.seat_mark(each.post.seat)
        for each in held
        if ctx.actor.may(Action.APPROVE_PEOPLE, place_of(each.post))
    ]
    text = texts.officer_card(
        officer.name, officer.phone, seen, officer.registered, officer.blocked,
        officer.post.confidential,
    )  # fmt: skip
    ctx.respond(text, _deeds(ctx, officer))


def _deeds(ctx: Context, officer: Officer) -> Rows:
    post, rows = officer.post, list[list[Button]]()
    if may_grant(ctx.actor.posts, post.role, place_of(post)):
        rows.append([button(texts.REPLACE, "of.sub", post.id)])
        if post.store_id is None:
            rows.append([button(texts.CHANGE_ROLE, "of.role", post.id)])
        if post.station_id is not None and scope.own_areas(ctx):
            rows[-1].append(button(texts.CHANGE_STATION, "of.move", post.id, post.area))
        if not officer.registered:
            rows.append([button(texts.INVITE_BY_WHATSAPP, "of.wa", post.id)])
        rows.append([button(texts.REVOKE, "of.end", post.id)])
    if may_name_confidential(ctx, officer):
        label = texts.NO_LONGER_CONFIDENTIAL if post.confidential else texts.MAY_SEE_CONFIDENTIAL
        rows.append([button(label, "of.conf", post.id, int(not post.confidential))])
    if post.station_id is not None:
        rows.append([button(texts.BACK, "of.tps", post.station_id)])
    elif scope.own_areas(ctx):
        rows.append([button(texts.BACK, "of.area", post.area)])
    return rows


def may_name_confidential(ctx: Context, officer: Officer) -> bool:
    """Whether this person names who of Bakesbangpol sees confidential incidents."""
    post = officer.post
    return (
        (post.role, post.agency) == (Role.KOORDINATOR, "bakesbangpol")
        and ctx.actor.may(Action.MANAGE_ROSTER, place_of(post))
    )  # fmt: skip


def _officer_button(officer: Officer, verb: str) -> Button:
    title = titles.of(officer)
    label = texts.officer_button(officer.name, title, officer.registered, officer.blocked)
    return button(label, verb, officer.post.id)


def _station_button(station: Station) -> Button:
    return button(f"{station.number:03d}", "of.tps", station.id)


def _named_station(station: Station) -> Button:
    return button(texts.station_label(station.number, station.village), "of.tps", station.id)


# ── Presses ──────────────────────────────────────────────────────────────────────────────────
async def area(update: Update, ctx: Context) -> None:
    """An area was picked, perhaps with a page of its stations."""
    page = ctx.number(1) if len(ctx.words) > 1 else 0
    show_area(ctx, scope.area(ctx, ctx.word(0)), page)


async def station(update: Update, ctx: Context) -> None:
    """A station was picked."""
    show_station(ctx, scope.station(ctx, ctx.number(0)))


async def officer(update: Update, ctx: Context) -> None:
    """A person was picked."""
    show_officer(ctx, scope.officer(ctx, ctx.number(0)))
