"""The reporter (pelapor) of a station and the deputy: prompts and nudges go to them alone.

Unless somebody chose: the first linmas reports, a KPPS member is the deputy, since the ketua
takes the oath at 07.00. Bawaslu's PTPS are never nudged, so they hold no seat.
"""

from collections.abc import Iterable, Sequence

from handlers.access import Role
from storage import officers, people
from storage.database import Tx
from storage.people import Post

REPORTER = 1
DEPUTY = 2
_PREFERRED: dict[int, Sequence[Role]] = {
    REPORTER: (Role.LINMAS, Role.KPPS, Role.KPPS_KETUA),
    DEPUTY: (Role.KPPS, Role.LINMAS, Role.KPPS_KETUA),
}


def fill(tx: Tx, event_id: int, station_id: int) -> None:
    """Give the seats of a station that nobody has to those who have them by default."""
    posts = people.posts_at_station(tx, event_id, station_id)
    for post_id, seat in defaults(posts):
        officers.set_seat(tx, post_id, seat)


def choose(tx: Tx, event_id: int, post: Post, seat: int) -> None:
    """Let the holder of a post have a seat; whoever had it, has none or takes the other one."""
    assert post.station_id is not None
    officers.vacate_seat(tx, event_id, post.station_id, seat)
    officers.set_seat(tx, post.id, seat)
    fill(tx, event_id, post.station_id)


def defaults(posts: Iterable[Post]) -> list[tuple[int, int]]:
    """(post, seat) for each seat of one station that is still free, in order of seat."""
    staff = sorted(posts, key=lambda post: post.id)
    seated = {post.person_id for post in staff if post.seat}
    given: list[tuple[int, int]] = []
    for seat in (REPORTER, DEPUTY):
        if any(post.seat == seat for post in staff):
            continue
        chosen = next(
            (
                post
                for role in _PREFERRED[seat]
                for post in staff
                if post.role == role and post.person_id not in seated
            ),
            None,
        )
        if chosen is not None:
            given.append((chosen.id, seat))
            seated.add(chosen.person_id)
    return given
