"""Ditunda and PSU: called by KPU's people, asked once more, prompts stop, and it can go on."""

from tests.town import KOTALAMA, Town, station_id


async def test_a_station_is_postponed_and_goes_on(voting_day: Town) -> None:
    """PPS in Status TPS: the reporters are told, nothing is asked of the TPS, then it goes on."""
    yanti, slamet = voting_day.phone("Yanti"), voting_day.phone("Slamet")
    await yanti.says("/tps 1")
    await yanti.presses("Ditunda")
    await yanti.sees("TPS 001 Kotalama ditunda?")
    await yanti.presses("Salah pencet")
    await yanti.sees("Dibatalkan. Tidak ada yang disimpan.")
    await yanti.says("/tps 1")
    await yanti.presses("Ditunda")
    await yanti.presses("Ya, benar")
    await yanti.sees("TPS 001 Kotalama: ditunda, dicatat Bapak/Ibu Yanti")
    await slamet.sees("TPS 001 Kotalama: ditunda")
    assert await voting_day.value("SELECT state FROM event_stations") == "postponed"
    assert await voting_day.value("SELECT action FROM audit") == "station day"
    await slamet.says("/tps")
    seen = await slamet.sees("TPS ini ditunda atau PSU")
    assert seen.buttons == ()
    await slamet.says("mulai")
    await slamet.sees("Tetap catat")
    await slamet.presses("Salah pencet")
    await yanti.says("/tps 1")
    await yanti.presses("Berjalan seperti biasa")
    await yanti.presses("Ya, benar")
    await slamet.sees("berjalan seperti biasa")
    assert await voting_day.value("SELECT COUNT(*) FROM event_stations") == 0


async def test_a_coordinator_of_kpu_calls_a_new_vote(voting_day: Town) -> None:
    """KPU in /status by the code; recaps count it."""
    hana = voting_day.phone("KPU Hana")
    await hana.says(f"/status {KOTALAMA}-002")
    await hana.presses("PSU")
    await hana.presses("Ya, benar")
    await hana.sees("PSU (pemungutan suara ulang), dicatat")
    await hana.says("/rekap")
    await hana.sees("PSU 1")


async def test_nobody_else_calls_a_day_off(voting_day: Town) -> None:
    """Neither lurah nor police nor linmas are offered it; a made-up press is refused."""
    station = await voting_day.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 1))
    for name in ("Lurah Hadi", "Slamet"):
        phone = voting_day.phone(name)
        await phone.says("/tps 1")
        listed = await phone.sees("Status TPS 001")
        assert "Ditunda" not in str(listed.buttons)
    for name in ("Lurah Hadi", "Slamet", "Polsek Arif", "Lurah Sri", "Bawaslu Fitri"):
        phone = voting_day.phone(name)
        await phone.forges(f"1st.day|{station}|postponed|y")
        await phone.sees_toast("tugas Bapak/Ibu")
    assert await voting_day.value("SELECT COUNT(*) FROM event_stations") == 0
