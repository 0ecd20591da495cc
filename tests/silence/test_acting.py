"""What lurah and PPS do with the list: file on behalf, and have everybody reminded once."""

from bot.simulator import Phone
from tests.silence.conftest import lists, nudges
from tests.town import BURING, KOTALAMA, Town, station_id

START = "rapat dimulai"


async def listed(eve: Town, name: str = "Hadi") -> Phone:
    """07.30: the list of silent stations is on somebody's phone."""
    await eve.at(7, 15)
    await eve.at(7, 30)
    phone = eve.phone(name)
    await phone.sees("⚪", START)
    return phone


async def test_laporkan_files_on_behalf_with_the_true_hour(eve: Town) -> None:
    """Two taps: the station, the hour. No alarm for 07.05, and both lists follow."""
    hadi = await listed(eve)
    await hadi.presses("✍️ Laporkan")
    await hadi.sees("Rapat dimulai", "TPS mana")
    await hadi.presses("002")
    await hadi.sees("TPS 002 Kotalama", "Pukul berapa")
    await hadi.presses("07.05")
    await hadi.sees("TPS 002 Kotalama: Rapat dimulai 07.05", "TPS mana")
    await eve.quiet()
    for name in ("Hadi", "Yanti"):
        assert "TPS 001, 003" in lists(eve, name, START)[0].text
    row = (await eve.rows("SELECT * FROM reports WHERE topic = 'mulai'"))[0]
    assert (row["source"], row["rank"]) == ("tombol", 1)
    assert await eve.value("SELECT COUNT(*) FROM incidents") == 0


async def test_a_late_start_filed_on_behalf_raises_its_alert(eve: Town) -> None:
    """A reported fact does: the meeting began at 07.20."""
    hadi = await listed(eve)
    await hadi.presses("✍️ Laporkan")
    await hadi.presses("003")
    await hadi.presses("07.20")
    await hadi.sees("TPS 003 Kotalama: Rapat dimulai 07.20")
    assert await eve.value("SELECT headline FROM incidents") == "Terlambat: rapat dimulai 07.20."


async def test_the_last_station_needs_no_choice(eve: Town) -> None:
    """Only TPS 1 of Ciptomulyo has a reporter: with one left, Laporkan asks for the hour."""
    sri = await listed(eve, "Sri")
    await sri.says("2 mulai 07.00")
    await sri.sees("Rapat dimulai 07.00")
    await eve.at(7, 31)
    await sri.presses("✍️ Laporkan")
    await sri.sees("TPS 001 Ciptomulyo", "Pukul berapa")
    await sri.presses("Baru saja 07.31")
    await sri.sees("semua TPS sudah melapor")


async def test_who_is_missing_is_asked_where_it_belongs(eve: Town) -> None:
    """Petugas lengkap on behalf goes through the form, which asks who is there."""
    await eve.at(6, 15)
    await eve.at(6, 30)
    hadi = eve.phone("Hadi")
    lengkap = await hadi.sees("Belum ada kabar: petugas lengkap")
    await hadi.presses("✍️ Laporkan", on=lengkap)
    await hadi.presses("001")
    await hadi.sees("hadir semua")
    await hadi.presses("Semua hadir")
    await hadi.sees("Petugas lengkap")


async def test_ingatkan_semua_nudges_once_more_and_only_once(eve: Town) -> None:
    """Yanti reminds; Hadi, pressing his old button, reads who did; the button goes."""
    hadi = await listed(eve)
    yanti = eve.phone("Yanti")
    old = lists(eve, "Hadi", START)[0]
    await eve.phone("Slamet").says("mulai 07.00")
    await eve.phone("Slamet").sees("Rapat dimulai 07.00")
    await yanti.presses("🔔 Ingatkan semua")
    await yanti.sees_toast("Diingatkan: 2 pelapor dan wakil")
    await eve.phone("Tono").sees("⏰ TPS 002 Kotalama: Bapak/Ibu Yanti menunggu kabar", START)
    await hadi.sees("Diingatkan lagi 07.30 oleh Bapak/Ibu Yanti")
    await hadi.presses("🔔 Ingatkan semua", on=old)
    await hadi.sees_toast("Sudah diingatkan 07.30 oleh Bapak/Ibu Yanti")
    await eve.quiet()
    assert len(nudges(eve, "Tono", START)) == 2
    assert len(nudges(eve, "Slamet", START)) == 1
    assert not nudges(eve, "Dewi", "menunggu")
    labels = [each.label for row in lists(eve, "Hadi", START)[0].buttons for each in row]
    assert labels == ["✍️ Laporkan"]


async def test_nobody_is_reminded_between_close_and_seal(eve: Town) -> None:
    """At 13.00 the button of the morning disturbs nobody."""
    hadi = await listed(eve)
    await eve.at(13)
    await hadi.presses("🔔 Ingatkan semua", on=lists(eve, "Hadi", START)[0])
    await hadi.sees_toast("tidak diganggu sampai kotak disegel")
    assert len(nudges(eve, "Tono", START)) == 1


async def test_nobody_acts_on_the_silence_of_another_village(eve: Town) -> None:
    """Sri presses Hadi's buttons: refused and audited, nothing stored, nobody nudged."""
    await listed(eve)
    sri = eve.phone("Sri")
    tps = await eve.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 2))
    for data in (f"1sil.all|mulai|{KOTALAMA}", f"1sil.pick|mulai|{KOTALAMA}",
                 f"1sil.back|mulai|{KOTALAMA}", f"1sil.at|mulai|{tps}",
                 f"1sil.put|mulai|{tps}|0705"):  # fmt: skip
        await sri.forges(data)
        await sri.sees_toast("di luar wilayah")
    await eve.quiet()
    refused = "SELECT COUNT(*) FROM audit WHERE allowed = 0 AND action LIKE 'denied:%'"
    assert await eve.value(refused) == 5
    assert await eve.value("SELECT COUNT(*) FROM reports") == 0
    assert len(nudges(eve, "Tono", START)) == 1


async def test_made_up_hours_are_refused(eve: Town) -> None:
    """A forged hour files nothing."""
    hadi = await listed(eve)
    tps = await eve.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 2))
    for hour in ("9999", "0760", "x", "-100"):
        await hadi.forges(f"1sil.put|mulai|{tps}|{hour}")
        await hadi.sees_toast("tidak berlaku")
    assert await eve.value("SELECT COUNT(*) FROM reports") == 0


async def test_a_lurah_of_two_villages_has_one_message(eve: Town) -> None:
    """Hadi stands in for Buring: both villages in one list, each with buttons of its own."""
    await eve.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, source, since_at)"
            " SELECT 1, person_id, 'lurah', $1, 'roster', 0 FROM posts"
            " WHERE role = 'lurah' AND area = $2", BURING, KOTALAMA,
        )
    )  # fmt: skip
    hadi = await listed(eve)
    await hadi.sees("Kel. Kotalama", "Kel. Buring")
    assert len(lists(eve, "Hadi", START)) == 1
    await hadi.presses("✍️ Laporkan: Buring")
    await hadi.sees("TPS 001 Buring", "Pukul berapa")


async def test_who_lost_the_post_loses_the_list(eve: Town) -> None:
    """Hadi is lurah no more: with the next change the list says so."""
    hadi = await listed(eve)
    await eve.parts.db.write(
        lambda tx: tx.run("UPDATE posts SET ended_at = 1 WHERE role = 'lurah'")
    )
    await eve.phone("Slamet").says("mulai 07.00")
    await eve.phone("Slamet").sees("Rapat dimulai 07.00")
    await eve.at(7, 31)
    gone = await hadi.sees("tidak lagi untuk Bapak/Ibu")
    assert not gone.buttons
