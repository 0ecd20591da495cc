"""Edits that wait a little for more of their kind while presses come in crowds. Pure.

At 07.00 three presses of one person change the same list three times; shown once, a third of
the calls is left, and every toast goes out sooner. Whoever pressed has the toast at once.
"""

from dataclasses import dataclass, field

from storage.outbox import Priority, Waiting

LONGEST = 2.0
"""Seconds that an edit waits at most."""
LULL = 1.0
"""Seconds without a full batch of updates after which the crowd is gone."""


@dataclass
class Merging:
    """Edits held back, oldest first. Times are seconds of any steady clock."""

    _crowded_until: float = 0.0
    _until: dict[int, float] = field(default_factory=dict)
    _rows: dict[int, Waiting] = field(default_factory=dict)

    def crowd(self, crowded: bool, now: float) -> None:
        """Whether updates come in full batches, so that more are waiting at Telegram."""
        self._crowded_until = now + LULL if crowded else now

    def keeps(self, row: Waiting, now: float) -> bool:
        """Whether the row stays here for now. Alerts, first messages and retries never do."""
        if row.id in self._rows:
            return True
        if not (now < self._crowded_until and row.edits and row.attempts == 0 and _may_wait(row)):
            return False
        self._rows[row.id], self._until[row.id] = row, now + LONGEST
        return True

    def over(self, now: float) -> list[Waiting]:
        """The edits that have waited enough: all of them once the crowd is gone."""
        calm = now >= self._crowded_until
        ids = [each for each, at in self._until.items() if calm or at <= now]
        for each in ids:
            del self._until[each]
        return [self._rows.pop(each) for each in ids]

    def next_time(self) -> float | None:
        """When the oldest will have waited enough; None if nothing waits."""
        oldest = next(iter(self._until.values()), None)
        return None if oldest is None else min(oldest, self._crowded_until)


def _may_wait(row: Waiting) -> bool:
    return row.priority >= Priority.REPLY
