"""A few seconds of fuzz; `python -m tests.fuzz.long` goes on for as long as one likes."""

import asyncio
import json
import random
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import shape
from handlers.buttons import parse
from handlers.forms.reading import read_number, words_of
from tests.access.desk import Desk, open_desk
from tests.fuzz import files, judge, mutation, samples
from tests.fuzz.attack import Attack, furnish, unrightful
from tests.fuzz.long import report, run

T = TypeVar("T")
SEEDS = st.integers(0, 2**32).map(random.Random)
FEW = settings(max_examples=6, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)


def in_town(act: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something in a fresh, furnished town."""

    async def opened() -> T:
        with tempfile.TemporaryDirectory() as folder:
            async with open_desk(Path(folder)) as desk:
                await furnish(desk)
                result = await act(desk)
                assert await judge.still_works(desk)
                return result

    return asyncio.run(opened())


@pytest.mark.parametrize("kind", ["updates", "lines", "presses"])
@FEW
@given(rnd=SEEDS)
def test_nothing_that_comes_breaks_anything(kind: str, rnd: random.Random) -> None:
    """No crash, no error in a handler, every press answered; then a report goes through."""

    async def act(desk: Desk) -> judge.Findings:
        attack = Attack(desk, rnd)
        await getattr(attack, kind)(100)
        return attack.findings

    assert in_town(act) == judge.Findings()


@FEW
@given(rnd=SEEDS)
def test_nobody_changes_what_is_not_theirs(rnd: random.Random) -> None:
    """Strangers and officers of another district throw all there is: Kotalama stays as it is."""
    assert in_town(lambda desk: unrightful(desk, rnd, 150)) == judge.Findings()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rnd=SEEDS)
def test_a_file_is_a_table_or_refused(rnd: random.Random) -> None:
    """Whatever its bytes are: never another error. The same holds for calendars."""
    for _ in range(5):
        files.read(*files.any_file(rnd))
        files.read_calendar(files.any_calendar(rnd))


@MANY
@given(rnd=SEEDS)
def test_an_update_has_the_shape_of_one_or_is_misshapen(rnd: random.Random) -> None:
    """The look at an update's shape has no other outcome, and what passes can be stored."""
    update = mutation.damaged(samples.any_update(7, rnd), rnd)
    with suppress(shape.Misshapen):
        shape.check(update)
        assert json.dumps(shape.legible(update), ensure_ascii=False).encode()


def test_every_sample_has_the_shape_that_is_checked() -> None:
    """What is not damaged passes: no update of Telegram's is turned away."""
    rnd = random.Random(1)
    for _ in range(500):
        shape.check(samples.any_update(7, rnd))


@MANY
@given(text=st.text() | SEEDS.map(mutation.text))
def test_words_and_numbers_are_read_from_anything(text: str) -> None:
    """A number that is read fits the database; data that is no button's is none."""
    words_of(text)
    number = read_number(text)
    assert number is None or 0 <= number < 2**63
    said = parse(text)
    assert said is None or said[0]


def test_halves_of_characters_are_replaced_and_nothing_else() -> None:
    """An emoji cut in the middle becomes one mark; whole ones stay."""
    cut = {"a": ["x\ud83d", {"\ude00": "👍🏽"}], "n": 1, "whole": "é"}
    assert shape.legible(cut) == {"a": ["x\ufffd", {"\ufffd": "👍🏽"}], "n": 1, "whole": "é"}
    whole = {"text": "👩‍🚀"}
    assert shape.legible(whole) is whole


@pytest.mark.parametrize(
    ("update", "field"),
    [
        ({"message": []}, "update.message"),
        ({"message": {"message_id": 1, "date": 0}}, "update.message.chat"),
        ({"callback_query": {"id": 5, "from": samples.user(1)}}, "update.callback_query.id"),
        ({"message": samples.said(1, "x")["message"] | {"text": 5}}, "update.message.text"),
        ({"message": samples.said(1, "x")["message"] | {"photo": [{}]}}, "update.message.photo"),
        ({"message": samples.said(2**63, "x")["message"]}, "update.message.chat.id"),
        (
            {"message": samples.said(1, "x")["message"]
             | {"location": {"latitude": float("nan"), "longitude": 1}}},
            "update.message.location.latitude",
        ),
        (
            {"message": samples.said(1, "x")["message"]
             | {"location": {"latitude": 1.5, "longitude": -(2**63) - 1}}},
            "update.message.location.longitude",
        ),
        ({"message": samples.said(1, "x")["message"] | {"date": None}}, "update.message.date"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_update_is_named(update: samples.Json, field: str) -> None:
    """The reason of a parked update says which field it was."""
    with pytest.raises(shape.Misshapen, match=f"^{field}"):
        shape.check(update)


def test_the_long_run_tells_its_figures_last() -> None:
    """The same inputs in a number one chooses."""
    figures = asyncio.run(run(40, seed=1))
    assert figures.findings.none
    assert "44 (10 by outsiders" in report(figures, 1.0)[0]
    assert report(figures, 1.0)[1].endswith("blocked: 0")
