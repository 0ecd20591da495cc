"""Voices, stickers, films, files, contacts and places outside any form: never without an answer."""

from collections.abc import Awaitable, Callable

import pytest

from bot.simulator import Phone
from tests.town import Town

Send = Callable[[Phone], Awaitable[object]]


async def _place(phone: Phone) -> None:
    await phone.shares_location(-7.98, 112.63)


async def _contact(phone: Phone) -> None:
    await phone.shares_contact(number="+6281200000001")


KINDS: dict[str, tuple[Send, str]] = {
    "photo": (lambda phone: phone.sends_photo(), "Foto belum disimpan"),
    "video": (lambda phone: phone.sends_video(), "Video belum disimpan"),
    "video_note": (lambda phone: phone.sends_video(round_=True), "Video belum disimpan"),
    "voice": (lambda phone: phone.sends_voice(), "Pesan suara belum bisa dibaca"),
    "document": (lambda phone: phone.sends_file("surat.pdf", b"%PDF", mime="application/pdf"),
                 "Untuk melapor masalah, tekan 🚨 Ada masalah"),
    "location": (_place, "Lokasi belum disimpan"),
    "sticker": (lambda phone: phone.sends_sticker(), "Stiker belum bisa dibaca"),
    "contact": (_contact, "Kontak tidak disimpan"),
}  # fmt: skip
"""How each is sent, and what is answered while nothing is open."""


@pytest.mark.parametrize("kind", KINDS)
async def test_without_anything_open_it_is_said_what_to_do(town: Town, kind: str) -> None:
    """One sentence; nothing is kept that nobody asked for."""
    slamet = town.phone("Slamet")
    send, answer = KINDS[kind]
    await send(slamet)
    await slamet.sees(answer)
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def incidents(town: Town) -> Phone:
    """Slamet has two open incidents."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir air masuk TPS")
    await slamet.sees("✅ No. 1")
    town.clock.forward(minutes=40)
    await slamet.says("masalah listrik padam di TPS")
    await slamet.sees("✅ No. 2")
    return slamet


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("sticker", "contact")])
async def test_with_incidents_open_it_is_offered_to_the_newest(town: Town, kind: str) -> None:
    """`➕ No. 2` first, `➕ No. 1` beside it; pressed, it belongs there."""
    slamet = await incidents(town)
    await KINDS[kind][0](slamet)
    seen = await slamet.sees("tambahkan ke laporan yang mana?")
    assert seen.labels == ["➕ No. 2 Listrik/jaringan", "➕ No. 1 Bencana", "Hapus"]
    assert await town.value("SELECT report_number FROM evidence") is None
    await slamet.presses("➕ No. 2")
    await slamet.sees("No. 2")
    assert await town.value("SELECT report_number FROM evidence") == 2


async def test_a_place_that_is_added_is_where_it_is(town: Town) -> None:
    """The alert has the shared place."""
    slamet = await incidents(town)
    await _place(slamet)
    await slamet.presses("➕ No. 1")
    await slamet.sees("Ditambahkan ke laporan No. 1")
    assert await town.value("SELECT lat FROM incidents WHERE id = 1") == -7.98


async def test_what_is_not_wanted_is_forgotten(town: Town) -> None:
    """Hapus: not even the reference stays."""
    slamet = await incidents(town)
    await slamet.sends_voice()
    await slamet.presses("Hapus")
    await slamet.sees("tidak disimpan")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def test_an_album_is_offered_once(town: Town) -> None:
    """Three photos, one question; they go together."""
    slamet = await incidents(town)
    await slamet.sends_album(b"a", b"b", b"c")
    await slamet.sees("3 foto/berkas: tambahkan")
    await slamet.presses("➕ No. 2")
    await slamet.sees("3 foto/berkas ditambahkan")
    assert await town.value("SELECT COUNT(*) FROM evidence WHERE report_number = 2") == 3


async def test_an_older_incident_that_is_open_is_offered_too(town: Town) -> None:
    """Three hours later the one flood is still open: the voice is offered to it."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir air masuk TPS")
    await slamet.sees("✅ No. 1")
    town.clock.forward(hours=3)
    await slamet.sends_voice()
    await slamet.sees("Pesan suara: tambahkan ke No. 1?")
    await slamet.presses("➕ No. 1")
    await slamet.sees("Ditambahkan ke laporan No. 1")


async def test_somebody_elses_voice_cannot_be_taken(town: Town) -> None:
    """A forged press names what Slamet sent."""
    slamet = await incidents(town)
    await slamet.sends_voice()
    await slamet.sees("tambahkan")
    await town.phone("Agus").forges("1inc.photo|y|1|2")
    await town.phone("Agus").sees_toast("sudah tidak berlaku")
    assert await town.value("SELECT report_number FROM evidence") is None
