"""The heavy part of an import, run in a child process: bytes → plan, against the database's file.

The child opens the database read-only and hands back what the bot needs, nothing more. openpyxl
is imported only here, inside the functions, so that the bot itself never carries it.
"""

import resource
import zlib
from dataclasses import dataclass
from pathlib import Path

from handlers.roster import rows, summary
from handlers.roster.plan import Plan, plan
from handlers.roster.records import Roster, from_json, to_json
from handlers.roster.summary import Summary
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


@dataclass(frozen=True)
class Preview:
    """`content` is what the file says, packed, to be kept until it is applied."""

    content: bytes
    summary: Summary
    fault_list: bytes | None


@dataclass(frozen=True)
class Order:
    """The units of work that apply a file now."""

    portions: list[list[Operation]]
    summary: Summary


def preview(data: bytes, name: str, number: int, target: Target) -> Preview:
    """Read a file and compare it. `number` is the import's. Raises Refused, MemoryError."""
    from handlers.roster import workbook  # noqa: PLC0415 - heavy, and only for the child

    _limit_time()
    content = rows.roster(workbook.read(data, name))
    planned = _plan(content, target)
    return Preview(
        content=_packed(content, number),
        summary=summary.of(planned, name),
        fault_list=summary.fault_list(planned) if planned.faults else None,
    )


def template() -> bytes:
    """The empty workbook of /templat as XLSX bytes."""
    from handlers.roster import template as making  # noqa: PLC0415 - the same

    return making.build()


def order(content: bytes, name: str, target: Target, remove: int | None) -> Order:
    """Compare a kept file anew. `remove` ends the posts of people it does not name, if there
    are still exactly so many."""
    _limit_time()
    planned = _plan(_unpacked(content), target)
    removing = remove is not None and remove == planned.missing
    return Order(planned.portions(remove=removing), summary.of(planned, name))


def _plan(content: Roster, target: Target) -> Plan:
    with looking_at(target.database) as connection:
        known = snapshot(connection, lambda tx: roster_known.load(tx, target.event_id))
    return plan(content, known, target.importer)


def _packed(content: Roster, number: int) -> bytes:
    """Two imports of one file stay apart: each forgets its own copy."""
    return zlib.compress(f"{number}\n{to_json(content)}".encode())


def _unpacked(content: bytes) -> Roster:
    return from_json(zlib.decompress(content).decode().partition("\n")[2])


def _limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
