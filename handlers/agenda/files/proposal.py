"""What a file proposes for the calendar, before anybody has agreed to it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

MOST_BYTES = 1_000_000
MOST_ENTRIES = 300


class Faulty(ValueError):
    """An entry of a file cannot be used; the message is the sentence for the person."""


@dataclass(frozen=True)
class Proposal:
    """One entry: `key` is its name in files, `starts` and `ends` are rules of the database.

    What is None the file does not say; `audience` is JSON, `leads` are rules such as 'H-1 09:00'.
    """

    key: str
    kind: str
    title: str
    starts: str
    ends: str
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    body: str | None = None
    ordered_by: str | None = None
    audience: str | None = None
    leads: tuple[str, ...] | None = None
    confirm: int | None = None
    called_off: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        leads = data["leads"]
        return cls(**{**data, "leads": None if leads is None else tuple(leads)})


@dataclass(frozen=True)
class Reading:
    """All that a file proposes, and a sentence for each entry that cannot be used."""

    proposals: tuple[Proposal, ...]
    faults: tuple[str, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            tuple(Proposal.from_json(each) for each in data["proposals"]), tuple(data["faults"])
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def only_newest(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Of entries with one name only the last: a file may repeat what it corrects."""
    return tuple({each.key: each for each in proposals}.values())
