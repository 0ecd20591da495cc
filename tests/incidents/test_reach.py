"""Who is told of an incident: the rule, and what must hold for every city."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.access import Action, Place, Role, may
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import Matter, Reason, Recipient, in_charge, reach
from storage.alerts import Candidate
from storage.incidents import Severity
from storage.people import PersonId
from tests.incidents.towns import (
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    OTHER_VILLAGE,
    VILLAGE,
    somebody,
    towns,
)

LURAH = somebody(1, Role.LURAH, VILLAGE)
CAMAT = somebody(2, Role.CAMAT, DISTRICT)
PPS = somebody(3, Role.PPS, VILLAGE, "kpu")
PPK = somebody(4, Role.PPK, DISTRICT, "kpu")
POLSEK = somebody(5, Role.KOORDINATOR, DISTRICT, "polri")
POLRES = somebody(6, Role.KOORDINATOR, CITY, "polri")
BPBD = somebody(7, Role.KOORDINATOR, CITY, "bpbd")
OVERSEER = somebody(8, Role.KOORDINATOR, CITY, "bakesbangpol")
NAMED = somebody(9, Role.KOORDINATOR, CITY, "bakesbangpol", named=True)
BAWASLU = somebody(10, Role.KOORDINATOR, CITY, "bawaslu")
DISHUB = somebody(11, Role.KOORDINATOR, CITY, "dishub")
FAR_LURAH = somebody(12, Role.LURAH, OTHER_VILLAGE)
FAR_POLSEK = somebody(13, Role.KOORDINATOR, OTHER_DISTRICT, "polri")
ADMIN = somebody(14, Role.ADMIN, CITY)
TOWN = [LURAH, CAMAT, PPS, PPK, POLSEK, POLRES, BPBD, OVERSEER, NAMED, BAWASLU, DISHUB, FAR_LURAH,
        FAR_POLSEK, ADMIN]  # fmt: skip


def told(kind: str, severity: Severity, *, reporter: int = 99, area: str = VILLAGE,
         town: list[Candidate] | None = None) -> dict[int, Recipient]:  # fmt: skip
    """Who is told, by person."""
    matter = Matter(KINDS[kind], severity, area, PersonId(reporter))
    found = reach(matter, TOWN if town is None else town)
    return {recipient.person_id: recipient for recipient in found}


def loud(found: dict[int, Recipient]) -> set[int]:
    """Those whose phone rings."""
    return {person for person, recipient in found.items() if not recipient.silent}


def test_red_reaches_all_levels_and_every_coordinator_of_the_area() -> None:
    """MERAH goes at once to kelurahan, kecamatan and kota, but not to other areas."""
    assert loud(told("bencana", Severity.MERAH)) == {1, 2, 5, 6, 7, 10, 11}


def test_orange_reaches_village_and_district_of_area_and_agency() -> None:
    """ORANYE keamanan: lurah, camat, and Polri, whose nearest post is the kecamatan's."""
    assert loud(told("keamanan", Severity.ORANYE)) == {1, 2, 5}


def test_yellow_reaches_the_village_and_the_nearest_of_the_agency() -> None:
    """KUNING: the lurah; the agency in charge by its nearest post, since none is lower."""
    assert loud(told("keamanan", Severity.KUNING)) == {1, 5}


def test_logistics_go_to_pps_and_ppk() -> None:
    """KPU's people on the ground are in charge of logistics, beside the heads of the area."""
    assert loud(told("logistik", Severity.ORANYE)) == {1, 2, 3, 4}


def test_only_logistics_go_to_pps_and_ppk() -> None:
    """Other kinds are not theirs."""
    assert not {3, 4} & told("keamanan", Severity.MERAH).keys()


def test_info_waits_for_the_digest() -> None:
    """INFO buzzes nobody."""
    assert told("logistik", Severity.INFO) == {}


def test_bakesbangpol_of_the_city_sees_silently_what_others_are_in_charge_of() -> None:
    """Everything but the confidential, without a sound."""
    found = told("keamanan", Severity.KUNING)
    assert found[8].silent
    assert found[8].reason is Reason.OVERVIEW


def test_bakesbangpol_is_rung_where_it_is_in_charge() -> None:
    """Power and network are its own."""
    assert 8 in loud(told("listrik", Severity.ORANYE))


def test_a_level_without_anybody_hands_over_upward() -> None:
    """Without lurah and camat the city's Bakesbangpol is rung."""
    town = [each for each in TOWN if each not in (LURAH, CAMAT)]
    assert loud(told("keamanan", Severity.KUNING, town=town)) == {5, 8, 9}


def test_who_reported_is_not_told_but_somebody_else_is() -> None:
    """A lurah's own report rings the camat."""
    assert loud(told("lainnya", Severity.KUNING, reporter=1)) == {2}


def test_confidential_goes_to_bawaslu_and_named_people_alone() -> None:
    """Netralitas and politik uang stay in the circle, whatever the severity."""
    for kind in ("netralitas", "politikuang"):
        for severity in Severity:
            assert told(kind, severity).keys() == {9, 10}


def test_nobody_but_admins_leaves_the_list_empty() -> None:
    """Admins are not responsible: whoever raises it then tells them that somebody is missing."""
    assert told("bencana", Severity.MERAH, town=[ADMIN]) == {}


def test_an_agency_is_in_charge_only_of_its_own_area() -> None:
    """Polsek of another kecamatan does not stop the clock."""
    assert in_charge(KINDS["keamanan"], VILLAGE, [POLSEK.post])
    assert not in_charge(KINDS["keamanan"], VILLAGE, [FAR_POLSEK.post])
    assert not in_charge(KINDS["keamanan"], VILLAGE, [LURAH.post])


def test_whoever_is_on_duty_is_rung_first() -> None:
    """The colleague sees it silently; when it climbs, or nobody is on duty, both are rung."""
    tired = somebody(20, Role.KOORDINATOR, DISTRICT, "polri")
    awake = somebody(21, Role.KOORDINATOR, DISTRICT, "polri", on_duty=True)
    first = told("keamanan", Severity.ORANYE, town=[LURAH, tired, awake])
    assert loud(first) == {1, 21}
    assert first[20].silent
    assert loud(told("keamanan", Severity.ORANYE, town=[LURAH, tired])) == {1, 20}
    higher = Matter(KINDS["keamanan"], Severity.ORANYE, VILLAGE, PersonId(99), height=1)
    assert {r.person_id for r in reach(higher, [tired, awake]) if not r.silent} == {20, 21}


matters = st.builds(
    Matter, st.sampled_from(list(KINDS.values())), st.sampled_from(Severity),
    st.sampled_from([VILLAGE, DISTRICT, CITY]), st.integers(1, 12).map(PersonId),
)  # fmt: skip


@given(matters, towns)
def test_each_person_is_told_once(matter: Matter, town: list[Candidate]) -> None:
    """However many posts somebody holds."""
    people = [recipient.person_id for recipient in reach(matter, town)]
    assert len(people) == len(set(people))


@given(matters, towns)
def test_confidential_never_leaves_the_circle(matter: Matter, town: list[Candidate]) -> None:
    """Everybody told of a confidential kind has a post that lets them see it here."""
    if not matter.kind.confidential:
        return
    for recipient in reach(matter, town):
        posts = [each.post for each in town if each.post.person_id == recipient.person_id]
        assert may(posts, Action.SEE_CONFIDENTIAL, Place(matter.area))


@given(matters, towns)
def test_nothing_reaches_nobody(matter: Matter, town: list[Candidate]) -> None:
    """If anybody but the reporter may deal with it along the chain, somebody's phone rings."""
    if matter.kind.confidential or matter.severity is Severity.INFO:
        return
    able = any(
        each.post.person_id != matter.reporter_id
        and each.post.role != Role.ADMIN
        and may([each.post], Action.TRIAGE, Place(matter.area))
        for each in town
    )
    rung = [recipient for recipient in reach(matter, town) if not recipient.silent]
    assert bool(rung) == able


@given(matters, towns)
def test_nobody_outside_the_area_is_told(matter: Matter, town: list[Candidate]) -> None:
    """Everybody told has a post whose area covers the place."""
    for recipient in reach(matter, town):
        posts = [each.post for each in town if each.post.person_id == recipient.person_id]
        assert may(posts, Action.SEE_INCIDENTS, Place(matter.area))


@given(matters, towns)
def test_graver_never_reaches_fewer(matter: Matter, town: list[Candidate]) -> None:
    """Everybody told of a KUNING is told of the same thing as MERAH, but for stand-ins."""
    yellow = Matter(matter.kind, Severity.KUNING, matter.area, matter.reporter_id)
    red = Matter(matter.kind, Severity.MERAH, matter.area, matter.reporter_id)
    told_of_yellow = {
        each.person_id for each in reach(yellow, town) if each.reason is not Reason.NEAREST
    }
    assert told_of_yellow <= {each.person_id for each in reach(red, town)}
