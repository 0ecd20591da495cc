"""From an update to the one conversation that handles it.

Strangers reach only what is open to all. What is refused is told and audited; every press is
answered; an update that nobody handles is an error, so that it gets parked and seen.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.buttons import parse
from handlers.context import Context
from handlers.errors import ConversationError, Denied, Malformed, Refused, Stale
from handlers.identity import recognise
from handlers.texts import common
from handlers.texts.nik import NO_NIK
from handlers.words.nik import carries_nik

Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]
Take = Callable[[Update, Context], Coroutine[Any, Any, bool]]
"""A taker looks at a message and returns whether it was its own."""


class Unhandled(Exception):
    """No conversation takes updates of this kind."""


@dataclass(frozen=True)
class Routes:
    """Everything people can do, in order; the open_… ones need no registration."""

    commands: Mapping[str, Handle]
    presses: Mapping[str, Handle]
    takers: Sequence[Take]
    editors: Sequence[Take]
    open_commands: Mapping[str, Handle]
    open_presses: Mapping[str, Handle]
    open_takers: Sequence[Take]
    labels: Mapping[str, str]
    """Keys of the keyboard and the command that each stands for."""
    group_commands: Mapping[str, Handle]
    membership: Handle
    service: Take


def merged(*tables: Mapping[str, Handle]) -> dict[str, Handle]:
    """One table of all; ValueError if two conversations claim the same word."""
    whole: dict[str, Handle] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        whole |= table
    return whole


class Router:
    """The conversations behind PTB's handlers."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def handlers(self) -> list[BaseHandler[Any, Context, Any]]:
        """PTB handlers in the order in which they look at an update."""
        return [
            CallbackQueryHandler(self.press),
            ChatMemberHandler(self._routes.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, self.edited),
            MessageHandler(filters.UpdateType.MESSAGE, self.message),
            TypeHandler(Update, _nobody),
        ]

    async def message(self, update: Update, ctx: Context) -> None:
        """A message: a command, or the first conversation that takes it."""
        if ctx.incoming.effective_user is None or await self._routes.service(update, ctx):
            return
        if not ctx.private:
            await self._group_message(update, ctx)
            return
        ctx.identify(recognise(ctx))
        await self._guarded(self._private_message, update, ctx)

    async def edited(self, update: Update, ctx: Context) -> None:
        """An edited message corrects what it once said."""
        if ctx.incoming.effective_user is None or not ctx.private:
            return
        ctx.identify(recognise(ctx))
        if ctx.known:
            await self._guarded(self._edited, update, ctx)

    async def press(self, update: Update, ctx: Context) -> None:
        """A press: its verb names the conversation, the person's rights decide."""
        ctx.identify(recognise(ctx))
        await self._guarded(self._pressed, update, ctx)
        if not ctx.answered:
            ctx.toast()

    async def _private_message(self, update: Update, ctx: Context) -> None:
        _without_nik(ctx)
        routes = self._routes
        command = command_of(ctx) or self._labelled(ctx)
        table = routes.open_commands if not ctx.known else routes.commands
        if command and (handle := table.get(command[0])):
            ctx.words = command[1]
            await handle(update, ctx)
            return
        for take in routes.takers if ctx.known else routes.open_takers:
            if await take(update, ctx):
                return
        ctx.reply(common.NOT_UNDERSTOOD if ctx.known else common.STRANGER)

    def _labelled(self, ctx: Context) -> tuple[str, list[str]] | None:
        name = self._routes.labels.get(ctx.text) or self._routes.labels.get(ctx.text.casefold())
        return None if name is None else (name, [])

    async def _group_message(self, update: Update, ctx: Context) -> None:
        command = command_of(ctx)
        if command and (handle := self._routes.group_commands.get(command[0])):
            ctx.identify(recognise(ctx))
            ctx.words = command[1]
            await self._guarded(handle, update, ctx)

    async def _edited(self, update: Update, ctx: Context) -> None:
        _without_nik(ctx)
        for take in self._routes.editors:
            if await take(update, ctx):
                return

    async def _pressed(self, update: Update, ctx: Context) -> None:
        said = parse(ctx.query.data or "")
        if said is None:
            raise Malformed
        verb, ctx.words = said
        if handle := self._routes.open_presses.get(verb):
            await handle(update, ctx)
            return
        handle = self._routes.presses.get(verb)
        if handle is None:
            raise Malformed
        if not ctx.known:
            ctx.audit("press", verb, allowed=False)
            ctx.toast(common.STRANGER, alert=True)
            return
        await handle(update, ctx)

    async def _guarded(self, handle: Handle, update: Update, ctx: Context) -> None:
        """Run a conversation; what it refuses is undone, told, and audited where it matters."""
        try:
            with ctx.tx.savepoint():
                await handle(update, ctx)
        except ConversationError as error:
            _keep_tried(ctx)
            _refuse(ctx, error)


def _without_nik(ctx: Context) -> None:
    """No conversation gets to see a voter's NIK, so none can keep it."""
    if carries_nik(ctx.text):
        raise Refused(NO_NIK)


def _keep_tried(ctx: Context) -> None:
    """Audit the forbidden attempts once more that were just undone with all the rest."""
    tried, ctx.tried = ctx.tried, []
    for action, subject, detail in tried:
        ctx.audit(action, subject, detail, allowed=False)


def _refuse(ctx: Context, error: ConversationError) -> None:
    match error:
        case Denied():
            subject = "" if error.place is None else error.place.area
            ctx.audit(f"denied:{error.action}", subject, allowed=False)
            _tell(ctx, common.DENIED if error.place else common.DENIED_ROLE)
        case Stale():
            if isinstance(error, Malformed):
                ctx.audit("malformed press", "", allowed=False)
            _tell(ctx, common.STALE)
        case Refused():
            _tell(ctx, error.text)
        case _:
            raise TypeError(f"no answer for {error!r}") from error


def command_of(ctx: Context) -> tuple[str, list[str]] | None:
    """The command a message begins with and its words; None for other messages and bots."""
    text = ctx.text
    if not text.startswith("/") or len(text) < 2:
        return None
    first, *words = text[1:].split()
    name, _, bot = first.partition("@")
    if bot and bot.lower() != ctx.policy.bot_username.lower():
        return None
    return name.lower(), words


def _tell(ctx: Context, text: str) -> None:
    if ctx.incoming.callback_query is not None:
        ctx.answered = False
        ctx.toast(text, alert=True)
    else:
        ctx.reply(text)


async def _nobody(update: Update, ctx: Context) -> None:
    raise Unhandled
