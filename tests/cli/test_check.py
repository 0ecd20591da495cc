"""Check tells what stands between an installation and a running bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.cli.health import check
from bot.cli.outcome import Exit
from bot.settings import Fixed
from tests.cli.conftest import Call

TOKEN = "123:TEST"


class BotApi:
    """The one method of the Bot API that check calls, with a clock that can be wrong."""

    def __init__(self) -> None:
        self.off = timedelta(0)
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        date = {"Date": format_datetime(datetime.now(UTC) + self.off, usegmt=True)}
        if request.match_info["token"] != TOKEN:
            body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            return web.json_response(body, status=401, headers=date)
        me = {"id": 123, "is_bot": True, "first_name": "Siaga", "username": "siaga_bot"}
        return web.json_response({"ok": True, "result": me}, headers=date)


@pytest.fixture
async def telegram(home: Path) -> AsyncIterator[BotApi]:
    api = BotApi()
    app = web.Application()
    app.router.add_get("/bot{token}/getMe", api.answer)
    async with TestServer(app) as server:
        api.url = str(server.make_url("")).rstrip("/")
        yield api


async def look(
    telegram: BotApi, token: str | None = TOKEN, admins: tuple[int, ...] = (1,)
) -> tuple[int, str]:  # fmt: skip
    secret = None if token is None else SecretStr(token)
    settings = Fixed(token=secret, api_url=telegram.url, admin_ids=admins)
    lines = await check(settings)
    return max(line.code for line in lines), "\n".join(line.text for line in lines)


async def test_a_good_installation_is_good(telegram: BotApi, database: Path) -> None:
    """Settings, token, clock, database and SQLite are each confirmed."""
    code, said = await look(telegram)
    assert code == Exit.GOOD
    assert "@siaga_bot" in said
    assert "Jam cocok" in said
    assert "siaga.db sehat" in said
    assert "SQLite 3." in said


async def test_who_is_to_be_the_first_admin_is_asked(telegram: BotApi, database: Path) -> None:
    """Without any nobody could use the bot; somebody on the roster is enough, so it is no fault."""
    assert "SIAGA_ADMIN_IDS" not in (await look(telegram))[1]
    code, said = await look(telegram, admins=())
    assert code == Exit.GOOD
    assert "SIAGA_ADMIN_IDS kosong: isi dengan id Telegram" in said


async def test_a_refused_token_is_wrong_and_not_shown(telegram: BotApi) -> None:
    """A revoked token is found before the bot is started, and never printed."""
    code, said = await look(telegram, "999:OTHER")
    assert code == Exit.WRONG
    assert "ditolak" in said
    assert "OTHER" not in said


async def test_a_wrong_clock_is_found(telegram: BotApi) -> None:
    """Five minutes off would put every report at a wrong time."""
    telegram.off = timedelta(minutes=5)
    code, said = await look(telegram)
    assert code == Exit.WRONG
    assert "NTP" in said


async def test_a_damaged_database_is_found(telegram: BotApi, home: Path) -> None:
    """A file that is no database of ours is named."""
    (home / "siaga.db").write_bytes(b"x" * 5000)
    code, said = await look(telegram)
    assert code == Exit.WRONG
    assert "siaga.db" in said


async def test_a_server_out_of_reach_is_one_sentence(telegram: BotApi) -> None:
    """The address is named without the token."""
    telegram.url = "http://127.0.0.1:1"
    code, said = await look(telegram)
    assert code == Exit.WRONG
    assert "127.0.0.1:1 tidak dapat dicapai" in said
    assert TOKEN not in said


def test_a_missing_token_is_an_unusable_setting(siaga: Call) -> None:
    """The rest is still looked at."""
    code, said, complaint = siaga("check")
    assert code == 2
    assert "SIAGA_TOKEN belum diisi" in complaint
    assert "SQLite" in said


def test_a_misspelt_setting_is_found(siaga: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable that nothing reads is named."""
    monkeypatch.setenv("SIAGA_TOKN", "1")
    assert "SIAGA_TOKN tidak dikenal" in siaga("check")[2]


def test_faulty_settings_stop_every_command(siaga: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 and one line for each fault, whatever was asked for."""
    monkeypatch.setenv("SIAGA_TIMEZONE", "x")
    monkeypatch.setenv("SIAGA_LISTEN", "x")
    for command in ("check", "verify", "backup"):
        code, _, complaint = siaga(command)
        assert code == 2
        assert len(complaint.splitlines()) == 2


@pytest.mark.parametrize("arguments", [[], ["apa"], ["export"], ["backup", "a", "b"]])
def test_arguments_that_make_no_sense_are_one_line(siaga: Call, arguments: list[str]) -> None:
    """No usage page, no traceback: one line that points to the help."""
    code, said, complaint = siaga(*arguments)
    assert (code, said) == (2, "")
    assert complaint.count("\n") == 1
    assert "siaga --help" in complaint
