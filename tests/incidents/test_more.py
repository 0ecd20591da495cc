"""The rarer ways of an incident: stores, other places, witnesses, additions, people who left."""

from storage import incidents, people
from storage.database import Tx
from tests.town import KOTALAMA, MORNING, Town

LINE = "masalah banjir air masuk TPS"


async def test_a_guard_reports_the_store_and_the_alert_says_what_depends_on_it(
    town: Town,
) -> None:
    """TPS and voters at risk; nobody asks the guard where."""
    gito = town.phone("Gito")
    await gito.says("/masalah")
    await gito.presses("Bencana")
    await gito.says("atap bocor, air masuk")
    await gito.sees("Kantor Kelurahan Kotalama", "Kirim?")
    await gito.presses("Kirim")
    await gito.sees("✅ No. 1")
    alert = await town.phone("Lurah Hadi").sees("No. 1", "Kantor Kelurahan Kotalama")
    assert "Terdampak: 3 TPS, 1.500 pemilih (TPS 001, TPS 002, TPS 003)" in alert.text


async def test_an_officer_reports_for_another_place_in_the_village(town: Town) -> None:
    """The own TPS is assumed; Ubah tempat offers the others, stores, and "bukan di TPS"."""
    slamet = town.phone("Slamet")
    await slamet.says("/masalah")
    await slamet.presses("Keamanan")
    await slamet.says("ada tawuran di jalan")
    await slamet.sees("TPS 001 Kotalama", "Kirim?")
    await slamet.presses("Ubah tempat")
    await slamet.sees("002", "Kantor Kelurahan Kotalama", "Bukan di TPS")
    await slamet.presses("Bukan di TPS")
    await slamet.sees("Kel. Kotalama", "tawuran", "Kirim?")
    await slamet.presses("Kirim")
    await slamet.sees("✅ No. 1")
    await town.phone("Polsek Arif").sees("📍 Kel. Kotalama", "tawuran")
    assert await town.value("SELECT station_id FROM incidents") is None


async def test_a_photo_sent_before_kirim_is_kept_with_the_report(town: Town) -> None:
    """People send the picture when they have it, not when a step asks."""
    slamet = town.phone("Slamet")
    await slamet.says("/masalah")
    await slamet.presses("Bencana")
    await slamet.says("tenda roboh")
    await slamet.sees("Kirim?", "Tambah foto")
    await slamet.sends_photo()
    await slamet.sees("Bukan bilik atau C.Hasil?")
    await slamet.presses("Kirim")
    await slamet.sees("Foto tersimpan")
    await slamet.presses("Ubah tingkat")
    await slamet.presses("MERAH")
    await slamet.sees("✅ No. 1")
    await town.phone("BPBD Nur").sees("🖼 Foto/berkas (1)")


async def test_a_photo_after_the_report_is_offered_to_the_fresh_incident(town: Town) -> None:
    """Without any reply it belongs to the one own open incident; Hapus forgets it."""
    slamet = town.phone("Slamet")
    await slamet.says(LINE)
    await slamet.sees("✅ No. 1")
    await slamet.sends_photo()
    await slamet.sees("Untuk laporan No. 1")
    await slamet.presses("Hapus")
    await slamet.sees("Foto dihapus")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def test_a_voice_message_is_kept(town: Town) -> None:
    """Nothing vanishes silently."""
    slamet = town.phone("Slamet")
    await slamet.says(LINE)
    await slamet.sees("✅ No. 1")
    await slamet.sends_voice()
    await slamet.sees("Pesan suara ditambahkan ke laporan No. 1")
    await town.phone("BPBD Nur").sees("Foto/berkas (1)")


async def test_a_coordinator_answers_the_alert_with_words_for_all(town: Town) -> None:
    """One timeline: the reporter reads it in the receipt, colleagues in a message."""
    slamet, nur, hadi = town.phone("Slamet"), town.phone("BPBD Nur"), town.phone("Lurah Hadi")
    await slamet.says(LINE)
    alert = await nur.sees("No. 1")
    await nur.says("perahu berangkat", reply_to=alert)
    await nur.sees("Ditambahkan ke laporan No. 1")
    await hadi.sees("tambahan dari Bapak/Ibu BPBD Nur (BPBD/Damkar). perahu berangkat")
    await slamet.sees("✅ No. 1", "perahu berangkat")


async def test_an_addition_that_reads_like_votes_is_refused(town: Town) -> None:
    """There too nothing of it is stored."""
    slamet = town.phone("Slamet")
    await slamet.says(LINE)
    receipt = await slamet.sees("✅ No. 1")
    await slamet.says("paslon 1: 120 paslon 2: 98", reply_to=receipt)
    await slamet.sees("hasil hitung suara tidak boleh")
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 0


async def test_answers_of_others_are_not_additions(town: Town) -> None:
    """A reply counts by who replies: quoting somebody's number gives no way in."""
    await town.phone("Slamet").says(LINE)
    await town.phone("Slamet").sees("✅ No. 1")
    sri = town.phone("Lurah Sri")
    await sri.says("/siaga")
    empty = await sri.sees("Tidak ada masalah")
    await sri.says("No. 1 palsu", reply_to=empty)
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 0


async def test_words_of_html_stay_words(town: Town) -> None:
    """What people type is shown as they typed it."""
    await town.phone("Slamet").says("masalah banjir <b>parah</b> & dalam")
    await town.phone("BPBD Nur").sees("banjir <b>parah</b> & dalam")


async def test_a_long_story_still_fits_one_message(town: Town) -> None:
    """Copies are cut to what is read on a phone, never refused; Riwayat has the words whole."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir " + "x" * 980)
    receipt = await slamet.sees("✅ No. 1")
    for number in range(10):
        await slamet.says(f"kabar {number} " + "y" * 900, reply_to=receipt)
        await slamet.sees("Ditambahkan")
    nur = town.phone("BPBD Nur")
    copy = await nur.sees("Penanggung jawab", "langkah sebelumnya", "kabar 9")
    assert len(copy.text) <= 600
    assert len((await nur.sees("No. 1 (Bencana", "kabar 9")).text) <= 600
    await nur.presses("📜 Riwayat")
    await nur.sees("Riwayat No. 1", "kabar 9 " + "y" * 900, "…")
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM outbox WHERE failed_at IS NOT NULL") == 0


async def test_a_long_line_is_kept_whole(town: Town) -> None:
    """Nothing is cut off, and nobody is asked to shorten it in an emergency."""
    await town.phone("Slamet").says("masalah banjir " + "x" * 1100)
    await town.phone("Slamet").sees("✅ No. 1. Bencana")
    assert await town.value("SELECT LENGTH(description) FROM incidents") == 1107


async def test_somebody_who_blocked_the_bot_hands_over_upward(town: Town) -> None:
    """The alert could not be delivered: the next one up the chain is told."""
    for name in ("Camat Budi", "Bakesbang Ida", "Bakesbang Umar"):
        await town.phone(name).blocks_bot()
    await town.quiet()
    town.sim.world.chats[town.phone("Lurah Hadi").user_id].blocked = True
    await town.phone("Slamet").says("/masalah")
    await town.phone("Slamet").presses("Lainnya")
    await town.phone("Slamet").says("pagar rusak")
    await town.phone("Slamet").presses("Kirim")
    await town.phone("Slamet").sees("✅ No. 1")
    await town.quiet()
    await town.tick()
    told = await town.rows("SELECT DISTINCT reason FROM alerts WHERE reason <> 'area'")
    assert told == [{"reason": "nearest"}]
    await town.phone("Yanti").sees("No. 1", "pagar rusak")


async def test_a_lurah_who_is_replaced_loses_the_copy(town: Town) -> None:
    """Rights move at once: the next change takes the copy away."""
    await town.phone("Slamet").says(LINE)
    hadi = town.phone("Lurah Hadi")
    await hadi.sees("No. 1")

    def replace(tx: Tx) -> None:
        post = next(p for p in people.posts_for(tx, 1, KOTALAMA) if p.role == "lurah")
        people.end_post(tx, post.id, MORNING)

    await town.parts.db.write(replace)
    await town.phone("BPBD Nur").presses("👍 Dipantau")
    await hadi.sees("No. 1: tidak lagi ditampilkan di sini.")


async def test_a_threshold_reported_twice_is_one_incident_with_a_witness(
    voting_day: Town,
) -> None:
    """Linmas and ketua report the same late start: one alert, both named."""
    town = voting_day
    town.clock.at(7, 20)
    for name in ("Slamet", "Rina"):
        await town.phone(name).says("mulai 07.18")
        await town.phone(name).sees("07.18")
    await town.phone("Lurah Hadi").sees("ORANYE", "Prosedur", "dilaporkan juga oleh")
    assert await town.value("SELECT COUNT(*) FROM incidents") == 1


async def test_a_late_start_corrected_to_an_early_one_closes_the_alert(voting_day: Town) -> None:
    """An alert raised in error closes by itself, with the reason in every copy."""
    town = voting_day
    town.clock.at(7, 20)
    slamet = town.phone("Slamet")
    said = await slamet.says("mulai 07.18")
    await town.phone("Lurah Hadi").sees("ORANYE", "No. 1")
    await town.quiet()
    assert said is not None
    await slamet.edits(said, "mulai 07.03")
    await town.phone("Lurah Hadi").sees("ditutup otomatis: laporan dikoreksi Bapak/Ibu Slamet")
    found = await town.parts.db.read(lambda tx: incidents.get(tx, 1))
    assert found is not None
    assert found.closed


async def test_a_half_done_form_is_not_lost_by_finishing_an_incident(town: Town) -> None:
    """The lurah's open form stays open; what was done is told by a button instead."""
    hadi = town.phone("Lurah Hadi")
    await town.phone("Slamet").says(LINE)
    await hadi.presses("🙋 Saya tangani", on=await hadi.sees("No. 1"))
    await hadi.sees_toast("menangani")
    await hadi.says("/masalah")
    await hadi.presses("002")
    await hadi.presses("Lainnya")
    await hadi.sees("Apa yang terjadi?")
    alert = next(m for m in hadi.messages if m.has("👍 Dipantau"))
    await hadi.presses("✅ Selesai", on=alert)
    await hadi.presses("Sudah diatasi")
    await hadi.sees("No. 1 selesai: Sudah diatasi")
    await hadi.says("pagar roboh")
    await hadi.sees("pagar roboh", "Kirim?")


async def test_a_rehearsal_is_marked(town: Town) -> None:
    """GLADI stands in front of every copy."""
    await town.parts.db.write(lambda tx: tx.run("UPDATE events SET kind = 'gladi'"))
    await town.phone("Slamet").says(LINE)
    await town.phone("BPBD Nur").sees("GLADI · 🔴 MERAH")
