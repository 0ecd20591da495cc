"""A file against the known roster: what an import would do, and what it cannot take over.

Pure over data that was loaded in bulk. Planning the same file again after it was applied gives
an empty plan: that is what makes an import idempotent, and restartable at any point.
"""

from dataclasses import dataclass

from handlers.roster import people, places
from handlers.roster.comparing import Comparison, Count, steps
from handlers.roster.headings import Kind
from handlers.roster.records import Fault, Roster
from handlers.roster.scope import Scope
from storage.roster import EndPost, Operation
from storage.roster_known import Known

STEP = 1_000
"""Rows in one unit of work: it must not keep the writer for more than 100 ms."""


@dataclass(frozen=True)
class Plan:
    """`removals` are carried out only if the admin typed `missing`, the number of people."""

    operations: tuple[Operation, ...]
    removals: tuple[EndPost, ...]
    missing: int
    counts: dict[Kind, Count]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    scope: Scope
    areas: dict[str, str]

    def portions(self, *, remove: bool, size: int = STEP) -> list[list[Operation]]:
        """The units of work that carry the plan out, in their order."""
        return steps([*self.operations, *(self.removals if remove else ())], size)


def plan(roster: Roster, known: Known, keep: int | None = None) -> Plan:
    """Compare a file with what is known; `keep` is the person who imports it."""
    found = Comparison(faults=list(roster.faults), notes=list(roster.notes))
    found.counts = {kind: Count() for kind in roster.kinds}
    after = places.compare(roster, known, found)
    staff = people.compare(roster, known, after, found, keep)
    return Plan(
        operations=tuple(found.operations),
        removals=tuple(end for ends in staff.missing.values() for end in ends),
        missing=len(staff.missing),
        counts=found.counts,
        faults=tuple(sorted(found.faults, key=_in_order)),
        notes=tuple(found.notes),
        scope=staff.scope,
        areas=after.areas,
    )


def _in_order(fault: Fault) -> tuple[int, int]:
    known = {kind.value: index for index, kind in enumerate(Kind)}
    return known.get(fault.sheet, len(known)), fault.row or 0
