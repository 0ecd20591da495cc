"""A handful of people of the sample city whose phones can be played on in the demo."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.city.areas import CITY_CODE
from bot.city.roster import OfficerRow, Roster

FIRST_ACCOUNT = 910_000_001
_DISTRICT = "35.73.01"
_VILLAGE = "35.73.01.1011"

# Group on the page, title, role, place, agency, whether the account is linked from the start.
_CAST = (
    ("TPS 012 Jodipan", "Linmas TPS 012", "linmas", f"{_VILLAGE}-012", "", True),
    ("TPS 012 Jodipan", "Ketua KPPS TPS 012", "kpps_ketua", f"{_VILLAGE}-012", "", True),
    ("TPS 012 Jodipan", "KPPS TPS 012", "kpps", f"{_VILLAGE}-012", "", False),
    ("TPS 013 Jodipan", "Linmas TPS 013", "linmas", f"{_VILLAGE}-013", "", True),
    ("TPS 013 Jodipan", "Ketua KPPS TPS 013", "kpps_ketua", f"{_VILLAGE}-013", "", True),
    ("Kelurahan Jodipan", "Lurah Jodipan", "lurah", _VILLAGE, "", True),
    ("Kelurahan Jodipan", "PPS Jodipan", "pps", _VILLAGE, "", True),
    ("Kelurahan Jodipan", "Penjaga gudang kelurahan", "penjaga", f"G-{_VILLAGE}", "", True),
    ("Koordinator", "Polsek Blimbing", "koordinator", _DISTRICT, "Polri", True),
    ("Koordinator", "Bawaslu kota", "koordinator", CITY_CODE, "Bawaslu", True),
    ("Koordinator", "KPU kota", "koordinator", CITY_CODE, "KPU", True),
    ("Koordinator", "BPBD kota", "koordinator", CITY_CODE, "BPBD/Damkar", True),
    ("Koordinator", "Bakesbangpol kota", "koordinator", CITY_CODE, "Bakesbangpol", True),
    ("Koordinator", "Admin kota", "admin", CITY_CODE, "", True),
)


@dataclass(frozen=True)
class Character:
    """Somebody on the roster with a Telegram account; `linked`: registered from the start."""

    user_id: int
    group: str
    title: str
    officer: OfficerRow
    linked: bool


def cast(roster: Roster) -> tuple[Character, ...]:
    """The people of the demo, in the order in which the page shows them."""
    return tuple(
        Character(FIRST_ACCOUNT + i, group, title, _find(roster, role, place, agency), linked)
        for i, (group, title, role, place, agency, linked) in enumerate(_CAST)
    )


def admins(roster: Roster) -> Iterator[int]:
    """The accounts that administer the demo."""
    return (each.user_id for each in cast(roster) if each.officer.role == "admin")


def _find(roster: Roster, role: str, place: str, agency: str) -> OfficerRow:
    return next(
        officer
        for officer in roster.everybody
        if (officer.role, officer.place) == (role, place) and agency in {"", officer.agency}
    )
