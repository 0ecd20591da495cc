"""What the chat and the job row keep of a plan: counts and words, small enough for a message."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from handlers import csv_file
from handlers.roster import codes
from handlers.roster.plan import Plan
from handlers.roster.records import Fault
from handlers.texts import roster_import as texts
from handlers.texts.common import area_label, role_name
from storage.areas import Area

MOST_LISTED = 100
"""Faults that are told in the chat; beyond that the list goes along as a file."""
_MOST_NAMED = 10
_MANY_ROLES = 8


@dataclass(frozen=True)
class Summary:
    """`counts` are (sheet, new, changed, same); `faults` and `missing_people` are plain lines.

    `faulty` is the number of faulty rows, `idle` says that nothing would change. `lost` is how
    many people of the file lost their post in the bot, `lost_people` says who, how and when.
    `mark` is that of the plan.
    """

    name: str
    scope: str
    counts: list[tuple[str, int, int, int]]
    missing: int
    missing_people: list[str]
    faulty: int
    faults: list[str]
    notes: list[str]
    idle: bool
    lost: int
    lost_people: list[str]
    mark: str

    @property
    def settled(self) -> bool:
        """Whether there is nothing that an admin could want to apply."""
        return self.usable and self.idle and not self.missing and not self.lost

    @property
    def usable(self) -> bool:
        """Whether any row can be taken over."""
        return any(new or changed or same for _, new, changed, same in self.counts)

    def as_json(self) -> dict[str, Any]:
        """For the job's row."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        counts = [tuple(count) for count in content["counts"]]
        return cls(**(content | {"counts": counts}))


def of(plan: Plan, name: str, zone: ZoneInfo) -> Summary:
    """The summary of a plan for the file with this name; times are told in `zone`."""
    return Summary(
        name=name,
        scope=scope_words(plan),
        counts=[(str(kind), c.new, c.changed, c.same) for kind, c in plan.counts.items()],
        missing=plan.missing,
        missing_people=list(plan.missing_people[:_MOST_NAMED]),
        faulty=len({(fault.sheet, fault.row) for fault in plan.faults}),
        faults=[line(fault) for fault in plan.faults[:MOST_LISTED]],
        notes=list(plan.notes),
        idle=plan.idle,
        lost=len(plan.lost),
        lost_people=[
            texts.lost(each.who, each.how, each.at.astimezone(zone))
            for each in plan.lost[:_MOST_NAMED]
        ],
        mark=plan.mark,
    )


def scope_words(plan: Plan) -> str:
    """What the file is about: "linmas, Kec. Sukun"; empty for a file without people."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for places, roles in plan.scope.by_area().items():
        grouped[_place_words(plan, places)] += roles
    return "; ".join(f"{_who(roles)}, {where}" for where, roles in grouped.items())


def _who(roles: list[str]) -> str:
    if len(roles) >= _MANY_ROLES:
        return texts.many_roles(len(roles))
    return ", ".join(role_name(role) for role in roles)


def _place_words(plan: Plan, places: Iterable[str]) -> str:
    named = set(places)
    districts = {code for code in plan.areas if codes.level(code) == "district"}
    if len(named) > 1 and named == districts:
        named = {codes.city_of(next(iter(named)))}
    return " + ".join(place_label(plan.areas, code) for code in sorted(named))


def place_label(areas: dict[str, str], code: str) -> str:
    """Kota Malang, Kec. Sukun, Kel. Jodipan, TPS 012 Jodipan (plain)."""
    if codes.level(code) == "station":
        village, number = codes.split_station(code)
        return texts.station(number, areas.get(village, village))
    return area_label(Area(code, areas.get(code, code), codes.level(code)))


def line(fault: Fault) -> str:
    """A fault in one line (plain)."""
    return texts.fault(fault.sheet, fault.row, fault.column, fault.value, fault.reason)


def fault_list(plan: Plan) -> bytes:
    """All faults as CSV."""
    rows = (
        (fault.sheet, fault.row or "", fault.column or "", fault.value, fault.reason)
        for fault in plan.faults
    )
    return csv_file.table(texts.FAULT_HEADINGS, rows, delimiter=";")
