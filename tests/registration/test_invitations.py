"""Coming by a link or QR code: expiry, uses, personal invitations, and no way around the number."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from bot.simulator import Phone
from storage import people, registration
from storage.database import Tx
from storage.registration import Offer
from tests.town import KOTALAMA, MORNING, Town, station_id

SHARE = "📱 Bagikan nomor saya"


async def _link(town: Town, words: str = f"/undang {KOTALAMA}-002 linmas") -> str:
    """The token of an invitation that the admin makes."""
    await town.admin.says(words)
    message = await town.admin.sees("Undangan:", "t.me/")
    assert message.kind == "photo"
    found = re.search(r"start=([\w-]+)", message.text)
    assert found
    return found[1]


async def _shares(phone: Phone, token: str) -> None:
    await phone.starts(token)
    await phone.sees("Undangan diterima", "OTP")
    await phone.presses(SHARE)


async def test_an_invitation_lets_somebody_new_in_once(town: Town) -> None:
    """Link, own number, own name: in at once. The second one comes too late."""
    token = await _link(town)
    zaki = town.phone("Zaki")

    await _shares(zaki, token)
    await zaki.sees("nama lengkap")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Selamat datang, Bapak/Ibu Zaki Anwar", "linmas TPS 002 Kotalama")

    joe = town.phone("Joe")
    await joe.starts(token)
    await joe.sees("tidak berlaku")
    assert joe.keyboard == [SHARE]


async def test_an_invitation_serves_a_set_number(town: Town) -> None:
    """/undang KODE PERAN 2 lets two in, not three."""
    token = await _link(town, f"/undang {KOTALAMA}-003 ketua kpps 2")
    for name in ("Zaki", "Joe"):
        phone = town.phone(name)
        await _shares(phone, token)
        await phone.sees("nama lengkap")
        await phone.presses(f"Pakai: {name}")
        await phone.sees("Selamat datang", "ketua KPPS TPS 003")

    await town.phone("Ali").starts(token)
    await town.phone("Ali").sees("tidak berlaku")


async def test_an_invitation_expires(town: Town) -> None:
    """After 48 hours the link opens nothing, even for somebody who opened it before."""
    token = await _link(town)
    zaki = town.phone("Zaki")
    await zaki.starts(token)
    await zaki.sees("Undangan diterima")
    town.clock.forward(hours=48)

    await zaki.shares_contact()
    await zaki.sees("belum ada dalam daftar", "kecamatan mana")
    await town.phone("Joe").starts(token)
    await town.phone("Joe").sees("tidak berlaku")


async def test_a_revoked_invitation_lets_nobody_in(town: Town) -> None:
    """/cabut lists what is open; revoked, the link is dead."""
    token = await _link(town)
    await town.admin.says("/cabut")
    await town.admin.sees("linmas TPS 002 Kotalama", "sisa 1 orang")
    await town.admin.presses("Cabut undangan")
    await town.admin.sees("Undangan dicabut")

    await town.phone("Zaki").starts(token)
    await town.phone("Zaki").sees("tidak berlaku")


async def test_a_personal_invitation_needs_that_number(fresh_town: Town) -> None:
    """The WhatsApp link names one person: another number opens nothing, the own one does."""
    await fresh_town.admin.says("/petugas tono")
    await fresh_town.admin.sees("Ditemukan 1")
    await fresh_town.admin.presses("Tono")
    await fresh_town.admin.sees("Tono", "+62800", "belum mendaftar")
    await fresh_town.admin.presses("📲 Undang lewat WhatsApp")
    await fresh_town.admin.sees("Undangan untuk Tono")
    await fresh_town.admin.presses("📲 Buka WhatsApp")
    address = fresh_town.admin.opened[0]
    assert address.startswith(f"https://wa.me/{fresh_town.phone('Tono').number[1:]}?text=")
    written = unquote(parse_qs(urlsplit(address).query)["text"][0])
    assert "Tono, linmas TPS 002 Kotalama" in written
    found = re.search(r"start=([\w-]+)", written)
    assert found

    thief = fresh_town.phone("Zaki")
    await _shares(thief, found[1])
    answer = await thief.sees("dibuat untuk nomor lain")
    assert "Tono" not in answer.text
    tono = fresh_town.phone("Tono")
    await _shares(tono, found[1])
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002 Kotalama?")
    await tono.presses("Benar")
    await tono.sees("Selamat datang, Bapak/Ibu Tono")

    await thief.starts(found[1])
    await thief.sees("tidak berlaku")


async def test_a_personal_invitation_gives_a_number_to_who_had_none(town: Town) -> None:
    """Somebody on the roster without a number gets in by the personal link, and has one then."""
    await town.parts.db.write(_without_number)
    zaki = town.phone("Zaki")

    await _shares(zaki, "pribadi-pribadi-pribadi")
    await zaki.sees("Bapak/Ibu Mbah Karto, linmas TPS 001 Kotalama?")
    await zaki.presses("Benar")
    await zaki.sees("Selamat datang, Bapak/Ibu Mbah Karto")

    phone = await town.value("SELECT phone FROM people WHERE name = 'Mbah Karto'")
    assert phone == zaki.number


async def test_somebody_who_is_in_accepts_a_further_post(town: Town) -> None:
    """A general invitation is a further post for who is in: asked first, then given."""
    token = await _link(town, "/undang 35.73.03 koordinator satpol pp")
    agus = town.phone("Agus")

    await agus.starts(token)
    await agus.sees("koordinator Satpol PP Kec. Kedungkandang", "Terima?")
    await agus.presses("✅ Terima")
    await agus.sees("sekarang bertugas sebagai koordinator Satpol PP")
    await agus.sees("linmas TPS 003 Kotalama, koordinator Satpol PP")

    await town.phone("Dewi").starts(token)
    await town.phone("Dewi").sees("tidak berlaku")


async def test_a_declined_invitation_is_left_unused(town: Town) -> None:
    """Tidak: nothing is given, the invitation is still good for somebody else."""
    token = await _link(town)
    await town.phone("Agus").starts(token)
    await town.phone("Agus").sees("Terima?")
    await town.phone("Agus").presses("Tidak")
    await town.phone("Agus").sees("undangan tidak dipakai")

    await _shares(town.phone("Zaki"), token)
    await town.phone("Zaki").sees("nama lengkap")


async def test_a_forged_acceptance_gives_nothing(town: Town) -> None:
    """Without having opened a link there is nothing to accept: refused and audited."""
    await _link(town)

    await town.phone("Agus").forges("1reg.join")
    await town.phone("Agus").forges("1reg.join|1")
    await town.quiet()

    assert await town.value("SELECT COUNT(*) FROM posts WHERE source = 'invitation'") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 2


async def test_somebody_of_the_roster_brings_the_own_post_along(fresh_town: Town) -> None:
    """A general invitation opened by somebody on the roster: asked by name, both posts held."""
    token = await _link(fresh_town, f"/undang {KOTALAMA} operator")
    tono = fresh_town.phone("Tono")

    await _shares(tono, token)
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002 Kotalama?")
    await tono.presses("Benar")

    await tono.sees("Selamat datang", "linmas TPS 002 Kotalama, operator Kel. Kotalama")


async def test_a_made_up_token_opens_nothing(town: Town) -> None:
    """Guessing leads nowhere, for strangers and for people who are in."""
    await town.phone("Zaki").starts("x' OR 1=1")
    await town.phone("Zaki").sees("tidak berlaku")
    await town.phone("Agus").starts("salah")
    await town.phone("Agus").sees("tidak berlaku")


def _without_number(tx: Tx) -> None:
    station = station_id(tx, KOTALAMA, 1)
    person = people.add_person(tx, MORNING, "Mbah Karto", None)
    people.add_post(tx, MORNING, 1, person, "linmas", KOTALAMA, source="roster", station_id=station)
    registration.invite(
        tx, MORNING, 1, "pribadi-pribadi-pribadi",
        Offer("linmas", KOTALAMA, station, None, person), uses=1,
        expires_at=MORNING.replace(day=28), created_by=None,
    )  # fmt: skip


async def test_there_is_no_way_back_from_the_name_of_the_invited(town: Town) -> None:
    """Only the name is asked: no button back, and the word asks it again."""
    token = await _link(town)
    zaki = town.phone("Zaki")
    await _shares(zaki, token)
    asked = await zaki.sees("nama lengkap")
    assert [each.label for row in asked.buttons for each in row][-1] == "✖️ Batal"
    assert "Kembali" not in str(asked.buttons)
    await zaki.says("kembali")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Selamat datang, Bapak/Ibu Zaki Anwar")
