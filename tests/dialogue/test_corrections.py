"""Koreksi and batal: versions, never an overwriting."""

from datetime import timedelta

from tests.town import Town


async def test_a_report_is_filled_in_again(voting_day: Town) -> None:
    """☰ Lainnya → Koreksi laporan → Isi ulang: a second version of the same number."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    await slamet.sees("No. 1")
    await slamet.says("☰ Lainnya")
    await slamet.presses("Koreksi laporan")
    await slamet.presses("No. 1")
    await slamet.presses("Isi ulang")
    await slamet.presses("Terima (luar)")
    await slamet.presses("Ada yang bermasalah")
    await slamet.presses("Bilik suara")
    await slamet.presses("Kurang")
    await slamet.says("2")
    await slamet.presses("Tidak, sudah semua")
    await slamet.presses("Lewati")
    await slamet.sees("No. 1 dikoreksi (versi 2)", "Bilik suara kurang 2")
    rows = await voting_day.rows("SELECT number, version, withdrawn FROM reports ORDER BY id")
    assert [row["version"] for row in rows] == [1, 2]


async def test_a_chosen_report_is_taken_back(voting_day: Town) -> None:
    """`batal 1` takes that one back, whatever came after."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.says("logistik lengkap")
    await slamet.sees("No. 2")
    await slamet.says("batal 1")
    await slamet.sees("Laporan No. 1 dibatalkan")
    assert await voting_day.value("SELECT topic FROM current_reports") == "logistik_luar"


async def test_nobody_takes_back_what_another_reported(voting_day: Town) -> None:
    """Agus knows the number of Slamet's report: that is not enough."""
    slamet, agus = voting_day.phone("Slamet"), voting_day.phone("Agus")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await agus.says("batal 1")
    await agus.sees("Laporan No. 1 tidak ada, atau bukan laporan")
    await agus.forges("1k.drop|1")
    await agus.sees_toast("bukan bagian dari tugas")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_an_edit_that_says_nothing_changes_nothing(voting_day: Town) -> None:
    """An edited message that is no report any more is answered, the report stands."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("mulai")
    await slamet.sees("No. 1")
    assert sent is not None
    await slamet.edits(sent, "mulai apa ya")
    await slamet.sees("laporan tidak diubah")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_nobody_who_may_be_counting_is_asked_about_a_form(voting_day: Town) -> None:
    """The same in the evening of voting: the linmas is asked once the box is sealed."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/logistik")
    await slamet.presses("Terima (luar)")
    await slamet.sees("Periksa dari luar")
    voting_day.clock.now += timedelta(hours=13)
    await voting_day.tick()
    await voting_day.quiet()
    assert not [each for each in slamet.messages if each.has("Lanjut atau buang?")]
    rina = voting_day.phone("Rina")
    await rina.says("segel")
    await rina.presses("Ya, benar")
    await rina.sees("Kotak disegel")
    await voting_day.tick()
    await slamet.sees("belum selesai. Lanjut atau buang?")


async def test_what_waits_behind_a_told_form_is_asked_about(town: Town) -> None:
    """A shortage was told and left open, an incident waited behind it: that one is asked about."""
    rina = town.phone("Rina")
    await rina.says("🚨 Ada masalah")
    await rina.presses("Keamanan")
    await rina.sees("Apa yang terjadi?")
    await rina.says("📦 Logistik")
    for label in ("Isi kotak", "Ada yang bermasalah", "Tinta", "Kurang"):
        await rina.presses(label)
    await rina.sees("sudah dilaporkan. Berapa jumlahnya?")
    town.clock.now += timedelta(hours=13)
    await town.tick()
    await rina.sees("Masalah", "Lanjut atau buang?")
    await rina.presses("Lanjut")
    await rina.sees("Apa yang terjadi?")


async def test_a_form_left_open_is_asked_about_after_twelve_hours(town: Town) -> None:
    """Slamet forgot a form in the morning; in the evening he is asked once."""
    slamet = town.phone("Slamet")
    await slamet.says("/logistik")
    await slamet.presses("Terima (luar)")
    await slamet.sees("Periksa dari luar")
    town.clock.now += timedelta(hours=13)
    await town.tick()
    await slamet.sees("belum selesai. Lanjut atau buang?")
    await slamet.presses("Lanjut")
    await slamet.sees("Periksa dari luar")
    await slamet.presses("Semua baik")
    await slamet.sees("No. 1")


async def test_a_second_form_does_not_swallow_the_first(voting_day: Town) -> None:
    """Half a report is open when something happens: the incident first, then the report again."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/logistik")
    await slamet.presses("Terima (luar)")
    await slamet.sees("Periksa dari luar")
    await slamet.says("🚨 Ada masalah")
    await slamet.sees("Darurat? Telepon dulu:")
    await slamet.presses("Batal")
    await slamet.sees("Logistik", "belum selesai. Lanjut atau buang?")
    await slamet.presses("Lanjut")
    await slamet.presses("Semua baik")
    await slamet.sees("✅ No. 1")


async def test_batal_after_a_late_report_takes_it_back(voting_day: Town) -> None:
    """The question for the true hour is open: `batal` means the report, not the question."""
    voting_day.clock.at(7, 40)
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("Pukul berapa sebenarnya?")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 0
