"""Who may see and invite whom. Pure: posts decide on every screen and every press.

Those who decide on people see their own area. Bawaslu's PTPS are Bawaslu's affair: nobody chases
them, so only admins and Bawaslu's own coordinators of the area have them on the list.
"""

from collections.abc import Iterable

from handlers.access import Action, Place, Role, may
from handlers.officers.grants import may_grant, place_of
from storage.areas import covers
from storage.people import Post
from storage.unreached import Sight

_BAWASLU = "bawaslu"


def sight(posts: Iterable[Post], area: str) -> Sight:
    """Whose posts in an area may be looked at as a list."""
    held = tuple(posts)
    place = Place(area)
    return Sight(staff=may(held, Action.APPROVE_PEOPLE, place), supervisors=_over_ptps(held, place))


def may_see(posts: Iterable[Post], post: Post) -> bool:
    """Whether how the holder of a post can be reached may be looked at."""
    held = tuple(posts)
    if post.role == Role.PTPS:
        return _over_ptps(held, place_of(post))
    return may(held, Action.APPROVE_PEOPLE, place_of(post))


def may_invite(posts: Iterable[Post], post: Post) -> bool:
    """Whether the holder of a post may be sent a personal invitation."""
    held = tuple(posts)
    if post.role == Role.PTPS:
        return may_see(held, post)
    return may_grant(held, post.role, place_of(post))


def has_list(posts: Iterable[Post]) -> bool:
    """Whether there is a list of people out of reach for somebody at all."""
    held = tuple(posts)
    return may(held, Action.APPROVE_PEOPLE) or bool(bawaslu_areas(held))


def bawaslu_areas(posts: Iterable[Post]) -> list[str]:
    """The areas of somebody's posts as coordinator of Bawaslu."""
    return [each.area for each in posts if _of_bawaslu(each)]


def _over_ptps(posts: tuple[Post, ...], place: Place) -> bool:
    return may(posts, Action.MANAGE_ROSTER, place) or any(
        covers(each.area, place.area) for each in posts if _of_bawaslu(each)
    )


def _of_bawaslu(post: Post) -> bool:
    return post.role == Role.KOORDINATOR and post.agency == _BAWASLU
