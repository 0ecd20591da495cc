"""Giving and taking posts: rights move at once, the station's seats are filled, people are told."""

from dataclasses import dataclass

from handlers.context import Context
from handlers.officers import seats, titles
from handlers.registration.admission import see_off, welcome
from handlers.texts import officers as texts
from storage import officers, people, registration
from storage.officers import Officer
from storage.people import Ending, PersonId, Post


@dataclass(frozen=True)
class NewPost:
    """A post to give; `seat` as in Post."""

    role: str
    area: str
    station_id: int | None
    store_id: int | None
    agency: str | None
    seat: int = 0


def same_as(post: Post) -> NewPost:
    """The same post for somebody else."""
    return NewPost(post.role, post.area, post.station_id, post.store_id, post.agency, post.seat)


def give(ctx: Context, person_id: PersonId, new: NewPost, source: str) -> int:
    """Give a post and tell the person; returns its id."""
    post_id = people.add_post(
        ctx.tx, ctx.now, ctx.event.id, person_id, new.role, new.area, source=source,
        station_id=new.station_id, store_id=new.store_id, agency=new.agency, seat=new.seat,
        granted_by=ctx.actor.person.id,
    )  # fmt: skip
    _fill(ctx, new.station_id)
    title = titles.at(ctx.tx, new.role, new.area, new.station_id, new.agency)
    for user_id in officers.accounts_of(ctx.tx, person_id):
        _tell_in_place(ctx, user_id, person_id, texts.you_serve(title))
    return post_id


def _tell_in_place(ctx: Context, user_id: int, person_id: PersonId, text: str) -> None:
    """With the new keyboard, but only if the account speaks for this person now."""
    account = people.account(ctx.tx, user_id)
    if account is not None and account.acting_person_id == person_id:
        welcome(ctx, user_id, person_id, text)
    else:
        ctx.send(user_id, text)


def take(ctx: Context, officer: Officer, farewell: str) -> None:
    """End a post at once; the holder reads the farewell and loses what it allowed."""
    people.end_post(ctx.tx, officer.post.id, ctx.now)
    _fill(ctx, officer.post.station_id)
    see_off(ctx.tx, ctx.now, ctx.event.id, officer.person_id, farewell)


def shut_out(ctx: Context, person_id: PersonId) -> None:
    """Somebody without any post left has to register anew if a post comes again."""
    if people.posts(ctx.tx, ctx.event.id, person_id):
        return
    registration.revoke_personal(ctx.tx, person_id)
    for user_id in officers.accounts_of(ctx.tx, person_id):
        people.unlink(ctx.tx, user_id, person_id, ctx.now)


def exchange(ctx: Context, officer: Officer, new: NewPost) -> None:
    """Another post for the same person in place of the one held."""
    people.end_post(ctx.tx, officer.post.id, ctx.now, Ending.MOVED)
    give(ctx, officer.person_id, new, "change")
    _fill(ctx, officer.post.station_id)


def _fill(ctx: Context, station_id: int | None) -> None:
    if station_id is not None:
        seats.fill(ctx.tx, ctx.event.id, station_id)
