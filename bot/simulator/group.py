"""A group chat, as tests and the page handle it."""

from bot.simulator import people
from bot.simulator.phone import Phone
from bot.simulator.screen import Message, dump
from bot.simulator.world import Chat, World


class Group:
    """A group; its id changes when it becomes a supergroup."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    @property
    def id(self) -> int:
        """The chat id, negative."""
        return self._chat.id

    @property
    def title(self) -> str:
        """The name of the group."""
        return self._chat.title

    @property
    def messages(self) -> list[Message]:
        """Everything in the group, oldest first."""
        return [Message.of(self._chat, each, self._world.bot.id) for each in self._chat.live()]

    def screen(self) -> str:
        """The group as text."""
        return dump(self.messages, ())

    def lets_in(self, phone: Phone, *, admin: bool = False) -> None:
        """Put a person in without anybody being told."""
        self._chat.members.add(phone.user_id)
        if admin:
            self._chat.admins.add(phone.user_id)

    async def joins(self, phone: Phone) -> None:
        """A person enters; the bot hears of it."""
        people.join(self._world, self._chat, phone.user)

    async def adds_bot(self, by: Phone, *, admin: bool = False) -> None:
        """Somebody adds the bot (as an administrator it sees every message)."""
        if admin:
            self._chat.admins.add(self._world.bot.id)
        people.add_bot(self._world, self._chat, by.user)

    async def removes_bot(self, by: Phone) -> None:
        """Somebody throws the bot out."""
        people.remove_bot(self._world, self._chat, by.user)

    async def migrates(self, by: Phone) -> int:
        """Become a supergroup; gives the new id."""
        self._chat = people.migrate(self._world, self._chat, by.user)
        return self._chat.id
