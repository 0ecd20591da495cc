"""TPS berdiri is of the day before: its hour is asked, and shown as H-1."""

from datetime import UTC, datetime

from tests.town import Town

DAY_BEFORE = int(datetime(2024, 11, 26, 10, tzinfo=UTC).timestamp() * 1000)
"""17.00 WIB on the day before voting day."""


async def hours(town: Town) -> list[object]:
    """The true time of each version."""
    return [row["event_at"] for row in await town.rows("SELECT event_at FROM reports ORDER BY id")]


async def test_yesterdays_milestone_is_asked_about(voting_day: Town) -> None:
    """At 07.02 Slamet ticks it: the ready hours are yesterday's, the list says H-1 17.00."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.sees("TPS berdiri (biasanya H-1 17.00)")
    await slamet.presses("TPS berdiri")
    seen = await slamet.sees("Pukul berapa sebenarnya?")
    assert seen.labels == [
        "kemarin 15.00", "kemarin 16.00", "kemarin 17.00", "kemarin 18.00", "kemarin 19.00",
        "kemarin 21.00", "Baru saja 07.02",
    ]  # fmt: skip
    await slamet.presses("kemarin 17.00")
    await slamet.sees("No. 1 dikoreksi (versi 2). TPS berdiri H-1 17.00")
    assert (await hours(voting_day))[-1] == DAY_BEFORE
    await slamet.says("/tps")
    await slamet.sees("✅ TPS berdiri H-1 17.00 (Slamet)")
    await slamet.says("/status")
    await slamet.sees("TPS berdiri H-1 17.00")


async def test_late_in_the_day_it_is_asked_too(voting_day: Town) -> None:
    """Twenty hours after its time it is still not stored as now without a word."""
    voting_day.clock.at(13, 30)
    slamet = voting_day.phone("Slamet")
    await slamet.says("tps berdiri")
    await slamet.sees("Pukul berapa sebenarnya?", "kemarin 17.00", "Baru saja 13.30")
    await slamet.says("jam 5 sore")
    await slamet.sees("TPS berdiri H-1 17.00")
    assert (await hours(voting_day))[-1] == DAY_BEFORE


async def test_just_now_is_an_answer(voting_day: Town) -> None:
    """The tent went up in the morning: then that holds."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("tps berdiri")
    await slamet.presses("Baru saja 07.02")
    await slamet.sees("✅ No. 1. TPS berdiri 07.02")


async def test_the_hour_may_stand_in_the_line(voting_day: Town) -> None:
    """`kemarin 17.00`, or an hour that has not come yet today: both are yesterday's."""
    slamet, tono = voting_day.phone("Slamet"), voting_day.phone("Tono")
    await slamet.says("tps berdiri kemarin jam 5 sore")
    await slamet.sees("✅ No. 1. TPS berdiri H-1 17.00")
    await tono.says("tps berdiri 17.00")
    await tono.sees("✅ No. 2. TPS berdiri H-1 17.00")
    assert await hours(voting_day) == [DAY_BEFORE] * 2


async def test_typed_hours_of_yesterday(voting_day: Town) -> None:
    """`kemarin 16.30` answers the question; so do hours in words."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("tps berdiri")
    await slamet.sees("Pukul berapa sebenarnya?")
    await slamet.says("kemarin setengah lima sore")
    await slamet.sees("TPS berdiri H-1 16.30")


async def test_forged_days_are_refused(voting_day: Town) -> None:
    """Days ahead or long ago, and the hour of somebody else's report."""
    slamet, agus = voting_day.phone("Slamet"), voting_day.phone("Agus")
    await slamet.says("tps berdiri")
    await slamet.sees("Pukul berapa sebenarnya?")
    for data in ("1st.hour|1|1700|-1", "1st.hour|1|1700|9", "1st.hour|1|9999|1"):
        await slamet.forges(data)
        await slamet.sees_toast("sudah tidak berlaku")
    await agus.forges("1st.hour|1|1700|1")
    await agus.sees_toast("bukan bagian dari tugas")
    assert len(await hours(voting_day)) == 1


async def test_an_hour_that_is_none_is_asked_for_again(voting_day: Town) -> None:
    """24.00 and 7:5, with the line and as the answer: neither becomes a report of trouble."""
    voting_day.clock.at(7, 40)
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai 7:5")
    await slamet.sees("Jamnya belum dipahami. Contoh: mulai 07.05")
    await slamet.says("mulai")
    await slamet.sees("Pukul berapa sebenarnya?")
    for typed in ("24.00", "7:5", "jam 7.5"):
        await slamet.says(typed)
        await slamet.sees("Jamnya belum dipahami. Tekan salah satu jam")
    await slamet.says("07.05")
    await slamet.sees("Rapat dimulai 07.05")
