"""Several stations in one line: previewed, then stored once each."""

import pytest

from tests.town import KOTALAMA, Town


@pytest.mark.parametrize(
    ("who", "line", "numbers"),
    [
        ("Lurah Hadi", "logistik lengkap 2-3", [2, 3]),
        ("Yanti", "logistik lengkap semua kecuali 1", [2, 3]),
        ("Oki", "1-2 logistik lengkap via WA", [1, 2]),
    ],
)
async def test_logistics_of_several_stations(
    voting_day: Town, who: str, line: str, numbers: list[int]
) -> None:
    """Lurah, PPS and operator see which stations it is about before anything is stored."""
    phone = voting_day.phone(who)
    await phone.says(line)
    await phone.sees("Terima (luar): semua baik", f"TPS {numbers[0]}–{numbers[-1]} (Kotalama)",
                     "Pukul 07.02 (sekarang)")  # fmt: skip
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    await phone.presses("Ya, simpan 2 TPS")
    await phone.sees("✅ 2 laporan tersimpan (No. 1–2): Terima (luar): semua baik")
    rows = await voting_day.rows(
        "SELECT s.number, r.topic, r.rank FROM reports r JOIN stations s ON s.id = r.station_id"
        " ORDER BY s.number"
    )
    assert rows == [{"number": n, "topic": "logistik_luar", "rank": 1} for n in numbers]


async def test_what_is_known_is_passed_over(voting_day: Town) -> None:
    """TPS 2 has reported for itself: the batch is about the other two, with the hour said."""
    voting_day.clock.at(7, 10)
    tono, hadi = voting_day.phone("Tono"), voting_day.phone("Lurah Hadi")
    await tono.says("logistik lengkap")
    await tono.sees("No. 1")
    await hadi.says("logistik lengkap semua jam 6 lebih 5")
    await hadi.sees("TPS 1, 3 (Kotalama)", "dilewati: 2", "Pukul 06.05.")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("2 laporan tersimpan")


async def test_problems_are_told_one_by_one(voting_day: Town) -> None:
    """What lacks something needs to be said of each station."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("2-3 logistik masalah")
    await hadi.sees("Yang lain ketik satu per satu")


async def test_nobody_files_batches_elsewhere(voting_day: Town) -> None:
    """A linmas names other stations, a lurah another village."""
    await voting_day.phone("Slamet").says("logistik lengkap 2-3")
    await voting_day.phone("Slamet").sees("Maaf")
    await voting_day.phone("Lurah Sri").says(f"{KOTALAMA} logistik lengkap 1-3")
    await voting_day.phone("Lurah Sri").sees("di luar wilayah")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_full_code_in_front(voting_day: Town) -> None:
    """An operator copies the code from a list; a linmas may write the own one out."""
    oki, slamet = voting_day.phone("Oki"), voting_day.phone("Slamet")
    await oki.says(f"{KOTALAMA}-002 mulai 07.00 via telepon")
    await oki.sees("✅ No. 1. Rapat dimulai 07.00")
    await slamet.says(f"{KOTALAMA}-001 mulai jam tujuh")
    await slamet.sees("✅ No. 2. Rapat dimulai 07.00")
    await slamet.says(f"{KOTALAMA}-002 mulai")
    await slamet.sees("di luar wilayah")


async def test_a_late_batch_offers_the_true_hours(voting_day: Town) -> None:
    """At 07.40 the lurah picks 07.05 for all: no alert about a late start."""
    voting_day.clock.at(7, 40)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("mulai 1-3")
    seen = await hadi.sees("Pukul 07.40 (sekarang)", "Tekan jamnya", "Ya, simpan 3 TPS")
    assert seen.labels[:3] == ["07.00", "07.05", "07.10"]
    await hadi.presses("07.05")
    await hadi.sees("3 laporan tersimpan")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0
    await hadi.says("/tps 2")
    await hadi.sees("rapat dimulai 07.05")


async def test_a_late_hour_that_is_picked_raises_its_alert(voting_day: Town) -> None:
    """Who picks 07.30 says that it began late; "now" alone says only when it was typed."""
    voting_day.clock.at(7, 40)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("mulai 2-3")
    await hadi.presses("07.30")
    await hadi.sees("2 laporan tersimpan")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents WHERE kind = 'prosedur'") == 2


async def test_what_was_due_yesterday_is_offered_as_yesterday(voting_day: Town) -> None:
    """The tents of all TPS stood at 17.00 the day before."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("semua tps berdiri")
    await hadi.presses("kemarin 17.00")
    await hadi.sees("3 laporan tersimpan")
    await hadi.says("/tps 3")
    await hadi.sees("TPS berdiri H-1 17.00")


async def test_a_forged_hour_stores_nothing(voting_day: Town) -> None:
    """Hours that were not offered: ahead, none at all, long ago."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("kotak di tps 1-3")
    await hadi.sees("Ya, simpan 3 TPS")
    for tail in ("2359", "9999", "0600|-1", "0600|9"):
        await hadi.forges(f"1b.yes|1|3|{tail}")
        await hadi.sees_toast("sudah tidak berlaku")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0


async def test_an_own_batch_with_wrong_hours_is_corrected_by_another(voting_day: Town) -> None:
    """Said with 07.10, then with 07.00: TPS 2 has its own word by then, and is passed over."""
    voting_day.clock.at(7, 12)
    hadi, wati = voting_day.phone("Lurah Hadi"), voting_day.phone("Wati")
    await hadi.says("mulai 7.10 1-2")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("✅ 2 laporan tersimpan (No. 1–2)")
    await wati.says("mulai 7.05")
    await wati.sees("No. 3")
    await hadi.says("mulai 7.00 1-3")
    await hadi.sees("TPS 1, 3 (Kotalama)", "dilewati: 2", "Diperbaiki menjadi 07.00: TPS 1.")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("✅ 1 laporan tersimpan (No. 5)", "Diperbaiki menjadi 07.00: TPS 1.")
    versions = "SELECT version FROM reports WHERE number = 1 ORDER BY version"
    assert await voting_day.rows(versions) == [{"version": 1}, {"version": 2}]
    await hadi.says("/tps 1")
    await hadi.sees("rapat dimulai 07.00")


async def test_a_batch_that_only_corrects_says_so(voting_day: Town) -> None:
    """All of it is one's own; the same hour again, or none, has nothing to correct."""
    voting_day.clock.at(7, 12)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("mulai 7.10 2-3")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("✅ 2 laporan tersimpan")
    for same in ("mulai 7.10 2-3", "mulai 2-3"):
        await hadi.says(same)
        await hadi.sees("Semua TPS itu sudah dilaporkan")
    await hadi.says("mulai 7.00 2-3")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("✅ Rapat dimulai.", "Diperbaiki menjadi 07.00: TPS 2–3.")


async def test_in_a_rehearsal_the_receipt_of_a_batch_says_so(voting_day: Town) -> None:
    """GLADI stands before how many were stored."""
    await voting_day.parts.db.write(lambda tx: tx.run("UPDATE events SET kind = 'gladi'"))
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("mulai 7.00 2-3")
    await hadi.presses("Ya, simpan 2 TPS")
    await hadi.sees("🎭 GLADI · ✅ 2 laporan tersimpan (No. 1–2)")
