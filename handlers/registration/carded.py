"""Coming by the QR of a station's printed card: it opens the door only to ask.

A card hangs on a wall and may be photographed, so its address holds no secret: just which
station is meant. It spares whoever scans it picking kecamatan, kelurahan and TPS; the own number
has to be proved, and somebody who knows the person has to approve, as without it.
"""

import re

from handlers.context import Context
from handlers.policy import Policy
from handlers.registration import entry
from handlers.registration.entry import Entry
from handlers.registration.sharing import share
from handlers.texts import registration as texts
from handlers.texts.common import station_name
from storage import areas
from storage.areas import Station

_WORD = re.compile(r"tps_([0-9]{1,9})")


def address(policy: Policy, station: Station) -> str:
    """What the card's QR holds; the id is permanent, so the card outlives a change of numbers."""
    return f"https://t.me/{policy.bot_username}?start=tps_{station.id}"


def is_card(word: str) -> bool:
    """Whether a word after /start comes from a card and not from an invitation."""
    return _WORD.fullmatch(word) is not None


def arrive(ctx: Context, word: str) -> None:
    """Somebody who is not in scanned a card; one of a station that is gone says just welcome."""
    found = _WORD.fullmatch(word)
    station = areas.station(ctx.tx, int(found[1])) if found else None
    if station is None:
        entry.leave(ctx)
        share(ctx, texts.WELCOME)
        return
    entry.keep(ctx, Entry("contact", area=station.area, station_id=station.id))
    share(ctx, texts.at_station(station_name(station)))


def station_of(ctx: Context, before: Entry | None) -> Station | None:
    """The station of the card by which somebody came, unless they went on otherwise since."""
    if before is None or before.step != "contact" or not before.station_id:
        return None
    return areas.station(ctx.tx, before.station_id)
