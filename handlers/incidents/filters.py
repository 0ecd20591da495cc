"""Narrowing /siaga down: by severity, by kind, to what is one's own task. Pure.

A filter travels in buttons as three words, '-' where it does not narrow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import of_agency
from handlers.words.guessing import guesses
from storage.incidents import Incident, Severity
from storage.people import PersonId, Post

ANY = "-"
MINE = "m"
MINE_WORDS = frozenset({"saya", "tugas", "milik"})


@dataclass(frozen=True)
class Filter:
    """What is left over; None does not narrow."""

    severity: Severity | None = None
    kind: str | None = None
    mine: bool = False

    @property
    def words(self) -> tuple[str, str, str]:
        """As arguments of a button."""
        return self.severity or ANY, self.kind or ANY, MINE if self.mine else ANY

    @property
    def narrows(self) -> bool:
        return self != Filter()

    def keep(
        self, found: Iterable[Incident], person_id: PersonId, posts: Sequence[Post]
    ) -> list[Incident]:
        """The incidents that are left, in their order."""
        return [
            each
            for each in found
            if self.severity in (None, each.severity)
            and self.kind in (None, each.kind)
            and (not self.mine or is_mine(each, person_id, posts))
        ]


def is_mine(incident: Incident, person_id: PersonId, posts: Sequence[Post]) -> bool:
    """Held by the person, or asked of the person or the own agency."""
    agency = incident.assigned_agency
    return person_id in (incident.holder_id, incident.assigned_to) or (
        agency is not None and any(map(of_agency(agency), posts))
    )


def of_words(words: Sequence[str]) -> Filter | None:
    """The filter of a button's arguments; None if no button of ours says so."""
    severity, kind, mine = [*words, ANY, ANY, ANY][:3]
    if severity != ANY and severity not in list(Severity):
        return None
    if (kind != ANY and kind not in KINDS) or mine not in (ANY, MINE):
        return None
    return Filter(
        None if severity == ANY else Severity(severity), None if kind == ANY else kind,
        mine == MINE,
    )  # fmt: skip


def typed(words: Sequence[str]) -> Filter:
    """`/siaga merah`, `/siaga banjir`, `/siaga saya`: what is not understood does not narrow."""
    severity = next((each for each in Severity if each.lower() in map(str.lower, words)), None)
    mine = bool(MINE_WORDS.intersection(map(str.lower, words)))
    rest = [w for w in words if w.lower() not in MINE_WORDS and w.upper() not in list(Severity)]
    kinds = guesses(" ".join(rest))
    return Filter(severity, kinds[0].kind.code if kinds else None, mine)
