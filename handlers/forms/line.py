"""One-line reports: `mulai`, `mulai 07.05`, `12 mulai`, `mulai 1-18 20`, `pemilih 187`. Pure.

Words are forgiving: case, spaces, fillers such as "sudah" or "ijin", abbreviations, small slips.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from handlers.forms import engine, status
from handlers.forms.line_words import A_NUMBER, is_yet_to_come, listed, source_of
from handlers.forms.model import BadAnswer, Form, Number, Scene
from handlers.forms.reading import (
    COUNTED,
    match_option,
    match_phrase,
    read_numbers,
    similar,
    usual,
    with_numbers,
    without_fillers,
    words_of,
)
from handlers.forms.spoken import hour_of, in_digits, on_voting_day
from handlers.texts import forms as texts
from storage import areas
from storage.areas import Area

READY = re.compile(r"^\s*✅?\s*TPS\s*0*(\d{1,3})\s*:\s*(?P<label>\S.*)$", re.IGNORECASE)
"""The ready message of the keyboard."""
YESTERDAY = frozenset({"kemarin", "kemaren"})
_CODE = re.compile(r"(?P<village>\d{2}\.\d{2}\.\d{2}\.\d{4})(?:-0*(?P<number>\d{1,3}))?")
"""A full code of Kemendagri, with the station's number or without."""
_EXCEPT = ("kecuali", "selain", "kec")
_BELOW_ZERO = re.compile(r"(?:^|\s)[-−–]\d+\W*$")
CORRECTING = re.compile(
    r"^\W*(?:(?:eh|oh|maaf|mohon maaf|mhn maaf|aduh|ups)\W+)*"
    r"(?:salah(?: ketik| tulis| jam)?\s*[,.;:!-]+\s*|(?:ralat|koreksi|revisi|perbaikan)\W+)?"
    r"(?:(?:maksudnya|maksud|yang benar|yg benar|yg bener)\W+(?:saya\W+|kami\W+)?)?",
    re.IGNORECASE,
)
"""What people write before they say it again: `eh salah, maksud saya mulai 07.10`."""
_VILLAGE = frozenset({"kel", "kelurahan", "desa", "ds"})
_DISTRICT = frozenset({"kec", "kecamatan"})


@dataclass(frozen=True)
class Chosen:
    """Stations as a line names them: by number, or all of a village but some."""

    numbers: tuple[int, ...] = ()
    everything: bool = False
    excluded: tuple[int, ...] = ()

    @property
    def any(self) -> bool:
        """Whether it names stations at all."""
        return self.everything or bool(self.numbers)


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
    yesterday: bool = False
    """Whether the hour was one of the day before."""

    @property
    def chosen(self) -> Chosen:
        """The stations it is about."""
        return Chosen(self.numbers, self.everything, self.excluded)

    def choosing(self, chosen: Chosen) -> "Line":
        """The same about these stations."""
        return replace(self, numbers=chosen.numbers, everything=chosen.everything,
                       excluded=chosen.excluded)  # fmt: skip

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
        line = None if is_yet_to_come(text) else self._read(CORRECTING.sub("", text))
        if line is not None and text.rstrip().endswith("?") and "kind" not in line.answers:
            return None
        return line

    def _read(self, text: str) -> Line | None:
        ready = READY.match(text)
        if ready:
            return self._ready(int(ready[1]), ready["label"])
        words, source = source_of(listed(with_numbers(words_of(text))))
        line = self._words(words, text)
        if line is None:
            line = self._with_hour(words, text)
        if line is not None and _BELOW_ZERO.search(text) and _counts(line.form):
            raise BadAnswer(texts.NUMBER_PLEASE)
        return None if line is None else replace(line, source=source)

    def _with_hour(self, words: list[str], text: str) -> Line | None:
        """A line in which an hour stands, and perhaps that it was yesterday's."""
        at, rest = hour_of(words)
        if at is None:
            return None
        others = [word for word in rest if word not in YESTERDAY]
        line = self._words(others, text)
        if line is None or line.at is not None:
            return None
        return replace(line, at=at, yesterday=len(others) < len(rest))

    def _words(self, words: list[str], text: str) -> Line | None:
        """A line of these words, in which no hour is looked for."""
        village, words = self._village(without_fillers(words))
        named = words[:1] == ["tps"]
        first, words = self._leading(words)
        line = self._form(words, text, stations=first.any) or self._milestone(words)
        if line is None and len(first.numbers) == 1:
            # "187 pemilih": the number stands first.
            line, first = self._form([*words, str(first.numbers[0])], text), Chosen()
        if line is None and len(first.numbers) == 2 and named:
            # "tps 2 187 pemilih"
            line = self._form([*words, str(first.numbers[1])], text)
            first = Chosen(first.numbers[:1])
        if line is None and len(words) > 2 and words[0].isdecimal() and words[1] in COUNTED:
            line = self._form([*words[2:], words[0]], text)
        if line is None or (line.chosen.any and first.any):
            return None
        return replace(line.choosing(line.chosen if line.chosen.any else first), village=village)

    def station(self, text: str) -> Line | None:
        """A line that names one station and says nothing of it."""
        village, words = self._village(without_fillers(words_of(text)))
        numbers = read_numbers([word for word in words if word not in ("tps", "no", "nomor")])
        if not numbers or len(numbers) > 1:
            return None
        return Line(status.FORM, {}, tuple(numbers), village=village)

    def _ready(self, number: int, label: str) -> Line | None:
        words = words_of(label)
        found = match_option(words, [status.option(m) for m in status.offered(self.scene)])
        if found is None or found[1] != len(words):
            return None
        return Line(status.FORM, status.ready_answers(found[0].code), (number,))

    def _village(self, words: list[str]) -> tuple[Area | None, list[str]]:
        code = _CODE.fullmatch(words[0]) if words else None
        if code is not None:
            found = areas.area(self.scene.tx, code["village"])
            number = [code["number"]] if code["number"] else []
            return (found, [*number, *words[1:]]) if found else (None, words)
        for skip in (1, 0):
            if skip and not _VILLAGE.intersection(words[:1]):
                continue
            for village in self.villages:
                name = _name(village)
                if words[skip : skip + len(name)] == name:
                    return village, words[skip + len(name) :]
        return self._village_behind(words)

    def _village_behind(self, words: list[str]) -> tuple[Area | None, list[str]]:
        """The village behind a station's number: `tps 2 kel kotalama kec kedungkandang`."""
        for at in range(1, len(words)):
            start = at + (words[at] in _VILLAGE)
            for village in self.villages if words[at - 1].isdecimal() else ():
                name = _name(village)
                if words[start : start + len(name)] == name:
                    rest = words[start + len(name) :]
                    return village, [*words[:at], *self._without_district(rest, village)]
        return None, words

    def _without_district(self, words: list[str], village: Area) -> list[str]:
        if not _DISTRICT.intersection(words[:1]):
            return words
        district = areas.area(self.scene.tx, village.code.rpartition(".")[0])
        name = [] if district is None else _name(district)
        return words[1 + len(name) :] if words[1 : 1 + len(name)] == name else words

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
        said = words[taken:]
        chosen = Chosen()
        if _counts(form):
            said = in_digits([word for word in said if word not in COUNTED])
            if said[:1] == ["tps"] and len(said) == 3:
                # "pemilih tps 2 187"
                said, chosen = said[2:], self._chosen(said[1:2])
        answers = engine.take_line(form, self.scene, said, rest)
        if answers is not None and (stations or not (form.batches and self._names_all(words))):
            return Line(form, answers).choosing(chosen)
        return self._batch(form, words[taken:]) if form.batches else None

    def _names_all(self, words: list[str]) -> bool:
        """Whether "semua" at the end means all stations: for somebody of one it is everything."""
        return self.many and words[-1] == "semua"

    def _batch(self, form: Form, words: list[str]) -> Line | None:
        """The report, and behind or before it the stations: `logistik lengkap 2-4`."""
        for cut in range(len(words) - 1, 0, -1):
            for said, where in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
                chosen = self._chosen([word for word in where if word != "tps"])
                answers = engine.take_line(form, self.scene, said, "") if chosen.any else None
                if answers is not None:
                    return Line(form, answers).choosing(chosen)
        return None

    def _leading(self, words: list[str]) -> tuple[Chosen, list[str]]:
        """Stations before the report: '12 mulai', 'tps 12 mulai', '8 9 mulai', 'semua mulai'."""
        start = end = 1 if words[:1] == ["tps"] else 0
        if self.many and words[start : start + 1] == ["semua"]:
            end = start + 1 + (words[start + 1 : start + 2] == ["tps"])
            if end < len(words) and words[end] in _EXCEPT:
                end += 1
        while end < len(words) and A_NUMBER.fullmatch(words[end]):
            end += 1
        if end < len(words) and (words[end] in COUNTED or words[end] == "tps"):
            return Chosen(), words  # `2 tps mulai`: how many, not which
        chosen = self._chosen([word for word in words[start:end] if word != "tps"])
        return (chosen, words[end:]) if chosen.any and end < len(words) else (Chosen(), words)

    def _milestone(self, words: list[str]) -> Line | None:
        options = [status.option(each) for each in status.offered(self.scene)]
        found = match_option(words, options)
        if found is None and words[:1] == ["tps"]:
            return self._milestone(words[1:])
        if found is None or (words[-1] == "tps" and A_NUMBER.fullmatch(words[-2])):
            return None
        option, taken = found
        line = Line(status.FORM, status.ready_answers(option.code))
        rest = [word for word in words[taken:] if word != "tps"]
        if not rest:
            return line
        if option.code in status.ASKS_MORE:
            rest = [word for word in rest if word not in COUNTED]
            spoken = [*words_of(option.code), *status.spelled_out(option.code, rest)]
            answers = engine.take_line(status.FORM, self.scene, spoken, "")
            return None if answers is None else replace(line, answers=answers)
        return self._stations(line, rest, named="tps" in words[taken:])

    def _stations(self, line: Line, rest: list[str], *, named: bool) -> Line | None:
        if not self.many and rest == ["semua"]:
            return line
        chosen = self._chosen(rest)
        if not self.many and not named and (at := _bare_hour(rest)) is not None:
            return replace(line, at=at)
        return line.choosing(chosen) if chosen.any else None

    def _chosen(self, words: list[str]) -> Chosen:
        """The stations that these words name, and nothing else."""
        if self.many and words and similar(words[0], "semua"):
            if len(words) == 1:
                return Chosen(everything=True)
            excluded = read_numbers(words[2:]) if words[1] in _EXCEPT else None
            return Chosen(everything=True, excluded=tuple(excluded)) if excluded else Chosen()
        return Chosen(tuple(read_numbers(words) or ()) if words else ())


def _name(area: Area) -> list[str]:
    """The words of its name, as they stand in a line that is being read."""
    return [usual(word) for word in words_of(area.name)]


def _counts(form: Form) -> bool:
    """Whether the report is a number before anything else."""
    return isinstance(form.questions[0], Number)


def _bare_hour(words: Sequence[str]) -> time | None:
    """`mulai 7`, `mulai 7 05`: for somebody of one station these are no stations."""
    whole = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    if whole != list(words) or len(words) > 2 or (len(words) == 2 and len(words[1]) != 2):
        return None
    hour, minute = int(words[0]), int(words[1]) if len(words) == 2 else 0
    if hour > 23 or minute > 59:
        return None
    return time(on_voting_day(hour, written=words[0]), minute)


def _rest_of(text: str, last_word: str) -> str:
    """What was typed after the word that names the report, as it was typed."""
    match = re.search(rf"{re.escape(last_word)}\W*", text, re.IGNORECASE)
    return text[match.end() :].strip() if match else text.strip()
