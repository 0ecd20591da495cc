"""The second admin: many posts are ended only after another admin agrees, where there is one."""

from telegram import Update

from handlers.access import Action
from handlers.broadcast.approval import MANY
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.officers.privacy import privately
from handlers.roster import imports
from handlers.roster.imports import Import, State
from handlers.router import Handle
from handlers.texts import roster_import as texts
from storage import broadcasts


def needed_from(ctx: Context, found: Import) -> list[int]:
    """The chats of the admins one of whom must agree; empty when nobody needs to, or is there."""
    return _others(ctx, found) if (found.remove or 0) > MANY else []


def ask(ctx: Context, found: Import, admins: list[int]) -> None:
    """Let the import wait, and show the other admins what it would do."""
    assert found.remove is not None
    imports.wait(ctx.tx, ctx.now, found, len(admins))
    ctx.audit("roster.ask", f"import:{found.id}", f"remove {found.remove}")
    text = texts.please_approve(found.name, found.remove, ctx.actor.person.name)
    rows = [
        [button(texts.APPROVE, "ri.ok", found.id), button(texts.REFUSE, "ri.stop", found.id)],
    ]
    for chat in admins:
        ctx.show(chat, _key(found), text, rows, kind="approval")


async def approve(update: Update, ctx: Context) -> None:
    """Setujui: the roster is applied and the people it does not name lose their posts."""
    found = _to_decide(ctx)
    ctx.audit("roster.approve", f"import:{found.id}", f"remove {found.remove}")
    withdraw(ctx, found, texts.approved(found.name, ctx.actor.person.name))
    imports.start(ctx.tx, ctx.now, found)


async def refuse(update: Update, ctx: Context) -> None:
    """Tolak: nothing changes, and who sent the file is told."""
    found = _to_decide(ctx)
    ctx.audit("roster.refuse", f"import:{found.id}")
    text = texts.refused(found.name, ctx.actor.person.name)
    withdraw(ctx, found, text)
    imports.settle(ctx.tx, ctx.now, found, State.CANCELLED)
    ctx.send(found.chat_id, text)


def withdraw(ctx: Context, found: Import, text: str) -> None:
    """Every other admin's copy says how it ended, and loses its buttons."""
    for chat in _others(ctx, found):
        ctx.show(chat, _key(found), text, kind="approval")


def _to_decide(ctx: Context) -> Import:
    """The waiting import of another admin; the one who sent it may not agree with themselves."""
    ctx.require(Action.MANAGE_ROSTER)
    found = imports.get(ctx.tx, ctx.number(0))
    if found is None or found.event_id != ctx.event.id:
        raise Stale
    if ctx.user.id == found.user_id or ctx.actor.person.id == found.person_id:
        raise Refused(texts.NOT_YOURS_TO_APPROVE)
    if found.state is not State.WAITING:
        raise Refused(texts.DECIDED_BEFORE)
    return found


def _others(ctx: Context, found: Import) -> list[int]:
    return broadcasts.other_admins(
        ctx.tx, ctx.event.id, ctx.policy.admin_ids, found.person_id, found.user_id
    )


def _key(found: Import) -> str:
    return f"roster-approval:{found.id}"


PRESSES: dict[str, Handle] = privately({"ri.ok": approve, "ri.stop": refuse})
