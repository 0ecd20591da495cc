"""Kemendagri area codes and station codes, however they were typed.

`35.73` kabupaten/kota, `35.73.05` kecamatan, `35.73.05.1011` kelurahan/desa,
`35.73.05.1011-020` TPS. Dots may be missing, the number may follow `/`, `TPS` or a space.
"""

import re

from handlers.errors import Refused
from handlers.texts import roster as texts

_STATION = re.compile(
    r"(?P<area>[\d.\s]+?)\s*(?:[-/_,:#]|\btps\b|(?<=\d)\s)\s*(?:tps|no\.?|\s|-)*(?P<number>\d{1,3})",
    re.IGNORECASE,
)
_COMPACT_STATION = re.compile(r"(\d{10})(\d{3})")
_LEVELS = {4: "city", 6: "district", 10: "village"}
_DASHES = re.compile(r"[‐-―−]")


def area_code(raw: str) -> str:
    """A city's, district's or village's code in its one spelling. Raises Refused."""
    code = any_code(raw)
    if "-" in code:
        raise Refused(texts.not_an_area())
    return code


def station_code(raw: str) -> str:
    """A station's code, `35.73.05.1011-020`. Raises Refused."""
    code = any_code(raw)
    if "-" not in code:
        raise Refused(texts.not_a_station())
    return code


def any_code(raw: str) -> str:
    """The code of an area or a station in its one spelling. Raises Refused."""
    text = _DASHES.sub("-", raw).strip()
    digits = re.sub(r"[.\s]", "", text)
    if match := _COMPACT_STATION.fullmatch(digits):
        return _station(match[1], match[2])
    if digits.isascii() and digits.isdigit() and len(digits) in {2, 3, 4, 6, 10}:
        return _area(text, digits)
    if match := _STATION.fullmatch(text):
        return _station(re.sub(r"[.\s]", "", match["area"]), match["number"])
    raise Refused(texts.not_a_code())


def level(code: str) -> str:
    """'city', 'district', 'village' or 'station' of a code in its one spelling."""
    return "station" if "-" in code else _LEVELS[len(code.replace(".", ""))]


def split_station(code: str) -> tuple[str, int]:
    """A station's village and number."""
    area, number = code.split("-")
    return area, int(number)


def city_of(code: str) -> str:
    """The kabupaten/kota that an area or station lies in."""
    return code[:5]


def _area(text: str, digits: str) -> str:
    if len(digits) == 2:
        raise Refused(texts.area_too_high())
    if len(digits) == 3:  # a number cell shows 35.70 as 35.7
        if not re.fullmatch(r"\d\d\.\d", text):
            raise Refused(texts.not_a_code())
        digits += "0"
    return _dotted(digits)


def _station(area: str, number: str) -> str:
    if len(area) != 10 or int(number) == 0:
        raise Refused(texts.not_a_station())
    return f"{_dotted(area)}-{int(number):03d}"


def _dotted(digits: str) -> str:
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)
