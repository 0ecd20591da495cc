"""What stands on a station's card: taken from rows and from the forms' own declarations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers

from handlers.access import RIGHTS, Role
from handlers.forms.catalogue import FORMS
from handlers.policy import Policy
from handlers.registration import carded
from handlers.texts import cards as texts
from handlers.texts.common import area_label, tps
from handlers.texts.escalation import EMERGENCY
from storage import areas, contacts
from storage.areas import Area, Station
from storage.database import Tx

MOST_CONTACTS = 6
_TAG = re.compile(r"</?([a-z-]+)[^<>]*>")


@dataclass(frozen=True)
class Card:
    """One card; `reports` are lines with <b> around what is typed, all else is plain text.

    `contacts` are names with the numbers to dial, `short` those that work everywhere.
    """

    title: str
    village: str
    above: str
    address: str
    link: str
    bot: str
    reports: tuple[str, ...]
    short: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[str, str], ...]


def reports() -> tuple[str, ...]:
    """The one-line reports of those who serve at a station, as the forms' help says them."""
    return tuple(
        _TAG.sub(lambda tag: tag[0] if tag[1] == "b" else "", form.help)
        for form in FORMS.values()
        if form.place != "store" and form.action in RIGHTS[Role.LINMAS]
    )


def cards(tx: Tx, policy: Policy, station_ids: Iterable[int]) -> list[Card]:
    """The cards of these stations as the roster has them now; those that are gone are left out."""
    found = [areas.station(tx, each) for each in station_ids]
    return [card(tx, policy, station) for station in found if station is not None]


def card(tx: Tx, policy: Policy, station: Station) -> Card:
    """The card of a station."""
    village, *above = [areas.area(tx, code) for code in areas.chain(station.area)]
    known = contacts.along(tx, station.area)[:MOST_CONTACTS]
    return Card(
        tps(station.number),
        area_label(village) if village else station.village,
        texts.listed([area_label(each) for each in above if each]),
        station.address or "",
        carded.address(policy, station),
        f"t.me/{policy.bot_username}",
        reports(),
        EMERGENCY,
        tuple((each.name, to_dial(each.phone)) for each in known),
    )


def to_dial(phone: str) -> str:
    """A number as it is dialled by hand: +628123456789 is 0812-345-6789; 112 stays 112."""
    try:
        parsed = phonenumbers.parse(phone, "ID")
    except phonenumbers.NumberParseException:
        return phone
    if not phonenumbers.is_possible_number(parsed):
        return phone
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def title_of(village: Area, station: Station | None) -> str:
    """What a file of cards is about (plain text)."""
    if station is None:
        return texts.many(area_label(village))
    return f"{tps(station.number)} {village.name}"
