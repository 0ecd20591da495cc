"""The heavy part of an import, run in a child process: bytes → plan, against the database's file.

The child opens the database read-only and hands back what the bot needs, nothing more. openpyxl
is imported only here, inside the functions, so that the bot itself never carries it.
"""

import resource
import zlib
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.roster import rows, summary
from handlers.roster.plan import Plan, plan
from handlers.roster.records import Roster, from_json, to_json
from handlers.roster.summary import Summary
from handlers.texts.examples import Example
from storage import roster_known
from storage.database import snapshot
from storage.offline import looking_at
from storage.roster import Operation

_SECONDS = 60
"""CPU time a child may take; an honest roster of 12,000 rows takes about three."""


@dataclass(frozen=True)
class Target:
    """What a file is compared with; `importer` (a person) is never counted as missing."""

    database: Path
    event_id: int
    importer: int | None
    zone: str


@dataclass(frozen=True)
class Preview:
    """`content` is what the file says, packed, to be kept until it is applied.

    `revived` is the summary if those who lost their posts in the bot shall have them again.
    """

    content: bytes
    summary: Summary
    revived: Summary | None
    fault_list: bytes | None


@dataclass(frozen=True)
class Order:
    """The units of work that apply a file now, and what would be previewed now."""

    portions: list[list[Operation]]
    chosen: Summary
    summary: Summary
    revived: Summary | None


def preview(data: bytes, name: str, number: int, target: Target) -> Preview:
    """Read a file and compare it. `number` is the import's. Raises Refused, MemoryError."""
    from handlers.roster import workbook  # noqa: PLC0415 - heavy, and only for the child

    _limit_time()
    content = rows.roster(workbook.read(data, name))
    planned, revived = _plans(content, target)
    return Preview(
        content=_packed(content, number),
        summary=_told(planned, name, target),
        revived=_told(revived, name, target) if revived else None,
        fault_list=summary.fault_list(planned) if planned.faults else None,
    )


def template(example: Example) -> bytes:
    """The empty workbook of /templat as XLSX bytes."""
    from handlers.roster import template as making  # noqa: PLC0415 - the same

    return making.build(example)


def order(
    content: bytes, name: str, target: Target, remove: int | None, revive: bool
) -> Order:  # fmt: skip
    """Compare a kept file anew. `remove` ends the posts of people it does not name, if there
    are still exactly so many; `revive` gives posts back that were lost in the bot."""
    _limit_time()
    planned, revived = _plans(_unpacked(content), target)
    chosen = revived if revive and revived else planned
    removing = remove is not None and remove == chosen.missing
    return Order(
        chosen.portions(remove=removing),
        _told(chosen, name, target),
        _told(planned, name, target),
        _told(revived, name, target) if revived else None,
    )


def _plans(content: Roster, target: Target) -> tuple[Plan, Plan | None]:
    """The plan, and where somebody lost a post in the bot, the one that gives it back."""
    with looking_at(target.database) as connection:
        known = snapshot(connection, lambda tx: roster_known.load(tx, target.event_id))
    planned = plan(content, known, target.importer)
    if not planned.lost:
        return planned, None
    return planned, plan(content, known, target.importer, revive=True)


def _told(planned: Plan, name: str, target: Target) -> Summary:
    return summary.of(planned, name, ZoneInfo(target.zone))


def _packed(content: Roster, number: int) -> bytes:
    """Two imports of one file stay apart: each forgets its own copy."""
    return zlib.compress(f"{number}\n{to_json(content)}".encode())


def _unpacked(content: bytes) -> Roster:
    return from_json(zlib.decompress(content).decode().partition("\n")[2])


def _limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
