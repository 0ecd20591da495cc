"""`siaga demo --pagi`: the morning runs by itself, but for the phones of whoever watches."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.city.malang import build
from bot.city.morning import plan, script
from bot.city.morning.clock import FastClock
from bot.city.morning.people import Folk
from bot.city.personas import cast
from handlers.texts import morning as texts
from tests.demo.page import says, started

SIX = datetime(2024, 11, 26, 23, 0, tzinfo=UTC)


async def test_the_one_who_watches_wakes_the_sleeper(tmp_path: Path) -> None:
    """A threat in Jodipan comes by itself; Polsek's phone answers it, and the timers go on."""
    people = {each.title: each for each in cast(build())}
    polsek, lurah = people["Polsek Blimbing"], people["Lurah Jodipan"]
    async with started(tmp_path, "--pagi", "--kecepatan", "60") as page:
        assert "06.21  Jodipan belum dijawab" in page.said
        await page.sees(polsek.user_id, says("Jodipan", "mengancam", "Saya tangani"))
        phone = await page.get(f"/sim/phones/{polsek.user_id}")
        threat = next(each for each in phone["messages"] if says("mengancam")(each))
        row, column = next(
            (y, x) for y, row in enumerate(threat["buttons"]) for x, button in enumerate(row)
            if "Saya tangani" in button["label"]
        )  # fmt: skip
        await page.act(polsek.user_id, "taps", message=threat["id"], row=row, column=column)
        await page.sees(lurah.user_id, says("mengancam", "ditangani", polsek.officer.name))
        await page.sees(people["Linmas TPS 012"].user_id, says("belum ada kabar"))
        clock = await page.get("/sim/clock")
        assert clock["notice"]
        assert (await page.get("/sim/report"))["violations"] == []


def test_nobody_of_the_cast_is_given_anything_to_do() -> None:
    """Their phones belong to whoever watches."""
    roster = build()
    acting = {each.phone for each in script.write(roster).deeds}
    assert acting.isdisjoint(each.officer.phone for each in cast(roster))


def test_what_a_watcher_is_told_is_what_happens() -> None:
    """The hours and places in the list of sights are those of the script."""
    roster = build()
    morning = script.write(roster)
    names = {area.code: area.name for area in roster.areas}
    begins = {each.at: names[each.station.partition("-")[0]] for each in morning.cases}
    told = {plan.minutes(clock): words for clock, words in texts.SIGHTS}
    for clock in (6.03, 6.08, 6.40):
        assert told[plan.minutes(clock)].startswith(begins[plan.minutes(clock)])
    threat = next(each for each in morning.cases if each.at == plan.minutes(6.06))
    assert f"TPS {threat.station[-3:]} Jodipan" in told[threat.at]
    assert morning.sleeper == Folk(roster).sleeper.phone


def test_the_same_seed_gives_the_same_morning() -> None:
    """Tests may name a case; another seed gives other stations."""
    roster = build()
    assert script.write(roster) == script.write(roster)
    assert script.write(roster).silent != script.write(roster, 28).silent


def test_the_clock_stands_runs_and_slows_down() -> None:
    """Nothing passes before it is started; then twelve times as fast; then as time does."""
    passed = [100.0]
    clock = FastClock(SIX, 12, lambda: passed[0])
    passed[0] += 50
    assert clock() == SIX
    clock.start()
    passed[0] += 10
    assert clock() == SIX + timedelta(seconds=120)
    clock.slow_down()
    passed[0] += 10
    assert clock() == SIX + timedelta(seconds=130)
    assert clock.steady() == (SIX + timedelta(seconds=130)).timestamp()


def test_the_clock_waits_for_whoever_is_behind() -> None:
    """It stops where it was allowed to run to, and goes on from there without a jump."""
    passed = [0.0]
    clock = FastClock(SIX, 10, lambda: passed[0])
    clock.start()
    clock.allow(SIX + timedelta(seconds=15))
    passed[0] += 60
    assert clock() == SIX + timedelta(seconds=15)
    clock.allow(SIX + timedelta(seconds=30))
    passed[0] += 1
    assert clock() == SIX + timedelta(seconds=25)
