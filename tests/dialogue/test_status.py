"""Reporting milestones: one tap, a list, one line; told as people play it."""

from tests.town import KOTALAMA, Town


async def test_a_milestone_is_one_message_and_one_short_receipt(voting_day: Town) -> None:
    """Slamet types `mulai` at 07.02: a numbered receipt, and the next milestone stands ready."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    receipt = await slamet.sees("✅ No. 1. Rapat dimulai 07.02", "Salah? Ketik: batal")
    assert receipt.text.count("\n") == 0
    assert "✅ TPS 001: pemungutan ditutup" in slamet.keyboard


async def test_the_ready_message_reports_the_next_milestone(voting_day: Town) -> None:
    """The top key of the keyboard is a message that waits in the phone for signal."""
    voting_day.clock.at(6)
    slamet = voting_day.phone("Slamet")
    await slamet.says("/bantuan")
    await slamet.sees("Bantuan")
    await slamet.presses("✅ TPS 001: kotak sudah di TPS")
    await slamet.sees("✅ No. 1. Kotak sudah di TPS 06.00")
    assert "✅ TPS 001: petugas lengkap" in slamet.keyboard
    voting_day.clock.at(6, 45)
    await slamet.says("/bantuan")
    await slamet.sees("Bantuan")
    assert "✅ TPS 001: rapat dimulai" in slamet.keyboard


async def test_the_list_updates_in_place_with_a_toast(voting_day: Town) -> None:
    """`📍 Status TPS` → `Rapat dimulai`: a toast, the same message changes, no new message."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📍 Status TPS")
    shown = await slamet.sees("Status TPS 001 Kotalama")
    await slamet.presses("Rapat dimulai")
    await slamet.sees_toast("Rapat dimulai 07.02")
    changed = await slamet.sees("✅ rapat dimulai 07.02")
    assert changed.id == shown.id


async def test_the_second_reporter_sees_who_was_first(voting_day: Town) -> None:
    """Rina reports what Slamet has reported: both are kept, and she is told."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await rina.says("sudah dibuka pak")
    await rina.sees("No. 2", "Sudah dilaporkan Bapak/Ibu Slamet 07.02")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 2


async def test_the_same_again_is_stored_once(voting_day: Town) -> None:
    """Slamet gets no answer for a while and types it again."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await slamet.says("Mulai")
    await slamet.sees("Sudah tersimpan: No. 1")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_too_early_is_asked_before_it_is_stored(voting_day: Town) -> None:
    """`hitung` at 07.02 is probably a slip: nothing is stored until it is confirmed."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("hitung")
    await slamet.sees("Penghitungan dimulai 07.02? Aturan: setelah 13.00.")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.presses("Salah pencet")
    await slamet.sees("Dibatalkan")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0


async def test_a_confirmed_early_count_is_stored_and_alerts(voting_day: Town) -> None:
    """Counting before 13.00 that is really so reaches the people who must act."""
    slamet, lurah = voting_day.phone("Slamet"), voting_day.phone("Hadi")
    await slamet.says("hitung")
    await slamet.sees("Aturan")
    await slamet.presses("Ya, benar")
    await slamet.sees("✅ No. 1. Penghitungan dimulai 07.02")
    await lurah.sees("Terlalu awal")


async def test_a_late_report_is_stored_and_the_true_hour_asked(voting_day: Town) -> None:
    """At 07.40 Slamet reports the start: stored at once, no alarm before he says when."""
    voting_day.clock.at(7, 40)
    slamet, lurah = voting_day.phone("Slamet"), voting_day.phone("Hadi")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.40")
    await slamet.sees("Pukul berapa sebenarnya?")
    await slamet.presses("07.05")
    await slamet.sees("No. 1 dikoreksi", "Rapat dimulai 07.05")
    await voting_day.quiet()
    assert not lurah.messages


async def test_a_truly_late_start_alerts(voting_day: Town) -> None:
    """Slamet types that it began at 07.30: more than 15 minutes late is told to the lurah."""
    voting_day.clock.at(7, 40)
    slamet, lurah = voting_day.phone("Slamet"), voting_day.phone("Hadi")
    await slamet.says("mulai")
    await slamet.sees("Pukul berapa sebenarnya?")
    await slamet.says("07.30")
    await slamet.sees("Rapat dimulai 07.30")
    await lurah.sees("Terlambat: rapat dimulai 07.30")


async def test_batal_takes_the_last_report_back(voting_day: Town) -> None:
    """`batal` makes a new version; the old one stays in the log."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 2


async def test_editing_the_message_corrects_the_report(voting_day: Town) -> None:
    """Slamet changes his message from 07.05 to 07.01: version 2 holds."""
    voting_day.clock.at(7, 8)
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("mulai 07.05")
    await slamet.sees("Rapat dimulai 07.05")
    assert sent is not None
    await slamet.edits(sent, "mulai 07.01")
    await slamet.sees("No. 1 dikoreksi (versi 2)", "Rapat dimulai 07.01")


async def test_a_lurah_reports_for_any_station_of_the_village(voting_day: Town) -> None:
    """`2 mulai` files for TPS 002 on behalf; `mulai semua` shows a preview first."""
    lurah = voting_day.phone("Hadi")
    await lurah.says("2 mulai")
    await lurah.sees("✅ No. 1. Rapat dimulai 07.02")
    await lurah.says("mulai semua kecuali 3")
    await lurah.sees("Rapat dimulai untuk TPS 1 (Kotalama)", "Sudah dilaporkan, dilewati: 2")
    await lurah.presses("Ya, simpan 1 TPS")
    await lurah.sees("1 laporan tersimpan")
    rows = await voting_day.rows(
        "SELECT s.number, r.rank FROM current_reports c JOIN stations s ON s.id = c.station_id"
        " JOIN reports r ON r.id = c.report_id WHERE s.area = $1 ORDER BY 1",
        KOTALAMA,
    )
    assert rows == [{"number": 1, "rank": 1}, {"number": 2, "rank": 1}]


async def test_nobody_reports_outside_the_own_area(voting_day: Town) -> None:
    """Lurah Hadi names a village that is not his; Slamet another station."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("2 mulai")
    await slamet.sees("di luar wilayah tugas")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1


async def test_without_an_event_nothing_is_checked(town: Town) -> None:
    """Before an admin has set the event up, reports are taken as they come."""
    slamet = town.phone("Slamet")
    await slamet.says("hitung")
    await slamet.sees("✅ No. 1. Penghitungan dimulai 07.02")


async def test_staff_complete_is_asked_in_the_list_itself(voting_day: Town) -> None:
    """`Petugas lengkap` → `Semua hadir`: still the same message."""
    voting_day.clock.at(6, 1)
    slamet = voting_day.phone("Slamet")
    await slamet.says("/tps")
    shown = await slamet.sees("Status TPS 001")
    await slamet.presses("Petugas lengkap", on=shown)
    await slamet.sees("7 KPPS dan 2 linmas")
    await slamet.presses("Semua hadir")
    await slamet.sees_toast("Petugas lengkap 06.01")
    changed = await slamet.sees("✅ petugas lengkap 06.01")
    assert changed.id == shown.id


async def test_who_is_missing_is_told_in_numbers(voting_day: Town) -> None:
    """`lengkap 6 2`, and the optional question who is missing."""
    voting_day.clock.at(6, 1)
    slamet = voting_day.phone("Slamet")
    await slamet.says("lengkap 6 2")
    await slamet.sees("Siapa yang belum hadir?")
    await slamet.says("KPPS 5")
    await slamet.sees("No. 1", "KPPS 6/7, linmas 2/2, belum hadir: KPPS 5")


async def test_an_operator_is_asked_how_the_report_came(voting_day: Town) -> None:
    """Somebody phoned it in: the way is kept; typed along, it is not asked."""
    oki = voting_day.phone("Oki")
    await oki.says("2 mulai")
    await oki.sees("terima lewat apa?")
    await oki.presses("Telepon")
    await oki.sees("No. 1")
    await oki.says("3 mulai via wa")
    await oki.sees("No. 2")
    rows = await voting_day.rows("SELECT source FROM reports ORDER BY id")
    assert [row["source"] for row in rows] == ["telepon", "wa"]


async def test_a_camat_picks_village_and_station(voting_day: Town) -> None:
    """Status TPS → village → number → milestone, all in one message."""
    camat = voting_day.phone("Camat Budi")
    await camat.says("📍 Status TPS")
    await camat.presses("Kotalama")
    await camat.presses("002")
    await camat.sees("Status TPS 002 Kotalama")
    await camat.presses("Rapat dimulai")
    await camat.sees_toast("No. 1")


async def test_after_sealing_the_number_of_voters_is_asked_once(voting_day: Town) -> None:
    """The box is sealed; then, once, how many came."""
    voting_day.clock.at(16)
    slamet = voting_day.phone("Slamet")
    for word in ("tutup", "hitung", "selesai"):
        await slamet.says(word)
        await slamet.presses("Ya, benar") if word == "tutup" else None
    await slamet.says("segel")
    await slamet.sees("Berapa pemilih")
    await slamet.says("412")
    await slamet.sees("Pemilih hadir 412")


async def test_a_typed_station_number_is_no_hour(voting_day: Town) -> None:
    """The hour of one station is open; the lurah types the number of the next station."""
    voting_day.clock.at(7, 40)
    lurah = voting_day.phone("Hadi")
    await lurah.says("2 mulai")
    await lurah.sees("Pukul berapa sebenarnya?")
    await lurah.says("📍 Status TPS")
    await lurah.sees("ketik nomornya")
    await lurah.says("3")
    await lurah.sees("Status TPS 003 Kotalama")
    assert await voting_day.value("SELECT MAX(version) FROM reports") == 1


async def test_a_late_batch_alarms_nobody_and_says_its_hour(voting_day: Town) -> None:
    """`mulai 1-3` at 07.40: stored as of now, with a hint how to say the true hour."""
    voting_day.clock.at(7, 40)
    lurah, camat = voting_day.phone("Hadi"), voting_day.phone("Camat Budi")
    await lurah.says("mulai 1-3")
    await lurah.sees("Pukul 07.40 (sekarang)")
    await lurah.presses("Ya, simpan 3 TPS")
    await lurah.sees("3 laporan tersimpan")
    await voting_day.quiet()
    assert not camat.messages
    assert await voting_day.value("SELECT DISTINCT on_behalf FROM reports") == "lurah"


async def test_closing_before_13_is_asked(voting_day: Town) -> None:
    """Two quick taps on the top key must not close a station at 07.02."""
    voting_day.clock.at(12, 50)
    slamet = voting_day.phone("Slamet")
    await slamet.says("tutup")
    await slamet.sees("Pemungutan ditutup 12.50? Aturan: setelah 13.00.")


async def test_arrival_is_ticked_by_who_receives(voting_day: Town) -> None:
    """Slamet cannot report that PPS has the boxes; PPS can."""
    voting_day.clock.at(18)
    slamet, pps = voting_day.phone("Slamet"), voting_day.phone("Yanti")
    await slamet.says("/tps")
    shown = await slamet.sees("Status TPS 001")
    assert not any("Kotak tiba" in label for label in shown.labels)
    await pps.says("1 kotak tiba")
    await pps.sees("Kotak tiba 18.00?")


async def test_a_number_typed_before_the_village_is_known(voting_day: Town) -> None:
    """A camat types `3 mulai`: only the village is asked."""
    camat = voting_day.phone("Camat Budi")
    await camat.says("3 mulai")
    await camat.sees("Di kelurahan mana?")
    await camat.presses("Kotalama")
    await camat.sees("✅ No. 1. Rapat dimulai")


async def test_the_chair_s_word_counts_and_a_lower_one_alarms_nobody(voting_day: Town) -> None:
    """Rina says 07.02; Joko, an ordinary member, says 07.20: kept, and no alarm."""
    voting_day.clock.at(7, 25)
    rina, joko, lurah = (voting_day.phone(name) for name in ("Rina", "Joko", "Hadi"))
    await rina.says("mulai 07.02")
    await rina.sees("No. 1")
    await joko.says("mulai 07.20")
    await joko.sees("No. 2", "Sudah dilaporkan Bapak/Ibu Rina 07.02")
    await voting_day.quiet()
    assert not lurah.messages
