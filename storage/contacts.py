"""Whom to phone in an emergency: numbers that belong to an area."""

from dataclasses import dataclass

from storage.areas import chain
from storage.database import Tx


@dataclass(frozen=True)
class Contact:
    """A post that answers the phone; `kind` is posko, polsek, puskesmas …"""

    area: str
    name: str
    kind: str
    phone: str


def along(tx: Tx, code: str) -> list[Contact]:
    """The numbers of an area and of those above it, the nearest first."""
    return [
        Contact(*row)
        for area in chain(code)
        for row in tx.all(
            "SELECT area, name, kind, phone FROM contacts WHERE area = $1 ORDER BY id", area
        )
    ]
