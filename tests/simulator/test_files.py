"""Files: uploads, identifiers, downloads and their limits."""

import json

from bot.simulator import Phone
from bot.simulator.images import SAMPLE_JPEG, image_size
from bot.simulator.spec import pinned
from tests.simulator.client import Bot, HandClock

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20"


async def test_a_photo_from_a_person_can_be_fetched_for_an_hour(
    bot: Bot, slamet: Phone, clock: HandClock
) -> None:
    """getFile gives a path, the path gives the bytes, later it is 404."""
    await slamet.sends_photo(SAMPLE_JPEG)
    size = (await bot.updates())[0]["message"]["photo"][-1]
    assert (size["width"], size["height"]) == image_size(SAMPLE_JPEG)
    file = (await bot.call("getFile", file_id=size["file_id"])).result
    pinned().conforms(file, "File")
    address = f"{bot.url}/file/bot1:TEST/{file['file_path']}"
    async with bot.session.get(address) as answer:
        assert await answer.read() == SAMPLE_JPEG
    clock.passes(3601)
    async with bot.session.get(address) as answer:
        assert answer.status == 404
    async with bot.session.get(address.replace("TEST", "WRONG")) as answer:
        assert answer.status == 401


async def test_files_over_20_megabytes_can_not_be_fetched(bot: Bot, slamet: Phone) -> None:
    """The person can send it, the bot can't have it."""
    await slamet.sends_file("besar.xlsx", bytes(20 * 1024 * 1024 + 1))
    document = (await bot.updates())[0]["message"]["document"]
    assert (await bot.call("getFile", file_id=document["file_id"])).reason == "file is too big"


async def test_an_uploaded_file_can_be_sent_again_by_its_id(bot: Bot, slamet: Phone) -> None:
    """The id works for the same kind only."""
    to = {"chat_id": str(slamet.user_id)}
    sent = await bot.form("sendDocument", {"document": b"isi"}, **to, caption="<b>x</b>")
    file_id = sent.result["document"]["file_id"]
    again = await bot.call("sendDocument", chat_id=slamet.user_id, document=file_id)
    assert again.result["document"]["file_id"] == file_id
    wrong = await bot.call("sendPhoto", chat_id=slamet.user_id, photo=file_id)
    assert wrong.reason == "can't use file of type Document as Photo"
    unknown = await bot.call("sendPhoto", chat_id=slamet.user_id, photo="AgACxx")
    assert unknown.reason == "wrong file identifier/HTTP URL specified"


async def test_only_pictures_are_photos(bot: Bot, slamet: Phone) -> None:
    """Anything else fails as Telegram's converter does; an empty file is none."""
    to = {"chat_id": str(slamet.user_id)}
    assert (await bot.form("sendPhoto", {"photo": PNG}, **to)).result["photo"][-1]["height"] == 32
    text = await bot.form("sendPhoto", {"photo": b"bukan gambar"}, **to)
    assert text.reason == "IMAGE_PROCESS_FAILED"
    assert (await bot.form("sendPhoto", {"photo": b""}, **to)).reason == "file must be non-empty"


async def test_a_caption_has_at_most_1024_characters(bot: Bot, slamet: Phone) -> None:
    """Counted without the formatting."""
    to = {"chat_id": str(slamet.user_id), "parse_mode": "HTML"}
    fits = await bot.form("sendPhoto", {"photo": PNG}, **to, caption=f"<b>{'x' * 1024}</b>")
    assert len(fits.result["caption"]) == 1024
    long = await bot.form("sendPhoto", {"photo": PNG}, **to, caption="x" * 1025)
    assert long.reason == "message caption is too long"
    number = str(fits.result["message_id"])
    edited = await bot.form("editMessageCaption", None, **to, message_id=number, caption="baru")
    assert edited.result["caption"] == "baru"
    text = await bot.form("editMessageText", None, **to, message_id=number, text="baru")
    assert text.reason == "there is no text in the message to edit"


async def test_an_album_goes_out_together(bot: Bot, slamet: Phone) -> None:
    """Uploads are named by attach://; one photo alone is no album."""
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("a", "b")]
    to = {"chat_id": str(slamet.user_id)}
    files = {"a": PNG, "b": SAMPLE_JPEG}
    sent = (await bot.form("sendMediaGroup", files, **to, media=json.dumps(media))).result
    assert len({each["media_group_id"] for each in sent}) == 1
    assert [each.kind for each in slamet.messages[-2:]] == ["photo", "photo"]
    alone = await bot.form("sendMediaGroup", files, **to, media=json.dumps(media[:1]))
    assert alone.status == 400
    lost = await bot.form("sendMediaGroup", {"a": PNG}, **to, media=json.dumps(media))
    assert lost.reason == "there is no part 'b' in the request to attach"


async def test_a_picture_can_be_replaced_in_place(bot: Bot, slamet: Phone) -> None:
    """editMessageMedia with an upload."""
    to = {"chat_id": str(slamet.user_id)}
    sent = (await bot.form("sendPhoto", {"photo": PNG}, **to, caption="rekap")).result
    media = json.dumps({"type": "photo", "media": "attach://baru", "caption": "rekap 10.00"})
    where = {**to, "message_id": str(sent["message_id"]), "media": media}
    edited = (await bot.form("editMessageMedia", {"baru": SAMPLE_JPEG}, **where)).result
    assert edited["caption"] == "rekap 10.00"
    assert edited["photo"][-1]["file_id"] != sent["photo"][-1]["file_id"]
