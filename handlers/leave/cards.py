"""A request in the chats of those who decide: one message each, kept up to date."""

from handlers import outgoing
from handlers.buttons import Rows, button
from handlers.context import Desk
from handlers.texts import common
from handlers.texts import leave as texts
from storage import areas, outbox
from storage.leave import Request, State


def key(request: Request) -> str:
    """The key of the card in every chat that has it."""
    return f"leave:{request.id}"


def place(desk: Desk, code: str) -> str:
    """The area as a message names it."""
    found = areas.area(desk.tx, code)
    return common.area_name(found) if found else texts.EVERYWHERE_NAME


def stands(desk: Desk, request: Request) -> str:
    """How a request stands, in words."""
    at = request.decided_at
    return texts.outcome(request, desk.policy.local(at) if at else None)


def screen(desk: Desk, request: Request) -> tuple[str, Rows]:
    """The card, with buttons while it waits."""
    text = texts.card(request, place(desk, request.wish.area), stands(desk, request))
    if request.state is not State.WAITING:
        return text, []
    return text, answers(request)


def answers(request: Request) -> Rows:
    """What those who decide press."""
    return [
        [button(texts.GRANT, "izk", "y", request.id), button(texts.REFUSE, "izk", "n", request.id)]
    ]


def show_all(desk: Desk, request: Request) -> None:
    """Bring every card of a request up to date."""
    for chat_id in request.asked:
        payload = outgoing.message(*screen(desk, request))
        outbox.show(desk.tx, desk.now, chat_id, key(request), payload, kind="leave")
