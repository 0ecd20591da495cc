"""What is unsafe is told with the first answer that says so: whoever stops there has told it."""

from bot.simulator.images import SAMPLE_JPEG
from tests.town import Town


async def leak(town: Town) -> None:
    """Gito says that the roof leaks, and has not yet answered what else there is."""
    gito = town.phone("Gito")
    await gito.says("📦 Logistik")
    await gito.presses("Tidak aman")
    await gito.presses("Atap bocor")
    await gito.sees("✅ No. 1 sudah dilaporkan. Ada yang lain?")


async def versions(town: Town) -> list[tuple[object, object]]:
    """Number and version of everything stored."""
    rows = await town.rows("SELECT number, version FROM reports ORDER BY id")
    return [(row["number"], row["version"]) for row in rows]


async def test_whoever_stops_after_the_first_danger_has_told_it(voting_day: Town) -> None:
    """Gito's phone loses its signal at "Ada yang lain?": the lurah has the alert."""
    lurah = voting_day.phone("Hadi")
    await leak(voting_day)
    await lurah.sees("ORANYE", "Kantor Kelurahan Kotalama", "atap bocor", "1.500")
    assert await versions(voting_day) == [(1, 1)]


async def test_what_follows_is_said_by_the_same_alert(voting_day: Town) -> None:
    """A second danger changes the alert in place; answers that say nothing new change nothing."""
    gito, lurah = voting_day.phone("Gito"), voting_day.phone("Hadi")
    await leak(voting_day)
    first = await lurah.sees("ORANYE", "atap bocor")
    await gito.presses("Ada lagi")
    await gito.sees("No. 1 sudah dilaporkan. Apa yang tidak aman?")
    await gito.presses("Tidak terkunci")
    await gito.sees("No. 1 sudah dilaporkan. Ada yang lain?")
    more = await lurah.sees("ORANYE", "atap bocor, tidak terkunci")
    assert more.id == first.id
    await gito.presses("Tidak, sudah semua")
    await gito.sees("No. 1 sudah dilaporkan. Bisa kirim foto dari luar?")
    await gito.presses("Lewati")
    await gito.sees("✅ No. 1. Tempat simpan tidak aman: atap bocor, tidak terkunci. Salah?")
    assert await versions(voting_day) == [(1, 1), (1, 2)]
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 1
    assert len(lurah.messages) == 1


async def test_one_telling_is_one_step_of_the_story(voting_day: Town) -> None:
    """However many dangers Gito adds, the alert says once that he added something."""
    gito, lurah = voting_day.phone("Gito"), voting_day.phone("Hadi")
    await leak(voting_day)
    for danger in ("Tidak terkunci", "Tidak ada penjaga", "Tidak di atas palet"):
        await gito.presses("Ada lagi")
        await gito.presses(danger)
        await gito.sees("Ada yang lain?")
    alert = await lurah.sees("tidak di atas palet, tidak terkunci, tidak ada penjaga")
    assert alert.text.count("dikoreksi") == 1


async def test_the_photo_goes_with_the_report(voting_day: Town) -> None:
    """The photo asked for last belongs to the number that is told already."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.presses("Tidak, sudah semua")
    await gito.sees("foto dari luar")
    await gito.sends_photo(SAMPLE_JPEG)
    await gito.presses("Kirim")
    await gito.sees("✅ No. 1. Tempat simpan tidak aman: atap bocor. Salah?")
    assert await voting_day.value("SELECT COUNT(*) FROM evidence WHERE report_number = 1") == 1


async def test_batal_closes_the_questions_and_leaves_the_report(voting_day: Town) -> None:
    """Batal says that No. 1 stays; `batal` after that takes it back, and the alert says so."""
    gito, lurah = voting_day.phone("Gito"), voting_day.phone("Hadi")
    await leak(voting_day)
    await gito.presses("Batal")
    await gito.sees("No. 1 tetap terkirim. Salah? Ketik: batal")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0
    assert await voting_day.value("SELECT state FROM incidents") == "open"
    await gito.says("batal")
    await gito.sees("Laporan No. 1 dibatalkan")
    await lurah.sees("atap bocor", "laporan ditarik: Bapak/Ibu Gito")
    assert await voting_day.value("SELECT state FROM incidents") == "dismissed"


async def test_batal_typed_does_the_same(voting_day: Town) -> None:
    """The first `batal` closes the open questions, the second one takes the report back."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.says("batal")
    await gito.sees("No. 1 tetap terkirim. Salah? Ketik: batal")
    await gito.says("batal")
    await gito.sees("Laporan No. 1 dibatalkan")


async def test_questions_end_when_the_report_is_taken_back(voting_day: Town) -> None:
    """`batal 1` in between: the next answer does not bring the report to life again."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.says("batal 1")
    await gito.sees("Laporan No. 1 dibatalkan")
    await gito.presses("Tidak, sudah semua")
    await gito.sees("Laporan No. 1 sudah dibatalkan.")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0
    assert await voting_day.value("SELECT state FROM incidents") == "dismissed"


async def test_kembali_goes_back_among_open_questions_only(voting_day: Town) -> None:
    """From "what else?" to "is there more?", and no further: what is told is told."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.presses("Kembali")
    await gito.sees_toast("No. 1 sudah dilaporkan. Salah? Ketik: batal 1")
    await gito.presses("Ada lagi")
    await gito.sees("Apa yang tidak aman?")
    await gito.presses("Kembali")
    await gito.sees("No. 1 sudah dilaporkan. Ada yang lain?")
    assert await versions(voting_day) == [(1, 1)]


async def test_a_graver_danger_makes_the_alert_graver(voting_day: Town) -> None:
    """Then Gito sees the water: the same alert is MERAH."""
    gito, lurah = voting_day.phone("Gito"), voting_day.phone("Hadi")
    await leak(voting_day)
    await lurah.sees("ORANYE", "atap bocor")
    await gito.presses("Ada lagi")
    await gito.presses("Banjir")
    await lurah.sees("MERAH", "atap bocor, banjir")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 1


async def test_what_is_short_in_the_boxes_is_told_before_the_rest(voting_day: Town) -> None:
    """Rina opens a box without ballots enough: told with the item, then with the number."""
    voting_day.clock.at(7, 10)
    rina, lurah = voting_day.phone("Rina"), voting_day.phone("Hadi")
    await rina.says("/logistik")
    await rina.presses("Isi kotak")
    await rina.presses("Ada yang bermasalah")
    await rina.presses("Surat suara")
    await rina.presses("Kurang")
    await rina.sees("✅ No. 1 sudah dilaporkan. Berapa jumlahnya?")
    first = await lurah.sees("TPS 001", "Surat suara kurang")
    await rina.says("10")
    await rina.sees("✅ No. 1 sudah dilaporkan. Ada barang lain yang bermasalah?")
    assert (await lurah.sees("Surat suara kurang 10")).id == first.id
    assert await versions(voting_day) == [(1, 1), (1, 2)]


async def test_a_node_tells_what_has_not_come_before_it_is_counted(voting_day: Town) -> None:
    """Yanti's boxes are not there: told at once, and no number of boxes is made up."""
    yanti, eko = voting_day.phone("Yanti"), voting_day.phone("Eko")
    await yanti.says("/logistik")
    await yanti.presses("Terima (luar)")
    await yanti.presses("Ada yang bermasalah")
    await yanti.presses("Kotak suara")
    await yanti.presses("Belum diterima")
    await yanti.sees("✅ No. 1 sudah dilaporkan. TPS nomor berapa saja?")
    await eko.sees("ORANYE", "Kel. Kotalama", "Kotak suara belum diterima")
    assert "boxes" not in str(await voting_day.value("SELECT answers FROM reports"))
    await yanti.says("2-3")
    await eko.sees("Kotak suara belum diterima (TPS 2–3)")
    await yanti.presses("Tidak, sudah semua")
    await yanti.presses("Lewati")
    await yanti.sees("✅ No. 1. Terima (luar) Kel. Kotalama: 2 dari 6 kotak")


async def test_another_report_is_not_in_the_way_of_one_that_is_told(voting_day: Town) -> None:
    """Gito leaves the questions for a new check: nothing half done comes back to ask him."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await voting_day.quiet()
    voting_day.clock.forward(minutes=5)
    await gito.says("/gudang")
    await gito.sees("✅ No. 1. Tempat simpan tidak aman: atap bocor. Salah? Ketik: batal")
    await gito.sees("Bagaimana keadaan tempat simpan")
    await gito.presses("✅ Aman")
    await gito.sees("✅ No. 2. Tempat simpan aman")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_correction_waits_for_its_end(voting_day: Town) -> None:
    """Half of a correction would take back what still holds: it is stored when it is whole."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.presses("Batal")
    await gito.says("/koreksi 1")
    await gito.presses("Isi ulang")
    await gito.presses("Tidak aman")
    await gito.presses("Banjir")
    await gito.sees("Ada yang lain?")
    assert await versions(voting_day) == [(1, 1)]
    await gito.presses("Tidak, sudah semua")
    await gito.presses("Lewati")
    await gito.sees("No. 1 dikoreksi (versi 2)", "banjir")


async def test_an_operator_says_first_how_the_report_came(voting_day: Town) -> None:
    """Oki has it by phone: that is asked before anything is told, and kept with it."""
    oki, lurah = voting_day.phone("Oki"), voting_day.phone("Hadi")
    await oki.says("/logistik")
    await oki.presses("002")
    await oki.presses("Terima (luar)")
    await oki.presses("Ada yang bermasalah")
    await oki.presses("Kotak suara")
    await oki.presses("Tertukar")
    await oki.sees("terima lewat apa?")
    assert await versions(voting_day) == []
    await oki.presses("Telepon")
    await oki.sees("✅ No. 1 sudah dilaporkan. Ada barang lain")
    await lurah.sees("TPS 002", "Kotak suara tertukar")
    assert await voting_day.value("SELECT source FROM reports") == "telepon"


async def test_a_photo_that_comes_before_its_question_finds_the_report(voting_day: Town) -> None:
    """Gito holds up the phone instead of reading on: the photo is offered for No. 1."""
    gito = voting_day.phone("Gito")
    await leak(voting_day)
    await gito.sends_photo(SAMPLE_JPEG)
    await gito.sees("Untuk laporan No. 1. Bukan bilik atau C.Hasil?")
    await gito.presses("Kirim")
    await gito.sees("Ditambahkan ke laporan No. 1")
    await gito.presses("Tidak, sudah semua")
    await gito.sees("No. 1 sudah dilaporkan. Bisa kirim foto")


async def test_a_form_left_for_twelve_hours_is_closed_without_a_question(voting_day: Town) -> None:
    """What it says is told: nobody is asked, and the report stays."""
    await leak(voting_day)
    voting_day.clock.forward(hours=13)
    await voting_day.tick()
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0
    assert await versions(voting_day) == [(1, 1)]


async def test_saying_the_same_again_makes_no_second_report(voting_day: Town) -> None:
    """Slamet fills in again what he has told: it is one report, and tells him so."""
    slamet = voting_day.phone("Slamet")
    for _ in range(2):
        await slamet.says("/logistik")
        for label in ("Terima (luar)", "Ada yang bermasalah", "Kotak suara", "Kurang"):
            await slamet.presses(label)
        await slamet.says("1")
        await slamet.presses("Tidak, sudah semua")
        await slamet.presses("Lewati")
        await slamet.sees("No. 1", "Kotak suara kurang 1")
    assert await versions(voting_day) == [(1, 1), (1, 2)]
