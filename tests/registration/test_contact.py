"""Getting in by the own number: told as people with phones."""

from bot.simulator.people import contact as contact_card
from bot.simulator.people import say
from storage import people
from storage.database import Tx
from tests.town import MORNING, Town, number_of, station_id

SHARE = "📱 Bagikan nomor saya"


async def test_a_known_number_is_asked_about_and_let_in(fresh_town: Town) -> None:
    """Two sentences, the contact, the question with name and task, one tap, the keyboard."""
    slamet = fresh_town.phone("Slamet")

    await slamet.starts()
    await slamet.sees("menyimpan nama, nomor HP", "90 hari", "tidak pernah meminta OTP")
    await slamet.presses(SHARE)
    await slamet.sees("Bapak/Ibu Slamet, linmas TPS 001 Kotalama?", "Benar", "Bukan saya")
    await slamet.presses("Benar")

    await slamet.sees("Selamat datang, Bapak/Ibu Slamet", "linmas TPS 001 Kotalama")
    assert "📍 Status TPS" in slamet.keyboard


async def test_start_of_somebody_who_is_in_is_a_greeting(town: Town) -> None:
    """Nobody is asked twice: /start greets and brings the keyboard back."""
    rina = town.phone("Rina")

    await rina.starts()

    await rina.sees("Bapak/Ibu Rina, ketua KPPS TPS 001 Kotalama")
    assert "☰ Lainnya" in rina.keyboard


async def test_somebody_elses_contact_teaches_nothing(fresh_town: Town) -> None:
    """A contact of another account is refused in a clear sentence and not looked up."""
    stranger, rina = fresh_town.phone("Zaki"), fresh_town.phone("Rina")

    await stranger.shares_contact(of_user_id=rina.user_id)
    message = await stranger.sees("kontak orang lain")

    assert "Rina" not in message.text
    assert await fresh_town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_number_without_an_account_teaches_nothing(fresh_town: Town) -> None:
    """A contact typed by hand carries no account: it proves nothing."""
    stranger = fresh_town.phone("Zaki")

    await stranger.shares_contact(number=number_of("Lurah Hadi")[:-3] + "999", name="Lurah Hadi")
    await stranger.sees("kontak orang lain")

    assert await fresh_town.value("SELECT COUNT(*) FROM account_people") == 0


async def test_a_contact_in_a_group_counts_for_nothing(fresh_town: Town) -> None:
    """In groups the bot neither takes contacts nor answers strangers."""
    zaki = fresh_town.phone("Zaki")
    group = fresh_town.group("Warga", zaki)

    await zaki.says("/start", chat=group)
    await fresh_town.quiet()

    assert [m for m in zaki.messages_in(group) if m.by_bot] == []


async def test_a_stranger_gets_only_the_way_to_register(fresh_town: Town) -> None:
    """Whatever a stranger says or presses, the answer is how to register."""
    zaki = fresh_town.phone("Zaki")

    for words in ("halo", "/rekap", "mulai", "12 mulai", "/petugas Slamet"):
        await zaki.says(words)
        answer = await zaki.sees("hanya untuk petugas yang terdaftar")
        assert "Slamet" not in answer.text
    await zaki.says("/bantuan")
    await zaki.sees("Bagikan nomor saya", "tidak pernah meminta OTP")
    await zaki.sends_photo()
    await zaki.sees("hanya untuk petugas yang terdaftar")

    assert zaki.keyboard == [SHARE]


async def test_a_forged_yes_lets_nobody_in(fresh_town: Town) -> None:
    """A press that names a person proves nothing without the own number: refused and audited."""
    zaki = fresh_town.phone("Zaki")
    person = await fresh_town.value("SELECT id FROM people WHERE name = 'Lurah Hadi'")

    await zaki.starts()
    await zaki.sees("OTP")
    await zaki.forges(f"1reg.yes|{person}")
    await fresh_town.quiet()
    await zaki.shares_contact()
    await zaki.sees("belum ada dalam daftar")
    await zaki.forges(f"1reg.yes|{person}")
    await fresh_town.quiet()

    assert await fresh_town.value("SELECT COUNT(*) FROM account_people") == 0
    assert await fresh_town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 2


async def test_people_who_share_a_phone_choose_and_switch(fresh_town: Town) -> None:
    """Two people on one number: pick one, add the other, switch by Atas nama."""
    phone = number_of("Slamet")

    await fresh_town.parts.db.write(lambda tx: _sister(tx, phone))
    slamet = fresh_town.phone("Slamet")
    await slamet.starts()
    await slamet.presses(SHARE)
    await slamet.sees("Bapak/Ibu yang mana", "Slamet – linmas", "Siti – anggota KPPS")
    await slamet.presses("Slamet –")
    await slamet.sees("Bapak/Ibu Slamet, linmas TPS 001 Kotalama?")
    await slamet.presses("Benar")
    await slamet.sees("Selamat datang, Bapak/Ibu Slamet")
    await slamet.sees("juga dipakai Siti")
    await slamet.presses("➕ Siti")
    await slamet.sees("Bapak/Ibu Siti, anggota KPPS TPS 001 Kotalama?")
    await slamet.presses("Benar")
    await slamet.sees("Selamat datang, Bapak/Ibu Siti")

    await slamet.says("/atasnama")
    await slamet.sees("atas nama siapa", "✔️ Siti", "Slamet")
    await slamet.presses("Slamet")
    await slamet.sees("Sekarang atas nama Slamet", "linmas TPS 001")

    acting = "SELECT p.name FROM accounts a JOIN people p ON p.id = a.acting_person_id"
    assert await fresh_town.value(f"{acting} WHERE a.user_id = $1", slamet.user_id) == "Slamet"


async def test_a_known_person_proves_a_second_one_by_the_number(town: Town) -> None:
    """Atas nama of a single person offers to share the number again; all in: told so."""
    tono = town.phone("Tono")

    await tono.says("/atasnama")
    await tono.sees("hanya dipakai oleh satu orang")
    await tono.presses(SHARE)
    await tono.sees("sudah terdaftar pada akun")
    assert "📍 Status TPS" in tono.keyboard

    await town.parts.db.write(lambda tx: _sister(tx, number_of("Tono")))
    await tono.shares_contact()
    await tono.sees("Bapak/Ibu Siti, anggota KPPS TPS 001 Kotalama?")
    await tono.presses("Benar")
    await tono.sees("Selamat datang, Bapak/Ibu Siti")


async def test_nobody_speaks_for_people_of_another_account(town: Town) -> None:
    """A forged switch to somebody else's person is refused and audited."""
    tono = town.phone("Tono")
    rina = await town.value("SELECT id FROM people WHERE name = 'Rina'")

    await tono.forges(f"1as|{rina}")
    await town.quiet()

    acting = "SELECT acting_person_id FROM accounts WHERE user_id = $1"
    assert await town.value(acting, tono.user_id) != rina
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1


async def test_the_number_decides_whose_account_it_is(town: Town) -> None:
    """The account that proved the number last is the person's; the earlier one is shut out."""
    old = town.phone("Tono")
    new = town.sim.phone(name="Tono HP Baru", number=number_of("Tono"), user_id=7001)

    await new.starts()
    await new.presses(SHARE)
    await new.presses("Benar")
    await new.sees("Selamat datang, Bapak/Ibu Tono")
    await old.sees("didaftarkan dari akun Telegram lain")
    await old.says("mulai")

    await old.sees("hanya untuk petugas yang terdaftar")


async def test_an_empty_roster_says_so(fresh_town: Town) -> None:
    """Before the first import nobody can say where they serve."""
    await fresh_town.parts.db.write(_empty)
    zaki = fresh_town.phone("Zaki")

    await zaki.shares_contact()

    await zaki.sees("Daftar wilayah belum diisi")


async def test_the_first_admin_is_told_how_to_begin(fresh_town: Town) -> None:
    """The roster, then the day; as soon as there are areas /start is a mere greeting."""
    admin = fresh_town.admin
    await admin.starts()
    greeting = await admin.sees("Silakan tekan tombol di bawah.")
    assert "/templat" not in greeting.text
    await fresh_town.parts.db.write(_empty)

    await admin.starts()
    await admin.sees("Belum ada data.", "/templat", "/acara")
    await admin.says("/petugas")
    await admin.sees("Daftar wilayah belum diisi", "/impor")
    await admin.says("/ganti")
    await admin.sees("Daftar wilayah belum diisi", "/impor")


def _sister(tx: Tx, phone: str) -> None:
    person = people.add_person(tx, MORNING, "Siti", phone)
    people.add_post(
        tx, MORNING, 1, person, "kpps", "35.73.03.1001", source="roster",
        station_id=station_id(tx, "35.73.03.1001", 1),
    )  # fmt: skip


def _empty(tx: Tx) -> None:
    for table in ("posts", "contacts", "store_stations", "stores", "stations", "areas"):
        tx.run(f"DELETE FROM {table}")


async def test_a_forwarded_contact_counts_for_nothing(fresh_town: Town) -> None:
    """Only what is shared here and now: not even the own card, forwarded."""
    tono = fresh_town.phone("Tono")
    world = fresh_town.sim.world
    origin = {"type": "hidden_user", "sender_user_name": "Tono", "date": 1732665000}
    card = contact_card(world, tono.number, tono.user)

    say(world, world.chats[tono.user_id], tono.user, {**card, "forward_origin": origin})
    await tono.sees("Kontak yang diteruskan tidak bisa dipakai")

    assert await fresh_town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_an_open_form_is_not_lost_to_another_dialogue(town: Town) -> None:
    """Sharing a contact, or switching names, waits until the open form is finished."""
    await town.parts.db.write(lambda tx: _sister(tx, number_of("Tono")))
    tono, hadi = town.phone("Tono"), town.phone("Lurah Hadi")
    await tono.says("/masalah")
    await tono.sees("Telepon dulu")
    await tono.shares_contact()
    await tono.sees("Ada isian yang belum selesai")
    await hadi.says("/masalah")
    await hadi.sees("Telepon dulu")
    await hadi.says("/ganti")
    await hadi.sees("Ada isian yang belum selesai")

    assert await town.value("SELECT COUNT(*) FROM drafts WHERE form = 'form:masalah'") == 2


async def test_numbers_of_those_who_went_away_are_forgotten(fresh_town: Town) -> None:
    """Whoever proved a number and did not go on leaves nothing behind after a day."""
    zaki = fresh_town.phone("Zaki")
    await zaki.shares_contact()
    await zaki.sees("kecamatan mana")

    fresh_town.clock.forward(hours=25)
    await fresh_town.tick()

    assert await fresh_town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_another_station_is_offered_only_to_those_with_one(fresh_town: Town) -> None:
    """A lurah has no TPS that could be another one; a linmas has."""
    for name, offered in (("Lurah Hadi", False), ("Polsek Arif", False), ("Slamet", True)):
        phone = fresh_town.phone(name)
        await phone.says("/start")
        await phone.sees("Bagikan nomor saya")
        await phone.shares_contact()
        seen = await phone.sees("Benar", "Bukan saya")
        assert ("TPS saya lain" in seen.labels) is offered
