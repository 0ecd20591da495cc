"""Who decides about exceptions: set by admins for roles and areas, such as the Sekda for camat."""

from typing import Any

from telegram import Update

from handlers import examples, unfinished
from handlers.access import Action
from handlers.audience.words import read as read_audience
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.leave import cards
from handlers.open_question import awaited
from handlers.texts import common
from handlers.texts import leave as texts
from storage import drafts, leave, people
from storage.areas import EVERYWHERE
from storage.leave import Superior
from storage.people import Person

FORM = "leave:superior"
_MOST = 8
_LEAST_LETTERS = 2


async def page(update: Update, ctx: Context) -> None:
    """/cuti atasan: who decides for whom."""
    ctx.require(Action.MANAGE_AGENDA)
    ctx.respond(*_screen(ctx))


def _screen(ctx: Context) -> tuple[str, Rows]:
    found = leave.superiors(ctx.tx, ctx.event.id)
    lines = [texts.superior_line(each.role, _place(ctx, each), each.name) for each in found]
    rows: Rows = [
        [button(texts.remove_label(each.role, _place(ctx, each)), "izs", "off", each.role,
                each.area)]
        for each in found[:_MOST]
    ]  # fmt: skip
    return texts.superiors_page(lines), [*rows, [button(texts.ADD, "izs", "add")]]


def _place(ctx: Context, superior: Superior) -> str:
    return cards.place(ctx.desk, superior.area)


async def press(update: Update, ctx: Context) -> None:
    """The page, a new one, the person that was meant, or taking one away."""
    ctx.require(Action.MANAGE_AGENDA)
    match ctx.words:
        case ["page"]:
            await page(update, ctx)
        case ["add"]:
            unfinished.refuse(ctx, FORM)
            _keep(ctx, "name", {})
            ctx.edit(texts.ASK_NAME, [_out()])
        case ["who", _]:
            _ask_scope(ctx, _person(ctx, ctx.number(1)))
        case ["off", role, area]:
            if not leave.drop_superior(ctx.tx, ctx.event.id, role, area):
                raise Stale
            ctx.audit("superior removed", f"{role}:{area}")
            ctx.edit(*_screen(ctx))
        case ["stop"]:
            _let_go(ctx)
            ctx.edit(*_screen(ctx))
        case _:
            raise Malformed


def _out() -> list[Button]:
    return [button(common.CANCEL, "izs", "stop")]


def _keep(ctx: Context, step: str, answers: dict[str, Any]) -> None:
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, step, answers)


def _let_go(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == FORM:
        drafts.drop(ctx.tx, ctx.user.id)


async def take(update: Update, ctx: Context) -> bool:
    """The name, then roles and areas, typed; False when nothing of the kind is open."""
    draft = awaited(ctx, (FORM,))
    if draft is None:
        return False
    ctx.require(Action.MANAGE_AGENDA)
    if draft.event_id != ctx.event.id:
        raise Stale
    if ctx.text.lower() in common.STOP_WORDS:
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(common.CANCELLED)
    elif draft.step == "name":
        _find(ctx)
    else:
        _set(ctx, _person(ctx, draft.answers["person"]))
    return True


def _find(ctx: Context) -> None:
    """The people meant by a part of a name: one is taken, a few are offered."""
    found = []
    if len(ctx.text) >= _LEAST_LETTERS:
        named = people.named(ctx.tx, ctx.text)
        found = [each for each in named if people.posts(ctx.tx, ctx.event.id, each.id)]
    if not found:
        raise Refused(texts.NOBODY_FOUND)
    if len(found) > _MOST:
        raise Refused(texts.TOO_MANY_FOUND)
    if len(found) == 1:
        _ask_scope(ctx, found[0])
        return
    ctx.reply(texts.PICK, [*([button(each.name, "izs", "who", each.id)] for each in found), _out()])


def _person(ctx: Context, person_id: int) -> Person:
    """Somebody with a post in the live event; Stale otherwise."""
    person = people.person(ctx.tx, person_id)
    if person is None or not people.posts(ctx.tx, ctx.event.id, person_id):
        raise Stale
    return person


def _ask_scope(ctx: Context, person: Person) -> None:
    unfinished.refuse(ctx, FORM)
    _keep(ctx, "scope", {"person": person.id})
    ctx.respond(texts.ask_scope(person.name, examples.of(ctx)), [_out()])


def _set(ctx: Context, person: Person) -> None:
    meant = read_audience(ctx.tx, ctx.event.id, ctx.text)
    if meant.agencies:
        raise Refused(texts.no_agencies(examples.of(ctx)))
    if not meant.roles:
        raise Refused(texts.needs_roles(examples.of(ctx)))
    for role in meant.roles:
        for area in meant.areas or (EVERYWHERE,):
            leave.set_superior(ctx.tx, ctx.event.id, role, area, person.id)
            ctx.audit("superior set", f"{role}:{area}", f"person:{person.id}")
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.reply(*_screen(ctx))
