"""Everything that is said about an incident, gathered once: the same for every copy of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.access import Place, Role
from handlers.incidents.joining import SAME_WITHIN, Spot, same
from handlers.incidents.kinds import KINDS, Kind
from handlers.incidents.waiting import Ahead, next_step
from handlers.policy import Policy
from storage import (
    areas,
    clocks,
    events,
    evidence,
    incidents,
    joining,
    open_incidents,
    people,
    reports,
)
from storage.areas import Area, Station, Store
from storage.clocks import WaitsFor
from storage.database import Tx
from storage.evidence import Evidence
from storage.incidents import Incident, State, Step, StepKind
from storage.people import Person, PersonId, Post

ENDINGS = frozenset({
    StepKind.RESOLVED, StepKind.DISMISSED, StepKind.WITHDRAWN, StepKind.CLEARED,
})  # fmt: skip
"""Steps that close an incident."""


@dataclass(frozen=True)
class Reachable:
    """Somebody to call about an incident, and what they are there."""

    person: Person
    role: str


@dataclass(frozen=True)
class Affected:
    """What depends on a store: the stations whose boxes it keeps, and their voters."""

    stations: tuple[Station, ...]
    voters: int


@dataclass(frozen=True)
class Joined:
    """A report that was joined to an incident."""

    incident: Incident
    reporter: Reachable


@dataclass(frozen=True)
class Facts:
    """An incident with its place, people, steps and evidence; times are wall clock."""

    incident: Incident
    kind: Kind
    rehearsal: bool
    policy: Policy
    area: Area | None
    district: Area | None
    station: Station | None
    store: Store | None
    affected: Affected | None
    reporter: Reachable
    on_behalf: str | None
    source: str
    version: int
    """How often the report was corrected or taken back, and 1."""
    others: tuple[Reachable, ...]
    steps: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    witnesses: tuple[PersonId, ...]
    """Others who reported the same: they too are told what becomes of it."""
    joined: tuple[Joined, ...]
    """Reports of the same thing that were joined to this one."""
    similar: Incident | None
    """An older open one that may be the same: offered to be joined."""
    ahead: Ahead | None
    """What follows while nobody in charge answers; None once somebody has, or all were told."""

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, in degrees: as it was shared, else where the station or store is."""
        return _point(self.incident, self.station, self.store)

    @property
    def taken_at(self) -> datetime | None:
        """Since when somebody deals with it."""
        taken = [step.at for step in self.steps if step.kind is StepKind.TAKEN]
        return taken[-1] if taken and self.incident.holder_id else None

    @property
    def dismissed(self) -> bool:
        """Whether somebody found it to be none, who may have been wrong."""
        return self.incident.state is State.DISMISSED and self._ended_by is StepKind.DISMISSED

    @property
    def taken_back(self) -> bool:
        """Whether it was closed because its own report says so no longer."""
        return self._ended_by in (StepKind.WITHDRAWN, StepKind.CLEARED)

    @property
    def _ended_by(self) -> StepKind | None:
        """The last step that closed it, whether it was opened again since or not."""
        endings = [step.kind for step in self.steps if step.kind in ENDINGS]
        return endings[-1] if endings else None

    def local(self, moment: datetime) -> datetime:
        return self.policy.local(moment)


def place_of(incident: Incident) -> Place:
    """Where rights are asked for."""
    return Place(incident.area, incident.station_id, incident.store_id)


def gather(tx: Tx, policy: Policy, incident: Incident) -> Facts:
    """Look everything up that copies of the incident say."""
    station, store = areas.station_and_store(tx, incident.station_id, incident.store_id)
    event = events.get(tx, incident.event_id)
    report = reports.latest(tx, incident.id)
    steps, parts = _steps(tx, incident), _joined(tx, incident)
    return Facts(
        incident, KINDS[incident.kind], bool(event and event.rehearsal), policy,
        areas.area(tx, incident.area), _district(tx, incident.area), station, store,
        _affected(tx, store), _reporter(tx, incident), report.on_behalf if report else None,
        report.source if report else "", report.version if report else 1,
        _others(tx, incident, parts), steps, tuple(evidence.of_report(tx, incident.id)),
        _witnesses(incident, steps, parts), parts, _similar(tx, incident), _ahead(tx, incident),
    )  # fmt: skip


def spot(tx: Tx, incident: Incident) -> Spot:
    """Where and when it is, for comparing it with others."""
    station, store = areas.station_and_store(tx, incident.station_id, incident.store_id)
    return Spot(
        incident.kind, incident.station_id, incident.store_id, _point(incident, station, store),
        incident.created_at,
    )  # fmt: skip


def _point(*places: Incident | Station | Store | None) -> tuple[float, float] | None:
    """The first of these places that is known in degrees."""
    for each in places:
        if each is not None and each.lat is not None and each.lon is not None:
            return each.lat, each.lon
    return None


def _steps(tx: Tx, incident: Incident) -> tuple[Step, ...]:
    """What was done; what was joined to another shows what is done about that one too."""
    found = incidents.steps(tx, incident.id)
    if incident.joined_to is not None:
        whole = incidents.steps(tx, incident.joined_to)
        found += [step for step in whole if step.kind is not StepKind.JOINED]
    return tuple(sorted(found, key=lambda step: step.id))


def _joined(tx: Tx, incident: Incident) -> tuple[Joined, ...]:
    return tuple(Joined(each, _reporter(tx, each)) for each in joining.joined(tx, incident.id))


def _witnesses(
    incident: Incident, steps: Iterable[Step], parts: Iterable[Joined]
) -> tuple[PersonId, ...]:
    others = [s.person_id for s in steps if s.kind is StepKind.CONFIRMED and s.person_id]
    others += [each.incident.reporter_id for each in parts]
    return tuple(dict.fromkeys(each for each in others if each != incident.reporter_id))


def _similar(tx: Tx, incident: Incident) -> Incident | None:
    """The oldest open report from before that may be of the same thing."""
    if incident.closed or incident.joined_to is not None:
        return None
    if incident.bunch_id is not None and joining.told_in_bunch(tx, incident.id):
        return None
    since = incident.created_at - SAME_WITHIN
    here = spot(tx, incident)
    before = open_incidents.of_kind(tx, incident.event_id, incident.kind, since)
    return next(
        (each for each in before if each.id < incident.id and same(here, spot(tx, each))), None
    )


def _ahead(tx: Tx, incident: Incident) -> Ahead | None:
    clock = clocks.get(tx, incident.id, WaitsFor.ANSWER)
    return None if clock is None or incident.closed else next_step(tx, incident, clock)


def _district(tx: Tx, code: str) -> Area | None:
    found = (areas.area(tx, each) for each in areas.chain(code)[1:])
    return next((area for area in found if area and area.level == "district"), None)


def _affected(tx: Tx, store: Store | None) -> Affected | None:
    if store is None:
        return None
    stations = areas.stations_of_store(tx, store.id)
    return Affected(tuple(stations), sum(station.voters or 0 for station in stations))


def _reporter(tx: Tx, incident: Incident) -> Reachable:
    person = people.person(tx, incident.reporter_id)
    assert person is not None
    posts = people.posts(tx, incident.event_id, person.id)
    here = [post.role for post in posts if _belongs(post, incident)]
    return Reachable(person, next(iter([*here, *(post.role for post in posts)]), ""))


def _belongs(post: Post, incident: Incident) -> bool:
    if post.station_id is not None:
        return post.station_id == incident.station_id
    return post.store_id is None or post.store_id == incident.store_id


def _others(tx: Tx, incident: Incident, parts: Iterable[Joined]) -> tuple[Reachable, ...]:
    """Who else can be called there: the chair of the station, the guards of the store."""
    named = {incident.reporter_id, *(part.incident.reporter_id for part in parts)}
    posts: list[Post] = []
    if incident.station_id is not None:
        at_station = people.posts_at_station(tx, incident.event_id, incident.station_id)
        posts = [post for post in at_station if post.role == Role.KPPS_KETUA]
    elif incident.store_id is not None:
        guards = people.posts_within(tx, incident.event_id, incident.area, Role.PENJAGA)
        posts = [post for post in guards if post.store_id == incident.store_id]
    found: list[Reachable] = []
    for post in posts:
        person = people.person(tx, post.person_id)
        if person is not None and person.id not in named and person.phone:
            found.append(Reachable(person, post.role))
    return tuple(found)
