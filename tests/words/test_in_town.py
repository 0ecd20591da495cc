"""What becomes of such lines in the running bot: offered, told, or kept in the circle."""

import pytest

from tests.town import MORNING, Town


async def test_a_milestone_beside_other_words_is_filed_by_a_press(voting_day: Town) -> None:
    """With the hour that was said, and not before the press."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("TPS 001 telah dibuka pukul 07.00, situasi aman, tidak ada kendala")
    await slamet.sees("Maksud Bapak/Ibu: Rapat dimulai 07.00 di TPS 001 Kotalama?")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.00")
    at = await voting_day.value("SELECT event_at FROM reports")
    assert at == int(MORNING.timestamp() * 1000) - 2 * 60_000


@pytest.mark.parametrize("text", [
    "timses paslon 2 bagi uang 100 ribu", "pak camat dukung salah satu paslon",
])  # fmt: skip
async def test_money_and_taking_sides_stay_in_the_circle(voting_day: Town, text: str) -> None:
    """No refusal for the candidate's number; and the area's chain hears nothing of it."""
    slamet = voting_day.phone("Slamet")
    await slamet.says(text)
    await slamet.sees("Maksud Bapak/Ibu")
    await slamet.presses("Ya")
    await slamet.sees("✅ No. 1")
    assert await voting_day.value("SELECT confidential FROM incidents") == 1
    circle = await voting_day.rows(
        "SELECT DISTINCT p.name FROM alerts a JOIN people p ON p.id = a.person_id ORDER BY p.name"
    )
    assert {str(row["name"]) for row in circle} <= {"Bakesbang Umar", "Bawaslu Fitri"}


@pytest.mark.parametrize(("text", "answer"), [
    ("TOLONG!!!", "Darurat? Telepon dulu"), ("maaf salah kirim", "ketik batal"),
    ("eh salah, maksud saya jam 7", "tulis laporannya lagi"), ("masalah nihil", "Dicatat: aman."),
    ("bukan pak", "Dicatat, belum dilaporkan."), ("luka pak", "Maksud Bapak/Ibu"),
    ("masalah listrik sudah nyala", "Dicatat, belum dilaporkan."), ("hatur nuhun", "Sama-sama"),
    ("paslon satu seratus dua puluh", "hasil hitung suara tidak boleh dikirim"),
])  # fmt: skip
async def test_other_lines_are_answered_and_report_nothing(
    voting_day: Town, text: str, answer: str
) -> None:
    """One answer each, and nothing filed."""
    slamet = voting_day.phone("Slamet")
    await slamet.says(text)
    await slamet.sees(answer)
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0


@pytest.mark.parametrize("text", [
    "batal pak", "mohon dibatalkan pak", "batalin ya", "laporan dibatalkan", "batal laporan no 1",
])  # fmt: skip
async def test_batal_may_be_said_politely(voting_day: Town, text: str) -> None:
    """The last report is taken back."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await slamet.says(text)
    await slamet.sees("Laporan No. 1 dibatalkan")


@pytest.mark.parametrize("text", ["tidak batal", "batal mulai", "jangan dibatalkan", "bakal 1"])
async def test_what_is_not_taken_back_stands(voting_day: Town, text: str) -> None:
    """More is said than that it is taken back."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await slamet.says(text)
    await slamet.sees("Dicatat, belum dilaporkan.")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 1


@pytest.mark.parametrize(("reply", "answer"), [
    ("iya betul pak", "✅ No. 1"), ("ya pak", "✅ No. 1"), ("bukan pak", "tidak dilaporkan"),
    ("gak", "tidak dilaporkan"), ("tidak tahu", "Dicatat, belum dilaporkan."),
])  # fmt: skip
async def test_a_guess_is_answered_in_words(voting_day: Town, reply: str, answer: str) -> None:
    """With a form of address, and no as well as yes; anything else is looked at anew."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("air masuk tps")
    await slamet.sees("Maksud Bapak/Ibu")
    await slamet.says(reply)
    await slamet.sees(answer)
