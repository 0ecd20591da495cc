"""A broadcast as people play it: written, looked at, sent, read, listed."""

from handlers.texts.broadcast import progress
from storage.audience import Audience
from storage.broadcasts import Broadcast, BroadcastId, Figures, State
from tests.town import ADMIN_ID, MORNING, Town


async def compose(town: Town, who: str, text: str, audience: str = "") -> None:
    """Get as far as the preview."""
    phone = town.admin if who == "Admin" else town.phone(who)
    await phone.says(f"/siaran {audience}".strip())
    await phone.sees("kirim isinya")
    await phone.says(text)
    await phone.sees("Begini pesannya nanti")


async def test_a_text_reaches_its_audience_and_nobody_else(town: Town) -> None:
    """Kirim sends the previewed text to every lurah and camat, and to no one else."""
    await compose(town, "Admin", "Rakor pukul 09.00 di Balai Kota", "lurah, camat")
    await town.admin.presses("Kirim")
    await town.admin.sees("sedang dikirim")
    for name in ("Lurah Hadi", "Lurah Sri", "Camat Budi"):
        await town.phone(name).sees("Rakor pukul 09.00 di Balai Kota")
    await town.phone("Slamet").sees_no("Rakor")


async def test_the_bar_ends_in_a_result_that_adds_up(town: Town) -> None:
    """Once everything has gone out the same message gives the figures."""
    await town.phone("Camat Budi").blocks_bot()
    await town.phone("Lurah Hadi").deletes_account()
    await town.quiet()
    await compose(town, "Admin", "Halo", "lurah, camat")
    await town.admin.presses("Kirim")
    await town.phone("Lurah Sri").sees("Halo")
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    done = await town.admin.sees("selesai pukul", "jumlah 3 orang")
    assert "Terkirim 1 · gagal 1 · tidak terjangkau 1" in done.text
    assert "Tidak terjangkau: belum mendaftar, atau memblokir bot." in done.text
    await town.admin.presses("Gagal terkirim (1)")
    await town.admin.sees("Lurah Hadi (lurah/kepala desa)")
    await town.admin.presses("Memblokir bot")
    await town.admin.sees("Camat Budi (camat)")


def test_whoever_cannot_be_reached_is_no_progress() -> None:
    """14 of 26 without the bot, nothing sent yet: 0 % of the twelve, not 53 % of all."""
    broadcast = Broadcast(
        BroadcastId(1), 1, 1, ADMIN_ID, "sendMessage", {"text": "Siaga"}, Audience(),
        must_confirm=False, state=State.SENDING, total=26, cursor=0, again=0, content_id=None,
        approved_by=None, created_at=MORNING, started_at=None, queued_at=None, finished_at=None,
    )  # fmt: skip
    figures = Figures(26, sent=0, failed=0, stopped=0, waiting=12, unreachable=14, confirmed=0)
    said = progress(broadcast, "semua", figures, "1 menit", None)
    assert "0 % dari 12 orang yang terjangkau · sisa 1 menit" in said
    half = Figures(26, sent=5, failed=1, stopped=0, waiting=6, unreachable=14, confirmed=0)
    assert "▓▓▓▓▓░░░░░ 50 % dari 12 orang" in progress(broadcast, "semua", half, "", None)


async def test_must_confirm_counts_who_has_read_and_reminds_the_others(town: Town) -> None:
    """✅ Sudah dibaca marks the message; Kirim lagi reaches only those who have not pressed it."""
    await compose(town, "Admin", "Perintah siaga", "lurah")
    await town.admin.presses("Kirim")
    hadi, sri = town.phone("Lurah Hadi"), town.phone("Lurah Sri")
    await sri.sees("Perintah siaga")
    await hadi.sees("Perintah siaga")
    await hadi.presses("✅ Sudah dibaca")
    await hadi.sees_toast("Terima kasih")
    await hadi.sees("✅ Dibaca 07.02")
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    await town.admin.sees("selesai", "Sudah dibaca 1")
    await town.admin.presses("Belum membaca (1)")
    await town.admin.sees("Lurah Sri")
    await town.admin.presses("Kirim lagi ke yang belum")
    await sri.sees("Perintah siaga")
    copies = [m for m in hadi.messages if m.has("Perintah siaga")]
    await town.quiet()
    assert len(copies) == 1
    assert len([m for m in sri.messages if m.has("Perintah siaga")]) == 2


async def test_a_notice_may_go_out_without_asking_for_a_confirmation(town: Town) -> None:
    """Orders ask for ✅ Sudah dibaca unless its author takes that away."""
    await compose(town, "Admin", "Terima kasih atas kerja samanya", "lurah; Kel. Kotalama")
    await town.admin.presses("☑️ Minta ✅ Sudah dibaca")
    await town.admin.sees("☐ Minta ✅ Sudah dibaca")
    await town.admin.presses("Kirim")
    got = await town.phone("Hadi").sees("Terima kasih atas kerja samanya")
    assert got.labels == []


async def test_formatting_photo_and_document_are_kept(town: Town) -> None:
    """A photo with words arrives as a photo with the same words; so does a document."""
    admin, hadi = town.admin, town.phone("Hadi")
    await admin.says("/siaran lurah; Kel. Kotalama")
    await admin.sees("kirim isinya")
    await admin.sends_photo(caption="Denah <lokasi> & gudang")
    await admin.sees("Begini pesannya nanti")
    await admin.presses("Kirim")
    photo = await hadi.sees("Denah <lokasi> & gudang")
    assert photo.kind == "photo"
    await admin.says("/siaran lurah; Kel. Kotalama")
    await admin.sees("kirim isinya")
    await admin.sends_file("surat.pdf", b"%PDF-1.4", caption="Surat tugas")
    await admin.sees("Begini pesannya nanti")
    await admin.presses("Kirim")
    document = await hadi.sees("Surat tugas")
    assert document.kind == "document"


async def test_an_older_preview_sends_nothing(town: Town) -> None:
    """After Ubah the Kirim below the former preview is void: nobody gets what was not looked at."""
    await compose(town, "Admin", "Pesan pertama", "lurah")
    old = next(m for m in reversed(town.admin.messages) if "Kirim" in m.labels)
    await town.admin.presses("Ubah")
    await town.admin.presses("Isi")
    await town.admin.says("Pesan kedua")
    await town.admin.sees("Begini pesannya nanti")
    await town.admin.presses("Kirim", on=old)
    await town.admin.sees_toast("tidak berlaku")
    await town.phone("Hadi").sees_no("Pesan")
    await town.admin.says("kirim")
    await town.phone("Hadi").sees("Pesan kedua")


async def test_batal_sends_nothing_at_every_step(town: Town) -> None:
    """Batal as a button or word ends it before anything goes out."""
    await town.admin.says("/siaran lurah")
    await town.admin.presses("Batal")
    await town.admin.sees("Siaran dibatalkan")
    await compose(town, "Admin", "Jangan kirim ini", "lurah")
    await town.admin.says("batal")
    await town.admin.sees("Siaran dibatalkan")
    await town.admin.presses("Kirim")
    await town.admin.sees_toast("tidak berlaku")
    assert await town.value("SELECT COUNT(*) FROM broadcasts") == 0


async def test_buttons_choose_roles_and_areas(town: Town) -> None:
    """The audience grows by ticks; the count follows."""
    await town.admin.says("/siaran")
    await town.admin.sees("semua petugas", "24 orang")
    await town.admin.presses("Peran")
    await town.admin.presses("☐ lurah/kepala desa")
    await town.admin.presses("Selesai memilih")
    await town.admin.sees("2 orang: 2 terjangkau")
    await town.admin.presses("Wilayah")
    await town.admin.presses("Sukun ▸")
    await town.admin.presses("☐ Kel. Ciptomulyo")
    await town.admin.presses("Selesai memilih")
    await town.admin.sees("Kel. Ciptomulyo", "1 orang: 1 terjangkau")
    await town.admin.presses("Lanjut")
    await town.admin.says("Khusus Ciptomulyo")
    await town.admin.sees("Begini pesannya nanti")
    await town.admin.presses("Kirim")
    await town.phone("Lurah Sri").sees("Khusus Ciptomulyo")
    await town.phone("Lurah Hadi").sees_no("Khusus Ciptomulyo")


async def test_what_cannot_be_understood_is_said(town: Town) -> None:
    """A word that is no role, area or agency is named in the answer."""
    await town.admin.says("/siaran")
    await town.admin.says("lurah, xyzzy")
    await town.admin.sees("“xyzzy” belum saya kenal")
    await town.admin.says("camat")
    await town.admin.sees("kirim isinya")


async def test_a_text_that_reads_like_a_report_is_sent_and_not_filed(town: Town) -> None:
    """While the content is asked for, "mulai" is content."""
    await compose(town, "Admin", "Mulai pukul 06.00 semua wajib hadir", "lurah")
    await town.admin.presses("Kirim")
    await town.phone("Hadi").sees("Mulai pukul 06.00 semua wajib hadir")
    assert await town.value("SELECT COUNT(*) FROM reports") == 0
