"""Default reporter and deputy: pure."""

import pytest

from handlers.officers.seats import defaults
from storage.people import PersonId, Post


def _post(number: int, role: str, seat: int = 0, person: int | None = None) -> Post:
    holder = PersonId(number if person is None else person)
    return Post(number, holder, role, "35.73.03.1001", 1, None, None, seat, False)


@pytest.mark.parametrize(
    ("staff", "given"),
    [
        ([("kpps_ketua", 0), ("kpps", 0), ("linmas", 0), ("linmas", 0)], [(3, 1), (2, 2)]),
        ([("linmas", 0), ("linmas", 0)], [(1, 1), (2, 2)]),
        ([("kpps_ketua", 0), ("linmas", 0)], [(2, 1), (1, 2)]),
        ([("kpps", 0), ("kpps", 0)], [(1, 1), (2, 2)]),
        ([("ptps", 0)], []),
        ([("kpps_ketua", 1), ("linmas", 0), ("kpps", 0)], [(3, 2)]),
        ([("linmas", 1), ("kpps", 2), ("linmas", 0)], []),
        ([], []),
    ],
)
def test_linmas_reports_and_a_member_of_kpps_is_the_deputy(
    staff: list[tuple[str, int]], given: list[tuple[int, int]]
) -> None:
    """The first linmas, then a KPPS member; PTPS never; a seat that is taken stays taken."""
    posts = [_post(number, role, seat) for number, (role, seat) in enumerate(staff, start=1)]

    assert defaults(posts) == given


def test_nobody_sits_on_both_seats() -> None:
    """One person with two posts at a station takes one seat only."""
    posts = [_post(1, "linmas", person=7), _post(2, "kpps", person=7), _post(3, "linmas")]

    assert defaults(posts) == [(1, 1), (3, 2)]
