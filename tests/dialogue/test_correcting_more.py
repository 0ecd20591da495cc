"""Corrections of corrections, of others' reports, and of messages that were edited."""

import pytest

from tests.town import KOTALAMA, Town, station_id


async def versions(town: Town, number: int = 1) -> list[tuple[object, object, object]]:
    """Version, withdrawn and topic of a report."""
    rows = await town.rows(
        "SELECT version, withdrawn, topic FROM reports WHERE number = $1 ORDER BY version", number
    )
    return [(row["version"], row["withdrawn"], row["topic"]) for row in rows]


async def test_the_list_names_each_report_fully(voting_day: Town) -> None:
    """Number, TPS, what was said and when stand on the button itself."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("1 mulai")
    await hadi.says("2 logistik lengkap")
    await hadi.sees("No. 2")
    await hadi.says("/koreksi")
    seen = await hadi.sees("Laporan mana yang mau dikoreksi?")
    assert seen.labels[:2] == [
        "No. 2 · TPS 002 · Terima (luar): semua baik · 07.02",
        "No. 1 · TPS 001 · Rapat dimulai 07.02",
    ]
    await hadi.presses("No. 1 ·")
    await hadi.sees("No. 1 · TPS 001 · Rapat dimulai 07.02", "Isi ulang", "Batalkan laporan")


async def test_an_edited_incident_keeps_its_receipt(voting_day: Town) -> None:
    """Numbers to call, who got it, and the new words: all stand in the same message."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("masalah banjir air masuk TPS")
    first = await slamet.sees("✅ No. 1", "Diteruskan ke:")
    assert sent is not None
    await slamet.edits(sent, "masalah banjir air setinggi lutut, TPS <tenggelam>")
    seen = await slamet.sees(
        "dikoreksi (versi 2)", "Darurat? Telepon dulu:", "Polsek Kedungkandang",
        "✅ No. 1. Bencana", "“banjir air setinggi lutut, TPS <tenggelam>”", "Diteruskan ke:",
    )  # fmt: skip
    assert seen.id == first.id
    await voting_day.phone("Lurah Hadi").sees("setinggi lutut")


async def test_an_edit_never_carries_votes_in(voting_day: Town) -> None:
    """What may not be typed may not be edited in either."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("masalah banjir air masuk TPS")
    await slamet.sees("✅ No. 1")
    assert sent is not None
    await slamet.edits(sent, "masalah paslon 1 dapat 120 suara")
    await slamet.sees("hasil hitung suara tidak boleh dikirim")
    assert len(await versions(voting_day)) == 1


async def test_an_edit_to_what_is_too_early_is_refused(voting_day: Town) -> None:
    """Boxes stay closed before 07.00, by editing too; the bot says so and stays up."""
    voting_day.clock.at(6, 30)
    rina = voting_day.phone("Rina")
    sent = await rina.says("logistik lengkap")
    await rina.sees("No. 1")
    assert sent is not None
    await rina.edits(sent, "logistik isi lengkap")
    await rina.sees("Jangan buka segel")
    assert await voting_day.value("SELECT COUNT(*) FROM parked_updates") == 0


async def test_an_edit_moves_a_report_to_the_right_station(voting_day: Town) -> None:
    """The lurah meant TPS 2: TPS 1 has no report any more."""
    hadi = voting_day.phone("Lurah Hadi")
    sent = await hadi.says("1 mulai 07.00")
    await hadi.sees("No. 1")
    assert sent is not None
    await hadi.edits(sent, "2 mulai 07.01")
    await hadi.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.01")
    second = await voting_day.parts.db.read(lambda tx: station_id(tx, KOTALAMA, 2))
    assert await voting_day.rows("SELECT place FROM current_reports") == [{"place": f"s{second}"}]


async def test_corrections_go_on(voting_day: Town) -> None:
    """Corrected twice, then taken back: four versions, nothing stands, and no fifth."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 07.00")
    await slamet.sees("No. 1")
    await slamet.says("mulai 07.01")
    await slamet.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.01")
    await slamet.says("mulai 06.59")
    await slamet.sees("No. 1 dikoreksi (versi 3). Rapat dimulai 06.59")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 1 dibatalkan (Rapat dimulai 06.59)")
    await slamet.says("batal 1")
    await slamet.sees("Laporan No. 1 sudah dibatalkan")
    assert [each[1] for each in await versions(voting_day)] == [0, 0, 0, 1]
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 0


async def test_a_lurah_corrects_inside_the_village(voting_day: Town) -> None:
    """By its number: the officer is told what became of the report, and it is audited."""
    slamet, hadi = voting_day.phone("Slamet"), voting_day.phone("Lurah Hadi")
    await slamet.says("logistik lengkap")
    await slamet.sees("No. 1")
    await hadi.says("/koreksi 1")
    await hadi.sees("No. 1 · TPS 001 · Terima (luar): semua baik")
    await hadi.presses("Isi ulang")
    await hadi.presses("Terima (luar)")
    await hadi.presses("Ada yang bermasalah")
    await hadi.presses("Bilik suara")
    await hadi.presses("Kurang")
    await hadi.sees("Berapa jumlahnya?")
    await hadi.says("2")
    await hadi.presses("Tidak, sudah semua")
    await hadi.sees("Ada foto")
    await hadi.presses("Lewati")
    await hadi.sees("No. 1 dikoreksi (versi 2)", "Bilik suara kurang 2")
    await slamet.sees("Laporan Bapak/Ibu No. 1 dikoreksi Lurah Hadi, lurah/kepala desa",
                      "Bilik suara kurang 2")  # fmt: skip
    assert await voting_day.value("SELECT COUNT(*) FROM audit WHERE action = 'correct'") == 1
    await hadi.says("batal 1")
    await hadi.sees("Laporan No. 1 dibatalkan")


async def test_a_lurah_takes_back_what_a_linmas_reported(voting_day: Town) -> None:
    """`batal 1` of the lurah: Slamet learns of it."""
    slamet, hadi = voting_day.phone("Slamet"), voting_day.phone("Lurah Hadi")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await hadi.says("batal 1")
    await hadi.sees("Laporan No. 1 dibatalkan (Rapat dimulai 07.02 · TPS 001 Kotalama)")
    await slamet.sees("No. 1 dibatalkan Lurah Hadi, lurah/kepala desa (Rapat dimulai 07.02)")
    assert [each[1] for each in await versions(voting_day)] == [0, 1]


async def test_nobody_corrects_outside_the_own_area(voting_day: Town) -> None:
    """Another lurah, another linmas, an operator: typed or forged, nothing changes."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    for name in ("Lurah Sri", "Agus", "Oki"):
        phone = voting_day.phone(name)
        for text in ("/koreksi 1", "batal 1"):
            await phone.says(text)
            await phone.sees("bukan laporan Bapak/Ibu")
        for verb in ("k.one", "k.again", "k.drop"):
            await phone.forges(f"1{verb}|1")
            await phone.sees_toast("bukan bagian dari tugas")
    assert len(await versions(voting_day)) == 1


async def test_a_lurah_learns_nothing_of_incidents_by_number(voting_day: Town) -> None:
    """What is confidential stays so: incidents of others are no reports to correct."""
    slamet, hadi = voting_day.phone("Slamet"), voting_day.phone("Lurah Hadi")
    await slamet.says("masalah ada bagi-bagi amplop uang dari tim sukses")
    await slamet.sees("No. 1", "🔒 Rahasia")
    for text in ("/koreksi 1", "batal 1"):
        await hadi.says(text)
        await hadi.sees("bukan laporan Bapak/Ibu")
    await hadi.forges("1k.one|1")
    await hadi.sees_toast("bukan bagian dari tugas")


@pytest.mark.parametrize("typed", [True, False])
async def test_kembali_typed_in_a_correction_is_the_button(voting_day: Town, typed: bool) -> None:
    """`koreksi`, Isi ulang, one answer, and one question back: both ways the same."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("logistik lengkap")
    await slamet.sees("No. 1")
    await slamet.says("koreksi")
    await slamet.presses("No. 1")
    await slamet.presses("Isi ulang")
    first = await slamet.sees("Kembali")
    await slamet.presses(first.labels[0])
    second = await slamet.sees("Kembali")
    assert second.text != first.text
    if typed:
        await slamet.says("Kembali")
    else:
        await slamet.presses("Kembali")
    again = await slamet.sees("Kembali")
    assert (again.text, again.labels) == (first.text, first.labels)
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_kembali_at_a_question_back_asks_the_doubted_one_again(voting_day: Town) -> None:
    """A number of voters below the one before is doubted: `kembali` lets it be said anew."""
    voting_day.clock.at(13, 30)
    slamet = voting_day.phone("Slamet")
    await slamet.says("pemilih 150")
    await slamet.sees("Pemilih hadir 150")
    await slamet.says("pemilih 10")
    await slamet.sees("Sebelumnya 150. Sekarang 10?", "Ya, benar")
    await slamet.says("kembali")
    asked = await slamet.sees("Kembali")
    assert "Ya, benar" not in asked.labels
    await slamet.says("160")
    await slamet.sees("Pemilih hadir 160")
