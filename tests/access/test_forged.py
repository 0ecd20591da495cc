"""Every button there is, pressed by those it is not for, with whatever arguments they make up.

The verbs come from the routes, so a new conversation is tested here the day it is listed.
"""

from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest

from bot.routes import routes
from storage import evidence, joining, registration
from storage.database import Tx
from storage.registration import Offer, Wish
from tests.access.desk import Desk, open_desk
from tests.town import ADMIN_ID, KOTALAMA, MORNING, user_id_of

# Presses of everything by everybody: what they run is covered by the dialogues.
pytestmark = pytest.mark.no_cover

STRANGER = 777_001
APART = frozenset({"audit", "journal", "outbox", "seen_updates", "accounts"})
"""What may change: who pressed, that it was refused, and the answer."""

NUMBERS = ("1", "2", "3")
WORDS = (KOTALAMA, "35.73.03", "mulai", "linmas", "station", "y", "n")
ARGUMENTS: tuple[tuple[str, ...], ...] = (
    (),
    *((each,) for each in (*NUMBERS, *WORDS, "999999", "-1", "x", "")),
    *product(NUMBERS, ("1", "3", "0", KOTALAMA, "kpps_ketua", "x")),
    *product(WORDS, ("1", "3", KOTALAMA)),
    ("1", KOTALAMA, "0"), ("mulai", "1", "0705"), ("1", "1", "1"),
)  # fmt: skip

OUTSIDERS = (
    "Lurah Sri", "Bambang", "Dewi", "Kadis Rudi", "Putri",
)  # fmt: skip
"""A lurah, two linmas, somebody who only gets orders, a supervisor: none decides on Kotalama."""

OWN_MENUS = frozenset({
    "agbuka", "agics", "agsemua", "as.menu", "izd", "kt.home", "m.correct", "m.menu", "of.home",
    "of.start", "ur.home",
})  # fmt: skip
OWN_DRAFT = frozenset({
    "agfback", "agwakil", "izf", "izn", "un.drop", "un.keep",
    "b.no", "b.yes",
    "f.back", "f.discard", "f.more", "f.n", "f.page", "f.pick", "f.resume", "f.src", "f.stop",
    "f.y",
    "of.stop",
    "sia.change", "sia.keep", "sia.look", "sia.send", "sia.stop", "sia.what", "sia.whom",
    "sia.wish",
})  # fmt: skip
NAMES_NOTHING = OWN_MENUS | OWN_DRAFT
"""Verbs that name nothing of somebody else's: they open one's own menus, or go on with one's own
draft and are stale without one. Every other verb has to audit at least one of the tries.
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A morning in Kotalama: something of everything that buttons are about."""
    async with open_desk(tmp_path) as opened:
        slamet = user_id_of("Slamet")
        await opened.says(slamet, "mulai")
        await opened.says(slamet, "masalah banjir air masuk TPS")
        await opened.says(slamet, "pak lurah sudah datang")
        await opened.says(ADMIN_ID, "/start")
        await opened.run(_seed)
        yield opened


def _seed(tx: Tx) -> None:
    _seed_incidents(tx)
    for name in ("Ali", "Budi", "Cici"):
        wish = Wish(name, "+628111111111", None, "linmas", KOTALAMA, 1)
        registration.ask(tx, MORNING, 1, 888_000 + len(name), wish)
        offer = Offer("linmas", KOTALAMA, 1, None)
        registration.invite(
            tx, MORNING, 1, f"token-{name}", offer, uses=5,
            expires_at=MORNING.replace(day=29), created_by=None,
        )  # fmt: skip


def _seed_incidents(tx: Tx) -> None:
    """The flood that was reported has a photo, counts in a bunch, and waits for its holder."""
    flood = int(tx.value("SELECT MAX(id) FROM incidents"))
    evidence.hold(tx, MORNING, person_id=3, kind="photo", file_id="x", report_number=flood)
    bunch = joining.new_bunch(tx, MORNING, 1, "bencana", KOTALAMA)
    joining.put_in(tx, MORNING, bunch.id, [flood])


def test_the_seed_is_about_kotalama() -> None:
    """The numbers pressed below are those of people, posts and stations of Kotalama."""
    assert all(int(number) <= 3 for number in NUMBERS)


async def test_a_stranger_changes_nothing_by_any_button(desk: Desk) -> None:
    """Every verb, every argument: nothing changes, nothing breaks, each try is audited."""
    before = await desk.dump(APART, STRANGER)
    refused = "SELECT COUNT(*) FROM audit WHERE allowed = 0 AND user_id = $1"
    pressed = 0
    for verb in _verbs():
        for arguments in ARGUMENTS:
            await desk.presses(STRANGER, "|".join((f"1{verb}", *arguments))[:64])
            pressed += 1
        assert await desk.value(refused, STRANGER) == pressed, verb

    assert await desk.dump(APART, STRANGER) == before


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_an_officer_of_another_area_changes_nothing_by_any_button(
    desk: Desk, name: str
) -> None:
    """Only the own draft and the own messages may change, whatever the press says."""
    user_id = user_id_of(name)
    before = await desk.dump(APART, user_id)
    silent = []
    for verb in _verbs():
        tried = await _refusals(desk, user_id)
        for arguments in ARGUMENTS:
            await desk.presses(user_id, "|".join((f"1{verb}", *arguments))[:64])
            await desk.run(lambda tx: tx.run("DELETE FROM drafts WHERE user_id = $1", user_id))
        after = await desk.dump(APART, user_id)
        changed = [table for table in after if after[table] != before[table]]
        assert changed == [], (verb, [after[t] ^ before[t] for t in changed])
        if await _refusals(desk, user_id) == tried:
            silent.append(verb)

    assert sorted(set(silent) - NAMES_NOTHING) == []


async def test_an_open_form_of_ones_own_is_no_way_in(desk: Desk) -> None:
    """With a form half filled in, stations and areas of others still cannot be picked."""
    sri = user_id_of("Lurah Sri")
    before = await desk.dump(APART, sri)
    for verb in _verbs():
        for arguments in ARGUMENTS:
            await desk.presses(sri, "1f.go|masalah")
            await desk.presses(sri, "|".join((f"1{verb}", *arguments))[:64])
            await desk.run(lambda tx: tx.run("DELETE FROM drafts WHERE user_id = $1", sri))
    tried = await _refusals(desk, sri)
    await desk.presses(sri, "1f.go|masalah")
    await desk.presses(sri, f"1f.pick|area|{KOTALAMA}")

    assert await desk.dump(APART, sri) == before
    assert await _refusals(desk, sri) == tried + 1


async def _refusals(desk: Desk, user_id: int) -> int:
    count = "SELECT COUNT(*) FROM audit WHERE allowed = 0 AND user_id = $1"
    return int(await desk.value(count, user_id))


def _verbs() -> list[str]:
    listed = routes()
    return sorted({*listed.presses, *listed.open_presses})
