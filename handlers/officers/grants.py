"""Who may give or take which role where: one's own area, and only roles below one's own. Pure."""

from collections.abc import Iterable

from handlers.access import STATION_ROLES, Action, Place, Role, may
from handlers.context import Context
from handlers.errors import Denied
from storage.people import Post

_STATION = STATION_ROLES - {Role.PTPS}
"""PTPS are Bawaslu's: who they are is none of the KPPS's business, nor of PPS, lurah or camat."""
_VILLAGE = _STATION | {Role.PENJAGA}
GRANTS: dict[Role, frozenset[Role]] = {
    Role.KPPS_KETUA: _STATION,
    Role.PPS: _VILLAGE,
    Role.PPK: _VILLAGE | {Role.PPS},
    Role.LURAH: _VILLAGE | {Role.OPERATOR},
    Role.CAMAT: _VILLAGE | {Role.OPERATOR, Role.PPS, Role.LURAH},
    Role.ADMIN: frozenset(Role),
}
"""Roles that each role may let people into, replace and revoke inside its own place."""


def may_grant(posts: Iterable[Post], role: str, place: Place) -> bool:
    """Whether these posts may decide who holds a role at a place."""
    return any(
        role in GRANTS.get(Role(post.role), frozenset())
        and may([post], Action.APPROVE_PEOPLE, place)
        for post in posts
    )


def require_grant(ctx: Context, role: str, place: Place) -> None:
    """Go on only if the person decides who holds this role here; raises Denied."""
    if not (ctx.known and may_grant(ctx.actor.posts, role, place)):
        raise Denied(Action.APPROVE_PEOPLE, place)


def place_of(post: Post) -> Place:
    """The place that a post is about."""
    return Place(post.area, post.station_id, post.store_id)
