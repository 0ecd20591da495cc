"""Izinkan and Tolak: with a reason, once, by whoever may; recorded, listed, told to both."""

import pytest

from tests.leave.test_asking import asks, requests
from tests.town import Town


async def test_granted_with_a_note(led: Town) -> None:
    """Hadi reads who granted it and the note; Rudi's card keeps the decision."""
    await asks(led)
    rudi, hadi = led.phone("Rudi"), led.phone("Hadi")
    card = await rudi.sees("Permintaan pengecualian no. 1")
    await rudi.presses("✅ Izinkan", on=card)
    await rudi.sees("Izinkan dengan catatan apa?")
    await rudi.says("Kembali sebelum <23.00>")
    await rudi.sees("Tercatat. Lurah Hadi sudah dikabari.")
    await hadi.sees(
        "Diizinkan oleh Kadis Rudi, Kamis, 21 November 2024 pukul 09.00",
        "Catatan: Kembali sebelum <23.00>", "Bukan surat cuti.",
    )  # fmt: skip
    settled = next(m for m in rudi.messages if m.id == card.id)
    assert "✅ Diizinkan oleh Kadis Rudi" in settled.text
    assert not settled.buttons
    (stored,) = await requests(led)
    assert (stored["state"], stored["decision"]) == ("granted", "Kembali sebelum <23.00>")
    assert await led.value("SELECT COUNT(*) FROM audit WHERE action = 'leave granted'") == 1


async def test_refused_needs_a_reason(led: Town) -> None:
    """There is no button without one, and a forged one is refused."""
    await asks(led)
    rudi = led.phone("Rudi")
    await rudi.presses("🚫 Tolak")
    asked = await rudi.sees("Apa alasan penolakannya?")
    assert asked.labels == ["✖️ Batal"]
    await rudi.forges("1izn|ok", asked)
    await rudi.sees_toast("tidak berlaku")
    await rudi.says("Logistik sedang bergerak")
    await rudi.sees("Tercatat")
    await led.phone("Hadi").sees("🚫 Ditolak oleh Kadis Rudi", "Catatan: Logistik sedang bergerak")
    (stored,) = await requests(led)
    assert stored["state"] == "refused"


async def test_the_first_of_two_deciders_counts(led: Town) -> None:
    """Rudi's phone is asked, then the superior changes; both press, the second is told."""
    await asks(led)
    rudi, ida = led.phone("Rudi"), led.phone("Ida")
    await rudi.presses("✅ Izinkan")
    await rudi.sees("Izinkan dengan catatan apa?")
    await led.parts.db.write(
        lambda tx: tx.run("UPDATE superiors SET person_id = (SELECT id FROM people"
                          " WHERE name = 'Bakesbang Ida')")
    )  # fmt: skip
    await ida.says("/cuti daftar")
    await ida.presses("No. 1 Lurah Hadi")
    await ida.presses("🚫 Tolak")
    await ida.says("Tidak bisa diganti")
    await ida.sees("Tercatat")
    await rudi.says("Silakan")
    await rudi.sees("sudah diputuskan", "Ditolak oleh Bakesbang Ida")
    (stored,) = await requests(led)
    assert (stored["state"], stored["decision"]) == ("refused", "Tidak bisa diganti")
    assert await led.rows("SELECT * FROM drafts") == []


async def test_batal_decides_nothing(led: Town) -> None:
    """By button and by word; the request goes on waiting."""
    await asks(led)
    rudi = led.phone("Rudi")
    await rudi.presses("✅ Izinkan")
    await rudi.presses("Batal")
    await rudi.sees("Dibatalkan")
    await rudi.presses("🚫 Tolak")
    await rudi.sees("Apa alasan")
    await rudi.says("batal")
    await rudi.sees("Dibatalkan")
    assert [each["state"] for each in await requests(led)] == ["waiting"]


@pytest.mark.parametrize("name", ["Hadi", "Sri", "Budi", "Slamet", "Ida", "Admin"])
async def test_nobody_else_decides(led: Town, name: str) -> None:
    """Not the applicant, not a colleague, not an admin who was not asked."""
    await asks(led)
    phone = led.admin if name == "Admin" else led.phone(name)
    await phone.says("/menu")
    await phone.sees("Lainnya")
    for press in ("1izk|y|1", "1izk|n|1", "1izb|1"):
        await phone.forges(press)
        await phone.sees_toast("luar wilayah tugas")
    assert [each["state"] for each in await requests(led)] == ["waiting"]
    refused = "SELECT COUNT(*) FROM audit WHERE allowed = 0 AND user_id = $1"
    assert await led.value(refused, phone.user_id) == 3


async def test_the_list_for_those_who_lead(led: Town) -> None:
    """Travellers during the ban with their stand-ins, without the reason; not for others."""
    await asks(led)
    await asks(led, "Sri")
    rudi = led.phone("Rudi")
    cards = [await rudi.sees(f"pengecualian no. {number}") for number in (1, 2)]
    for label, card in zip(("✅ Izinkan", "🚫 Tolak"), cards, strict=True):
        await rudi.presses(label, on=card)
        await rudi.sees("Ketik")
        await rudi.says("Catatan")
        await rudi.sees("Tercatat")
    await asks(led, "Budi")
    ida = led.phone("Ida")
    await ida.says("/cuti daftar")
    seen = await ida.sees("Akan bepergian", "Menunggu keputusan", "Ditolak")
    assert "no. 1 Lurah Hadi (lurah/kepala desa Kel. Kotalama)" in seen.text
    assert "24–25 November 2024 ke Surabaya" in seen.text
    assert "pengganti: Sekretaris kelurahan Ani" in seen.text
    assert "sakit" not in seen.text
    led.clock.forward(days=3)
    await ida.says("/cuti")
    await ida.presses("Daftar pengecualian")
    away = await ida.sees("Sedang bepergian")
    assert "Lurah Hadi" in away.text.split("Menunggu")[0]
    arif = led.phone("Arif")
    await arif.says("/cuti daftar")
    there = await arif.sees("Sedang bepergian", "Lurah Hadi")
    assert "Lurah Sri" not in there.text
    slamet = led.phone("Slamet")
    await slamet.says("/cuti daftar")
    await slamet.sees("Belum ada permintaan pengecualian.")
    await rudi.says("/cuti daftar")
    await rudi.presses("No. 3 Camat Budi")
    await rudi.sees("Permintaan pengecualian no. 3", "Ibu sakit <keras>")
