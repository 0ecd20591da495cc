"""What a menu offers is not refused afterwards, whoever it is; and what is left out, is."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from handlers import commands
from handlers.access import Role
from handlers.texts import common, recap
from handlers.texts import menu as texts
from storage import people
from storage.areas import EVERYWHERE
from storage.database import Tx
from storage.people import Post
from tests.access.desk import Desk, open_desk
from tests.town import ADMIN_ID, RESIDENTS, user_id_of

REFUSALS = (
    common.DENIED, common.DENIED_ROLE, common.NOT_UNDERSTOOD, texts.UNKNOWN_COMMAND,
)  # fmt: skip
PEOPLE = ("Admin", *(resident.name for resident in RESIDENTS))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The morning of voting day; somebody of every role is in."""
    async with open_desk(tmp_path) as opened:
        await opened.says(ADMIN_ID, "/start")
        yield opened


def account(name: str) -> int:
    return ADMIN_ID if name == "Admin" else user_id_of(name)


async def words_of(desk: Desk, name: str) -> tuple[str, ...]:
    """The commands that /menu lists for somebody."""

    def found(tx: Tx) -> tuple[str, ...]:
        (person,) = people.of_account(tx, account(name))
        by_settings = [Post(0, person.id, Role.ADMIN, EVERYWHERE, None, None, None, 0, False)]
        posts = by_settings if name == "Admin" else people.posts(tx, 1, person.id)
        return commands.words_for(posts)

    return await desk.db.read(found)


async def answers(desk: Desk, since: int) -> list[dict[str, Any]]:
    """What the bot said since the row of this number."""

    def found(tx: Tx) -> list[dict[str, Any]]:
        rows = tx.all(
            "SELECT COALESCE(o.payload, m.payload) AS said FROM outbox o"
            " LEFT JOIN messages m ON m.id = o.shown_id WHERE o.id > $1 ORDER BY o.id",
            since,
        )
        return [json.loads(row["said"]) for row in rows]

    return await desk.db.read(found)


async def tried(desk: Desk, name: str, *, says: str = "", presses: str = "") -> bool:
    """Whether it was refused; all that was said is looked at, and every open form dropped."""
    user_id = account(name)
    since = int(await desk.value("SELECT COALESCE(MAX(id), 0) FROM outbox"))
    refused = int(await desk.value("SELECT COUNT(*) FROM audit WHERE allowed = 0"))
    if says:
        await desk.says(user_id, says, name)
    else:
        await desk.presses(user_id, presses, name)
    await desk.run(lambda tx: tx.run("DELETE FROM drafts WHERE user_id = $1", user_id))
    told = [each.get("text") or "" for each in await answers(desk, since)]
    audited = int(await desk.value("SELECT COUNT(*) FROM audit WHERE allowed = 0")) > refused
    assert await desk.value("SELECT COUNT(*) FROM parked_updates") == 0, (says, presses)
    return audited or any(text in REFUSALS or recap.WHICH_STATION in text for text in told)


def test_there_is_somebody_of_every_role() -> None:
    """A new role cannot be left out of these tests."""
    assert {resident.role for resident in RESIDENTS} | {Role.ADMIN} == set(Role)


@pytest.mark.parametrize("name", PEOPLE)
async def test_what_is_listed_is_answered_and_what_is_not_is_refused(
    desk: Desk, name: str
) -> None:  # fmt: skip
    """The list is the matrix of rights: nothing more, nothing less."""
    listed = await words_of(desk, name)
    refused = {word for word in commands.NEEDS if await tried(desk, name, says=f"/{word}")}
    assert refused == set(commands.NEEDS) - set(listed)


@pytest.mark.parametrize("name", PEOPLE)
async def test_no_button_of_the_menu_and_no_key_is_refused(desk: Desk, name: str) -> None:
    """Every button below ☰ Lainnya, and every key of the keyboard, is somebody's own."""
    since = int(await desk.value("SELECT COALESCE(MAX(id), 0) FROM outbox"))
    await desk.says(account(name), "/menu", name)
    await desk.says(account(name), "/bantuan", name)
    menu, help_ = await answers(desk, since)
    for row in menu.get("reply_markup", {}).get("inline_keyboard", ()):
        for each in row:
            assert not await tried(desk, name, presses=each["callback_data"]), each
    keys = [each["text"] for row in help_["reply_markup"]["keyboard"] for each in row]
    ready = [key for key in keys if key not in texts.LABELS]
    assert (texts.HELP_KEYS in help_["text"]) == bool(ready)
    for key in set(keys) - set(ready):
        assert not await tried(desk, name, says=key), key


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Polsek Arif", {"tps", "logistik", "status", "petugas"}),
        ("Gito", {"tps", "status", "rekap"}),
        ("Kadis Rudi", {"tps", "logistik", "masalah", "status", "siaga"}),
        ("Slamet", {"petugas", "siaga", "rekap"}),
    ],
)
async def test_examples(desk: Desk, name: str, without: set[str]) -> None:
    """Who has no TPS is not offered its status."""
    assert not without & set(await words_of(desk, name))
