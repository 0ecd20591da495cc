"""What people see of their area, and what they never see of another's."""

import pytest

from storage import incidents
from storage.database import Tx
from storage.incidents import NewIncident, Severity
from tests.town import CIPTOMULYO, KOTALAMA, MORNING, Town, station_id


async def begins(town: Town, *names: str) -> None:
    """These people report that the meeting at their station has begun."""
    for name in names:
        await town.phone(name).says("mulai")
        await town.phone(name).sees("Rapat dimulai")


def raise_incident(
    tx: Tx, number: int, area: str, headline: str, *, kind: str = "bencana", secret: bool = False
) -> None:
    """An incident as a report would raise it."""
    incidents.add(
        tx, MORNING,
        NewIncident(
            number, 1, kind, Severity.ORANYE, secret, None, None, area, 1, None, headline,
            headline, None, None,
        ),
    )  # fmt: skip


async def test_an_admin_sees_the_city_and_drills_down_in_the_same_message(
    voting_day: Town,
) -> None:
    """/rekap opens on the milestone that is due; buttons lead to the village and back up."""
    town = voting_day
    await begins(town, "Slamet", "Dewi")
    await town.admin.says("/rekap")
    city = await town.admin.sees("Rekap Kota Malang", "▸ rapat dimulai: 2 dari 6 (33 %)")
    assert "Kec. Kedungkandang 2 dari 4" in city.text
    await town.admin.presses("Kec. Kedungkandang 2/4")
    district = await town.admin.sees("Rekap Kec. Kedungkandang")
    assert district.id == city.id
    await town.admin.presses("Kel. Kotalama 1/3")
    await town.admin.sees("Rekap Kel. Kotalama", "Belum ada kabar “rapat dimulai”: 002, 003")
    await town.admin.presses("⬆️ Kec. Kedungkandang")
    await town.admin.sees("Rekap Kec. Kedungkandang")
    await town.admin.presses("petugas lengkap")
    await town.admin.sees("▸ petugas lengkap: 0 dari 4 (0 %)")


async def test_a_lurah_sees_the_own_village_and_is_refused_another(voting_day: Town) -> None:
    """Without an argument it is the own area; another is denied, typed or forged, and audited."""
    lurah = voting_day.phone("Hadi")
    await lurah.says("/rekap")
    seen = await lurah.sees("Rekap Kel. Kotalama")
    assert "Kedungkandang" not in " ".join(seen.labels)
    await lurah.says("/rekap Kel. Ciptomulyo")
    await lurah.sees("di luar wilayah tugas")
    await lurah.forges(f"1rk|{CIPTOMULYO}|mulai")
    await lurah.sees_toast("di luar wilayah tugas")
    await lurah.forges(f"1rk.no|{CIPTOMULYO}|mulai")
    await lurah.sees_toast("di luar wilayah tugas")
    denied = await voting_day.value(
        "SELECT COUNT(*) FROM audit WHERE action = 'denied:see_area' AND allowed = 0"
    )
    assert denied == 3


async def test_officers_of_a_station_have_no_recap(voting_day: Town) -> None:
    """A linmas is told that this is not theirs."""
    for command in ("/rekap", "/belum", "/cari slamet"):
        await voting_day.phone("Slamet").says(command)
        await voting_day.phone("Slamet").sees("bukan bagian dari tugas")


async def test_turnout_is_a_sum_and_says_what_it_is_not(voting_day: Town) -> None:
    """Counts of voters appear as a sum for the village, never as results."""
    await voting_day.phone("Slamet").says("pemilih 187")
    await voting_day.phone("Slamet").sees("187")
    await voting_day.phone("Tono").says("pemilih 200")
    await voting_day.phone("Tono").sees("200")
    await voting_day.phone("Hadi").says("/rekap")
    seen = await voting_day.phone("Hadi").sees("387 dari DPT 1.000 (38 %), dari 2 TPS")
    assert "angka sementara, bukan data KPU" in seen.text
    assert "187" not in seen.text


async def test_belum_names_the_silent_and_those_without_reporter_apart(voting_day: Town) -> None:
    """Stations where nobody has registered are a list of their own."""
    await begins(voting_day, "Slamet")
    await voting_day.admin.says("/belum")
    seen = await voting_day.admin.sees("Belum ada kabar “rapat dimulai”", "5 dari 6 TPS")
    silent, _, nobody = seen.text.partition("Tanpa pelapor")
    assert "Kotalama (2): 002, 003" in silent
    assert "Buring (1): 001" in silent
    assert "Ciptomulyo (1): 002" in nobody
    await voting_day.admin.says("/belum petugas lengkap Kel. Buring")
    await voting_day.admin.sees("“petugas lengkap”", "Kel. Buring: 1 dari 1 TPS")
    await voting_day.admin.says("/belum mulai xyz")
    await voting_day.admin.sees("“xyz” tidak saya kenal")


async def test_a_station_that_is_called_off_is_not_silent(voting_day: Town) -> None:
    """Postponed stations are counted apart and are nobody's debt."""
    await voting_day.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO event_stations (event_id, station_id, state) VALUES (1, $1, 'postponed')",
            station_id(tx, KOTALAMA, 3),
        )
    )
    await voting_day.phone("Hadi").says("/belum")
    seen = await voting_day.phone("Hadi").sees("2 dari 2 TPS")
    assert "003" not in seen.text
    await voting_day.phone("Hadi").says("/rekap")
    await voting_day.phone("Hadi").sees("3 TPS · ditunda 1")


async def test_a_milestone_may_be_asked_for_by_how_its_name_begins(voting_day: Town) -> None:
    """`rapat` is the meeting; words that begin no milestone are taken for an area."""
    ida = voting_day.phone("Ida")
    await ida.says("/belum rapat Ciptomulyo")
    await ida.sees("“rapat dimulai”", "Kel. Ciptomulyo")
    await ida.says("/belum hujan Ciptomulyo")
    await ida.sees("tidak saya kenal")


@pytest.mark.parametrize("words", ["1 ciptomulyo", "TPS 001 Kel. Ciptomulyo", "Ciptomulyo tps 1"])
async def test_a_station_by_its_number_and_village(voting_day: Town, words: str) -> None:
    """As people say it; elsewhere it is denied, and other words are answered with an example."""
    ida, hadi = voting_day.phone("Ida"), voting_day.phone("Hadi")
    await ida.says(f"/status {words}")
    await ida.sees("Status TPS 001 Ciptomulyo")
    await hadi.says(f"/status {words}")
    await hadi.sees("di luar wilayah tugas")
    await hadi.says("/status ciptomulyo")
    await hadi.sees("TPS mana?")


async def test_status_says_what_is_known_and_by_whom(voting_day: Town) -> None:
    """One's own station: the milestones with times and names; a lurah sees all of the village."""
    await begins(voting_day, "Slamet")
    await voting_day.phone("Rina").says("/status")
    await voting_day.phone("Rina").sees("Status TPS 001 Kotalama", "rapat dimulai 07.02 (Slamet)")
    await voting_day.phone("Hadi").says("/status")
    await voting_day.phone("Hadi").sees("TPS 001: rapat dimulai 07.02", "TPS 002: belum ada kabar")
    await voting_day.phone("Hadi").says("/status 1")
    await voting_day.phone("Hadi").sees("rapat dimulai 07.02 (Slamet)")
    await voting_day.phone("Hadi").says(f"/status {CIPTOMULYO}-001")
    await voting_day.phone("Hadi").sees("di luar wilayah tugas")
    outside = await voting_day.value(
        "SELECT id FROM stations WHERE area = $1 AND number = 1", CIPTOMULYO
    )
    await voting_day.phone("Slamet").forges(f"1rk.tps|{outside}")
    await voting_day.phone("Slamet").sees_toast("di luar wilayah tugas")


async def test_search_finds_people_stations_and_incidents_of_the_own_area(town: Town) -> None:
    """By name, number or word; numbers of phones only for those who decide about people."""
    await town.parts.db.write(lambda tx: raise_incident(tx, 71, KOTALAMA, "air masuk TPS"))
    await town.parts.db.write(lambda tx: raise_incident(tx, 72, CIPTOMULYO, "air masuk gudang"))
    lurah = town.phone("Hadi")
    await lurah.says("/cari slamet")
    await lurah.sees("Slamet, linmas TPS 001 Kotalama", town.phone("Slamet").number)
    await lurah.says("/cari tps 3")
    await lurah.sees("TPS 003 Kotalama")
    await lurah.says("/cari air masuk")
    seen = await lurah.sees("No. 71", "air masuk TPS")
    assert "72" not in seen.text
    await lurah.says("/cari 72")
    await lurah.sees("tidak ditemukan")
    await lurah.says("/cari bambang")
    await lurah.sees("tidak ditemukan")


async def test_an_operator_finds_people_without_their_numbers(town: Town) -> None:
    """Who doesn't decide about people neither reads nor probes phone numbers, nor incidents."""
    await town.parts.db.write(lambda tx: raise_incident(tx, 71, KOTALAMA, "air masuk TPS"))
    operator = town.phone("Oki")
    await operator.says("/cari slamet")
    seen = await operator.sees("Slamet, linmas")
    assert "+62" not in seen.text
    await operator.says(f"/cari {town.phone('Slamet').number}")
    await operator.sees("tidak ditemukan")
    await operator.says("/cari air masuk")
    await operator.sees("tidak ditemukan")


@pytest.mark.parametrize("name", ["Hadi", "Budi", "Ida", "Arif", "Admin"])
async def test_confidential_incidents_are_not_even_counted_outside_the_circle(
    town: Town, name: str
) -> None:
    """Neither recap nor search shows, counts or finds them for lurah, camat, Polri or admin."""
    await town.parts.db.write(
        lambda tx: raise_incident(
            tx, 81, KOTALAMA, "amplop dibagikan", kind="politikuang", secret=True
        )
    )
    phone = town.admin if name == "Admin" else town.phone(name)
    await phone.says("/rekap")
    seen = await phone.sees("Masalah: 0 terbuka · 0 selesai")
    assert "81" not in seen.text
    for words in ("amplop", "81", "politikuang"):
        await phone.says(f"/cari {words}")
        await phone.sees("tidak ditemukan")


@pytest.mark.parametrize("name", ["Fitri", "Umar"])
async def test_the_circle_counts_and_finds_its_confidential_incidents(
    town: Town, name: str
) -> None:
    """Bawaslu and the named staff of Bakesbangpol see them where they serve."""
    await town.parts.db.write(
        lambda tx: raise_incident(
            tx, 81, KOTALAMA, "amplop dibagikan", kind="politikuang", secret=True
        )
    )
    await town.phone(name).says("/rekap")
    await town.phone(name).sees("Masalah: 1 terbuka (🟠 ORANYE 1)")
    await town.phone(name).says("/cari amplop")
    await town.phone(name).sees("No. 81", "Politik uang")
