"""What is read from free words: kinds with reasons, denials, questions, places, hours, items."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.details import Shortage
from handlers.words.guessing import best_guesses, clear_kind, guesses, says_nothing
from handlers.words.spelling import plain_words
from handlers.words.understanding import understand


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("bnjr", "banjir"), ("bnjir", "banjir"), ("banjirrr", "banjir"), ("kebanjiran", "banjir"),
        ("banyune", "air"), ("mlebu", "masuk"), ("durung", "belum"), ("krg", "kurang"),
        ("memukul", "pukul"), ("dipukuli", "pukul"), ("nabrak", "tabrak"), ("sinyl", "sinyal"),
        ("logisitk", "logistik"), ("pingsn", "pingsan"), ("ngasih", "beri"),
    ],
)  # fmt: skip
def test_a_word_is_known_in_its_many_forms(typed: str, plain: str) -> None:
    """Short forms, affixes, Javanese, doubled letters, slips."""
    assert plain_words(typed) == (plain,)


@pytest.mark.parametrize("word", ["apa", "bahwa", "selamat", "setelah", "mudah", "sukun", "kabar"])
def test_common_words_are_not_taken_for_slips(word: str) -> None:
    """They stand one letter from words that mean something here."""
    assert plain_words(word) == (word,)


@pytest.mark.parametrize(
    "text",
    [
        "tidak banjir", "ora banjir", "gak ono banjir", "tidak ada ribut atau berkelahi",
        "surat suara tidak kurang", "banjir sudah surut", "listrik wis murup",
        "kapan banjir surut?", "kalau banjir lapor ke siapa", "nek udan piye", "semoga tidak ricuh",
        "aman terkendali", "logistik aman", "apakah surat suara kurang?", "TPS 3 banjir?",
        "antisipasi banjir", "belum mulai", "kapan logistik datang", "assalamualaikum", "",
        "?", "...",
    ],
)  # fmt: skip
def test_what_is_denied_asked_feared_or_over_is_no_report(text: str) -> None:
    """Nothing is guessed."""
    assert best_guesses(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tidak ada sinyal", "listrik"), ("surat suara belum datang", "logistik"),
        ("kotak suara aman tapi tenda roboh", "bencana"), ("tidak boleh nyoblos", "hakpilih"),
        ("surat suara kurang 10 kapan dikirim?", "logistik"), ("ss krg gmn ini pak?", "logistik"),
        ("tps tidak aman", "keamanan"), ("tenda e rubuh", "bencana"),
        ("kok kotak suara belum datang?", "logistik"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_heard_beside_denials_and_questions(text: str, kind: str) -> None:
    """A denial may be the report itself; a complaint may sound like a question."""
    assert best_guesses(text)[0].kind.code == kind


def test_a_guess_names_the_words_it_rests_on() -> None:
    """As they were typed."""
    first = best_guesses("banyu mlebu gudang pak")[0]
    assert (first.kind.code, first.cause) == ("bencana", "banjir")
    assert "banyu mlebu" in first.because


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("pohon tumbang di halaman TPS", "pohon"), ("pohon roboh di depan TPS", "pohon"),
        ("pohon tumbang menutup jalan ke TPS", "pohon"),
        ("jalan ke TPS tertutup pohon tumbang", "pohon"),
        ("pohon besar tumbang di jalan depan balai", "pohon"),
        ("pohon melintang di jalan menuju TPS", "pohon"),
        ("pohon tumbang menimpa tenda TPS", "roboh"), ("pohon tumbang kena TPS", "roboh"),
        ("atap TPS roboh tertimpa pohon", "roboh"), ("TPS roboh", "roboh"),
        ("jalan ke TPS putus", "gempa"),
    ],
)  # fmt: skip
def test_a_tree_that_fell_is_graver_only_for_what_it_hit(text: str, cause: str) -> None:
    """The station it fell beside, and the road it blocks, did not collapse."""
    first = best_guesses(text)[0]
    assert (first.kind.code, first.cause) == ("bencana", cause)


def test_something_confidential_is_never_left_out_nor_decided() -> None:
    """It is offered among the three, and an open kind is not filed for it."""
    text = "ricuh berkelahi listrik padam surat suara kurang gara-gara bagi amplop"
    assert any(guess.kind.confidential for guess in best_guesses(text))
    assert clear_kind(text) is None
    assert clear_kind("ketua kpps pingsan setelah terima uang") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("banjir di tps 12", 12), ("TPS012 banjir", 12), ("tps no 7 mati lampu", 7),
        ("tps 3 dan 4 banjir", None), ("16 TPS terendam", None), ("tps kami banjir", None),
        ("tps 3 banjir, tps 5 juga", None), ("tps 1234 banjir", None),
    ],
)  # fmt: skip
def test_the_station_that_is_named(text: str, number: int | None) -> None:
    """One number after TPS; several leave it open."""
    assert understand(text).station == number


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("listrik padam sejak jam 9.15", time(9, 15)), ("lampu mati jam 5 sore", time(17)),
        ("banjir mulai pukul 04:30", time(4, 30)), ("oglangan ket jm stgh 8", time(7, 30)),
        ("kotak belum datang padahal sudah jam 8", None), ("banjir", None),
        ("nanti jam 9 ada demo", None),
    ],
)  # fmt: skip
def test_since_when(text: str, at: time | None) -> None:
    """The hour it began, not the hour it is."""
    assert understand(text).at == at


@pytest.mark.parametrize(
    ("text", "shortage"),
    [
        ("kurang 2 bilik", Shortage("bilik", "kurang", 2)),
        ("bilik kurang 2 di tps 5", Shortage("bilik", "kurang", 2)),
        ("kotak suara basah 3", Shortage("kotak", "basah", 3)),
        ("ss krg 75 lbr", Shortage("suratsuara", "kurang", 75)),
        ("bilik cuma 3 harusnya 4", Shortage("bilik", "kurang", 1)),
        ("tinta tidak kurang 2", None), ("bilik kurang", None), ("tps 5 kotak rusak", None),
    ],
)  # fmt: skip
def test_item_problem_and_number(text: str, shortage: Shortage | None) -> None:
    """Only where all three are said."""
    assert understand(text).shortage == shortage


def test_words_that_say_nothing() -> None:
    """`masalah nihil` needs no form."""
    assert says_nothing("tidak ada")
    assert says_nothing("nihil pak")
    assert not says_nothing("ada yang aneh")


@given(st.text(max_size=300))
def test_any_text_is_understood_without_an_error(text: str) -> None:
    """Whatever somebody sends: at most three guesses, the likeliest first, the same every time."""
    first = understand(text)
    assert len(first.guesses) <= 3
    scores = [guess.score for guess in first.guesses]
    assert scores == sorted(scores, reverse=True)
    assert understand(text) == first
    assert all(guess.score > 0 for guess in guesses(text))
