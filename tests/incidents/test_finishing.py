"""What was done: words, a photo, both, an album; kept with the incident and seen by all."""

import asyncio

from bot.simulator import Phone
from bot.simulator.images import SAMPLE_JPEG
from tests.town import Town

OTHER_JPEG = SAMPLE_JPEG + b"\0"


async def finish(town: Town, number: int = 1, reporter: str = "Slamet") -> Phone:
    """A flood at a TPS is over: BPBD's Nur is asked what was done."""
    nur = town.phone("BPBD Nur")
    await town.phone(reporter).says("masalah banjir air masuk TPS")
    await nur.sees("MERAH", f"No. {number}")
    await nur.forges(f"1inc.done|{number}")
    await nur.sees(f"No. {number} selesai. Apa yang sudah dilakukan?", "boleh juga kirim foto")
    return nur


async def kept(town: Town, pieces: int) -> None:
    """Wait until so many pieces belong to incident 1 and were fetched."""
    found = "SELECT COUNT(*) FROM evidence WHERE report_number = 1 AND sha256 <> ''"
    async with asyncio.timeout(60):
        while await town.value(found) != pieces:
            continue


async def test_a_photo_says_what_was_done(town: Town) -> None:
    """Asked about like every photo, then kept and shown to whoever has the incident."""
    nur, budi, slamet = await finish(town), town.phone("Camat Budi"), town.phone("Slamet")
    await nur.sends_photo(SAMPLE_JPEG, caption="pompa sudah dipasang")
    await nur.sees("Untuk laporan No. 1", "Bukan bilik atau C.Hasil?")
    await nur.sees("✅ No. 1 selesai: pompa sudah dipasang")
    assert await town.value("SELECT COUNT(*) FROM evidence WHERE report_number = 1") == 0
    await nur.presses("Kirim")
    await nur.sees("Ditambahkan ke laporan No. 1")
    await kept(town, 1)
    await slamet.sees("selesai", "pompa sudah dipasang")
    await budi.sees("✅ 07.02 selesai", "pompa sudah dipasang", "🖼 Foto/berkas (1)")
    await budi.presses("Foto/berkas (1)")
    shown = await budi.sees("No. 1 · 1/1")
    assert shown.kind == "photo"


async def test_a_photo_first_and_words_after(town: Town) -> None:
    """A photo without a word leaves the question open; words answer it."""
    nur = await finish(town)
    await nur.sends_photo(SAMPLE_JPEG)
    await nur.sees("Untuk laporan No. 1")
    await nur.presses("Kirim")
    await nur.sees("Ditambahkan ke laporan No. 1")
    await nur.says("selokan dibersihkan")
    await nur.sees("✅ No. 1 selesai: selokan dibersihkan")
    await kept(town, 1)


async def test_an_album_with_a_caption_is_one(town: Town) -> None:
    """Three pictures are asked about once; later words are nobody's answer any more."""
    nur = await finish(town)
    await nur.sends_album(SAMPLE_JPEG, OTHER_JPEG, OTHER_JPEG + b"\0", caption="pompa jalan")
    await nur.sees("3 foto/berkas untuk laporan No. 1")
    await nur.presses("Kirim")
    await kept(town, 3)
    await nur.says("terima kasih semua")
    await town.quiet()
    notes = await town.rows("SELECT note FROM incident_steps WHERE action = 'resolved'")
    assert notes == [{"note": "pompa jalan"}]


async def test_a_dropped_photo_is_forgotten(town: Town) -> None:
    """Hapus: nothing is kept, the incident stays over."""
    nur = await finish(town)
    await nur.sends_photo(SAMPLE_JPEG)
    await nur.sees("Untuk laporan No. 1")
    await nur.presses("Hapus")
    await nur.sees("Foto dihapus")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0
    assert await town.value("SELECT state FROM incidents") == "resolved"


async def test_a_count_of_votes_is_no_caption(town: Town) -> None:
    """Refused with the reason, neither stored nor asked about."""
    nur = await finish(town)
    await nur.sends_photo(SAMPLE_JPEG, caption="paslon 1 120 suara paslon 2 98 suara")
    await nur.sees("suara")
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0
    assert await town.value("SELECT note FROM incident_steps WHERE action = 'resolved'") is None


async def test_the_newest_question_is_answered(town: Town) -> None:
    """Two are finished one after the other: the words are about the second."""
    await finish(town)
    nur = await finish(town, 2, "Tono")
    await nur.says("pohon dipotong")
    await nur.sees("✅ No. 2 selesai: pohon dipotong")
