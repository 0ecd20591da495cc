"""`kembali` and `batal` where only a choice is shown: it is closed, and nothing else happens."""

from datetime import timedelta

from storage import people
from storage.database import Tx
from tests.town import BURING, KOTALAMA, MORNING, Town, number_of, station_id


async def test_kembali_after_the_list_of_reports_leads_to_the_menu(voting_day: Town) -> None:
    """The word as the button: back to ☰ Lainnya, from the report first to the list."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await slamet.says("koreksi")
    await slamet.sees("Laporan mana yang mau dikoreksi?")
    await slamet.says("kembali")
    await slamet.sees("☰ Lainnya", "Koreksi laporan")
    await slamet.presses("Koreksi laporan")
    await slamet.presses("No. 1")
    await slamet.presses("Kembali")
    await slamet.sees("Laporan mana yang mau dikoreksi?")
    await slamet.presses("Kembali")
    await slamet.sees("☰ Lainnya", "Koreksi laporan")
    assert await voting_day.value("SELECT COUNT(*) FROM free_texts") == 0


async def test_batal_after_the_list_of_reports_closes_the_list(voting_day: Town) -> None:
    """Nothing was chosen: the report stands. The second `batal` is about the report."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    voting_day.clock.forward(minutes=1)
    await slamet.says("koreksi")
    await slamet.sees("Laporan mana yang mau dikoreksi?")
    await slamet.says("batal")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")


async def test_batal_after_a_tick_in_a_chosen_list_means_the_tick(voting_day: Town) -> None:
    """The lurah chose a station and ticked: the choice is long over."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("/tps")
    await hadi.presses("002")
    await hadi.sees("Status TPS 002")
    voting_day.clock.forward(minutes=1)
    await hadi.presses("Rapat dimulai")
    await hadi.sees_toast("No. 1. Rapat dimulai 07.03")
    await hadi.says("batal")
    await hadi.sees("Laporan No. 1 dibatalkan")


async def test_the_turnout_is_asked_after_a_chosen_list(voting_day: Town) -> None:
    """A lurah who picked the station by its button seals its box: the voters are asked for."""
    voting_day.clock.at(17)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("2 selesai 16.50")
    await hadi.presses("Ya, benar")
    await hadi.sees("No. 1")
    await hadi.says("/tps")
    await hadi.presses("002")
    await hadi.presses("Kotak disegel")
    await hadi.sees("Berapa pemilih yang sudah memilih?")


async def test_kembali_closes_a_batch(voting_day: Town) -> None:
    """The preview has nothing before it: nothing is stored."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("mulai 1-3")
    await hadi.sees("Ya, simpan 3 TPS")
    await hadi.says("kembali")
    await hadi.sees("Dibatalkan. Tidak ada yang disimpan.")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_village_of_45_stations_is_shown_in_two_screens(voting_day: Town) -> None:
    """40 TPS a screen, in Status TPS and in every form; the others one press away."""
    await voting_day.parts.db.write(_many_stations)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("/tps")
    await hadi.presses("Berikutnya")
    await hadi.presses("045")
    await hadi.sees("Status TPS 045")
    await hadi.says("🚨 Ada masalah")
    await hadi.presses("Berikutnya")
    await hadi.presses("044")
    await hadi.sees("Masalah apa?")


async def test_villages_of_one_name_are_told_apart(voting_day: Town) -> None:
    """The kecamatan stands on the buttons; a typed line asks instead of taking the first."""
    await voting_day.parts.db.write(_second_kotalama)
    admin = voting_day.admin
    await admin.says("/tps")
    await admin.sees("Di kelurahan mana?")
    await admin.presses("Kotalama (Kec. Sukun)")
    await admin.presses("001")
    await admin.sees("Status TPS 001 Kotalama")
    await admin.says("kotalama 1 mulai 07.01")
    await admin.presses("Kotalama (Kec. Sukun)")
    await admin.sees("No. 1. Rapat dimulai 07.01")
    assert await voting_day.value("SELECT area FROM reports") == "35.73.04.1009"
    await admin.says("kotalama mulai 1-3")
    await admin.sees("Ada beberapa kelurahan bernama Kotalama. Tulis kodenya")
    await admin.says("35.73.03.1001 mulai 1-3")
    await admin.sees("Ya, simpan 3 TPS")


async def test_somebody_of_two_stations_of_one_number_is_asked(voting_day: Town) -> None:
    """TPS 001 here and there: the village stands on the buttons, and is asked after a line."""
    await voting_day.parts.db.write(_two_first_stations)
    slamet = voting_day.phone("Slamet")
    await slamet.says("/tps")
    await slamet.sees("001 Kotalama", "001 Buring")
    await slamet.presses("001 Buring")
    await slamet.sees("Status TPS 001 Buring")
    await slamet.says("1 mulai 07.01")
    await slamet.presses("Buring")
    await slamet.sees("No. 1. Rapat dimulai 07.01 · TPS 001 Buring")


def _many_stations(tx: Tx) -> None:
    tx.many(
        "INSERT INTO stations (area, number) VALUES ($1, $2)",
        [(KOTALAMA, number) for number in range(4, 46)],
    )


def _second_kotalama(tx: Tx) -> None:
    tx.run("INSERT INTO areas (code, name, level) VALUES ('35.73.04.1009', 'Kotalama', 'village')")
    tx.run("INSERT INTO stations (area, number) VALUES ('35.73.04.1009', 1)")


def _two_first_stations(tx: Tx) -> None:
    slamet = people.by_phone(tx, number_of("Slamet"))[0]
    people.add_post(
        tx, MORNING - timedelta(days=1), 1, slamet.id, "linmas", BURING, source="roster",
        station_id=station_id(tx, BURING, 1),
    )  # fmt: skip
