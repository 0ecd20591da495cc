"""Whom somebody may look at here: the areas and stations of the own posts that decide on people."""

from handlers.access import Action, Place, allowing
from handlers.context import Context
from handlers.errors import Malformed, Stale
from handlers.forms import places
from handlers.officers.grants import place_of, require_grant
from handlers.texts import officers as texts
from storage import areas, officers
from storage.areas import Area, Station
from storage.officers import Officer


def own_areas(ctx: Context) -> list[Area]:
    """The areas whose people this person decides about, those of one station left out."""
    posts = allowing(ctx.actor.posts, Action.APPROVE_PEOPLE)
    codes = places.roots(ctx.tx, [post for post in posts if post.station_id is None])
    found = [areas.area(ctx.tx, code) for code in sorted(codes)]
    return [area for area in found if area is not None]


def own_stations(ctx: Context) -> list[Station]:
    """The stations whose people this person decides about by a post there."""
    posts = allowing(ctx.actor.posts, Action.APPROVE_PEOPLE)
    ids = sorted({post.station_id for post in posts if post.station_id is not None})
    found = [areas.station(ctx.tx, each) for each in ids]
    return [station for station in found if station is not None]


def example(ctx: Context, code: str | None = None) -> str:
    """The code of a station of an area, or of those this person decides about, for a usage line."""
    mine = own_stations(ctx)[:1] if code is None else []
    for root in [each.code for each in own_areas(ctx)] if code is None else [code]:
        found = areas.first_station(ctx.tx, root)
        mine += [found] if found is not None else []
    return mine[0].code if mine else texts.STATION_CODE


def area(ctx: Context, code: str) -> Area:
    """The area that a press names, if its people may be looked at. Raises Malformed, Denied."""
    found = areas.area(ctx.tx, code)
    if found is None:
        raise Malformed
    ctx.require(Action.APPROVE_PEOPLE, Place(found.code))
    return found


def station(ctx: Context, station_id: int) -> Station:
    """The station that a press names, if its people may be looked at. Raises Malformed, Denied."""
    found = areas.station(ctx.tx, station_id)
    if found is None:
        raise Malformed
    ctx.require(Action.APPROVE_PEOPLE, places.station_place(found))
    return found


def officer(ctx: Context, post_id: int) -> Officer:
    """The holder of a post that a press names, to be looked at. Raises Stale, Denied."""
    found = officers.holding(ctx.tx, post_id)
    if found is None:
        raise Stale
    ctx.require(Action.APPROVE_PEOPLE, place_of(found.post))
    return found


def granted(ctx: Context, post_id: int) -> Officer:
    """The holder of a post about which this person decides. Raises Stale, Denied."""
    found = officers.holding(ctx.tx, post_id)
    if found is None:
        raise Stale
    require_grant(ctx, found.post.role, place_of(found.post))
    return found
