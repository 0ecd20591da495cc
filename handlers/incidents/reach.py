"""Who must be told of an incident: area chain × kind × agency in charge × severity. Pure.

Two strands run upward from the place, nearest level first: the heads of the area, and each agency
in charge. The severity says how many levels hear of it at once; a level where a strand has nobody
who can be reached hands over to the next one up, so nothing reaches nobody.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from handlers.access import Action, Place, Role, may
from handlers.incidents.kinds import Kind
from storage.alerts import Candidate
from storage.areas import EVERYWHERE, chain
from storage.incidents import Severity
from storage.people import PersonId, Post

LEVELS = {Severity.MERAH: 3, Severity.ORANYE: 2, Severity.KUNING: 1, Severity.INFO: 0}
"""How many of kelurahan, kecamatan and kota are told at once."""
OVERSEER = "bakesbangpol"
LOGISTICS = "kpu"
_VILLAGE_PARTS = 4
_CITY_PARTS = 2
_HEADS = {4: Role.LURAH, 3: Role.CAMAT}

RESPONSIBLE_ROLES = (Role.LURAH, Role.CAMAT, Role.PPS, Role.PPK, Role.KOORDINATOR, Role.ADMIN)
"""Roles that may be told of an incident."""


class Reason(StrEnum):
    """Why somebody is told; in a tie the earlier one stands."""

    CIRCLE = auto()  # confidential: Bawaslu and named Bakesbangpol staff
    ASSIGNED = auto()  # asked by a colleague to deal with it
    AGENCY = auto()  # the own agency is in charge
    AREA = auto()  # head of the area
    GRAVE = auto()  # a coordinator's area has a MERAH
    NEAREST = auto()  # nobody of the strands can be reached
    EVERYBODY = auto()  # nobody in charge has answered at any level
    OVERVIEW = auto()  # Bakesbangpol of the city sees everything
    ADMIN = auto()  # nobody else can be reached


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell, in all of their private chats."""

    person_id: PersonId
    chats: tuple[int, ...]
    reason: Reason
    silent: bool = False
    post: Post | None = None
    """The post they are told for, where there is one."""


@dataclass(frozen=True)
class Matter:
    """What decides about the reach of an incident; `area` is where it happened.

    `height` counts the levels it has climbed because nobody in charge answered; with `everybody`
    nobody along the area chain is left out.
    """

    kind: Kind
    severity: Severity
    area: str
    reporter_id: PersonId
    height: int = 0
    everybody: bool = False


Wanted = Callable[[Post], bool]


def reach(matter: Matter, candidates: Sequence[Candidate]) -> list[Recipient]:
    """Everybody to tell at once, each person once, the agency in charge first.

    Empty for INFO, which waits for the digest; for a confidential kind without a circle; and when
    nobody who may deal with it can be reached: then admins must know that somebody is missing.
    Who reported it is not told of the own report, except inside the circle of a confidential one.
    """
    if matter.kind.confidential:
        return _once(_circle(matter, candidates))
    if matter.severity is Severity.INFO and not matter.height:
        return []
    others = [each for each in candidates if each.post.person_id != matter.reporter_id]
    found = _once(_by_duty(matter, others, [
        *_agencies(matter, others), *_area(matter, others), *_grave(matter, others),
        *_overview(matter, others), *_everybody(matter, others),
    ]))  # fmt: skip
    if any(not recipient.silent for recipient in found):
        return found
    return _aloud(found) or _once(_nearest(matter, others))


def admins(candidates: Iterable[Candidate]) -> list[Recipient]:
    """The admins among the candidates: told when nobody else can be."""
    return _once(_recipients(candidates, lambda post: post.role == Role.ADMIN, Reason.ADMIN))


def in_charge(kind: Kind, area: str, posts: Iterable[Post]) -> bool:
    """Whether somebody with these posts belongs to an agency in charge of the place."""
    codes = chain(area)
    return any(
        of_agency(agency)(post) and post.area in codes for post in posts for agency in kind.agencies
    )


def of_agency(agency: str) -> Wanted:
    """Whether a post belongs to an agency: its coordinators, and KPU's people on the ground."""

    def belongs(post: Post) -> bool:
        if post.role == Role.KOORDINATOR:
            return post.agency == agency
        return agency == LOGISTICS and post.role in (Role.PPS, Role.PPK)

    return belongs


def _circle(matter: Matter, candidates: Iterable[Candidate]) -> list[Recipient]:
    place = Place(matter.area)

    def sees(post: Post) -> bool:
        return may([post], Action.SEE_CONFIDENTIAL, place)

    return _recipients(candidates, sees, Reason.CIRCLE)


def _agencies(matter: Matter, candidates: Sequence[Candidate]) -> list[Recipient]:
    return [
        recipient
        for agency in matter.kind.agencies
        for recipient in _strand(matter, candidates, of_agency(agency), Reason.AGENCY)
    ]


def _area(matter: Matter, candidates: Sequence[Candidate]) -> list[Recipient]:
    # The city's own head of the strand is Bakesbangpol, which has the overview anyway: it is
    # rung only where the heads below it can't be, or don't answer.
    return _strand(matter, candidates, _is_head, Reason.AREA, highest=3 if matter.height else 2)


def _strand(
    matter: Matter, candidates: Sequence[Candidate], wanted: Wanted, reason: Reason,
    highest: int = 3,
) -> list[Recipient]:  # fmt: skip
    """The wanted posts of each level that the severity names, or of the next one above it."""
    codes = chain(matter.area)
    depth = min(LEVELS[matter.severity] + matter.height, highest)
    first = _VILLAGE_PARTS - len(codes[0].split("."))
    found: list[Recipient] = []
    for level in range(max(depth - first, 1)):
        for code in codes[level:]:
            here = [each for each in candidates if each.post.area == code]
            if people := _recipients(here, wanted, reason):
                found += people
                break
    return found


def _grave(matter: Matter, candidates: Iterable[Candidate]) -> list[Recipient]:
    if matter.severity is not Severity.MERAH:
        return []
    codes = chain(matter.area)

    def concerned(post: Post) -> bool:
        return post.role == Role.KOORDINATOR and post.area in codes and not _oversees(post)

    return _recipients(candidates, concerned, Reason.GRAVE)


def _overview(matter: Matter, candidates: Iterable[Candidate]) -> list[Recipient]:
    codes = chain(matter.area)

    def sees(post: Post) -> bool:
        return _oversees(post) and post.area in codes

    return _recipients(candidates, sees, Reason.OVERVIEW, silent=True)


def _by_duty(
    matter: Matter, candidates: Sequence[Candidate], found: Iterable[Recipient]
) -> list[Recipient]:
    """At first only those on duty are rung, of the agencies and areas that have any."""
    rung = {_desk(each.post) for each in candidates if each.on_duty}
    on_duty = {each.post.id for each in candidates if each.on_duty}
    return [
        replace(each, silent=True)
        if each.post and not matter.height
        and _desk(each.post) in rung and each.post.id not in on_duty
        else each
        for each in found
    ]  # fmt: skip


def _desk(post: Post) -> tuple[str, str, str | None]:
    return post.role, post.area, post.agency


def _everybody(matter: Matter, candidates: Iterable[Candidate]) -> list[Recipient]:
    if not matter.everybody:
        return []
    place = Place(matter.area)

    def sees(post: Post) -> bool:
        return may([post], Action.SEE_INCIDENTS, place)

    return _recipients(candidates, sees, Reason.EVERYBODY)


def _nearest(matter: Matter, candidates: Sequence[Candidate]) -> list[Recipient]:
    """Whoever may deal with it at the lowest level that has anybody."""
    for code in chain(matter.area):
        here = [each for each in candidates if each.post.area == code]
        if found := _recipients(here, _may_deal, Reason.NEAREST):
            return found
    return []


def _is_head(post: Post) -> bool:
    parts = len(post.area.split("."))
    return post.role == _HEADS.get(parts) or _oversees(post)


def _oversees(post: Post) -> bool:
    return (
        post.role == Role.KOORDINATOR
        and post.agency == OVERSEER
        and post.area != EVERYWHERE
        and len(post.area.split(".")) == _CITY_PARTS
    )


def _may_deal(post: Post) -> bool:
    return post.role != Role.ADMIN and may([post], Action.TRIAGE)


def _recipients(
    candidates: Iterable[Candidate], wanted: Wanted, reason: Reason, *, silent: bool = False
) -> list[Recipient]:  # fmt: skip
    return [
        Recipient(each.post.person_id, each.chats, reason, silent, each.post)
        for each in candidates
        if wanted(each.post)
    ]


def _aloud(found: Iterable[Recipient]) -> list[Recipient]:
    return [replace(each, reason=Reason.NEAREST, silent=False) for each in found]


def _once(found: Iterable[Recipient]) -> list[Recipient]:
    """Each person once: aloud before silently, then by the order of reasons."""
    order = list(Reason)
    best: dict[PersonId, Recipient] = {}
    for each in sorted(found, key=lambda each: (each.silent, order.index(each.reason))):
        best.setdefault(each.person_id, each)
    return list(best.values())
