"""Milestones and items that ship, and how many of a thing a station should have."""

from datetime import time
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.events.presets import BadEventPreset, courses, find_course, read_course
from handlers.events.quantities import BadQuantity, expected_at, read_quantity

MILESTONE = '[[milestone]]\ncode = "a"\nlabel = "A"\ngrace = 15\n'
ITEM = '[[item]]\ncode = "a"\nlabel = "A"\nlayer = "outer"\nseverity = "INFO"\n'
HEAD = 'name = "x"\nkind = "pilkada"\n'


def test_every_course_that_ships_is_sound() -> None:
    """A Pilkada and a Pemilu ship; each has the steps of the day in the order of the day."""
    assert {course.key for course in courses()} == {"pemilu", "pilkada"}
    for course in courses():
        codes = [milestone.code for milestone in course.milestones]
        assert codes == [
            "berdiri", "kotak", "lengkap", "mulai", "pemilih10", "tutup", "hitung", "selesai",
            "segel", "berangkat", "tiba",
        ]  # fmt: skip


def test_pilkada_knows_its_hours_and_thresholds() -> None:
    """The meeting is at 07.00 and late after 07.15; nobody is nudged for voters until 10.00."""
    pilkada = find_course("pilkada")
    assert pilkada is not None
    steps = {milestone.code: milestone for milestone in pilkada.milestones}
    assert (steps["mulai"].expected, steps["mulai"].late_after) == (time(7), time(7, 15))
    assert (steps["berdiri"].day_offset, steps["berdiri"].expected) == (-1, time(17))
    assert steps["hitung"].not_before == time(13)
    assert not steps["pemilih10"].nudge


def test_pilkada_counts_as_malang_did() -> None:
    """Two boxes, four booths, twelve ties, and ballots for each election with the reserve."""
    pilkada = find_course("pilkada")
    assert pilkada is not None
    wanted = {item.code: expected_at(item.expected, 557) for item in pilkada.items}
    assert (wanted["kotak"], wanted["bilik"], wanted["tinta"], wanted["kabelties"]) == (2, 4, 2, 12)
    assert wanted["suratsuara"] == wanted["suratsuara2"] == 571
    assert wanted["coblos"] is None


@pytest.mark.parametrize(
    ("formula", "voters", "pieces"),
    [
        ("2", None, 2), ("DPT", 600, 600), ("dpt + 2,5 %", 600, 615), ("DPT+2.5%", 557, 571),
        ("DPT + 2.5 persen", 40, 41), ("DPT + 10", 600, 610), ("DPT + 2.5 %", None, None),
        ("DPT + 2.5 %", 0, 0),
    ],
)  # fmt: skip
def test_quantities(formula: str, voters: int | None, pieces: int | None) -> None:
    """A number stands for itself; voters and their reserve are counted and rounded up."""
    assert expected_at(formula, voters) == pieces


@given(st.integers(0, 10_000), st.integers(0, 1000))
def test_reserve_is_exact(voters: int, permille: int) -> None:
    """The reserve is never short by a rounding error and never more than one piece too many."""
    text = f"DPT + {permille / 10:g} %"
    pieces = read_quantity(text).of(voters)
    assert pieces is not None
    assert pieces == ceil((voters * (1000 + permille)) / 1000)
    assert str(read_quantity(str(read_quantity(text)))) == str(read_quantity(text))


@pytest.mark.parametrize("formula", ["", "dua", "DPT - 5", "DPT + 2.5", "-1", "1e9", "DPT * 2"])
def test_faulty_quantity_is_refused(formula: str) -> None:
    """What is no quantity is refused, with what one looks like."""
    with pytest.raises(BadQuantity, match=r"2, DPT or DPT \+ 2,5 %"):
        read_quantity(formula)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name = ", "x: "),
        (HEAD, "needs name"),
        (HEAD + '[[milestone]]\ncode = "a"\nlabel = "A"\n' + ITEM, "'grace'"),
        (HEAD + MILESTONE + 'expected = "25.00"\n' + ITEM, "25.00"),
        (HEAD + MILESTONE + 'warna = "x"\n' + ITEM, "warna"),
        (HEAD + MILESTONE + ITEM.replace("outer", "tengah"), "layer"),
        (HEAD + MILESTONE + ITEM.replace("INFO", "BIRU"), "severity"),
        (HEAD + MILESTONE + ITEM + 'expected = "banyak"', "banyak"),
        (HEAD + MILESTONE + MILESTONE + ITEM, "same code"),
        (HEAD + MILESTONE + ITEM.replace('label = "A"\n', ""), "'label'"),
    ],
)
def test_fault_in_a_course_is_named(text: str, part: str) -> None:
    """A wrong file is refused with the place and the fault."""
    with pytest.raises(BadEventPreset) as fault:
        read_course("x", text)
    assert part in str(fault.value)
