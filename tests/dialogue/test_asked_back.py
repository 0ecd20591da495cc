"""A question back is about the words of before: said anew, it is over; every button has words."""

from tests.town import Town


async def test_a_slip_that_is_typed_again_leaves_nothing_open(voting_day: Town) -> None:
    """`mulai 17.01`, then `mulai 07.01`: stored; nobody is asked about the slip any more."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 17.01")
    await slamet.sees("Jam itu belum lewat")
    await slamet.says("mulai 07.01")
    await slamet.sees("No. 1. Rapat dimulai 07.01")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")


async def test_a_doubt_typed_again_replaces_the_one_of_before(voting_day: Town) -> None:
    """Two slips of one milestone in a row: Salah pencet ends both."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 17.01")
    await slamet.sees("17.01?")
    await slamet.says("mulai 17.02")
    await slamet.sees("17.02?")
    await slamet.presses("Salah pencet")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_an_old_question_back_does_not_confirm_another(voting_day: Town) -> None:
    """The button below an older doubt hears of its own form alone."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("tutup 13.01")
    old = await slamet.sees("Pemungutan ditutup 13.01?")
    await slamet.says("mulai 06.01")
    await slamet.sees("Rapat dimulai 06.01?")
    await slamet.presses("Ya, benar", on=old)
    await slamet.sees_toast("sudah tidak berlaku")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0


async def test_another_report_keeps_what_waits(voting_day: Town) -> None:
    """Half an incident, then turnout beyond the ballots: the incident comes back afterwards."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Keamanan")
    await slamet.says("pemilih 1900")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1. Pemilih hadir 1.900")
    await slamet.sees("Lanjut atau buang?")


async def test_what_waits_survives_a_form_without_an_answer(voting_day: Town) -> None:
    """Between the incident and its return two forms are opened, the first one never answered."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Keamanan")
    await slamet.says("📦 Logistik")
    await slamet.sees("Apa yang mau dilaporkan?")
    await slamet.says("☰ Lainnya")
    await slamet.presses("Partisipasi")
    await slamet.says("batal")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    await slamet.sees("Masalah", "Lanjut atau buang?")


async def test_words_in_place_of_the_buttons_of_a_doubt(voting_day: Town) -> None:
    """`salah` drops it, `ya` stores it."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 06.01")
    await slamet.sees("Aturan: setelah 07.00")
    await slamet.says("salah")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    await slamet.says("mulai 06.02")
    await slamet.sees("06.02?")
    await slamet.says("ya benar")
    await slamet.sees("No. 1. Rapat dimulai 06.02")
    await slamet.says("pemilih 1900")
    await slamet.sees("Sudah benar?")
    await slamet.says("tidak")
    await slamet.sees("Berapa pemilih yang sudah memilih?")
    await slamet.says("190")
    await slamet.sees("Pemilih hadir 190")


async def test_words_in_place_of_the_buttons_of_a_group(voting_day: Town) -> None:
    """`ada lagi`, `tidak`, `lewati`: the whole form by words alone."""
    slamet = voting_day.phone("Slamet")
    for words in ("📦 Logistik", "terima", "ada yang bermasalah", "kotak suara", "rusak", "1",
                  "ada lagi", "bilik suara", "basah", "2", "tidak"):  # fmt: skip
        await slamet.says(words)
    await slamet.sees("Kirim, atau tekan Lewati")
    await slamet.says("lewati")
    await slamet.sees("Kotak suara rusak 1; Bilik suara basah 2")


async def test_the_way_a_report_came_is_typed_too(voting_day: Town) -> None:
    """An operator answers `HT` instead of pressing it."""
    oki = voting_day.phone("Oki")
    await oki.says("2 mulai 07.01")
    await oki.sees("terima lewat apa?")
    await oki.says("via HT")
    await oki.sees("No. 1. Rapat dimulai 07.01")
    assert await voting_day.value("SELECT source FROM reports") == "ht"


async def test_batal_after_a_report_means_the_report(voting_day: Town) -> None:
    """A form is half done, a line is filed: `batal` takes the line back, the next the form."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📦 Logistik")
    await slamet.presses("Terima (luar)")
    await slamet.sees("Periksa dari luar")
    voting_day.clock.forward(seconds=30)
    await slamet.says("mulai 07.01")
    await slamet.sees("No. 1. Rapat dimulai 07.01. Salah? Ketik: batal")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")
    await slamet.says("batal")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_words_at_the_question_of_the_place_are_not_lost(voting_day: Town) -> None:
    """A camat tells what happens where a village was asked for: it is kept and asked about."""
    budi = voting_day.phone("Budi")
    await budi.says("🚨 Ada masalah")
    await budi.sees("Di kelurahan mana?")
    await budi.says("warga berkelahi bawa parang")
    await budi.sees("Maksud Bapak/Ibu")
    assert await voting_day.value("SELECT text FROM free_texts") == "warga berkelahi bawa parang"


async def test_ya_after_a_guess_is_about_the_guess(voting_day: Town) -> None:
    """A doubt was left open, then something happened: `ya` reports that, and no milestone."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 06.01")
    await slamet.sees("Aturan: setelah 07.00")
    voting_day.clock.forward(minutes=1)
    await slamet.says("banjir masuk tps semata kaki")
    await slamet.sees("Maksud Bapak/Ibu")
    await slamet.says("ya")
    await slamet.sees("✅ No. 1. Bencana")
    assert await voting_day.value("SELECT kind FROM reports") == "masalah"
