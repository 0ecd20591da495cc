"""`siaga run`: one bot for each database, and clear words when it cannot start."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot import notes
from bot.cli.lock import writing
from bot.cli.outcome import Exit, Problem
from bot.simulator.server import Simulator
from storage import audit
from storage.database import Database
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


async def start(home: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    """`siaga` as a real process in a folder of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=home, env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip


async def test_a_running_bot_can_be_looked_at_but_not_doubled(home: Path) -> None:
    """Beside it check, backup, verify and export work; a second one and an import are refused."""
    async with Simulator() as simulator:
        settings = {"SIAGA_TOKEN": simulator.token, "SIAGA_API_URL": simulator.url}
        bot = await start(home, "run", **settings)
        stranger = simulator.phone("Orang")
        await stranger.starts()
        await stranger.sees("Bagikan nomor saya", timeout=20)

        async def besides(*arguments: str) -> tuple[int | None, str]:
            other = await start(home, *arguments, **settings)
            printed, _ = await other.communicate()
            return other.returncode, printed.decode()

        assert await besides("run") == (1, "Bot sudah berjalan dengan basis data ini.\n")
        area = "kode,nama\n35.73,Kota Malang\n"
        (home / "wilayah.csv").write_text(area, encoding="utf-8")
        refused = (1, "Bot sedang berjalan: pakai /impor di Telegram.\n")
        assert await besides("import", "wilayah.csv") == refused
        for command in ("check", "verify", "backup"):
            code, said = await besides(command)
            assert (code, "❌" in said) == (0, False), said
        assert (await besides("export", "out", "--confidential"))[0] == 0

        bot.send_signal(signal.SIGTERM)
        log, _ = await bot.communicate()
        assert bot.returncode == 0, log.decode()
        assert simulator.token not in log.decode()
        assert simulator.violations == []
    again = await Database.open(home / "siaga.db")
    await notes.collect(again)
    entries = await again.read(audit.latest)
    await again.close()
    assert [entry.action for entry in entries].count("export_confidential") == 1


TAKEN = "Bot lain sudah berjalan dengan token ini (SIAGA_TOKEN): hentikan dulu yang lain.\n"


async def test_a_second_bot_with_the_same_token_does_not_start(home: Path) -> None:
    """On a database of its own: one sentence, and the first one goes on undisturbed."""
    async with Simulator() as simulator:
        settings = {"SIAGA_TOKEN": simulator.token, "SIAGA_API_URL": simulator.url}
        first = await start(home, "run", **settings)
        stranger = simulator.phone("Orang")
        await stranger.starts()
        await stranger.sees("Bagikan nomor saya", timeout=20)
        other = await start(home, "run", SIAGA_DATABASE="sqlite:///lain.db", **settings)
        printed, _ = await other.communicate()
        assert (other.returncode, printed.decode()) == (1, TAKEN)
        first.send_signal(signal.SIGTERM)
        log, _ = await first.communicate()
        assert b"Another program" not in log


async def test_a_bot_whose_updates_another_machine_takes_gives_way(
    home: Path, tmp_path: Path
) -> None:
    """No lock tells of it: Telegram does, each time it begins to listen."""
    async with Simulator() as simulator:
        settings = {"SIAGA_TOKEN": simulator.token, "SIAGA_API_URL": simulator.url}
        conflict = "Conflict: terminated by other getUpdates request"
        simulator.fail_next("getUpdates", 409, conflict, times=3)
        bot = await start(home, "run", TMPDIR=str(tmp_path), **settings)
        printed, _ = await bot.communicate()
        assert bot.returncode == 1
        assert printed.decode().endswith(TAKEN)


async def test_a_killed_bot_leaves_no_lock(home: Path) -> None:
    """After a power cut nobody has to delete a file by hand."""
    async with Simulator() as simulator:
        settings = {"SIAGA_TOKEN": simulator.token, "SIAGA_API_URL": simulator.url}
        for name in ("Satu", "Dua"):
            bot = await start(home, "run", **settings)
            stranger = simulator.phone(name)
            await stranger.starts()
            await stranger.sees("Bagikan nomor saya", timeout=20)
            bot.kill()
            await bot.communicate()
