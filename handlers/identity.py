"""Who is behind an account: the person it acts as and the posts held in the live event."""

from telegram import User

from handlers.access import Role
from handlers.context import Actor, Context
from storage import people
from storage.areas import EVERYWHERE
from storage.people import Person, PersonId, Post


def recognise(ctx: Context) -> Actor | None:
    """The actor of this update, or None for somebody who was not let in.

    Accounts named in the settings are admins everywhere from the first message on.
    """
    user = ctx.user
    person_id = people.saw_account(ctx.tx, user.id, user.username, ctx.now)
    boot = user.id in ctx.policy.admin_ids
    if person_id is None and boot:
        person_id = _enrol_admin(ctx, user)
    actor = None if person_id is None else actor_for(ctx, user.id, person_id)
    return actor or _another(ctx, user.id)


def _another(ctx: Context, user_id: int) -> Actor | None:
    """Somebody else who shares the account: the one it acts as holds no post any more."""
    for person in people.of_account(ctx.tx, user_id):
        actor = actor_for(ctx, user_id, person.id)
        if actor is not None:
            people.act_as(ctx.tx, user_id, person.id)
            return actor
    return None


def actor_for(ctx: Context, user_id: int, person_id: PersonId) -> Actor | None:
    """The actor an account is when it speaks for this person; None without any post."""
    person = people.person(ctx.tx, person_id)
    if person is None:
        return None
    posts = people.posts(ctx.tx, ctx.event.id, person_id)
    if user_id in ctx.policy.admin_ids:
        posts = (*posts, _post_from_settings(person))
    return Actor(user_id, person, posts) if posts else None


def _enrol_admin(ctx: Context, user: User) -> PersonId:
    person_id = people.add_person(ctx.tx, ctx.now, user.full_name or "Admin", None)
    people.link(ctx.tx, user.id, person_id, ctx.now)
    return person_id


def _post_from_settings(person: Person) -> Post:
    return Post(0, person.id, Role.ADMIN, EVERYWHERE, None, None, None, 0, False)
