"""One cell → one value. Every function here raises Refused with the reason, in Indonesian."""

import re

from handlers.errors import Refused
from handlers.roster import codes, phones
from handlers.roster.cells import Cell, Spoilt
from handlers.roster.phones import Phone
from handlers.roster.roles import words
from handlers.texts import roster as texts

MOST_VOTERS = 5_000
_NAME_LIMIT = 100
_TEXT_LIMIT = 300

_YES = frozenset(
    "ya y yes 1 true benar sudah ada terdaftar aktif punya x v iya terlindungi tercover".split()
)
_NO = frozenset("tidak t n no 0 false belum tdk nonaktif bukan".split()) | {
    "tidak ada", "tidak aktif", "belum ada", "tidak punya",
}  # fmt: skip
_TICKS = frozenset("✓✔☑✅")
_REPORTER = frozenset({"1", "ya", "y", "pelapor", "utama", "x", "v", "pelapor utama", "pelapor 1"})
_DEPUTY = frozenset({"2", "wakil", "wakil pelapor", "cadangan", "pelapor 2", "deputi"})
_NOBODY = frozenset({"0", "tidak", "bukan", "t"})
_NO_PHONE = frozenset({"tidak ada", "tidak punya", "tanpa hp", "tidak punya hp", "nihil"})

_NIK = re.compile(r"\d{16}")
_DEGREES = re.compile(r"([-+]?\d{1,3})(?:[.,](\d+))?\s*°?\s*(LS|LU|BT|S|N|E)?", re.IGNORECASE)
_COUNT = re.compile(r"\d+|\d{1,3}(?:[., ]\d{3})+")


def shown(cell: Cell) -> str:
    """A cell as a person sees it, short enough for a list of faults."""
    text = cell.shown if isinstance(cell, Spoilt) else "" if cell is None else as_text(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"


def as_text(cell: str | int | float) -> str:
    """A value as text; a whole number loses its `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def text(cell: str | int | float, limit: int = _TEXT_LIMIT) -> str:
    """One line of text without control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in as_text(cell)).split())
    if len(line) > limit:
        raise Refused(texts.too_long(limit))
    return line


def name(cell: str | int | float) -> str:
    """The name of a person, place or area; never a NIK."""
    line = text(cell, _NAME_LIMIT)
    if _NIK.search(re.sub(r"[\s.]", "", line)):
        raise Refused(texts.looks_like_nik())
    if not any(c.isalpha() for c in line):
        raise Refused(texts.not_a_name())
    return line


def phone(cell: str | int | float) -> Phone | None:
    """A mobile number; None where the file says that there is none."""
    if isinstance(cell, str) and (words(cell) in _NO_PHONE or _is_dash(cell)):
        return None
    try:
        return phones.mobile(cell)
    except phones.UnusableNumber as error:
        raise Refused(str(error)) from error


def service(cell: str | int | float) -> Phone:
    """A number to call: mobile, landline or short."""
    try:
        return phones.service(cell)
    except phones.UnusableNumber as error:
        raise Refused(str(error)) from error


def yes_no(cell: str | int | float) -> bool:
    """Ya or tidak, in the ways people tick a list."""
    spoken = words(as_text(cell))
    if spoken in _YES or as_text(cell) in _TICKS:
        return True
    if spoken in _NO or _is_dash(cell):
        return False
    raise Refused(texts.not_yes_no())


def seat(cell: str | int | float) -> int:
    """1 reporter, 2 deputy, 0 neither."""
    spoken = words(as_text(cell))
    if spoken in _REPORTER or as_text(cell) in _TICKS:
        return 1
    if spoken in _DEPUTY:
        return 2
    if spoken in _NOBODY or _is_dash(cell):
        return 0
    raise Refused(texts.not_reporter())


def voters(cell: str | int | float) -> int:
    """A number of voters; dots may part the thousands."""
    line = as_text(cell).strip()
    if _COUNT.fullmatch(line):
        number = int(re.sub(r"\D", "", line))
        if number <= MOST_VOTERS:
            return number
    raise Refused(texts.not_a_count(MOST_VOTERS))


def degrees(cell: str | int | float) -> float:
    """A latitude or longitude in decimal degrees, with a point or a comma."""
    match = _DEGREES.fullmatch(text(cell))
    if match is None:
        raise Refused(texts.not_a_coordinate())
    value = float(f"{match[1]}.{match[2] or 0}")
    south = (match[3] or "").upper() in {"LS", "S"}
    return -abs(value) if south else value


def position(lat: float | None, lon: float | None) -> tuple[float | None, float | None, bool]:
    """A place in Indonesia, and whether latitude and longitude had to change places."""
    if lat is None and lon is None:
        return None, None, False
    if lat is None or lon is None:
        raise Refused(texts.coordinate_half())
    if _in_indonesia(lat, lon):
        return lat, lon, False
    if _in_indonesia(lon, lat):
        return lon, lat, True
    raise Refused(texts.coordinate_abroad())


def _is_dash(cell: str | int | float) -> bool:
    return isinstance(cell, str) and not cell.strip("-–—")


def _in_indonesia(lat: float, lon: float) -> bool:
    return -11.5 <= lat <= 6.5 and 94.5 <= lon <= 141.5


def any_code(cell: str | int | float) -> str:
    """The code of an area or a station in its one spelling."""
    return codes.any_code(as_text(cell))


def area_code(cell: str | int | float) -> str:
    """The code of an area in its one spelling."""
    return codes.area_code(as_text(cell))
