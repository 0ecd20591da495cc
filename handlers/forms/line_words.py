"""The words of a one-line report before it is read: stations in a row, and how it came. Pure."""

import re

from handlers.forms.reading import similar

SOURCES = {
    "telepon": "telepon", "telpon": "telepon", "telp": "telepon", "tlp": "telepon", "ht": "ht",
    "wa": "wa", "whatsapp": "wa",
}  # fmt: skip
_BY = frozenset({"via", "lewat", "melalui", "dari"})
_AND = ("dan", "sama", "serta", "tps")
_READY = re.compile(
    r"\b(?:siap|bersiap|mau|akan|hendak|arep|ape|bade|mohon|mhn|tolong|tlg|harap|minta|ayo|yuk|mari"
    r"|boleh|bisa)\s+(?=(?P<what>[^\W\d_]+))",
    re.IGNORECASE,
)
_DOINGS = (
    "mulai", "dimulai", "memulai", "buka", "dibuka", "membuka", "tutup", "ditutup", "menutup",
    "hitung", "dihitung", "menghitung", "selesai", "segel", "disegel", "menyegel", "berangkat",
)  # fmt: skip
A_NUMBER = re.compile(r"\d{1,3}(?:-\d{1,3})?")


def is_yet_to_come(text: str) -> bool:
    """Whether something is about to be done or asked for, and not done: `siap mulai`."""
    return any(
        similar(found["what"].casefold(), doing)
        for found in _READY.finditer(text) for doing in _DOINGS
    )  # fmt: skip


def listed(words: list[str]) -> list[str]:
    """Stations in a row without what joins them: 9, 10 dan 11."""
    return [
        word for at, word in enumerate(words)
        if word not in _AND or not all(
            A_NUMBER.fullmatch(each)
            for each in (_beside(words, at, -1), _beside(words, at, 1))
        )
    ]  # fmt: skip


def _beside(words: list[str], at: int, step: int) -> str:
    """The nearest word on this side that joins nothing; empty at the edge."""
    at += step
    while 0 <= at < len(words) and words[at] in _AND:
        at += step
    return words[at] if 0 <= at < len(words) else ""


def source_of(words: list[str]) -> tuple[list[str], str | None]:
    """Take "via wa" off the end, "telepon dari Slamet" too, and "HT 11" off the front."""
    if len(words) > 1 and words[0] in SOURCES and (words[1] == "tps" or words[1][0].isdecimal()):
        return words[1:], SOURCES[words[0]]
    for at in range(1, len(words) - 2):
        named = all(each.isalpha() for each in words[at + 2 :]) and len(words) - at <= 5
        if words[at] in SOURCES and words[at + 1] == "dari" and named:
            return words[:at], SOURCES[words[at]]
    if len(words) > 1 and words[-1] in SOURCES:
        kept = words[:-1]
        if kept[-1] not in _BY and not any(word[0].isdecimal() for word in kept):
            return words, None  # `buka wa` is no report that came by WhatsApp
        while kept and kept[-1] in _BY:
            kept = kept[:-1]
        return kept, SOURCES[words[-1]]
    return words, None
