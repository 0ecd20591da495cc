"""When Telegram was last heard, and how long it was out of reach."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage import marks
from storage.database import Row, Tx
from storage.times import moment, ms

HEARD = "heard"
STEP = 200
"""People for each unit of work: every one gets a message and keyboard of its own."""


@dataclass(frozen=True)
class Outage:
    """A time without Telegram; `stage` and `cursor` say how far the telling got."""

    id: int
    since: datetime
    until: datetime
    stage: str
    cursor: int

    @property
    def thing(self) -> str:
        """What nobody is told twice."""
        return f"outage:{self.id}"

    def at(self, stage: str, cursor: int = 0) -> "Outage":
        """The same, told up to there."""
        return replace(self, stage=stage, cursor=cursor)


@dataclass(frozen=True)
class Waiting:
    """An account with an open draft; `person_id` None: somebody who is registering."""

    user_id: int
    person_id: int | None


def heard(tx: Tx) -> datetime | None:
    """When Telegram last answered, as far as it was written down."""
    return marks.get(tx, HEARD)


def keep_heard(tx: Tx, at: datetime) -> None:
    """Telegram answered now."""
    marks.put(tx, HEARD, at)


def begin(tx: Tx, since: datetime, until: datetime) -> None:
    """Write an outage down; one that begins at the same moment is the same."""
    tx.run(
        "INSERT INTO outages (since_at, until_at) VALUES ($1, $2)"
        " ON CONFLICT (since_at) DO NOTHING",
        ms(since), ms(until),
    )  # fmt: skip


def untold(tx: Tx) -> Outage | None:
    """The oldest outage that people are still to be told of."""
    row = tx.one("SELECT * FROM outages WHERE stage <> 'told' ORDER BY id LIMIT 1")
    return None if row is None else _outage(row)


def save(tx: Tx, outage: Outage) -> None:
    """Keep how far the telling got."""
    tx.run(
        "UPDATE outages SET stage = $2, cursor = $3 WHERE id = $1",
        outage.id, outage.stage, outage.cursor,
    )  # fmt: skip


def with_drafts(tx: Tx, event_id: int, touched: datetime, after: int) -> list[Waiting]:
    """The next reachable accounts with a draft of the event touched since then."""
    rows = tx.all(
        "SELECT d.user_id, a.acting_person_id FROM drafts d JOIN accounts a"
        " ON a.user_id = d.user_id WHERE d.user_id > $1 AND d.event_id = $2 AND d.touched_at >= $3"
        f" AND a.blocked_at IS NULL ORDER BY d.user_id LIMIT {STEP}",
        after, event_id, ms(touched),
    )  # fmt: skip
    return [Waiting(*row) for row in rows]


def told(tx: Tx, outage: Outage, chat_id: int) -> bool:
    """Whether a chat was told already, whoever of those who share it was meant."""
    found = tx.value(
        "SELECT 1 FROM deliveries WHERE thing = $1 AND chat_id = $2", outage.thing, chat_id
    )
    return found is not None


def _outage(row: Row) -> Outage:
    return Outage(row["id"], moment(row["since_at"]), moment(row["until_at"]), row["stage"],
                  row["cursor"])  # fmt: skip
