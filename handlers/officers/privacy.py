"""Names and numbers are shown in private chats only: elsewhere such a press is a forged one."""

from collections.abc import Mapping

from telegram import Update

from handlers.context import Context
from handlers.errors import Malformed
from handlers.router import Handle


def privately(presses: Mapping[str, Handle]) -> dict[str, Handle]:
    """The same presses, refused and audited outside a private chat."""
    return {verb: _guard(handle) for verb, handle in presses.items()}


def _guard(handle: Handle) -> Handle:
    async def guarded(update: Update, ctx: Context) -> None:
        if update.effective_chat is None or not ctx.private:
            raise Malformed
        await handle(update, ctx)

    return guarded
