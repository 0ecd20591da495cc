"""Where the bot is killed."""

from enum import Enum


class Point(Enum):
    """Where the bot is when it dies."""

    ANYWHERE = "at a random moment"
    BEFORE_COMMIT = "before the commit of a batch"
    AFTER_COMMIT = "after the commit, before it is confirmed"
    CONFIRMING = "while the confirmation is under way"
    CLAIMED = "after rows were claimed, before they are sent"
    ANSWERING = "while the answer to a press is under way"
    EDITED = "after an edit, before its answer"
    UNRECORDED = "after messages were sent, before that is recorded"
    MIGRATING = "during a migration"
    IMPORTING = "during the import of a roster"
    BACKING_UP = "during a backup"


INSIDE = frozenset(
    {
        Point.BEFORE_COMMIT, Point.AFTER_COMMIT, Point.CLAIMED, Point.UNRECORDED,
        Point.MIGRATING, Point.IMPORTING, Point.BACKING_UP,
    }
)  # fmt: skip
"""Points that only the process itself can tell; the others are those that Telegram sees."""

_SHARES = {
    Point.ANYWHERE: 12, Point.BEFORE_COMMIT: 4, Point.AFTER_COMMIT: 4, Point.CLAIMED: 4,
    Point.UNRECORDED: 4, Point.CONFIRMING: 2, Point.ANSWERING: 2, Point.EDITED: 2,
    Point.MIGRATING: 2, Point.IMPORTING: 2, Point.BACKING_UP: 2,
}  # fmt: skip


def schedule(kills: int, *, webhook: bool = False) -> list[Point]:
    """So many points, each with its share; the first ones are each point once.

    A webhook confirms by its answer, so there is no request that Telegram could see coming.
    """
    shares = {p: n for p, n in _SHARES.items() if not (webhook and p is Point.CONFIRMING)}
    turns = range(max(shares.values()))
    once = [point for turn in turns for point, share in shares.items() if turn < share]
    return (once * (kills // len(once) + 1))[:kills]
