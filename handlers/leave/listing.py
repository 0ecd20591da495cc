"""/cuti daftar: who travels during a ban, who will, who waits; for superiors and coordinators."""

from telegram import Update

from handlers.access import Action, Place
from handlers.agenda.rules import local_day
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Denied, Stale
from handlers.leave import bound, cards
from handlers.texts import leave as texts
from storage import leave
from storage.leave import Request, State

_BUTTONS = 8


async def show(update: Update, ctx: Context) -> None:
    """The list as far as this person may see it: as a message, or in the one that was pressed."""
    ctx.respond(*_screen(ctx))


def _screen(ctx: Context) -> tuple[str, Rows]:
    today = local_day(ctx.now, ctx.policy.zone)
    found = [each for each in leave.since(ctx.tx, ctx.event.id, today)
             if bound.may_see(ctx, each)]  # fmt: skip
    granted = [each for each in found if each.state is State.GRANTED]
    groups = {
        texts.AWAY: [each for each in granted if each.wish.first <= today],
        texts.COMING: [each for each in granted if each.wish.first > today],
        texts.WAITING: [each for each in found if each.state is State.WAITING],
        texts.REFUSED: [each for each in found if each.state is State.REFUSED],
    }
    lines = {name: [_line(ctx, each) for each in some] for name, some in groups.items()}
    mine = [each for each in groups[texts.WAITING] if bound.may_decide(ctx, each)]
    rows: Rows = [
        [button(texts.open_label(each.id, each.name), "izb", each.id)] for each in mine[:_BUTTONS]
    ]
    return texts.listing(today, lines), rows


def _line(ctx: Context, request: Request) -> str:
    return texts.listed(request, cards.place(ctx.desk, request.wish.area))


async def open_card(update: Update, ctx: Context) -> None:
    """A waiting request of the list, with its buttons, for those who decide."""
    request = leave.get(ctx.tx, ctx.number(0))
    if request is None or request.event_id != ctx.event.id:
        raise Stale
    if not bound.may_decide(ctx, request):
        raise Denied(Action.MANAGE_AGENDA, Place(request.wish.area))
    ctx.edit(*cards.screen(ctx.desk, request))
