"""Two reports of one thing, and ten at once: told as one, and none is lost."""

import pytest

from bot.simulator import Phone
from handlers.forms.model import Finding
from handlers.incidents.raising import raise_incident
from storage import people, reports
from storage.database import Tx
from storage.reports import NewReport, Rank
from tests.town import KOTALAMA, MORNING, Town, station_id, user_id_of

FLOOD = "masalah banjir air masuk TPS"


async def report(phone: Phone, line: str = FLOOD) -> None:
    """File an incident by a line whose kind is clear."""
    await phone.says(line)
    await phone.sees("✅ No.")


async def later(town: Town, minutes: float) -> None:
    """Time passes and every timer looks once."""
    await town.quiet()
    town.clock.forward(minutes=minutes)
    await town.tick()
    await town.quiet()


async def two_floods(town: Town) -> None:
    """Slamet and, 50 m away, Tono."""
    await report(town.phone("Slamet"))
    await report(town.phone("Tono"))


async def test_two_reports_of_one_flood_are_joined_by_one_tap(town: Town) -> None:
    """One incident in the list, both named; both reporters are told the outcome."""
    await two_floods(town)
    nur, slamet, tono = (town.phone(n) for n in ("BPBD Nur", "Slamet", "Tono"))
    await nur.sees("No. 2", "Mungkin sama dengan No. 1")
    await nur.presses("🔗 Gabungkan dengan No. 1")
    await nur.sees_toast("No. 2 digabung dengan No. 1")
    await nur.sees("No. 1 ·", "Juga dilaporkan (No. 2): Bapak/Ibu Tono (linmas) +62")
    await tono.sees("✅ No. 2", "🔗 07.02 digabung oleh Bapak/Ibu BPBD Nur")
    await nur.says("/siaga")
    await nur.sees("1 masalah terbuka", "No. 1")
    await nur.presses("🔴 1")
    await nur.presses("🙋 Saya tangani", on=await nur.sees("No. 1 ·", "Pelapor"))
    await slamet.sees("🙋 Laporan No. 1", "ditangani Bapak/Ibu BPBD Nur")
    await tono.sees("🙋 Laporan No. 1", "Laporan Bapak/Ibu No. 2 digabung dengan No. 1")
    await nur.presses("✅ Selesai", on=await nur.sees("No. 1 ·", "🙋 07.02"))
    await tono.sees("✅ Laporan No. 1", "selesai", "No. 2 digabung")
    states = await town.rows("SELECT state FROM incidents")
    assert states == [{"state": "resolved"}] * 2


async def test_a_witness_adds_and_opens_again(town: Town) -> None:
    """Whoever reported the joined one is heard like the first."""
    await two_floods(town)
    nur, tono = town.phone("BPBD Nur"), town.phone("Tono")
    await nur.presses("🔗 Gabungkan dengan No. 1")
    await nur.sees_toast("digabung")
    await tono.says("air sudah ke jalan", reply_to=next(m for m in tono.messages if m.has("No. 2")))
    await tono.sees("Ditambahkan ke laporan No. 1")
    await town.phone("Lurah Hadi").sees("No. 1", "air sudah ke jalan", "Bapak/Ibu Tono")
    await nur.forges("1inc.done|1")
    await tono.sees("✅ Laporan No. 1")
    await tono.presses("↩️ Belum selesai")
    await nur.sees("↩️ No. 1", "dibuka lagi oleh pelapor")


async def test_who_joined_and_with_what_is_said_once(town: Town) -> None:
    """The chair who reported it too is named once, and the own receipt names the other report."""
    nur, rina = town.phone("BPBD Nur"), town.phone("Rina")
    await report(town.phone("Slamet"))
    await report(rina)
    await nur.presses("🔗 Gabungkan dengan No. 1")
    whole = await nur.sees("Juga dilaporkan (No. 2): Bapak/Ibu Rina")
    assert "Di lokasi" not in whole.text
    receipt = await rina.sees("No. 2", "Dengan No. 1")
    assert "Dengan No. 2" not in receipt.text


async def test_joining_twice_or_undoing_it(town: Town) -> None:
    """The second reads that it was done; Pisahkan makes two of one again, with its clock."""
    await two_floods(town)
    nur, budi = town.phone("BPBD Nur"), town.phone("Camat Budi")
    offered = await budi.sees("No. 2", "🔗 Gabungkan dengan No. 1")
    await nur.presses("🔗 Gabungkan dengan No. 1")
    await nur.sees_toast("digabung")
    assert await town.value("SELECT COUNT(*) FROM clocks") == 1
    await budi.presses("🔗 Gabungkan dengan No. 1", on=offered)
    await budi.sees_toast("No. 2 sudah digabung dengan No. 1")
    await budi.presses("🔗 Pisahkan")
    await budi.sees_toast("dipisahkan lagi")
    await budi.says("/siaga")
    await budi.sees("2 masalah terbuka")
    assert await town.value("SELECT COUNT(*) FROM clocks") == 2


async def test_what_is_parted_from_a_closed_one_is_not_over(town: Town) -> None:
    """Nobody has ended it: it waits for an answer, its reporter is told, and it can be taken."""
    await two_floods(town)
    nur, tono = town.phone("BPBD Nur"), town.phone("Tono")
    await nur.presses("🔗 Gabungkan dengan No. 1")
    await nur.sees_toast("digabung")
    await nur.forges("1inc.done|1")
    await tono.sees("✅ Laporan No. 1")
    await nur.forges("1inc.part|2")
    await nur.sees_toast("dipisahkan lagi")
    await tono.sees("↩️ Laporan No. 2", "dibuka lagi")
    states = "SELECT state FROM incidents ORDER BY id"
    assert await town.rows(states) == [{"state": "resolved"}, {"state": "open"}]
    assert await town.value("SELECT COUNT(*) FROM clocks") == 1
    await nur.forges("1inc.take|2")
    await nur.sees_toast("Tercatat")
    assert await town.rows(states) == [{"state": "resolved"}, {"state": "taken"}]


async def test_what_was_joined_is_one_in_the_recap_as_in_the_list(town: Town) -> None:
    """Two floods until they are joined, then one: /rekap counts as /siaga does."""
    await two_floods(town)
    hadi, nur = town.phone("Lurah Hadi"), town.phone("BPBD Nur")
    await hadi.says("/rekap")
    await hadi.sees("Masalah: 2 terbuka")
    await nur.presses("🔗 Gabungkan dengan No. 1")
    await nur.sees_toast("digabung")
    await hadi.says("/rekap")
    await hadi.sees("Masalah: 1 terbuka")


async def test_only_what_may_be_the_same_is_joined(town: Town) -> None:
    """Neither another kind, nor by a forged number, nor from outside the area."""
    await report(town.phone("Slamet"))
    await report(town.phone("Tono"), "masalah sinyal hilang")
    await town.phone("Lurah Hadi").forges("1inc.join|2|1")
    await town.phone("Lurah Hadi").sees_toast("bukan lagi hal yang sama")
    await town.phone("Lurah Sri").forges("1inc.join|2|1")
    await town.phone("Lurah Sri").sees_toast("Maaf")
    assert await town.value("SELECT COUNT(*) FROM incidents WHERE joined_to <> 0") == 0


async def test_a_witness_who_takes_the_report_back_leaves_the_rest(town: Town) -> None:
    """The first report stays open; the joined one is closed alone."""
    await two_floods(town)
    await town.phone("BPBD Nur").presses("🔗 Gabungkan dengan No. 1")
    await town.phone("BPBD Nur").sees_toast("digabung")
    await town.phone("Tono").says("batal")
    await town.phone("Tono").sees("No. 2")
    await town.quiet()
    rows = await town.rows("SELECT id, state, joined_to FROM incidents ORDER BY id")
    assert rows == [
        {"id": 1, "state": "open", "joined_to": None},
        {"id": 2, "state": "dismissed", "joined_to": None},
    ]


def _raise(tx: Tx, town: Town, severity: str) -> None:
    person = next(p for p in people.of_account(tx, user_id_of("Slamet")))
    report = reports.add(tx, town.clock.now, NewReport(
        1, "masalah", "", KOTALAMA, person.id, Rank.STAFF, "teks", town.clock.now, {},
        station_id=station_id(tx, KOTALAMA, 1),
    ))  # fmt: skip
    finding = Finding("logistik", severity, "surat suara kurang")
    raise_incident(tx, town.clock.now, town.parts.policy, finding, report)


async def raise_many(town: Town, count: int, severity: str = "ORANYE") -> None:
    """So many reports of missing ballots in Kotalama, five seconds apart."""
    for _ in range(count):
        await town.parts.db.write(lambda tx: _raise(tx, town, severity))
        town.clock.forward(seconds=5)
    town.parts.dispatch.wake()
    await town.quiet()


async def test_ten_at_once_become_one_alert_that_counts(town: Town) -> None:
    """Three ring, six come silently, then one message counts up in place: ten, thirty."""
    yanti = town.phone("Yanti")
    await raise_many(town, 3)
    assert [message.silent for message in yanti.messages] == [False] * 3
    await raise_many(town, 7)
    counted = await yanti.sees("10 laporan Logistik, Kel. Kotalama", "Belum dijawab: 10", "No. 10")
    assert [message.silent for message in yanti.messages] == [False] * 3 + [True] * 7
    await raise_many(town, 20)
    counted = await yanti.sees("30 laporan Logistik, Kel. Kotalama", "Belum dijawab: 30", "No. 30")
    assert len(yanti.messages) == 10
    newest = [f"🟠 {number}" for number in range(30, 25, -1)]
    assert counted.labels == [*newest, "👍 Dipantau semua", "📋 Lihat satu per satu"]
    await yanti.presses("🟠 28")
    await yanti.sees("No. 28 ·", "surat suara kurang", "🙋 Saya tangani")
    await yanti.presses("📋 Lihat satu per satu")
    await yanti.sees("30 masalah terbuka", "Disaring: Logistik")
    await yanti.presses("🟠 10")
    await yanti.sees("No. 10 ·", "surat suara kurang", "🙋 Saya tangani")


def _ten_stations(tx: Tx) -> list[int]:
    """TPS 11 to 20 of Kotalama, each with its linmas; their Telegram ids."""
    for number in range(11, 21):
        tx.run(
            "INSERT INTO stations (area, number, lat, lon) VALUES ($1, $2, $3, 112.60)",
            KOTALAMA, number, -7.90 - number / 100,
        )  # fmt: skip
        person = people.add_person(tx, MORNING, f"Linmas {number}", f"+62811000{number:04}")
        people.add_post(tx, MORNING, 1, person, "linmas", KOTALAMA, source="roster",
                        station_id=station_id(tx, KOTALAMA, number), seat=1)  # fmt: skip
        people.saw_account(tx, 600 + number, None, MORNING)
        people.link(tx, 600 + number, person, MORNING)
    return [600 + number for number in range(11, 21)]


@pytest.mark.parametrize(
    ("line", "ringing", "said"),
    [
        ("masalah listrik padam", 3, "10 laporan Listrik/jaringan, Kel. Kotalama"),
        ("masalah banjir air masuk TPS", 9, "10 laporan Bencana, Kel. Kotalama"),
    ],
    ids=["yellow", "red"],
)
async def test_ten_stations_of_one_village_at_once(
    town: Town, line: str, ringing: int, said: str
) -> None:
    """Each linmas gets a receipt; the lurah's phone rings for the first ones, one message says ten.

    Nothing is dropped: ten incidents with a clock each, all listed.
    """
    users = await town.parts.db.write(_ten_stations)
    hadi = town.phone("Lurah Hadi")
    for at, user_id in enumerate(users, start=1):
        phone = town.sim.phone(name=f"Linmas {user_id}", user_id=user_id)
        await phone.says(line)
        await phone.sees(f"✅ No. {at}")
        town.clock.forward(seconds=5)
    await hadi.sees(said)
    await town.quiet()
    assert [message.silent for message in hadi.messages].count(False) == ringing
    assert sum(said in message.text for message in hadi.messages) == 1
    assert await town.value("SELECT COUNT(*) FROM clocks") == 10
    await hadi.says("/siaga")
    await hadi.sees("10 masalah terbuka")


async def test_reports_further_apart_ring_each(town: Town) -> None:
    """Four within an hour, but never more than three within ten minutes: no count."""
    yanti = town.phone("Yanti")
    for _ in range(4):
        await raise_many(town, 1)
        town.clock.forward(minutes=4)
    assert [message.silent for message in yanti.messages] == [False] * 4


async def test_of_merah_nine_ring_and_ten_become_one(town: Town) -> None:
    """Each of nine may be another life; the tenth is counted with them."""
    yanti = town.phone("Yanti")
    await raise_many(town, 9, "MERAH")
    assert [message.silent for message in yanti.messages] == [False] * 9
    await raise_many(town, 3, "MERAH")
    await yanti.sees("🔴 MERAH", "12 laporan Logistik, Kel. Kotalama")
    assert [message.silent for message in yanti.messages] == [False] * 9 + [True]


async def test_the_count_rings_where_nothing_has_rung(town: Town) -> None:
    """The PPK is told of nothing yellow: the first orange ones ring, the count does not."""
    eko = town.phone("Eko")
    await raise_many(town, 5, "KUNING")
    assert eko.messages == []
    await raise_many(town, 5)
    await eko.sees("10 laporan Logistik")
    assert [message.silent for message in eko.messages] == [False] * 3 + [True] * 2


async def test_all_of_a_bunch_are_answered_by_one_tap(town: Town) -> None:
    """Each gets the step and its clock stops; a second press says that nothing is left."""
    await raise_many(town, 12)
    eko = town.phone("Eko")
    await eko.presses("👍 Dipantau semua")
    await eko.sees_toast("12 laporan dipantau")
    await eko.sees("12 laporan Logistik", "Belum dijawab: 0")
    await eko.presses("👍 Dipantau semua")
    await eko.sees_toast("sudah dijawab")
    assert await town.value("SELECT COUNT(*) FROM clocks") == 0
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 12
    await town.phone("Lurah Sri").forges("1inc.all|1")
    await town.phone("Lurah Sri").sees_toast("Maaf")


async def test_a_graver_one_comes_alone(town: Town) -> None:
    """A MERAH among many ORANYE is not swallowed by the count."""
    await raise_many(town, 11)
    await raise_many(town, 1, "MERAH")
    yanti = town.phone("Yanti")
    await yanti.sees("🔴 MERAH · No. 12", "surat suara kurang")
    await yanti.sees("12 laporan Logistik")


async def test_a_bunch_climbs_as_one(town: Town) -> None:
    """Nobody answers: the next level hears one ring about all, each reporter is told."""
    await raise_many(town, 12)
    hana = town.phone("KPU Hana")
    assert hana.messages == []
    await later(town, 16)
    await hana.sees("12 laporan Logistik, Kel. Kotalama")
    assert [message.silent for message in hana.messages] == [False]
    steps = "SELECT COUNT(*) FROM incident_steps WHERE action = 'escalated'"
    assert await town.value(steps) == 12


async def test_both_versions_are_shown_to_coordinators(voting_day: Town) -> None:
    """A late start corrected to an early one: closed by itself, and Riwayat tells both."""
    town = voting_day
    town.clock.at(7, 20)
    slamet, hadi = town.phone("Slamet"), town.phone("Lurah Hadi")
    said = await slamet.says("mulai 07.18")
    await hadi.sees("ORANYE", "No. 1")
    await town.quiet()
    assert said is not None
    town.clock.forward(minutes=3)
    await slamet.edits(said, "mulai 07.03")
    await hadi.sees("ditutup otomatis: laporan dikoreksi Bapak/Ibu Slamet")
    assert await town.value("SELECT COUNT(*) FROM clocks") == 0
    await hadi.presses("📜 Riwayat (2 versi)")
    await hadi.sees(
        "Versi 1, 07.20, Bapak/Ibu Slamet", "07.18", "Versi 2, 07.23, Bapak/Ibu Slamet", "07.03",
        "✏️ 07.23 ditutup otomatis",
    )  # fmt: skip
    await town.phone("Lurah Sri").forges("1inc.hist|1")
    await town.phone("Lurah Sri").sees_toast("Maaf")
