"""🌧 Hujan lebat asks every store now; /gudang lists what is known of each."""

from tests.rounds.conftest import asked, at
from tests.town import KOTALAMA, Town

STORE = "Kantor Kelurahan Kotalama"


async def test_rain_asks_every_store_of_the_area(night: Town) -> None:
    """Budi asks for his district; his message counts up as Gito answers."""
    budi, gito = night.phone("Budi"), night.phone("Gito")
    await budi.says("/hujan")
    await budi.sees("Hujan lebat di Kec. Kedungkandang? Penjaga 1 tempat simpan")
    await budi.presses("🌧 Ya, tanya sekarang")
    progress = await budi.sees("Hujan lebat, Kec. Kedungkandang · ditanya 20.00", "0 dari 1")
    await gito.sees("🌧 Hujan lebat (20.00)", STORE, "Atap, lantai, genangan")
    await gito.presses("✅ Aman")
    done = await budi.sees("Menjawab: 1 dari 1")
    assert done.id == progress.id


async def test_what_is_unsafe_stands_out(night: Town) -> None:
    """Gito reports water; Budi's message names the store."""
    budi, gito = night.phone("Budi"), night.phone("Gito")
    await budi.says("/hujan")
    await budi.presses("🌧 Ya, tanya sekarang")
    await gito.presses("⚠️ Ada masalah")
    await gito.presses("Banjir")
    await gito.presses("Tidak, sudah semua")
    await gito.presses("Lewati")
    await gito.sees("tidak aman: banjir")
    await at(night, 20, 1)
    await budi.sees("1 dari 1", f"⚠️ Tidak aman: {STORE}")


async def test_nobody_who_answers_is_followed_by_the_next(night: Town) -> None:
    """Fifteen minutes later Heru is rung, then Hadi; the asker reads when nobody is left."""
    hadi = night.phone("Hadi")
    await hadi.says("☰ Lainnya")
    await hadi.presses("🌧 Hujan lebat")
    await hadi.sees("Hujan lebat di Kel. Kotalama?")
    await hadi.presses("🌧 Ya, tanya sekarang")
    await night.phone("Gito").sees("🌧 Hujan lebat")
    await at(night, 20, 15)
    await night.phone("Heru").sees("🌧 Hujan lebat")
    for minute in (30, 45):
        await at(night, 20, minute)
    await night.phone("Budi").sees("🌧 Hujan lebat", "belum dijawab penjaga")


async def test_rain_is_asked_once_in_half_an_hour(night: Town) -> None:
    """Budi asked; Hadi's question for the same store minutes later is refused."""
    await night.phone("Budi").says("/hujan")
    await night.phone("Budi").presses("🌧 Ya, tanya sekarang")
    await night.phone("Gito").sees("🌧 Hujan lebat")
    await at(night, 20, 5)
    hadi = night.phone("Hadi")
    await hadi.says("/hujan")
    await hadi.presses("🌧 Ya, tanya sekarang")
    await hadi.sees_toast("baru saja ditanya")
    await night.quiet()
    assert len(asked(night, "Gito")) == 1
    assert await night.value("SELECT COUNT(*) FROM rounds WHERE kind = 'rain'") == 1


async def test_an_answer_to_the_round_is_none_to_the_rain(night: Town) -> None:
    """Aman at 21.00, rain at 21.05: the key sent again is a new answer."""
    await at(night, 21)
    gito = night.phone("Gito")
    await gito.presses("✅ Aman")
    await gito.sees("(Bapak/Ibu Gito)")
    await at(night, 21, 5)
    await night.phone("Hadi").says("/hujan")
    await night.phone("Hadi").presses("🌧 Ya, tanya sekarang")
    await gito.sees("🌧 Hujan lebat (21.05)")
    await at(night, 21, 6)
    assert await night.value("SELECT COUNT(*) FROM reports") == 1
    await gito.says("✅ Gudang aman")
    await at(night, 21, 7)
    await night.phone("Hadi").sees("Menjawab: 1 dari 1")


async def test_the_list_shows_the_newest_of_each_store(night: Town) -> None:
    """Unknown, then safe with hour and name."""
    hadi = night.phone("Hadi")
    await hadi.says("/gudang")
    await hadi.sees("Tempat simpan Kel. Kotalama", f"⚪ {STORE}: belum ada kabar")
    await night.phone("Gito").says("gudang aman")
    await night.phone("Gito").sees("Tempat simpan aman")
    await hadi.presses("🔄 Perbarui")
    await hadi.sees(f"✅ {STORE}: aman · 20.00 (Gito)")


async def test_a_guard_is_asked_about_the_own_store(night: Town) -> None:
    """/gudang of a guard begins the check."""
    await night.phone("Gito").says("/gudang")
    await night.phone("Gito").sees("Bagaimana keadaan tempat simpan sekarang?")


async def test_rain_and_list_end_at_the_own_area(night: Town) -> None:
    """Sri forges Kotalama's area, Slamet has no such button at all: refused, nobody is rung."""
    for data in (f"1rd.list|{KOTALAMA}", f"1rd.rain|{KOTALAMA}", f"1rd.go|{KOTALAMA}",
                 f"1rd.no|{KOTALAMA}"):  # fmt: skip
        await night.phone("Sri").forges(data)
        await night.phone("Sri").sees_toast("di luar wilayah")
    await night.phone("Slamet").says("/hujan")
    await night.phone("Slamet").sees("bukan bagian dari tugas")
    await night.phone("Sri").says("/hujan Kel. Kotalama")
    await night.phone("Sri").sees("di luar wilayah")
    await night.quiet()
    assert not asked(night, "Gito")
    assert await night.value("SELECT COUNT(*) FROM rounds") == 0


async def test_an_operator_sees_stores_and_wakes_nobody(night: Town) -> None:
    """Oki may look, not ask."""
    oki = night.phone("Oki")
    await oki.says("/gudang")
    seen = await oki.sees("Tempat simpan Kel. Kotalama")
    assert [each.label for row in seen.buttons for each in row] == ["🔄 Perbarui"]
    await oki.forges(f"1rd.go|{KOTALAMA}")
    await oki.sees_toast("luar wilayah")
