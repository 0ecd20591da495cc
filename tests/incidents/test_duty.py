"""Piket: who is on duty is rung first."""

from tests.town import Town


async def test_a_coordinator_goes_on_duty_and_the_roster_shows_it(town: Town) -> None:
    """By one tap, until an hour that all of the area see; it ends by itself."""
    arif = town.phone("Polsek Arif")
    await arif.says("/piket")
    await arif.sees("Belum ada yang piket")
    await arif.presses("🔔 Piket 8 jam")
    await arif.sees("Polri, Kec. Kedungkandang: Bapak/Ibu Polsek Arif sampai 15.02")
    await town.phone("Camat Budi").says("/piket")
    await town.phone("Camat Budi").sees("Bapak/Ibu Polsek Arif sampai 15.02")
    await town.quiet()
    town.clock.forward(hours=8)
    await town.tick()
    await arif.says("/piket")
    await arif.sees("Belum ada yang piket")


async def test_only_coordinators_go_on_duty(town: Town) -> None:
    """A lurah reads the roster, a linmas does not; forged presses are audited."""
    hadi, slamet = town.phone("Lurah Hadi"), town.phone("Slamet")
    await hadi.says("/piket")
    assert (await hadi.sees("Piket.")).labels == []
    await slamet.says("/piket")
    await slamet.sees("Maaf")
    for phone in (hadi, slamet):
        await phone.forges("1inc.duty|8")
        await phone.sees_toast("Maaf")
    assert await town.value("SELECT COUNT(*) FROM duties") == 0


async def test_a_colleague_off_duty_gets_it_silently_until_it_climbs(town: Town) -> None:
    """Two of Bakesbangpol: power is theirs, and Ida is on duty."""
    ida, umar = town.phone("Bakesbang Ida"), town.phone("Bakesbang Umar")
    await ida.says("/piket")
    await ida.presses("🔔 Piket 12 jam")
    await ida.sees("Bapak/Ibu Bakesbang Ida sampai 19.02")
    await town.phone("Slamet").says("masalah listrik padam")
    assert not (await ida.sees("ORANYE", "No. 1")).silent
    assert (await umar.sees("ORANYE", "No. 1")).silent
    await town.quiet()
    town.clock.forward(minutes=15)
    await town.tick()
    assert not (await umar.sees("⏰ No. 1", "belum dijawab")).silent
