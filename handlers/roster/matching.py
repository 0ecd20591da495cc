"""Who is who: the people of a file among those who are known.

Matched by phone and name, then by phone, then by name and post; so a new number or a corrected
name stays the same person, and whoever registered stays registered.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from handlers.roster.phones import Phone
from handlers.roster.records import PersonRow
from handlers.roster.roles import words
from storage.roster_known import Known, KnownPerson, KnownPost


@dataclass
class Seat:
    """A post as it will be; `id` None: new. `seat` None: nothing said of it so far."""

    id: int | None
    role: str
    area: str
    place: str
    agency: str | None
    seat: int | None
    before: KnownPost | None
    order: int

    @property
    def seat_after(self) -> int:
        """The seat once everything is applied, unless somebody else takes it."""
        return self.seat if self.seat is not None else (self.before.seat if self.before else 0)


@dataclass
class Candidate:
    """One person of the file, with all posts that it gives them."""

    name: str
    phone: Phone | None
    rows: list[PersonRow] = field(default_factory=list)
    known: KnownPerson | None = None
    seats: list[Seat] = field(default_factory=list)
    lost: list[Seat] = field(default_factory=list)
    """Posts of the file that were taken from this person in the bot."""

    @property
    def bpjs(self) -> bool | None:
        return next((row.bpjs for row in self.rows if row.bpjs is not None), None)


def recognise(people: list[Candidate], known: Known) -> None:
    """Give each candidate the known person that it is, in passes of falling certainty."""
    held = by_person(known.posts)
    lost: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person_id, role, place in known.dismissed:
        lost[person_id].append((role, place))
    free = dict(known.people)

    def phone_and_name(person: Candidate | KnownPerson) -> list[Hashable]:
        return [(person.phone, words(person.name))] if person.phone else []

    def phone(person: Candidate | KnownPerson) -> list[Hashable]:
        return [person.phone] if person.phone else []

    def rows(person: Candidate) -> list[Hashable]:
        return [(words(person.name), row.role, words(row.place)) for row in person.rows]

    def posts(person: KnownPerson) -> list[Hashable]:
        held_once = [(post.role, post.place) for post in held[person.id]] + lost[person.id]
        return [(words(person.name), role, words(place)) for role, place in held_once]

    _pass(people, free, phone_and_name, phone_and_name)
    _pass(people, free, phone, phone, sure=True)
    _pass([c for c in people if not c.phone], free, rows, lambda p: [] if p.phone else posts(p))
    _pass(people, free, rows, posts)


def _pass(
    people: list[Candidate],
    free: dict[int, KnownPerson],
    of_candidate: Callable[[Candidate], Iterable[Hashable]],
    of_known: Callable[[KnownPerson], Iterable[Hashable]],
    *,
    sure: bool = False,
) -> None:
    """Match by a key, in order; `sure`: only where it belongs to exactly one on each side."""
    theirs: dict[Hashable, list[int]] = defaultdict(list)
    for person in free.values():
        for key in of_known(person):
            theirs[key].append(person.id)
    ours: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in people:
        if candidate.known is None:
            for key in of_candidate(candidate):
                ours[key].append(candidate)
    for key, candidates in ours.items():
        ids = [person_id for person_id in theirs.get(key, ()) if person_id in free]
        waiting = [candidate for candidate in candidates if candidate.known is None]
        if sure and (len(ids) != 1 or len(waiting) != 1):
            continue
        for candidate, person_id in zip(waiting, ids, strict=False):
            if person_id in free:
                candidate.known = free.pop(person_id)


def by_person(posts: Iterable[KnownPost]) -> dict[int, list[KnownPost]]:
    """Posts by the id of who holds them."""
    held: dict[int, list[KnownPost]] = defaultdict(list)
    for post in posts:
        held[post.person_id].append(post)
    return held
