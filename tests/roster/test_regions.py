"""Nothing is about one city: examples come from the own roster, and any region's roster works."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import examples
from handlers.texts.examples import GENERIC
from storage import roster
from storage.database import Database, Tx
from storage.people import PersonId
from tests.conftest import open_town
from tests.roster.files import Table, xlsx
from tests.town import MORNING, Town

TEXTS = Path(__file__).parents[2] / "handlers"
PLACES = re.compile(
    r"35\.73|\b(Malang|Klojen|Sukun|Jodipan|Lowokwaru|Blimbing|Kedungkandang|Tunjungsekar"
    r"|Kotalama|Buring|Ciptomulyo)\b",
    re.IGNORECASE,
)
SAMPLE = {"demo.py", "morning.py"}
"""The words of `siaga demo`, whose sample city is Malang."""
KUDUS: dict[str, Table] = {
    "wilayah": [
        ["kode", "nama"],
        ["33.19", "Kabupaten Kudus"],
        ["33.19.01", "Kaliwungu"],
        ["33.19.01.2003", "Gondang'manis"],
        ["33.19.01.1004", "Purwosari"],
    ],
    "tps": [
        ["kode", "alamat", "dpt_l", "dpt_p"],
        ["33.19.01.2003-117", "Balai Desa", 250, 260],
        ["33.19.01.1004-001", "SDN 1", 250, 260],
    ],
    "petugas": [
        ["nama", "no_hp", "peran", "wilayah"],
        ["Nu'man A'la", "0812 3456 7001", "linmas", "33.19.01.2003-117"],
        ["Ma'ruf", "0812 3456 7002", "kepala desa", "33.19.01.2003"],
        ["Jum'ati", "0812 3456 7003", "lurah", "33.19.01.1004"],
    ],
}


def texts() -> Iterator[tuple[str, str]]:
    """Every line that is said, without comments and docstrings."""
    for file in sorted((TEXTS / "texts").glob("*.py")):
        if file.name not in SAMPLE:
            source = re.sub(r'"""(?:.|\n)*?"""', "", file.read_text(encoding="utf-8"))
            yield from ((file.name, line) for line in source.splitlines())


def test_no_text_names_a_place_of_malang() -> None:
    """Examples are filled in, or clearly nobody's."""
    assert [(name, line) for name, line in texts() if PLACES.search(line)] == []


async def test_examples_are_the_first_own_station_or_nobodys(tmp_path: Path) -> None:
    """Codes and labels fit together; an empty roster gives codes that no area has."""
    db = await Database.open(tmp_path / "siaga.db")
    assert await db.read(examples.within) == GENERIC

    def fill(tx: Tx) -> None:
        for code, name in KUDUS["wilayah"][1:]:
            level = {5: "city", 8: "district"}.get(len(code), "village")
            roster.carry_out(tx, HAND, [roster.PutArea(code, name, level)])
        tx.run("INSERT INTO stations (area, number) VALUES ('33.19.01.2003', 117)")

    await db.write(fill)
    found = await db.read(examples.within)
    await db.close()
    assert (found.station, found.number) == ("33.19.01.2003-117", 117)
    assert (found.village, found.village_label) == ("33.19.01.2003", "Desa Gondang'manis")
    assert (found.district_label, found.city_label) == ("Kec. Kaliwungu", "Kabupaten Kudus")


HAND = roster.Hand(1, MORNING, PersonId(1))


@pytest.mark.parametrize(
    ("name", "says", "seen"),
    [
        ("Sri", "/rekap Antah Berantah", "Kec. Sukun, Kel. Ciptomulyo, atau 35.73.04"),
        ("Hadi", "/rekap Antah Berantah", "Kec. Kedungkandang, Kel. Kotalama, atau 35.73.03"),
        ("Budi", "/status", "/status 35.73.03.1001-001"),
        ("Admin", "/hubungkan", " 35.73.03"),
    ],
)
async def test_people_read_examples_of_their_own_area(
    town: Town, name: str, says: str, seen: str
) -> None:
    """A lurah of Sukun is shown Sukun."""
    phone = town.admin if name == "Admin" else town.phone(name)
    await phone.says(says)
    await phone.sees(seen)


async def test_a_kabupaten_with_desa_works_like_a_city(tmp_path: Path) -> None:
    """Codes of desa, a TPS above 100, apostrophes: imported, found, invited, shown."""
    async with open_town(tmp_path, registered=False) as town:
        admin = town.admin
        await town.parts.db.write(_nobody)
        await admin.sends_file("kudus.xlsx", xlsx(KUDUS))
        await admin.sees("Pratinjau", "3 baru")
        await admin.presses("Terapkan")
        await admin.sees("Diterapkan")
        await admin.says("/petugas nu'man")
        await admin.sees("Ditemukan 1", "Nu'man A'la – linmas TPS 117 Gondang'manis")
        await admin.says("/petugas 33.19.01.2003-117")
        await admin.sees("Petugas TPS 117 Gondang'manis")
        await admin.says("/undang 33.19.01.2003-117 kpps")
        await admin.sees("Undangan: anggota KPPS TPS 117 Gondang'manis")
        await admin.says("/undang")
        await admin.sees("33.19.01.1004-001 linmas")
        head = town.sim.phone(name="Ma'ruf", number="+6281234567002", user_id=70_001)
        await head.shares_contact()
        await head.sees("Ma'ruf, kepala Desa Gondang'manis?")
        await head.presses("Benar")
        await head.sees("Selamat datang")
        await head.says("117 mulai")
        await head.sees("Rapat dimulai")
        await town.quiet()
        assert await town.value("SELECT area FROM reports") == "33.19.01.2003"


def _nobody(tx: Tx) -> None:
    """The town's own roster goes: another region's bot starts empty."""
    for table in ("posts", "account_people", "store_stations", "stores", "contacts", "stations",
                  "areas"):  # fmt: skip
        tx.run(f"DELETE FROM {table}")
