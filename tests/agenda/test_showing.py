"""/agenda and /cuti, as a lurah, a head of an agency and an officer at a station use them."""

import pytest

from tests.agenda.test_adding import ONE_LINE
from tests.town import Town


async def load(town: Town, name: str) -> None:
    """Load a calendar that ships."""
    await town.admin.says("/agenda_tambah")
    await town.admin.presses("Pakai kalender siap pakai")
    await town.admin.presses(name)
    await town.admin.presses("💾 Muat")
    await town.admin.sees("agenda dimuat")


async def add(town: Town, line: str) -> None:
    """Add an entry in one line."""
    await town.admin.says(f"/agenda_tambah {line}")
    await town.admin.presses("Simpan")
    await town.admin.sees("Tersimpan")


async def test_agenda_shows_what_concerns_me(november: Town) -> None:
    """The lurah is invited to the meeting, Slamet is not; the key of the keyboard does the same."""
    await add(november, ONE_LINE.removeprefix("/agenda_tambah "))
    hadi, slamet = november.phone("Hadi"), november.phone("Slamet")
    await hadi.says("📅 Agenda")
    await hadi.sees("Rakor logistik", "23 hari lagi")
    await slamet.says("/agenda")
    seen = await slamet.sees("Agenda", "Jumat, 1 November 2024")
    assert "Rakor" not in seen.text


async def test_agenda_tells_bans_today_and_next_apart(november: Town) -> None:
    """In the middle of the last week: the ban in force, the stage of today, the vote to come."""
    await load(november, "Pilkada 2024")
    await load(november, "Larangan cuti dan bepergian")
    november.clock.now = november.clock.now.replace(day=25)
    hadi = november.phone("Hadi")
    await hadi.says("/agenda")
    seen = await hadi.sees("Larangan yang berlaku", "tidak meninggalkan wilayah", "Hari ini")
    bans, today = seen.text.split("Hari ini")[0], seen.text.split("Hari ini")[1]
    now, ahead = today.split("Berikutnya")
    assert "meninggalkan wilayah" in bans
    assert "Masa tenang" in now
    assert "sedang berlangsung" in now
    assert "Pemungutan suara, pukul 07.00–13.00" in ahead
    assert "(2 hari lagi)" in ahead


async def test_voting_day_says_so_with_its_hours(november: Town) -> None:
    """With no entry at all: the officer of a station reads the day's hours, the day after none."""
    november.clock.now = november.clock.now.replace(day=27)
    slamet = november.phone("Slamet")
    await slamet.says("/agenda")
    seen = await slamet.sees("Hari ini", "🗳 Hari pemungutan suara.")
    assert (
        "kotak sudah di TPS 06.00 · petugas lengkap 06.00 · rapat dimulai 07.00"
        " · pemilih sampai 10.00 · pemungutan ditutup 13.00." in seen.text
    )
    assert "Tidak ada" not in seen.text.split("Berikutnya")[0]
    november.clock.now = november.clock.now.replace(day=28)
    await slamet.says("/agenda")
    assert "Hari pemungutan" not in (await slamet.sees("Kamis, 28 November")).text


async def test_a_long_agenda_shows_the_rest_by_a_button(november: Town) -> None:
    """Eight entries ahead at first, all of them after Semua."""
    await load(november, "Pilkada 2024")
    admin = november.admin
    await admin.says("/agenda")
    await admin.sees("… dan")
    await admin.presses("Semua")
    await admin.sees("Rekapitulasi tingkat provinsi")


@pytest.mark.parametrize(
    ("name", "asked", "parts"),
    [
        ("Rudi", "13-02-2024", ("🚫 Selasa, 13 Februari 2024", "larangan cuti", "19 Januari 2024")),
        ("Rudi", "14-02-2024", ("✅ Rabu, 14 Februari 2024: tidak ada larangan",)),
        ("Hadi", "10 februari 2024", ("🚫", "larangan bepergian", "sampai Rabu, 14 Februari 2024")),
        ("Budi", "13/2/24 s.d. 20/2/24", ("🚫 13–20 Februari 2024", "10–14 Februari 2024")),
        ("Slamet", "13-02-2024", ("✅ Selasa, 13 Februari 2024: tidak ada larangan",)),
        ("Hadi", "H-4", ("✅ Sabtu, 23 November 2024",)),
    ],
)  # fmt: skip
async def test_cuti_answers_for_me_and_that_day(
    november: Town, name: str, asked: str, parts: tuple[str, ...]
) -> None:
    """The bans of Madiun: by whose order, until when, and only for those they bind."""
    await load(november, "Madiun 2024")
    phone = november.phone(name)
    await phone.says(f"/cuti {asked}")
    seen = await phone.sees("bukan surat cuti")
    assert all(part.lower() in seen.text.lower() for part in parts), seen.text


async def test_cuti_without_a_day_tells_today_and_the_next_bans(november: Town) -> None:
    """Nothing today, and the ban to come with its days."""
    await load(november, "Larangan cuti dan bepergian")
    hadi = november.phone("Hadi")
    await hadi.says("/cuti")
    await hadi.sees("✅ Jumat, 1 November 2024", "Larangan berikutnya", "23–27 November 2024")


async def test_cuti_knows_bans_without_a_day_yet(unset: Town) -> None:
    """Before voting day is set the relative ban is told as such, and H-4 cannot be answered."""
    await load(unset, "Larangan cuti dan bepergian")
    hadi = unset.phone("Hadi")
    await hadi.says("/cuti")
    await hadi.sees("tanggalnya belum pasti", "H-4 s.d. hari H")
    await hadi.says("/cuti H-4")
    await hadi.sees("Hari H belum diatur")


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("30-02-2024", "sampai tanggal 29"),
        ("kapan-kapan", "belum dipahami"),
        ("H-1 s.d. 20-11-2024", "lebih awal"),
    ],
)
async def test_cuti_with_a_faulty_day_gives_an_example(
    november: Town, asked: str, part: str
) -> None:
    """A day that is none is answered with what to type."""
    hadi = november.phone("Hadi")
    await hadi.says(f"/cuti {asked}")
    await hadi.sees(part, "ontoh")
