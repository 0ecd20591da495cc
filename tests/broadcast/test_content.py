"""What a broadcast says is what its author typed: every formatting, and nothing lost in silence."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, LinkPreviewOptions, Message, MessageEntity, PhotoSize, User

from bot.simulator.formatting import parse_html
from handlers.broadcast import content
from handlers.errors import Refused
from storage.outbox import Payload
from tests.town import Town

WHO = User(1, "Admin", is_bot=False)


def message(**fields: Any) -> Message:
    """A message as Telegram gives it."""
    at = datetime(2024, 11, 20, tzinfo=UTC)
    return Message(1, at, Chat(1, Chat.PRIVATE), from_user=WHO, **fields)


def read(**fields: Any) -> Payload:
    """The payload that repeats it."""
    return content.read(message(**fields), rehearsal=False)[1]


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("bold", {}), ("italic", {}), ("underline", {}), ("strikethrough", {}), ("spoiler", {}),
        ("code", {}), ("pre", {"language": "python"}), ("blockquote", {}),
        ("expandable_blockquote", {}), ("text_link", {"url": "https://kpu.go.id/?a=1&b=<2>"}),
        ("text_mention", {"user": User(7, "Slamet", is_bot=False)}),
        ("custom_emoji", {"custom_emoji_id": "5368324170671202286"}),
    ],
)  # fmt: skip
def test_every_formatting_is_kept(kind: str, extra: dict[str, Any]) -> None:
    """Read back from the HTML the same words carry the same entity, signs of HTML and all."""
    words = "Siap & <siaga> 👍 ya"
    entity = MessageEntity(kind, 15, 2, **extra)
    text, entities = parse_html(read(text=words, entities=(entity,))["text"])
    assert text == words
    kept = next(each for each in entities if each["type"] == kind)
    assert (kept["type"], kept["offset"], kept["length"]) == (kind, 15, 2)
    if "url" in extra:
        assert kept["url"] == extra["url"]


def test_formatting_within_formatting() -> None:
    """Bold that holds a link that holds italics."""
    entities = (
        MessageEntity("bold", 0, 10), MessageEntity("text_link", 5, 5, url="https://x.id"),
        MessageEntity("italic", 5, 2),
    )  # fmt: skip
    found = parse_html(read(text="Baca surat ini", entities=entities)["text"])[1]
    assert {(each["type"], each["offset"], each["length"]) for each in found} == {
        ("bold", 0, 10), ("text_link", 5, 5), ("italic", 5, 2),
    }  # fmt: skip


def test_how_links_and_pictures_are_shown_is_kept() -> None:
    """No preview where its author took it away; a veiled picture stays veiled, words above it."""
    options = LinkPreviewOptions(is_disabled=True)
    assert read(text="https://x.id", link_preview_options=options)["link_preview_options"] == {
        "is_disabled": True
    }
    photo = (PhotoSize("f", "u", 1, 1),)
    shown = read(photo=photo, caption="Denah", has_media_spoiler=True,
                 show_caption_above_media=True)  # fmt: skip
    assert (shown["has_spoiler"], shown["show_caption_above_media"]) == (True, True)
    assert read(photo=photo) == {"photo": "f"}


@pytest.mark.parametrize(("letters", "fits"), [("a" * 1024, True), ("👍" * 513, False)])
def test_a_long_caption_is_told_before_anything_is_sent(letters: str, fits: bool) -> None:
    """Telegram counts 1,024 UTF-16 units; who has Premium can type more than a bot may send."""
    photo = (PhotoSize("f", "u", 1, 1),)
    if fits:
        assert read(photo=photo, caption=letters)["caption"] == letters
        return
    with pytest.raises(Refused) as refused:
        read(photo=photo, caption=letters)
    assert "paling panjang 1.024 huruf" in refused.value.text


async def test_an_album_is_refused_once_and_nothing_of_it_is_sent(town: Town) -> None:
    """Three photos at once get one sentence; a single one afterwards goes on."""
    admin, hadi = town.admin, town.phone("Hadi")
    await admin.says("/siaran lurah; Kel. Kotalama")
    await admin.sees("kirim isinya")
    await admin.sends_album(b"\xff\xd8a", b"\xff\xd8b", b"\xff\xd8c", caption="Denah")
    await admin.sees("(album) tidak bisa disiarkan", "Kirim satu saja")
    await town.quiet()
    assert len([m for m in admin.messages if m.has("tidak bisa disiarkan")]) == 1
    await admin.sends_photo(caption="Denah gudang")
    await admin.sees("Begini pesannya nanti")
    await admin.sends_album(b"\xff\xd8a", b"\xff\xd8b")
    await admin.sees("(album) tidak bisa disiarkan")
    await admin.presses("Kirim")
    await hadi.sees("Denah gudang")
    await town.quiet()
    assert len([m for m in hadi.messages if m.kind == "photo"]) == 1


async def test_what_cannot_be_broadcast_is_said(town: Town) -> None:
    """A voice message, a sticker, a place: one sentence, and the question stays open."""
    admin = town.admin
    await admin.says("/siaran lurah")
    await admin.sees("kirim isinya")
    await admin.sends_voice()
    await admin.sees("teks, satu foto, atau satu dokumen")
    await admin.sends_sticker()
    await admin.sees("teks, satu foto, atau satu dokumen")
    await admin.says("Tetap siaga")
    await admin.sees("Begini pesannya nanti")


async def test_a_mistyped_command_is_neither_audience_nor_content(town: Town) -> None:
    """Nobody is sent /rekapp; the question stays open."""
    admin = town.admin
    await admin.says("/siaran")
    await admin.sees("Kepada siapa?")
    await admin.says("/rekapp")
    await admin.sees("Perintah itu tidak ada")
    await admin.says("lurah; Kel. Kotalama")
    await admin.presses("Lanjut")
    await admin.sees("kirim isinya")
    await admin.says("/rekapp")
    await admin.sees("Perintah itu tidak ada")
    await admin.says("Tetap siaga")
    await admin.sees("Begini pesannya nanti")
    assert not [m for m in admin.messages if m.by_bot and "rekapp" in m.text]


async def test_an_edit_of_what_was_previewed_is_previewed_anew(town: Town) -> None:
    """Nobody gets the former words: the Kirim below them is void."""
    admin = town.admin
    await admin.says("/siaran lurah")
    written = await admin.says("Rapat pukul 09.00")
    old = await admin.sees("Begini pesannya nanti")
    assert written is not None
    await admin.edits(written, "Rapat pukul 10.00")
    await admin.sees("Rapat pukul 10.00")
    await admin.sees("Begini pesannya nanti")
    await admin.presses("Kirim", on=old)
    await admin.sees_toast("tidak berlaku")
    await admin.presses("Kirim")
    await town.phone("Hadi").sees("Rapat pukul 10.00")
