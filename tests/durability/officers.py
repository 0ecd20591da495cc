"""Who reports while the bot is killed: officers with a station each, and those who lead them."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.simulator import Phone, people
from handlers.access import Role
from storage import people as roster
from storage.database import Tx
from tests.town import ADMIN_ID, MORNING

LABELS = {
    "berdiri": "TPS berdiri", "kotak": "Kotak sudah di TPS", "mulai": "Rapat dimulai",
    "tutup": "Pemungutan ditutup", "hitung": "Penghitungan dimulai",
    "selesai": "Penghitungan selesai",
}  # fmt: skip
MILESTONES = tuple(LABELS)
INCIDENT = "masalah banjir air masuk TPS"
PATIENCE = 3.0
"""Seconds after which somebody hasty types it once more."""
HASTY = 0.3
CAMAT = 10_001
BPBD = 10_002
DRAFTERS = 5
"""How many fill in forms, each in a village of their own."""


@dataclass(frozen=True)
class Plan:
    """How large a city is."""

    villages: int
    stations: int
    """In each village; one officer each."""
    incidents: int
    """How many officers report one."""
    late: float = 2.0
    """For how many seconds a phone is without signal at most."""

    def troubled(self, officer: int) -> bool:
        """Whether an officer reports one; spread, since many of one village are told as one."""
        every = max(1, self.villages * self.stations // max(1, self.incidents))
        return self.incidents > 0 and officer % every == 0


@dataclass
class Officer:
    """Somebody at a station of their own, and what they have reported so far."""

    phone: Phone
    station: int
    left: list[str]
    late: float
    said: list[str] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    """The update that each press made."""
    retyped: int = 0
    held: int = 0
    """Messages that the phone kept until there was signal."""
    _asked_at: float | None = None
    _asked_tick: int = 0
    _signal_at: float = 0.0

    @property
    def hasty(self) -> bool:
        """Three of ten do not wait for an answer for long."""
        return Random(self.phone.user_id).random() < HASTY

    async def acts(self, chance: Random) -> None:
        """Report the next thing by words or by a press."""
        if not self.left:
            return
        now = self.phone.world.now()
        if not self.phone.no_signal and chance.random() < 0.1:
            self.phone.no_signal = True
            self._signal_at = now + chance.uniform(0.0, self.late)
        words = self.left.pop(0)
        self.said.append(words)
        self._asked_at, self._asked_tick = now, self.phone.world.tick
        if not (chance.random() < 0.3 and self._pressed(words)):
            await self.types(words)

    async def types(self, words: str) -> None:
        """Write a message. A phone without signal keeps it, with the time at which it was written.

        It is the sending phone's time that the message has when it comes at last.
        """
        content = people.worded(words)
        if self.phone.no_signal:
            self.held += 1
            content |= {"date": int(self.phone.world.now())}
        self.phone._send(content)

    async def waits(self) -> None:
        """Get signal again when it is time; type once more what got no answer, if hasty."""
        now = self.phone.world.now()
        if self.phone.no_signal and now >= self._signal_at:
            self.phone.no_signal = False
        if self._asked_at is None or now - self._asked_at < PATIENCE:
            return
        if self.hasty and not self._answered():
            self.retyped += 1
            await self.types(self.said[-1])
        self._asked_at = None

    def _answered(self) -> bool:
        """Whether the phone shows anything new from the bot."""
        if self.phone.no_signal:
            return False
        shown = any(m.by_bot and m.changed > self._asked_tick for m in self.phone.messages[-4:])
        toasts = self.phone.world.toasts.get(self.phone.user_id, [])
        return shown or any(tick > self._asked_tick for tick, _ in toasts[-2:])

    def _pressed(self, words: str) -> bool:
        if self.phone.no_signal or words not in LABELS:
            return False
        for message in reversed(self.phone.messages):
            for row, buttons in enumerate(message.buttons):
                for column, button in enumerate(buttons):
                    if button.label == LABELS[words]:
                        self.phone.tap(message, row, column)
                        self.pressed[words] = self.phone.world.updates._next - 1
                        return True
        return False


def settle(tx: Tx, plan: Plan) -> list[tuple[int, int | None]]:
    """Fill a database; the private chats of everybody, with the station of those who report."""
    areas = [("35.73", "Kota", "city"), ("35.73.01", "Kecamatan", "district")]
    villages = [f"35.73.01.{1001 + n}" for n in range(plan.villages)]
    areas += [(code, f"Kelurahan {code[-4:]}", "village") for code in villages]
    tx.many("INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)", areas)
    chats: list[tuple[int, int | None]] = [(ADMIN_ID, None)]
    chats.append((_officer(tx, CAMAT, Role.CAMAT, "35.73.01"), None))
    chats.append((_officer(tx, BPBD, Role.KOORDINATOR, "35.73", agency="bpbd"), None))
    for index, code in enumerate(villages):
        chats.append((_officer(tx, lurah_of(index), Role.LURAH, code), None))
        stations = []
        for number in range(1, plan.stations + 1):
            station = tx.one(
                "INSERT INTO stations (area, number) VALUES ($1, $2) RETURNING id", code, number
            )
            assert station is not None
            user_id = 100_000 + 1000 * index + number
            _officer(tx, user_id, Role.LINMAS, code, station_id=station["id"], seat=1)
            chats.append((user_id, station["id"]))
            stations.append(station["id"])
        if index < DRAFTERS:
            drafter = drafter_of(index)
            chats.append((_officer(tx, drafter, Role.LINMAS, code, station_id=stations[0]), None))
    return chats


def lurah_of(village: int) -> int:
    """The account of the head of a village, by its index."""
    return 20_000 + village


def drafter_of(village: int) -> int:
    """The account of somebody there who fills in forms."""
    return 30_000 + village


def _officer(tx: Tx, user_id: int, role: Role, area: str, **post: Any) -> int:
    person = roster.add_person(tx, MORNING, f"Orang {user_id}", f"+62800{user_id:07d}")
    roster.add_post(tx, MORNING, 1, person, role, area, source="roster", **post)
    roster.saw_account(tx, user_id, None, MORNING)
    roster.link(tx, user_id, person, MORNING)
    return user_id
