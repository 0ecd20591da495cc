"""An audience in words: read from what people type, and said in a line."""

import re
from html import escape

from handlers import area_names
from handlers.access import STATION_ROLES, Role
from handlers.errors import Refused
from handlers.roster import roles
from handlers.texts import audience as texts
from handlers.texts.common import AGENCY_NAMES, agency_name, area_name, role_name
from storage import areas
from storage.areas import Area
from storage.audience import Audience, agencies
from storage.database import Tx

_GROUPS: dict[str, tuple[str, ...]] = {
    "kpps": (Role.KPPS_KETUA, Role.KPPS),
    "petugas tps": tuple(sorted(STATION_ROLES)),
    "semua": (),
    "semua petugas": (),
}


def read(tx: Tx, event_id: int, text: str) -> Audience:
    """The audience that "lurah, camat; 35.73.05" means. Raises Refused with the odd word."""
    chosen: dict[str, list[str]] = {"roles": [], "areas": [], "agencies": []}
    known = {agency.casefold(): agency for agency in agencies(tx, event_id)}
    for part in re.split(r"[,;\n]|\bdan\b", text, flags=re.IGNORECASE):
        if word := " ".join(part.split()):
            kind, codes = _meaning(tx, known, word)
            chosen[kind] += [code for code in codes if code not in chosen[kind]]
    return Audience(**{kind: tuple(codes) for kind, codes in chosen.items()})


def _meaning(tx: Tx, known: dict[str, str], word: str) -> tuple[str, tuple[str, ...]]:
    plain = word.casefold()
    if plain in _GROUPS:
        return "roles", _GROUPS[plain]
    if plain in known:
        return "agencies", (known[plain],)
    if (agency := roles.agency(word)) in AGENCY_NAMES:
        return "agencies", (agency,)
    if found := area_names.find(tx, word):
        return "areas", (_one(word, found).code,)
    try:
        return "roles", (roles.role(word),)
    except Refused as error:
        raise Refused(texts.not_understood(word)) from error


def _one(word: str, found: list[Area]) -> Area:
    if len(found) > 1:
        names = " atau ".join(area_name(area) for area in found)
        raise Refused(texts.ambiguous(word, names))
    return found[0]


def describe(tx: Tx, audience: Audience) -> str:
    """Lurah/kepala desa, camat · Kec. Sukun · Satpol PP (escaped)."""
    named = [areas.area(tx, code) or Area(code, code, "city") for code in audience.areas]
    parts = [
        ", ".join(role_name(role) for role in audience.roles),
        ", ".join(area_name(area) for area in named),
        ", ".join(escape(agency_name(agency)) for agency in audience.agencies),
    ]
    return " · ".join(part for part in parts if part) or texts.EVERYBODY
