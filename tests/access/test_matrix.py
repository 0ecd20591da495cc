"""Every role × every action × every place: written from the contract, not from the code.

The places, seen from somebody who serves in village V1 of district D1:
    O  the own station, or a station of the own village     N  another station of that village
    W  that village as a whole                              G  a store in that village
    X  a station of another village in the same district    D  a station in another district
    C  the whole city
"""

import itertools

import pytest

from handlers.access import Action, Place, Role, may
from storage.people import PersonId, Post

V1, V2, V3 = "35.73.03.1001", "35.73.03.1005", "35.73.04.1001"
PLACES = {
    "O": Place(V1, station_id=1),
    "N": Place(V1, station_id=2),
    "W": Place(V1),
    "G": Place(V1, store_id=1),
    "X": Place(V2, station_id=3),
    "D": Place(V3, station_id=4),
    "C": Place("35.73"),
}


def _post(
    role: str, area: str, *, station: int | None = None, store: int | None = None,
    agency: str | None = None, confidential: bool = False,
) -> Post:  # fmt: skip
    return Post(1, PersonId(1), role, area, station, store, agency, 0, confidential)


WHO = {
    "kpps_ketua": _post("kpps_ketua", V1, station=1),
    "kpps": _post("kpps", V1, station=1),
    "linmas": _post("linmas", V1, station=1),
    "ptps": _post("ptps", V1, station=1, agency="bawaslu"),
    "pps": _post("pps", V1, agency="kpu"),
    "ppk": _post("ppk", "35.73.03", agency="kpu"),
    "penjaga": _post("penjaga", V1, store=1),
    "lurah": _post("lurah", V1),
    "camat": _post("camat", "35.73.03"),
    "operator": _post("operator", V1),
    "operator posko": _post("operator", "35.73"),
    "opd": _post("opd", "35.73"),
    "koordinator": _post("koordinator", "35.73.03", agency="polri"),
    "koordinator bawaslu": _post("koordinator", "35.73.03", agency="bawaslu"),
    "koordinator kpu": _post("koordinator", "35.73.03", agency="kpu"),
    "koordinator bakesbangpol": _post("koordinator", "35.73", agency="bakesbangpol"),
    "bakesbangpol bernama": _post("koordinator", "35.73", agency="bakesbangpol", confidential=True),
    "admin": _post("admin", "35.73"),
}

VILLAGE, DISTRICT, CITY = "ONWG", "ONWGX", "ONWGXDC"
REACH = {".": "", "o": "O", "g": "G", "v": VILLAGE, "d": DISTRICT, "c": CITY}
ACTIONS = (
    "report_status report_on_behalf report_logistics open_boxes check_store report_incident"
    " report_turnout correct_others receive_logistics receive_boxes call_off see_area see_incidents"
    " see_confidential triage"
    " approve_people manage_roster manage_event manage_agenda broadcast link_group see_audit"
    " see_system"
).split()
TABLE = """
kpps_ketua                 o . o o . v o      . . . .    . .   . . o .   . .     .   . . .
kpps                       o . o o . v o      . . . .    . .   . . . .   . .     .   . . .
linmas                     o . o . . v o      . . . .    . .   . . . .   . .     .   . . .
ptps                       o . o . . v o      . . . .    . .   . . . .   . .     .   . . .
pps                        v v v . v v v      v v v v    v v   . v v .   . .     .   . . .
ppk                        d d d . d d d      d d d d    d d   . d d .   . .     .   . . .
penjaga                    . . . . g v .      . g . .    . .   . . . .   . .     .   . . .
lurah                      v v v . v v v      v v . .    v v   . v v .   . .     .   . . .
camat                      d d d . d d d      d d . .    d d   . d d .   . .     .   . . .
operator                   v v v . . v v      . . . .    v .   . . . .   . .     .   . . .
operator posko             c c c . . c c      . . . .    c .   . . . .   . .     .   . . .
opd                        . . . . . . .      . . . .    . .   . . . .   . .     .   . . .
koordinator                . . . . . d .      . . . .    d d   . d . .   . .     d   . . .
koordinator bawaslu        . . . . . d .      . . . .    d d   d d . .   . .     d   . . .
koordinator kpu            . . . . . d .      . . . d    d d   . d . .   . .     d   . . .
koordinator bakesbangpol   . . . . . c .      . . . .    c c   . c . .   . .     c   . . .
bakesbangpol bernama       . . . . . c .      . . . .    c c   c c . .   . .     c   . . .
admin                      c c c . c c c      c c c c    c c   . c c c   c c     c   c c c
"""
"""How far each right reaches: '.' nowhere, the own station (o) or store (g), or the whole
village (v), district (d) or city (c). The columns are those of ACTIONS, in that order:
seven of reporting, four of others' reports, deliveries, boxes and days called off, two of
seeing, confidential and triage and people and roster, event and agenda, broadcasts, groups and
audit and system.
"""
ROWS = {line[:27].strip(): line[27:].split() for line in TABLE.splitlines()[1:]}


@pytest.mark.parametrize(
    ("who", "action", "place"), list(itertools.product(WHO, Action, PLACES)), ids=str
)
def test_rights(who: str, action: Action, place: str) -> None:
    """Somebody may do what the table says, where it says, and nothing else anywhere."""
    expected = place in REACH[ROWS[who][ACTIONS.index(action.value)]]

    assert may([WHO[who]], action, PLACES[place]) is expected


def test_the_table_is_complete() -> None:
    """A new role or a new right cannot slip in without being decided on here."""
    assert {post.role for post in WHO.values()} == set(Role)
    assert set(ACTIONS) == {action.value for action in Action}
    assert ROWS.keys() == WHO.keys()
    assert {len(row) for row in ROWS.values()} == {len(ACTIONS)}


def test_several_posts_add_up_and_none_give_nothing() -> None:
    """Rights are the sum of one's posts, each in its own place."""
    both = [WHO["linmas"], _post("lurah", V3)]

    assert may(both, Action.REPORT_STATUS, PLACES["O"])
    assert may(both, Action.TRIAGE, PLACES["D"])
    assert not may(both, Action.TRIAGE, PLACES["O"])
    assert not any(may([], action, place) for action in Action for place in PLACES.values())


def test_an_unknown_role_has_no_rights() -> None:
    """A role of a newer program gives nothing instead of failing."""
    assert not any(may([_post("presiden", "35.73")], action) for action in Action)


@pytest.mark.parametrize("area", ["35.73.03.100", "35.7", "35.73.0", "35.73.03.10011"])
def test_codes_that_merely_begin_alike_are_other_areas(area: str) -> None:
    """An area lies inside another by its parts, not by its letters."""
    assert not may([_post("lurah", area)], Action.SEE_AREA, PLACES["O"])
