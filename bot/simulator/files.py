"""The files that people and the bot have sent: identifiers, sizes, paths for downloading."""

import base64
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from bot.simulator.errors import bad
from bot.simulator.images import image_size

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # bytes: getFile gives bots no larger file
LINK_LIVES = 3600.0  # seconds: Telegram promises at least one hour, so the strict bot gets no more
PREFIX = {
    "photo": "AgACAgUAAx",
    "document": "BQACAgUAAx",
    "voice": "AwACAgUAAx",
    "sticker": "CAACAgUAAx",
    "video": "BAACAgUAAx",
    "audio": "CQACAgUAAx",
    "animation": "CgACAgUAAx",
    "video_note": "DQACAgUAAx",
}
FOLDER = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}


@dataclass(frozen=True)
class StoredFile:
    """One file; `kind` is the message field that carries it ("photo", "document", …)."""

    number: int
    kind: str
    name: str
    mime: str
    content: bytes

    @property
    def file_id(self) -> str:
        """What bots send again instead of the bytes."""
        return PREFIX[self.kind] + _letters(f"siaga-{self.number:08d}-{self.kind}")

    @property
    def unique_id(self) -> str:
        """The same for every bot; can't be used for sending."""
        return _letters(f"u{self.number:07d}")

    def body(self) -> Any:
        """The Bot API object: a list of sizes for photos, else Document, Voice, Sticker …"""
        plain = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            width, height = image_size(self.content) or (800, 600)
            return [{**plain, "width": width, "height": height}]
        return {**plain, **_described(self)}


def _described(file: StoredFile) -> dict[str, Any]:
    named = {"file_name": file.name, "mime_type": file.mime}
    match file.kind:
        case "sticker":
            flags = {"is_animated": False, "is_video": False}
            return {"type": "regular", "width": 512, "height": 512, "emoji": "👍", **flags}
        case "voice":
            return {"duration": 3, "mime_type": file.mime}
        case "audio":
            return {"duration": 3, **named}
        case "video_note":
            return {"duration": 3, "length": 240}
        case "video" | "animation":
            return {"duration": 3, "width": 640, "height": 480, **named}
        case _:
            return named


class FileStore:
    """All files of one simulator, kept in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}

    def add(self, kind: str, name: str, mime: str, content: bytes) -> StoredFile:
        """Keep a new file."""
        file = StoredFile(len(self._by_id) + 1, kind, name, mime, content)
        self._by_id[file.file_id] = file
        return file

    def find(self, file_id: str) -> StoredFile:
        """The file of that identifier; raises 400 if there is none."""
        found = self._by_id.get(file_id)
        if found is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        return found

    def link(self, file: StoredFile, now: float) -> str:
        """A fresh path for downloading; raises 400 for a file over 20 MB."""
        if len(file.content) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        ending = PurePosixPath(file.name).suffix or ".jpg"
        path = f"{FOLDER.get(file.kind, 'files')}/file_{file.number}{ending}"
        self._links[path] = (file, now)
        return path

    def download(self, path: str, now: float) -> bytes | None:
        """The bytes behind a path that getFile gave out within the last hour."""
        file, since = self._links.get(path, (None, 0.0))
        return file.content if file and now - since <= LINK_LIVES else None


def _letters(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
