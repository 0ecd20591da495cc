"""The command menu of each chat: people see only what is theirs.

What is offered follows from the rights of the posts, so nothing is offered that is then refused.
The list of those at the stations is set once at the start for all; a chat gets a list of its own
only for everybody else, and only when it changes: never one call for each of 11,000 officers.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from handlers.access import STATION_ROLES, Action, may
from handlers.texts.commands import DESCRIPTIONS
from handlers.unreached import rights
from storage import outbox, registration
from storage.database import Tx
from storage.outbox import Payload
from storage.people import Post

EVERYONE = ("start", "bantuan")
OFFICERS = ("tps", "logistik", "masalah", "agenda", "cuti", "status", "menu", "bantuan")
"""What everybody at a station may; those who serve nowhere else need no list of their own."""

May = Callable[[Sequence[Post]], bool]


def _any(*actions: Action) -> May:
    return lambda posts: any(may(posts, action) for action in actions)


def _one_station(posts: Sequence[Post]) -> bool:
    """/status without a number: the own station, or those of the one own village."""
    return any(
        post.station_id is not None or (_is_village(post) and may([post], Action.SEE_AREA))
        for post in posts
    )


def _is_village(post: Post) -> bool:
    return post.store_id is None and post.area.count(".") == _DOTS_OF_A_VILLAGE


def _all(posts: Sequence[Post]) -> bool:
    return True


_DOTS_OF_A_VILLAGE = 3
_PEOPLE = _any(Action.APPROVE_PEOPLE)
NEEDS: dict[str, May] = {
    "tps": _any(Action.REPORT_STATUS),
    "logistik": _any(Action.REPORT_LOGISTICS, Action.CHECK_STORE),
    "masalah": _any(Action.REPORT_INCIDENT),
    "siaga": _any(Action.SEE_INCIDENTS),
    "piket": _any(Action.TRIAGE),
    "rekap": _any(Action.SEE_AREA),
    "belum": _any(Action.SEE_AREA),
    "cari": _any(Action.SEE_AREA),
    "kotak": _any(Action.RECEIVE_BOXES),
    "gudang": _any(Action.SEE_AREA, Action.CHECK_STORE),
    "hujan": _any(Action.TRIAGE),
    "petugas": _PEOPLE,
    "belum_terdaftar": rights.has_list,
    "ganti": _PEOPLE,
    "undang": _PEOPLE,
    "kartu": _PEOPLE,
    "cabut": _PEOPLE,
    "siaran": _any(Action.BROADCAST),
    "impor": _any(Action.MANAGE_ROSTER),
    "templat": _any(Action.MANAGE_ROSTER),
    "acara": _any(Action.MANAGE_EVENT),
    "gladi": _any(Action.MANAGE_EVENT),
    "agenda_tambah": _any(Action.MANAGE_AGENDA),
    "hubungkan": _any(Action.LINK_GROUP),
    "audit": _any(Action.SEE_AUDIT),
    "sistem": _any(Action.SEE_SYSTEM),
    "cadangkan": _any(Action.SEE_SYSTEM),
    "agenda": _all,
    "cuti": _all,
    "status": _one_station,
    "menu": _all,
    "bantuan": _all,
}
"""Every command that is offered, in the order of the lists, and who may use it."""


def words_for(posts: Iterable[Post]) -> tuple[str, ...]:
    """The commands that these posts may use: what /menu lists."""
    held = list(posts)
    return tuple(word for word, needed in NEEDS.items() if needed(held))


def list_for(posts: Iterable[Post]) -> tuple[str, ...] | None:
    """The list of the chat of somebody with these posts; None: the one of all private chats."""
    held = list(posts)
    if all(post.role in STATION_ROLES for post in held):
        return None
    return words_for(held)


def listed_for(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """The commands of these posts with what each is for."""
    return [(word, DESCRIPTIONS[word]) for word in words_for(posts)]


def refresh(tx: Tx, at: datetime, user_id: int, posts: Iterable[Post]) -> None:
    """Give the account's chat the list of these posts, unless it has it already."""
    words = list_for(posts)
    wanted = None if words is None else _mark(words)
    if registration.commands_given(tx, user_id) == wanted:
        return
    scope: Payload = {"scope": {"type": "chat", "chat_id": user_id}}
    if words is None:
        _put(tx, at, "deleteMyCommands", scope, user_id)
    else:
        _put(tx, at, "setMyCommands", scope | {"commands": _listed(words)}, user_id)
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
