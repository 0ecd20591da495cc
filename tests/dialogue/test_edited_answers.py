"""Editing one's message corrects what it said, whatever question it answered."""

from tests.town import Town


async def test_a_line_that_was_asked_about_is_corrected_by_its_message(voting_day: Town) -> None:
    """`mulai 06.01` was doubted and confirmed by a press: its message still is the report's."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("mulai 06.01")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1. Rapat dimulai 06.01")
    assert sent is not None
    await slamet.edits(sent, "mulai 07.01")
    await slamet.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.01")


async def test_a_line_is_corrected_while_it_is_asked_about(voting_day: Town) -> None:
    """The slip is seen at once: the edited line is stored, nothing is left open."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("mulai 17.01")
    await slamet.sees("Jam itu belum lewat")
    assert sent is not None
    await slamet.edits(sent, "mulai 07.01")
    await slamet.sees("No. 1. Rapat dimulai 07.01")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_count_is_corrected_while_the_form_is_open(voting_day: Town) -> None:
    """The shortage was told at once with 12: editing 12 to 21 tells the new count."""
    rina = voting_day.phone("Rina")
    for label in ("📦 Logistik", "Isi kotak", "Ada yang bermasalah", "Tinta", "Kurang"):
        await (rina.says(label) if label == "📦 Logistik" else rina.presses(label))
    sent = await rina.says("12")
    await rina.sees("Ada barang lain yang bermasalah?")
    assert sent is not None
    await rina.edits(sent, "1")
    await rina.presses("Tidak, sudah semua")
    await rina.presses("Lewati")
    await rina.sees("Isi kotak: Tinta kurang 1.")
    alert = await voting_day.value("SELECT description FROM incidents")
    assert alert == "Tinta kurang 1"


async def test_a_count_is_corrected_after_the_report_was_filed(voting_day: Town) -> None:
    """The same once the form is closed; the alert follows."""
    rina = voting_day.phone("Rina")
    for label in ("📦 Logistik", "Isi kotak", "Ada yang bermasalah", "Tinta", "Kurang"):
        await (rina.says(label) if label == "📦 Logistik" else rina.presses(label))
    sent = await rina.says("12")
    await rina.presses("Tidak, sudah semua")
    await rina.presses("Lewati")
    await rina.sees("Tinta kurang 12. Salah?")
    assert sent is not None
    await rina.edits(sent, "dua puluh")
    await rina.sees("Ketik angkanya saja")
    await rina.edits(sent, "2")
    await rina.sees("dikoreksi", "Tinta kurang 2.")
    assert await voting_day.value("SELECT description FROM incidents") == "Tinta kurang 2"


async def test_the_number_of_voters_is_corrected_by_its_message(voting_day: Town) -> None:
    """An answer typed to the form of turnout; one beyond the ballots is asked about."""
    voting_day.clock.at(13, 20)
    slamet = voting_day.phone("Slamet")
    await slamet.says("☰ Lainnya")
    await slamet.presses("Partisipasi")
    sent = await slamet.says("187")
    await slamet.sees("No. 1. Pemilih hadir 187")
    assert sent is not None
    await slamet.edits(sent, "178")
    await slamet.sees("No. 1 dikoreksi (versi 2). Pemilih hadir 178")
    await slamet.edits(sent, "1787")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1 dikoreksi (versi 3). Pemilih hadir 1.787")


async def test_the_words_of_an_incident_are_corrected_by_their_message(voting_day: Town) -> None:
    """Kirim was pressed: what the reporter mends in the message reaches the alert."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Keamanan")
    sent = await slamet.says("dua orang berkelahi di pintu")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1")
    assert sent is not None
    await slamet.edits(sent, "dua puluh orang berkelahi di pintu")
    await slamet.sees("dikoreksi")
    told = await voting_day.value("SELECT description FROM incidents")
    assert told == "dua puluh orang berkelahi di pintu"


async def test_edited_words_that_now_sound_secret_are_asked_about(voting_day: Town) -> None:
    """An incident that turns into bought votes is offered to the circle before it goes on."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Keamanan")
    sent = await slamet.says("dua orang ribut di pintu")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1")
    assert sent is not None
    await slamet.edits(sent, "dua orang ribut soal serangan fajar, amplop dibagi")
    await slamet.sees("Kirim rahasia")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_free_words_that_became_a_report_are_corrected_too(voting_day: Town) -> None:
    """Ya: the message of before is the report's."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("banjir masuk tps semata kaki")
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1")
    assert sent is not None
    await slamet.edits(sent, "banjir masuk tps selutut")
    await slamet.sees("dikoreksi")
    assert "selutut" in str(await voting_day.value("SELECT description FROM incidents"))
