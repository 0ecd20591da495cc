"""`siaga run`: one bot for each database, and clear words when it cannot start."""

from pathlib import Path

import pytest

from bot.cli.lock import writing
from bot.cli.outcome import Exit, Problem
from tests.cli.conftest import Call


def test_a_bot_without_a_token_does_not_start(siaga: Call) -> None:
    """The sentence says where a token comes from."""
    code, _, complaint = siaga("run")
    assert code == 2
    assert complaint.startswith("SIAGA_TOKEN belum diisi")


def test_a_second_bot_on_the_same_database_does_not_start(
    siaga: Call, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers could damage the database, and Telegram allows one poller."""
    monkeypatch.setenv("SIAGA_TOKEN", "1:TEST")
    with writing(database, otherwise="x"):
        code, _, complaint = siaga("run")
    assert code == 1
    assert complaint == "Bot sudah berjalan dengan basis data ini.\n"


def test_the_lock_is_free_after_use(home: Path) -> None:
    """Whoever ends leaves nothing behind that has to be cleaned up."""
    for _ in range(2):
        with writing(home / "siaga.db", otherwise="x"):
            with pytest.raises(Problem) as caught, writing(home / "siaga.db", otherwise="sibuk"):
                pass
            assert (str(caught.value), caught.value.code) == ("sibuk", Exit.WRONG)
