"""Areas by the words people type: a code, or a name with or without "Kec." or "Kel."."""

import re
import unicodedata

from rapidfuzz import fuzz, process

from storage import areas
from storage.areas import Area
from storage.database import Tx

_LEVELS = {
    "kota": "city", "kab": "city", "kabupaten": "city",
    "kec": "district", "kecamatan": "district",
    "kel": "village", "kelurahan": "village", "desa": "village", "ds": "village",
}  # fmt: skip
_CODE = re.compile(r"\d{2}\.?\d{2}(?:\.?\d{2}(?:\.?\d{4})?)?")
_ALIKE = 85
"""From this likeness on (0 to 100) a misspelt name is taken for the area's."""


def find(tx: Tx, text: str) -> list[Area]:
    """The areas that the words name, those of higher levels first; empty if they name none.

    Several areas may carry one name (Kec. Sukun, Kel. Sukun): all are given unless the words
    say the level.
    """
    if _CODE.fullmatch(text.strip()):
        found = areas.area(tx, _dotted(text))
        return [found] if found else []
    level, name = _split(text)
    if not name:
        return []
    known = [(area, _split(area.name)[1]) for area in areas.everything(tx)]
    if level:
        known = [(area, spelt) for area, spelt in known if area.level == level]
    exact = [area for area, spelt in known if spelt == name]
    return exact or _similar(known, name)


def exact(tx: Tx, text: str) -> list[Area]:
    """The areas that are called just so, without any slip."""
    level, name = _split(text)
    return [
        area
        for area in areas.everything(tx)
        if _split(area.name)[1] == name and level in (None, area.level)
    ]


def _similar(known: list[tuple[Area, str]], name: str) -> list[Area]:
    best = process.extractOne(
        name, {spelt for _, spelt in known}, scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return [area for area, spelt in known if best and spelt == best[0]]


def _split(text: str) -> tuple[str | None, str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = re.sub(r"[\W_]+", " ", plain).split()
    level = _LEVELS.get(words[0]) if len(words) > 1 else None
    return level, " ".join(words[1:] if level else words)


def _dotted(text: str) -> str:
    digits = text.strip().replace(".", "")
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)
