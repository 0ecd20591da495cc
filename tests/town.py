"""A small town for dialogues: two districts, a few stations, somebody in every role.

35.73 Kota Malang
  35.73.03 Kedungkandang: 35.73.03.1001 Kotalama (TPS 1-3), 35.73.03.1005 Buring (TPS 1)
  35.73.04 Sukun:         35.73.04.1001 Ciptomulyo (TPS 1-2)
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.app import Parts
from bot.simulator import Group, Phone, Simulator
from handlers.access import Role
from storage import people
from storage.database import Tx
from storage.times import ms

TOKEN = "1000:TEST"
ADMIN_ID = 9000
KOTALAMA = "35.73.03.1001"
BURING = "35.73.03.1005"
CIPTOMULYO = "35.73.04.1001"
VOTING_DAY = date(2024, 11, 27)
MOST_LOOKS = 50
UNDONE = (
    "SELECT (SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND held = 0"
    " AND attempts = 0) + (SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL AND attempts = 0"
    " AND due_at <= $1)"
)
MORNING = datetime(2024, 11, 27, 0, 2, tzinfo=UTC)
"""07.02 WIB on voting day."""
EVE = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)
"""16.00 WIB on the day before."""

_AREAS = (
    ("35.73", "Kota Malang", "city"),
    ("35.73.03", "Kedungkandang", "district"),
    ("35.73.04", "Sukun", "district"),
    (KOTALAMA, "Kotalama", "village"),
    (BURING, "Buring", "village"),
    (CIPTOMULYO, "Ciptomulyo", "village"),
)
_STATIONS = ((KOTALAMA, 1), (KOTALAMA, 2), (KOTALAMA, 3), (BURING, 1), (CIPTOMULYO, 1),
             (CIPTOMULYO, 2))  # fmt: skip


@dataclass(frozen=True)
class Resident:
    """Somebody on the roster: role, place, and whether they are registered already."""

    name: str
    role: Role
    area: str
    station: int | None = None
    agency: str | None = None
    seat: int = 0
    store: bool = False
    confidential: bool = False


RESIDENTS = (
    Resident("Rina", Role.KPPS_KETUA, KOTALAMA, 1),
    Resident("Joko", Role.KPPS, KOTALAMA, 1, seat=2),
    Resident("Slamet", Role.LINMAS, KOTALAMA, 1, seat=1),
    Resident("Tono", Role.LINMAS, KOTALAMA, 2, seat=1),
    Resident("Wati", Role.KPPS_KETUA, KOTALAMA, 2),
    Resident("Agus", Role.LINMAS, KOTALAMA, 3, seat=1),
    Resident("Dewi", Role.LINMAS, BURING, 1, seat=1),
    Resident("Bambang", Role.LINMAS, CIPTOMULYO, 1, seat=1),
    Resident("Putri", Role.PTPS, KOTALAMA, 1, agency="bawaslu"),
    Resident("Lurah Hadi", Role.LURAH, KOTALAMA),
    Resident("Lurah Sri", Role.LURAH, CIPTOMULYO),
    Resident("Camat Budi", Role.CAMAT, "35.73.03"),
    Resident("Yanti", Role.PPS, KOTALAMA, agency="kpu"),
    Resident("Eko", Role.PPK, "35.73.03", agency="kpu"),
    Resident("Gito", Role.PENJAGA, KOTALAMA, store=True),
    Resident("Oki", Role.OPERATOR, KOTALAMA),
    Resident("Kadis Rudi", Role.OPD, "35.73", agency="dinas pendidikan"),
    Resident("Polsek Arif", Role.KOORDINATOR, "35.73.03", agency="polri"),
    Resident("BPBD Nur", Role.KOORDINATOR, "35.73", agency="bpbd"),
    Resident("Bakesbang Ida", Role.KOORDINATOR, "35.73", agency="bakesbangpol"),
    Resident("Bakesbang Umar", Role.KOORDINATOR, "35.73", agency="bakesbangpol",
             confidential=True),
    Resident("Bawaslu Fitri", Role.KOORDINATOR, "35.73", agency="bawaslu"),
    Resident("KPU Hana", Role.KOORDINATOR, "35.73", agency="kpu"),
    Resident("Dinkes Lina", Role.KOORDINATOR, "35.73", agency="dinkes"),
)  # fmt: skip


@dataclass
class Clock:
    """A clock that tests set; the bot and the simulated Telegram both read it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        """Let time pass, such as minutes=5."""
        self.now += timedelta(**amount)

    def at(self, hour: int, minute: int = 0) -> None:
        """Set the wall clock of voting day in WIB."""
        day = datetime(VOTING_DAY.year, VOTING_DAY.month, VOTING_DAY.day, tzinfo=UTC)
        self.now = day + timedelta(hours=hour - 7, minutes=minute)


@dataclass
class Town:
    """The running bot, the simulated Telegram, and the phones of the people of the town."""

    sim: Simulator
    parts: Parts
    clock: Clock
    database: Path
    _phones: dict[str, Phone] = field(default_factory=dict)

    def phone(self, name: str) -> Phone:
        """The phone of a resident, or a new one of a stranger; the name starts or is the name."""
        full = next((r.name for r in RESIDENTS if name in r.name.split() or r.name == name), name)
        if full not in self._phones:
            user_id = user_id_of(full)
            self._phones[full] = self.sim.phone(name=full, number=number_of(full), user_id=user_id)
        return self._phones[full]

    @property
    def admin(self) -> Phone:
        """The admin who is named in the settings."""
        if "Admin" not in self._phones:
            self._phones["Admin"] = self.sim.phone(
                name="Admin", number="+628009000000", user_id=ADMIN_ID
            )
        return self._phones["Admin"]

    def move_in(self) -> None:
        """Everybody registered has the bot's chat open, as after pressing START."""
        for resident in RESIDENTS:
            phone = self.phone(resident.name)
            self.sim.world.chats[phone.user_id].started = True

    def group(self, title: str, *members: Phone) -> Group:
        """A group chat with the bot in it."""
        return self.sim.group(title, *members)

    async def quiet(self) -> None:
        """Everything sent was handled, everything said was delivered.

        A slow machine may be silent in the middle of its work: the rows say whether it is done.
        What is due later, or failed before and waits for its next try, is not waited for.
        """
        await self.sim.settled()
        for _ in range(MOST_LOOKS):
            if not await self.value(UNDONE, ms(self.clock.now)):
                return
            await self.sim.settled()

    async def rows(self, sql: str, *parameters: object) -> list[dict[str, object]]:
        """What the database holds."""
        found = await self.parts.db.read(lambda tx: tx.all(sql, *parameters))
        return [dict(row) for row in found]

    async def value(self, sql: str, *parameters: object) -> object:
        """The first column of the first row."""
        return await self.parts.db.read(lambda tx: tx.value(sql, *parameters))

    async def at(self, hour: int, minute: int = 0) -> None:
        """Let the clock show an hour of voting day, and every timer look."""
        self.clock.at(hour, minute)
        await self.tick()
        await self.quiet()

    async def tick(self) -> None:
        """Let every timer look once at what is due."""
        for tick in self.parts.schedule.ticks:
            await self.parts.schedule.run(tick)


def user_id_of(name: str) -> int:
    """The Telegram id of a resident (100 and up) or of a stranger (5000 and up)."""
    names = [resident.name for resident in RESIDENTS]
    return 100 + names.index(name) if name in names else 5000 + sum(map(ord, name))


def number_of(name: str) -> str:
    """The made-up phone number of a resident or stranger."""
    return f"+62800{user_id_of(name):07d}"


def build(tx: Tx, registered: bool = True) -> None:
    """Fill an empty database with the town; `registered` links everybody's account."""
    tx.many("INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)", _AREAS)
    tx.many(
        "INSERT INTO stations (area, number, address, lat, lon, voters_male, voters_female)"
        " VALUES ($1, $2, 'Jl. Contoh', -7.99, 112.63, 240, 260)",
        _STATIONS,
    )
    tx.run(
        "INSERT INTO stores (id, code, area, name, address, lat, lon) VALUES"
        " (1, '35.73.03.1001-G1', $1, 'Kantor Kelurahan Kotalama', 'Jl. Gudang 1', -7.99, 112.63)",
        KOTALAMA,
    )
    tx.run(
        "INSERT INTO store_stations (store_id, station_id)"
        " SELECT 1, id FROM stations WHERE area = $1",
        KOTALAMA,
    )
    tx.run(
        "INSERT INTO contacts (area, name, kind, phone) VALUES"
        " ('35.73', 'Posko kota', 'posko', '+62341000111'),"
        " ('35.73.03', 'Polsek Kedungkandang', 'polsek', '+62341000222'),"
        " ('35.73.03', 'Puskesmas Kedungkandang', 'puskesmas', '+62341000333')"
    )
    for resident in RESIDENTS:
        _settle(tx, resident, registered)


def set_up_event(tx: Tx) -> None:
    """Let the live event have its voting day."""
    tx.run(
        "UPDATE events SET name = 'Pilkada Kota Malang 2024', kind = 'pilkada', voting_day = $1"
        " WHERE state = 'live'",
        VOTING_DAY.isoformat(),
    )


def station_id(tx: Tx, area: str, number: int) -> int:
    """The permanent id of a station."""
    return int(tx.value("SELECT id FROM stations WHERE area = $1 AND number = $2", area, number))


def _settle(tx: Tx, resident: Resident, registered: bool) -> None:
    person = people.add_person(tx, MORNING, resident.name, number_of(resident.name))
    people.add_post(
        tx, MORNING, 1, person, resident.role, resident.area, source="roster",
        station_id=None if resident.station is None else station_id(
            tx, resident.area, resident.station
        ),
        store_id=1 if resident.store else None, agency=resident.agency, seat=resident.seat,
    )  # fmt: skip
    if resident.confidential:
        tx.run("UPDATE posts SET confidential = 1 WHERE person_id = $1", person)
    if registered:
        user_id = user_id_of(resident.name)
        people.saw_account(tx, user_id, None, MORNING)
        people.link(tx, user_id, person, MORNING)
