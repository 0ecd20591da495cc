"""A person with a phone, for tests that tell what people say, press and see.

Everything a person does reaches the bot over its own HTTP requests; everything seen is what the
bot sent.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.simulator import people
from bot.simulator.images import SAMPLE_JPEG
from bot.simulator.markup import Button
from bot.simulator.screen import Message, matching
from bot.simulator.watching import PATIENCE, Watcher
from bot.simulator.world import Change, Chat, Json, Stored, User, World

if TYPE_CHECKING:
    from bot.simulator.group import Group


class Phone(Watcher):
    """One person's Telegram. `chat` arguments name a group; without one it is the bot's chat."""

    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, user)
        self._held: list[tuple[str, Callable[[], object]]] = []
        self.opened: list[str] = []

    # ── doing ────────────────────────────────────────────────────────────────

    async def starts(self, payload: str = "") -> Message | None:
        """Press START, as after a link with a payload."""
        return await self.says(f"/start {payload}".strip())

    async def says(
        self, text: str, *, reply_to: Message | None = None, chat: "Group | None" = None
    ) -> Message | None:
        """Write a message; None while there is no signal (it goes out later)."""
        return self._send(people.worded(text), chat, reply_to)

    async def shares_contact(
        self, number: str | None = None, of_user_id: int | None = None, name: str = ""
    ) -> Message | None:
        """Share a contact: the own one, somebody's account, or any number."""
        owner = self.user if number is None else None
        if of_user_id is not None:
            owner = self.world.users[of_user_id]
        shown = number if number is not None else (owner or self.user).number
        return self._send(people.contact(self.world, shown, owner, name))

    async def shares_location(
        self, lat: float, lon: float, chat: "Group | None" = None
    ) -> Message | None:
        """Share a place."""
        return self._send({"location": {"latitude": lat, "longitude": lon}}, chat)

    async def sends_photo(
        self, content: bytes = SAMPLE_JPEG, caption: str = "", chat: "Group | None" = None,
        reply_to: Message | None = None, album: str = "",
    ) -> Message | None:  # fmt: skip
        """Send a picture (compressed, as photos are), alone or as one of an album."""
        picture = self._file("photo", "photo.jpg", "image/jpeg", content, caption)
        group = {"media_group_id": album} if album else {}
        return self._send({**picture, **group}, chat, reply_to)

    async def sends_album(self, *pictures: bytes, caption: str = "") -> list[Message | None]:
        """Send several pictures at once: messages of one media group, the words with the first."""
        group = {"media_group_id": f"{self.user_id}{len(self._place(None).messages)}"}
        files = [self._file("photo", "photo.jpg", "image/jpeg", each) for each in pictures]
        files[0] |= {"caption": caption} if caption else {}
        return [self._send({**each, **group}) for each in files]

    async def sends_file(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        mime: str = "application/octet-stream",
        chat: "Group | None" = None,
    ) -> Message | None:
        """Send a document."""
        return self._send(self._file("document", name, mime, content, caption), chat)

    async def sends_voice(self, content: bytes = b"OggS") -> Message | None:
        """Send a voice message."""
        return self._send(self._file("voice", "voice.oga", "audio/ogg", content))

    async def sends_video(self, content: bytes = b"mp4", *, round_: bool = False) -> Message | None:
        """Send a film, or a round video message."""
        kind = "video_note" if round_ else "video"
        return self._send(self._file(kind, "film.mp4", "video/mp4", content))

    async def sends_sticker(self, content: bytes = b"RIFF") -> Message | None:
        """Send a sticker."""
        return self._send(self._file("sticker", "sticker.webp", "image/webp", content))

    def _file(self, kind: str, name: str, mime: str, content: bytes, caption: str = "") -> Json:
        return people.file(self.world, kind, name, mime, content, caption)

    def _send(
        self, content: Json, chat: "Group | None" = None, reply_to: Message | None = None
    ) -> Message | None:
        place = self._place(chat)
        quoted = place.messages.get(reply_to.id) if reply_to else None
        self._acts()

        def out() -> Stored:
            return people.say(self.world, place, self.user, content, quoted)

        if self._frozen is not None:
            self._hold(content.get("text") or f"<{next(iter(content))}>", out)
            return None
        return Message.of(place, out(), self.world.bot.id)

    def _hold(self, shown: str, out: Callable[[], object]) -> None:
        self._held.append((shown, out))
        self.world.tell(Change("chat", self.user_id, user_id=self.user_id))

    async def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        place = self.world.chats[message.chat_id]
        stored = place.messages[message.id]
        assert stored.body["from"]["id"] == self.user_id, "not an own message"
        self._acts()

        def out() -> None:
            people.edit(self.world, place, stored, text)

        if self._frozen is not None:
            self._hold(text, out)
        else:
            out()

    async def presses(
        self,
        label: str,
        *,
        on: Message | None = None,
        chat: "Group | None" = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - asyncio.timeout can't say what was missing
    ) -> None:
        """Press a button that says this or contains it.

        Looks at the inline buttons of the newest message that has one (`on` names another, as it
        was when it was seen), then at the reply keyboard. Waits for it to appear; raises
        AssertionError with the buttons there are, also if several match.
        """
        found = await self.world.signal.until(lambda: self._find(label, on, chat), timeout)
        if found is None:
            raise AssertionError(f"{self.name} sees no button {label!r}:\n{self.screen(chat)}")
        message, button = found
        if message is not None:
            self._tap(message, button)
        else:
            await self._key(button, chat)

    def _find(
        self, label: str, on: Message | None, chat: "Group | None"
    ) -> tuple[Message | None, Button] | None:
        for message in [on] if on else reversed(self.messages_in(chat)):
            found = matching([each for row in message.buttons for each in row], label)
            if found:
                return message, self._single(found, label)
        keys = [each for row in self.keyboard_rows(chat) for each in row]
        found = matching(keys, label) if on is None else []
        return (None, self._single(found, label)) if found else None

    def _single(self, found: list[Button], label: str) -> Button:
        if len(found) > 1:
            names = ", ".join(repr(each.label) for each in found)
            raise AssertionError(f"{label!r} may mean {names}")
        return found[0]

    def tap(self, message: Message, row: int, column: int) -> None:
        """Press the inline button at that place."""
        self._tap(message, message.buttons[row][column])

    def _tap(self, message: Message, button: Button) -> None:
        self._acts()
        if button.url is not None:
            self.opened.append(button.url)
        elif button.data is not None and self._frozen is None:  # without signal a press is lost
            place = self.world.chats[message.chat_id]
            stored = place.messages.get(message.id)
            people.press(self.world, place, self.user, button.data, stored)

    async def key(self, row: int, column: int, chat: "Group | None" = None) -> None:
        """Press the button of the reply keyboard at that place."""
        await self._key(self.keyboard_rows(chat)[row][column], chat)

    async def _key(self, button: Button, chat: "Group | None") -> None:
        place = self._place(chat)
        if place.keyboard and place.keyboard.get("one_time_keyboard") and place.keyboard_from:
            self._used_up.add(place.keyboard_from)
        if button.asks == "contact":
            await self.shares_contact()
        elif button.asks == "location":
            await self.shares_location(-7.9826, 112.6308)
        else:
            await self.says(button.label, chat=chat)

    async def forges(self, data: str, message: Message | None = None) -> str:
        """Send any callback data, as a tampered client can; gives the id of the query."""
        self._acts()
        place = self.world.chats[message.chat_id if message else self.user_id]
        stored = place.messages.get(message.id) if message else None
        if message is None:
            own = [each for each in place.live() if each.body["from"]["id"] == self.world.bot.id]
            stored = own[-1] if own else None
        return people.press(self.world, place, self.user, data, stored)

    async def deletes(self, message: Message) -> None:
        """Delete a message for both sides; the bot is not told, as in real life."""
        place = self.world.chats[message.chat_id]
        self.world.delete(place, place.messages[message.id])

    async def blocks_bot(self) -> None:
        """Stop the bot."""
        people.block(self.world, self._place(None), blocked=True)

    async def unblocks_bot(self) -> None:
        """Let the bot in again."""
        people.block(self.world, self._place(None), blocked=False)

    async def deletes_account(self) -> None:
        """The account is gone: 403 "user is deactivated" from now on."""
        self.user.deactivated = True

    # ── signal ───────────────────────────────────────────────────────────────

    @property
    def no_signal(self) -> bool:
        """True holds outgoing messages and shows nothing new; presses are lost meanwhile."""
        return self._frozen is not None

    @no_signal.setter
    def no_signal(self, gone: bool) -> None:
        if gone == self.no_signal:
            return
        if gone:
            mine = [each for each in self.world.chats.values() if self._sees(each)]
            self._frozen = {each.id: self._read(each) for each in mine}
        else:
            self._frozen = None
            held, self._held = self._held, []
            for _, out in held:
                out()
        self.world.tell(Change("chat", self.user_id, user_id=self.user_id))

    def _sees(self, chat: Chat) -> bool:
        return chat.id == self.user_id or self.user_id in chat.members

    @property
    def held_texts(self) -> list[str]:
        """The messages that wait in the phone for signal."""
        return [shown for shown, _ in self._held]
