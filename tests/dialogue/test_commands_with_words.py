"""Commands with words behind them: the words are used."""

from tests.town import Town


async def test_an_incident_behind_its_command(voting_day: Town) -> None:
    """`/masalah banjir air masuk TPS` is the one-line report."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/masalah banjir air masuk TPS")
    await slamet.sees("✅ No. 1. Bencana", "“banjir air masuk TPS”")
    assert await voting_day.value("SELECT description FROM incidents") == "banjir air masuk TPS"


async def test_an_incident_at_a_named_station(voting_day: Town) -> None:
    """`/masalah 2 listrik padam` of a lurah is about TPS 2; `/masalah 2` asks what happened."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("/masalah 2 listrik padam sejak tadi")
    await hadi.sees("✅ No. 1", "TPS 002 Kotalama")
    await hadi.says("/masalah 3")
    await hadi.sees("Masalah apa?")
    await hadi.presses("Keamanan")
    await hadi.says("ada yang bertengkar")
    await hadi.sees("TPS 003 Kotalama", "Kirim?")


async def test_votes_behind_a_command_are_refused(voting_day: Town) -> None:
    """A command is no way around the rule."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/masalah paslon 1 dapat 120 suara")
    await slamet.sees("hasil hitung suara tidak boleh dikirim")


async def test_a_station_by_number(voting_day: Town) -> None:
    """`/tps 3`, `tps 3` and `/status 3` open TPS 3 of the lurah's village."""
    hadi = voting_day.phone("Lurah Hadi")
    for text in ("/tps 3", "tps 3", "/tps TPS 003", "/tps Kotalama 3"):
        await hadi.says(text)
        await hadi.sees("Status TPS 003 Kotalama")
    await hadi.says("/status 3")
    await hadi.sees("TPS 003 Kotalama")
    await hadi.says("/tps 77")
    await hadi.sees("Tidak ada TPS 077 di Kotalama")
    await hadi.says("/tps apa ya")
    await hadi.sees("misalnya: /tps 5")


async def test_a_number_of_several_villages_is_kept(voting_day: Town) -> None:
    """Eko of the kecamatan types `/tps 1`: only the village is asked."""
    eko = voting_day.phone("Eko")
    await eko.says("/tps 1")
    await eko.sees("Di kelurahan mana?")
    await eko.presses("Buring")
    await eko.sees("Status TPS 001 Buring")


async def test_logistics_behind_its_command(voting_day: Town) -> None:
    """`/logistik lengkap`, `/logistik 2`, `/logistik 2 lengkap`."""
    slamet, yanti = voting_day.phone("Slamet"), voting_day.phone("Yanti")
    await slamet.says("/logistik lengkap")
    await slamet.sees("✅ No. 1. Terima (luar): semua baik")
    await yanti.says("/logistik 2")
    await yanti.sees("Apa yang mau dilaporkan?")
    await yanti.presses("Batal")
    await yanti.says("/logistik 3 lengkap")
    await yanti.sees("✅ No. 2. Terima (luar): semua baik")
    rows = await voting_day.rows(
        "SELECT s.number FROM reports r JOIN stations s ON s.id = r.station_id ORDER BY r.id"
    )
    assert [row["number"] for row in rows] == [1, 3]


async def test_a_milestone_behind_the_status_command(voting_day: Town) -> None:
    """`/tps mulai 07.00` is what it says."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/tps mulai 07.00")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.00")


async def test_other_stations_stay_out_of_reach(voting_day: Town) -> None:
    """A linmas names another station: refused, as with every other way."""
    slamet = voting_day.phone("Slamet")
    for text in ("/tps 2", "/logistik 2", "/logistik 2 lengkap"):
        await slamet.says(text)
        await slamet.sees("Maaf")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0


async def test_a_guard_checks_the_store_behind_the_command(voting_day: Town) -> None:
    """`/logistik aman` of a guard is the check of the store."""
    gito = voting_day.phone("Gito")
    await gito.says("/logistik aman")
    await gito.sees("✅ No. 1", "Tempat simpan aman")
