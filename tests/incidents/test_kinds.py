"""What people write, and which kind it is: clear ones are filed, doubtful ones are asked."""

import pytest

from handlers.forms.incident import read_line
from handlers.incidents.kinds import KINDS, proposed_severity
from handlers.texts.common import AGENCY_NAMES
from handlers.texts.incident_kinds import CAUSE_LABELS, KIND_LABELS
from handlers.words.guessing import cause_of, clear_kind
from storage.incidents import Severity


def test_the_eleven_kinds_are_there_with_their_labels() -> None:
    """Eleven; two are confidential."""
    assert list(KINDS) == list(KIND_LABELS)
    assert len(KINDS) == 11
    assert {code for code, kind in KINDS.items() if kind.confidential} == {
        "netralitas", "politikuang",
    }  # fmt: skip


def test_every_cause_has_a_label_and_every_agency_a_name() -> None:
    """Nothing a person reads is a code."""
    for kind in KINDS.values():
        assert kind.causes.keys() <= CAUSE_LABELS.keys()
        assert set(kind.agencies) <= AGENCY_NAMES.keys()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("banjir air masuk TPS", "bencana"),
        ("bnjir masuk tps", "bencana"),
        ("Banjirr di depan TPS", "bencana"),
        ("surat suara kurang 75 lembar", "logistik"),
        ("listrik padam satu kampung", "listrik"),
        ("mati lampu", "listrik"),
        ("tenda roboh kena angin", "bencana"),
        ("ada orang berkelahi di depan TPS", "keamanan"),
        ("serangan fajar di RW 3", "politikuang"),
        ("ketua kpps pingsan", "kesehatan"),
        ("antrean panjang sekali", "prosedur"),
        ("hoaks beredar soal TPS pindah", "sara"),
        ("pemilih tidak terdaftar marah", "hakpilih"),
        ("ada yang aneh", None),
    ],
)
def test_a_clear_text_names_its_kind(text: str, kind: str | None) -> None:
    """The one kind a text speaks of, or None where it must be asked."""
    found = clear_kind(text)
    assert (found.code if found else None) == kind


def test_what_sounds_confidential_is_never_filed_openly_by_itself() -> None:
    """A brawl about envelopes may be politik uang: it is asked, not shown to the area."""
    assert clear_kind("ricuh gara-gara bagi uang") is None
    assert clear_kind("ribut soal amplop") is None


@pytest.mark.parametrize(
    ("kind", "text", "severity"),
    [
        ("bencana", "banjir", Severity.MERAH),
        ("bencana", "hujan deras", Severity.ORANYE),
        ("logistik", "surat suara kurang", Severity.ORANYE),
        ("logistik", "pulpen habis", Severity.INFO),
        ("logistik", "kotak hilang", Severity.MERAH),
        ("listrik", "sinyal jelek", Severity.KUNING),
        ("lainnya", "kucing", Severity.KUNING),
    ],
)
def test_the_proposed_severity_follows_the_cause(kind: str, text: str, severity: Severity) -> None:
    """Boxes, ballots, seals short are ORANYE; pens are for the digest."""
    assert proposed_severity(KINDS[kind], cause_of(KINDS[kind], text)) is severity


def test_a_line_about_health_keeps_no_words() -> None:
    """Only the button's word is kept of an illness."""
    assert read_line("petugas pingsan karena diabetes") == {
        "kind": "kesehatan", "health": "pingsan",
    }  # fmt: skip


def test_a_doubtful_line_keeps_its_words() -> None:
    """The kind is asked, nothing typed is asked again."""
    assert read_line("ada yang aneh") == {"what": "ada yang aneh"}
