"""Audiences beside roles, areas and agencies: stations that lack a report, and lists of people."""

import asyncio
import re
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import Message
from handlers.audience import pasted
from handlers.broadcast import lists
from handlers.broadcast.composing import CHOOSER
from handlers.context import Desk
from handlers.errors import Refused
from handlers.policy import Policy
from storage import audience
from storage.audience import Audience
from storage.database import Tx
from tests.broadcast.test_dialogue import compose
from tests.memory import empty
from tests.town import MORNING, Town, build, number_of

KOTALAMA_1 = "35.73.03.1001-001"


@cache
def some() -> Tx:
    """The people of the town, for questions that change nothing."""
    tx = empty()
    build(tx)
    return tx


async def reports(town: Town, *names: str) -> None:
    """These people say that their station has begun."""
    for name in names:
        await town.phone(name).says("mulai")
        await town.phone(name).sees("Rapat dimulai")


async def reaches_none(town: Town, words: str, *names: str) -> None:
    """Once everything was said, none of these people has got these words."""
    await town.quiet()
    got = [name for name in names if any(m.has(words) for m in town.phone(name).messages)]
    assert got == []


async def give_seats(town: Town, seats: dict[str, int]) -> None:
    """Who reports for the own station (1), stands in (2) or neither (0)."""
    sql = "UPDATE posts SET seat = $2 WHERE person_id = (SELECT id FROM people WHERE name = $1)"
    await town.parts.db.write(lambda tx: tx.many(sql, list(seats.items())))


async def test_stations_that_have_not_begun(voting_day: Town) -> None:
    """Reporter and deputy of silent stations get it; who has reported, and others there, do not."""
    town = voting_day
    await give_seats(town, {"Rina": 0, "Wati": 2})
    await reports(town, "Slamet")
    await town.admin.says("/siaran")
    await town.admin.presses("TPS yang belum")
    await town.admin.sees("TPS yang belum melaporkan apa?")
    await town.admin.presses("☐ rapat dimulai")
    await town.admin.sees("TPS yang belum “rapat dimulai”", "5 orang: 5 terjangkau")
    await reports(town, "Dewi")
    await town.admin.presses("Lanjut")
    await town.admin.says("Segera mulai rapat")
    await town.admin.sees("Begini pesannya nanti", "4 orang")
    await town.admin.presses("Kirim")
    for name in ("Tono", "Wati", "Agus", "Bambang"):
        await town.phone(name).sees("Segera mulai rapat")
    await reaches_none(town, "Segera mulai rapat", "Slamet", "Joko", "Rina", "Dewi", "Hadi")


async def test_it_can_be_typed_and_narrowed_and_is_asked_anew_each_time(voting_day: Town) -> None:
    """Kirim lagi leaves out who has reported meanwhile, and the figures still add up."""
    town = voting_day
    await compose(town, "Admin", "Mohon lapor", "belum mulai; Kel. Kotalama")
    await town.admin.presses("Kirim")
    for name in ("Slamet", "Joko", "Tono", "Agus"):
        await town.phone(name).sees("Mohon lapor")
    await reports(town, "Tono")
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    await town.admin.sees("selesai pukul", "Terkirim 4", "jumlah 4 orang")
    await town.admin.presses("Kirim lagi ke yang belum")
    await town.phone("Agus").sees("Mohon lapor")
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    await town.admin.sees("selesai pukul", "Terkirim 4 · gagal 0 · tidak terjangkau 0", "4 orang")
    assert len([m for m in town.phone("Tono").messages if m.has("Mohon lapor")]) == 1
    assert len([m for m in town.phone("Agus").messages if m.has("Mohon lapor")]) == 2
    await town.admin.says("/siaran belum makan")
    await town.admin.sees("“makan” bukan tahapan TPS", "rapat dimulai")


async def test_while_votes_are_counted_its_author_is_warned(voting_day: Town) -> None:
    """The stations are to be left in peace; a person may still decide otherwise."""
    voting_day.clock.at(14, 0)
    await voting_day.admin.says("/siaran belum segel")
    await voting_day.admin.sees("kirim isinya")
    await voting_day.admin.says("Segera segel")
    await voting_day.admin.sees("TPS sedang menghitung suara")


async def test_a_pasted_list_reaches_whom_it_names_and_names_the_others(town: Town) -> None:
    """Numbers, names and stations, several messages long; what was not found is said back."""
    admin = town.admin
    await admin.says("/siaran")
    await admin.presses("Dari daftar")
    await admin.sees("satu baris satu orang")
    wrong = "0811-9999-0000"
    lines = ("No;Nama;No HP", f"1;Lurah;{number_of('Lurah Hadi').replace('+62', '0')}",
             "2. camat budi", "Siapa Ini", wrong, "TPS 1 Buring")  # fmt: skip
    await admin.says("\n".join(lines))
    seen = await admin.sees("Ditemukan 3 orang", "Tidak ditemukan (2)", "daftar 3 orang")
    assert "• Siapa Ini" in seen.text
    assert f"• {wrong}" in seen.text
    assert "3 orang: 3 terjangkau" in seen.text
    await admin.says("Lurah Sri\n" + KOTALAMA_1)
    await admin.sees("Ditemukan 5 orang dari daftar", "daftar 8 orang")
    await admin.presses("Lanjut")
    await admin.says("Khusus daftar")
    await admin.sees("Begini pesannya nanti", "daftar 8 orang")
    await admin.presses("Kirim")
    for name in ("Hadi", "Budi", "Sri", "Dewi", "Rina", "Joko", "Slamet", "Putri"):
        await town.phone(name).sees("Khusus daftar")
    await reaches_none(town, "Khusus daftar", "Tono")


async def test_a_list_may_come_as_a_file(town: Town) -> None:
    """A table is read by a worker; a long rest of lines comes back as a file."""
    admin = town.admin
    await admin.says("/siaran")
    rows = ["nama,no_hp", f"Siapa,{number_of('Lurah Sri')}", *(f"Orang {n}," for n in range(31))]
    await admin.sends_file("daftar.csv", "\n".join(rows).encode())
    await admin.sees("Membaca daftar")
    await admin.sees("Ditemukan 1 orang", "Tidak ditemukan (31)", "dan 1 lagi")
    assert any(each.kind == "document" for each in admin.messages)
    await admin.sends_file("daftar.csv", b"Tidak Ada\nTidak Ada Juga")
    await admin.sees("Tidak satu pun dari daftar ini ditemukan")
    await admin.presses("Dari daftar", on=await _screen(town))
    await admin.presses("Buang daftar")
    await admin.sees("semua petugas")
    await admin.says("lurah")
    await admin.sends_file("daftar.csv", f"{number_of('Lurah Sri')}".encode())
    await admin.sees("Begini pesannya nanti")


async def tried(town: Town, times: int) -> None:
    """Wait until the file was asked for so often."""
    async with asyncio.timeout(60):
        while (
            await town.value("SELECT MAX(attempts) FROM jobs WHERE kind = $1", lists.JOB) != times
        ):
            continue


async def test_a_file_that_telegram_keeps_back_is_asked_for_once_more(town: Town) -> None:
    """Tried a few times, then said; one that is no table is refused with its reason."""
    await town.admin.says("/siaran")
    town.sim.fail_next("getFile", 400, "Bad Request: file is temporarily unavailable", times=3)
    await town.admin.sends_file("daftar.csv", b"Lurah Sri")
    await town.admin.sees("Membaca daftar")
    for tries in (1, 2):
        await tried(town, tries)
        town.clock.forward(seconds=20)
        town.parts.work.wake()
    await town.admin.sees("belum bisa diambil dari Telegram")
    await town.admin.sends_file("daftar.pdf", b"%PDF-1.4")
    await town.admin.sees("PDF")


def test_a_list_for_a_letter_that_went_on_is_not_used() -> None:
    """Who chose the audience meanwhile is told, and nothing is changed."""
    tx = empty()
    desk = Desk(tx, MORNING, Policy(ZoneInfo("Asia/Jakarta"), frozenset()))
    lists.came(desk, CHOOSER, {"chat": 1, "user": 1, "pairs": [["", None]]}, "Slamet")
    assert "Daftar tidak dipakai" in str(tx.value("SELECT payload FROM outbox"))
    assert tx.value("SELECT COUNT(*) FROM drafts") == 0


async def _screen(town: Town) -> Message:
    return next(m for m in reversed(town.admin.messages) if "Dari daftar" in str(m.labels))


async def test_a_coordinators_list_ends_at_the_own_agency_and_area(town: Town) -> None:
    """Who lies outside is not told from who does not exist; nothing reaches them."""
    hana = town.phone("Hana")
    await hana.says("/siaran")
    await hana.says("Yanti\nLurah Hadi\nTidak Ada\n" + number_of("Slamet"))
    seen = await hana.sees("Ditemukan 1 orang", "Tidak ditemukan (3)", "daftar 1 orang")
    assert "• Lurah Hadi\n• Tidak Ada" in seen.text
    await hana.presses("Lanjut")
    await hana.says("Khusus KPU")
    await hana.presses("Kirim")
    await town.phone("Yanti").sees("Khusus KPU")
    await reaches_none(town, "Khusus KPU", "Hadi", "Slamet", "Eko")


async def test_a_coordinators_silent_stations_are_those_of_the_own_agency(voting_day: Town) -> None:
    """KPU's coordinator with no reporter of the own agency gets to nobody."""
    hana = voting_day.phone("Hana")
    await hana.says("/siaran belum mulai")
    await hana.sees("Tidak ada orang dalam pilihan ini")


async def test_names_are_found_with_and_without_titles(town: Town) -> None:
    """Degrees and forms of address do not count; two of one name are not guessed between."""

    def fill(tx: Tx) -> None:
        for number, name in enumerate(("Drs. H. Ahmad Fauzi, M.Si.", "Siti", "SITI")):
            tx.run("INSERT INTO people (id, name, created_at) VALUES ($1, $2, 0)", 900 + number,
                   name)  # fmt: skip
            tx.run("INSERT INTO posts (event_id, person_id, role, area, source, since_at)"
                   " VALUES (1, $1, 'opd', '35.73', 'roster', 0)", 900 + number)  # fmt: skip

    await town.parts.db.write(fill)

    def within(tx: Tx) -> list[pasted.Found]:
        texts = ["ahmad fauzi", "Bapak Ahmad Fauzi, S.Sos., M.M.", "- siti", "Slamet, Wati, Ada"]
        return [pasted.read(tx, 1, Audience(), text) for text in texts]

    plain, titled, several, row = await town.parts.db.read(within)
    assert plain.people == titled.people == (900,)
    assert several.people == ()
    assert "ada 2 orang bernama ini" in several.lost[0]
    assert (len(row.people), row.lost) == (2, ("Ada",))


async def test_a_list_beyond_all_measure_is_refused(town: Town) -> None:
    """Looking names up keeps the writer; five hundred lines are enough for one message."""

    def much(tx: Tx) -> None:
        pasted.read(tx, 1, Audience(), "Slamet\n" * 501)

    with pytest.raises(Refused) as refused:
        await town.parts.db.read(much)
    assert "501 baris; paling banyak 500" in refused.value.text


@given(
    st.text(
        st.sampled_from("0123456789٣²+-.,;|\t\n ()eETPStps35.73.03.1001-001/ Slametkel")
        | st.characters(),
        max_size=120,
    )
)
def test_any_list_is_read_and_nothing_of_it_vanishes(text: str) -> None:
    """Whatever is pasted: people, or the words back; never a crash."""
    found = pasted.read(some(), 1, Audience(), text)
    headings = {"no", "nomor", "nama", "hp", "no_hp", "telepon", "tps", "kode", "peran"}
    words = set(re.findall(r"\w{2,}", text.casefold())) - headings
    assert found.people or found.lost or not words


def test_an_audience_survives_its_row() -> None:
    """What is stored is read as it was, also rows of before there were lists."""
    whole = Audience(("lurah",), ("35.73",), ("polri",), (3, 4), "mulai")
    assert Audience.from_json(whole.to_json()) == whole
    assert Audience.from_json('{"roles": ["lurah"], "areas": [], "agencies": []}') == Audience(
        ("lurah",)
    )
    assert "people" not in Audience(("lurah",)).to_json()
    assert audience.meant(whole, first=3)[1] == ["lurah", "35.73", "polri", 3, 4, "mulai"]
