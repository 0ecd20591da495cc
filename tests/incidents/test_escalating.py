"""Nobody answers: who is told next, what the reporter reads, and what stops it."""

from pathlib import Path

from bot.simulator import Phone
from tests.conftest import open_town
from tests.town import Clock, Town

FLOOD = "masalah banjir air masuk TPS"


async def later(town: Town, minutes: float) -> None:
    """Time passes and every timer looks once."""
    await town.quiet()
    town.clock.forward(minutes=minutes)
    await town.tick()
    await town.quiet()


async def report(phone: Phone, line: str = FLOOD) -> None:
    """File an incident by a line whose kind is clear."""
    await phone.says(line)
    await phone.sees("✅ No.")


async def test_a_red_that_nobody_answers_goes_to_everybody_after_five_minutes(town: Town) -> None:
    """MERAH is told to all levels at once: then to all who are there, and they ring again."""
    slamet, yanti = town.phone("Slamet"), town.phone("Yanti")
    await report(slamet)
    await town.phone("BPBD Nur").sees(
        "Mohon dijawab. Bila belum ada jawaban pukul 07.07, diteruskan ke:", "PPS"
    )
    await later(town, 4.9)
    await yanti.sees_no("No. 1")
    await later(town, 0.2)
    assert not (await yanti.sees("MERAH", "No. 1", "⏫ 07.07 belum dijawab", "PPS")).silent
    assert not (await town.phone("Bakesbang Ida").sees("⏰ No. 1", "belum dijawab")).silent
    ring = await town.phone("BPBD Nur").sees("⏰ No. 1", "belum dijawab sejak 07.02")
    assert not ring.silent
    assert ring.labels == ["👍 Dipantau", "🙋 Saya tangani", "🔎 Buka"]
    await later(town, 60)
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 1


async def test_whoever_has_answered_is_not_asked_to_answer(town: Town) -> None:
    """The lurah watches a flood, BPBD is silent: the lurah reads who has not answered."""
    await report(town.phone("Slamet"))
    hadi = town.phone("Lurah Hadi")
    await hadi.presses("👍 Dipantau")
    await hadi.sees_toast("dipantau")
    await later(town, 5)
    ring = await hadi.sees("⏰ No. 1", "belum dijawab sejak 07.02 oleh BPBD/Damkar. Bila bisa,")
    assert "Mohon segera dijawab" not in ring.text
    assert ring.labels == ["🙋 Saya tangani", "🔎 Buka"]
    await town.phone("BPBD Nur").sees("⏰ No. 1", "Mohon segera dijawab")


async def test_what_rang_asks_no_more_once_it_is_answered_there(town: Town) -> None:
    """The reminder says what was done: whoever took it is not left with the same buttons."""
    await report(town.phone("Slamet"))
    hadi, nur = town.phone("Lurah Hadi"), town.phone("BPBD Nur")
    await later(town, 5)
    await hadi.presses("👍 Dipantau", on=await hadi.sees("⏰ No. 1", "Mohon segera dijawab"))
    watched = await hadi.sees("No. 1 (Bencana", "👍 07.07 dipantau Bapak/Ibu Lurah Hadi")
    assert watched.labels == ["🙋 Saya tangani", "🔎 Buka"]
    await nur.presses("🙋 Saya tangani", on=await nur.sees("⏰ No. 1", "Mohon segera dijawab"))
    taken = await nur.sees("No. 1 (Bencana", "🙋 07.07 ditangani Bapak/Ibu BPBD Nur")
    assert taken.labels == ["🔎 Buka"]
    await later(town, 60)
    await nur.presses("✅ Selesai", on=await nur.sees("Sudah selesai, atau kapan selesai?"))
    await town.quiet()
    asked = ("Mohon segera dijawab", "kapan selesai?")
    assert not [m for m in nur.messages if any(words in m.text for words in asked)]
    assert nur.screen().count("✅ 08.07 selesai: Bapak/Ibu BPBD Nur") == 3


async def test_whoever_holds_it_is_not_asked_to_take_it(town: Town) -> None:
    """Polsek deals with the flood, BPBD has not answered."""
    await report(town.phone("Slamet"))
    arif = town.phone("Polsek Arif")
    await arif.presses("🙋 Saya tangani")
    await arif.sees_toast("menangani")
    await later(town, 5)
    ring = await arif.sees("⏰ No. 1", "belum dijawab sejak 07.02 oleh BPBD/Damkar.")
    assert "tekan" not in ring.text


async def test_the_reporter_is_told_whom_to_phone(town: Town) -> None:
    """Posko, Polsek and lurah with full numbers, once."""
    slamet = town.phone("Slamet")
    await report(slamet)
    await later(town, 5)
    told = await slamet.sees("Belum ada yang menjawab. Telepon sekarang:", "Laporan No. 1")
    for line in ("Posko kota +62341000111", "Polsek Kedungkandang +62341000222",
                 f"Lurah Hadi {town.phone('Lurah Hadi').number}"):  # fmt: skip
        assert line in told.text
    assert len(told.text) <= 600


async def test_orange_climbs_level_by_level(town: Town) -> None:
    """Keamanan ORANYE: lurah, camat, Polsek; after 15 minutes the city; after 30 all."""
    await report(town.phone("Slamet"), "masalah preman mengancam pemilih")
    hadi, ida, yanti = (town.phone(n) for n in ("Lurah Hadi", "Bakesbang Ida", "Yanti"))
    await hadi.sees("ORANYE", "pukul 07.17, diteruskan ke: Bakesbangpol")
    assert (await ida.sees("No. 1")).silent
    await later(town, 15)
    assert not (await ida.sees("⏰ No. 1", "belum dijawab")).silent
    await hadi.sees("⏫ 07.17 belum dijawab. Diteruskan ke Bakesbangpol", "pukul 07.32,")
    await yanti.sees_no("No. 1")
    await later(town, 15)
    await yanti.sees("No. 1", "Keamanan")


async def test_only_the_agency_in_charge_stops_the_clock(town: Town) -> None:
    """The lurah's Dipantau does not; BPBD's does."""
    await report(town.phone("Slamet"))
    await town.phone("Lurah Hadi").presses("👍 Dipantau")
    await later(town, 5)
    assert await town.value("SELECT height FROM clocks WHERE waits_for = 'answer'") == 1
    await report(town.phone("Bambang"))
    await town.phone("BPBD Nur").sees("No. 2", "Ciptomulyo")
    await town.phone("BPBD Nur").presses("👍 Dipantau")
    await later(town, 60)
    assert await town.value("SELECT COUNT(*) FROM clocks WHERE incident_id = 2") == 0
    await town.phone("Bambang").sees_no("Belum ada yang menjawab")


async def test_who_is_helped_already_is_not_told_to_phone(town: Town) -> None:
    """The lurah deals with it: BPBD's silence goes up, but the reporter is not alarmed."""
    slamet, yanti = town.phone("Slamet"), town.phone("Yanti")
    await report(slamet)
    await town.phone("Lurah Hadi").presses("🙋 Saya tangani")
    await slamet.sees("ditangani Bapak/Ibu Lurah Hadi")
    await later(town, 5)
    await yanti.sees("No. 1", "⏫ 07.07")
    await slamet.sees_no("Belum ada yang menjawab")


async def test_yellow_lets_people_sleep(town: Town) -> None:
    """At 23.00 it comes without a sound, and climbs an hour after 05.00."""
    town.clock.at(23)
    await report(town.phone("Slamet"), "masalah sinyal hilang")
    hadi = town.phone("Lurah Hadi")
    assert (await hadi.sees("KUNING", "pukul 06.00,")).silent
    await later(town, 6 * 60)
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 0
    await later(town, 60)
    assert not (await hadi.sees("⏰ No. 1", "belum dijawab")).silent
    await town.phone("Camat Budi").sees("No. 1", "sinyal")


async def test_a_restart_neither_loses_nor_doubles_a_step(tmp_path: Path) -> None:
    """The bot is down when the five minutes are over: it takes the step once, when it is back."""
    clock = Clock()
    async with open_town(tmp_path, clock=clock) as town:
        await report(town.phone("Slamet"))
        await town.quiet()
    clock.forward(minutes=12)
    for _ in range(2):
        async with open_town(tmp_path, clock=clock) as town:
            await town.tick()
            await town.quiet()
            steps = "SELECT COUNT(*) FROM incident_steps WHERE action = 'escalated'"
            assert await town.value(steps) == 1
            told = "SELECT COUNT(*) FROM outbox o JOIN messages m ON m.id = o.shown_id"
            assert await town.value(f"{told} WHERE m.key = 'incident:1:unanswered'") == 1


async def test_a_confidential_matter_rings_its_circle_alone(town: Town) -> None:
    """Nobody of the area chain hears of it, and the reporter gets no number of theirs."""
    slamet = town.phone("Slamet")
    await report(slamet, "masalah politik uang, bagi amplop di rumah Pak RT")
    await later(town, 15)
    await town.phone("Bawaslu Fitri").sees("⏰ 🔒 No. 1", "belum dijawab")
    told = await slamet.sees("Belum ada yang menjawab", "Bawaslu")
    assert "+62" not in told.text
    await later(town, 15)
    rows = await town.rows("SELECT DISTINCT person_id FROM alerts")
    assert len(rows) == 2


async def test_a_holder_who_does_not_finish_is_reminded(town: Town) -> None:
    """After an hour for MERAH, and again; done or a later time are one tap."""
    await report(town.phone("Slamet"))
    nur = town.phone("BPBD Nur")
    await nur.presses("🙋 Saya tangani")
    await later(town, 60)
    reminder = await nur.sees("⏰ No. 1", "tangani sejak 07.02", "Sudah selesai")
    assert reminder.labels == ["✅ Selesai", "⏱ 30 menit lagi", "⏱ 1 jam lagi"]
    await later(town, 60)
    await nur.sees("⏰ No. 1", "Sudah selesai")
    await nur.presses("✅ Selesai")
    await nur.presses("Sudah diatasi")
    await later(town, 120)
    assert await town.value("SELECT COUNT(*) FROM clocks") == 0


async def test_a_holder_who_is_gone_lets_go(town: Town) -> None:
    """Whoever blocked the bot cannot finish: it waits for somebody again."""
    slamet, nur = town.phone("Slamet"), town.phone("BPBD Nur")
    await report(slamet)
    await nur.presses("🙋 Saya tangani")
    await town.quiet()
    await nur.blocks_bot()
    await later(town, 60)
    await town.phone("Camat Budi").sees("⚠️ No. 1", "tidak bisa dihubungi lagi")
    assert await town.value("SELECT state FROM incidents") == "open"
    await later(town, 5)
    await slamet.sees("Belum ada yang menjawab")


async def test_info_comes_in_a_digest_once_for_each_person(town: Town) -> None:
    """Two hours of INFO in one silent message; nothing new, no message."""
    for name in ("Slamet", "Tono"):
        await report(town.phone(name), "masalah pulpen habis")
    yanti = town.phone("Yanti")
    await later(town, 30)
    await yanti.sees_no("Rangkuman")
    town.clock.at(8)
    await later(town, 0)
    digest = await yanti.sees(
        "Rangkuman: 2 laporan INFO baru", "No. 1", "No. 2", "Alat tulis kurang"
    )
    assert digest.silent
    await yanti.presses("⚪ 2")
    await yanti.sees("No. 2", "Logistik", "👍 Dipantau")
    town.clock.at(10)
    await later(town, 0)
    await yanti.sees_no("Rangkuman")


async def test_an_admin_changes_the_answering_time_of_the_event(voting_day: Town) -> None:
    """/acara: MERAH within 10 minutes; audited; others have no such button."""
    town = voting_day
    await town.admin.says("/acara")
    await town.admin.presses("⏰ Waktu jawab")
    await town.admin.presses("🔴 MERAH: 5 menit")
    await town.admin.presses("10")
    await town.admin.sees("🔴 MERAH: 10 menit")
    await report(town.phone("Slamet"))
    await town.phone("BPBD Nur").sees("pukul 07.12,")
    await town.phone("Lurah Hadi").forges("1evt|MERAH|3")
    await town.phone("Lurah Hadi").sees_toast("Maaf")
    assert await town.value("SELECT answer_minutes FROM answer_times") == 10
