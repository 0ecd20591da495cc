"""/agenda_tambah: by buttons and words, in one line, from a calendar that ships."""

import pytest

from tests.town import Town

ONE_LINE = "/agenda_tambah rakor; H-3 09.00; Rakor logistik; lurah, camat"


async def entries(town: Town) -> list[dict[str, object]]:
    """The calendar as stored."""
    return await town.rows("SELECT * FROM agenda ORDER BY id")


async def leads(town: Town) -> list[tuple[object, object]]:
    """The reminders as planned: lead and state."""
    rows = await town.rows(
        "SELECT lead, state FROM reminders WHERE lead <> 'recap' ORDER BY due_at, id"
    )
    return [(row["lead"], row["state"]) for row in rows]


async def test_one_line_is_shown_whole_and_then_saved(november: Town) -> None:
    """The line of the contract: the count of people stands there before anything is stored."""
    admin = november.admin
    await admin.says(ONE_LINE)
    await admin.sees(
        "Rakor logistik", "H-3 pukul 09.00 = Minggu, 24 November 2024", "lurah/kepala desa, camat",
        "3 orang", "Pengingat: H-3 09.00; H-1 09.00",
    )  # fmt: skip
    assert await entries(november) == []
    await admin.presses("Simpan")
    await admin.sees("Tersimpan", "Minggu, 24 November 2024 pukul 09.00 WIB")
    (stored,) = await entries(november)
    assert (stored["starts"], stored["starts_on"]) == ("H-3 09:00", "2024-11-24")
    assert await leads(november) == [("H-3 09:00", "waiting"), ("H-1 09:00", "waiting")]


async def test_one_line_takes_reminders_and_confirmation(november: Town) -> None:
    """A fifth and a sixth field say when to remind and that readers confirm."""
    admin = november.admin
    await admin.says(f"{ONE_LINE}; H-1 16.00, hari H 06.00; dibaca")
    await admin.sees("H-1 16.00; hari H 06.00", "Konfirmasi: ✅ Sudah dibaca")
    await admin.presses("Simpan")
    await admin.sees("Tersimpan")
    assert await leads(november) == [("H-1 16:00", "waiting"), ("H 06:00", "waiting")]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("rapat besar; H-3; Judul; lurah", "Jenis “rapat besar” tidak ada"),
        ("rakor; H-3", "Baru 2 bagian"),
        ("rakor; 30-02-2024; Judul; lurah", "sampai tanggal 29"),
        ("rakor; H-1 s.d. H-4; Judul; lurah", "lebih awal"),
        ("rakor; 28-11-2024 s.d. H-4; Judul; lurah", "lebih awal"),
        ("rakor; H-3 25.00; Judul; lurah", "Jam 25.00 tidak ada"),
        ("rakor; H-3; ; lurah", "masih kosong"),
        (f"rakor; H-3; {'x' * 121}; lurah", "Terlalu panjang: 121 huruf"),
        ("rakor; H-3; Judul; raja", "“raja” belum saya kenal"),
        ("rakor; H-3; Judul; lurah; besok", "Pengingat “besok” belum dipahami"),
    ],
)
async def test_one_line_with_a_fault_is_told_with_an_example(
    november: Town, line: str, part: str
) -> None:
    """Each fault has its sentence, and nothing is stored."""
    await november.admin.says(f"/agenda_tambah {line}")
    await november.admin.sees(part)
    assert await entries(november) == []
    assert await november.rows("SELECT * FROM drafts") == []


async def test_by_buttons_from_kind_to_saved(november: Town) -> None:
    """Every question is one tap or one short text; a ban asks by whose order."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    await admin.presses("Larangan cuti")
    await admin.sees("Apa judulnya?")
    await admin.says("Tidak ada cuti staf")
    await admin.sees("Kapan?")
    await admin.says("H-2 s.d. H-1")
    await admin.sees("Agenda ini untuk siapa?")
    await admin.says("opd")
    await admin.sees("kepala OPD/BUMN/BUMD", "1 orang")
    await admin.presses("Lanjut")
    await admin.sees("Kapan diingatkan?")
    await admin.presses("☑️ H-7 09.00")
    await admin.says("H-2 15.00")
    await admin.sees("Kapan diingatkan?")
    await admin.presses("Sekarang juga")
    await admin.presses("Lanjut")
    await admin.presses("Sudah diteruskan ke staf")
    await admin.sees("Atas perintah siapa?")
    await admin.says("Sekda <Kota>")
    await admin.sees("Ada keterangan?")
    await admin.presses("Lewati")
    await admin.sees(
        "Tidak ada cuti staf", "25–26 November 2024", "Atas perintah: Sekda <Kota>",
        "Pengingat: 📣 Sekarang juga; H-2 15.00", "Sudah diteruskan ke staf",
    )  # fmt: skip
    await admin.presses("Simpan")
    await admin.sees("Tersimpan")
    (stored,) = await entries(november)
    assert (stored["kind"], stored["must_confirm"]) == ("larangan_cuti", 2)
    assert stored["ordered_by"] == "Sekda <Kota>"
    assert [lead for lead, _ in await leads(november)] == ["now", "H-2 15:00"]


async def test_typed_reminders_take_the_place_of_the_usual_ones(november: Town) -> None:
    """What is typed as reminders is what holds, and no reminder is an answer too."""
    admin = november.admin
    await admin.says(ONE_LINE.replace("; lurah, camat", "; lurah; tanpa pengingat"))
    await admin.sees("Pengingat: tidak ada")


async def test_back_and_cancel_work_at_every_step(november: Town) -> None:
    """Kembali by button or word shows the question before; Batal stores nothing."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor")
    await admin.sees("Apa judulnya?")
    await admin.says("Rakor camat")
    await admin.sees("Kapan?")
    await admin.presses("Kembali")
    await admin.sees("Apa judulnya?")
    await admin.says("Rakor lurah")
    await admin.sees("Kapan?")
    await admin.says("kembali")
    await admin.sees("Apa judulnya?")
    await admin.presses("Batal")
    await admin.sees("Dibatalkan. Tidak ada yang disimpan.")
    await admin.says("/agenda_tambah")
    await admin.sees("Apa jenisnya?")
    await admin.says("batal")
    await admin.sees("Dibatalkan")
    assert await entries(november) == []
    assert await november.rows("SELECT * FROM drafts") == []


async def test_wrong_answers_keep_the_question_open(november: Town) -> None:
    """A kind, date or audience that is none is told, and the next answer counts."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    await admin.sees("Apa jenisnya?")
    await admin.says("pesta")
    await admin.sees("Jenis “pesta” tidak ada")
    await admin.says("rakor")
    await admin.sees("Apa judulnya?")
    await admin.says("Rakor")
    await admin.sees("Kapan?")
    await admin.says("nanti")
    await admin.sees("“nanti” belum dipahami")
    await admin.says("besok 09.00")
    await admin.sees("untuk siapa")
    await admin.says("raja")
    await admin.sees("“raja” belum saya kenal")
    await admin.says("semua")
    await admin.sees("Kepada: semua petugas")
    await admin.presses("Lanjut")
    await admin.sees("Kapan diingatkan?")
    await admin.says("besok")
    await admin.sees("Pengingat “besok” belum dipahami")
    await admin.presses("Lanjut")
    await admin.sees("konfirmasi?")
    await admin.says("ya")
    await admin.sees("Tekan salah satu tombol di atas.")


async def test_a_title_that_reads_like_a_report_is_a_title(november: Town) -> None:
    """With the question for a title open, `tutup` is the title and no milestone."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor")
    await admin.sees("Apa judulnya?")
    await admin.says("tutup")
    await admin.sees("Kapan?")
    assert await november.rows("SELECT * FROM reports") == []


async def test_a_question_left_open_overnight_takes_no_report_for_an_answer(
    november: Town,
) -> None:
    """Half a day later what is typed is not the title any more; the question is dropped."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor")
    await admin.sees("Apa judulnya?")
    november.clock.forward(hours=13)
    await admin.says("banjir air masuk gudang")
    await november.quiet()
    assert await november.rows("SELECT * FROM drafts WHERE form = 'agenda:new'") == []
    assert not [each for each in admin.messages if "Kapan?" in each.text]


async def test_a_button_of_a_question_that_is_over_does_nothing(november: Town) -> None:
    """Pressing an old button, such as the kind once the title was asked, is told to be over."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    kinds = await admin.sees("Apa jenisnya?")
    await admin.presses("Rakor", on=kinds)
    await admin.sees("Apa judulnya?")
    await admin.presses("Sosialisasi", on=kinds)
    await admin.sees_toast("tidak berlaku")


async def test_past_reminders_are_said_and_not_sent(november: Town) -> None:
    """An entry for tomorrow morning: what would have gone out before is shown as passed."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor; besok 09.00; Rakor; lurah; H-3 09.00, hari H 06.00")
    await admin.sees("H-3 09.00 (sudah lewat, tidak dikirim); hari H 06.00")
    await admin.presses("Simpan")
    await admin.sees("Tersimpan")
    assert await leads(november) == [("H-3 09:00", "cancelled"), ("H 06:00", "waiting")]


async def test_without_voting_day_relative_entries_wait_for_it(unset: Town) -> None:
    """H-3 can be written down before anybody has set H."""
    admin = unset.admin
    await admin.says(ONE_LINE)
    await admin.sees("H-3 pukul 09.00")
    await admin.presses("Simpan")
    await admin.sees("Tersimpan", "hari H belum diatur")
    assert await leads(unset) == [("H-3 09:00", "waiting"), ("H-1 09:00", "waiting")]
    hadi = unset.phone("Hadi")
    await hadi.says("/agenda")
    await hadi.sees("Rakor logistik", "H-3 pukul 09.00 (hari H belum diatur)")


@pytest.mark.parametrize("name", ["Hadi", "Slamet", "Ida"])
async def test_only_admins_may_add(november: Town, name: str) -> None:
    """Anybody else is told that it is not theirs, and the attempt is audited."""
    phone = november.phone(name)
    await phone.says(ONE_LINE)
    await phone.sees("bukan bagian dari tugas")
    assert await entries(november) == []
    assert await november.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1


async def test_a_calendar_that_ships_is_shown_and_loaded_once(november: Town) -> None:
    """Pilkada 2024 by button; loading it again adds nothing."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    await admin.presses("Pakai kalender siap pakai")
    await admin.presses("Pilkada 2024")
    await admin.sees("Masa tenang: 24–26 November 2024", "Muat 18 agenda?")
    await admin.presses("Muat")
    await admin.sees("18 agenda dimuat")
    await admin.says("/agenda")
    await admin.presses("Tambah")
    await admin.presses("Pakai kalender siap pakai")
    await admin.presses("Pilkada 2024")
    await admin.sees("Semuanya sudah dimuat")
    await admin.presses("💾 Muat")
    await admin.sees("0 agenda dimuat. 18 sudah ada")
    assert len(await entries(november)) == 18


async def test_a_calendar_of_another_voting_day_says_so(november: Town) -> None:
    """Madiun 2024 voted on 14 February: loading it beside November is warned of."""
    admin = november.admin
    await admin.says("/agenda_tambah")
    await admin.presses("Pakai kalender siap pakai")
    await admin.presses("Madiun 2024")
    await admin.sees("Rabu, 14 Februari 2024", "tidak ikut bergeser")


async def test_an_entry_for_today_offers_to_be_told_now(november: Town) -> None:
    """It is 09.00: the reminder of yesterday cannot go out any more, so one tap sends it now."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor; hari ini 14.00; Rakor mendadak; lurah; H-1 09.00")
    await admin.sees("sudah lewat, tidak dikirim", "tidak ada yang dikabari kecuali dikirim")
    await admin.presses("Kirim sekarang")
    await admin.sees("Tersimpan di agenda. Sedang dikirim sekarang.")
    await november.tick()
    await november.phone("Hadi").sees("Rakor mendadak")
    assert len(await entries(november)) == 1


async def test_what_was_saved_too_late_can_still_be_told(november: Town) -> None:
    """Saved without sending it says that nobody knows, and keeps the button; then everybody does.

    What lies far enough ahead, and what is over, has no such button.
    """
    admin = november.admin
    await admin.says("/agenda_tambah lain; hari ini; Gotong royong; lurah; H-1 09.00")
    await admin.presses("Simpan")
    late = await admin.sees("Belum ada yang dikabari")
    await admin.presses("Kirim sekarang", on=late)
    await admin.sees("Sedang dikirim sekarang")
    await november.tick()
    await november.phone("Hadi").sees("Gotong royong")
    for days in ("hari ini 08.00", "20-11-2024"):
        await admin.says(f"/agenda_tambah rakor; {days}; Lain; lurah; H-1 09.00")
        assert "Kirim sekarang" not in str((await admin.sees("Simpan?")).labels)
        await admin.presses("Batal")


async def test_the_last_look_has_both_hours(november: Town) -> None:
    """From when to when, also where the day counts from voting day."""
    await november.admin.says("/agenda_tambah rakor; H-3 09.00-11.00; Rakor; lurah")
    await november.admin.sees("H-3 pukul 09.00–11.00 = Minggu, 24 November 2024")
