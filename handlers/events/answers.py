"""An event while it is being set up: the answers so far, and what is typed for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from handlers.agenda.dates import BadDate, parse_day
from handlers.agenda.rules import local_day
from handlers.context import Desk
from handlers.errors import Refused
from handlers.texts import events as texts
from handlers.texts.dates import plain_day
from storage.events import Event

MOST_NAME = 80
_DAY_WORDS = 4
"""'Rabu, 27 November 2024' is the longest way to say a day."""


class Step(StrEnum):
    """The questions in their order; CHECK shows what will change before it does."""

    KIND = "kind"
    NAME = "name"
    DAY = "day"
    CHECK = "check"


@dataclass(frozen=True)
class Setup:
    """What the event shall be; `new` asks for one beside the live event."""

    kind: str = "lain"
    name: str = ""
    day: date | None = None
    new: bool = False

    @classmethod
    def of(cls, event: Event) -> Self:
        """The live event as it is."""
        return cls(event.kind, event.name, event.voting_day)

    def to_json(self) -> dict[str, Any]:
        """JSON-able, as a draft row keeps it."""
        day = self.day and self.day.isoformat()
        return {"kind": self.kind, "name": self.name, "day": day, "new": self.new}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The answers that a draft row keeps."""
        day = date.fromisoformat(data["day"]) if data["day"] else None
        return cls(data["kind"], data["name"], day, data["new"])


def read_name(text: str) -> str:
    """A name of one line; Refused when it is empty or too long."""
    name = " ".join(text.split())
    if not name or len(name) > MOST_NAME:
        raise Refused(texts.bad_name(MOST_NAME))
    return name


def read_day(desk: Desk, text: str) -> date:
    """Voting day as typed; Refused with an example when it is none."""
    try:
        day = parse_day(text, local_day(desk.now, desk.policy.zone))
    except BadDate as error:
        raise Refused(str(error)) from error
    if not isinstance(day, date):
        raise Refused(texts.DAY_MUST_BE_FIXED)
    return day


def read_line(desk: Desk, line: str, now: Setup) -> Setup:
    """'27-11-2024 Pilkada Kota Malang 2024', the day first or last; Refused names the fault.

    Without a name the event keeps its own; one that has none yet is named after the day.
    """
    words = line.split()
    for size in range(min(_DAY_WORDS, len(words)), 0, -1):
        for said, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            day = _day(desk, " ".join(said))
            if day is not None:
                return _named(replace(now, day=day), " ".join(rest))
    raise Refused(texts.line_not_understood(line))


def _day(desk: Desk, text: str) -> date | None:
    try:
        day = parse_day(text, local_day(desk.now, desk.policy.zone))
    except BadDate:
        return None
    return day if isinstance(day, date) else None


def _named(setup: Setup, name: str) -> Setup:
    if name:
        return replace(setup, name=read_name(name), kind=kind_of(name) or setup.kind)
    if setup.name == texts.UNNAMED and setup.day is not None:
        return replace(setup, name=texts.named_after(plain_day(setup.day)))
    return setup


def kind_of(name: str) -> str | None:
    """The kind of event that a name speaks of, if it speaks of one."""
    words = name.lower()
    return next(
        (kind for kind, signs in texts.KIND_SIGNS.items() if any(sign in words for sign in signs)),
        None,
    )
