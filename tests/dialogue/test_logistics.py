"""Logistik and the check of a store, told as people play them."""

from tests.town import Town


async def test_everything_in_order_is_three_taps(voting_day: Town) -> None:
    """Slamet: Logistik → Terima (luar) → Semua baik; the form's message becomes the receipt."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📦 Logistik")
    asked = await slamet.sees("Apa yang mau dilaporkan?")
    await slamet.presses("Terima (luar)")
    await slamet.sees("jangan buka segel", "kotak suara: 2", "bilik suara: 4")
    await slamet.presses("Semua baik")
    receipt = await slamet.sees("✅ No. 1", "Terima (luar): semua baik")
    assert receipt.id == asked.id


async def test_in_one_line(voting_day: Town) -> None:
    """`logistik lengkap` says the same without a tap."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    await slamet.sees("✅ No. 1. Terima (luar): semua baik")


async def test_what_is_short_reaches_those_in_charge(voting_day: Town) -> None:
    """A missing box is ORANYE: PPS and lurah get an alert with what is short."""
    slamet, pps = voting_day.phone("Slamet"), voting_day.phone("Yanti")
    await slamet.says("/logistik")
    await slamet.presses("Terima (luar)")
    await slamet.presses("Ada yang bermasalah")
    await slamet.presses("Kotak suara")
    await slamet.presses("Kurang")
    await slamet.says("1")
    await slamet.presses("Tidak, sudah semua")
    await slamet.presses("Lewati")
    await slamet.sees("No. 1", "Kotak suara kurang 1")
    await pps.sees("ORANYE", "Kotak suara kurang 1", "TPS 001")


async def test_boxes_stay_closed_before_the_meeting(voting_day: Town) -> None:
    """At 06.30 the chair wants to report the contents: not yet, and nothing is lost."""
    voting_day.clock.at(6, 30)
    rina = voting_day.phone("Rina")
    await rina.says("/logistik")
    await rina.presses("Isi kotak")
    await rina.sees_toast("Isi kotak baru diperiksa dalam rapat pukul 07.00. Jangan buka segel.")
    await rina.presses("Terima (luar)")
    await rina.sees("Periksa dari luar")


async def test_linmas_never_open_boxes(voting_day: Town) -> None:
    """Only KPPS are asked about the contents."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/logistik")
    asked = await slamet.sees("Apa yang mau dilaporkan?")
    assert not any("Isi kotak" in label for label in asked.labels)


async def test_an_unsafe_store_names_the_stations_at_risk(voting_day: Town) -> None:
    """Gito finds water seeping in: MERAH at once, with stations and voters."""
    gito, lurah = voting_day.phone("Gito"), voting_day.phone("Hadi")
    await gito.says("📦 Logistik")
    await gito.presses("Tidak aman")
    await gito.presses("Rembesan di lantai")
    await gito.presses("Tidak, sudah semua")
    await gito.presses("Lewati")
    await gito.sees("No. 1", "rembesan di lantai")
    await lurah.sees("MERAH", "Kantor Kelurahan Kotalama", "1.500")


async def test_a_half_done_form_goes_back_and_stops(voting_day: Town) -> None:
    """Kembali and Batal work at every step, and `batal` typed does the same."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/logistik")
    await slamet.presses("Terima (luar)")
    await slamet.sees("Periksa dari luar")
    await slamet.presses("Kembali")
    await slamet.sees("Apa yang mau dilaporkan?")
    await slamet.presses("Batal")
    await slamet.sees("Dibatalkan. Tidak ada yang disimpan.")
    await slamet.says("/logistik")
    await slamet.sees("Apa yang mau dilaporkan?")
    await slamet.says("batal")
    await slamet.sees("Dibatalkan")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0


async def test_a_replayed_button_of_a_form_changes_nothing(voting_day: Town) -> None:
    """A press for a question that is over is refused with what to do."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("/logistik")
    asked = await slamet.sees("Apa yang mau dilaporkan?")
    old = asked.buttons[0][0]
    await slamet.presses("Terima (luar)")
    await slamet.presses("Semua baik")
    await slamet.sees("No. 1")
    await slamet.forges(str(old.data))
    await slamet.sees_toast("Tombol ini sudah tidak berlaku")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_turnout_above_the_ballots_is_asked_back(voting_day: Town) -> None:
    """500 voters and reserve are 513: 600 is doubted, then taken when confirmed."""
    voting_day.clock.at(13, 30)
    slamet = voting_day.phone("Slamet")
    await slamet.says("pemilih 600")
    await slamet.sees("600 pemilih? DPT TPS ini 500.")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1", "Pemilih hadir 600")
    await slamet.says("pemilih 487")
    await slamet.sees("Sebelumnya 600. Sekarang 487?")
    await slamet.presses("Ya, benar")
    await slamet.sees("No. 1 dikoreksi", "487")
