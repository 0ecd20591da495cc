"""Where a count of votes begins: names with numbers; what stations count and say is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.forms.votes import looks_like_votes

THINGS = ("kpps", "linmas", "kotak", "bilik", "laki", "perempuan", "pemilih", "tinta", "rt", "rw")
NAMES = ("jokowi", "prabowo", "budi", "ani", "anies", "ganjar", "joko", "susanti", "a", "b",
         "satu", "dua")  # fmt: skip


@pytest.mark.parametrize("text", [
    "jokowi 45 prabowo 67", "budi 120, ani 98", "120-98", "satu 120 dua 98", "01 menang",
    "sah 200 tidak sah 5", "nomor satu unggul", "02 unggul", "A 120 B 98", "120 budi 98 ani",
    "tps 5 budi 120 ani 98", "Hasil sementara: Budi=120, Ani=98", "no 1 dapat 120 no 2 dapat 98",
    "pak budi santoso 12, bu ani 9", "calon 1 menang", "menang 01", "suara sah 200",
])  # fmt: skip
def test_counts_are_seen(text: str) -> None:
    """Candidates by name, number or letter."""
    assert looks_like_votes(text)


@pytest.mark.parametrize("text", [
    "laki 90 perempuan 97", "kpps 7 linmas 2", "kotak 2 bilik 4", "tps 5 banjir 30 cm",
    "2-4 mulai 07.05", "mulai 1-18 20", "surat suara kurang 20 bilik 2", "jam 7 lebih 5",
    "08123456789", "0812-3456-7890", "27-11-2024", "27-11", "1-18", "07.05", "kotalama 3 mulai",
    "rt 3 rw 5", "jl mawar 5 gang melati 3 banjir", "kpsp 7 linmas 2", "12-9", "mulai 12-9",
    "tps 01 menang lomba", "27 november 2024", "slamet 08123456789 budi 08123456788",
    "9, 10 dan 11 mulai", "satu kpps pingsan", "kursi 3 meja 2",
])  # fmt: skip
def test_other_numbers_are_no_counts(text: str) -> None:
    """Things, hours, days, stations and telephones."""
    assert not looks_like_votes(text)


_counts = st.integers(0, 9999)


@given(st.lists(st.tuples(st.sampled_from(NAMES), _counts), min_size=2, max_size=4,
                unique_by=lambda pair: pair[0]), st.sampled_from([" ", ", ", "\n"]))  # fmt: skip
def test_names_with_numbers_are_refused(pairs: list[tuple[str, int]], between: str) -> None:
    """Two or more of them and nothing else."""
    assert looks_like_votes(between.join(f"{name} {count}" for name, count in pairs))


@given(st.lists(st.tuples(st.sampled_from(THINGS), _counts), min_size=1, max_size=4))
def test_things_with_numbers_are_taken(pairs: list[tuple[str, int]]) -> None:
    """What stations count is no vote, whatever the numbers."""
    assert not looks_like_votes(" ".join(f"{thing} {count}" for thing, count in pairs))
