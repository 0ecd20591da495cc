"""An invitation: Hadir, Tidak, Wakil; the map, the papers, the minutes."""

import pytest

from bot.simulator import Message
from tests.agenda.test_confirming import opened
from tests.agenda.test_reminding import at, wib
from tests.agenda.test_showing import add
from tests.town import Town

INVITED = "rakor; 20-11-2024 09.00; Rakor logistik; lurah, camat; H-3 09.00"


async def answers(town: Town) -> list[tuple[object, object, object]]:
    """Who said what: name, answer, deputy."""
    rows = await town.rows(
        "SELECT p.name, a.answer, a.deputy FROM attendance a JOIN people p ON p.id = a.person_id"
        " ORDER BY p.name"
    )
    return [(row["name"], row["answer"], row["deputy"]) for row in rows]


async def invited(town: Town) -> Message:
    """The invitation has gone out; gives Hadi's."""
    await add(town, INVITED)
    await at(town, wib(17, 9))
    return await town.phone("Hadi").sees("Rakor logistik")


async def test_yes_no_and_changing_ones_mind(november: Town) -> None:
    """The message says what was answered and keeps its buttons; the last answer counts."""
    shown = await invited(november)
    hadi = november.phone("Hadi")
    assert shown.labels == ["✅ Hadir", "❌ Tidak", "👤 Wakil"]
    await hadi.presses("✅ Hadir")
    await hadi.sees_toast("sudah dicatat")
    changed = await hadi.sees("✅ Hadir: jawaban Bapak/Ibu")
    assert changed.id == shown.id
    await hadi.presses("❌ Tidak")
    await hadi.sees("❌ Tidak: jawaban Bapak/Ibu")
    assert await answers(november) == [("Lurah Hadi", "no", None)]


async def test_a_deputy_by_name(november: Town) -> None:
    """The name is asked for and stands in the invitation; batal leaves no answer."""
    shown = await invited(november)
    hadi = november.phone("Hadi")
    await hadi.presses("👤 Wakil")
    await hadi.sees("Siapa yang mewakili")
    await hadi.says("batal")
    await hadi.sees("Dibatalkan")
    await hadi.presses("👤 Wakil")
    await hadi.sees("Siapa yang mewakili")
    await hadi.presses("Batal")
    await hadi.sees("Dibatalkan")
    assert await answers(november) == []
    await hadi.presses("👤 Wakil")
    await hadi.sees("Siapa yang mewakili")
    await hadi.says("tutup")  # a name that reads like a report is a name here
    await hadi.sees("diwakili tutup")
    changed = await hadi.sees("👤 Diwakili tutup")
    assert changed.id == shown.id
    assert await answers(november) == [("Lurah Hadi", "deputy", "tutup")]


async def test_an_open_report_is_not_pushed_aside_by_a_deputy(november: Town) -> None:
    """The report has to be finished first."""
    await invited(november)
    hadi = november.phone("Hadi")
    await hadi.says("/masalah")
    await hadi.presses("Bukan di TPS")
    await hadi.presses("Bencana")
    await november.quiet()
    await hadi.presses("👤 Wakil")
    await hadi.sees_toast("belum selesai. Selesaikan dulu")


async def test_answering_confirms_too(november: Town) -> None:
    """Where reading must be confirmed an answer says as much."""
    await add(november, f"{INVITED}; dibaca")
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.presses("✅ Hadir")
    changed = await hadi.sees("✅ Sudah dibaca, Minggu", "✅ Hadir: jawaban Bapak/Ibu")
    assert changed.labels == ["✅ Hadir", "❌ Tidak", "👤 Wakil"]


async def test_who_was_not_invited_cannot_answer(november: Town) -> None:
    """Slamet forges Hadi's button: refused, audited, nothing stored; nonsense too."""
    shown = await invited(november)
    slamet = november.phone("Slamet")
    await slamet.says("/agenda")
    await slamet.sees("Agenda")
    await slamet.forges(shown.buttons[0][0].data or "")
    await slamet.sees_toast("bukan bagian dari tugas")
    await slamet.forges("1hadir|reminder:999999|yes")
    await slamet.sees_toast("bukan bagian dari tugas")
    await slamet.forges("1hadir|broadcast:1|yes")
    await slamet.sees_toast("bukan bagian dari tugas")
    await slamet.forges("1hadir|reminder:1|mungkin")
    await slamet.sees_toast("tidak berlaku")
    assert await answers(november) == []
    assert await november.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 4


async def test_after_the_day_nothing_is_answered(november: Town) -> None:
    """The meeting is over, or was called off."""
    shown = await invited(november)
    hadi = november.phone("Hadi")
    november.clock.now = wib(21, 8)
    await hadi.presses("✅ Hadir", on=shown)
    await hadi.sees_toast("sudah lewat atau dibatalkan")


@pytest.mark.parametrize(
    "typed",
    [
        "Balai Kota -7.977750, 112.634080",
        "Balai Kota https://maps.google.com/?q=-7.977750,112.634080",
    ],
)
async def test_a_place_on_the_map(november: Town, typed: str) -> None:
    """Coordinates or a link of a map beside the name; Peta sends the venue."""
    await add(november, INVITED)
    await opened(november, "👥 Rakor logistik")
    await november.admin.presses("📍 Tempat")
    await november.admin.sees("Di mana?")
    await november.admin.says(typed)
    await november.admin.sees("✅ Diubah", "Tempat: Balai Kota")
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.presses("🗺 Peta")
    await november.quiet()
    venue = hadi.messages[-1].raw["venue"]
    assert venue["title"] == "Rakor logistik"
    assert venue["address"] == "Balai Kota"
    assert (venue["location"]["latitude"], venue["location"]["longitude"]) == (-7.97775, 112.63408)


async def test_a_shared_location_is_the_place(november: Town) -> None:
    """The location first, then its name; a number beyond the map is refused."""
    admin = november.admin
    await add(november, INVITED)
    await opened(november, "👥 Rakor logistik")
    await admin.presses("📍 Tempat")
    await admin.sees("Di mana?")
    await admin.shares_location(-7.98, 112.63)
    await admin.sees("Di mana?")
    await admin.says("Aula -99.12345, 112.63000")
    await admin.sees("di luar peta")
    await admin.says("Aula kecamatan")
    await admin.sees("✅ Diubah", "Tempat: Aula kecamatan")
    (stored,) = await november.rows("SELECT place, lat, lon FROM agenda")
    assert stored == {"place": "Aula kecamatan", "lat": -7.98, "lon": 112.63}


async def test_papers_come_with_the_invitation(november: Town) -> None:
    """Attached once, each invitation from then on carries a button that sends them."""
    await invited(november)
    admin, hadi = november.admin, november.phone("Hadi")
    await opened(november, "👥 Rakor logistik")
    await admin.presses("Undangan rapat")
    await admin.sees("Bahan rapat: belum ada")
    await admin.presses("Lampirkan bahan")
    await admin.sees("Kirim berkas bahan rapatnya")
    await admin.says("nanti saja ya")
    await admin.sees("Kirim sebagai berkas")
    await admin.sends_file("bahan.pdf", b"%PDF-1.4 bahan")
    await admin.sees("terlampir", "sedang dikabari")
    await at(november, wib(17, 9, 5))
    await hadi.sees("✏️ Perubahan", "📎 Bahan rapat")
    await hadi.presses("📎 Bahan rapat")
    await november.quiet()
    assert hadi.messages[-1].raw["document"]["file_name"] == "bahan.pdf"
    slamet = november.phone("Slamet")
    await slamet.says("/agenda")
    await slamet.sees("Agenda")
    await slamet.forges("1agm|file|1")
    await slamet.sees_toast("bukan bagian dari tugas")


async def test_minutes_go_to_all_who_were_invited(november: Town) -> None:
    """After the meeting, as a file, once to each; a second file goes out again."""
    await invited(november)
    admin = november.admin
    november.clock.now = wib(20, 15)
    await opened(november, "👥 Rakor logistik")
    await admin.presses("Undangan rapat")
    await admin.presses("Kirim notulen")
    await admin.sees("Kirim berkas notulennya")
    await admin.sends_file("notulen.pdf", b"%PDF-1.4 notulen")
    await admin.sees("sedang dikirim kepada semua yang diundang")
    await at(november, wib(20, 15, 1))
    for name in ("Hadi", "Sri", "Budi"):
        sent = await november.phone(name).sees("📝 Notulen", "Rakor logistik")
        assert sent.raw["document"]["file_name"] == "notulen.pdf"
    assert not november.phone("Slamet").messages
    await at(november, wib(20, 15, 2))
    copies = [m for m in november.phone("Hadi").messages if m.kind == "document"]
    assert len(copies) == 1


async def test_batal_while_a_file_is_awaited(november: Town) -> None:
    """Nothing is attached, and the next file is not taken for it."""
    await invited(november)
    admin = november.admin
    await opened(november, "👥 Rakor logistik")
    await admin.presses("Undangan rapat")
    await admin.presses("Kirim notulen")
    await admin.sees("notulennya")
    await admin.says("batal")
    await admin.sees("Dibatalkan")
    assert await november.value("SELECT minutes_id FROM agenda") is None
    assert await november.rows("SELECT * FROM drafts") == []


async def test_at_another_time_everybody_is_asked_anew(november: Town) -> None:
    """Who could come on the 20th may not on the 21st; a change of words asks nobody again."""
    await invited(november)
    hadi, admin = november.phone("Hadi"), november.admin
    await hadi.presses("✅ Hadir")
    await hadi.sees_toast("sudah dicatat")
    await opened(november, "Rakor logistik")
    await admin.presses("Judul")
    await admin.says("Rakor logistik kota")
    await admin.sees("✅ Diubah")
    assert await answers(november) == [("Lurah Hadi", "yes", None)]
    await admin.presses("Tanggal")
    await admin.says("20-11-2024 13.00")
    await admin.sees("✅ Diubah")
    assert await answers(november) == []
    await at(november, wib(17, 9, 5))
    again = await hadi.sees("✏️ Perubahan", "pukul 13.00")
    await hadi.presses("❌ Tidak", on=again)
    await hadi.sees("❌ Tidak: jawaban Bapak/Ibu")
    await admin.says("/acara 04-12-2024")
    await admin.presses("Terapkan")
    await admin.sees("Acara diatur")
    assert await answers(november) == [("Lurah Hadi", "no", None)]
