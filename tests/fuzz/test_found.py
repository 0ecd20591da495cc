"""What the long fuzz once found, kept so that it stays mended."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.forms.reading import read_number
from tests.access.desk import Desk, open_desk
from tests.agenda import calendars
from tests.fuzz import files, samples
from tests.town import ADMIN_ID, user_id_of

PARKED = "SELECT COUNT(*) FROM parked_updates"


def in_town(act: Callable[[Desk], Awaitable[None]]) -> None:
    """Do something in a fresh town."""

    async def opened() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with open_desk(Path(folder)) as desk:
                await act(desk)

    asyncio.run(opened())


@pytest.mark.parametrize(
    "text", ["masalah banjir \ud83d", "\ude00", "/start \ud83d", "mulai\ud83d"]
)
def test_half_an_emoji_is_no_reason_to_park(text: str) -> None:
    """No database takes it, so it is replaced before anybody sees it."""

    async def act(desk: Desk) -> None:
        await desk.takes([samples.said(user_id_of("Slamet"), text)])
        assert await desk.value(PARKED) == 0
        assert await desk.value("SELECT COUNT(*) FROM outbox") >= 1

    in_town(act)


def test_a_number_beyond_the_database_is_no_number() -> None:
    """A TPS of thirty digits is asked about again, not looked up."""
    assert read_number("9" * 30) is None

    async def act(desk: Desk) -> None:
        for text in ("/siaga", "/masalah", "9" * 30, "9" * 30):
            await desk.says(user_id_of("Lurah Hadi"), text)
            await desk.says(ADMIN_ID, text)
        assert await desk.value(PARKED) == 0

    in_town(act)


@pytest.mark.parametrize("hour", ["0766", "²²²²", "١٢٠٠", "2400", "07:5"])
def test_a_forged_hour_is_malformed(hour: str) -> None:
    """A minute 66 on a button, or digits that are none: refused and audited, not parked."""

    async def act(desk: Desk) -> None:
        slamet = user_id_of("Slamet")
        await desk.says(slamet, "mulai")
        await desk.presses(slamet, f"1st.hour|1|{hour}")
        assert await desk.value(PARKED) == 0
        assert await desk.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1

    in_town(act)


@pytest.mark.parametrize("number", ["--5", "-", "²", "٣", "9" * 19, "1 ", ""])
def test_an_argument_that_is_no_number_is_malformed(number: str) -> None:
    """Whatever looks a little like one."""

    async def act(desk: Desk) -> None:
        await desk.presses(user_id_of("Slamet"), f"1st.list|{number}")
        assert await desk.value(PARKED) == 0
        assert await desk.value("SELECT COUNT(*) FROM audit WHERE action = 'malformed press'") == 1

    in_town(act)


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=DAILY;UNTIL=235959", "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:235959",
        "DTSTART;TZID=Asia:20241120T020000",
    ],
)  # fmt: skip
def test_odd_lines_of_calendars_are_faults(line: str) -> None:
    """An hour where a day belongs, a folder where a zone belongs."""
    at = "DTSTART:20241120T020000Z"
    kept = at if line.startswith("RRULE") else ""
    files.read_calendar(calendars.GOOGLE.replace(at, f"{kept}\n{line}".strip()).encode())
