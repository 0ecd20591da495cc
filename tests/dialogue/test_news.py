"""What somebody writes minutes after an own report is first offered as news of it."""

from bot.simulator import Phone
from tests.town import Town


async def flood(town: Town) -> Phone:
    """Slamet has an open one, No. 1."""
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir air masuk TPS")
    await slamet.sees("✅ No. 1")
    town.clock.forward(minutes=4)
    return slamet


async def test_words_that_name_nothing_are_news_by_one_press(town: Town) -> None:
    """`air sudah surut`: the first button adds it, whoever has the alert reads it."""
    slamet = await flood(town)
    await slamet.says("air sudah surut")
    asked = await slamet.sees("Bila ini kabar dari No. 1, tekan ➕.")
    assert asked.labels[0] == "➕ Tambahkan ke No. 1"
    await slamet.presses("➕ Tambahkan ke No. 1")
    await slamet.sees("➕ Ditambahkan ke laporan No. 1.")
    await town.phone("BPBD Nur").sees("No. 1", "tambahan dari Bapak/Ibu Slamet", "air sudah surut")
    assert await town.value("SELECT COUNT(*) FROM incidents") == 1
    assert await town.value("SELECT outcome FROM free_texts") == "reported"
    await slamet.presses("➕ Tambahkan ke No. 1", on=asked)
    await slamet.sees_toast("sudah tidak berlaku")


async def test_words_that_sound_like_a_new_report_may_be_news(town: Town) -> None:
    """`air makin tinggi` is a flood: first the open one, then a new one."""
    slamet = await flood(town)
    await slamet.says("air makin tinggi")
    asked = await slamet.sees("Maksud Bapak/Ibu", "Bencana", "Bila ini kabar dari No. 1")
    assert asked.labels[:2] == ["➕ Tambahkan ke No. 1", "Ya"]
    await slamet.presses("➕ Tambahkan ke No. 1")
    await town.phone("BPBD Nur").sees("tambahan dari Bapak/Ibu Slamet", "air makin tinggi")


async def test_the_newest_two_are_offered_and_none_of_health(town: Town) -> None:
    """Nothing is written of anybody's health; somebody without a report is offered nothing."""
    slamet = await flood(town)
    for line in ("masalah listrik padam di TPS", "masalah sinyal hilang", "masalah kpps pingsan"):
        await slamet.says(line)
        await slamet.sees("✅ No.")
    await slamet.says("pak lurah titip salam")
    asked = await slamet.sees("Bila ini kabar dari No. 3 atau No. 2, tekan ➕.")
    assert asked.labels[:2] == ["➕ Tambahkan ke No. 3", "➕ Tambahkan ke No. 2"]
    await town.phone("Dewi").says("pak lurah titip salam")
    other = await town.phone("Dewi").sees("Bukan laporan")
    assert "➕" not in str(other.labels)


async def test_a_photo_with_words_is_asked_about_and_said_once(town: Town) -> None:
    """An hour later: the words are added at once, the photo after the usual question."""
    slamet = await flood(town)
    town.clock.forward(minutes=70)
    await slamet.sends_photo(caption="air makin tinggi")
    await slamet.presses("➕ Tambahkan ke No. 1", on=await slamet.sees("Bila ini kabar dari No. 1"))
    await slamet.sees("Untuk laporan No. 1", "Bukan bilik atau C.Hasil?")
    await slamet.presses("Kirim")
    await slamet.sees("Ditambahkan ke laporan No. 1")
    steps = await town.rows(
        "SELECT action, note FROM incident_steps WHERE person_id IS NOT NULL ORDER BY id"
    )
    assert steps == [
        {"action": "added", "note": "air makin tinggi"}, {"action": "evidence", "note": None},
    ]  # fmt: skip


async def test_another_persons_words_are_not_added(town: Town) -> None:
    """Nor are own words added to what somebody else reported."""
    slamet = await flood(town)
    await slamet.says("air sudah surut")
    await slamet.sees("tekan ➕")
    dewi = town.phone("Dewi")
    await dewi.forges("1t.add|1|1")
    await dewi.sees_toast("sudah tidak berlaku")
    await dewi.says("air sudah surut")
    await dewi.sees("Bukan laporan")
    await dewi.forges("1t.add|2|1")
    await dewi.sees_toast("sudah tidak berlaku")
    assert not await town.rows("SELECT id FROM incident_steps WHERE action = 'added'")


async def test_an_illness_that_was_typed_is_not_said_back(town: Town) -> None:
    """The kind is guessed; the reasons are left out."""
    slamet = town.phone("Slamet")
    await slamet.says("ketua kpps pingsan karena diabetes")
    shown = await slamet.sees("Kesehatan petugas: pingsan")
    assert "diabetes" not in shown.text
    assert "karena" not in shown.text
