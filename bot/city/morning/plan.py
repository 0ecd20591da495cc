"""The script itself: deeds in the order in which they happen. Times are seconds since 06.00."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS = time(6)
SLOT = 15
"""Seconds: everything happens at whole quarters of a minute, as often as the bot's timers look."""
LASTS = 2 * 60 * 60
"""Seconds from 06.00 to 08.00."""


@dataclass(frozen=True)
class Report:
    """Somebody at a station reports a milestone; `key`: by the ready key, else typed."""

    at: int
    phone: str
    station: str
    milestone: str
    text: str
    key: bool


@dataclass(frozen=True)
class Case:
    """An incident as it comes in, numbered from 1 in order of time.

    `late_start` names the milestone's report that raises it; all others are reported as such.
    """

    number: int
    at: int
    phone: str
    station: str
    kind: str
    severity: str
    text: str
    double_of: int | None = None
    late_start: bool = False


@dataclass(frozen=True)
class Press:
    """Somebody presses what begins with `label`, on a message that says all of `about`.

    `case` is the incident that the message or button is about, if it is about one.
    """

    at: int
    phone: str
    label: str
    case: int | None = None
    about: tuple[str, ...] = ()


Deed = Report | Case | Press


@dataclass(frozen=True)
class Morning:
    """Everything that happens, and who could have a part in it.

    Phones are E.164 numbers. `silent` are the stations from which no word comes by themselves,
    `sleeper` the coordinator who answers nothing, `registered` everybody whom the bot can reach.
    """

    deeds: tuple[Deed, ...]
    silent: frozenset[str]
    sleeper: str
    registered: frozenset[str]

    @property
    def cases(self) -> list[Case]:
        """The incidents in order of time."""
        return [each for each in self.deeds if isinstance(each, Case)]

    @property
    def reports(self) -> list[Report]:
        """The milestones that are reported, in order of time."""
        return [each for each in self.deeds if isinstance(each, Report)]

    @property
    def presses(self) -> list[Press]:
        """What is pressed, in order of time."""
        return [each for each in self.deeds if isinstance(each, Press)]


def moment(day: date, seconds: float, zone: ZoneInfo) -> datetime:
    """When a time of the plan is on that day (aware)."""
    return datetime.combine(day, BEGINS, zone) + timedelta(seconds=seconds)


def minutes(clock: float) -> int:
    """Seconds since 06.00 for hours and minutes as 6.03 or 7.2 (07.20)."""
    hours = int(clock)
    return ((hours - BEGINS.hour) * 60 + round((clock - hours) * 100)) * 60


def quarter(seconds: float) -> int:
    """The next whole quarter of a minute."""
    return -(-int(seconds) // SLOT) * SLOT
