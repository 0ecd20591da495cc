"""Which stations and stores somebody may file for, and how one is chosen: never asked if one."""

from collections.abc import Iterable, Sequence

from handlers.access import STATION_ROLES, Action, Place, allowing
from handlers.context import Actor
from handlers.forms.model import Scene
from handlers.texts.common import area_label
from storage import areas
from storage.areas import EVERYWHERE, Area, Station, Store
from storage.database import Tx
from storage.people import Post

NODE_LEVELS = ("district", "village")
"""Areas through which logistics go on their way to the stations."""
SCREEN = 40
"""Stations on one screen of buttons."""


def own_station(tx: Tx, actor: Actor) -> Station | None:
    """The one station somebody serves at; None for people of an area or of several stations."""
    ids = {post.station_id for post in actor.posts if post.station_id is not None}
    if len(ids) != 1 or any(_leads(post) for post in actor.posts):
        return None
    return areas.station(tx, next(iter(ids)) or 0)


def _leads(post: Post) -> bool:
    return post.role not in STATION_ROLES and bool(allowing([post], Action.REPORT_STATUS))


def own_store(tx: Tx, actor: Actor) -> Store | None:
    """The one store somebody guards; None for people with any other post."""
    ids = {post.store_id for post in actor.posts}
    only = next(iter(ids)) if len(ids) == 1 else None
    return None if only is None else areas.store(tx, only)


def own_stations(tx: Tx, actor: Actor) -> list[Station]:
    """The stations somebody serves at, in order of number."""
    ids = {post.station_id for post in actor.posts if post.station_id is not None}
    found = [areas.station(tx, station_id) for station_id in sorted(ids)]
    return [station for station in found if station is not None]


def villages(tx: Tx, actor: Actor, action: Action) -> list[Area]:
    """The villages where somebody may do this, by name."""
    found = {
        village.code: village
        for code in roots(tx, allowing(actor.posts, action))
        for village in areas.villages(tx, code)
    }
    return sorted(found.values(), key=lambda village: village.name)


def village_labels(tx: Tx, found: Sequence[Area]) -> list[tuple[Area, str]]:
    """Each village with what its button says: the kecamatan too where two share a name."""
    names = [village.name.casefold() for village in found]
    return [
        (each, each.name if names.count(each.name.casefold()) == 1 else _in_district(tx, each))
        for each in found
    ]


def _in_district(tx: Tx, village: Area) -> str:
    district = areas.area(tx, village.code.rpartition(".")[0])
    return village.name if district is None else f"{village.name} ({area_label(district)})"


def station_labels(stations: Sequence[Station]) -> list[tuple[Station, str]]:
    """Each station with what its button says: the village too where they lie in several."""
    one = len({station.area for station in stations}) < 2
    return [
        (each, f"{each.number:03d}" if one else f"{each.number:03d} {each.village}")
        for each in stations
    ]


def roots(tx: Tx, posts: Iterable[Post]) -> set[str]:
    """The areas of these posts; an admin's from the settings is the whole city."""
    codes: set[str] = set()
    for post in posts:
        if post.area == EVERYWHERE:
            codes |= {area.code for area in areas.roots(tx)}
        else:
            codes.add(post.area)
    return codes


def stations_in(tx: Tx, actor: Actor, action: Action, village: str) -> list[Station]:
    """The stations of a village for which somebody may do this."""
    return [
        station
        for station in areas.stations(tx, village)
        if actor.may(action, station_place(station))
    ]


def stores_for(tx: Tx, actor: Actor) -> list[Store]:
    """The stores somebody may check."""
    found = {
        store.id: store
        for code in roots(tx, allowing(actor.posts, Action.CHECK_STORE))
        for store in areas.stores(tx, code)
        if actor.may(Action.CHECK_STORE, store_place(store))
    }
    return list(found.values())


def nodes(tx: Tx, actor: Actor) -> list[Area | Store]:
    """Where somebody receives logistics: the own kelurahan or kecamatan, the own store."""
    found: dict[str, Area | Store] = {}
    for post in allowing(actor.posts, Action.RECEIVE_LOGISTICS):
        store = areas.store(tx, post.store_id) if post.store_id is not None else None
        area = areas.area(tx, post.area) if post.store_id is None else None
        if store is not None:
            found[node_key(store)] = store
        elif area is not None and area.level in NODE_LEVELS:
            found[node_key(area)] = area
    return list(found.values())


def node_key(node: Area | Store) -> str:
    """What a button says of a node: 'g3' for a store, else the area's code."""
    return f"g{node.id}" if isinstance(node, Store) else node.code


def node_of(scene: Scene) -> Area | Store | None:
    """The node that a scene is about."""
    return scene.store or scene.area


def station_place(station: Station) -> Place:
    """The place of a station, for checks of rights."""
    return Place(station.area, station_id=station.id)


def store_place(store: Store) -> Place:
    """The place of a store, for checks of rights."""
    return Place(store.area, store_id=store.id)
