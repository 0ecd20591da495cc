"""The whole city by chat: nobody else waits for it."""

import asyncio
import subprocess
import sys
from pathlib import Path

from bot.city import malang
from bot.city.files import write_workbook
from handlers.texts import roster_import as texts
from storage.database import Database
from tests.conftest import open_town
from tests.town import Town

PATIENCE = 120.0


async def answered_while(town: Town, importing: "asyncio.Task[None]") -> int:
    """How many strangers got an answer, one after the other, before the import was over."""
    answered = 0
    while not importing.done():
        number = 70_000 + answered
        stranger = town.sim.phone(name="Orang", number=f"+62811{number:07d}", user_id=number)
        await stranger.says("/start")
        await stranger.sees()
        answered += 1
    return answered


async def test_a_city_is_imported_by_chat_while_others_are_answered(tmp_path: Path) -> None:
    """1,188 TPS and 11,000 people come in; meanwhile one after the other is answered."""
    write_workbook(malang.build(), tmp_path / "kota.xlsx")
    data = (tmp_path / "kota.xlsx").read_bytes()
    await (await Database.open(tmp_path / "siaga.db")).close()
    async with open_town(tmp_path) as town:

        async def whole() -> None:
            await town.admin.sends_file("kota.xlsx", data)
            await town.admin.sees("Pratinjau", "1.188 baru", timeout=PATIENCE)
            await town.admin.presses(texts.APPLY)
            await town.admin.sees("Diterapkan", timeout=PATIENCE)

        importing = asyncio.create_task(whole())
        answered = await answered_while(town, importing)
        await importing
        assert await town.value("SELECT COUNT(*) FROM stations") == 1_188
    assert answered > 10


def test_the_bot_itself_never_loads_openpyxl() -> None:
    """Workbooks are opened in child processes only: the bot stays small and starts at once."""
    code = "import sys, bot.app; print('openpyxl' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
