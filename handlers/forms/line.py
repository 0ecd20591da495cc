"""One-line reports: `mulai`, `mulai 07.05`, `12 mulai`, `mulai 1-18 20`, `pemilih 187`. Pure.

Words are forgiving: case, spaces, fillers such as "sudah" or "ijin", abbreviations, small slips.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from handlers.agenda.hours import BadHour, parse_hour
from handlers.forms import engine, status
from handlers.forms.model import Form, Scene
from handlers.forms.reading import (
    match_option,
    match_phrase,
    read_numbers,
    similar,
    without_fillers,
    words_of,
)
from storage.areas import Area

READY = re.compile(r"^\s*✅?\s*TPS\s*0*(\d{1,3})\s*:\s*(?P<label>\S.*)$", re.IGNORECASE)
"""The ready message of the keyboard."""
_SOURCES = {
    "telepon": "telepon", "telpon": "telepon", "telp": "telepon", "tlp": "telepon", "ht": "ht",
    "wa": "wa", "whatsapp": "wa",
}  # fmt: skip
_BY = frozenset({"via", "lewat", "melalui", "dari"})
_TIME = re.compile(r"\d{1,2}[.:]\d{2}|(?:[01]\d|2[0-3])[0-5]\d")
_SPOKEN = {
    "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8", "sembilan": "9", "sepuluh": "10",
    "sebelas": "11", "duabelas": "12", "satu": "13", "dua": "14", "tiga": "15", "empat": "16",
}  # fmt: skip
"""Hours in words as they are meant on a voting day: "jam satu" is in the afternoon."""
_EXCEPT = ("kecuali", "selain", "kec")
_READY_TO = re.compile(
    r"\b(?:siap|bersiap|mau|akan|hendak|arep|ape)\s+(?:di|me)?(?:mulai|buka|tutup|hitung|selesai|segel"
    r"|berangkat)",
    re.IGNORECASE,
)
"""What is about to be done has not been done: `siap mulai` reports nothing."""


@dataclass(frozen=True)
class Line:
    """A line that was understood. `numbers` are station numbers, `everything` all of a village."""

    form: Form
    answers: dict[str, Any]
    numbers: tuple[int, ...] = ()
    everything: bool = False
    excluded: tuple[int, ...] = ()
    village: Area | None = None
    at: time | None = None
    source: str | None = None

    @property
    def batch(self) -> bool:
        """Whether it is about several stations."""
        return self.everything or len(self.numbers) > 1


@dataclass(frozen=True)
class Reader:
    """What a line is read against: the forms, the event's milestones, the person's villages.

    `many` says whether numbers after a milestone are stations; for somebody of one station they
    are an hour.
    """

    scene: Scene
    forms: Sequence[Form]
    villages: Sequence[Area]
    many: bool

    def read(self, text: str) -> Line | None:
        """The report a line says; None if it says none, only asks, or anything is left over."""
        line = None if _READY_TO.search(text) else self._read(text)
        if line is not None and text.rstrip().endswith("?") and "kind" not in line.answers:
            return None
        return line

    def _read(self, text: str) -> Line | None:
        ready = READY.match(text)
        if ready:
            return self._ready(int(ready[1]), ready["label"])
        words, source = _source(words_of(text))
        words = without_fillers(words)
        village, words = self._village(words)
        numbers, words = _leading_stations(words)
        line = self._form(words, text, stations=bool(numbers)) or self._milestone(words)
        if line is None and len(numbers) == 1:
            # "187 pemilih": the number stands first.
            line, numbers = self._form([*words, str(numbers[0])], text), ()
        if line is None or (line.numbers and numbers):
            return None
        return replace(line, numbers=line.numbers or numbers, village=village, source=source)

    def _ready(self, number: int, label: str) -> Line | None:
        words = words_of(label)
        found = match_option(words, [status.option(m) for m in status.offered(self.scene)])
        if found is None or found[1] != len(words):
            return None
        return Line(status.FORM, status.ready_answers(found[0].code), (number,))

    def _village(self, words: list[str]) -> tuple[Area | None, list[str]]:
        for skip in (1, 0):
            if skip and words[:1] not in (["kel"], ["kelurahan"], ["desa"]):
                continue
            for village in self.villages:
                taken = match_phrase(words[skip:], village.name)
                if taken and words[skip : skip + taken] == words_of(village.name):
                    return village, words[skip + taken :]
        return None, words

    def _form(self, words: list[str], text: str, *, stations: bool = False) -> Line | None:
        """A report whose kind is named by its first words."""
        best: tuple[int, Form] | None = None
        for form in self.forms:
            if stations and form.place == "node":
                continue
            for phrase in form.words:
                taken = match_phrase(words, phrase)
                if taken and (best is None or taken > best[0]):
                    best = (taken, form)
        if best is None or len(words) == best[0]:
            return None
        taken, form = best
        rest = _rest_of(text, words[taken - 1])
        answers = engine.take_line(form, self.scene, words[taken:], rest)
        return None if answers is None else Line(form, answers)

    def _milestone(self, words: list[str]) -> Line | None:
        at, words = _hour(words)
        found = match_option(words, [status.option(m) for m in status.offered(self.scene)])
        if found is None:
            return None
        option, taken = found
        line = Line(status.FORM, status.ready_answers(option.code), at=at)
        rest = [word for word in words[taken:] if word != "tps"]
        if not rest:
            return line
        if option.code in status.ASKS_MORE:
            spoken = [option.code, *status.spelled_out(option.code, rest)]
            answers = engine.take_line(status.FORM, self.scene, spoken, "")
            return None if answers is None else replace(line, answers=answers)
        return self._stations(line, rest)

    def _stations(self, line: Line, rest: list[str]) -> Line | None:
        if self.many and similar(rest[0], "semua"):
            if len(rest) == 1:
                return replace(line, everything=True)
            excluded = read_numbers(rest[2:]) if rest[1] in _EXCEPT else None
            if not excluded:
                return None
            return replace(line, everything=True, excluded=tuple(excluded))
        numbers = read_numbers(rest)
        if not numbers:
            return None
        if not self.many and line.at is None and len(numbers) == 1 and numbers[0] < 24:
            return replace(line, at=time(numbers[0]))
        return replace(line, numbers=tuple(numbers))


def _source(words: list[str]) -> tuple[list[str], str | None]:
    """Take "via wa" and the like off the end."""
    if len(words) > 1 and words[-1] in _SOURCES:
        kept = words[:-1]
        if kept[-1] not in _BY and not any(word[0].isdecimal() for word in kept):
            return words, None  # `buka wa` is no report that came by WhatsApp
        while kept and kept[-1] in _BY:
            kept = kept[:-1]
        return kept, _SOURCES[words[-1]]
    return words, None


def _leading_stations(words: list[str]) -> tuple[tuple[int, ...], list[str]]:
    """Station numbers before the report: '12 mulai', 'tps 12 mulai', '8 9 mulai'."""
    start = end = 1 if words[:1] == ["tps"] else 0
    while end < len(words) and re.fullmatch(r"\d{1,3}(?:-\d{1,3})?", words[end]):
        end += 1
    numbers = read_numbers(words[start:end]) if end < len(words) else None
    return (tuple(numbers), words[end:]) if numbers else ((), words)


def _hour(words: list[str]) -> tuple[time | None, list[str]]:
    """The hour in a line, with or without "jam"."""
    for index, word in enumerate(words):
        said = word in ("jam", "pukul", "pkl") and index + 1 < len(words)
        typed = words[index + 1] if said else word
        typed = _SPOKEN.get(typed, typed) if said else typed
        if not said and not _TIME.fullmatch(word):
            continue
        try:
            return parse_hour(typed), words[:index] + words[index + (2 if said else 1) :]
        except BadHour:
            return None, words
    return None, words


def _rest_of(text: str, last_word: str) -> str:
    """What was typed after the word that names the report, as it was typed."""
    match = re.search(rf"{re.escape(last_word)}\W*", text, re.IGNORECASE)
    return text[match.end() :].strip() if match else text.strip()
