"""What a comparison with the known roster collects: operations, counts, faults."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.roster.headings import Kind
from handlers.roster.records import Fault
from storage.roster import Operation


@dataclass
class Count:
    """How many rows (of `petugas`: people) are new, changed, or as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class Comparison:
    """Filled while a roster is compared; `operations` are in the order in which they apply."""

    operations: list[Operation] = field(default_factory=list)
    counts: dict[Kind, Count] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, kind: Kind) -> Count:
        """The count of one sheet."""
        return self.counts.setdefault(kind, Count())

    def fault(self, kind: Kind, row: int, column: str, value: str, reason: str) -> None:
        """A row that cannot be taken over."""
        self.faults.append(Fault(kind.value, row, column, value, reason))


def differs(given: Sequence[Any], known: Sequence[Any]) -> bool:
    """Whether a row says anything else than what is known; None says nothing."""
    return any(new is not None and new != old for new, old in zip(given, known, strict=True))


def steps(operations: Iterable[Operation], size: int) -> list[list[Operation]]:
    """Operations in portions of about `size` rows each, so that each is a short unit of work."""
    portions: list[list[Operation]] = []
    weight = size
    for operation in operations:
        if weight >= size:
            portions.append([])
            weight = 0
        portions[-1].append(operation)
        weight += _weight(operation)
    return portions


def _weight(operation: Operation) -> int:
    parts = getattr(operation, "posts", None) or getattr(operation, "stations", None) or ()
    return 1 + len(parts)
