"""🔁 Ganti petugas, told as people with phones."""

from tests.town import BURING, CIPTOMULYO, KOTALAMA, Town, station_id

SHARE = "📱 Bagikan nomor saya"


async def test_the_ketua_replaces_a_linmas_on_the_day(town: Town) -> None:
    """Rights move at once: the old account is out, the new one comes in by the own number."""
    wati, tono, zaki = town.phone("Wati"), town.phone("Tono"), town.phone("Zaki")

    await wati.says("/menu")
    await wati.sees("Lainnya")
    await wati.presses("🔁 Ganti petugas")
    await wati.sees("Siapa yang diganti", "Tono", "Wati")
    await wati.presses("Tono –")
    await wati.sees("Mengganti Tono, linmas TPS 002 Kotalama")
    await wati.says(f"Zaki Anwar {zaki.number.replace('+62', '0')}")
    await wati.sees("Ganti Tono", "dengan Zaki Anwar", zaki.number)
    await wati.presses("✅ Ya, ganti")
    await wati.sees("Tono diganti Zaki Anwar, linmas TPS 002 Kotalama", "Undang lewat WhatsApp")

    await tono.sees("sekarang dijalankan Zaki Anwar")
    assert tono.keyboard == []
    await tono.says("mulai")
    await tono.sees("hanya untuk petugas yang terdaftar")
    await zaki.shares_contact()
    await zaki.sees("Bapak/Ibu Zaki Anwar, linmas TPS 002 Kotalama?")
    await zaki.presses("Benar")
    await zaki.sees("Selamat datang, Bapak/Ibu Zaki Anwar")
    seats = await town.rows(
        "SELECT p.name, t.seat FROM posts t JOIN people p ON p.id = t.person_id"
        " WHERE t.station_id = $1 AND t.ended_at IS NULL AND t.seat = 1",
        await _station(town, KOTALAMA, 2),
    )
    assert seats == [{"name": "Zaki Anwar", "seat": 1}]
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'replace'") == 1


async def test_the_old_accounts_next_press_is_refused(town: Town) -> None:
    """A button on the old phone, pressed after the replacement, does nothing and is audited."""
    agus, hadi = town.phone("Agus"), town.phone("Lurah Hadi")
    await agus.says("/tps")
    old = await agus.sees("TPS 003")

    await hadi.says("/ganti")
    await hadi.sees("Pilih TPS")
    await hadi.says("3")
    await hadi.sees("Siapa yang diganti")
    await hadi.presses("Agus –")
    await hadi.sees("Mengganti Agus")
    await hadi.shares_contact(number="+6281234567890", name="Siti Aminah")
    await hadi.sees("dengan Siti Aminah, +6281234567890")
    await hadi.presses("✅ Ya, ganti")
    await agus.sees("sekarang dijalankan Siti Aminah")
    agus.tap(old, 0, 0)
    await agus.sees_toast("hanya untuk petugas yang terdaftar")

    assert await town.value("SELECT COUNT(*) FROM reports") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1


async def test_name_and_number_may_come_one_by_one(town: Town) -> None:
    """What is missing is asked for; an unreadable number is answered with the reason."""
    yanti = town.phone("Yanti")
    await yanti.says("/ganti")
    await yanti.sees("Pilih TPS")
    await yanti.presses("001")
    await yanti.sees("Siapa yang diganti")
    await yanti.presses("Slamet –")
    await yanti.sees("Mengganti Slamet")

    await yanti.says("Siti Aminah")
    await yanti.sees("Nomor HP-nya belum ada")
    await yanti.says("0812 34")
    await yanti.says("0341 555 6667")
    await yanti.sees("HP")
    await yanti.says("081234567890")
    await yanti.sees("dengan Siti Aminah, +6281234567890")


async def test_somebody_who_is_in_already_is_told_at_once(town: Town) -> None:
    """The new one has an account: no invitation, the post is there with its keyboard."""
    dewi, budi = town.phone("Dewi"), town.phone("Camat Budi")
    await budi.says("/ganti")
    await budi.sees("Pilih wilayah")
    await budi.presses("Kotalama")
    await budi.sees("Pilih TPS")
    await budi.presses("002")
    await budi.sees("Siapa yang diganti")
    await budi.presses("Tono –")
    await budi.sees("Mengganti Tono")
    await budi.says(f"dewi, {dewi.number}")
    await budi.sees("Ganti Tono", "dengan dewi")
    await budi.presses("✅ Ya, ganti")

    await budi.sees("Tono diganti Dewi", "sudah diberi tahu")
    await dewi.sees("sekarang bertugas sebagai linmas TPS 002 Kotalama")


async def test_cancelled_at_any_step_nothing_is_replaced(town: Town) -> None:
    """Batal by button and by word, Kembali to the list of people."""
    wati = town.phone("Wati")
    await wati.says("/ganti")
    await wati.sees("Siapa yang diganti")
    await wati.presses("Tono –")
    await wati.sees("Mengganti Tono")
    await wati.presses("◀️ Kembali")
    await wati.sees("Siapa yang diganti")
    await wati.presses("Tono –")
    await wati.sees("Mengganti Tono")
    await wati.presses("✖️ Batal")
    await wati.sees("Tidak ada yang diganti")
    await wati.says("/ganti")
    await wati.sees("Siapa yang diganti")
    await wati.presses("Tono –")
    await wati.sees("Mengganti Tono")
    await wati.says("batal")
    await wati.sees("ibatalkan")

    assert await town.value("SELECT COUNT(*) FROM posts WHERE ended_at IS NOT NULL") == 0
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_nobody_is_replaced_outside_ones_area(town: Town) -> None:
    """Forged presses for another village's people are refused and audited, step by step."""
    sri = town.phone("Lurah Sri")
    there = await _station(town, KOTALAMA, 2)
    post = await town.value("SELECT id FROM posts WHERE station_id = $1", there)

    for data in (f"1of.swap|{there}", f"1of.sub|{post}", f"1of.do|{post}",
                 f"1of.where|{KOTALAMA}"):  # fmt: skip
        await sri.forges(data)
        await sri.sees_toast("di luar wilayah")
    await town.phone("Tono").says("/ganti")
    await town.phone("Tono").sees("bukan bagian dari tugas")

    assert await town.value("SELECT COUNT(*) FROM posts WHERE ended_at IS NOT NULL") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 5


async def test_a_press_without_its_dialogue_replaces_nobody(town: Town) -> None:
    """'Ya, ganti' pressed again, or for another post than was asked about, is stale."""
    wati = town.phone("Wati")
    there = await _station(town, KOTALAMA, 2)
    post = await town.value("SELECT id FROM posts WHERE station_id = $1 LIMIT 1", there)

    await wati.forges(f"1of.do|{post}")
    await wati.sees_toast("tidak berlaku")

    assert await town.value("SELECT COUNT(*) FROM posts WHERE ended_at IS NOT NULL") == 0


async def test_the_camat_replaces_a_lurah(town: Town) -> None:
    """Posts of a village are replaced from above, and the old lurah's commands go with them."""
    budi, hadi = town.phone("Camat Budi"), town.phone("Lurah Hadi")
    await hadi.starts()
    await hadi.sees("Bapak/Ibu Lurah Hadi")
    await budi.says("/petugas hadi")
    await budi.sees("Ditemukan 1")
    await budi.presses("Lurah Hadi")
    await budi.sees("Lurah Hadi", "lurah/kepala desa Kel. Kotalama")
    await budi.presses("🔁 Ganti petugas")
    await budi.sees("Mengganti Lurah Hadi")
    await budi.says("Plt. Rahmat 0812-3456-7890")
    await budi.sees("dengan Plt. Rahmat, +6281234567890")
    await budi.presses("✅ Ya, ganti")
    await hadi.sees("sekarang dijalankan Plt. Rahmat")
    await town.quiet()

    assert town.sim.world.commands.get((f"chat:{hadi.user_id}", "")) is None


async def _station(town: Town, area: str, number: int) -> int:
    return await town.parts.db.read(lambda tx: station_id(tx, area, number))


async def test_a_lurah_sees_only_the_own_stations(town: Town) -> None:
    """The stations offered are those of the own village; a number of another is not found."""
    sri = town.phone("Lurah Sri")
    await sri.says("/ganti")
    message = await sri.sees("Pilih TPS")
    assert [label for label in message.labels if label.isdigit()] == ["001", "002"]

    await sri.says("3")
    await sri.sees("tidak ada di sini")
    for area in (KOTALAMA, BURING):
        await sri.forges(f"1of.area|{area}")
        await sri.sees_toast("di luar wilayah")
    await sri.forges(f"1of.area|{CIPTOMULYO}")
    await sri.sees("Petugas Ciptomulyo")


async def test_bawaslus_ptps_are_not_offered_to_the_ketua(town: Town) -> None:
    """Neither in the list nor by a forged press; an admin may replace them."""
    rina = town.phone("Rina")
    await rina.says("/ganti")
    seen = await rina.sees("Siapa yang diganti?", "Slamet")
    assert not any("Putri" in label for label in seen.labels)
    post = await town.value("SELECT id FROM posts WHERE role = 'ptps'")
    for verb in ("of.sub", "of.end", "of.role"):
        await rina.forges(f"1{verb}|{post}")
        await rina.sees_toast("di luar")
    await town.admin.says("/petugas putri")
    await town.admin.presses("Putri")
    await town.admin.sees("🔁 Ganti petugas")


async def test_kembali_is_typed_and_is_nobodys_name(town: Town) -> None:
    """The word leads to the people of the station; what is typed next is no new person."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/ganti")
    await hadi.says("3")
    await hadi.presses("Agus –")
    await hadi.sees("Mengganti Agus")
    await hadi.says("kembali")
    await hadi.sees("Siapa yang diganti")
    await hadi.presses("Agus –")
    await hadi.sees("Mengganti Agus")
    await hadi.presses("Kembali")
    await hadi.sees("Siapa yang diganti")
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_choice_of_stations_is_in_nobodys_way(town: Town) -> None:
    """A lurah looks at Status TPS, then replaces somebody: nothing is half done."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/tps")
    await hadi.sees("Untuk TPS nomor berapa?")
    await hadi.says("/ganti")
    await hadi.sees("Pilih TPS")
