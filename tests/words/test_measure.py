"""How often free words are understood: on phrases that were not tuned on, and on the field's."""

import time

import pytest

from handlers.words.understanding import understand
from tests.words.measure import TABLES, measure, phrases


@pytest.mark.parametrize("table", TABLES)
def test_the_right_kind_is_among_the_guesses(table: str) -> None:
    """Nine in ten among the first three, three in four first."""
    figures = measure(table)
    assert figures.three_share >= 0.9, figures.wrong
    assert figures.first_share >= 0.75, figures.wrong


@pytest.mark.parametrize("table", TABLES[:2])
def test_what_reports_nothing_is_mostly_left_alone(table: str) -> None:
    """Greetings, questions, denials, hopes: nine in ten bring no guess."""
    figures = measure(table)
    assert figures.no_reports >= 50
    assert figures.silent_share >= 0.9, figures.wrong


def test_there_are_enough_phrases_and_every_kind_has_some() -> None:
    """At least 300 of our own, all eleven kinds in both parts, none in both."""
    build, other = phrases(TABLES[0]), phrases(TABLES[1])
    assert len(build) + len(other) >= 300
    assert not {text for text, _ in build} & {text for text, _ in other}
    for part in (build, other):
        assert len({kind for _, kinds in part for kind in kinds}) == 12


def test_understanding_is_quick() -> None:
    """Under two milliseconds a text on average, with nothing remembered from other texts."""
    texts = [text for table in TABLES for text, _ in phrases(table)]
    understand("dulu sekali: tabel dibaca")
    started = time.process_time()
    for text in texts:
        understand(text)
    assert (time.process_time() - started) / len(texts) < 0.002
