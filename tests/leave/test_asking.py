"""Minta pengecualian: from the question about a day to the superior's card."""

import pytest

from tests.town import Town


async def requests(town: Town) -> list[dict[str, object]]:
    """The requests as stored."""
    return await town.rows("SELECT * FROM leave_requests ORDER BY id")


async def asks(town: Town, name: str = "Hadi", days: str = "24-11-2024 s.d. 25-11-2024") -> None:
    """Somebody asks for an exception and sends it."""
    phone = town.phone(name)
    await phone.says(f"/cuti {days}")
    await phone.presses("Minta pengecualian")
    await phone.sees("Apa alasannya?")
    await phone.says("Ibu sakit <keras>")
    await phone.sees("Ke mana?")
    await phone.says("Surabaya")
    await phone.sees("Siapa pengganti")
    await phone.says("Sekretaris kelurahan Ani")
    await phone.sees("Kirim? Bukan surat cuti.")
    await phone.presses("📨 Kirim")
    await phone.sees("dikirim kepada")


async def test_a_request_goes_to_the_superior(led: Town) -> None:
    """Everything is shown before it is sent; the card names reason, dates, place and stand-in."""
    hadi = led.phone("Hadi")
    await hadi.says("/cuti 24-11-2024 s.d. 25-11-2024")
    await hadi.presses("Minta pengecualian")
    await hadi.sees("Apa alasannya?")
    await hadi.says("Ibu sakit <keras>")
    await hadi.sees("Ke mana?")
    await hadi.says("Surabaya")
    await hadi.sees("Siapa pengganti")
    await hadi.says("Sekretaris kelurahan Ani")
    await hadi.sees(
        "24–25 November 2024", "Ibu sakit <keras>", "Surabaya", "Sekretaris kelurahan Ani",
        "Camat, kepala desa, dan lurah tidak meninggalkan wilayah", "Diputuskan oleh: Kadis Rudi",
        "Bukan surat cuti.",
    )  # fmt: skip
    assert await requests(led) == []
    await hadi.presses("📨 Kirim")
    await hadi.sees("no. 1 dikirim kepada Kadis Rudi", "Bukan surat cuti.")
    card = await led.phone("Rudi").sees(
        "Permintaan pengecualian no. 1", "Lurah Hadi, lurah/kepala desa Kel. Kotalama",
        "Ibu sakit <keras>", "menunggu keputusan",
    )  # fmt: skip
    assert card.labels == ["✅ Izinkan", "🚫 Tolak"]
    assert not [each for each in led.admin.messages if "pengecualian no." in each.text]
    (stored,) = await requests(led)
    assert (stored["role"], stored["state"]) == ("lurah", "waiting")


async def test_without_a_superior_it_goes_to_the_admins(banned: Town) -> None:
    """Nobody was set: the admin decides."""
    await asks(banned)
    card = await banned.admin.sees("Permintaan pengecualian no. 1")
    await banned.admin.presses("✅ Izinkan", on=card)
    await banned.admin.presses("Tanpa catatan")
    await banned.phone("Hadi").sees("✅ Diizinkan oleh Admin")


async def test_a_superior_who_cannot_be_reached_is_passed_over(led: Town) -> None:
    """Rudi blocked the bot: the admins are asked instead."""
    await led.parts.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET blocked_at = 1 WHERE user_id = $1", led.phone("Rudi").user_id
        )
    )
    await asks(led)
    await led.admin.sees("Permintaan pengecualian no. 1")


async def test_the_superior_asks_an_admin(led: Town) -> None:
    """A camat who is the superior of the camat does not decide on the own request."""
    await led.parts.db.write(
        lambda tx: tx.run("UPDATE superiors SET person_id = (SELECT id FROM people"
                          " WHERE name = 'Camat Budi')")
    )  # fmt: skip
    await asks(led, "Budi")
    await led.admin.sees("Permintaan pengecualian no. 1", "Camat Budi")
    assert not [m for m in led.phone("Budi").messages if "✅ Izinkan" in m.labels]


async def test_days_are_asked_for_when_a_ban_lies_ahead(led: Town) -> None:
    """/cuti alone tells of the ban to come and offers the exception."""
    hadi = led.phone("Hadi")
    await hadi.says("/cuti")
    await hadi.presses("Minta pengecualian")
    await hadi.sees("Tanggal berapa?")
    await hadi.says("nanti")
    await hadi.sees("belum dipahami")
    await hadi.says("20-11-2024")
    await hadi.sees("Tanggal itu sudah lewat")
    await hadi.says("1-12-2024")
    await hadi.sees("tidak perlu pengecualian")
    await hadi.says("H-3")
    await hadi.sees("Apa alasannya?")


async def test_nobody_without_a_ban_is_offered_an_exception(led: Town) -> None:
    """Slamet is not bound; a forged press is told so."""
    slamet = led.phone("Slamet")
    await slamet.says("/cuti 24-11-2024")
    seen = await slamet.sees("tidak ada larangan")
    assert "Minta pengecualian" not in str(seen.labels)
    await slamet.forges("1izin|2024-11-24|2024-11-25")
    await slamet.sees_toast("tidak perlu pengecualian")
    await slamet.forges("1izin|2024-11-24|kapan")
    await slamet.sees_toast("tidak berlaku")
    assert await requests(led) == []


async def test_the_same_days_are_asked_for_once(led: Town) -> None:
    """A second request while the first waits is told its number."""
    await asks(led)
    hadi = led.phone("Hadi")
    await hadi.says("/cuti 25-11-2024")
    await hadi.presses("Minta pengecualian")
    await hadi.sees_toast("no. 1 untuk tanggal itu masih menunggu")


async def test_back_cancel_and_long_answers(led: Town) -> None:
    """Kembali and Batal by button and word at every step; too long is told."""
    hadi = led.phone("Hadi")
    await hadi.says("/cuti pengecualian")
    await hadi.sees("Tanggal berapa?")
    await hadi.says("24-11-2024")
    await hadi.sees("Apa alasannya?")
    await hadi.says("x" * 201)
    await hadi.sees("Terlalu panjang: 201 huruf")
    await hadi.presses("Kembali")
    await hadi.sees("Tanggal berapa?")
    await hadi.says("25-11-2024")
    await hadi.sees("Apa alasannya?")
    await hadi.says("sakit")
    await hadi.sees("Ke mana?")
    await hadi.says("kembali")
    await hadi.sees("Apa alasannya?")
    await hadi.presses("Batal")
    await hadi.sees("Dibatalkan")
    await hadi.says("/cuti pengecualian")
    await hadi.sees("Tanggal berapa?")
    await hadi.says("batal")
    await hadi.sees("Dibatalkan")
    assert await requests(led) == []
    assert await led.rows("SELECT * FROM drafts") == []


async def test_at_the_last_look_only_buttons_count(led: Town) -> None:
    """A word there is no answer, and nothing is sent twice."""
    hadi = led.phone("Hadi")
    await hadi.says("/cuti 24-11-2024")
    await hadi.presses("Minta pengecualian")
    for answer in ("sakit", "Surabaya", "Ani"):
        await hadi.says(answer)
    seen = await hadi.sees("Kirim? Bukan surat cuti.")
    await hadi.says("ya")
    await hadi.sees("Tekan Kirim")
    await hadi.presses("📨 Kirim", on=seen)
    await hadi.sees("no. 1 dikirim")
    await hadi.presses("📨 Kirim", on=seen)
    await hadi.sees_toast("tidak berlaku")
    assert len(await requests(led)) == 1


async def test_a_request_can_be_withdrawn(led: Town) -> None:
    """Only by whoever asked; the superior's card says so and loses its buttons."""
    await asks(led)
    rudi = led.phone("Rudi")
    card = await rudi.sees("Permintaan pengecualian no. 1")
    await led.phone("Sri").says("/menu")
    await led.phone("Sri").sees("Lainnya")
    await led.phone("Sri").forges("1izt|1")
    await led.phone("Sri").sees_toast("tidak berlaku")
    hadi = led.phone("Hadi")
    await hadi.presses("Tarik permintaan")
    await hadi.sees("↩️ Ditarik pemohon")
    gone = await rudi.sees("↩️ Ditarik pemohon")
    assert gone.id == card.id
    assert not gone.buttons
    await rudi.presses("✅ Izinkan", on=card)
    await rudi.sees_toast("sudah diputuskan")


async def test_a_half_done_report_is_asked_about_first(led: Town) -> None:
    """The lurah's open report does not vanish; Buang begins the request."""
    hadi = led.phone("Hadi")
    await hadi.says("/masalah")
    await hadi.presses("Bukan di TPS")
    await hadi.presses("Bencana")
    await led.quiet()
    before = await led.value("SELECT form FROM drafts")
    await hadi.says("/cuti 24-11-2024")
    await hadi.presses("Minta pengecualian")
    asked = await hadi.sees("belum selesai. Lanjut atau buang?")
    assert await led.value("SELECT form FROM drafts") == before
    await hadi.presses("Buang", on=asked)
    await hadi.sees("Apa alasannya?")


@pytest.mark.parametrize("name", ["Hadi", "Slamet", "Ida"])
async def test_only_admins_set_superiors(banned: Town, name: str) -> None:
    """By command or forged press."""
    phone = banned.phone(name)
    await phone.says("/cuti atasan")
    await phone.sees("bukan bagian dari tugas")
    await phone.forges("1izs|off|camat|")
    await phone.sees_toast("bukan bagian dari tugas")


async def test_superiors_are_set_for_areas_and_taken_away(led: Town) -> None:
    """The nearest area counts; faults in the words are told; a superior can be taken away."""
    admin = led.admin
    await admin.says("/agenda")
    await admin.presses("Atasan pemberi izin")
    await admin.sees("camat, seluruh wilayah: Kadis Rudi")
    await admin.presses("Tetapkan atasan")
    await admin.says("zz")
    await admin.sees("tidak ada di daftar petugas")
    await admin.says("bakesbang")
    await admin.presses("Bakesbang Ida")
    await admin.sees("Bakesbang Ida memutuskan untuk siapa?")
    await admin.says("raja")
    await admin.sees("“raja” belum saya kenal")
    await admin.says("Kec. Sukun")
    await admin.sees("Sebut perannya")
    await admin.says("lurah; polri")
    await admin.sees("tanpa instansi")
    await admin.says("lurah; Kec. Sukun")
    await admin.sees("lurah/kepala desa, Kec. Sukun: Bakesbang Ida")
    await asks(led, "Sri")
    await led.phone("Ida").sees("Permintaan pengecualian no. 1", "Lurah Sri")
    await asks(led, "Hadi")
    await led.phone("Rudi").sees("Permintaan pengecualian no. 2", "Lurah Hadi")
    await admin.says("/cuti atasan")
    page = await admin.sees("Bakesbang Ida")
    await admin.presses("✖️ lurah/kepala desa, Kec. Sukun", on=page)
    after = await admin.sees("Siapa yang mengizinkan")
    assert "Ida" not in after.text
