"""People of a file against those who are known: which posts they hold, and what changes."""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from handlers.access import STATION_ROLES, Role
from handlers.errors import Refused
from handlers.roster import codes
from handlers.roster.comparing import Comparison, differs
from handlers.roster.headings import Kind
from handlers.roster.matching import Candidate, Seat, by_person, recognise
from handlers.roster.places import Places
from handlers.roster.records import Guard, PersonRow, Roster, StoreRow
from handlers.roster.roles import default_agency, words
from handlers.roster.scope import Scope
from handlers.texts import roster as texts
from storage.roster import EndPost, PutPerson, PutPost
from storage.roster_known import Held, Known, KnownPerson, KnownPost


@dataclass(frozen=True)
class Staff:
    """The people of a file, compared: what to take away only if the admin says so is `missing`.

    `lost` are posts of the file that their people lost in the bot: those stay lost unless the
    admin says otherwise.
    """

    scope: Scope
    missing: dict[int, list[EndPost]]
    lost: tuple[Held, ...]


def compare(
    roster: Roster, known: Known, places: Places, found: Comparison, keep: int | None = None,
    *, revive: bool = False,
) -> Staff:  # fmt: skip
    """Compare all people of a file; `keep` is never counted as missing (who imports it)."""
    known = _renamed(known, places)
    rows = [row for row in _with_guards(roster, known, places) if _fits(row, places, found)]
    people = _candidates(rows)
    recognise(people, known)
    scope = Scope.of((row.role, _station_or_area(row.place, places)) for row in rows)
    held = by_person(known.posts)
    ends = _seats(people, held, places, scope, {} if revive else known.dismissed)
    _default_seats(people, known.posts, ends)
    for person in people:
        _counted(person, ends, found)
    return Staff(scope, _missing(people, held, scope, keep), tuple(_lost(people, known)))


def _lost(people: list[Candidate], known: Known) -> Iterator[Held]:
    """The posts of the file that somebody lost in the bot, given back or not."""
    for person in people:
        for seat in (*person.lost, *person.seats):
            if person.known and seat.id is None:
                post = (person.known.id, seat.role, seat.place)
                if post in known.dismissed:
                    yield post


def _renamed(known: Known, places: Places) -> Known:
    """The known posts under the numbers that their stations are about to take."""
    if not places.renamed:
        return known
    new = places.renamed
    return replace(
        known,
        posts=tuple(replace(post, place=new.get(post.place, post.place)) for post in known.posts),
        dismissed={
            (who, role, new.get(at, at)): how for (who, role, at), how in known.dismissed.items()
        },
    )


# ── Who stands in the file ───────────────────────────────────────────────────────────────────
def _with_guards(roster: Roster, known: Known, places: Places) -> list[PersonRow]:
    """The people of a file and the guards that its stores name, each once."""
    rows = list(roster.people)
    listed = {(words(row.place), row.phone) for row in rows if row.role == Role.PENJAGA}
    named = {(words(row.place), words(row.name)) for row in rows if row.role == Role.PENJAGA}
    names: dict[str | None, str] = {p.phone: p.name for p in known.people.values()}
    names |= {row.phone: row.name for row in rows}
    for store in roster.stores:
        for guard in store.guards if words(store.code) in places.stores else ():
            place = words(store.code)
            if guard.phone and (place, guard.phone) in listed:
                continue
            if guard.name and (place, words(guard.name)) in named:
                continue
            rows.append(_guard(store, guard, names))
    return rows


def _guard(store: StoreRow, guard: Guard, names: Mapping[str | None, str]) -> PersonRow:
    known = names.get(guard.phone) if guard.phone else None
    name = guard.name or known or texts.guard_name(store.name)
    return PersonRow(store.row, name, guard.phone, Role.PENJAGA.value, store.code, None, None, None)


def _fits(row: PersonRow, places: Places, found: Comparison) -> bool:
    """Whether the place of a post exists; if not, the row is a fault."""
    if row.role == Role.PENJAGA and words(row.place) in places.stores:
        return True
    try:
        code = codes.any_code(row.place)
    except Refused:
        reason: str | None = texts.store_not_listed(row.place)
    else:
        reason = places.fault_of(code)
        if row.role == Role.PENJAGA and codes.level(code) == "station":
            reason = texts.store_not_listed(row.place)
    if reason:
        found.fault(Kind.PETUGAS, row.row, "wilayah", row.place, reason)
    return reason is None


def _station_or_area(place: str, places: Places) -> str:
    """The code that tells where a post is: a store's post is in the store's area."""
    store = places.stores.get(words(place))
    return store[1] if store else codes.any_code(place)


def _candidates(rows: Iterable[PersonRow]) -> list[Candidate]:
    people: dict[Hashable, Candidate] = {}
    for row in rows:
        key = (row.phone, words(row.name), None if row.phone else row.place)
        people.setdefault(key, Candidate(row.name, row.phone)).rows.append(row)
    return list(people.values())


# ── Which posts they hold ────────────────────────────────────────────────────────────────────
def _seats(
    people: list[Candidate], held: Mapping[int, list[KnownPost]], places: Places, scope: Scope,
    dismissed: Container[Held],
) -> dict[int, list[EndPost]]:  # fmt: skip
    """Fill in the posts of each candidate; returns those that they leave, by person.

    What is in `dismissed` is not given back.
    """
    ends: dict[int, list[EndPost]] = {}
    order = 0
    for person in people:
        before = list(held.get(person.known.id, ())) if person.known else []
        for row in person.rows:
            order += 1
            seat = _seat(row, before, places, order)
            post = (person.known.id if person.known else 0, seat.role, seat.place)
            lost = seat.id is None and post in dismissed
            (person.lost if lost else person.seats).append(seat)
        if person.known:
            kept = {seat.id for seat in person.seats}
            left = [p for p in before if p.id not in kept and _leaves(p, person, scope)]
            if left:
                ends[person.known.id] = [EndPost(post.id) for post in left]
    return ends


def _seat(row: PersonRow, before: list[KnownPost], places: Places, order: int) -> Seat:
    store = places.stores.get(words(row.place)) if row.role == Role.PENJAGA else None
    place = store[0] if store else codes.any_code(row.place)
    area = store[1] if store else place.split("-")[0]
    known = next((p for p in before if p.role == row.role and p.place == place), None)
    agency = row.agency if known else row.agency or default_agency(Role(row.role))
    return Seat(known.id if known else None, row.role, area, place, agency, row.seat, known,
                order)  # fmt: skip


def _leaves(post: KnownPost, person: Candidate, scope: Scope) -> bool:
    """Somebody whom the file gives the same role elsewhere has moved there."""
    return (
        post.source == "roster"
        and any(seat.role == post.role for seat in person.seats)
        and scope.covers(post.role, _where(post))
    )


def _where(post: KnownPost) -> str:
    """The code of a post's station or area; a store's post is in the store's area."""
    return post.place if post.place.startswith(f"{post.area}-") else post.area


def _default_seats(
    people: list[Candidate], held: Iterable[KnownPost], ends: Mapping[int, list[EndPost]]
) -> None:
    """Where nobody is reporter or deputy: the first linmas reports, a KPPS member is deputy.

    The ketua takes the oath at 07.00 and comes last; Bawaslu's PTPS are never asked.
    """
    staff: dict[str, list[Seat]] = defaultdict(list)
    listed: set[int | None] = set()
    for person in people:
        for seat in person.seats:
            if seat.role in STATION_ROLES:
                staff[seat.place].append(seat)
                listed.add(seat.id)
    leaving = {end.id for each in ends.values() for end in each}
    for post in held:
        if post.place in staff and post.id not in listed and post.id not in leaving:
            staff[post.place].append(
                Seat(post.id, post.role, post.area, post.place, None, None, post, 0)
            )
    for seats in staff.values():
        _seat_one(seats, 1, (Role.LINMAS, Role.KPPS, Role.KPPS_KETUA))
        _seat_one(seats, 2, (Role.KPPS, Role.LINMAS, Role.KPPS_KETUA))


def _seat_one(seats: list[Seat], wanted: int, roles: tuple[Role, ...]) -> None:
    """Give a vacant seat to the first of the file who may have it and has none."""
    if any(seat.seat_after == wanted for seat in seats):
        return
    fit = [s for s in seats if s.order and s.seat is None and not s.seat_after and s.role in roles]
    if fit:
        min(fit, key=lambda seat: (roles.index(Role(seat.role)), seat.order)).seat = wanted


# ── What changes ─────────────────────────────────────────────────────────────────────────────
def _counted(person: Candidate, ends: Mapping[int, list[EndPost]], found: Comparison) -> None:
    """Count a person and note the operations."""
    count = found.count(Kind.PETUGAS)
    before = person.known
    left = ends.get(before.id, []) if before else []
    found.operations.extend(left)
    posts = tuple(_put(seat) for seat in person.seats if _changes(seat))
    if before is None:
        count.new += 1
    elif left or posts or (person.seats and _details_change(person, before)):
        count.changed += 1
    else:
        count.same += 1
        return
    found.operations.append(
        PutPerson(before.id if before else None, person.name, person.phone, person.bpjs, posts)
    )


def _details_change(person: Candidate, before: KnownPerson) -> bool:
    given = (person.name, person.phone, person.bpjs)
    return differs(given, (before.name, before.phone, before.bpjs))


def _changes(seat: Seat) -> bool:
    if seat.before is None:
        return True
    return differs((seat.agency, seat.seat), (seat.before.agency, seat.before.seat))


def _put(seat: Seat) -> PutPost:
    number = codes.split_station(seat.place)[1] if seat.role in STATION_ROLES else None
    store = seat.place if seat.role == Role.PENJAGA and seat.place != seat.area else None
    return PutPost(seat.id, seat.role, seat.area, number, store, seat.agency, seat.seat)


def _missing(
    people: list[Candidate], held: Mapping[int, list[KnownPost]], scope: Scope, keep: int | None
) -> dict[int, list[EndPost]]:
    """People whom an earlier roster put into the scope of this file, and whom it does not name."""
    named = {person.known.id for person in people if person.known} | {keep}
    missing: dict[int, list[EndPost]] = {}
    for person_id, posts in held.items():
        gone = [
            EndPost(post.id)
            for post in posts
            if post.source == "roster" and scope.covers(post.role, _where(post))
        ]
        if gone and person_id not in named:
            missing[person_id] = gone
    return missing
