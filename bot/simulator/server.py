"""The simulator as one object: a Bot API server, the people who use it, faults, a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.simulator.control import Control
from bot.simulator.faults import Fault, Faults, failure
from bot.simulator.gateway import Gateway, Record, Violation
from bot.simulator.group import Group
from bot.simulator.phone import Phone
from bot.simulator.spec import pinned
from bot.simulator.throttle import Limits, Throttle
from bot.simulator.webhook import Webhook
from bot.simulator.world import Change, Clock, User, World

FIRST_USER = 900_000_001
BODY_LIMIT = 60 * 1024 * 1024


@dataclass(frozen=True)
class Persona:
    """Somebody whose phone can be picked on the page."""

    user_id: int
    name: str
    number: str
    note: str = ""
    group: str = ""


def real_time() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Simulator:
    """A Bot API server for one bot. Use it as `async with`; `url` is the bot's API address.

    `clock` gives aware datetimes and rules over dates, retention and limits; waiting (long
    polling, `sees`) takes real time. `latency` are seconds before each answer. While there is a
    `notice`, the page shows it beside the clock.
    """

    def __init__(
        self,
        token: str = "1:TEST",  # noqa: S107 - a made-up token
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = real_time,
        latency: float = 0.0,
        limits: bool | Limits = False,
        personas: Iterable[Persona] = (),
        username: str = "SiagaTpsBot",
        privacy: bool = True,
        webhook_pause: float = 1.0,
        zone: str = "Asia/Jakarta",
    ) -> None:
        bot = User(int(token.partition(":")[0]), "Siaga TPS", username=username, is_bot=True)
        self.token = token
        self.zone = zone
        self.personas = {each.user_id: each for each in personas}
        self.world = World(bot, clock, privacy=privacy)
        self._webhook = Webhook(self.world, pause=webhook_pause)
        self.faults = Faults()
        self._gateway = Gateway(self.world, pinned(), self._webhook, self.faults, token)
        self._phones: dict[int, Phone] = {}
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.latency = latency
        self.limits = limits
        self.notice = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=BODY_LIMIT)
        app.add_routes([*self._gateway.routes(), *Control(self).routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://{self._host}:{self._port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.world.updates.close()
        self.world.tell(Change("closed", 0))
        await self._webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def latency(self) -> float:
        """Seconds that pass before each answer of the Bot API."""
        return self._gateway.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._gateway.latency = seconds

    @property
    def limits(self) -> Limits | None:
        """The sending limits in force; set True for Telegram's, False for none."""
        return self._limits

    @limits.setter
    def limits(self, limits: bool | Limits | None) -> None:
        self._limits = Limits() if limits is True else limits or None
        self._gateway.throttle = Throttle(self._limits) if self._limits else None

    @property
    def violations(self) -> list[Violation]:
        """Every request that no correct bot would have sent; tests assert that it is empty."""
        return self._gateway.violations

    @property
    def records(self) -> list[Record]:
        """The requests that came, getUpdates left out, oldest first."""
        return list(self._gateway.records)

    def phone(
        self, name: str = "Orang", number: str = "", user_id: int | None = None, username: str = ""
    ) -> Phone:
        """The phone of a person: a new account, or the one of that `user_id` if it exists."""
        if user_id is None:
            user_id = max([FIRST_USER - 1, *self.world.users]) + 1
        if user_id not in self._phones:
            user = User(user_id, name, number, username)
            self._phones[user_id] = Phone(self.world, self.world.user(user))
        return self._phones[user_id]

    def persona(self, user_id: int) -> Phone:
        """The phone of one of the personas. Raises KeyError for anybody else."""
        if user_id not in self._phones:
            each = self.personas[user_id]
            return self.phone(each.name, each.number, user_id)
        return self._phones[user_id]

    def group(self, title: str, *members: Phone, supergroup: bool = False) -> Group:
        """A new group of these people, still without the bot (see `Group.adds_bot`)."""
        group = Group(self.world, self.world.group(title, supergroup=supergroup))
        for member in members:
            group.lets_in(member)
        return group

    def groups_of(self, phone: Phone) -> list[Group]:
        """The groups that this person is in."""
        chats = [each for each in self.world.chats.values() if each.user is None]
        mine = [each for each in chats if phone.user_id in each.members]
        return [Group(self.world, each) for each in mine if each.migrated_to is None]

    def fail_next(
        self,
        method: str = "*",
        status: int = 500,
        description: str | None = None,
        *,
        retry_after: int | None = None,
        chat_id: int | None = None,
        times: int = 1,
        after_effect: bool = False,
    ) -> None:
        """Answer the next such requests with an error ("*": any method but getUpdates).

        With `after_effect` the request still does its work first.
        """
        error = failure(status, description, retry_after)
        fault = Fault(method, times, chat_id, error=error, after_effect=after_effect)
        self.faults.order(fault)

    def drop_next(
        self,
        method: str = "*",
        *,
        chat_id: int | None = None,
        times: int = 1,
        after_effect: bool = False,
    ) -> None:
        """Cut the connection of the next such requests instead of answering."""
        self.faults.order(Fault(method, times, chat_id, cut=True, after_effect=after_effect))

    def delay_next(
        self, method: str = "*", seconds: float = 1.0, *, chat_id: int | None = None, times: int = 1
    ) -> None:
        """Let the next such requests wait."""
        self.faults.order(Fault(method, times, chat_id, delay=seconds))

    def clear_faults(self) -> None:
        """Take back every order that hasn't hit yet."""
        self.faults.clear()

    async def settled(self, quiet: float = 0.2, timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Wait until the bot confirmed every update and then sent nothing for `quiet` seconds.

        Raises AssertionError if updates are still waiting after `timeout` seconds.
        """
        empty = await self.world.signal.until(
            lambda: True if not self.world.updates.pending() else None, timeout
        )
        assert empty, f"{len(self.world.updates.pending())} updates wait for the bot"
        await self.world.signal.quiet(quiet)
