"""Edits that wait a little for more of their kind while presses come in crowds. Pure.

At 07.00 three presses of one person change the same list three times; shown once, a third of
the calls is left, and every toast goes out sooner. Whoever pressed has the toast at once.
"""

from dataclasses import dataclass, field

from storage.outbox import Priority, Waiting

LONGEST = 2.0
"""Seconds that an edit waits at most."""


@dataclass
class Merging:
    """Edits held back, oldest first. Times are seconds of any steady clock."""

    crowded: bool = False
    """Whether updates come in full batches, so that more are waiting at Telegram."""
    _until: dict[int, float] = field(default_factory=dict)
    _rows: dict[int, Waiting] = field(default_factory=dict)

    def keeps(self, row: Waiting, now: float) -> bool:
        """Whether the row stays here for now. Alerts, first messages and retries never do."""
        if row.id in self._rows:
            return True
        if not (self.crowded and row.edits and row.attempts == 0 and _may_wait(row)):
            return False
        self._rows[row.id], self._until[row.id] = row, now + LONGEST
        return True

    def over(self, now: float) -> list[Waiting]:
        """The edits that have waited enough: all of them once the crowd is gone."""
        ids = [each for each, at in self._until.items() if at <= now or not self.crowded]
        for each in ids:
            del self._until[each]
        return [self._rows.pop(each) for each in ids]

    def next_time(self) -> float | None:
        """When the oldest has waited enough."""
        return next(iter(self._until.values()), None)


def _may_wait(row: Waiting) -> bool:
    return row.priority >= Priority.REPLY
