"""What an audited act was about, in words: posts and areas by name, other things by number."""

import re

from handlers.officers import titles
from handlers.texts import audit as texts
from handlers.texts.common import area_label
from storage import areas, audit, people
from storage.audit import Entry
from storage.database import Tx

_AREA = re.compile(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?")
_OFFER = re.compile(r"(?P<role>\w+) (?P<area>[\d.*]+) (?P<station>\d+|None)")


def about(tx: Tx, entry: Entry) -> list[str]:
    """Plain words on the subject and detail of an act."""
    if entry.subject == audit.COMMAND_LINE:
        return [texts.COMMAND_LINE, *texts.detail(entry.detail or "")]
    bare = entry.action.startswith("incident.")
    said = [_subject(tx, f"incident:{entry.subject}" if bare else entry.subject)]
    if offer := _OFFER.fullmatch(entry.detail or ""):
        said.append(_offer(tx, offer))
    return said + texts.detail(entry.detail or "")


def _subject(tx: Tx, subject: str) -> str:
    kind, _, rest = subject.rpartition(":")
    if _AREA.fullmatch(rest):
        return area_words(tx, rest)
    if not rest.isdecimal():
        return ""
    number = int(rest)
    if kind == "post":
        return _post(tx, number)
    if kind == "person":
        person = people.person(tx, number)
        return "" if person is None else person.name
    return f"{texts.THINGS[kind]} {number}" if kind in texts.THINGS else ""


def _post(tx: Tx, number: int) -> str:
    post = audit.post_named(tx, number)
    if post is None:
        return ""
    return f"{post.name}, {titles.at(tx, post.role, post.area, post.station_id, post.agency)}"


def _offer(tx: Tx, found: re.Match[str]) -> str:
    station = None if found["station"] == "None" else int(found["station"])
    return titles.at(tx, found["role"], found["area"], station)


def area_words(tx: Tx, code: str) -> str:
    """Kec. Klojen; a code that is no longer known stays as it is."""
    found = areas.area(tx, code)
    return titles.area_name(tx, code) if found is None else area_label(found)
