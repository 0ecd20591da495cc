"""After 13.00: silence until the box is sealed, then each station has an hour of its own."""

from bot.simulator import Message
from storage.database import Tx
from tests.silence.conftest import lists, nudges
from tests.town import Town

LEFT = "kotak berangkat"


async def seals(town: Town, name: str, hour: int, minute: int) -> None:
    """A station's reporter says that the box is sealed now."""
    await town.at(hour, minute)
    phone = town.phone(name)
    await phone.says("segel")
    await phone.presses("Ya, benar")
    await phone.sees("Kotak disegel")


def heard(town: Town, name: str) -> list[Message]:
    return [*nudges(town, name, LEFT), *lists(town, name, LEFT)]


async def test_nobody_is_nudged_before_the_box_is_sealed(eve: Town) -> None:
    """An admin even asks for closing and departure at set hours: no station hears of it."""

    def give_hours(tx: Tx) -> None:
        tx.run("UPDATE milestones SET nudge = 1 WHERE code IN ('tutup', 'hitung', 'selesai')")
        tx.run("UPDATE milestones SET expected = '15:00' WHERE code = 'berangkat'")

    await eve.parts.db.write(give_hours)
    await eve.at(11)
    before = len(eve.phone("Slamet").messages)
    for hour, minute in ((13, 0), (13, 30), (14, 0), (15, 0), (15, 30), (16, 0), (17, 0)):
        await eve.at(hour, minute)
    assert len(eve.phone("Slamet").messages) == before


async def test_departure_is_asked_half_an_hour_after_the_seal(eve: Town) -> None:
    """Sealed at 16.00: a nudge at 16.30; TPS 2, still counting, hears nothing."""
    await seals(eve, "Slamet", 16, 0)
    await eve.at(16, 29)
    assert not nudges(eve, "Slamet", LEFT)
    await eve.at(16, 30)
    slamet = eve.phone("Slamet")
    await slamet.sees("⏰ TPS 001 Kotalama", LEFT)
    assert slamet.keyboard[0] == "✅ TPS 001: kotak berangkat"
    await eve.at(16, 31)
    assert len(nudges(eve, "Slamet", LEFT)) == 1
    assert not heard(eve, "Tono")


async def test_lists_grow_in_place_as_boxes_are_sealed(eve: Town) -> None:
    """Hadi reads of TPS 1 at 17.00 and of TPS 2 at 17.20, in one message; Ida from 17.30 on."""
    await seals(eve, "Slamet", 16, 0)
    await seals(eve, "Tono", 16, 20)
    await eve.at(16, 30)
    assert not lists(eve, "Hadi", LEFT)
    await eve.at(17, 0)
    first = await eve.phone("Hadi").sees("⚪", LEFT, "TPS 001")
    await eve.at(17, 20)
    second = await eve.phone("Hadi").sees("⚪", LEFT, "TPS 001, 002")
    assert first.id == second.id
    assert not lists(eve, "Ida", LEFT)
    await eve.at(17, 30)
    await eve.phone("Ida").sees("⚪", LEFT, "Kec. Kedungkandang: 2")


async def test_departure_ends_it(eve: Town) -> None:
    """The box left at 16.10: nobody hears anything."""
    await seals(eve, "Slamet", 16, 0)
    await eve.at(16, 10)
    await eve.phone("Slamet").says("berangkat")
    await eve.phone("Slamet").sees("Kotak berangkat")
    for hour, minute in ((16, 30), (17, 0), (17, 30)):
        await eve.at(hour, minute)
    for name in ("Slamet", "Hadi", "Ida"):
        assert not heard(eve, name)


async def test_a_departure_can_be_filed_on_behalf(eve: Town) -> None:
    """The hours offered begin with the seal's."""
    await seals(eve, "Slamet", 16, 0)
    await eve.at(16, 30)
    await eve.at(17)
    hadi = eve.phone("Hadi")
    await hadi.sees("⚪", LEFT)
    await hadi.presses("✍️ Laporkan")
    await hadi.sees("TPS 001 Kotalama", LEFT)
    await hadi.presses("16.20")
    await hadi.sees("Kotak berangkat 16.20")
    await eve.at(17, 1)
    assert "Semua TPS sudah melapor" in lists(eve, "Hadi", LEFT)[0].text or not lists(
        eve, "Hadi", LEFT
    )


async def test_after_a_long_outage_nobody_is_asked(eve: Town) -> None:
    """Sealed at 16.00, the bot back at 19.00: the box is long gone."""
    await seals(eve, "Slamet", 16, 0)
    await eve.at(19, 35)
    for name in ("Slamet", "Hadi", "Ida"):
        assert not heard(eve, name)
