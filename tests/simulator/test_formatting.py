"""HTML is read as Telegram reads it."""

import pytest

from bot.simulator.errors import SpecError
from bot.simulator.formatting import parse_html, to_html
from bot.simulator.wording import with_found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("5 < 7", 'Unsupported start tag "" at byte offset 2'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("é<h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", "Expected equal sign in declaration of an attribute of the tag"),
        ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    """The sentence says what is wrong and where, in bytes."""
    with pytest.raises(SpecError) as caught:
        parse_html(source)
    prefix = "Bad Request: can't parse entities: "
    assert caught.value.description.startswith(prefix + reason)


def test_offsets_count_utf16_units_after_trimming() -> None:
    """An emoji counts two; blanks around the text are gone."""
    text, entities = parse_html("  😀 <b>Kel. &lt;Jodipan&gt;</b> &amp; <code>x</code>  ")
    assert text == "😀 Kel. <Jodipan> & x"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 14},
        {"type": "code", "offset": 20, "length": 1},
    ]


def test_links_and_nesting_become_entities() -> None:
    """Tags may nest; a link to an account is a mention; an empty tag is nothing."""
    text, entities = parse_html(
        '<b>a<i>b</i></b><u></u> <a href="https://x.id/?a=1&amp;b=2">c</a> '
        '<a href="tg://user?id=7">d</a><blockquote expandable>e</blockquote>'
    )
    assert text == "ab c de"
    assert [each["type"] for each in entities] == [
        "bold",
        "italic",
        "text_link",
        "text_mention",
        "expandable_blockquote",
    ]
    assert entities[2]["url"] == "https://x.id/?a=1&b=2"


def test_commands_addresses_and_numbers_are_found() -> None:
    """As in what people type, except inside code."""
    text = "/tps@SiagaTpsBot lihat https://kpu.go.id/x. Telp +62 800-1111-2222 #siaga @budi_s"
    found = {each["type"] for each in with_found(text, [])}
    assert found == {"bot_command", "url", "phone_number", "hashtag", "mention"}
    code = [{"type": "code", "offset": 0, "length": 200}]
    assert with_found(text, code) == code


def test_the_page_gets_safe_html() -> None:
    """What people write is escaped, whatever stands around it."""
    text, entities = parse_html("<b>x &lt;script&gt;</b> <a href='https://x.id/\"'>y</a>")
    assert to_html(text, entities) == (
        "<b>x &lt;script&gt;</b> "
        '<a href="https://x.id/&quot;" target="_blank" rel="noreferrer">y</a>'
    )
