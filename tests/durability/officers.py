"""Who reports while the bot is killed: officers with a station each, and those who lead them."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.simulator import Phone
from handlers.access import Role
from storage import people
from storage.database import Tx
from tests.town import ADMIN_ID, MORNING

LABELS = {
    "berdiri": "TPS berdiri", "kotak": "Kotak sudah di TPS", "mulai": "Rapat dimulai",
    "tutup": "Pemungutan ditutup", "hitung": "Penghitungan dimulai",
    "selesai": "Penghitungan selesai",
}  # fmt: skip
MILESTONES = tuple(LABELS)
INCIDENT = "masalah banjir air masuk TPS"


@dataclass(frozen=True)
class Plan:
    """How large a city is."""

    villages: int
    stations: int
    """In each village; one officer each."""
    incidents: int
    """How many officers report one."""

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
    said: list[str] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    """The update that each press made."""

    async def acts(self, chance: Random) -> int:
        """Report the next thing by words or by a press, now and then twice; the updates made."""
        self.phone.no_signal = chance.random() < 0.1
        if self.said and chance.random() < 0.3:
            await self.phone.says(self.said[-1])  # no answer came in time, or so it seemed
            return 1
        if not self.left:
            return 0
        words = self.left.pop(0)
        self.said.append(words)
        if not (chance.random() < 0.3 and await self._pressed(words)):
            await self.phone.says(words)
        return 1

    async def _pressed(self, words: str) -> bool:
        if self.phone.no_signal or words not in LABELS:
            return False
        for message in reversed(self.phone.messages):
            for row, buttons in enumerate(message.buttons):
                for column, button in enumerate(buttons):
                    if button.label == LABELS[words]:
                        self.phone.tap(message, row, column)
                        self.pressed[words] = self.phone._world.updates._next - 1
                        return True
        return False


def settle(tx: Tx, plan: Plan) -> list[tuple[int, int | None]]:
    """Fill a database; the private chats of everybody, with the station of those who report."""
    areas = [("35.73", "Kota", "city"), ("35.73.01", "Kecamatan", "district")]
    villages = [f"35.73.01.{1001 + n}" for n in range(plan.villages)]
    areas += [(code, f"Kelurahan {code[-4:]}", "village") for code in villages]
    tx.many("INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)", areas)
    chats: list[tuple[int, int | None]] = [(ADMIN_ID, None)]
    chats.append((_officer(tx, 10_001, Role.CAMAT, "35.73.01"), None))
    chats.append((_officer(tx, 10_002, Role.KOORDINATOR, "35.73", agency="bpbd"), None))
    for index, code in enumerate(villages):
        chats.append((_officer(tx, 20_000 + index, Role.LURAH, code), None))
        for number in range(1, plan.stations + 1):
            station = tx.one(
                "INSERT INTO stations (area, number) VALUES ($1, $2) RETURNING id", code, number
            )
            assert station is not None
            user_id = 100_000 + 1000 * index + number
            _officer(tx, user_id, Role.LINMAS, code, station_id=station["id"], seat=1)
            chats.append((user_id, station["id"]))
    return chats


def _officer(tx: Tx, user_id: int, role: Role, area: str, **post: Any) -> int:
    person = people.add_person(tx, MORNING, f"Orang {user_id}", f"+62800{user_id:07d}")
    people.add_post(tx, MORNING, 1, person, role, area, source="roster", **post)
    people.saw_account(tx, user_id, None, MORNING)
    people.link(tx, user_id, person, MORNING)
    return user_id
