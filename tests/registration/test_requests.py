"""Asking to be let in, and letting in: by those who know, by admins after half an hour."""

from bot.simulator import Phone
from storage.database import Tx
from tests.town import BURING, Town

SHARE = "📱 Bagikan nomor saya"


async def _asks(town: Town, name: str = "Zaki", station: str = "2", role: str = "Linmas") -> Phone:
    """A stranger with an unknown number goes all the way to the request."""
    zaki = town.phone(name)
    await zaki.shares_contact()
    await zaki.sees("belum ada dalam daftar", "kecamatan mana")
    await zaki.presses("Kedungkandang")
    await zaki.sees("Kelurahan mana")
    await zaki.presses("Kotalama")
    await zaki.sees("TPS nomor berapa", "001", "003")
    await zaki.says(station)
    await zaki.sees("sebagai apa")
    await zaki.presses(role)
    await zaki.sees("nama lengkap")
    await zaki.says(f"{name} Anwar")
    await zaki.sees("Permintaan dikirim")
    return zaki


async def test_one_tap_of_somebody_who_knows_lets_in(town: Town) -> None:
    """Ketua, PPS and lurah are asked; one tap approves, and all copies show who did it."""
    zaki = await _asks(town)

    for name in ("Wati", "Yanti", "Lurah Hadi"):
        await town.phone(name).sees("Permintaan masuk", "Zaki Anwar", "linmas TPS 002 Kotalama")
    await town.phone("Wati").presses("✅ Setujui")

    await zaki.sees("Selamat datang, Bapak/Ibu Zaki Anwar", "linmas TPS 002 Kotalama")
    assert "📍 Status TPS" in zaki.keyboard
    for name in ("Wati", "Yanti", "Lurah Hadi"):
        card = await town.phone(name).sees("Disetujui oleh Wati 07.02")
        assert card.buttons == ()
    await zaki.says("/tps")
    await zaki.sees("TPS 002")


async def test_nobody_else_is_asked(town: Town) -> None:
    """People of other stations and villages, and admins, do not hear of a request at once."""
    await town.admin.starts()
    await _asks(town)
    await town.quiet()

    for phone in (town.phone("Rina"), town.phone("Tono"), town.phone("Lurah Sri"), town.admin):
        assert not [m for m in phone.messages if m.has("Permintaan masuk")]


async def test_admins_are_asked_after_half_an_hour(town: Town) -> None:
    """Undecided for 30 minutes, a request is shown to the admins, once."""
    await town.admin.starts()
    await town.admin.sees("Bapak/Ibu Admin")
    zaki = await _asks(town)

    town.clock.forward(minutes=29)
    await town.tick()
    await town.quiet()
    assert not [m for m in town.admin.messages if m.has("Permintaan masuk")]
    town.clock.forward(minutes=1)
    await town.tick()
    await town.admin.sees("Permintaan masuk", "Zaki Anwar")
    await town.tick()
    await town.quiet()
    assert len([m for m in town.admin.messages if m.has("Permintaan masuk")]) == 1

    await town.admin.presses("✅ Setujui")
    await zaki.sees("Selamat datang")


async def test_with_nobody_to_ask_admins_are_asked_at_once(fresh_town: Town) -> None:
    """Where nobody who knows has registered yet, waiting would help no one."""
    await fresh_town.admin.starts()
    await fresh_town.admin.sees("Bapak/Ibu Admin")
    await _asks(fresh_town)

    await fresh_town.admin.sees("Permintaan masuk", "Zaki Anwar")


async def test_a_refused_one_is_told_and_stays_outside(town: Town) -> None:
    """Tolak: told without names, nothing given; a second decision comes too late."""
    zaki = await _asks(town)
    await town.phone("Yanti").sees("Permintaan masuk")
    old = await town.phone("Wati").sees("Permintaan masuk")

    await town.phone("Yanti").presses("🚫 Tolak")
    answer = await zaki.sees("belum disetujui")
    assert "Yanti" not in answer.text
    await town.phone("Wati").presses("✅ Setujui", on=old)
    await town.phone("Wati").sees_toast("sudah diputuskan")
    await zaki.says("mulai")

    await zaki.sees("hanya untuk petugas yang terdaftar")


async def test_another_station_than_the_roster_says(town: Town) -> None:
    """TPS saya lain: name and role stay, the new station's people approve, the old right ends."""
    tono = town.sim.phone(name="Tono", number=town.phone("Tono").number, user_id=7002)

    await tono.shares_contact()
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002 Kotalama?")
    await tono.presses("TPS saya lain")
    await tono.sees("kecamatan mana")
    await tono.presses("Kedungkandang")
    await tono.sees("Kelurahan mana")
    await tono.says("Kel. Kotalama")
    await tono.sees("TPS nomor berapa")
    await tono.presses("001")
    await tono.sees("Permintaan dikirim")
    await town.phone("Rina").sees(
        "Permintaan masuk", "Tono", "linmas TPS 001", "tercatat: linmas TPS 002"
    )
    await town.phone("Rina").presses("✅ Setujui")

    await tono.sees("Selamat datang, Bapak/Ibu Tono", "linmas TPS 001 Kotalama")
    held = await town.rows(
        "SELECT s.number FROM posts t JOIN people p ON p.id = t.person_id JOIN stations s"
        " ON s.id = t.station_id WHERE p.name = 'Tono' AND t.ended_at IS NULL"
    )
    assert held == [{"number": 1}]


async def test_not_me_is_a_request_of_somebody_new(town: Town) -> None:
    """Bukan saya: whoever has the number now asks under the own name; the roster's stays."""
    new = town.sim.phone(name="Zaki", number=town.phone("Tono").number, user_id=7003)

    await new.shares_contact()
    await new.sees("Bapak/Ibu Tono")
    await new.presses("Bukan saya")
    await new.sees("bukan Bapak/Ibu", "kecamatan mana")
    await new.presses("Kedungkandang")
    await new.sees("Kelurahan mana")
    await new.presses("Kotalama")
    await new.sees("TPS nomor berapa")
    await new.presses("003")
    await new.sees("sebagai apa")
    await new.presses("Anggota KPPS")
    await new.sees("nama lengkap")
    await new.presses("Pakai: Zaki")
    await new.sees("Permintaan dikirim")
    await town.phone("Lurah Hadi").sees("Permintaan masuk", "Zaki")
    await town.phone("Lurah Hadi").presses("✅ Setujui")
    await new.sees("Selamat datang, Bapak/Ibu Zaki")

    tono = town.phone("Tono")
    await tono.starts()
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002")


async def test_a_post_of_the_village_is_approved_from_above(town: Town) -> None:
    """Somebody of PPS or a lurah is let in by PPK or camat, not by the village's own people."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.presses("Kedungkandang")
    await zaki.sees("Kelurahan mana")
    await zaki.presses("Kotalama")
    await zaki.sees("TPS nomor berapa")
    await zaki.presses("Bertugas di kelurahan")
    await zaki.sees("sebagai apa", "PPS", "Lurah/kepala desa")
    await zaki.presses("PPS")
    await zaki.sees("nama lengkap")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Permintaan dikirim")

    await town.phone("Camat Budi").sees("Permintaan masuk", "PPS Kel. Kotalama")
    number = await town.value("SELECT id FROM access_requests")
    await town.phone("Lurah Hadi").forges(f"1req.ok|{number}")
    await town.phone("Lurah Hadi").sees_toast("di luar wilayah tugas")
    await town.phone("Eko").presses("✅ Setujui")

    await zaki.sees("Selamat datang", "PPS Kel. Kotalama")


async def test_back_and_cancel_at_every_step(town: Town) -> None:
    """Kembali goes one step back, Batal ends it and stores nothing."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.presses("Kedungkandang")
    await zaki.sees("Kelurahan mana")
    await zaki.presses("Buring")
    await zaki.sees("Buring. TPS nomor berapa")
    await zaki.presses("001")
    await zaki.sees("sebagai apa")
    await zaki.presses("Linmas")
    await zaki.sees("nama lengkap")
    for question in ("sebagai apa", "TPS nomor berapa", "Kelurahan mana", "kecamatan mana"):
        await zaki.presses("◀️ Kembali")
        await zaki.sees(question)
    await zaki.presses("✖️ Batal")
    await zaki.sees("Pendaftaran dibatalkan")

    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.says("batal")
    await zaki.sees("Pendaftaran dibatalkan")
    assert await town.value("SELECT COUNT(*) FROM access_requests") == 0
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_wrong_words_are_answered_with_what_to_do(town: Town) -> None:
    """A village, station, button or name that does not exist: a sentence, and the step stays."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.says("Atlantis")
    await zaki.sees("Wilayah itu tidak ditemukan")
    await zaki.presses("Kedungkandang")
    await zaki.sees("Kelurahan mana")
    await zaki.presses("Kotalama")
    await zaki.sees("TPS nomor berapa")
    await zaki.says("TPS 99")
    await zaki.sees("tidak ada di kelurahan ini")
    await zaki.says("TPS 3")
    await zaki.sees("sebagai apa")
    await zaki.says("linmas dong")
    await zaki.sees("Tekan salah satu tombol")
    await zaki.presses("Linmas")
    await zaki.sees("nama lengkap")
    await zaki.says("3573010101010001")
    await zaki.sees("NIK")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Permintaan dikirim")


async def test_who_waits_may_withdraw_and_may_not_flood(town: Town) -> None:
    """One open request for each account, three a day."""
    zaki = await _asks(town)
    await zaki.says("halo?")
    await zaki.sees("masih menunggu persetujuan")
    await zaki.presses("✖️ Batalkan permintaan")
    await zaki.sees("Permintaan dibatalkan")
    await town.phone("Wati").sees("Dibatalkan pemohon")
    await _asks(town)
    await _asks(town)
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM access_requests WHERE state = 'waiting'") == 1

    await zaki.shares_contact()
    await zaki.sees("terlalu banyak hari ini")
    town.clock.forward(hours=25)
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")


async def test_requests_of_others_cannot_be_withdrawn_or_decided(town: Town) -> None:
    """A stranger's forged presses on somebody's request change nothing and are audited."""
    await _asks(town)
    number = await town.value("SELECT id FROM access_requests")
    joe = town.phone("Joe")

    for data in (f"1reg.drop|{number}", f"1req.ok|{number}", f"1req.no|{number}"):
        await joe.forges(data)
    await town.phone("Dewi").forges(f"1req.ok|{number}")
    await town.quiet()

    assert await town.value("SELECT state FROM access_requests") == "waiting"
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 4


async def test_a_request_survives_a_restart_of_its_dialogue(town: Town) -> None:
    """Half way to the request, a new contact starts again where nothing is lost or doubled."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.presses("Kedungkandang")
    await zaki.sees("Kelurahan mana")
    await _asks(town)

    assert await town.value("SELECT COUNT(*) FROM access_requests") == 1


async def test_kembali_is_typed_at_every_question(town: Town) -> None:
    """The word does what the button does; at the first question it asks that again."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.says("kembali")
    await zaki.says("kedungkandang")
    await zaki.sees("Kelurahan mana")
    await zaki.says("kembali")
    await zaki.presses("Kedungkandang")
    await zaki.presses("Kotalama")
    await zaki.says("Kembali")
    await zaki.presses("Buring")
    await zaki.says("1")
    await zaki.sees("sebagai apa")
    await zaki.says("kembali")
    await zaki.says("tps 1")
    await zaki.presses("Linmas")
    await zaki.sees("nama lengkap")
    await zaki.says("kembali")
    await zaki.presses("Anggota KPPS")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Permintaan dikirim")
    row = (await town.rows("SELECT name, role, area FROM access_requests"))[0]
    assert row == {"name": "Zaki Anwar", "role": "kpps", "area": BURING}


async def test_a_command_cancels_at_the_door_too(town: Town) -> None:
    """/batal is for strangers as well; a request that waits is taken back by its button."""
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.says("/batal")
    await zaki.sees("Pendaftaran dibatalkan")
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0
    await _asks(town)
    await zaki.says("/batal")
    await zaki.sees("masih menunggu persetujuan")
    await zaki.presses("Batalkan permintaan")
    await zaki.sees("Permintaan dibatalkan")


async def test_a_name_of_several_villages_asks_for_the_district(town: Town) -> None:
    """A second Kotalama lies in Sukun: its name alone says too little."""
    await town.parts.db.write(_second_kotalama)
    zaki = town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")
    await zaki.says("kotalama")
    await zaki.sees("Ada beberapa kelurahan bernama itu")
    await zaki.says("entah")
    await zaki.sees("Wilayah itu tidak ditemukan")
    await zaki.says("sukun")
    await zaki.says("kotalama")
    await zaki.sees("Kotalama. TPS nomor berapa")


def _second_kotalama(tx: Tx) -> None:
    tx.run("INSERT INTO areas (code, name, level) VALUES ('35.73.04.1009', 'Kotalama', 'village')")
    tx.run("INSERT INTO stations (area, number) VALUES ('35.73.04.1009', 1)")
