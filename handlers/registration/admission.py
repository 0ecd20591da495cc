"""Letting somebody in: the account is tied to the person, welcomed, and gets its keyboard."""

from datetime import datetime

from handlers import commands
from handlers.buttons import Markup, keyboard
from handlers.context import Context, say
from handlers.identity import actor_for
from handlers.menu_keys import keys_for
from handlers.registration import candidates, entry
from handlers.registration.request_card import show_decision
from handlers.texts import registration as texts
from storage import drafts, officers, people, registration
from storage.database import Tx
from storage.people import PersonId

NO_KEYS: Markup = {"remove_keyboard": True}


def admit(ctx: Context, user_id: int, person_id: PersonId) -> None:
    """From now on the account speaks for this person; told so with the main keyboard."""
    _move_from_other_accounts(ctx, user_id, person_id)
    people.link(ctx.tx, user_id, person_id, ctx.now)
    entry.leave(ctx, user_id)
    _withdraw_request(ctx, user_id)
    person = people.person(ctx.tx, person_id)
    assert person is not None
    titles = candidates.titles_of(ctx, person_id)
    welcome(ctx, user_id, person_id, texts.admitted(person.name, titles))
    ctx.audit("register", f"person:{person_id}", f"account {user_id}")


def welcome(ctx: Context, user_id: int, person_id: PersonId, text: str) -> None:
    """Say something to an account together with the keyboard and commands of this person."""
    actor = actor_for(ctx, user_id, person_id)
    if actor is None:
        ctx.send(user_id, text)
        return
    if user_id == ctx.user.id:
        ctx.identify(actor)
    commands.refresh(ctx.tx, ctx.now, user_id, actor.posts)
    keys = keyboard(keys_for(ctx.desk, ctx.event, actor))
    ctx.send(user_id, text, markup=keys, kind="welcome")


def see_off(tx: Tx, now: datetime, event_id: int, person_id: int, text: str) -> None:
    """Tell somebody that a post ended; without any post left the keyboard goes too."""
    left = people.posts(tx, event_id, person_id)
    for user_id in officers.accounts_of(tx, person_id):
        if not left:
            drafts.drop(tx, user_id)
        others = people.posts_of_account(tx, event_id, user_id)
        commands.refresh(tx, now, user_id, others)
        say(tx, now, user_id, text, markup=None if others else NO_KEYS)


def _move_from_other_accounts(ctx: Context, user_id: int, person_id: PersonId) -> None:
    """Somebody has one account at a time: the one that proved the number last."""
    for other in officers.accounts_of(ctx.tx, person_id):
        if other != user_id:
            people.unlink(ctx.tx, other, person_id, ctx.now)
            drafts.drop(ctx.tx, other)
            left = people.posts_of_account(ctx.tx, ctx.event.id, other)
            commands.refresh(ctx.tx, ctx.now, other, left)
            ctx.send(other, texts.MOVED_AWAY, markup=None if left else NO_KEYS)
            ctx.audit("account moved", f"person:{person_id}", f"account {other} -> {user_id}")


def _withdraw_request(ctx: Context, user_id: int) -> None:
    """Whoever got in otherwise no longer waits for somebody to decide."""
    waiting = registration.waiting_request(ctx.tx, user_id)
    if waiting and registration.decide(ctx.tx, ctx.now, waiting.id, "withdrawn", None):
        show_decision(ctx.tx, ctx.now, ctx.policy, waiting.id)
