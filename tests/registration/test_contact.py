"""Getting in by the own number: told as people with phones."""

from tests.town import Town


async def test_a_known_number_is_asked_about_and_let_in(fresh_town: Town) -> None:
    """Two sentences, the contact, the question with name and task, one tap, the keyboard."""
    slamet = fresh_town.phone("Slamet")

    await slamet.starts()
    await slamet.sees("menyimpan nama, nomor HP", "90 hari", "tidak pernah meminta OTP")
    await slamet.presses("📱 Bagikan nomor saya")
    await slamet.sees("Bapak/Ibu Slamet, linmas TPS 001 Kotalama?", "Benar", "Bukan saya")
    await slamet.presses("Benar")

    await slamet.sees("Selamat datang, Bapak/Ibu Slamet", "linmas TPS 001 Kotalama")
    assert "📍 Status TPS" in slamet.keyboard
