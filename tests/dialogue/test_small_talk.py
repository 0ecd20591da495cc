"""Thanks, greetings and tests are no reports; a guess may be agreed to in words."""

import pytest

from tests.town import Town


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("terima kasih", "Sama-sama"), ("makasih pak", "Sama-sama"), ("siap", "👍"), ("ok", "👍"),
        ("👍", "👍"), ("baik", "👍"), ("noted", "👍"), ("assalamualaikum", "Waalaikumsalam"),
        ("test", "Bot menyala"), ("selamat pagi", "Selamat bertugas"),
    ],
)  # fmt: skip
async def test_politeness_is_answered_politely(town: Town, text: str, answer: str) -> None:
    """A short answer without buttons; the words are on file as no report."""
    slamet = town.phone("Slamet")
    await slamet.says(text)
    seen = await slamet.sees(answer)
    assert seen.labels == []
    rows = await town.rows("SELECT text, outcome FROM free_texts")
    assert rows == [{"text": text, "outcome": "dismissed"}]


async def test_a_polite_report_is_looked_at(town: Town) -> None:
    """`selamat pagi, TPS 012 kebanjiran` is offered as a report."""
    slamet = town.phone("Slamet")
    await slamet.says("selamat pagi, TPS 001 kebanjiran")
    await slamet.sees("Bencana: banjir di TPS 001 Kotalama?")


async def test_yes_in_words_is_the_button(town: Town) -> None:
    """Slamet types `ya` below the guess: reported; a second `ya` reports nothing."""
    slamet = town.phone("Slamet")
    await slamet.says("banjir pak, air masuk tps")
    await slamet.sees("Maksud Bapak/Ibu")
    await slamet.says("ya betul")
    await slamet.sees("✅ No. 1. Bencana")
    await slamet.says("ya")
    await slamet.sees("Dicatat, belum dilaporkan.")
    assert await town.value("SELECT COUNT(*) FROM reports") == 1


async def test_batal_after_a_guess_is_about_the_guess(voting_day: Town) -> None:
    """The milestone of before stands; a second `batal` is about that."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    voting_day.clock.forward(minutes=1)
    await slamet.says("banjir pak, air masuk tps")
    await slamet.sees("Maksud Bapak/Ibu")
    await slamet.says("batal")
    await slamet.sees("Baik, tidak dilaporkan")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 1
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")


async def test_long_words_are_kept_whole(town: Town) -> None:
    """Four thousand letters: on file, in the report and in the incident, to the last."""
    slamet = town.phone("Slamet")
    story = ("Air masuk TPS, banjir setinggi lutut. " * 110)[:4090] + "habis."
    await slamet.says(story)
    await slamet.sees("Maksud Bapak/Ibu")
    assert await town.value("SELECT text FROM free_texts") == story
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1. Bencana")
    assert await town.value("SELECT description FROM incidents") == story
    await slamet.says("masalah " + story[:4000])
    await slamet.sees("✅ No. 2. Bencana")


async def test_mended_words_are_read_anew(town: Town) -> None:
    """Slamet mends his message before he agrees: the new words count, as guess or as report."""
    slamet = town.phone("Slamet")
    sent = await slamet.says("banjir")
    await slamet.sees("Maksud Bapak/Ibu")
    assert sent is not None
    await slamet.edits(sent, "listrik padam di tps")
    await slamet.sees("Listrik/jaringan: listrik padam")
    await slamet.edits(sent, "paslon 1 dapat 120 suara")
    await slamet.sees("hasil hitung suara tidak boleh dikirim")
    await slamet.edits(sent, "mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.02")
    rows = await town.rows("SELECT text, outcome FROM free_texts ORDER BY id")
    assert [row["outcome"] for row in rows] == ["dismissed", "dismissed"]
