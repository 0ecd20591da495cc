"""/petugas, /cabut and /undang take what people type: slips, any spelling of a number, codes."""

import pytest

from storage.database import Tx
from tests.town import KOTALAMA, Town, number_of

TONO = number_of("Tono").removeprefix("+62")
STATION = f"{KOTALAMA}-002"
OF_STATION = "Petugas TPS 002 Kotalama"
TONO_FOUND = "Tono – linmas TPS 002 Kotalama"


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("", "Petugas Kotalama"),
        ("tono", TONO_FOUND),
        ("TONO ", TONO_FOUND),
        ("tno", TONO_FOUND),
        ("tonno", "Mungkin maksudnya"),
        (f"0{TONO}", TONO_FOUND),
        (f"+62 {TONO[:3]}-{TONO[3:7]}-{TONO[7:]}", TONO_FOUND),
        (f"0062{TONO}", TONO_FOUND),
        (f"62{TONO}", TONO_FOUND),
        (f"(0{TONO[:3]}) {TONO[3:]}", TONO_FOUND),
        (STATION, OF_STATION),
        (STATION.replace(".", "").replace("-", ""), OF_STATION),
        (f"{KOTALAMA} TPS 2", OF_STATION),
        (f"{KOTALAMA}/2", OF_STATION),
        ("tps 2", OF_STATION),
        ("TPS 002 Kotalama", OF_STATION),
        ("kotalama 2", OF_STATION),
        ("2", OF_STATION),
        ("Kel. Kotalama", "Petugas Kotalama"),
        (KOTALAMA, "Petugas Kotalama"),
        ("tps 99", "TPS itu tidak ada dalam daftar"),
        (f"{KOTALAMA}-099", "TPS itu tidak ada dalam daftar"),
        ("35.73.99", "tidak ada dalam daftar"),
        ("xyzzyx", "Cari: /petugas NAMA"),
        ("0899", "Tidak ada petugas yang cocok"),
        ("35.73.04.1001", "di luar wilayah"),
    ],
)
async def test_a_lurah_looks_people_up(town: Town, words: str, seen: str) -> None:
    """Each spelling leads there, or says what to type; nothing counts as a forged press."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says(f"/petugas {words}".strip())
    await hadi.sees(seen)
    forged = "SELECT COUNT(*) FROM audit WHERE action = 'malformed press'"
    assert await town.value(forged) == 0


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("tonno", {"Tono"}),
        (f"0{TONO}", {"Tono"}),
        (STATION, {"Tono", "Wati"}),
        ("tps 2", {"Tono", "Wati"}),
        (f"{KOTALAMA}-001", {"Rina", "Joko", "Slamet"}),
        (KOTALAMA, {"Oki", "Gito"}),
    ],
)
async def test_a_lurah_picks_whom_to_revoke(town: Town, words: str, labels: set[str]) -> None:
    """Only those whose post the lurah may end: neither himself nor Bawaslu's PTPS."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says(f"/cabut {words}")
    seen = await hadi.sees(*labels)
    people = {label.split(" ")[1] for label in seen.labels}
    assert people <= labels
    await hadi.presses(next(iter(labels)))
    await hadi.sees("Cabut", "Haknya langsung berakhir")


async def test_who_may_not_be_revoked_is_said_so(town: Town) -> None:
    """A lurah is no matter of the PPS."""
    yanti = town.phone("Yanti")
    await yanti.says("/cabut lurah hadi")
    await yanti.sees("tidak ada petugas di situ".capitalize())


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (f"{STATION} linmas", "linmas TPS 002 Kotalama"),
        (f"{STATION} kpps 5", "Untuk 5 orang"),
        ("tps 2 linmas", "linmas TPS 002 Kotalama"),
        ("kotalama 2 kpps 3", "Untuk 3 orang"),
        ("Kotalama operator", "operator Kel. Kotalama"),
        (f"{KOTALAMA} TPS 2 ketua kpps", "ketua KPPS TPS 002 Kotalama"),
        ("tono", "Undang siapa?"),
        (f"0{TONO}", "Undang siapa?"),
        ("antah berantah", "Cara mengundang"),
        ("tps 2", "Cara mengundang"),
    ],
)
async def test_a_lurah_invites(town: Town, words: str, seen: str) -> None:
    """A place in any spelling and a role; or somebody of the roster, by WhatsApp."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says(f"/undang {words}")
    await hadi.sees(seen)


async def test_a_ketua_types_no_more_than_a_number(town: Town) -> None:
    """TPS 1 is the own one; another's people stay unseen."""
    rina = town.phone("Rina")
    await rina.says("/petugas tps 1")
    await rina.sees("Petugas TPS 001 Kotalama")
    await rina.says("/petugas tps 2")
    await rina.sees("di luar wilayah")
    await rina.says("/petugas tono")
    await rina.sees("Tidak ada petugas yang cocok")


async def test_a_number_of_several_villages_asks_for_the_code(town: Town) -> None:
    """A second Kotalama lies in Sukun: nobody is invited to the wrong one."""
    await town.parts.db.write(_second_kotalama)
    await town.admin.says("/undang kotalama 1 linmas")
    await town.admin.sees(
        "TPS 001 ada di beberapa kelurahan", "35.73.03.1001-001 atau 35.73.04.1009"
    )
    assert await town.value("SELECT COUNT(*) FROM invitations") == 0


def _second_kotalama(tx: Tx) -> None:
    tx.run("INSERT INTO areas (code, name, level) VALUES ('35.73.04.1009', 'Kotalama', 'village')")
    tx.run("INSERT INTO stations (area, number) VALUES ('35.73.04.1009', 1)")
