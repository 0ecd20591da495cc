"""What a report consists of: questions, and the form that puts them together. Pure data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.access import Action, Place
from handlers.context import Actor
from handlers.policy import Policy
from storage.areas import Area, Station, Store
from storage.database import Tx
from storage.events import Event, Milestone

Answers = Mapping[str, Any]
"""Question name → JSON-able answer. Names with a leading underscore are the engine's own."""


@dataclass(frozen=True)
class Scene:
    """Where and when a form is filled in: what questions may look at. Read only."""

    tx: Tx
    now: datetime
    policy: Policy
    event: Event
    milestones: tuple[Milestone, ...]
    actor: Actor
    station: Station | None = None
    store: Store | None = None
    area: Area | None = None
    event_at: datetime | None = None
    """When it happened, if that was said; else now."""

    @property
    def happened(self) -> datetime:
        """When it happened, on the wall clock of the event's area."""
        return self.policy.local(self.event_at or self.now)

    @property
    def local(self) -> datetime:
        """The wall clock of the event's area."""
        return self.policy.local(self.now)

    @property
    def place(self) -> Place:
        """What the report is about, for the check of rights."""
        return Place(
            self.area.code if self.area else "",
            self.station.id if self.station else None,
            self.store.id if self.store else None,
        )


class BadAnswer(Exception):
    """What was typed does not answer the question; `text` says what would."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


Text = str | Callable[[Scene, Answers], str]
When = Callable[[Scene, Answers], bool]
Refuse = Callable[[Scene, Answers, Any], str | None]


def always(scene: Scene, answers: Answers) -> bool:
    """The question is always asked."""
    return True


def never(scene: Scene, answers: Answers) -> bool:
    """It never applies."""
    return False


@dataclass(frozen=True)
class Question:
    """Something to ask. `when` says whether it applies, `optional` adds a button to skip it."""

    name: str
    text: Text
    when: When = field(default=always, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    refuse: Refuse | None = field(default=None, kw_only=True)
    """Why an answer cannot be taken now, as a sentence for the person; None: it can."""
    heading: str = field(default="", kw_only=True)
    """Column of the export; the name if empty."""

    def ask(self, scene: Scene, answers: Answers) -> str:
        """The question as it is put to the person (HTML)."""
        return self.text if isinstance(self.text, str) else self.text(scene, answers)


@dataclass(frozen=True)
class Option:
    """One possible answer: a button, and the words people type for it."""

    code: str
    label: str
    words: tuple[str, ...] = ()


Options = Sequence[Option] | Callable[[Scene, Answers], Sequence[Option]]


@dataclass(frozen=True)
class Choice(Question):
    """One of several options, as buttons in rows of `width`. The answer is the option's code."""

    options: Options = ()
    width: int = 2
    assumed: str | None = None
    """What a one-line report means that says nothing about it."""

    def choices(self, scene: Scene, answers: Answers) -> Sequence[Option]:
        """The options that apply now."""
        return self.options(scene, answers) if callable(self.options) else self.options


Doubt = Callable[[Scene, Answers, int], str | None]


@dataclass(frozen=True)
class Number(Question):
    """A whole number. `doubt` may ask back about one that is unlikely: the text to ask, or None."""

    low: int = 0
    high: int = 1_000_000
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Words(Question):
    """Free words, at most `most` characters."""

    most: int = 1000


@dataclass(frozen=True)
class Stations(Question):
    """TPS numbers such as `3 7 12-15`. The answer is a list of them; `known` are those there are.

    `known` gives numbers in their order.
    """

    known: Callable[[Scene, Answers], Sequence[int]] = field(kw_only=True)


@dataclass(frozen=True)
class Photo(Question):
    """A photo; kept only after the person has confirmed that it shows neither booth nor results.

    The answer is a list of evidence ids.
    """


@dataclass(frozen=True)
class Location(Question):
    """A place shared from the phone. The answer is [latitude, longitude] in degrees."""


@dataclass(frozen=True)
class Repeat(Question):
    """A group of questions that may be answered several times ("Ada lagi?").

    The answer is a list of answers. `text` asks whether there is another one.
    """

    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something a report shows that people must act on: it becomes an incident."""

    kind: str
    severity: str
    description: str
    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    health: bool = False
    public: str = ""
    """What it is in the bot's own words, without anything that people typed: fit for groups."""


Summary = Callable[[Scene, Answers], str]
Alarm = Callable[[Scene, Answers], Finding | None]
Doubtful = Callable[[Scene, Answers], str | None]
Topic = Callable[[Answers], str]
Needs = Callable[[Answers], Action | None]
Noting = Callable[[Scene, Answers], Answers]


def no_alarm(scene: Scene, answers: Answers) -> Finding | None:
    """The report never raises an alert."""
    return None


def nothing_more(answers: Answers) -> Action | None:
    """The right to file the form is all that its answers need."""
    return None


def no_doubt(scene: Scene, answers: Answers) -> str | None:
    """The report is stored without asking back."""
    return None


@dataclass(frozen=True)
class Form:
    """A kind of report. Only the first six have no default: the rest is for special needs."""

    kind: str
    title: str
    action: Action
    """The right somebody needs at the place to file it."""
    questions: tuple[Question, ...]
    summary: Summary
    """What the receipt says after the number, such as "Rapat dimulai 07.02"."""
    help: str
    """One line for /bantuan, with an example of the one-line report."""
    words: tuple[str, ...] = ()
    """Words that begin its one-line report; empty: none."""
    place: str = "station"
    """What it is about: 'station', 'store', 'anywhere' in one's area, or a 'node' of logistics."""
    topic: Topic | None = None
    """What the report is the news of; the kind unless given. Empty: it changes no state."""
    alarm: Alarm = no_alarm
    needs: Needs = nothing_more
    """A right that these answers need at the place besides `action`."""
    doubt: Doubtful = no_doubt
    """A sentence to confirm before it is stored; None: it is stored at once."""
    opening: Callable[[Scene], str] | None = None
    """Shown above every question, such as whom to call first."""
    recurring: bool = False
    """Whether every filing is news of its own, such as a night's rounds, and corrects none."""
    photos: When = never
    """Whether a photo is kept at any step, not only where a question asks for one."""
    line: Callable[[str], dict[str, Any] | None] | None = None
    """Reads the rest of a one-line report, where the order of the questions does not do.

    None: the rest reports nothing.
    """
    receipt: Callable[[Tx, Policy, int], str] | None = None
    """The receipt of the report with this number, where it must say more than the summary."""

    batches: bool = False
    """Whether one line may file it for several stations."""
    at_once: bool = False
    """Whether it is filed with its first finding, while questions are still open.

    `alarm`, `doubt`, `summary` and `noting` then see answers with gaps.
    """
    noting: Noting | None = None
    """Works out what is kept beside the answers, such as how many there should have been."""

    def topic_of(self, answers: Answers) -> str:
        """What this filled-in form is the news of."""
        return self.kind if self.topic is None else self.topic(answers)


def visible(answers: Answers) -> dict[str, Any]:
    """The answers to a form's own questions, without what the engine notes for itself."""
    return {name: value for name, value in answers.items() if not name.startswith("_")}
