"""The world that the simulator plays: people, chats, messages, presses. No rules of the API."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.files import FileStore
from bot.simulator.updates import UpdateQueue
from bot.simulator.waiting import Signal

Json = dict[str, Any]
Clock = Callable[[], datetime]
FIRST_SUPERGROUP = 1_000_000_000_000


@dataclass
class User:
    """A Telegram account."""

    id: int
    name: str
    number: str = ""
    username: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def body(self) -> Json:
        """The Bot API's User; the first word of the name is the first name."""
        first, _, last = self.name.partition(" ")
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": first}
        optional = {"last_name": last, "username": self.username}
        body |= {name: value for name, value in optional.items() if value}
        return body if self.is_bot else {**body, "language_code": "id"}


@dataclass
class Stored:
    """A message; `changed` is the tick at which it was last new or edited."""

    body: Json
    changed: int
    deleted: bool = False
    silent: bool = False
    keyboard: Json | None = None  # a reply keyboard or its removal, which the API never shows again

    @property
    def number(self) -> int:
        """Its message_id."""
        return int(self.body["message_id"])


@dataclass
class Chat:
    """A private chat with the bot (id = the user's) or a group."""

    id: int
    kind: str = "private"
    title: str = ""
    user: User | None = None
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    started: bool = False
    blocked: bool = False
    bot_inside: bool = False
    migrated_to: int | None = None
    heard_at: float = float("-inf")
    messages: dict[int, Stored] = field(default_factory=dict)
    keyboard: Json | None = None
    keyboard_from: int | None = None
    pinned: int | None = None

    def body(self) -> Json:
        """The Bot API's Chat."""
        if self.user is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        named = ("first_name", "last_name", "username")
        person = {key: value for key, value in self.user.body().items() if key in named}
        return {"id": self.id, **person, "type": "private"}

    def live(self) -> list[Stored]:
        """The messages that are still there, oldest first."""
        return [each for each in self.messages.values() if not each.deleted]


@dataclass
class Query:
    """A press that the bot may answer for a while."""

    id: str
    user_id: int
    at: float
    answered: bool = False


@dataclass(frozen=True)
class Toast:
    """What a press was answered with; `alert` is the kind with an OK button."""

    text: str
    alert: bool
    url: str = ""


@dataclass(frozen=True)
class Change:
    """News for those who look at phones: `kind` is message, deleted, toast, chat or closed."""

    kind: str
    chat_id: int
    message_id: int = 0
    user_id: int = 0
    toast: Toast | None = None


class World:
    """Everything that exists; changes go through here so that everybody hears of them."""

    def __init__(self, bot: User, clock: Clock, *, privacy: bool = True) -> None:
        self.bot = bot
        self.privacy = privacy
        self.signal = Signal()
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.toasts: dict[int, list[tuple[int, Toast]]] = {}
        self.files = FileStore()
        self.settings: dict[str, Any] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.listeners: list[Callable[[Change], None]] = []
        self.tick = 0
        self._clock = clock
        self.updates = UpdateQueue(self.now, self.signal)

    def now(self) -> float:
        """Seconds since 1970 by the world's clock."""
        return self._clock().timestamp()

    def tell(self, change: Change) -> None:
        """Something changed: move on by one tick and wake everybody who looks."""
        self.tick += 1
        for listener in list(self.listeners):
            listener(change)
        self.signal.fire()

    def user(self, user: User) -> User:
        """Add an account and its private chat with the bot."""
        self.users[user.id] = user
        self.chats.setdefault(user.id, Chat(user.id, user=user))
        return user

    def group(self, title: str, *, supergroup: bool = False) -> Chat:
        """A new group without the bot in it."""
        count = sum(1 for each in self.chats.values() if each.kind != "private") + 1
        number = -(FIRST_SUPERGROUP + 2_000_000_000 + count) if supergroup else -(4_000_000 + count)
        kind = "supergroup" if supergroup else "group"
        chat = self.chats[number] = Chat(number, kind, title)
        return chat

    def post(self, chat: Chat, sender: User, content: Json, *, silent: bool = False) -> Stored:
        """A new message in the chat, with its number and date; `silent` makes no sound."""
        number = max(chat.messages, default=0) + 1
        head = {"message_id": number, "from": sender.body(), "chat": chat.body()}
        body = {**head, "date": int(self.now()), **content}
        stored = chat.messages[number] = Stored(body, self.tick + 1, silent=silent)
        if sender is not self.bot:
            chat.heard_at = self.now()
        self.tell(Change("message", chat.id, number))
        return stored

    def edit(self, chat: Chat, stored: Stored, content: Json) -> None:
        """New content for a message; a None in it removes that field."""
        body = {**stored.body, **content, "edit_date": int(self.now())}
        stored.body = {name: value for name, value in body.items() if value is not None}
        stored.changed = self.tick + 1
        self.tell(Change("message", chat.id, stored.number))

    def delete(self, chat: Chat, stored: Stored) -> None:
        """Take a message away."""
        stored.deleted = True
        self.tell(Change("deleted", chat.id, stored.number))

    def press(self, user: User) -> Query:
        """A new press of a button, to be answered in time."""
        query = Query(str(secrets.randbits(62) | (1 << 60)), user.id, self.now())
        self.queries[query.id] = query
        return query

    def toast(self, user_id: int, toast: Toast) -> None:
        """Show an answer to a press on that person's phone."""
        self.toasts.setdefault(user_id, []).append((self.tick + 1, toast))
        self.tell(Change("toast", user_id, user_id=user_id, toast=toast))
