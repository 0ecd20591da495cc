"""Counts of votes are refused and never stored: the bot must not become a quick count.

UU 7/2017 art. 449(5), 540(2); police guards and this bot may not record results.
"""

import re

_CANDIDATE = re.compile(
    r"\b(?:paslon|pasangan\s+calon|calon\s+(?:no|nomor)|capres|cagub|cabup|cawali|cawalkot|caleg"
    r"|nomor\s+urut|no\.?\s*urut|perolehan|suara\s+sah|suara\s+tidak\s+sah|quick\s*count)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:dapat|dpt|unggul|menang|kalah|raih|meraih|perolehan)\D{0,12}\d+\s+suara\b"
    r"|(?<!surat )\bsuara\b(?:\W+\d{2,4}){2,}"
    r"|^\W*\d{1,3}(?:[\s,;/]+\d{1,3})+\W*$",  # nothing but short numbers
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d")
_PAIR = re.compile(
    r"\b0?[1-9]\s*=\s*\d+"  # 01=120
    r"|\b0?[1-9]\s*:(?![0-5]\d\b)\s*\d+"  # 01: 120, but not the time 07:05
    r"|(?<![\d.:])0[1-9]\s+\d{2,4}\b"  # 01 120
    r"|\bno(?:mor)?\.?\s*0?[1-9]\b\s*[:=,-]?\s*\d{2,4}\b",  # no 1 120
    re.IGNORECASE,
)


def looks_like_votes(text: str) -> bool:
    """Whether a text reads like a count of votes: candidate words with numbers, or number pairs."""
    if _CANDIDATE.search(text) and _COUNT.search(text):
        return True
    return _TOLD.search(text) is not None or len(_PAIR.findall(text)) >= 2
