"""An entry while it is being made: the answers so far, their order, and what they amount to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any, Self

from handlers.agenda.plan import deadline_of
from handlers.agenda.rules import USUAL_DEADLINE, Lead, Span, read_lead, read_moment
from storage import agenda
from storage.agenda import BANS, Confirm, Entry, Kind
from storage.audience import Audience


class Step(StrEnum):
    """The questions in their order; CHECK shows everything before it is stored."""

    KIND = "kind"
    TITLE = "title"
    WHEN = "when"
    WHO = "who"
    LEADS = "leads"
    CONFIRM = "confirm"
    ORDER = "order"
    PLACE = "place"
    NOTE = "note"
    CHECK = "check"


MOST_CHASES = 2
"""Whoever has not confirmed can be asked a second and a third time by itself."""
_NINE = time(9)
_USUAL: dict[Kind, tuple[Lead, ...]] = dict.fromkeys(
    BANS, (Lead(7, _NINE), Lead(3, _NINE), Lead(1, _NINE))
) | {Kind.MEETING: (Lead(3, _NINE), Lead(1, _NINE))}
_EVERYBODY = Audience()
_OTHERWISE = (Lead(1, _NINE),)


@dataclass(frozen=True)
class Answers:
    """What is known of the new entry; `now` asks for a notice at once.

    `entry` is the stored one that is being changed. Whoever has not confirmed is asked again
    `chases` times, and at `answer_by` it is told who has not.
    """

    kind: Kind | None = None
    title: str = ""
    span: Span | None = None
    who: Audience = _EVERYBODY
    leads: tuple[Lead, ...] = ()
    now: bool = False
    confirm: Confirm = Confirm.NO
    ordered_by: str | None = None
    place: str | None = None
    body: str | None = None
    lat: float | None = None
    lon: float | None = None
    chases: int = 0
    answer_by: Lead = USUAL_DEADLINE
    entry: int | None = None

    @classmethod
    def of(cls, entry: Entry, span: Span, leads: Sequence[Lead]) -> Self:
        """A stored entry that is to be changed."""
        return cls(
            entry.kind, entry.title, span, entry.audience, tuple(leads), False, entry.confirm,
            entry.ordered_by, entry.place, entry.body, entry.lat, entry.lon, entry.chases,
            deadline_of(entry), entry.id,
        )  # fmt: skip

    def with_kind(self, kind: Kind) -> Self:
        """The answers with a kind, and the reminders and confirmation usual for it."""
        usual = _USUAL.get(kind, _OTHERWISE)
        confirm = Confirm.READ if kind in BANS else Confirm.NO
        return replace(self, kind=kind, leads=usual, confirm=confirm)

    def applies(self, step: Step) -> bool:
        """Whether a question makes sense for this kind of entry."""
        if step is Step.ORDER:
            return self.kind in BANS
        if step is Step.PLACE:
            return self.kind in (Kind.MEETING, Kind.OUTREACH)
        return True

    def after(self, step: Step) -> Step:
        """The next question; of a stored entry one thing at a time is changed."""
        if self.entry is not None:
            return Step.CHECK
        steps = list(Step)
        return next(each for each in steps[steps.index(step) + 1 :] if self.applies(each))

    def before(self, step: Step) -> Step | None:
        """The question before, or None at the first one."""
        if self.entry is not None:
            return None
        steps = list(Step)
        earlier = [each for each in steps[: steps.index(step)] if self.applies(each)]
        return earlier[-1] if earlier else None

    def draft(self) -> agenda.Draft:
        """The entry to store; only once kind, title and span are known."""
        assert self.kind is not None
        assert self.span is not None
        return agenda.Draft(
            self.kind, self.title, str(self.span.first), str(self.span.last), self.who,
            self.confirm, self.body, self.place, self.ordered_by, lat=self.lat, lon=self.lon,
            chases=self.chases, answer_by=str(self.answer_by),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """JSON-able, as a draft row keeps it."""
        return {
            "kind": self.kind,
            "title": self.title,
            "span": [str(self.span.first), str(self.span.last)] if self.span else None,
            "who": self.who.to_json(),
            "leads": [str(lead) for lead in self.leads],
            "now": self.now,
            "confirm": int(self.confirm),
            "ordered_by": self.ordered_by,
            "place": self.place,
            "body": self.body,
            "map": [self.lat, self.lon],
            "chases": self.chases,
            "answer_by": str(self.answer_by),
            "entry": self.entry,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The answers that a draft row keeps."""
        span = data["span"]
        return cls(
            Kind(data["kind"]) if data["kind"] else None,
            data["title"],
            Span(read_moment(span[0]), read_moment(span[1])) if span else None,
            Audience.from_json(data["who"]),
            tuple(read_lead(text) for text in data["leads"]),
            data["now"],
            Confirm(data["confirm"]),
            data["ordered_by"],
            data["place"],
            data["body"],
            data["map"][0],
            data["map"][1],
            data["chases"],
            read_lead(data["answer_by"]),
            data["entry"],
        )
