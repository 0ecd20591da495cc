"""Clear words of another kind than a report typed by the book: used, guessed at, or answered."""

import pytest

from tests.town import Town


async def _filed(town: Town) -> list[tuple[object, object]]:
    rows = await town.rows(
        "SELECT r.kind, s.number FROM reports r LEFT JOIN stations s ON s.id = r.station_id"
        " ORDER BY r.id"
    )
    return [(row["kind"], row["number"]) for row in rows]


async def test_a_station_inside_an_emergency_is_used(voting_day: Town) -> None:
    """The lurah, the camat and the guard at the door name it anywhere: nothing is asked."""
    hadi, budi = voting_day.phone("Lurah Hadi"), voting_day.phone("Camat Budi")
    for text, number in (("masalah di TPS 2 banjir", 2), ("masalah TPS 003 ada kebakaran", 3)):
        await hadi.says(text)
        await hadi.sees("✅ No.", f"TPS 00{number} Kotalama")
    await budi.says("masalah banjir tps 1 buring")
    await budi.sees("✅ No. 3", "TPS 001 Buring")
    assert [number for _, number in await _filed(voting_day)] == [2, 3, 1]
    await hadi.says("2 ada pohon tumbang")
    await hadi.sees("Maksud Bapak/Ibu", "TPS 002 Kotalama")


async def test_an_operator_is_not_asked_for_a_named_station(voting_day: Town) -> None:
    """Only the way it came is still open."""
    oki = voting_day.phone("Oki")
    await oki.says("masalah TPS 2 pohon tumbang")
    await oki.sees("lewat apa?")
    await oki.presses("☎️ Telepon")
    await oki.sees("✅ No. 1", "TPS 002 Kotalama")


async def test_a_kind_that_is_part_of_another_word_is_no_doubt(voting_day: Town) -> None:
    """`kaca pecah` speaks of no money: the line is clear and filed."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("masalah warga berkelahi di TPS, kaca pecah")
    await slamet.sees("✅ No. 1", "Keamanan")


async def test_an_unclear_line_is_guessed_at(voting_day: Town) -> None:
    """Two kinds are as likely: kept, asked about, filed by one press."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("masalah warga berkelahi ada yang bagi amplop")
    await slamet.sees("Dicatat, belum dilaporkan. Maksud Bapak/Ibu:", "Bukan laporan")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.says("/masalah warga berkelahi ada yang bagi amplop")
    await slamet.sees("Maksud Bapak/Ibu:")


async def test_turnout_is_read_and_doubted(voting_day: Town) -> None:
    """In words, too high, falling, below zero."""
    voting_day.clock.at(12, 0)
    slamet = voting_day.phone("Slamet")
    await slamet.says("pemilih seratus dua puluh")
    await slamet.sees("Pemilih hadir 120")
    await slamet.says("yang nyoblos 150")
    await slamet.sees("Pemilih hadir 150")
    await slamet.says("pemilih -5")
    await slamet.sees("Ketik angkanya saja")
    await slamet.says("pemilih 10")
    await slamet.sees("Sebelumnya 150. Sekarang 10?", "Ya, benar")
    await slamet.presses("Salah pencet")
    await slamet.says("batal")
    await slamet.says("pemilih 9999")
    await slamet.sees("9.999 pemilih? DPT TPS ini 500.")
    said = await voting_day.rows("SELECT answers FROM reports ORDER BY id")
    assert [row["answers"] for row in said] == ['{"voters": 120}', '{"voters": 150}']


async def test_all_present_asks_for_nobody(voting_day: Town) -> None:
    """`petugas lengkap kpps 7 linmas 2` is complete: the next sentence is no answer."""
    voting_day.clock.at(6, 0)
    slamet = voting_day.phone("Slamet")
    await slamet.says("petugas lengkap linmas 2 kpps 7")
    await slamet.sees("✅ No. 1. ")
    assert [row["form"] for row in await voting_day.rows("SELECT form FROM drafts")] == []


@pytest.mark.parametrize(("name", "text", "answer"), [
    ("Slamet", "mulai 25.00", "Jamnya belum dipahami"), ("Slamet", "mulai besok", "mulai 07.05"),
    ("Lurah Hadi", "mulai 3-1", "mulai 1-3"), ("Slamet", "tps belum berdiri", "Dicatat: belum"),
    ("Slamet", "belum mulai", "Kalau sudah, ketik mulai"), ("Slamet", "kotak tiba", "PPS atau PPK"),
    ("Slamet", "isi kotak", "Jangan buka segel"), ("Slamet", "isi kotak lengkap", "oleh KPPS"),
    ("Slamet", "tidak ada masalah", "Dicatat: aman."), ("Slamet", "aman", "Dicatat: aman."),
    ("Slamet", "nihil", "Dicatat: aman."), ("Slamet", "aman terkendali", "Dicatat: aman."),
    ("Rina", "isi kotak", "Periksa isi kotak"),
])  # fmt: skip
async def test_one_sentence_says_what_to_do(town: Town, name: str, text: str, answer: str) -> None:
    """No question whether it is a problem, and nothing is filed."""
    phone = town.phone(name)
    await phone.says(text)
    await phone.sees(answer.replace("oleh KPPS", "dilaporkan KPPS"))
    assert await town.value("SELECT COUNT(*) FROM reports") == 0


async def test_tidak_aman_is_never_safe(town: Town) -> None:
    """A denial of what is safe is no good news."""
    slamet = town.phone("Slamet")
    await slamet.says("tps tidak aman")
    await slamet.sees("belum dilaporkan")


async def test_several_stations_and_sources_are_read(voting_day: Town) -> None:
    """Joined by "dan" and "sd"; by radio and telephone, as an operator writes."""
    voting_day.clock.at(13, 10)
    hadi, oki = voting_day.phone("Lurah Hadi"), voting_day.phone("Oki")
    await hadi.says("1, 2 dan 3 mulai")
    await hadi.sees("untuk TPS 1–3")
    await hadi.says("TPS 1 sd 3 sudah mulai jam 7")
    await hadi.sees("untuk TPS 1–3", "Pukul 07.00")
    await oki.says("WA 2 mulai 07.04")
    await oki.sees("✅ No. 1", "07.04")
    await oki.says("3 mulai 07.00 telepon dari Slamet")
    await oki.sees("✅ No. 2", "07.00")
    rows = await voting_day.rows("SELECT source FROM reports ORDER BY id")
    assert [row["source"] for row in rows] == ["wa", "telepon"]


@pytest.mark.parametrize(("text", "label", "filed"), [
    ("kotak 2 bilik 4", "Logistik lengkap (luar)", "semua baik"),
    ("kpps 6 linmas 2", "Petugas: KPPS 6/7, linmas 2/2", "Siapa yang belum hadir"),
    ("petugas kurang 1 kpps", "Petugas: KPPS 6/7, linmas 2/2", "Siapa yang belum hadir"),
    ("petugas tidak lengkap", "Petugas belum lengkap", "Berapa anggota KPPS"),
])  # fmt: skip
async def test_another_report_is_guessed(
    voting_day: Town, text: str, label: str, filed: str
) -> None:
    """`Ya` opens that form with what was said."""
    slamet = voting_day.phone("Slamet")
    await slamet.says(text)
    await slamet.sees(f"Maksud Bapak/Ibu: {label} di TPS 001 Kotalama?", "Bukan laporan")
    await slamet.presses("Ya")
    await slamet.sees(filed)


@pytest.mark.parametrize("text", ["gudang bocor", "gudang banjir", "gudang atap bocor"])
async def test_a_guard_speaks_of_the_own_store(voting_day: Town, text: str) -> None:
    """No station is asked for; the alert is the one of the storage check."""
    gito = voting_day.phone("Gito")
    await gito.says(text)
    await gito.sees("Maksud Bapak/Ibu: Tempat simpan tidak aman:")
    await gito.presses("Ya")
    await gito.sees("✅ No. 1", "Tempat simpan tidak aman")
    assert await _filed(voting_day) == [("gudang", None)]
    assert await voting_day.value("SELECT COUNT(*) FROM incidents WHERE store_id IS NOT NULL") == 1
