"""Fan-outs of thousands: in steps, once for each person, going on where a kill left off."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.agenda.plan import place
from handlers.agenda.reminders import remind
from handlers.agenda.rules import Lead
from handlers.context import Desk
from handlers.policy import Policy
from storage import agenda, audience, events, fanout, outbox, people
from storage.agenda import Kind
from storage.audience import Audience
from storage.database import Database, Tx
from storage.fanout import Parcel, Tally

NOW = datetime(2024, 11, 1, 2, tzinfo=UTC)
POLICY = Policy(ZoneInfo("Asia/Jakarta"), frozenset())
PEOPLE = 2500
UNREACHABLE = 50


@pytest.fixture
async def city(tmp_path: Path) -> AsyncIterator[Database]:
    """2,500 linmas with two posts each; the first fifty have no account."""
    db = await Database.open(tmp_path / "siaga.db")
    await db.write(_fill)
    yield db
    await db.close()


def _fill(tx: Tx) -> None:
    tx.run("INSERT INTO areas (code, name, level) VALUES ('35.73', 'Kota Malang', 'city')")
    for number in range(PEOPLE):
        person = people.add_person(tx, NOW, f"Petugas {number}", None)
        for role in ("linmas", "kpps"):
            people.add_post(tx, NOW, 1, person, role, "35.73", source="roster")
        if number >= UNREACHABLE:
            people.saw_account(tx, 1000 + number, None, NOW)
            people.link(tx, 1000 + number, person, NOW)


def _remind_tomorrow(tx: Tx) -> None:
    desk = Desk(tx, NOW, POLICY)
    draft = agenda.Draft(Kind.MEETING, "Apel", "2024-11-02", "2024-11-02", Audience(("linmas",)))
    entry = agenda.add(tx, NOW, 1, draft, None)
    place(desk, events.live(tx), entry, [Lead(1, NOW.astimezone(POLICY.zone).time())])


async def test_a_step_takes_250_at_most(city: Database) -> None:
    """Ten steps for 2,450 people, so that no unit keeps the writer for long."""
    await city.write(_remind_tomorrow)
    sizes = []
    before = 0
    while await city.write(lambda tx: remind(tx, NOW, POLICY)):
        total = await city.read(lambda tx: tx.value("SELECT COUNT(*) FROM outbox"))
        sizes.append(total - before)
        before = total
    assert [size for size in sizes if size] == [*[250] * 9, 200]


async def test_a_kill_between_steps_loses_and_doubles_nothing(
    city: Database, tmp_path: Path
) -> None:
    """After one step everything starts anew from the rows alone, and each person has one."""
    await city.write(_remind_tomorrow)
    await city.write(lambda tx: remind(tx, NOW, POLICY))
    again = await Database.open(tmp_path / "siaga.db")
    while await again.write(lambda tx: remind(tx, NOW, POLICY)):
        pass
    chats = await again.read(lambda tx: tx.all("SELECT chat_id, COUNT(*) AS n FROM outbox"
                                               " GROUP BY chat_id"))  # fmt: skip
    await again.close()
    assert len(chats) == PEOPLE - UNREACHABLE
    assert {row["n"] for row in chats} == {1}


async def test_counting_an_audience(city: Database) -> None:
    """Somebody with two posts counts once, and who has no account is known as such."""
    found = await city.read(lambda tx: audience.reach(tx, 1, Audience(("linmas", "kpps"))))
    assert (found.people, found.reachable) == (PEOPLE, PEOPLE - UNREACHABLE)
    nobody = await city.read(lambda tx: audience.reach(tx, 1, Audience(("lurah",))))
    assert (nobody.people, nobody.reachable) == (0, 0)


async def test_a_notice_goes_to_who_got_the_thing_before(city: Database) -> None:
    """A correction reaches exactly the receivers of the first message, in one message each."""

    def send(tx: Tx) -> tuple[Tally, Tally]:
        content = outbox.content(tx, {"text": "x"})
        first = Parcel("reminder:1", content, "reminder")
        fanout.to_audience(tx, NOW, first, 1, Audience(), after=2400)
        fanout.to_receivers(tx, NOW, Parcel("reminder:2", content, "reminder"), ["reminder:1"], 0)
        return fanout.tally(tx, "reminder:1"), fanout.tally(tx, "reminder:2")

    first, second = await city.write(send)
    assert first == second
    assert first.people == PEOPLE - 2400


async def test_nobody_to_tell_is_the_end(city: Database) -> None:
    """Without receivers before there is nobody to tell now."""

    def send(tx: Tx) -> int | None:
        content = outbox.content(tx, {"text": "x"})
        return fanout.to_receivers(tx, NOW, Parcel("reminder:2", content, "reminder"), [], 0)

    assert await city.write(send) is None
