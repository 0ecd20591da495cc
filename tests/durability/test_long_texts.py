"""Long texts are cut so that Telegram takes every part and no word is lost."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.formatting import parse_html
from handlers import outgoing

words = st.text(
    st.sampled_from("ab <>&\"'é😀\n "), min_size=0, max_size=60
).map(html.escape)  # fmt: skip
lines = st.lists(
    st.tuples(st.sampled_from(["", "b", "i", "code", "blockquote"]), words), min_size=1, max_size=30
)


def marked(pairs: list[tuple[str, str]]) -> str:
    return "\n".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in pairs)


def visible(text: str) -> str:
    """The letters that people see, spaces aside: cuts happen at spaces."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"</?[a-z]+>", "", text)))


@settings(deadline=None)
@given(lines, st.integers(80, 400))
def test_parts_fit_parse_and_hold_every_letter(pairs: list[tuple[str, str]], most: int) -> None:
    """Tags and entities stay whole, formatting that spans a cut goes on."""
    text = marked(pairs)
    parts = outgoing.pieces(text, most)
    for part in parts:
        assert outgoing.units(part) <= most
        parse_html(part)  # raises for a torn tag
    assert visible("".join(parts)) == visible(text)


def test_lines_are_kept_together() -> None:
    """A list of stations is cut between stations."""
    text = "\n".join(f"TPS {number:03}: belum lapor" for number in range(400))
    for part in outgoing.pieces(text):
        assert all(re.fullmatch(r"TPS \d{3}: belum lapor", line) for line in part.split("\n"))


def test_a_short_text_stays_as_it_is() -> None:
    """Nothing is trimmed or rewritten without need."""
    assert outgoing.pieces(" <b>a</b>\n") == [" <b>a</b>\n"]


def test_a_single_message_is_cut_short_rather_than_refused() -> None:
    """A live message cannot go out in parts: 4,000 quotes escaped are 24,000 characters."""
    payload = outgoing.message("<b>" + html.escape('"' * 4000) + "</b>")
    assert outgoing.units(payload["text"]) <= outgoing.MOST_UNITS
    assert payload["text"].endswith("</b>…")


def test_toasts_are_cut_by_what_telegram_counts() -> None:
    """An emoji counts twice."""
    payload = outgoing.toast("1", "😀" * 150)
    assert outgoing.units(payload["text"]) <= outgoing.MOST_TOAST
    assert payload["text"].endswith("…")
