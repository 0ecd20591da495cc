"""Whether a plan still does what its preview said: the same changes to things as they were then."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from storage.roster import (
    EndPost,
    Operation,
    PutArea,
    PutContact,
    PutPerson,
    PutStation,
    PutStore,
    Renumber,
)
from storage.roster_known import Known, KnownPost


def of(operations: Iterable[Operation], known: Known) -> str:
    """A mark of all operations with what each of them would overwrite."""
    posts: dict[int, list[KnownPost]] = {}
    for post in known.posts:
        posts.setdefault(post.person_id, []).append(post)
    owners = {post.id: post.person_id for post in known.posts}
    digest = hashlib.sha256(str(known.imported).encode())
    for operation in operations:
        digest.update(repr((operation, _before(operation, known, posts, owners))).encode())
    return digest.hexdigest()[:16]


def _before(
    operation: Operation, known: Known, posts: dict[int, list[KnownPost]], owners: dict[int, int]
) -> object:
    match operation:
        case PutArea():
            return known.areas.get(operation.code)
        case PutStation():
            return known.stations.get(f"{operation.area}-{operation.number:03d}")
        case PutStore():
            store = known.stores.get(operation.code)
            return store and (replace(store, stations=frozenset()), sorted(store.stations))
        case PutContact():
            return known.contacts.get((operation.area, operation.name))
        case PutPerson():
            who = operation.id or 0
            return known.people.get(who), posts.get(who)
        case EndPost():
            return posts.get(owners.get(operation.id, 0))
        case Renumber():
            moved = {station_id for station_id, _, _ in operation.moves}
            return [each for each in known.stations.values() if each.id in moved]
