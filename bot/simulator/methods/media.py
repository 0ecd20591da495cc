"""Files: sending new ones and known ones, albums, and fetching what people sent."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator.calls import Call, captioned
from bot.simulator.errors import ApiError, bad, malformed
from bot.simulator.files import StoredFile
from bot.simulator.images import image_size
from bot.simulator.world import Json

UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes
PHOTO_LIMIT = 10 * 1024 * 1024
ALBUM = range(2, 11)


def _sender(kind: str) -> Callable[[Call], Json]:
    """The method that sends one file of that kind."""

    def send(call: Call) -> Json:
        chat = call.chat()
        file = _resolve(call, kind, call.get(kind))
        caption = call.caption() if kind != "sticker" else {}
        return call.post(chat, {**_as_content(file), **caption})

    return send


def _as_content(file: StoredFile) -> Json:
    body = {file.kind: file.body()}
    # Telegram repeats an animation as a document for old clients.
    return {**body, "document": file.body()} if file.kind == "animation" else body


def _resolve(call: Call, kind: str, given: str) -> StoredFile:
    """The file behind a parameter: an upload, or the file_id of one sent before."""
    if given.startswith("attach://"):
        return _uploaded(call, kind, given.removeprefix("attach://"))
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    try:
        file = call.world.files.find(given)
    except ApiError:
        raise bad("wrong file identifier/HTTP URL specified") from None
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _uploaded(call: Call, kind: str, name: str) -> StoredFile:
    upload = call.uploads.get(name)
    if upload is None:
        raise malformed(f"there is no part {name!r} in the request to attach")
    if not upload.content:
        raise malformed("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(upload.content)
    return call.world.files.add(kind, upload.name, upload.mime, upload.content)


def _check_photo(content: bytes) -> None:
    if len(content) > PHOTO_LIMIT:
        raise bad("file of size over 10 MB is too big for a photo")
    size = image_size(content)
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def send_media_group(call: Call) -> list[Json]:
    """sendMediaGroup: 2 to 10 files that appear together."""
    chat, media = call.chat(), call.get("media")
    if len(media) not in ALBUM:
        raise malformed("wrong number of media in the album: 2 to 10 are allowed")
    kinds = {each["type"] for each in media}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise malformed(f"{' and '.join(sorted(kinds))} can't be mixed in an album")
    group = {"media_group_id": str(call.world.tick + 1)}
    contents = [{**_medium(call, each), **group} for each in media]
    return [call.post(chat, content) for content in contents]


def _medium(call: Call, medium: Mapping[str, Any]) -> Json:
    return {**_as_content(_resolve(call, medium["type"], medium["media"])), **captioned(medium)}


def edit_message_media(call: Call) -> Json:
    """editMessageMedia: another file in the place of the one shown."""
    chat = call.chat()
    stored = call.message(chat, "message to edit not found")
    if stored.body["from"]["id"] != call.world.bot.id or stored.keyboard is not None:
        raise bad("message can't be edited")
    gone = dict.fromkeys(("text", "entities", "photo", "document", "video", "animation"))
    content = {**gone, **_medium(call, call.get("media")), "reply_markup": call.markup(chat)}
    call.world.edit(chat, stored, content)
    return stored.body


def get_file(call: Call) -> Json:
    """getFile: a path that works for an hour."""
    file = call.world.files.find(call.get("file_id"))
    path = call.world.files.link(file, call.world.now())
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": path,
    }


KINDS = ("photo", "document", "video", "audio", "voice", "animation", "sticker")
METHODS: Mapping[str, Callable[[Call], Any]] = {
    **{f"send{kind.title()}": _sender(kind) for kind in KINDS},
    "sendMediaGroup": send_media_group,
    "editMessageMedia": edit_message_media,
    "getFile": get_file,
}
