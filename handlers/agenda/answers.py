"""An entry while it is being made: the answers so far, their order, and what they amount to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any, Self

from handlers.agenda.rules import Lead, Span, read_lead, read_moment
from storage import agenda
from storage.agenda import BANS, Confirm, Kind
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


_NINE = time(9)
_USUAL: dict[Kind, tuple[Lead, ...]] = dict.fromkeys(
    BANS, (Lead(7, _NINE), Lead(3, _NINE), Lead(1, _NINE))
) | {Kind.MEETING: (Lead(3, _NINE), Lead(1, _NINE))}
_EVERYBODY = Audience()
_OTHERWISE = (Lead(1, _NINE),)


@dataclass(frozen=True)
class Answers:
    """What is known of the new entry; `now` asks for a notice at once."""

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
        """The next question."""
        steps = list(Step)
        return next(each for each in steps[steps.index(step) + 1 :] if self.applies(each))

    def before(self, step: Step) -> Step | None:
        """The question before, or None at the first one."""
        steps = list(Step)
        earlier = [each for each in steps[: steps.index(step)] if self.applies(each)]
        return earlier[-1] if earlier else None

    def draft(self) -> agenda.Draft:
        """The entry to store; only once kind, title and span are known."""
        assert self.kind is not None
        assert self.span is not None
        return agenda.Draft(
            self.kind, self.title, str(self.span.first), str(self.span.last), self.who,
            self.confirm, self.body, self.place, self.ordered_by,
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
        )
