"""The command menu of each chat: people see only what is theirs.

Everybody's list is set once at the start. A chat gets a list of its own only for lurah, camat,
coordinators and admins, and only when it changes: never one call for each of 11,000 officers.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from handlers.access import Role
from handlers.texts.commands import DESCRIPTIONS
from storage import outbox, registration
from storage.database import Tx
from storage.outbox import Payload
from storage.people import Post

EVERYONE = ("start", "bantuan")
OFFICERS = ("tps", "logistik", "masalah", "agenda", "cuti", "status", "menu", "bantuan")
_LEADING = (
    "siaga", "rekap", "belum", "cari", "gudang", "hujan", "petugas", "belum_terdaftar",
    "ganti", "undang", "kartu", "cabut",
)  # fmt: skip
_WATCHING = ("siaga", "piket", "rekap", "belum", "cari", "gudang", "hujan", "siaran")
_RUNNING = (
    "impor", "templat", "petugas", "belum_terdaftar", "undang", "kartu", "cabut", "ganti", "acara",
    "agenda_tambah", "siaran", "hubungkan", "audit", "sistem", "cadangkan",
)  # fmt: skip
LISTS = {
    "pemimpin": (*OFFICERS[:-1], *_LEADING, "bantuan"),
    "koordinator": (*_WATCHING, *OFFICERS),
    "admin": (
        "siaga",
        "rekap",
        "belum",
        "cari",
        "gudang",
        "hujan",
        *_RUNNING,
        "agenda",
        "menu",
        "bantuan",
    ),
}
_BY_ROLE = (
    (Role.ADMIN, "admin"), (Role.KOORDINATOR, "koordinator"), (Role.CAMAT, "pemimpin"),
    (Role.LURAH, "pemimpin"),
)  # fmt: skip
"""The first role of these that somebody has decides."""


def list_for(posts: Iterable[Post]) -> str | None:
    """The name of the list that these posts deserve; None: the one of all private chats."""
    held = {post.role for post in posts}
    return next((name for role, name in _BY_ROLE if role in held), None)


def listed_for(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """The commands of these posts with what each is for."""
    name = list_for(posts)
    words = OFFICERS if name is None else LISTS[name]
    return [(word, DESCRIPTIONS[word]) for word in words]


def refresh(tx: Tx, at: datetime, user_id: int, posts: Iterable[Post]) -> None:
    """Give the account's chat the list of these posts, unless it has it already."""
    name = list_for(posts)
    wanted = None if name is None else f"{name}:{_mark(LISTS[name])}"
    if registration.commands_given(tx, user_id) == wanted:
        return
    scope: Payload = {"scope": {"type": "chat", "chat_id": user_id}}
    if name is None:
        _put(tx, at, "deleteMyCommands", scope, user_id)
    else:
        _put(tx, at, "setMyCommands", scope | {"commands": _listed(LISTS[name])}, user_id)
    registration.remember_commands(tx, user_id, wanted)


def publish(tx: Tx, at: datetime) -> None:
    """Set the lists that all chats share; once at every start is enough."""
    if registration.publishing(tx):
        return
    for scope, words in (("default", EVERYONE), ("all_private_chats", OFFICERS)):
        _put(tx, at, "setMyCommands", {"commands": _listed(words), "scope": {"type": scope}}, None)


def _put(tx: Tx, at: datetime, method: str, payload: Payload, chat_id: int | None) -> None:
    outbox.put(tx, at, method, payload, chat_id=chat_id, kind="commands")


def _listed(words: Iterable[str]) -> list[dict[str, str]]:
    return [{"command": word, "description": DESCRIPTIONS[word]} for word in words]


def _mark(words: tuple[str, ...]) -> str:
    """Changes when a release changes the list, so that chats get the new one."""
    return hashlib.sha256(json.dumps(_listed(words)).encode()).hexdigest()[:8]
