"""Another role, another station, reporter and deputy, the right to see confidential incidents."""

from telegram import Update

from handlers.access import STATION_ROLES, Action, Place, Role
from handlers.buttons import Button, button, columns
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.forms import places
from handlers.officers import browsing, picker, posting, scope, seats, titles
from handlers.officers.grants import may_grant, place_of, require_grant
from handlers.officers.posting import NewPost
from handlers.roster import roles
from handlers.texts import officers as texts
from handlers.texts import registration as registration_texts
from handlers.texts.common import AGENCY_NAMES
from storage import areas, officers
from storage.areas import Station
from storage.officers import Officer
from storage.people import Post


# ── Role ─────────────────────────────────────────────────────────────────────────────────────
async def ask_role(update: Update, ctx: Context) -> None:
    """Which role instead?"""
    officer = scope.granted(ctx, ctx.number(0))
    made = [
        button(registration_texts.role_button(role), "of.role2", officer.post.id, role)
        for role in _possible(ctx, officer.post)
    ]
    back = button(texts.BACK, "of.post", officer.post.id)
    ctx.respond(texts.PICK_ROLE, [*columns(made, 2), [back]])


def _possible(ctx: Context, post: Post) -> list[Role]:
    return [
        role
        for role in Role
        if role != post.role
        and _fits(role, post)
        and may_grant(ctx.actor.posts, role, place_of(post))
    ]


def _fits(role: Role, post: Post) -> bool:
    """Whether a role can be held at the place of a post."""
    if role is Role.PENJAGA or post.store_id is not None:
        return False
    if role is Role.KOORDINATOR and post.agency not in AGENCY_NAMES:
        return False
    level = "station" if post.station_id is not None else _level(post.area)
    try:
        roles.check_level(role, level)
    except Refused:
        return False
    return True


def _level(area: str) -> str:
    return {2: "city", 3: "district", 4: "village"}[len(area.split("."))]


async def role(update: Update, ctx: Context) -> None:
    """A role was picked: it counts at once."""
    officer = scope.granted(ctx, ctx.number(0))
    wanted = next((each for each in Role if each == ctx.word(1)), None)
    if wanted is None or not _fits(wanted, officer.post):
        raise Malformed
    require_grant(ctx, wanted, place_of(officer.post))
    post = officer.post
    agency = post.agency if wanted is Role.KOORDINATOR else roles.default_agency(wanted)
    seat = 0 if wanted is Role.PTPS else post.seat
    new = NewPost(wanted, post.area, post.station_id, None, agency, seat)
    _exchange(ctx, officer, new)


# ── Station ──────────────────────────────────────────────────────────────────────────────────
async def ask_station(update: Update, ctx: Context) -> None:
    """Which station instead? Arguments: post, area, page."""
    officer = scope.granted(ctx, ctx.number(0))
    area = scope.area(ctx, ctx.word(1)) if scope.own_areas(ctx) else None
    post = officer.post
    if area is None:
        raise Denied(Action.APPROVE_PEOPLE, Place(post.area))
    if area.level == "village":
        page = ctx.number(2) if len(ctx.words) > 2 else 0
        rows = picker.station_rows(
            areas.stations(ctx.tx, area.code), page, lambda each: _to(each, post.id),
            lambda label, number: button(label, "of.move", post.id, area.code, number),
        )  # fmt: skip
    else:
        rows = picker.area_rows(
            areas.children(ctx.tx, area.code),
            lambda each: button(each.name, "of.move", post.id, each.code),
        )
    above = [code for code in areas.chain(area.code)[1:2]
             if ctx.actor.may(Action.APPROVE_PEOPLE, Place(code))]  # fmt: skip
    ways = [button(texts.OTHER_AREA, "of.move", post.id, code) for code in above]
    ways.append(button(texts.BACK, "of.post", post.id))
    ctx.respond(texts.PICK_NEW_STATION, [*rows, ways])


def _to(station: Station, post_id: int) -> Button:
    return button(f"{station.number:03d}", "of.move2", post_id, station.id)


async def move(update: Update, ctx: Context) -> None:
    """A station was picked: the old one's rights end at once."""
    officer = scope.granted(ctx, ctx.number(0))
    station = areas.station(ctx.tx, ctx.number(1))
    if station is None or officer.post.role not in STATION_ROLES:
        raise Malformed
    require_grant(ctx, officer.post.role, places.station_place(station))
    if station.id == officer.post.station_id:
        raise Refused(texts.ALREADY_THERE)
    new = NewPost(officer.post.role, station.area, station.id, None, officer.post.agency)
    _exchange(ctx, officer, new)


def _exchange(ctx: Context, officer: Officer, new: NewPost) -> None:
    posting.exchange(ctx, officer, new)
    title = titles.at(ctx.tx, new.role, new.area, new.station_id, new.agency)
    ctx.audit("change post", f"post:{officer.post.id}", f"{new.role} {new.area} {new.station_id}")
    back = [[button(texts.BACK, "of.tps", new.station_id)]] if new.station_id else []
    ctx.respond(texts.changed(officer.name, title), back)


# ── Reporter and deputy ──────────────────────────────────────────────────────────────────────
async def ask_seat(update: Update, ctx: Context) -> None:
    """Who shall be reporter (1) or deputy (2) of a station?"""
    station = scope.station(ctx, ctx.number(0))
    seat = _seat(ctx)
    staff = officers.at_station(ctx.tx, ctx.event.id, station.id)
    rows = [[_seat_button(each, seat)] for each in staff if each.post.role != Role.PTPS]
    rows.append([button(texts.BACK, "of.tps", station.id)])
    ctx.respond(texts.pick_seat(seat, station.number, station.village), rows)


def _seat(ctx: Context) -> int:
    seat = ctx.number(1)
    if seat not in (seats.REPORTER, seats.DEPUTY):
        raise Malformed
    return seat


def _seat_button(officer: Officer, seat: int) -> Button:
    label = texts.officer_button(
        officer.name, titles.of(officer), officer.registered, officer.blocked
    )
    return button(label, "of.seat2", officer.post.id, seat)


async def seat(update: Update, ctx: Context) -> None:
    """Somebody was picked; told so."""
    officer = scope.officer(ctx, ctx.number(0))
    wanted = _seat(ctx)
    post = officer.post
    if post.station_id is None or post.role == Role.PTPS:
        raise Malformed
    seats.choose(ctx.tx, ctx.event.id, post, wanted)
    ctx.audit("seat", f"post:{post.id}", str(wanted))
    for user_id in officers.accounts_of(ctx.tx, officer.person_id):
        ctx.send(user_id, texts.seat_taken(wanted, officer.name, titles.of(officer)))
    browsing.show_station(ctx, scope.station(ctx, post.station_id))


# ── Confidential incidents ───────────────────────────────────────────────────────────────────
async def confidential(update: Update, ctx: Context) -> None:
    """Name a coordinator of Bakesbangpol to see confidential incidents, or no longer."""
    officer = scope.officer(ctx, ctx.number(0))
    ctx.require(Action.MANAGE_ROSTER, place_of(officer.post))
    if not browsing.may_name_confidential(ctx, officer):
        raise Refused(texts.ONLY_BAKESBANGPOL)
    allowed = ctx.number(1) == 1
    officers.set_confidential(ctx.tx, officer.post.id, allowed)
    ctx.audit("confidential", f"post:{officer.post.id}", str(int(allowed)))
    browsing.show_officer(ctx, scope.officer(ctx, officer.post.id))
