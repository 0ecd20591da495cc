"""/petugas: finding, changing, revoking, reporter and deputy, coverage, the confidential flag."""

from tests.town import KOTALAMA, Town, station_id


async def test_an_admin_browses_down_to_a_person(town: Town) -> None:
    """City, district, village, station, person: with coverage, marks and the number."""
    admin = town.admin
    await admin.says("/petugas")
    await admin.sees("Petugas Kota Malang", "TPS: 6", "ada pelapor terdaftar: 5",
                     "dua atau lebih: 2", "tanpa pelapor: 1")  # fmt: skip
    await admin.presses("Kedungkandang")
    await admin.sees("Petugas Kedungkandang", "Camat Budi")
    await admin.presses("Kotalama")
    await admin.sees("Petugas Kotalama", "Lurah Hadi", "003")
    await admin.presses("001")
    await admin.sees("Petugas TPS 001 Kotalama", "✅ Slamet, linmas ⭐", "✅ Joko, anggota KPPS ☆")
    await admin.presses("Slamet")
    await admin.sees("Slamet", town.phone("Slamet").number, "sudah mendaftar", "Ubah peran")
    await admin.presses("◀️ Kembali")
    await admin.sees("Petugas TPS 001 Kotalama")


async def test_people_are_found_by_name_and_number(town: Town) -> None:
    """Part of a name or of a number, only inside one's area; TPS and areas by code."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/petugas slam")
    await hadi.sees("Ditemukan 1", "Slamet – linmas TPS 001 Kotalama")
    await hadi.says(f"/petugas 0{town.phone('Rina').number[3:]}")
    await hadi.sees("Ditemukan 1", "Rina")
    await hadi.says("/petugas dewi")
    await hadi.sees("Tidak ada petugas yang cocok")
    await hadi.says("/petugas ab")
    await hadi.sees("paling sedikit 3")
    await hadi.says(f"/petugas {KOTALAMA}-003")
    await hadi.sees("Petugas TPS 003 Kotalama", "Agus")
    await hadi.says("/petugas 35.73.04.1001-001")
    await hadi.sees("di luar wilayah")
    await hadi.says("/petugas 35.73.03")
    await hadi.sees("di luar wilayah")


async def test_wildcards_are_no_key_to_everybody(town: Town) -> None:
    """Signs that mean something to the database are just letters of a name."""
    await town.admin.says("/petugas %%%")

    await town.admin.sees("Tidak ada petugas yang cocok")


async def test_coordinators_have_no_list_of_people(town: Town) -> None:
    """Who does not decide on people gets neither names nor numbers."""
    for name in ("Polsek Arif", "Slamet", "Kadis Rudi", "Oki"):
        await town.phone(name).says("/petugas rina")
        await town.phone(name).sees("bukan bagian dari tugas")


async def test_a_ketua_sees_the_own_station_only(town: Town) -> None:
    """/petugas of a ketua KPPS is the own station."""
    rina = town.phone("Rina")
    await rina.says("/petugas")
    await rina.sees("Petugas TPS 001 Kotalama", "Slamet")
    await rina.says("/petugas tono")
    await rina.sees("Tidak ada petugas yang cocok")
    await rina.says("/petugas slamet")
    await rina.sees("Ditemukan 1")


async def test_a_role_is_changed(town: Town) -> None:
    """The old role ends, the new one counts at once, and the person is told."""
    hadi, joko = town.phone("Lurah Hadi"), town.phone("Joko")
    await hadi.says("/petugas joko")
    await hadi.sees("Ditemukan 1")
    await hadi.presses("Joko")
    await hadi.sees("Ubah peran")
    await hadi.presses("✏️ Ubah peran")
    message = await hadi.sees("Peran baru")
    assert set(message.labels) == {"Ketua KPPS", "Linmas", "◀️ Kembali"}
    await hadi.presses("Ketua KPPS")
    await hadi.sees("Joko sekarang ketua KPPS TPS 001 Kotalama")
    await joko.sees("sekarang bertugas sebagai ketua KPPS TPS 001 Kotalama")


async def test_a_station_is_changed(town: Town) -> None:
    """Moved to another TPS: the old station's seats are filled again."""
    budi, slamet = town.phone("Camat Budi"), town.phone("Slamet")
    await budi.says("/petugas slamet")
    await budi.sees("Ditemukan 1")
    await budi.presses("Slamet")
    await budi.sees("Ubah TPS")
    await budi.presses("📍 Ubah TPS")
    await budi.sees("Pindah ke TPS mana", "002")
    await budi.presses("Wilayah lain")
    await budi.sees("Buring")
    await budi.presses("Buring")
    await budi.sees("Pindah ke TPS mana")
    await budi.presses("001")
    await budi.sees("Slamet sekarang linmas TPS 001 Buring")
    await slamet.sees("sekarang bertugas sebagai linmas TPS 001 Buring")

    left = await town.rows(
        "SELECT p.name, t.seat FROM posts t JOIN people p ON p.id = t.person_id JOIN stations s"
        " ON s.id = t.station_id WHERE s.area = $1 AND s.number = 1 AND t.ended_at IS NULL"
        " AND t.seat > 0 ORDER BY t.seat",
        KOTALAMA,
    )
    assert left == [{"name": "Rina", "seat": 1}, {"name": "Joko", "seat": 2}]


async def test_reporter_and_deputy_are_chosen(town: Town) -> None:
    """The ketua picks another reporter; PTPS are never offered; the new one is told."""
    rina, joko = town.phone("Rina"), town.phone("Joko")
    await rina.says("/petugas")
    await rina.sees("⭐ Ganti pelapor")
    await rina.presses("⭐ Ganti pelapor")
    message = await rina.sees("Siapa pelapor TPS 001 Kotalama?")
    assert not message.has("Putri")
    await rina.presses("Joko")
    await rina.sees("Joko, anggota KPPS ⭐", "Slamet, linmas ☆")
    await joko.sees("sekarang pelapor")

    await rina.presses("☆ Ganti wakil")
    await rina.sees("Siapa wakil pelapor")
    await rina.presses("Rina")
    await rina.sees("Rina, ketua KPPS ☆", "Slamet, linmas\n")


async def test_a_ptps_is_never_made_reporter(town: Town) -> None:
    """A forged press for Bawaslu's PTPS is refused: they are never nudged."""
    post = await town.value("SELECT id FROM posts WHERE role = 'ptps'")

    await town.phone("Rina").forges(f"1of.seat2|{post}|1")
    await town.phone("Rina").sees_toast("tidak berlaku")

    assert await town.value("SELECT seat FROM posts WHERE role = 'ptps'") == 0


async def test_a_revoked_one_is_out_at_once(town: Town) -> None:
    """/cabut NAMA, sure, gone: told so, keyboard taken away, the number alone lets nobody in."""
    hadi, tono = town.phone("Lurah Hadi"), town.phone("Tono")
    await hadi.says("/cabut tono")
    await hadi.sees("Ditemukan 1")
    await hadi.presses("Tono")
    await hadi.sees("Cabut tugas Tono sebagai linmas TPS 002 Kotalama?")
    await hadi.presses("🚫 Ya, cabut")
    await hadi.sees("Tugas Tono sebagai linmas TPS 002 Kotalama dicabut")
    await tono.sees("sudah berakhir")
    assert tono.keyboard == []
    await tono.says("/tps")
    await tono.sees("hanya untuk petugas yang terdaftar")
    await tono.shares_contact()
    await tono.sees("belum ada dalam daftar")

    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'revoke'") == 1


async def test_who_keeps_another_post_stays_in(town: Town) -> None:
    """Losing one of two posts leaves the account its rights from the other."""
    hadi, oki = town.phone("Lurah Hadi"), town.phone("Oki")
    station = await town.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 3))
    await town.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, station_id, source, since_at)"
            " SELECT 1, id, 'kpps', $1, $2, 'roster', 0 FROM people WHERE name = 'Oki'",
            KOTALAMA, station,
        )
    )  # fmt: skip
    await hadi.says("/cabut oki")
    await hadi.sees("Ditemukan 2")
    await hadi.presses("operator")
    await hadi.sees("Cabut tugas Oki sebagai operator")
    await hadi.presses("🚫 Ya, cabut")
    await hadi.sees("✅ Tugas Oki sebagai operator")
    await oki.sees("sebagai operator Kel. Kotalama sudah berakhir")
    await oki.says("/start")
    await oki.sees("Bapak/Ibu Oki, anggota KPPS TPS 003")


async def test_a_lurah_cannot_revoke_what_is_not_below(town: Town) -> None:
    """A lurah neither sees buttons for PPS or coordinators nor gets through by forging."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/petugas yanti")
    await hadi.sees("Ditemukan 1")
    await hadi.presses("Yanti")
    card = await hadi.sees("Yanti", "PPS Kel. Kotalama")
    assert card.labels == ["◀️ Kembali"]

    post = await town.value("SELECT id FROM posts WHERE role = 'pps'")
    for verb in ("of.end", "of.end2", "of.role", "of.sub", "of.wa"):
        await hadi.forges(f"1{verb}|{post}")
        await hadi.sees_toast("di luar wilayah")
    assert await town.value("SELECT ended_at FROM posts WHERE id = $1", post) is None


async def test_the_admin_names_who_of_bakesbangpol_sees_confidential_reports(town: Town) -> None:
    """Only for Bakesbangpol, only by an admin, audited, both ways."""
    admin = town.admin
    await admin.says("/petugas ida")
    await admin.sees("Ditemukan 1")
    await admin.presses("Bakesbang Ida")
    await admin.sees("Bakesbang Ida", "🔒 Boleh melihat")
    await admin.presses("🔒 Boleh melihat laporan rahasia")
    await admin.sees("🔒 Boleh melihat laporan rahasia", "🔓 Tidak lagi")
    flag = "SELECT confidential FROM posts t JOIN people p ON p.id = t.person_id WHERE p.name = $1"
    assert await town.value(flag, "Bakesbang Ida") == 1
    await admin.presses("🔓 Tidak lagi")
    await town.quiet()
    assert await town.value(flag, "Bakesbang Ida") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'confidential'") == 2

    polri = await town.value("SELECT id FROM posts WHERE agency = 'polri'")
    await admin.forges(f"1of.conf|{polri}|1")
    await admin.sees_toast("Bakesbangpol")
    post = await town.value(
        "SELECT t.id FROM posts t JOIN people p ON p.id = t.person_id"
        " WHERE p.name = 'Bakesbang Ida'"
    )
    await town.phone("Bakesbang Ida").forges(f"1of.conf|{post}|1")
    await town.phone("Bakesbang Ida").sees_toast("di luar wilayah")
    assert await town.value(flag, "Bakesbang Ida") == 0


async def test_the_unregistered_are_listed_for_inviting(fresh_town: Town) -> None:
    """Those who are not in yet, a name each to invite by WhatsApp."""
    admin = fresh_town.admin
    await admin.says("/petugas 35.73.04")
    await admin.sees("Petugas Sukun")
    await admin.presses("⚪ Belum terhubung")
    await admin.sees("Belum terhubung, Kec. Sukun", "Ciptomulyo · 2")
    await admin.presses("Ciptomulyo")
    await admin.sees("Bambang", "Lurah Sri")
    await admin.presses("Bambang")
    await admin.sees("belum pernah mendaftar")
    await admin.presses("📲 Undang lewat WhatsApp")
    await admin.sees("Undangan untuk Bambang", "Buka WhatsApp")

    await fresh_town.phone("Bambang").starts()


async def test_people_are_shown_in_private_only(town: Town) -> None:
    """A press forged into a group shows no names there, even for an admin."""
    await town.admin.says("/petugas rina")
    await town.admin.sees("Ditemukan 1")
    group = town.group("Desk", town.admin)
    await town.admin.says("/petugas rina", chat=group)
    await town.quiet()

    assert not [m for m in town.admin.messages_in(group) if m.by_bot and m.has("Rina")]
