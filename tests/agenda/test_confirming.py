"""Who has confirmed and who has not: lists, once more, by itself, and the recap at the deadline."""

import pytest

from tests.agenda.test_reminding import MEETING, at, wib
from tests.agenda.test_showing import add
from tests.town import Town

ORDER = "netralitas; 20-11-2024; Surat edaran netralitas; lurah, camat; H-3 09.00; dibaca"


async def opened(town: Town, title: str) -> None:
    """The admin has the page of an entry open."""
    await town.admin.says("/agenda")
    await town.admin.presses("Ubah/batalkan")
    await town.admin.presses(title)
    await town.admin.sees("Pengingat")


async def with_chases(town: Town, times: int) -> None:
    """The order again, asking those who have not confirmed once or twice more."""
    await town.admin.says("/agenda_tambah netralitas")
    await town.admin.sees("Apa judulnya?")
    await town.admin.says("Surat edaran")
    await town.admin.says("20-11-2024")
    await town.admin.says("lurah, camat")
    await town.admin.sees("3 orang")
    await town.admin.presses("Lanjut")
    await town.admin.sees("Kapan diingatkan?")
    await town.admin.says("H-5 09.00")
    await town.admin.sees("☑️ H-5 09.00")
    await town.admin.presses("Lanjut")
    for time in range(times):
        await town.admin.presses("Ingatkan lagi yang belum")
        await town.admin.sees(f"{time + 1} kali, tiap 24 jam")
    await town.admin.says("H-2 12.00")
    await town.admin.sees("H-2 12.00")
    await town.admin.presses("✅ Sudah dibaca")
    await town.admin.presses("Lewati")
    await town.admin.sees(f"yang belum diingatkan lagi {times} kali; rekap H-2 12.00")
    await town.admin.presses("Simpan")
    await town.admin.sees("Tersimpan")


def again(town: Town, name: str) -> int:
    """How often somebody was asked once more."""
    return sum("Pengingat lagi" in each.text for each in town.phone(name).messages)


async def test_who_has_and_who_has_not(november: Town) -> None:
    """By role, by area and as lists; a phone that blocked the bot and one never registered too."""
    await add(november, ORDER)
    await at(november, wib(17, 9))
    await november.phone("Hadi").presses("Sudah dibaca")
    await november.phone("Hadi").sees("✅ Sudah dibaca, Minggu")
    admin = november.admin
    await opened(november, "Surat edaran")
    await admin.presses("Siapa yang sudah")
    page = await admin.sees(
        "1 dari 3 sudah", "lurah/kepala desa: 1 dari 2", "camat: 0 dari 1",
        "Kec. Kedungkandang: 1 dari 2", "Kec. Sukun: 0 dari 1",
    )  # fmt: skip
    assert page.labels[:3] == ["✅ Sudah (1)", "⏳ Belum (2)", "🔁 Kirim lagi ke yang belum"]
    await admin.presses("⏳ Belum (2)")
    late = await admin.sees("Belum", "2 orang", "Camat Budi (camat)", "Lurah Sri")
    assert "Hadi" not in late.text
    await admin.presses("✅ Sudah (1)", on=page)
    await admin.sees("Sudah, 1 orang", "Lurah Hadi (lurah/kepala desa)")


async def test_once_more_to_those_who_have_not(november: Town) -> None:
    """By button; who confirmed any of the messages is left in peace, pressing twice sends once."""
    await add(november, ORDER)
    await at(november, wib(17, 9))
    await november.phone("Hadi").presses("Sudah dibaca")
    await november.phone("Hadi").sees("✅ Sudah dibaca, Minggu")
    admin = november.admin
    await opened(november, "Surat edaran")
    await admin.presses("Siapa yang sudah")
    page = await admin.sees("1 dari 3 sudah")
    await admin.presses("Kirim lagi ke yang belum", on=page)
    await admin.sees_toast("Sedang dikirim lagi")
    await admin.presses("Kirim lagi ke yang belum", on=page)
    await admin.sees_toast("Sedang dikirim lagi")
    await at(november, wib(17, 9, 5))
    assert [again(november, name) for name in ("Hadi", "Sri", "Budi")] == [0, 1, 1]
    sri = november.phone("Sri")
    await sri.presses("Sudah dibaca")
    await sri.sees("✅ Sudah dibaca, Minggu")
    await opened(november, "Surat edaran")
    await admin.presses("Siapa yang sudah")
    await admin.sees("2 dari 3 sudah")


async def test_a_second_and_a_third_time_by_itself(november: Town) -> None:
    """24 and 48 hours after the first, to those who have still not confirmed."""
    await with_chases(november, 2)
    await at(november, wib(15, 9))
    sri = november.phone("Sri")
    await at(november, wib(16, 8, 59))
    assert again(november, "Sri") == 0
    await at(november, wib(16, 9))
    assert [again(november, name) for name in ("Hadi", "Sri", "Budi")] == [1, 1, 1]
    await sri.presses("Sudah dibaca")
    await sri.sees("✅ Sudah dibaca, Sabtu")
    await at(november, wib(17, 9))
    assert [again(november, name) for name in ("Hadi", "Sri", "Budi")] == [2, 1, 2]
    await at(november, wib(18, 9))
    assert [again(november, name) for name in ("Hadi", "Sri", "Budi")] == [2, 1, 2]


async def test_calling_off_stops_what_would_be_asked_again(november: Town) -> None:
    """Nobody is asked to confirm what no longer holds."""
    await with_chases(november, 2)
    await at(november, wib(15, 9))
    await opened(november, "Surat edaran")
    await november.admin.presses("❌ Batalkan")
    await november.admin.presses("Ya, batalkan")
    await november.admin.sees("dibatalkan")
    await at(november, wib(16, 9))
    await at(november, wib(18, 12))
    assert again(november, "Sri") == 0
    assert not [each for each in november.admin.messages if "Rekap konfirmasi" in each.text]


async def test_the_recap_at_the_deadline(november: Town) -> None:
    """To whoever ordered it, with the lists; the usual deadline is the day before at 16.00."""
    await add(november, ORDER)
    await at(november, wib(17, 9))
    await november.phone("Hadi").presses("Sudah dibaca")
    await november.phone("Hadi").sees("✅ Sudah dibaca, Minggu")
    await at(november, wib(19, 15, 59))
    assert not [each for each in november.admin.messages if "Rekap konfirmasi" in each.text]
    await at(november, wib(19, 16))
    await november.admin.sees("📊 Rekap konfirmasi", "1 dari 3 sudah")
    await november.admin.presses("Kirim lagi ke yang belum")
    await november.admin.sees_toast("Sedang dikirim lagi")
    await at(november, wib(19, 16, 5))
    assert [again(november, name) for name in ("Hadi", "Sri", "Budi")] == [0, 1, 1]
    recaps = [each for each in november.admin.messages if "Rekap konfirmasi" in each.text]
    assert len(recaps) == 1


async def test_a_deadline_that_is_over_becomes_the_last_useful_moment(november: Town) -> None:
    """An order for tomorrow: yesterday's deadline is no use, so it is told when the day ends."""
    await add(november, "netralitas; 01-11-2024; Surat; lurah; hari H 10.00; dibaca")
    await at(november, wib(1, 10))
    await at(november, wib(1, 23, 59))
    assert not [each for each in november.admin.messages if "Rekap konfirmasi" in each.text]
    await at(november, wib(2, 0))
    await november.admin.sees("📊 Rekap konfirmasi", "0 dari 2 sudah")


async def test_a_change_must_be_confirmed_anew(november: Town) -> None:
    """Who confirmed the first date has not confirmed the second."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.presses("Sudah dibaca")
    await hadi.sees("✅ Sudah dibaca, Minggu")
    await opened(november, "👥 Rakor logistik")
    await november.admin.presses("📅 Tanggal")
    await november.admin.says("21-11-2024 09.00")
    await november.admin.sees("✅ Diubah")
    await at(november, wib(17, 9, 5))
    await hadi.sees("✏️ Perubahan")
    await opened(november, "👥 Rakor logistik")
    await november.admin.presses("Siapa yang sudah")
    await november.admin.sees("0 dari 3 sudah")


@pytest.mark.parametrize("press", ["1agk|page|1", "1agk|list|1|c", "1agk|again|1", "1agr|page|1"])
async def test_only_admins_look_and_send_again(november: Town, press: str) -> None:
    """A lurah's forged press is refused and audited."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.sees("Rakor")
    await hadi.forges(press)
    await hadi.sees_toast("bukan bagian dari tugas")
    assert await november.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1
