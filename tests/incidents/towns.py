"""Made-up holders of posts, one by one and by the handful."""

from hypothesis import strategies as st

from handlers.access import Role
from handlers.texts.common import AGENCY_NAMES
from storage.alerts import Candidate
from storage.people import PersonId, Post

CITY, DISTRICT, VILLAGE = "35.73", "35.73.03", "35.73.03.1001"
OTHER_DISTRICT, OTHER_VILLAGE = "35.73.04", "35.73.04.1001"


def somebody(
    person: int,
    role: Role,
    area: str,
    agency: str | None = None,
    *,
    named: bool = False,
    on_duty: bool = False,
) -> Candidate:
    """Somebody with one post and one chat."""
    post = Post(person, PersonId(person), role, area, None, None, agency, 0, named)
    return Candidate(post, (1000 + person,), on_duty)


areas = st.sampled_from([CITY, DISTRICT, VILLAGE, OTHER_DISTRICT, OTHER_VILLAGE])
roles = st.sampled_from([Role.LURAH, Role.CAMAT, Role.PPS, Role.PPK, Role.KOORDINATOR, Role.ADMIN])
agencies = st.sampled_from([None, *AGENCY_NAMES])
towns = st.lists(
    st.builds(
        lambda person, role, area, agency, named: somebody(person, role, area, agency, named=named),
        st.integers(1, 12), roles, areas, agencies, st.booleans(),
    ),
    max_size=25,
)  # fmt: skip
