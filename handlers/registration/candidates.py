"""Who an account with a proven number may be."""

from dataclasses import dataclass

from handlers.context import Context
from handlers.officers import titles
from handlers.registration.entry import Entry
from storage import officers, people, registration
from storage.people import Person
from storage.registration import Invitation


@dataclass(frozen=True)
class Candidate:
    """Somebody on the roster with the titles of the posts held now (plain text)."""

    person: Person
    titles: list[str]
    at_station: bool
    """Whether one of the posts is at a TPS."""


def of_entry(ctx: Context, entry: Entry) -> list[Candidate]:
    """Everybody with a post who has the proven number, or whom the invitation names.

    People whom this account already speaks for are left out.
    """
    found = people.by_phone(ctx.tx, entry.phone)
    named = personal(ctx, entry)
    if named is not None:
        found = [named]
    mine = {person.id for person in people.of_account(ctx.tx, ctx.user.id)}
    candidates = [_candidate(ctx, each) for each in found if each.id not in mine]
    return [each for each in candidates if each.titles]


def _candidate(ctx: Context, person: Person) -> Candidate:
    held = people.posts(ctx.tx, ctx.event.id, person.id)
    return Candidate(person, titles_of(ctx, person.id), any(post.station_id for post in held))


def invitation(ctx: Context, entry: Entry) -> Invitation | None:
    """The invitation that the account came with, while it is good."""
    found = registration.invitation(ctx.tx, entry.invitation_id)
    if found is None:
        return None
    return registration.good_invitation(ctx.tx, ctx.now, ctx.event.id, found.token)


def personal(ctx: Context, entry: Entry) -> Person | None:
    """Whom a personal invitation names: somebody with the proven number, or with none yet."""
    found = invitation(ctx, entry)
    if found is None or found.offer.person_id is None:
        return None
    person = people.person(ctx.tx, found.offer.person_id)
    if person is None or person.phone not in (None, entry.phone):
        return None
    return person


def titles_of(ctx: Context, person_id: int) -> list[str]:
    """The titles of everything somebody does in the live event (plain text)."""
    return [titles.of(each) for each in officers.of_person(ctx.tx, ctx.event.id, person_id)]
