"""Words outside any form: kept, guessed at, never filed by themselves."""

from tests.town import Town


async def test_a_guess_is_offered_and_confirmed(town: Town) -> None:
    """Slamet writes of water: the guess is a button, and his words go into the report."""
    slamet = town.phone("Slamet")
    await slamet.says("banjir pak, banyu mlebu tps")
    await slamet.sees("Tersimpan. Maksud Bapak/Ibu: Bencana di TPS 001 Kotalama?")
    assert await town.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.presses("Ya")
    await slamet.sees("“banjir pak, banyu mlebu tps”", "Kirim?")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1", "Bencana")


async def test_words_that_say_nothing_known_are_kept(town: Town) -> None:
    """Nothing is guessed: the words are on file, and may become a report."""
    slamet = town.phone("Slamet")
    await slamet.says("pak lurah titip salam")
    await slamet.sees("Tersimpan. Apakah ini laporan masalah?")
    await slamet.presses("Bukan laporan")
    await slamet.sees("Baik, tidak dilaporkan")
    rows = await town.rows("SELECT text, outcome FROM free_texts")
    assert rows == [{"text": "pak lurah titip salam", "outcome": "dismissed"}]


async def test_another_persons_words_cannot_be_reported(town: Town) -> None:
    """A forged press on somebody else's words is refused."""
    slamet, dewi = town.phone("Slamet"), town.phone("Dewi")
    await slamet.says("banjir di depan")
    await slamet.sees("Maksud")
    await dewi.forges("1t.as|1|bencana")
    await dewi.sees_toast("sudah tidak berlaku")
    assert await town.value("SELECT outcome FROM free_texts") is None


async def test_counts_of_votes_are_refused_and_not_stored(town: Town) -> None:
    """The legal reason is given; the words are nowhere in the database."""
    slamet = town.phone("Slamet")
    await slamet.says("paslon 1 dapat 120 suara")
    await slamet.sees("hasil hitung suara tidak boleh dikirim")
    assert await town.value("SELECT COUNT(*) FROM free_texts") == 0


async def test_nothing_vanishes_silently(town: Town) -> None:
    """Stickers, voices and stray photos are answered with what to do."""
    slamet = town.phone("Slamet")
    await slamet.sends_sticker()
    await slamet.sees("belum bisa dibaca")
    await slamet.sends_voice()
    await slamet.sees("belum bisa dibaca")
    await slamet.sends_photo(b"\x89PNG")
    await slamet.sees("Foto belum disimpan")
    await slamet.says("/tidakada")
    await slamet.sees("Perintah itu tidak ada")
