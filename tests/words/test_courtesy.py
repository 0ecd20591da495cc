"""Politeness is no report, and a report that begins politely is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.courtesy import Courtesy, courtesy
from handlers.words.understanding import understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("terima kasih", Courtesy.THANKS), ("Terima kasih pak 🙏", Courtesy.THANKS),
        ("makasih pak", Courtesy.THANKS), ("matur nuwun nggih", Courtesy.THANKS),
        ("siap", Courtesy.ACK), ("Siap ndan", Courtesy.ACK), ("siaaap!", Courtesy.ACK),
        ("ok", Courtesy.ACK), ("OKEEE", Courtesy.ACK), ("👍", Courtesy.ACK), ("👍🏽", Courtesy.ACK),
        ("🙏🙏", Courtesy.ACK), ("baik", Courtesy.ACK), ("baik bu, terima kasih", Courtesy.THANKS),
        ("noted", Courtesy.ACK), ("nggih pak", Courtesy.ACK),
        ("assalamualaikum", Courtesy.SALAM), ("Assalamu'alaikum wr. wb.", Courtesy.SALAM),
        ("test", Courtesy.TEST), ("tes tes", Courtesy.TEST), ("halo, tes", Courtesy.TEST),
        ("selamat pagi", Courtesy.GREETING), ("Selamat pagi bapak/ibu semua", Courtesy.GREETING),
        ("selamat bertugas", Courtesy.GREETING),
    ],
)  # fmt: skip
def test_politeness(text: str, kind: Courtesy) -> None:
    """Thanks, agreement, greetings and tests, as people type them."""
    assert courtesy(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "selamat pagi, TPS 012 kebanjiran",
        "siap, logistik belum datang",
        "ok tapi listrik mati",
        "terima kotak 2",
        "baik ini surat suara kurang",
        "tolong",
        "terima kasih, kapan dikirim?",
        "pak bu",
        "semua",
        "",
        "12",
        "tes listrik mati",
        "ok 👎",
        "siap mulai",
        "😭",
        "🔥",
        "🆘",
        "test?",
        "kasih uang",
        "ada yang kasih amplop",
        "baik baik saja tapi hujan",
    ],
)
def test_what_says_more_is_no_politeness(text: str) -> None:
    """One word beside it that is not polite, a question, a cry: it is looked at as before."""
    assert courtesy(text) is None


@given(st.sampled_from(["terima kasih", "siap", "selamat pagi", "assalamualaikum", "baik pak"]),
       st.sampled_from(["banjir di TPS", "ada keributan", "listrik padam", "kotak belum datang"]),
       st.sampled_from([", ", " ", ". ", "\n"]))  # fmt: skip
def test_a_polite_report_is_a_report(polite: str, said: str, between: str) -> None:
    """Whatever politeness stands before or behind, the report is understood."""
    for text in (f"{polite}{between}{said}", f"{said}{between}{polite}"):
        assert courtesy(text) is None
        assert understand(text).guesses


@given(st.text(max_size=100))
def test_any_text_is_taken(text: str) -> None:
    """No text breaks it."""
    assert courtesy(text) in (None, *Courtesy)
