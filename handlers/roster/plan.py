"""A file against the known roster: what an import would do, and what it cannot take over.

Pure over data that was loaded in bulk. Planning the same file again after it was applied gives
an empty plan: that is what makes an import idempotent, and restartable at any point.
"""

from dataclasses import dataclass
from datetime import datetime

from handlers.roster import marks, people, places
from handlers.roster.comparing import Comparison, Count, steps
from handlers.roster.headings import Kind
from handlers.roster.records import Fault, Roster
from handlers.roster.scope import Scope
from handlers.texts import roster as texts
from handlers.texts.common import role_name
from storage.people import Ending
from storage.roster import EndPost, Operation
from storage.roster_known import Held, Known
from storage.times import moment

STEP = 1_000
"""Rows in one unit of work: it must not keep the writer for more than 100 ms."""


@dataclass(frozen=True)
class Lost:
    """Somebody whose post ended in the bot: "Slamet (linmas 35.73.05.1011-020)", how, when."""

    who: str
    how: Ending
    at: datetime


@dataclass(frozen=True)
class Plan:
    """`removals` are carried out only if the admin typed `missing`, the number of people.

    `missing_people` says who they are: "Slamet (linmas 35.73.05.1011-020)". `lost` are people of
    the file who lost that post in the bot. Two plans with the same `mark` do the same to the same.
    """

    operations: tuple[Operation, ...]
    removals: tuple[EndPost, ...]
    missing_people: tuple[str, ...]
    counts: dict[Kind, Count]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    scope: Scope
    areas: dict[str, str]
    lost: tuple[Lost, ...]
    mark: str

    @property
    def missing(self) -> int:
        """How many people of the file's scope the file does not name."""
        return len(self.missing_people)

    @property
    def idle(self) -> bool:
        """Whether an import would change nothing."""
        return not self.operations

    def portions(self, *, remove: bool, size: int = STEP) -> list[list[Operation]]:
        """The units of work that carry the plan out, in their order."""
        return steps([*self.operations, *(self.removals if remove else ())], size)


def plan(
    roster: Roster, known: Known, keep: int | None = None, *, revive: bool = False
) -> Plan:  # fmt: skip
    """Compare a file with what is known; `keep` is the person who imports it.

    Whoever lost a post in the bot does not get it back by a file that still has it, unless the
    admin wants so (`revive`): the roster may be older than what was decided on the day.
    """
    found = Comparison(faults=list(roster.faults), notes=list(roster.notes))
    found.counts = {kind: Count() for kind in roster.kinds}
    after = places.compare(roster, known, found)
    staff = people.compare(roster, known, after, found, keep, revive=revive)
    removals = tuple(end for ends in staff.missing.values() for end in ends)
    return Plan(
        operations=tuple(found.operations),
        removals=removals,
        missing_people=tuple(_described(known, who, ends) for who, ends in staff.missing.items()),
        counts=found.counts,
        faults=tuple(sorted(found.faults, key=_in_order)),
        notes=tuple(found.notes),
        scope=staff.scope,
        areas=after.areas,
        lost=tuple(_lost(known, post) for post in staff.lost),
        mark=marks.of((*found.operations, *removals), known),
    )


def _lost(known: Known, post: Held) -> Lost:
    person_id, role, place = post
    ended = known.dismissed[post]
    who = texts.person_at(known.people[person_id].name, role_name(role), place)
    return Lost(who, ended.how, moment(ended.at))


def _described(known: Known, person_id: int, ends: list[EndPost]) -> str:
    first = next(post for post in known.posts if post.id == ends[0].id)
    return texts.person_at(known.people[person_id].name, role_name(first.role), first.place)


def _in_order(fault: Fault) -> tuple[int, int]:
    known = {kind.value: index for index, kind in enumerate(Kind)}
    return known.get(fault.sheet, len(known)), fault.row or 0
