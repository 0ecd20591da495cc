"""Audiences in words: 'lurah, camat', 'linmas Kec. Sukun', 'koordinator polri', and back."""

import re

from rapidfuzz import fuzz, process

from handlers.access import Role
from handlers.errors import Refused
from handlers.roster import roles
from handlers.texts import agenda_entry as texts
from handlers.texts.common import AGENCY_NAMES, agency_name, role_name
from storage import areas, audience
from storage.areas import Area
from storage.audience import Audience
from storage.database import Tx

_EVERYBODY = frozenset({"semua", "semua petugas", "semua orang", "seluruh petugas"})
_LEVELS = {
    "kecamatan": "district", "kec": "district", "kelurahan": "village", "kel": "village",
    "desa": "village", "kota": "city", "kabupaten": "city", "kab": "city",
}  # fmt: skip
_LEVEL = re.compile(rf"(?:se ?)?({'|'.join(_LEVELS)})\b\.?\s*(.*)")
_NEAR = 75


def read_audience(tx: Tx, event_id: int, text: str) -> Audience:
    """The audience that a list of roles, agencies and areas means. Refused names what is not known.

    Roles, areas and agencies narrow each other: 'linmas, Kec. Sukun' are the linmas in Sukun.
    """
    parts = [part.strip() for part in re.split(r",|;|\bdan\b", text) if part.strip()]
    if not parts:
        raise Refused(texts.WHO_IS_MISSING)
    found = Audience()
    for part in parts:
        if roles.words(part) not in _EVERYBODY:
            found = _joined(found, _part(tx, event_id, part))
    return found


def audience_words(tx: Tx, who: Audience) -> str:
    """Lurah/kepala desa, camat; Kec. Sukun; Polri."""
    known = [areas.area(tx, code) for code in who.areas]
    places = [texts.area_name(area.level, area.name) for area in known if area]
    return texts.audience(
        [role_name(role) for role in who.roles], places,
        [agency_name(agency) for agency in who.agencies],
    )  # fmt: skip


def _joined(one: Audience, other: Audience) -> Audience:
    return Audience(
        (*one.roles, *(each for each in other.roles if each not in one.roles)),
        (*one.areas, *(each for each in other.areas if each not in one.areas)),
        (*one.agencies, *(each for each in other.agencies if each not in one.agencies)),
    )


def _part(tx: Tx, event_id: int, part: str) -> Audience:
    """One item of the list: a role, an agency, an area, or a role with one of the others."""
    words = part.split()
    for size in range(len(words), 0, -1):
        role = _role(" ".join(words[:size]))
        if role is not None:
            rest = " ".join(words[size:])
            narrower = _place_or_agency(tx, event_id, rest) if rest else Audience()
            return _joined(Audience(roles=role), narrower)
    return _place_or_agency(tx, event_id, part)


def _role(text: str) -> tuple[str, ...] | None:
    """The roles that a word means: 'KPPS' are all seven of them, the chair included."""
    try:
        role = roles.role(text)
    except Refused:
        return None
    return (Role.KPPS_KETUA, Role.KPPS) if role is Role.KPPS else (role,)


def _place_or_agency(tx: Tx, event_id: int, text: str) -> Audience:
    agency = roles.agency(text)
    if agency in AGENCY_NAMES or agency in audience.agencies(tx, event_id):
        return Audience(agencies=(agency,))
    found = _areas(tx, text)
    if len(found) > 1:
        raise Refused(texts.area_ambiguous(text, [texts.area_name(a.level, a.name) for a in found]))
    if found:
        return Audience(areas=(found[0].code,))
    raise Refused(texts.who_not_known(text, _nearest(tx, text)))


def _areas(tx: Tx, text: str) -> list[Area]:
    plain = roles.words(text)
    if match := _LEVEL.fullmatch(plain):
        level, name = _LEVELS[match[1]], match[2]
        inside = [each for each in areas.every(tx) if each.level == level]
        named = [each for each in inside if roles.words(each.name) == name]
        return named or (inside if level == "city" and not name else [])
    by_code = areas.area(tx, text.strip())
    if by_code:
        return [by_code]
    return [each for each in areas.every(tx) if roles.words(each.name) == plain]


def _nearest(tx: Tx, text: str) -> str | None:
    names = {roles.words(each.name): each.name for each in areas.every(tx)}
    names |= {roles.words(name): name for name in AGENCY_NAMES.values()}
    names |= {roles.words(name): name for name in texts.ROLE_EXAMPLES}
    near = process.extractOne(
        roles.words(text), names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return names[near[0]] if near else None
