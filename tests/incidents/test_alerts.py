"""From a phone at a TPS to those who must act, and back: told as people play it."""

from bot.simulator import Phone
from tests.town import Town


async def report(phone: Phone, line: str = "masalah banjir air masuk TPS") -> None:
    """File an incident by a line whose kind is clear."""
    await phone.says(line)
    await phone.sees("✅ No.")


async def test_a_line_reaches_those_responsible_at_once(town: Town) -> None:
    """MERAH bencana rings lurah, camat, BPBD and the other coordinators; not the next kelurahan."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir air masuk TPS")
    receipt = await slamet.sees("✅ No. 1", "Bencana", "MERAH", "Diteruskan ke")
    assert "BPBD/Damkar" in receipt.text
    alert = await town.phone("BPBD Nur").sees("MERAH", "No. 1", "TPS 001 Kotalama", "Jl. Contoh")
    assert "Bapak/Ibu Slamet (linmas)" in alert.text
    assert town.phone("Slamet").number in alert.text
    assert town.phone("Rina").number in alert.text
    assert "air masuk TPS" in alert.text
    assert alert.labels == [
        "👍 Dipantau", "🙋 Saya tangani", "👥 Tugaskan", "✅ Selesai", "🚫 Bukan masalah", "🗺 Rute",
    ]  # fmt: skip
    for name in ("Lurah Hadi", "Camat Budi", "Polsek Arif"):
        await town.phone(name).sees("No. 1", "Bencana")
    await town.phone("Lurah Sri").sees_no("No. 1")
    await town.phone("Yanti").sees_no("No. 1")


async def test_bakesbangpol_sees_it_without_a_sound(town: Town) -> None:
    """Where it is not in charge the overview is silent; the agency in charge is rung."""
    await report(town.phone("Slamet"))
    assert (await town.phone("Bakesbang Ida").sees("No. 1")).silent
    assert not (await town.phone("BPBD Nur").sees("No. 1")).silent


async def test_the_form_asks_kind_words_and_severity(town: Town) -> None:
    """Emergency numbers first, kinds as buttons, the severity proposed and changed."""
    slamet = town.phone("Slamet")
    await slamet.presses("🚨 Ada masalah") if slamet.keyboard else await slamet.says("/masalah")
    asked = await slamet.sees("Darurat? Telepon dulu:", "Masalah apa?", "Politik uang")
    for number in ("110", "119", "112", "+62341000222", "+62341000333", "+62341000111"):
        assert number in asked.text
    assert asked.text.startswith("🆘 Darurat? Telepon dulu:")
    await slamet.presses("Keamanan")
    await slamet.sees("Apa yang terjadi?")
    await slamet.says("ada orang mabuk di depan")
    await slamet.sees("TPS 001 Kotalama", "🟡 KUNING", "Kirim?")
    await slamet.presses("Ubah tingkat")
    await slamet.presses("ORANYE")
    await slamet.sees("✅ No. 1", "ORANYE")
    await town.phone("Polsek Arif").sees("🟠 ORANYE", "ada orang mabuk di depan")


async def test_a_doubtful_line_offers_kinds_and_keeps_the_words(town: Town) -> None:
    """What was typed is not asked again."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah ada yang aneh di belakang")
    await slamet.sees("Masalah apa?", "Keamanan")
    await slamet.presses("Lainnya")
    await slamet.sees("ada yang aneh di belakang", "Kirim?")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1")
    await town.phone("Lurah Hadi").sees("ada yang aneh di belakang")


async def test_health_takes_two_taps_and_no_words(town: Town) -> None:
    """Jangan tulis penyakit, jangan foto: buttons alone."""
    joko = town.phone("Joko")
    await joko.says("/masalah")
    await joko.presses("Kesehatan petugas")
    await joko.sees("Jangan tulis penyakit, jangan foto", "Pingsan", "Meninggal")
    await joko.presses("Pingsan")
    await joko.sees("✅ No. 1", "Kesehatan petugas")
    await town.phone("Dinkes Lina").sees("MERAH", "Pingsan", "TPS 001 Kotalama")


async def test_a_photo_is_kept_only_after_the_question_and_shown_on_demand(town: Town) -> None:
    """Bukan bilik atau C.Hasil? Kirim keeps it; a coordinator looks at it by a button."""
    slamet = town.phone("Slamet")
    await slamet.says("/masalah")
    await slamet.presses("Bencana")
    await slamet.says("tenda roboh")
    await slamet.presses("Tambah foto")
    await slamet.sees("Kirim fotonya")
    await slamet.sends_photo()
    await slamet.sees("Bukan bilik atau C.Hasil?", "Hapus")
    await slamet.presses("Kirim")
    await slamet.sees("Kirim lokasinya")
    await slamet.presses("Lewati")
    await slamet.sees("✅ No. 1")
    nur = town.phone("BPBD Nur")
    await nur.presses("Foto/berkas (1)")
    assert (await nur.sees("No. 1 · 1/1")).kind == "photo"


async def test_a_count_of_votes_is_refused_and_not_stored(town: Town) -> None:
    """Neither as a line nor inside the form, and nothing of it stays."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah paslon 01: 120, 02: 98")
    await slamet.sees("hasil hitung suara tidak boleh")
    await slamet.says("/masalah")
    await slamet.presses("Lainnya")
    await slamet.sees("Apa yang terjadi?")
    await slamet.says("perolehan no 1 120 no 2 98")
    await slamet.sees("hasil hitung suara tidak boleh")
    for table, column in (("reports", "answers"), ("incidents", "description"),
                          ("drafts", "answers"), ("free_texts", "text")):  # fmt: skip
        assert await town.value(f"SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%120%'") == 0


async def test_only_the_agency_in_charge_stops_the_clock(town: Town) -> None:
    """The lurah's Dipantau is shown; BPBD's is the answer."""
    await report(town.phone("Slamet"))
    hadi, nur = town.phone("Lurah Hadi"), town.phone("BPBD Nur")
    await hadi.presses("👍 Dipantau")
    await hadi.sees_toast("dipantau 07.02")
    await nur.sees("👍 07.02 dipantau Bapak/Ibu Lurah Hadi")
    assert await town.value("SELECT acknowledged_at FROM incidents") is None
    await nur.presses("👍 Dipantau")
    await hadi.sees("dipantau Bapak/Ibu BPBD Nur (BPBD/Damkar)")
    assert await town.value("SELECT acknowledged_at FROM incidents") is not None


async def test_taking_and_finishing_is_shown_everywhere_and_told_to_the_reporter(
    town: Town,
) -> None:
    """A message at Saya tangani and at Selesai; Dipantau only edits the receipt."""
    slamet = town.phone("Slamet")
    await report(slamet)
    nur, budi = town.phone("BPBD Nur"), town.phone("Camat Budi")
    await nur.presses("👍 Dipantau")
    await slamet.sees("✅ No. 1", "dipantau Bapak/Ibu BPBD Nur")
    assert len([m for m in slamet.messages if m.by_bot]) == 1
    await nur.presses("🙋 Saya tangani")
    await slamet.sees("🙋 Laporan No. 1", "ditangani Bapak/Ibu BPBD Nur", nur.number)
    await budi.sees("🙋 07.02 ditangani Bapak/Ibu BPBD Nur")
    town.clock.forward(minutes=10)
    await nur.presses("✅ Selesai")
    await nur.sees("Apa yang sudah dilakukan?")
    await slamet.sees("✅ Laporan No. 1", "selesai 07.12")
    await nur.says("air disedot, kotak aman")
    await nur.sees("No. 1 selesai: air disedot, kotak aman")
    await slamet.sees("✅ Laporan No. 1", "air disedot, kotak aman")
    await budi.sees("✅ 07.12 selesai: Bapak/Ibu BPBD Nur", "air disedot")
    assert await town.value("SELECT state FROM incidents") == "resolved"


async def test_the_second_who_takes_reads_who_was_first(town: Town) -> None:
    """Two coordinators on one thing: a right result and a clear text."""
    await report(town.phone("Slamet"))
    nur, arif = town.phone("BPBD Nur"), town.phone("Polsek Arif")
    seen = await arif.sees("No. 1")
    await nur.presses("🙋 Saya tangani")
    await nur.sees_toast("menangani")
    await arif.presses("🙋 Saya tangani", on=seen)
    await arif.sees_toast("Sudah ditangani Bapak/Ibu BPBD Nur (BPBD/Damkar) 07.02.")
    assert await town.value("SELECT COUNT(*) FROM incident_steps WHERE action = 'taken'") == 1


async def test_a_slip_of_selesai_is_undone(town: Town) -> None:
    """Salah pencet opens it again for everybody, as it stood."""
    await report(town.phone("Slamet"))
    nur = town.phone("BPBD Nur")
    await nur.presses("✅ Selesai")
    await nur.presses("Salah pencet")
    await nur.sees("terbuka lagi")
    await town.phone("Camat Budi").sees("dibuka lagi oleh Bapak/Ibu BPBD Nur", "🙋 Saya tangani")
    assert await town.value("SELECT state FROM incidents") == "watched"


async def test_bukan_masalah_is_asked_again_then_closed_for_all(town: Town) -> None:
    """A slip must not close an alert; the reporter reads it in the receipt."""
    slamet = town.phone("Slamet")
    await report(slamet)
    nur = town.phone("BPBD Nur")
    await nur.presses("🚫 Bukan masalah")
    await nur.sees("Yakin?")
    assert await town.value("SELECT state FROM incidents") == "open"
    await nur.presses("Tidak jadi")
    await nur.sees("👍 Dipantau")
    await nur.presses("🚫 Bukan masalah")
    await nur.presses("Ya, bukan masalah")
    await slamet.sees("✅ No. 1", "bukan masalah")
    await town.phone("Camat Budi").presses("🗺 Rute")
    assert town.phone("Camat Budi").buttons == ["🗺 Rute"]


async def test_the_reporter_adds_words_place_and_photo_by_answering(town: Town) -> None:
    """Every copy and everybody who has the alert hears of it."""
    slamet, nur = town.phone("Slamet"), town.phone("BPBD Nur")
    await slamet.says("masalah banjir air masuk TPS")
    receipt = await slamet.sees("✅ No. 1")
    await slamet.says("air naik terus", reply_to=receipt)
    await slamet.sees("Ditambahkan ke laporan No. 1")
    await nur.sees("tambahan dari Bapak/Ibu Slamet", "air naik terus", "Bencana")
    await slamet.shares_location(-7.98, 112.6)
    await slamet.sees("Lokasi ditambahkan")
    await slamet.sends_photo()
    await slamet.sees("Untuk laporan No. 1", "Kirim", "Hapus")
    assert await town.value("SELECT COUNT(*) FROM evidence WHERE report_number = 1") == 1
    await slamet.presses("Kirim")
    await nur.sees("🖼 Foto/berkas (1)")
    await nur.presses("Rute")
    assert nur.opened[-1].endswith("destination=-7.980000,112.600000")


async def test_batal_takes_the_report_back_and_closes_the_alert(town: Town) -> None:
    """A report made in error is closed by itself, with the reason in every copy."""
    slamet = town.phone("Slamet")
    await report(slamet)
    await slamet.says("batal")
    await town.phone("BPBD Nur").sees("🗑 07.02 laporan ditarik: Bapak/Ibu Slamet")
    assert await town.value("SELECT state FROM incidents") == "dismissed"


async def test_nobody_to_tell_means_admins_are_told_and_the_reporter_calls(town: Town) -> None:
    """Nothing reaches nobody; whoever can be reached later is told then."""
    for name in (
        "Lurah Hadi",
        "Camat Budi",
        "Polsek Arif",
        "BPBD Nur",
        "Bakesbang Ida",
        "Bakesbang Umar",
        "Bawaslu Fitri",
        "KPU Hana",
        "Dinkes Lina",
        "Yanti",
        "Eko",
    ):
        await town.phone(name).blocks_bot()  # fmt: skip
    await town.admin.says("/menu")
    await town.quiet()
    await report(town.phone("Slamet"))
    await town.admin.sees("MERAH", "No. 1")
    await town.phone("Slamet").sees_no("Diteruskan")
    assert any("+62341000222" in m.text for m in town.phone("Slamet").messages)
    await town.phone("BPBD Nur").unblocks_bot()
    await town.quiet()
    await town.tick()
    await town.phone("BPBD Nur").sees("MERAH", "No. 1")


async def test_siaga_lists_what_is_open_gravest_first_and_opens_it(town: Town) -> None:
    """Only the own area; a button brings the incident with its buttons."""
    await report(town.phone("Slamet"), "masalah sinyal hilang")
    await report(town.phone("Tono"))
    await report(town.phone("Bambang"))
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/siaga")
    listed = await hadi.sees("2 masalah terbuka")
    assert listed.text.index("No. 2") < listed.text.index("No. 1")
    assert "Ciptomulyo" not in listed.text
    await hadi.presses("🟡 1")
    await hadi.sees("No. 1", "Listrik/jaringan", "👍 Dipantau")


async def test_forged_presses_outside_the_area_change_nothing_and_are_audited(
    town: Town,
) -> None:
    """Each press asks for the presser's own rights."""
    await report(town.phone("Slamet"))
    sri, tono = town.phone("Lurah Sri"), town.phone("Tono")
    verbs = ("watch", "take", "done", "no", "noyes", "back", "open", "photos", "undo", "note")
    for phone in (sri, tono):
        for verb in verbs:
            await phone.forges(f"1inc.{verb}|1|diatasi")
            await phone.sees_toast("Maaf")
    assert await town.value("SELECT state FROM incidents") == "open"
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 0
    refused = await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0")
    assert refused == 2 * len(verbs)


async def test_a_late_meeting_raises_an_alert_by_itself(voting_day: Town) -> None:
    """Rapat dimulai 07.20 is a reported fact: ORANYE to those responsible."""
    town = voting_day
    town.clock.at(7, 20)
    slamet = town.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("Pukul berapa sebenarnya?")
    await town.phone("Lurah Hadi").sees_no("ORANYE")
    await slamet.presses("Baru saja")
    await town.phone("Lurah Hadi").sees("ORANYE", "Prosedur", "07.20")
    await town.phone("Lurah Hadi").presses("👍 Dipantau")
    assert (await slamet.sees("dipantau Bapak/Ibu Lurah Hadi")).silent


async def test_the_journal_holds_every_step_and_the_chain_verifies(town: Town) -> None:
    """Each step is an entry; nothing is broken."""
    from storage import journal

    await report(town.phone("Slamet"))
    await town.phone("BPBD Nur").presses("👍 Dipantau")
    await town.phone("BPBD Nur").sees_toast("dipantau")
    kinds = await town.rows("SELECT kind, COUNT(*) AS n FROM journal GROUP BY kind")
    assert {"kind": "incident", "n": 2} in kinds
    assert await town.parts.db.read(journal.verify) == []
