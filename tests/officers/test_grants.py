"""Who may give which role where: pure."""

import pytest

from handlers.access import Place, Role
from handlers.officers.grants import GRANTS, may_grant
from storage.people import PersonId, Post

V1, V2, D1 = "35.73.03.1001", "35.73.03.1005", "35.73.03"


def _post(role: str, area: str, station: int | None = None) -> Post:
    return Post(1, PersonId(1), role, area, station, None, None, 0, False)


@pytest.mark.parametrize(
    ("holder", "role", "place", "allowed"),
    [
        (_post("kpps_ketua", V1, 1), "linmas", Place(V1, 1), True),
        (_post("kpps_ketua", V1, 1), "linmas", Place(V1, 2), False),
        (_post("kpps_ketua", V1, 1), "pps", Place(V1), False),
        *(
            (_post(role, area, station), "ptps", Place(V1, 1), False)
            for role, area, station in (
                ("kpps_ketua", V1, 1),
                ("pps", V1, None),
                ("ppk", D1, None),
                ("lurah", V1, None),
                ("camat", D1, None),
            )
        ),
        (_post("admin", "35.73"), "ptps", Place("35.73.03.1001", 1), True),
        (_post("kpps", V1, 1), "linmas", Place(V1, 1), False),
        (_post("pps", V1), "kpps_ketua", Place(V1, 1), True),
        (_post("pps", V1), "kpps_ketua", Place(V2, 9), False),
        (_post("pps", V1), "pps", Place(V1), False),
        (_post("pps", V1), "lurah", Place(V1), False),
        (_post("lurah", V1), "operator", Place(V1), True),
        (_post("lurah", V1), "lurah", Place(V1), False),
        (_post("camat", D1), "lurah", Place(V2), True),
        (_post("camat", D1), "camat", Place(D1), False),
        (_post("camat", D1), "koordinator", Place(D1), False),
        (_post("ppk", D1), "pps", Place(V1), True),
        (_post("koordinator", "35.73"), "linmas", Place(V1, 1), False),
        (_post("operator", V1), "linmas", Place(V1, 1), False),
        (_post("admin", "35.73"), "admin", Place("35.73"), True),
        (_post("admin", "35.73"), "admin", Place("35.74"), False),
    ],
)
def test_roles_are_given_below_and_inside(
    holder: Post, role: str, place: Place, allowed: bool
) -> None:
    """Only roles below one's own, only inside one's own place; the admin gives every role."""
    assert may_grant([holder], role, place) is allowed


def test_nobody_but_the_admin_lifts_others_to_power() -> None:
    """No role of the field gives coordinators, camat or admins."""
    high = {Role.ADMIN, Role.KOORDINATOR, Role.CAMAT, Role.PPK, Role.OPD}

    assert all(not given & high for role, given in GRANTS.items() if role is not Role.ADMIN)
