"""Photos and places that come a step too early, or without answering a message: not turned away."""

from tests.town import Town

PICTURE = b"\xff\xd8\xff\xe0 photo"


async def test_a_place_sent_before_it_is_asked_for_goes_with_the_incident(
    voting_day: Town,
) -> None:
    """The form asks what happened, the reporter shares where: both reach the alert."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Listrik/jaringan")
    await slamet.sees("Apa yang terjadi?")
    await slamet.shares_location(-7.5, 112.5)
    await slamet.sees("Lokasi dicatat untuk laporan ini")
    await slamet.says("mati lampu total")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1")
    row = (await voting_day.rows("SELECT lat, lon FROM incidents"))[0]
    assert row == {"lat": -7.5, "lon": 112.5}


async def test_a_photo_right_after_a_receipt_is_taken_for_it(voting_day: Town) -> None:
    """The receipt asks for a photo of the BAST: few know how to answer a message with one."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    await slamet.sees("Ada foto tanda terima (BAST)?")
    await slamet.sends_photo(PICTURE)
    await slamet.sees("Untuk laporan No. 1", "Bukan bilik atau C.Hasil?")
    await slamet.presses("Kirim")
    await slamet.sees("Ditambahkan ke laporan No. 1")
    await slamet.sends_photo(PICTURE)
    await slamet.sees("Foto belum disimpan")


async def test_a_photo_long_after_a_receipt_is_not(voting_day: Town) -> None:
    """Two hours later nobody means the receipt."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    await slamet.sees("Ada foto tanda terima (BAST)?")
    voting_day.clock.forward(hours=2)
    await slamet.sends_photo(PICTURE)
    await slamet.sees("Foto belum disimpan")
