"""Who a thing is for: roles × areas × agencies, asked of rows and of a person's posts alike.

An empty list means "whoever"; within a list any match will do; all lists must match on one and
the same post. A broadcast may also be for the people of a list, or for the reporters and deputies
of the stations that have not reported something.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from storage.areas import covers, within
from storage.database import Tx
from storage.people import Post


@dataclass(frozen=True)
class Audience:
    """Role codes, area codes (each with all that lies in it), agency codes, ids of people.

    `lacking` is a milestone: only reporters and deputies of stations that have reported neither
    it nor a later one, as it stands whenever it is asked. Entries of the calendar never have it.
    """

    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    lacking: str | None = None

    @classmethod
    def from_json(cls, text: str) -> Self:
        kept: dict[str, Any] = json.loads(text)
        return cls(
            tuple(kept.get("roles", ())), tuple(kept.get("areas", ())),
            tuple(kept.get("agencies", ())), tuple(kept.get("people", ())), kept.get("lacking"),
        )  # fmt: skip

    def to_json(self) -> str:
        kept: dict[str, Any] = {
            "roles": self.roles, "areas": self.areas, "agencies": self.agencies,
        }  # fmt: skip
        if self.people:
            kept["people"] = self.people
        if self.lacking:
            kept["lacking"] = self.lacking
        return json.dumps(kept, ensure_ascii=False)

    def includes(self, posts: Iterable[Post]) -> bool:
        """Whether somebody with these posts is meant, as far as posts alone can tell."""
        return any(self._includes(post) for post in posts)

    def _includes(self, post: Post) -> bool:
        return (
            (not self.roles or post.role in self.roles)
            and (not self.areas or any(covers(area, post.area) for area in self.areas))
            and (not self.agencies or post.agency in self.agencies)
            and (not self.people or post.person_id in self.people)
        )


@dataclass(frozen=True)
class Reach:
    """How many people an audience has, and how many of them the bot can reach now.

    `blocked` have an account but blocked the bot; the others never registered.
    """

    people: int
    reachable: int
    blocked: int = 0

    @property
    def unregistered(self) -> int:
        return self.people - self.reachable - self.blocked


@dataclass(frozen=True)
class Member:
    """Somebody of an audience; `area` and `number` name the station, None for other posts."""

    person_id: int
    name: str
    phone: str | None
    area: str | None
    number: int | None


LINKED = "EXISTS (SELECT 1 FROM account_people l WHERE l.person_id = p.id AND l.ended_at IS NULL)"
"""SQL: the person p has registered."""
REACHABLE = (
    "EXISTS (SELECT 1 FROM account_people l JOIN accounts a ON a.user_id = l.user_id"
    " WHERE l.person_id = p.id AND l.ended_at IS NULL AND a.blocked_at IS NULL)"
)
"""SQL: the person p has a Telegram account that did not block the bot."""
_LACKING = (
    "t.seat IN (1, 2) AND t.role <> 'ptps' AND t.station_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM event_stations o WHERE o.event_id = t.event_id"
    " AND o.station_id = t.station_id) AND NOT EXISTS (SELECT 1 FROM current_reports c"
    " JOIN milestones m ON m.event_id = c.event_id AND m.code = c.topic"
    " WHERE c.event_id = t.event_id AND c.station_id = t.station_id AND m.position >="
    " (SELECT n.position FROM milestones n WHERE n.event_id = t.event_id AND n.code = {}))"
)
"""SQL: the post t is to report for a station of the normal course that has not got so far."""


def meant(audience: Audience, first: int) -> tuple[str, list[Any]]:
    """SQL that is true where the post `t` is meant, and its parameters from $`first` on."""
    clauses: list[str] = []
    values: list[Any] = []

    def slot(value: str | int) -> str:
        values.append(value)
        return f"${first + len(values) - 1}"

    if audience.roles:
        clauses.append(f"t.role IN ({', '.join(slot(role) for role in audience.roles)})")
    if audience.areas:
        inside = " OR ".join(within("t.area", slot(area)) for area in audience.areas)
        clauses.append(f"({inside})")
    if audience.agencies:
        clauses.append(f"t.agency IN ({', '.join(slot(each) for each in audience.agencies)})")
    if audience.people:
        clauses.append(f"t.person_id IN ({', '.join(slot(each) for each in audience.people)})")
    if audience.lacking:
        clauses.append(_LACKING.format(slot(audience.lacking)))
    return " AND ".join(clauses) or "TRUE", values


def reach(tx: Tx, event_id: int, audience: Audience) -> Reach:
    """Count an audience; somebody with several posts counts once."""
    where, values = meant(audience, first=2)
    row = tx.one(
        "SELECT COUNT(*) AS people,"
        f" COALESCE(SUM(CASE WHEN {REACHABLE} THEN 1 ELSE 0 END), 0) AS reachable,"
        f" COALESCE(SUM(CASE WHEN {LINKED} THEN 1 ELSE 0 END), 0) AS linked FROM people p"
        " WHERE p.erased_at IS NULL AND p.id IN (SELECT t.person_id FROM posts t"
        f" WHERE t.event_id = $1 AND t.ended_at IS NULL AND {where})",
        event_id, *values,
    )  # fmt: skip
    assert row is not None
    return Reach(row["people"], row["reachable"], row["linked"] - row["reachable"])


def members(tx: Tx, event_id: int, audience: Audience) -> list[Member]:
    """Everybody of an audience, once for each station they serve at."""
    where, values = meant(audience, first=2)
    rows = tx.all(
        "SELECT DISTINCT p.id, p.name, p.phone, s.area, s.number FROM posts t"
        " JOIN people p ON p.id = t.person_id LEFT JOIN stations s ON s.id = t.station_id"
        f" WHERE t.event_id = $1 AND t.ended_at IS NULL AND p.erased_at IS NULL AND {where}"
        " ORDER BY p.id",
        event_id, *values,
    )  # fmt: skip
    return [Member(*row) for row in rows]


def agencies(tx: Tx, event_id: int) -> list[str]:
    """Every agency that somebody with a post belongs to."""
    rows = tx.all(
        "SELECT DISTINCT agency FROM posts WHERE event_id = $1 AND ended_at IS NULL"
        " AND agency IS NOT NULL ORDER BY agency",
        event_id,
    )
    return [row["agency"] for row in rows]


def chats(tx: Tx, event_id: int, audience: Audience) -> list[int]:
    """The private chats of a small audience, such as the admins."""
    where, values = meant(audience, first=2)
    rows = tx.all(
        "SELECT DISTINCT a.user_id FROM posts t JOIN account_people l ON l.person_id = t.person_id"
        " JOIN accounts a ON a.user_id = l.user_id WHERE t.event_id = $1 AND t.ended_at IS NULL"
        f" AND l.ended_at IS NULL AND a.blocked_at IS NULL AND {where} ORDER BY a.user_id",
        event_id, *values,
    )  # fmt: skip
    return [row["user_id"] for row in rows]
