"""Night rounds: one tap at each hour; a miss goes down the list of phones, each rung once."""

from datetime import timedelta

from tests.rounds.conftest import MONDAY, asked, at
from tests.town import Town

STORE = "Kantor Kelurahan Kotalama"


async def test_a_guard_answers_with_one_tap(night: Town) -> None:
    """At 21.00 Gito is asked; Aman is a report, the question shows it, and nobody else is rung."""
    await at(night, 20, 59)
    assert not asked(night, "Gito")
    await at(night, 21)
    gito = night.phone("Gito")
    question = await gito.sees(f"🌙 Ronda 21.00: {STORE}. Aman?")
    await gito.presses("✅ Aman")
    await gito.sees_toast("Tempat simpan aman")
    answer = await gito.sees(f"✅ {STORE}: Tempat simpan aman · 21.00 (Bapak/Ibu Gito)")
    assert answer.id == question.id
    assert not answer.buttons
    row = (await night.rows("SELECT kind, store_id, source, answers FROM reports"))[0]
    assert row == {"kind": "gudang", "store_id": 1, "source": "tombol",
                   "answers": '{"state": "aman"}'}  # fmt: skip
    for minute in (15, 30, 45):
        await at(night, 21, minute)
    for name in ("Heru", "Hadi", "Budi", "Ida"):
        assert not asked(night, name)


async def test_the_ready_message_answers_too(night: Town) -> None:
    """The key waits in the phone for signal; the question shows the answer at the next look."""
    await at(night, 21)
    gito = night.phone("Gito")
    await gito.sees("Ronda 21.00")
    await gito.says("/menu")
    await gito.starts()
    await gito.sees("Bapak/Ibu Gito")
    assert gito.keyboard[0] == "✅ Gudang aman"
    night.clock.forward(minutes=3)
    await gito.presses("✅ Gudang aman")
    await gito.sees("Tempat simpan aman. Salah? Ketik: batal")
    await at(night, 21, 4)
    await gito.sees(f"✅ {STORE}: Tempat simpan aman · 21.03")
    await at(night, 21, 20)
    assert not asked(night, "Heru")


async def test_every_round_is_a_report_of_its_own(night: Town) -> None:
    """21.00, 00.00, 03.00, 05.00: the same guard, the same answer, four numbers."""
    gito = night.phone("Gito")
    for hour, said in ((21, "21.00"), (24, "00.00"), (27, "03.00"), (29, "05.00")):
        await at(night, hour)
        await gito.sees(f"Ronda {said}")
        await gito.presses("✅ Aman")
        await gito.sees(f"· {said} (Bapak/Ibu Gito)")
    assert await night.value("SELECT COUNT(DISTINCT number) FROM reports") == 4


async def test_a_miss_goes_down_the_list_of_phones(night: Town) -> None:
    """Gito 21.00, Heru 21.15, lurah 21.30, camat 21.45, the posko 22.00; then nobody any more."""
    await at(night, 21)
    await night.phone("Gito").sees("Ronda 21.00")
    for hour, minute, name in ((21, 15, "Heru"), (21, 30, "Hadi"), (21, 45, "Budi"),
                               (22, 0, "Ida"), (22, 15, "Umar")):  # fmt: skip
        assert not asked(night, name)
        await at(night, hour, minute)
        await night.phone(name).sees("Ronda 21.00", STORE)
    for minute in (30, 45, 59):
        await at(night, 22, minute)
    for name in ("Gito", "Heru", "Hadi", "Budi", "Ida", "Umar"):
        assert len(asked(night, name)) == 1
    state = "SELECT state FROM round_stores"
    assert await night.value(state) == "unanswered"


async def test_those_above_get_the_numbers_to_call(night: Town) -> None:
    """Hadi can answer for the guards, the coordinator can't; both can phone Gito and Heru."""
    for hour, minute in ((21, 0), (21, 15), (21, 30)):
        await at(night, hour, minute)
    hadi = night.phone("Hadi")
    await hadi.sees("belum dijawab penjaga", "Penjaga: Gito +62", "Penjaga: Heru +62")
    for hour, minute in ((21, 45), (22, 0)):
        await at(night, hour, minute)
    seen = await night.phone("Ida").sees("belum dijawab penjaga", "Penjaga: Gito +62")
    assert not seen.buttons
    await hadi.presses("✅ Aman")
    await hadi.sees("(Bapak/Ibu Lurah Hadi)")
    for name in ("Gito", "Heru", "Ida"):
        await night.phone(name).sees("Tempat simpan aman · 22.00 (Bapak/Ibu Lurah Hadi)")


async def test_whoever_answered_last_is_rung_first(night: Town) -> None:
    """Heru was awake at 21.00: at midnight he is asked, and Gito sleeps."""
    await at(night, 21)
    await at(night, 21, 15)
    await night.phone("Heru").presses("✅ Aman")
    await night.phone("Heru").sees("(Bapak/Ibu Heru)")
    await at(night, 24)
    await night.phone("Heru").sees("Ronda 00.00")
    assert not asked(night, "Gito", "00.00")


async def test_a_problem_opens_the_check_and_raises_the_alert(night: Town) -> None:
    """Ada masalah, Atap bocor: the alert goes out, the question shows it, nobody else is rung."""
    await at(night, 21)
    gito = night.phone("Gito")
    await gito.presses("⚠️ Ada masalah")
    await gito.sees("Apa yang tidak aman?")
    await gito.presses("Atap bocor")
    await gito.presses("Tidak, sudah semua")
    await gito.presses("Lewati")
    await gito.sees("tidak aman: atap bocor")
    await night.phone("Yanti").sees("ORANYE", STORE, "atap bocor")
    await at(night, 21, 15)
    await gito.sees(f"⚠️ {STORE}: Tempat simpan tidak aman: atap bocor")
    assert not asked(night, "Heru")


async def test_who_reported_just_before_is_not_rung(night: Town) -> None:
    """Gito wrote at 20.50: the round of 21.00 is answered."""
    await at(night, 20, 50)
    await night.phone("Gito").says("gudang aman")
    await night.phone("Gito").sees("Tempat simpan aman")
    for minute in (0, 15, 30):
        await at(night, 21, minute)
    for name in ("Gito", "Heru", "Hadi"):
        assert not asked(night, name)


async def test_a_late_round_begins_late_and_a_missed_one_not_at_all(night: Town) -> None:
    """Back at 21.40 it begins then; back at 01.05 the midnight round is left to the next."""
    await at(night, 21, 40)
    await night.phone("Gito").sees("Ronda 21.00")
    await at(night, 25, 5)
    assert not asked(night, "Gito", "00.00")
    await at(night, 27)
    await night.phone("Gito").sees("Ronda 03.00")


async def test_a_new_round_ends_the_one_before(night: Town) -> None:
    """At midnight nobody is rung about 21.00 any more."""
    await at(night, 21, 55)
    await at(night, 24)
    await at(night, 24, 5)
    waiting = await night.rows(
        "SELECT o.due_at FROM round_stores k JOIN rounds o ON o.id = k.round_id"
        " WHERE k.state = 'waiting'"
    )
    assert len(waiting) == 1
    assert len(asked(night, "Heru", "21.00")) <= 1


async def test_rounds_are_of_the_last_four_nights(night: Town) -> None:
    """Not on H-5, not on the evening of voting day; the last is at 05.00 on the day itself."""
    night.clock.now = MONDAY - timedelta(days=3) + timedelta(hours=21)
    await night.tick()
    night.clock.now = MONDAY + timedelta(days=2, hours=21)
    await night.tick()
    await night.quiet()
    assert not asked(night, "Gito")
    night.clock.now = MONDAY + timedelta(days=2, hours=5)
    await night.tick()
    await night.phone("Gito").sees("Ronda 05.00")


async def test_a_moved_voting_day_moves_the_nights(night: Town) -> None:
    """Voting is put off by ten days: tonight is no night of rounds."""
    await night.admin.says("/acara 07-12-2024")
    await night.admin.presses("Terapkan")
    await night.admin.sees("Acara diatur")
    await at(night, 21)
    assert not asked(night, "Gito")


async def test_only_those_who_check_a_store_answer_for_it(night: Town) -> None:
    """Sri, Slamet and Ida press Gito's buttons: refused, audited, nothing stored."""
    await at(night, 21)
    for name in ("Sri", "Slamet", "Ida"):
        for verb in ("rd.ok", "rd.bad"):
            await night.phone(name).forges(f"1{verb}|1|1")
            await night.phone(name).sees_toast("di luar wilayah")
    await night.quiet()
    assert await night.value("SELECT COUNT(*) FROM reports") == 0
    assert await night.value("SELECT COUNT(*) FROM audit WHERE action LIKE 'denied:check%'") == 6


async def test_a_store_without_guards_goes_to_the_lurah_at_once(night: Town) -> None:
    """Nobody guards it: Hadi hears at 21.00 that nobody is registered."""
    await night.parts.db.write(
        lambda tx: tx.run("UPDATE posts SET ended_at = 1 WHERE role = 'penjaga'")
    )
    await at(night, 21)
    await night.phone("Hadi").sees("Ronda 21.00", "belum ada penjaga terdaftar")
