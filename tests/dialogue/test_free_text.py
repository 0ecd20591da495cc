"""Words outside any form: kept, guessed at, never filed by themselves."""

import pytest

from tests.town import MORNING, Town


async def test_a_guess_is_offered_and_confirmed(town: Town) -> None:
    """Slamet writes of water: the guess is a button, and his words go into the report."""
    slamet = town.phone("Slamet")
    await slamet.says("banjir pak, banyu mlebu tps")
    await slamet.sees(
        "Dicatat, belum dilaporkan. Maksud Bapak/Ibu: Bencana: banjir di TPS 001 Kotalama?",
        "karena: “banyu mlebu”",
    )
    assert await town.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.presses("Ya")
    await slamet.sees(
        "Darurat? Telepon dulu", "✅ No. 1", "Bencana", "“banjir pak, banyu mlebu tps”"
    )
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_words_that_say_nothing_known_are_kept(town: Town) -> None:
    """Nothing is guessed: the words are on file, and may become a report."""
    slamet = town.phone("Slamet")
    await slamet.says("pak lurah titip salam")
    await slamet.sees("Dicatat, belum dilaporkan. Apakah ini laporan masalah?")
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


async def test_the_answer_names_place_hour_severity_and_reasons(town: Town) -> None:
    """The lurah names a station and an hour: both stand in the guess, and in the report."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("lampu mati di tps 2 dari jam 6 pagi <gelap>")
    await hadi.sees("Listrik/jaringan: listrik padam di TPS 002 Kotalama, pukul 06.00?",
                    "Tingkat (usulan): 🟠 ORANYE", "karena: “lampu mati”")  # fmt: skip
    await hadi.presses("Ya")
    await hadi.sees("✅ No. 1", "TPS 002 Kotalama")
    rows = await town.rows(
        "SELECT s.number, r.event_at FROM reports r JOIN stations s ON s.id = r.station_id"
    )
    assert rows == [{"number": 2, "event_at": int(MORNING.timestamp() * 1000) - 62 * 60_000}]


async def test_a_station_out_of_reach_is_not_taken_over(town: Town) -> None:
    """Dewi of Buring writes of a TPS that her village does not have: her own is offered."""
    dewi = town.phone("Dewi")
    await dewi.says("banjir di tps 3")
    await dewi.sees("Bencana: banjir di TPS 001 Buring")


async def test_other_kinds_are_buttons_of_their_own(town: Town) -> None:
    """The second guess is one press away, and filed by it."""
    slamet = town.phone("Slamet")
    await slamet.says("hujan deras gudang bocor surat suara basah")
    shown = await slamet.sees("Maksud Bapak/Ibu", "Ubah", "Bukan laporan")
    assert "Bencana" in [button.label for row in shown.buttons for button in row]
    assert await town.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.presses("Bencana")
    await slamet.sees("✅ No. 1", "Bencana", "“hujan deras gudang bocor surat suara basah”")


async def test_items_and_their_number_fill_in_the_logistics_report(town: Town) -> None:
    """`kurang 2 bilik`: one press, and only what is still open is asked."""
    slamet = town.phone("Slamet")
    await slamet.says("kurang 2 bilik pak")
    await slamet.presses("📦 Bilik suara kurang 2")
    await slamet.sees("Ada barang lain yang bermasalah?")
    await slamet.presses("Tidak, sudah semua")
    await slamet.presses("Lewati")
    await slamet.sees("✅ No. 1", "Bilik suara kurang 2")


async def test_a_question_is_kept_and_told_where_answers_are(town: Town) -> None:
    """Nothing is guessed of what is only asked."""
    slamet = town.phone("Slamet")
    await slamet.says("kapan logistik dikirim pak?")
    await slamet.sees("Dicatat, belum dilaporkan.", "belum bisa menjawab pertanyaan", "/agenda")
    assert await town.value("SELECT COUNT(*) FROM free_texts") == 1


async def test_words_about_health_do_not_stay(town: Town) -> None:
    """Of an illness only the button's word is kept."""
    slamet = town.phone("Slamet")
    await slamet.says("ketua kpps pingsan karena diabetes")
    await slamet.sees("Kesehatan petugas: pingsan")
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1", "Kesehatan")
    assert await town.value("SELECT text FROM free_texts") == ""
    held = await town.rows("SELECT answers FROM reports")
    assert "diabetes" not in str(held)


async def test_what_sounds_confidential_can_still_go_to_the_circle_alone(town: Town) -> None:
    """Whatever guess is pressed, the open way is never the only one."""
    slamet = town.phone("Slamet")
    await slamet.says("ribut di depan tps soal bagi amplop")
    await slamet.sees("Politik uang", "Keamanan")
    await slamet.presses("Keamanan")
    await slamet.presses("🔒 Kirim rahasia: Bawaslu saja")
    await slamet.sees("✅ No. 1", "🔒 Rahasia")
    await town.phone("Lurah Hadi").sees_no("No. 1")


async def test_a_caption_is_understood_and_its_photo_asked_about(town: Town) -> None:
    """The photo goes with the report only after the question what it shows."""
    slamet = town.phone("Slamet")
    await slamet.sends_photo(caption="banjir masuk tps")
    await slamet.sees("Bencana: banjir di TPS 001 Kotalama", "Fotonya belum disimpan")
    await slamet.presses("Ya")
    await slamet.sees("Bukan bilik atau C.Hasil?")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1", "“banjir masuk tps”")
    assert await town.value("SELECT report_number FROM evidence") == 1


@pytest.mark.parametrize("label", ["Hapus", "Bukan laporan"])
async def test_a_photo_that_is_not_wanted_is_forgotten(town: Town, label: str) -> None:
    """Hapus keeps the words alone, Bukan laporan keeps no photo either."""
    slamet = town.phone("Slamet")
    await slamet.sends_photo(caption="pohon tumbang depan tps")
    await slamet.sees("Bencana")
    if label == "Hapus":
        await slamet.presses("Ya")
    await slamet.presses(label)
    await slamet.sees("✅ No. 1" if label == "Hapus" else "tidak dilaporkan")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def test_no_photo_of_somebody_ill_is_kept(town: Town) -> None:
    """Jangan foto: it is dropped as soon as the words mean health."""
    slamet = town.phone("Slamet")
    await slamet.sends_photo(caption="anggota kpps pingsan")
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def test_captions_obey_the_same_rules(town: Town) -> None:
    """Counts of votes are refused, a line is filed without its photo."""
    slamet = town.phone("Slamet")
    await slamet.sends_photo(caption="paslon 1 dapat 120 suara")
    await slamet.sees("hasil hitung suara tidak boleh dikirim")
    await slamet.sends_photo(caption="mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai")
    await slamet.sees("Fotonya tidak disimpan")
    counted = await town.value("SELECT (SELECT COUNT(*) FROM evidence)"
                               " + (SELECT COUNT(*) FROM free_texts)")  # fmt: skip
    assert counted == 0


async def test_an_album_stays_together(town: Town) -> None:
    """The words come with the first photo; the others go the same way."""
    slamet = town.phone("Slamet")
    await slamet.sends_album(b"one", b"two", b"three", caption="tenda roboh kena angin")
    await slamet.sees("Bencana")
    await slamet.presses("Ya")
    await slamet.sees("Bukan bilik atau C.Hasil?")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1", "“tenda roboh kena angin”")
    assert await town.value("SELECT COUNT(*) FROM evidence WHERE report_number = 1") == 3


async def test_forged_guesses_are_refused(town: Town) -> None:
    """A kind that does not exist, items that nobody named, words that are settled."""
    slamet = town.phone("Slamet")
    await slamet.says("banjir di depan")
    await slamet.sees("Maksud")
    for data in ("1t.as|1|emas", "1t.log|1", "1t.ph|y|99|bencana", "1t.as|99"):
        await slamet.forges(data)
        await slamet.sees_toast("sudah tidak berlaku")
    await slamet.presses("Bukan laporan")
    await slamet.sees("tidak dilaporkan")
    await slamet.forges("1t.as|1|bencana")
    await slamet.sees_toast("sudah tidak berlaku")
