"""How a post is named to people: "linmas TPS 012 Jodipan", "lurah Kel. Jodipan"."""

from handlers.texts import officers as texts
from storage import areas
from storage.areas import EVERYWHERE
from storage.database import Tx
from storage.officers import Officer


def of(officer: Officer) -> str:
    """The title of a post that was looked up with its holder (plain text)."""
    post = officer.post
    return texts.title(
        post.role, post.agency, post.area, officer.area_name, officer.number, officer.store_name
    )


def at(tx: Tx, role: str, area: str, station_id: int | None, agency: str | None = None) -> str:
    """The title of a post that nobody holds yet (plain text)."""
    station = None if station_id is None else areas.station(tx, station_id)
    return texts.title(
        role, agency, area, area_name(tx, area), None if station is None else station.number, None
    )


def area_name(tx: Tx, code: str) -> str:
    """The name of an area; the whole city for an admin's from the settings."""
    if code == EVERYWHERE:
        return texts.EVERYWHERE
    found = areas.area(tx, code)
    return code if found is None else found.name
