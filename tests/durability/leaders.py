"""What takes several steps while the bot is killed: forms, rosters, backups."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator import Phone, Simulator
from bot.simulator.screen import Message
from handlers.texts import incident_form, roster_import
from storage.backup import check
from storage.database import Tx
from storage.errors import StorageError
from tests.roster.files import csv_text
from tests.town import ADMIN_ID

ROWS = 1100
"""People in a roster: more than one unit of work takes over."""
FORGOTTEN = 200.0
"""Seconds after which somebody presses once more: Telegram gave the press up long since."""


@dataclass
class Drafter:
    """Fills in forms, a step whenever the bot has answered the one before."""

    phone: Phone
    begun: int = 0
    steps: int = 0
    _step: int = 0
    _tick: int = 0
    _at: float = 0.0

    def words(self, number: int) -> str:
        """What happened, in the form of this number."""
        door = chr(ord("A") + self.phone.user_id % 26)
        return f"ada orang mabuk mengganggu antrean {number} kali di pintu {door}"

    async def goes_on(self, *, more: bool = True, patience: float = FORGOTTEN) -> bool:
        """Do the next step if it is time; False while there is no form to go on with."""
        now, words = self.phone.world.now(), self.words(self.begun)
        match self._step:
            case 0 if not more:
                return False
            case 0:
                self.begun += 1
                await self.phone.says("/masalah")
            case 1 if found := self._sees(incident_form.WHICH_KIND):
                self._press(found, "Keamanan")
            case 2 if self._sees("Apa yang terjadi?"):
                await self.phone.says(words)
            case 3 if found := self._sees(words, "Kirim?"):
                self._press(found, incident_form.SEND)
            case 4 if self._sees("No. "):
                self._step = 0
                return True
            case 2 | 4 if now - self._at > patience:
                self._step, self._tick = self._step - 1, 0
                return True
            case _:
                return True
        self._step, self._at, self._tick = self._step + 1, now, self.phone.world.tick
        self.steps += 1
        return True

    def _sees(self, *fragments: str) -> Message | None:
        """The newest message that says this, if the bot has shown it since the last step."""
        for message in reversed(self.phone.messages):
            new = message.by_bot and message.changed > self._tick
            if new and all(message.has(each) for each in fragments):
                return message
        return None

    def _press(self, message: Message, label: str) -> None:
        for row, buttons in enumerate(message.buttons):
            for column, button in enumerate(buttons):
                if label in button.label:
                    self.phone.tap(message, row, column)
                    return
        raise AssertionError(f"no button {label!r} in {message!r}")


@dataclass
class Admin:
    """Sends rosters and asks for copies of the database."""

    phone: Phone
    station: str
    """The code of the station where the people of the roster work."""
    imports: int = 0
    backups: int = 0
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, sim: Simulator, station: str) -> "Admin":
        """The admin whom the settings name."""
        return cls(sim.phone("Admin", "+628009000000", ADMIN_ID), station)

    async def imports_roster(self) -> None:
        """Send a roster in which every name is new, and apply it."""
        await self.was_applied()
        self.imports += 1
        await self.phone.sends_file("petugas.csv", csv_text(self._roster()).encode())
        await self.phone.sees("Pratinjau", timeout=40)
        await self.phone.presses(roster_import.APPLY)

    async def was_applied(self) -> None:
        """Wait until the bot has told of every roster that it is applied."""
        told = self.phone.world.signal.until(
            lambda: self._told("Diterapkan") >= self.imports or None, 60
        )
        assert await told, "a roster was not applied"

    async def asks_for_backup(self) -> None:
        """Ask for a copy; it is made while the bot goes on."""
        self.backups += 1
        await self.phone.says("/cadangkan")

    def _told(self, fragment: str) -> int:
        found = (each for each in self.phone.messages if each.by_bot and each.has(fragment))
        self._seen.update(each.id for each in found)
        return len(self._seen)

    def _roster(self) -> list[list[str]]:
        head = ["nama", "no_hp", "peran", "wilayah"]
        return [head, *([f"Warga {n} ke-{self.imports}", number(n), "kpps", self.station]
                        for n in range(ROWS))]  # fmt: skip

    def problems(self, tx: Tx) -> list[str]:
        """What is not as the last roster says."""
        if not self.imports:
            return []
        right = tx.value(
            "SELECT COUNT(*) FROM people WHERE name LIKE $1", f"Warga % ke-{self.imports}"
        )
        posts = tx.value(
            "SELECT COUNT(*) FROM posts t JOIN people p ON p.id = t.person_id"
            " WHERE p.name LIKE 'Warga %' AND t.ended_at IS NULL"
        )
        return [] if right == posts == ROWS else [f"roster: {right} people, {posts} posts"]


def number(person: int) -> str:
    """A mobile number for each person of the roster."""
    return f"08570{person:07d}"


def faulty_copies(folder: Path, asked: int) -> list[str]:
    """What is wrong with the backups: one missing, one damaged, or half of one left lying."""
    copies = sorted(folder.glob("*.db"))
    found = [] if len(copies) == asked else [f"{len(copies)} backups, {asked} asked for"]
    found += [f"left lying: {half.name}" for half in folder.glob(".*")]
    for copy in copies:
        try:
            check(copy)
        except StorageError as error:
            found.append(str(error))
    return found
