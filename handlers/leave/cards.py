"""A request in the chats of those who decide: one message each, kept up to date."""

from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.texts import common
from handlers.texts import leave as texts
from storage import areas
from storage.leave import Request, State


def key(request: Request) -> str:
    """The key of the card in every chat that has it."""
    return f"leave:{request.id}"


def place(ctx: Context, code: str) -> str:
    """The area as a message names it."""
    found = areas.area(ctx.tx, code)
    return common.area_name(found) if found else texts.EVERYWHERE_NAME


def stands(ctx: Context, request: Request) -> str:
    """How a request stands, in words."""
    at = request.decided_at
    return texts.outcome(request, ctx.policy.local(at) if at else None)


def screen(ctx: Context, request: Request) -> tuple[str, Rows]:
    """The card, with buttons while it waits."""
    text = texts.card(request, place(ctx, request.wish.area), stands(ctx, request))
    if request.state is not State.WAITING:
        return text, []
    return text, [
        [button(texts.GRANT, "izk", "y", request.id), button(texts.REFUSE, "izk", "n", request.id)]
    ]


def show_all(ctx: Context, request: Request) -> None:
    """Bring every card of a request up to date."""
    for chat_id in request.asked:
        ctx.show(chat_id, key(request), *screen(ctx, request), kind="leave")
