"""What a person sees on the phone, and waiting for it. Waiting is driven by what happens."""

from typing import TYPE_CHECKING

from bot.simulator.markup import Rows, reply_rows
from bot.simulator.screen import Message, dump, plain
from bot.simulator.world import Chat, Toast, User, World

if TYPE_CHECKING:
    from bot.simulator.group import Group

PATIENCE = 30.0  # seconds of real time: a loaded machine starts a child process in ten


class Watcher:
    """The seeing half of a phone. `chat` names a group; without one it is the bot's chat."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self._mark = 0
        self._matched: set[tuple[int, int, int]] = set()
        self._toasts_read = 0
        self._frozen: dict[int, list[Message]] | None = None
        self._used_up: set[int] = set()

    # ── who ──────────────────────────────────────────────────────────────────

    @property
    def user_id(self) -> int:
        """The account, which is also the id of its private chat with the bot."""
        return self.user.id

    @property
    def name(self) -> str:
        """The name in Telegram."""
        return self.user.name

    @property
    def number(self) -> str:
        """The phone number of the account."""
        return self.user.number

    def __repr__(self) -> str:
        return f"<Phone {self.name} {self.user_id}>"

    # ── what is on the screen ────────────────────────────────────────────────

    @property
    def messages(self) -> list[Message]:
        """The chat with the bot as this phone shows it, oldest first."""
        return self.messages_in(None)

    def messages_in(self, chat: "Group | None") -> list[Message]:
        """The messages of a chat; a phone without signal shows what it last got."""
        place = self._place(chat)
        if self._frozen is not None:
            return self._frozen.get(place.id, [])
        return self._read(place)

    def _read(self, place: Chat) -> list[Message]:
        return [Message.of(place, each, self.world.bot.id) for each in place.live()]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the reply keyboard in the bot's chat."""
        return [button.label for row in self.keyboard_rows() for button in row]

    def keyboard_rows(self, chat: "Group | None" = None) -> Rows:
        """The reply keyboard; one for a single use disappears once used."""
        place = self._place(chat)
        return () if place.keyboard_from in self._used_up else reply_rows(place.keyboard)

    @property
    def buttons(self) -> list[str]:
        """The labels of all inline buttons in the bot's chat."""
        return [label for message in self.messages for label in message.labels]

    @property
    def toasts(self) -> list[Toast]:
        """What presses were answered with, oldest first."""
        return [toast for _, toast in self.world.toasts.get(self.user_id, [])]

    def screen(self, chat: "Group | None" = None) -> str:
        """The chat as text, for reading a failed test."""
        return dump(self.messages_in(chat), self.keyboard_rows(chat))

    def _place(self, chat: "Group | None") -> Chat:
        return self.world.chats[chat.id if chat else self.user_id]

    def _acts(self) -> None:
        self._mark = self.world.tick
        self._toasts_read = len(self.world.toasts.get(self.user_id, []))

    # ── seeing ───────────────────────────────────────────────────────────────

    async def sees(
        self,
        *fragments: str,
        chat: "Group | None" = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - asyncio.timeout can't say what was missing
    ) -> Message:
        """Wait for a message from the bot that contains every fragment (in text or buttons).

        It must be new or edited since this phone's last own action, and not have been matched in
        this state by an earlier `sees`. Raises AssertionError with the chat as it is.
        """
        found = await self.world.signal.until(lambda: self._fresh(fragments, chat), timeout)
        if found is None:
            wanted = ", ".join(repr(each) for each in fragments)
            raise AssertionError(f"{self.name} doesn't see {wanted}:\n{self.screen(chat)}")
        self._matched.add((found.chat_id, found.id, found.changed))
        return found

    def _fresh(self, fragments: tuple[str, ...], chat: "Group | None") -> Message | None:
        for message in self.messages_in(chat):
            known = (message.chat_id, message.id, message.changed) in self._matched
            new = message.by_bot and message.changed > self._mark and not known
            if new and all(message.has(each) for each in fragments):
                return message
        return None

    async def sees_toast(self, fragment: str = "", timeout: float = PATIENCE) -> Toast:  # noqa: ASYNC109
        """Wait for the answer to a press made since the last action."""
        found = await self.world.signal.until(lambda: self._fresh_toast(fragment), timeout)
        if found is None:
            shown = [each.text for each in self.toasts[self._toasts_read :]]
            raise AssertionError(f"{self.name} sees no toast {fragment!r}, only {shown}")
        self._toasts_read = self.toasts.index(found, self._toasts_read) + 1
        return found

    def _fresh_toast(self, fragment: str) -> Toast | None:
        new = self.toasts[self._toasts_read :]
        return next((each for each in new if plain(fragment) in plain(each.text)), None)

    async def sees_no(
        self, fragment: str, *, chat: "Group | None" = None, quiet: float = 0.3
    ) -> None:
        """Nothing new from the bot contains this, now and until the bot is done.

        Waits until the bot has confirmed all updates and been silent for `quiet` seconds.
        """
        queue = self.world.updates
        await self.world.signal.until(lambda: True if not queue.pending() else None, PATIENCE)
        await self.world.signal.quiet(quiet)
        new = [each for each in self.messages_in(chat) if each.by_bot and each.changed > self._mark]
        if any(each.has(fragment) for each in new):
            raise AssertionError(f"{self.name} sees {fragment!r}:\n{self.screen(chat)}")
