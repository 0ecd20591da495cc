"""Rights: role × area alone decide. Pure; every press and command asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from storage.areas import covers
from storage.people import Post


class Role(StrEnum):
    """Codes as the roster writes them."""

    KPPS_KETUA = "kpps_ketua"
    KPPS = "kpps"
    LINMAS = "linmas"
    PTPS = "ptps"
    PPS = "pps"
    PPK = "ppk"
    PENJAGA = "penjaga"
    LURAH = "lurah"
    CAMAT = "camat"
    OPERATOR = "operator"
    OPD = "opd"
    KOORDINATOR = "koordinator"
    ADMIN = "admin"


class Action(StrEnum):
    """Everything somebody may want to do."""

    REPORT_STATUS = auto()  # a milestone of a station
    REPORT_ON_BEHALF = auto()  # for a station one does not serve at
    REPORT_LOGISTICS = auto()  # boxes received at a station
    OPEN_BOXES = auto()  # what lies in the boxes, from the 07.00 meeting on
    CHECK_STORE = auto()
    REPORT_INCIDENT = auto()
    REPORT_TURNOUT = auto()
    CORRECT_OTHERS = auto()  # correct a report that somebody else filed
    RECEIVE_LOGISTICS = auto()  # deliveries at a kelurahan, kecamatan or store
    RECEIVE_BOXES = auto()  # tick the arrival of boxes at PPS or PPK
    CALL_OFF = auto()  # a station's day is postponed, or voted again: KPU's word
    SEE_AREA = auto()  # recap, who is silent, search
    SEE_INCIDENTS = auto()
    SEE_CONFIDENTIAL = auto()
    TRIAGE = auto()  # watch, take, resolve
    APPROVE_PEOPLE = auto()  # let somebody in, replace somebody
    MANAGE_ROSTER = auto()  # import, invite, revoke
    MANAGE_EVENT = auto()
    MANAGE_AGENDA = auto()
    BROADCAST = auto()
    LINK_GROUP = auto()
    SEE_AUDIT = auto()
    SEE_SYSTEM = auto()


STATION_ROLES = frozenset({Role.KPPS_KETUA, Role.KPPS, Role.LINMAS, Role.PTPS})
CONFIDENTIAL_AGENCIES = frozenset({"bawaslu"})
ELECTION_AGENCY = "kpu"
"""Its coordinators may call a station's day off, besides PPS and PPK."""

_REPORTING = frozenset({
    Action.REPORT_STATUS, Action.REPORT_LOGISTICS, Action.REPORT_INCIDENT, Action.REPORT_TURNOUT,
})  # fmt: skip
_BEHALF = _REPORTING | {Action.REPORT_ON_BEHALF}
_LEADING = frozenset({
    Action.SEE_AREA, Action.SEE_INCIDENTS, Action.TRIAGE, Action.CHECK_STORE,
    Action.APPROVE_PEOPLE, Action.CORRECT_OTHERS, Action.RECEIVE_LOGISTICS,
})  # fmt: skip

RIGHTS: dict[Role, frozenset[Action]] = {
    Role.KPPS_KETUA: _REPORTING | {Action.OPEN_BOXES, Action.APPROVE_PEOPLE},
    Role.KPPS: _REPORTING | {Action.OPEN_BOXES},
    Role.LINMAS: _REPORTING,
    Role.PTPS: _REPORTING,
    Role.PPS: _BEHALF | _LEADING | {Action.RECEIVE_BOXES, Action.CALL_OFF},
    Role.PPK: _BEHALF | _LEADING | {Action.RECEIVE_BOXES, Action.CALL_OFF},
    Role.PENJAGA: frozenset({
        Action.CHECK_STORE, Action.RECEIVE_LOGISTICS, Action.REPORT_INCIDENT,
    }),
    Role.LURAH: _BEHALF | _LEADING,
    Role.CAMAT: _BEHALF | _LEADING,
    Role.OPERATOR: _BEHALF | {Action.SEE_AREA},
    Role.OPD: frozenset(),
    Role.KOORDINATOR: frozenset({
        Action.SEE_AREA, Action.SEE_INCIDENTS, Action.TRIAGE, Action.REPORT_INCIDENT,
        Action.BROADCAST,
    }),
    Role.ADMIN: frozenset(Action) - {Action.SEE_CONFIDENTIAL, Action.OPEN_BOXES},
}  # fmt: skip
"""What each role may do inside its own place."""

_ANYWHERE_IN_VILLAGE = frozenset({Action.REPORT_INCIDENT})
"""An incident may be reported anywhere in one's village, not only at one's own station."""


@dataclass(frozen=True)
class Place:
    """What an act is about: an area, or a station or store in it."""

    area: str
    station_id: int | None = None
    store_id: int | None = None


def may(posts: Iterable[Post], action: Action, place: Place | None = None) -> bool:
    """Whether these posts allow an action at a place; without a place: anywhere at all."""
    return any(_post_allows(post, action, place) for post in posts)


def allowing(posts: Iterable[Post], action: Action) -> list[Post]:
    """The posts that allow an action somewhere."""
    return [post for post in posts if _post_allows(post, action, None)]


def _post_allows(post: Post, action: Action, place: Place | None) -> bool:
    if not _role_allows(post, action):
        return False
    return place is None or _reaches(post, action, place)


def _role_allows(post: Post, action: Action) -> bool:
    if action is Action.SEE_CONFIDENTIAL:
        return post.role == Role.KOORDINATOR and (
            post.agency in CONFIDENTIAL_AGENCIES or post.confidential
        )
    if action is Action.CALL_OFF and post.role == Role.KOORDINATOR:
        return post.agency == ELECTION_AGENCY
    return post.role in RIGHTS and action in RIGHTS[Role(post.role)]


def _reaches(post: Post, action: Action, place: Place) -> bool:
    if post.store_id is not None:
        return place.store_id == post.store_id or (
            action in _ANYWHERE_IN_VILLAGE and place.area == post.area
        )
    if post.station_id is not None:
        return place.station_id == post.station_id or (
            action in _ANYWHERE_IN_VILLAGE and place.area == post.area
        )
    return covers(post.area, place.area)
