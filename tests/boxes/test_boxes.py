"""Boxes on their way back: ticked by who receives them; what does not arrive is one alert."""

from pathlib import Path

from tests.conftest import open_town
from tests.town import CIPTOMULYO, KOTALAMA, Clock, Town, station_id


async def leaves(town: Town, name: str, hour: int, minute: int) -> None:
    """A station's box is sealed, and leaves at that hour."""
    town.clock.at(hour, minute)
    phone = town.phone(name)
    for word, said in (("segel", "Kotak disegel"), ("berangkat", "Kotak berangkat")):
        await phone.says(word)
        if word == "segel":
            await phone.presses("Ya, benar")
        await phone.sees(said)


async def at(town: Town, hour: int, minute: int) -> None:
    town.clock.at(hour, minute)
    await town.tick()
    await town.quiet()


def alerts(town: Town, name: str) -> list[str]:
    found = town.phone(name).messages
    return [each.text for each in found if "Logistik" in each.text and "ORANYE" in each.text]


async def test_a_box_that_does_not_arrive_is_one_alert(voting_day: Town) -> None:
    """Left at 18.00: at 19.00 PPS, PPK, lurah and camat are told, once; not before."""
    await leaves(voting_day, "Slamet", 18, 0)
    await at(voting_day, 18, 59)
    assert not alerts(voting_day, "Yanti")
    for minute in (0, 1, 2):
        await at(voting_day, 19, minute)
    for name in ("Yanti", "Eko", "Hadi", "Budi"):
        await voting_day.phone(name).sees(
            "ORANYE", "TPS 001 Kotalama", "Kotak berangkat 18.00, belum tercatat tiba"
        )
        assert len(alerts(voting_day, name)) == 1
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 1
    kind = "SELECT kind FROM incidents WHERE state = 'open'"
    assert await voting_day.value(kind) == "logistik"


async def test_an_arrival_ends_the_alert_by_itself(voting_day: Town) -> None:
    """Yanti ticks TPS 1: every copy shows that it arrived."""
    await leaves(voting_day, "Slamet", 18, 0)
    await at(voting_day, 19, 0)
    yanti = voting_day.phone("Yanti")
    await yanti.sees("ORANYE", "belum tercatat tiba")
    voting_day.clock.at(19, 10)
    await yanti.says("/kotak")
    await yanti.sees("Kotak tiba, Kel. Kotalama: 0 dari 3 TPS", "TPS 001 (berangkat 18.00)",
                     "Belum ada kabar berangkat: 002, 003")  # fmt: skip
    await yanti.presses("001")
    await yanti.sees_toast("TPS 001: kotak tiba")
    await yanti.sees("1 dari 3 TPS", "Tiba: 001")
    await at(voting_day, 19, 11)
    await voting_day.phone("Eko").sees("Kotak tiba 19.10")
    assert await voting_day.value("SELECT state FROM incidents") == "resolved"


async def test_a_village_has_one_alert_at_a_time(voting_day: Town) -> None:
    """TPS 2 and 3 are named in the alert of TPS 1; when that is over, TPS 2 has its own."""
    await leaves(voting_day, "Slamet", 18, 0)
    await leaves(voting_day, "Tono", 18, 5)
    await leaves(voting_day, "Agus", 18, 10)
    await leaves(voting_day, "Bambang", 18, 10)
    for minute in (0, 5, 10):
        await at(voting_day, 19, minute)
    yanti = voting_day.phone("Yanti")
    await yanti.sees("TPS 001 Kotalama", "Juga belum tiba: 002, 003")
    assert len(alerts(voting_day, "Yanti")) == 1
    assert len(alerts(voting_day, "Sri")) == 1
    voting_day.clock.at(19, 12)
    for words in ("1 tiba", "3 tiba"):
        await yanti.says(words)
        await yanti.sees("Kotak tiba 19.12")
    await at(voting_day, 19, 13)
    await yanti.sees("TPS 002 Kotalama", "Kotak berangkat 18.05, belum tercatat tiba")
    open_ = "SELECT COUNT(*) FROM incidents WHERE state = 'open'"
    assert await voting_day.value(open_) == 2


async def test_who_arrived_in_time_raises_nothing(voting_day: Town) -> None:
    """Ticked after forty minutes: no alert at all."""
    await leaves(voting_day, "Slamet", 18, 0)
    voting_day.clock.at(18, 40)
    await voting_day.phone("Yanti").says("1 tiba")
    await voting_day.phone("Yanti").sees("Kotak tiba 18.40")
    await at(voting_day, 19, 30)
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0


async def test_a_corrected_departure_counts_anew(voting_day: Town) -> None:
    """Slamet corrects the hour at 19.10: the alert closes, and comes again an hour later."""
    await leaves(voting_day, "Slamet", 18, 0)
    await at(voting_day, 19, 0)
    await voting_day.phone("Yanti").sees("ORANYE")
    voting_day.clock.at(19, 10)
    await voting_day.phone("Slamet").says("berangkat 19.05")
    await voting_day.phone("Slamet").sees("dikoreksi")
    await at(voting_day, 19, 11)
    assert await voting_day.value("SELECT state FROM incidents") == "dismissed"
    await at(voting_day, 20, 10)
    await voting_day.phone("Yanti").sees("Kotak berangkat 19.05, belum tercatat tiba")
    assert await voting_day.value("SELECT state FROM incidents") == "open"


async def test_a_whole_village_in_one_tap(voting_day: Town) -> None:
    """PPK picks the village and takes all that are left; what was ticked before stays."""
    await leaves(voting_day, "Tono", 18, 0)
    voting_day.clock.at(18, 20)
    eko = voting_day.phone("Eko")
    await eko.says("☰ Lainnya")
    await eko.presses("📥 Kotak tiba")
    await eko.sees("dari kelurahan mana")
    await eko.presses("Kotalama 0/3")
    await eko.presses("002")
    await eko.sees_toast("TPS 002: kotak tiba")
    await eko.sees("1 dari 3 TPS")
    await eko.presses("✅ Semua dari Kel. Kotalama (2)")
    await eko.sees_toast("2 laporan tersimpan")
    seen = await eko.sees("3 dari 3 TPS", "Tiba: 001, 002, 003")
    assert not any("Semua" in each.label for row in seen.buttons for each in row)
    rows = await voting_day.rows("SELECT rank, source FROM reports WHERE topic = 'tiba'")
    assert rows == [{"rank": 1, "source": "tombol"}] * 3


async def test_a_second_tap_on_all_stores_nothing_twice(voting_day: Town) -> None:
    """Yanti and Eko press at the same moment: three reports, not six."""
    yanti, eko = voting_day.phone("Yanti"), voting_day.phone("Eko")
    await yanti.says("/kotak")
    await yanti.sees("0 dari 3")
    await eko.forges(f"1bx.all|{KOTALAMA}")
    await eko.sees_toast("3 laporan")
    await yanti.presses("✅ Semua dari Kel. Kotalama (3)")
    await yanti.sees_toast("sudah tercatat tiba")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 3


async def test_a_village_by_name(voting_day: Town) -> None:
    """`/kotak buring` of the kecamatan opens that village at once."""
    eko = voting_day.phone("Eko")
    await eko.says("/kotak buring")
    await eko.sees("Kotak tiba, Kel. Buring", "0 dari 1")


async def test_postponed_stations_have_no_boxes(voting_day: Town) -> None:
    """TPS 3 is postponed: two stations, and no alert about it."""
    await leaves(voting_day, "Agus", 18, 0)
    await voting_day.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO event_stations (event_id, station_id, state) VALUES (1, $1, 'postponed')",
            station_id(tx, KOTALAMA, 3),
        )
    )
    await voting_day.phone("Yanti").says("/kotak")
    await voting_day.phone("Yanti").sees("0 dari 2 TPS")
    await at(voting_day, 19, 30)
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0


async def test_only_receivers_tick_and_only_in_their_area(voting_day: Town) -> None:
    """Lurah, linmas and coordinators don't receive; PPS and PPK only in their own area."""
    tps, other = await voting_day.parts.db.read(
        lambda tx: (station_id(tx, KOTALAMA, 1), station_id(tx, CIPTOMULYO, 1))
    )
    for name in ("Hadi", "Slamet", "Hana"):
        for data in ("1bx", f"1bx|{KOTALAMA}", f"1bx.at|{tps}", f"1bx.all|{KOTALAMA}"):
            await voting_day.phone(name).forges(data)
            await voting_day.phone(name).sees_toast("Maaf")
    for data in (f"1bx|{CIPTOMULYO}", f"1bx.at|{other}", f"1bx.all|{CIPTOMULYO}"):
        await voting_day.phone("Eko").forges(data)
        await voting_day.phone("Eko").sees_toast("di luar wilayah")
    await voting_day.quiet()
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 15


async def test_a_restart_raises_no_second_alert(tmp_path: Path) -> None:
    """The bot stops after the alert and comes back: still one."""
    async with open_town(tmp_path, event=True) as town:
        await leaves(town, "Slamet", 18, 0)
        await at(town, 19, 5)
    clock = Clock()
    clock.at(19, 6)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await at(town, 19, 10)
        assert await town.value("SELECT COUNT(*) FROM incidents") == 1
