"""An audience in words: read from what people type, and said in a line."""

import re
from html import escape

from handlers import area_names
from handlers.access import STATION_ROLES, Role
from handlers.errors import Refused
from handlers.forms import status
from handlers.roster import roles
from handlers.texts import audience as texts
from handlers.texts.common import AGENCY_NAMES, agency_name, area_name, role_name
from storage import areas, events
from storage.areas import Area
from storage.audience import Audience, agencies
from storage.database import Tx
from storage.events import Milestone

_GROUPS: dict[str, tuple[str, ...]] = {
    "kpps": (Role.KPPS_KETUA, Role.KPPS),
    "petugas tps": tuple(sorted(STATION_ROLES)),
    "semua": (),
    "semua petugas": (),
}


_LACKING = re.compile(r"(?:tps )?(?:yang )?belum (?:lapor(?:kan)? |melapor(?:kan)? )?(?P<what>.+)")


def read(tx: Tx, event_id: int, text: str, *, live: bool = False) -> Audience:
    """The audience that "lurah, camat; 35.73.05" means. Raises Refused with the odd word.

    `live`: "belum tutup" may stand among them, which is asked anew whenever somebody is sent to.
    """
    chosen: dict[str, list[str]] = {"roles": [], "areas": [], "agencies": []}
    known = {agency.casefold(): agency for agency in agencies(tx, event_id)}
    lacking = None
    for part in re.split(r"[,;\n]|\bdan\b", text, flags=re.IGNORECASE):
        word = " ".join(part.split())
        if live and (match := _LACKING.fullmatch(word.casefold())):
            lacking = _milestone(tx, event_id, match["what"])
        elif word:
            kind, codes = _meaning(tx, known, word)
            chosen[kind] += [code for code in codes if code not in chosen[kind]]
    by_role, by_area, by_agency = map(tuple, chosen.values())
    return Audience(by_role, by_area, by_agency, lacking=lacking)


def reportable(tx: Tx, event_id: int) -> list[Milestone]:
    """The milestones that stations report themselves and are expected to."""
    apart = (status.RECEIVED, *status.OPTIONAL)
    return [each for each in events.milestones(tx, event_id) if each.code not in apart]


def _milestone(tx: Tx, event_id: int, word: str) -> str:
    milestones = reportable(tx, event_id)
    for each in milestones:
        if word in (each.label.casefold(), *status.WORDS.get(each.code, ())):
            return each.code
    raise Refused(texts.milestone_not_known(word, [each.label for each in milestones]))


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
    """Lurah/kepala desa, camat · Kec. Sukun · Satpol PP · TPS yang belum … (escaped)."""
    named = [areas.area(tx, code) or Area(code, code, "city") for code in audience.areas]
    parts = [
        ", ".join(role_name(role) for role in audience.roles),
        ", ".join(area_name(area) for area in named),
        ", ".join(escape(agency_name(agency)) for agency in audience.agencies),
        texts.lacking(_label(tx, audience.lacking)) if audience.lacking else "",
        texts.from_list(len(audience.people)) if audience.people else "",
    ]
    return " · ".join(part for part in parts if part) or texts.EVERYBODY


def _label(tx: Tx, milestone: str) -> str:
    return events.milestone_label(tx, events.live(tx).id, milestone)
