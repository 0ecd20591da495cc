"""What a conversation has at hand: the open transaction, the person, the clock, and a voice.

Nothing here reaches the network: everything said becomes rows in the transaction of the update.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from telegram import CallbackQuery, Chat, Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from handlers import outgoing
from handlers.access import Action, Place, may
from handlers.buttons import Keys, Markup, Rows, keyboard
from handlers.errors import Denied, Malformed
from handlers.policy import Policy
from storage import audit, events, files, live_messages, outbox
from storage.database import Tx
from storage.events import Event
from storage.outbox import Priority
from storage.people import Person, Post

_NUMBER = re.compile(r"-?[0-9]{1,18}")
WAITED = timedelta(minutes=1)
"""A message that came later than this waited for the bot."""


@dataclass(frozen=True)
class Desk:
    """What the unit of work lays out for the handling of one update."""

    tx: Tx
    now: datetime
    policy: Policy


@dataclass(frozen=True)
class Actor:
    """Who is speaking: the person an account acts as now, with the posts of the live event."""

    user_id: int
    person: Person
    posts: tuple[Post, ...]

    def may(self, action: Action, place: Place | None = None) -> bool:
        return may(self.posts, action, place)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context, typed, with the desk of the update and ways to answer."""

    desk: Desk
    incoming: Update
    words: list[str]
    """Arguments of the command or press that is being handled."""
    answered: bool
    tried: list[tuple[str, str, str | None]]
    """Attempts that were audited as refused: (action, subject, detail)."""
    _actor: Actor | None

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
                    ) -> Self:  # fmt: skip
        context = super().from_update(update, application)
        assert isinstance(update, Update)
        context.incoming = update
        context.desk = application.desk  # type: ignore[attr-defined]  # set by the intake's unit
        context.words = []
        context.answered = False
        context.tried = []
        context._actor = None
        return context

    # ── What is at hand ──────────────────────────────────────────────────────────────────────
    @property
    def tx(self) -> Tx:
        return self.desk.tx

    @property
    def now(self) -> datetime:
        return self.desk.now

    @property
    def said_at(self) -> datetime:
        """When the person said this: a message that waited for the bot was sent earlier today.

        What was sent the day before is of now: its hour has to be asked in any case.
        """
        message = self.incoming.message
        if message is None or self.now - message.date < WAITED:
            return self.now
        local = self.policy.local
        return message.date if local(message.date).date() == local(self.now).date() else self.now

    @property
    def policy(self) -> Policy:
        return self.desk.policy

    @property
    def event(self) -> Event:
        return events.live(self.tx)

    @property
    def chat(self) -> Chat:
        chat = self.incoming.effective_chat
        assert chat is not None
        return chat

    @property
    def user(self) -> User:
        user = self.incoming.effective_user
        assert user is not None
        return user

    @property
    def query(self) -> CallbackQuery:
        query = self.incoming.callback_query
        assert query is not None
        return query

    @property
    def text(self) -> str:
        """The text or caption of the message, stripped; empty if it has none."""
        message = self.incoming.effective_message
        return ((message.text or message.caption or "") if message else "").strip()

    def word(self, index: int) -> str:
        """An argument of the press; Malformed if it is missing."""
        if index >= len(self.words):
            raise Malformed
        return self.words[index]

    def number(self, index: int) -> int:
        """An argument of the press as a number; Malformed if it is none (or beyond 64 bits)."""
        word = self.word(index)
        if not _NUMBER.fullmatch(word):
            raise Malformed
        return int(word)

    @property
    def private(self) -> bool:
        return self.chat.type == Chat.PRIVATE

    @property
    def known(self) -> bool:
        return self._actor is not None

    @property
    def actor(self) -> Actor:
        """The person speaking; only for handlers behind registration."""
        assert self._actor is not None
        return self._actor

    def identify(self, actor: Actor | None) -> None:
        """Set by the router, and by registration once somebody is let in."""
        self._actor = actor

    # ── Rights ───────────────────────────────────────────────────────────────────────────────
    def require(self, action: Action, place: Place | None = None) -> None:
        """Go on only if the person may do this here; raises Denied, which is audited."""
        if not (self.known and self.actor.may(action, place)):
            raise Denied(action, place)

    def audit(
        self, action: str, subject: str, detail: str | None = None, *, allowed: bool = True
    ) -> None:
        """Write down who did what; ids only, no names, numbers or words of people.

        An attempt that was not allowed stays written down even if it is undone by a refusal.
        """
        if not allowed:
            self.tried.append((action, subject, detail))
        audit.add(
            self.tx, self.now, action, subject, user_id=self.user.id, allowed=allowed,
            person_id=self.actor.person.id if self.known else None, detail=detail,
        )  # fmt: skip

    # ── Voice ────────────────────────────────────────────────────────────────────────────────
    def reply(
        self, text: str, rows: Rows | None = None, keys: Keys | None = None,
        markup: Markup | None = None,
    ) -> None:  # fmt: skip
        """Say something in this chat. `rows` are inline buttons, `keys` the reply keyboard."""
        markup = keyboard(keys) if keys is not None else markup
        self.send(self.chat.id, text, rows, markup=markup, priority=Priority.REPLY, kind="reply")

    def send(
        self, chat_id: int, text: str, rows: Rows | None = None, *,
        priority: Priority = Priority.REPLY, kind: str = "notice", silent: bool = False,
        markup: Markup | None = None,
    ) -> None:  # fmt: skip
        """Say something in any chat; long texts go out in parts, buttons below the last."""
        say(self.tx, self.now, chat_id, text, rows, priority=priority, kind=kind, silent=silent,
            markup=markup)  # fmt: skip

    def show(
        self, chat_id: int, key: str, text: str, rows: Rows | None = None, *,
        kind: str = "live", priority: Priority = Priority.REPLY, silent: bool = False,
        keys: Keys | None = None,
    ) -> None:  # fmt: skip
        """A message that is kept up to date: sent the first time, edited in place later.

        `keys` set the reply keyboard when it is sent; an edit cannot change that.
        """
        markup = keyboard(keys) if keys is not None else None
        payload = outgoing.message(text, None if markup else rows or [], markup, silent=silent)
        outbox.show(self.tx, self.now, chat_id, key, payload, kind=kind, priority=priority)

    def edit(self, text: str, rows: Rows | None = None) -> None:
        """Change the message whose button was pressed."""
        message = self.query.message
        if message is None:
            self.reply(text, rows)
            return
        self.show(self.chat.id, self._pressed_key(message.message_id), text, rows)

    def respond(self, text: str, rows: Rows | None = None) -> None:
        """Change the message whose button was pressed, or reply to what was typed."""
        if self.incoming.callback_query is None:
            self.reply(text, rows)
        else:
            self.edit(text, rows)

    def _pressed_key(self, number: int) -> str:
        """The key of the live message that was pressed; a plain message becomes one."""
        chat_id, data = self.chat.id, self.query.data or ""
        found = outbox.shown_key(self.tx, chat_id, number)
        found = found or live_messages.claim(self.tx, chat_id, number, data)
        if found is None:
            found = live_messages.stand_in(number)
            outbox.adopt(self.tx, chat_id, found, number)
        return found

    def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the press; `alert` shows a window that must be closed."""
        self.answered = True
        outbox.put(
            self.tx, self.now, "answerCallbackQuery",
            outgoing.toast(self.query.id, text, alert=alert), chat_id=self.chat.id, kind="toast",
            priority=Priority.TOAST, life=outbox.TOAST_LIFE,
        )  # fmt: skip

    def document(
        self, chat_id: int, name: str, body: bytes, caption: str | None = None, *,
        kind: str = "document", priority: Priority = Priority.REPLY,
    ) -> None:  # fmt: skip
        """Send a file; its bytes are stored once by content."""
        payload: outbox.Payload = {"document": files.keep(self.tx, self.now, name, body)}
        if caption:
            payload |= {"caption": outgoing.short(caption, outgoing.MOST_CAPTION)}
            payload["parse_mode"] = "HTML"
        outbox.put(self.tx, self.now, "sendDocument", payload, chat_id=chat_id, kind=kind,
                   priority=priority)  # fmt: skip

    def delete(self, message_id: int) -> None:
        """Remove a message from this chat, such as a roster after use."""
        outbox.put(self.tx, self.now, "deleteMessage", {"message_id": message_id},
                   chat_id=self.chat.id, kind="tidy")  # fmt: skip


def say(
    tx: Tx, now: datetime, chat_id: int, text: str, rows: Rows | None = None, *,
    priority: Priority = Priority.REPLY, kind: str = "notice", silent: bool = False,
    markup: Markup | None = None, life: timedelta | None = None,
) -> None:  # fmt: skip
    """Queue a message from anywhere that has a transaction: handlers, ticks and jobs alike."""
    *first, last = outgoing.pieces(text)
    for part in first:
        outbox.put(tx, now, "sendMessage", outgoing.message(part, silent=silent),
                   chat_id=chat_id, kind=kind, priority=priority, life=life)  # fmt: skip
    outbox.put(tx, now, "sendMessage", outgoing.message(last, rows, markup, silent=silent),
               chat_id=chat_id, kind=kind, priority=priority, life=life)  # fmt: skip
