"""Photos of reports that are no incident: seen with their station or area, hidden like others."""

import asyncio
import hashlib

from bot.simulator import Phone
from bot.simulator.images import SAMPLE_JPEG
from tests.town import KOTALAMA, Town


async def box_is_short(phone: Phone, *, photo: bool) -> None:
    """A box is missing; with the receipt's photo or without."""
    await phone.says("/logistik")
    for label in ("Terima (luar)", "Ada yang bermasalah", "Kotak suara", "Kurang"):
        await phone.presses(label)
    await phone.says("1")
    await phone.presses("Tidak, sudah semua")
    await phone.sees("tanda terima (BAST)")
    if photo:
        await phone.sends_photo(SAMPLE_JPEG)
        await phone.presses("Kirim")
    else:
        await phone.presses("Lewati")
    await phone.sees("Kotak suara kurang 1")


async def witnessed(town: Town) -> None:
    """Rina says the same as Slamet, with a photo: her report raises no incident of its own."""
    await box_is_short(town.phone("Slamet"), photo=False)
    await box_is_short(town.phone("Rina"), photo=True)
    async with asyncio.timeout(60):
        while await town.value("SELECT COUNT(*) FROM evidence WHERE sha256 <> ''") != 1:
            continue


async def photo_at_the_station(phone: Phone) -> None:
    """From /status to the photo."""
    await phone.says("/status 1")
    await phone.presses("Foto/berkas (1)")
    await phone.sees("No. 3 · 📦 Logistik · TPS 001 Kotalama · 07.02")


async def gone(town: Town, phone: Phone) -> bool:
    """Wait until no photo stands in the chat any more."""

    def look() -> bool | None:
        return None if any(m.kind == "photo" for m in phone.messages) else True

    return bool(await town.sim.world.signal.until(look, 20))


async def test_the_receipt_is_seen_and_hidden(voting_day: Town) -> None:
    """Two look at it; one hides it: gone from both chats and the folder, hash and audit stay."""
    town = voting_day
    await witnessed(town)
    yanti, hadi = town.phone("Yanti"), town.phone("Lurah Hadi")
    for phone in (hadi, yanti):
        await photo_at_the_station(phone)
    await yanti.presses("🙈 Sembunyikan")
    await yanti.presses("Ya, sembunyikan")
    await yanti.sees("Disembunyikan untuk semua")
    for phone in (yanti, hadi):
        assert await gone(town, phone)
    sha256 = hashlib.sha256(SAMPLE_JPEG).hexdigest()
    rows = await town.rows("SELECT sha256, path, person_id <> 0 AS known FROM evidence")
    assert rows == [{"sha256": sha256, "path": None, "known": 1}]
    details = await town.rows("SELECT detail FROM audit WHERE action = 'evidence.hide'")
    assert details == [{"detail": f"report 3 sha256 {sha256}"}]
    await hadi.says("/status 1")
    shown = await hadi.sees("Status TPS 001")
    assert not any("Foto" in label for label in shown.labels)


async def test_an_area_has_its_photos_together(voting_day: Town) -> None:
    """The camat finds them with the stores of the kelurahan."""
    await witnessed(voting_day)
    budi = voting_day.phone("Camat Budi")
    await budi.says("/gudang Kel. Kotalama")
    await budi.presses("Foto/berkas (1)")
    await budi.sees("No. 3 · 📦 Logistik")


async def test_nobody_else_sees_or_hides_it(voting_day: Town) -> None:
    """Neither the station's own staff nor a lurah elsewhere."""
    town = voting_day
    await witnessed(town)
    rina = town.phone("Rina")
    await rina.says("/status")
    await rina.sees("Status TPS 001")
    assert not any("Foto" in label for label in rina.buttons)
    for phone in (rina, town.phone("Lurah Sri")):
        for data in (f"1ev.see|{KOTALAMA}|0", "1ev.see|s1|0", "1ev.hide|1", "1ev.hidey|1"):
            await phone.forges(data)
            await phone.sees_toast("Maaf")
    hidden = "SELECT COUNT(*) FROM evidence WHERE hidden_at IS NOT NULL"
    assert await town.value(hidden) == 0


async def test_the_receipt_of_what_is_in_order_is_photographed_too(voting_day: Town) -> None:
    """Slamet answers the bot's receipt with the BAST; the PPS finds it with the station."""
    town = voting_day
    slamet, yanti = town.phone("Slamet"), town.phone("Yanti")
    await slamet.says("logistik lengkap")
    receipt = await slamet.sees("✅ No. 1", "semua baik", "tanda terima (BAST)?")
    await slamet.sends_photo(SAMPLE_JPEG, caption="BAST", reply_to=receipt)
    await slamet.sees("Untuk laporan No. 1", "Bukan bilik atau C.Hasil?")
    await yanti.forges("1ev.keep|y|1|1")
    await yanti.sees_toast("Maaf")
    await slamet.presses("Kirim")
    await slamet.sees("Ditambahkan ke laporan No. 1")
    await yanti.says("/status 1")
    await yanti.presses("Foto/berkas (1)")
    await yanti.sees("No. 1 · 📦 Logistik · TPS 001 Kotalama · 07.02")


async def test_a_late_piece_of_an_album_goes_with_the_others(voting_day: Town) -> None:
    """What was decided about once is not asked about again: bad signal parts albums."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    receipt = await slamet.sees("✅ No. 1")
    await slamet.sends_photo(SAMPLE_JPEG, reply_to=receipt, album="7")
    await slamet.presses("Kirim")
    await slamet.sees("Ditambahkan ke laporan No. 1")
    asked = [each for each in slamet.messages if each.has("Hapus")]
    await slamet.sends_photo(SAMPLE_JPEG + b"\0", reply_to=receipt, album="7")
    await voting_day.quiet()
    assert [each for each in slamet.messages if each.has("Hapus")] == asked
    kept = "SELECT COUNT(*) FROM evidence WHERE report_number = 1"
    assert await voting_day.value(kept) == 2


async def test_a_receipt_of_another_is_not_added_to(voting_day: Town) -> None:
    """Hapus forgets it; without a receipt to answer a photo is nobody's."""
    town = voting_day
    slamet = town.phone("Slamet")
    await slamet.says("logistik lengkap")
    receipt = await slamet.sees("✅ No. 1")
    await slamet.sends_photo(SAMPLE_JPEG, reply_to=receipt)
    await slamet.presses("Hapus")
    await slamet.sees("Foto dihapus")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0
