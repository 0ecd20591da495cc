"""What is refused is undone, but that it was tried stays written down."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.context import Context
from handlers.errors import ConversationError, Malformed, Refused, Stale
from storage.database import Tx
from tests.access.desk import Desk, open_desk
from tests.town import user_id_of

SLAMET = user_id_of("Slamet")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The morning of voting day."""
    async with open_desk(tmp_path) as opened:
        yield opened


async def refusals(desk: Desk) -> list[str]:
    """The attempts that the audit has, in order."""

    def found(tx: Tx) -> list[str]:
        return [r["action"] for r in tx.all("SELECT action FROM audit WHERE allowed = 0")]

    return await desk.db.read(found)


async def test_a_forged_confirmation_of_a_broadcast_is_audited(desk: Desk) -> None:
    """Whoever did not get it is refused, and the attempt is kept."""
    await desk.presses(SLAMET, "1sia.read|1")
    assert await refusals(desk) == ["broadcast.read"]


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (Refused("tidak bisa"), ["tried"]),
        (Stale(), ["tried"]),
        (Malformed(), ["tried", "malformed press"]),
    ],
)
async def test_every_kind_of_refusal_keeps_what_was_audited_as_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: ConversationError, kept: list[str]
) -> None:
    """Once each; what was done before, allowed or not, is undone."""

    def refuse(ctx: Context, *_: object) -> None:
        ctx.audit("tried", "something", allowed=False)
        ctx.audit("done", "something")
        raise error

    monkeypatch.setattr(Context, "require", refuse)
    await desk.says(SLAMET, "/tps")
    assert await refusals(desk) == kept
    assert await desk.value("SELECT COUNT(*) FROM audit WHERE action = 'done'") == 0


async def test_a_right_that_is_missing_is_audited_once(desk: Desk) -> None:
    """As before: who tried what, where."""
    await desk.says(SLAMET, "/audit")
    assert await refusals(desk) == ["denied:see_audit"]
