"""What must hold whatever comes in: no crash, every press answered, everybody's rows their own."""

import json
from dataclasses import dataclass, field
from typing import Any

from handlers.access import Role
from storage import people as roster
from storage.database import Tx
from tests.access.desk import Desk
from tests.town import ADMIN_ID, BURING, MORNING, user_id_of

STRANGER = 777_001
NEWCOMER = 777_002
OUTSIDERS = tuple(map(user_id_of, ("Lurah Sri", "Bambang", "Kadis Rudi")))
"""A lurah and a linmas of the other district, and a head who only gets orders."""
INSIDERS = tuple(
    map(user_id_of, ("Slamet", "Rina", "Putri", "Lurah Hadi", "Camat Budi", "Yanti", "Eko", "Gito",
                     "Oki", "Polsek Arif", "BPBD Nur", "Bakesbang Umar", "Bawaslu Fitri"))
)  # fmt: skip
EVERYBODY = (STRANGER, *OUTSIDERS, *INSIDERS, ADMIN_ID)

_AWAY = "area LIKE '35.73.03%'"
_PROTECTED = {
    "areas": "TRUE", "stations": "TRUE", "stores": "TRUE", "store_stations": "TRUE",
    "contacts": "TRUE", "events": "TRUE", "milestones": "TRUE", "items": "TRUE",
    "event_stations": "TRUE", "groups": "TRUE", "agenda": "TRUE", "reminders": "TRUE",
    "broadcasts": "TRUE", "people": "TRUE", "posts": "TRUE", "account_people": "TRUE",
    "invitations": _AWAY, "access_requests": "user_id NOT IN ({own})", "reports": _AWAY,
    "current_reports": _AWAY, "incidents": _AWAY, "drafts": "user_id NOT IN ({own})",
    "incident_steps": f"incident_id IN (SELECT id FROM incidents WHERE {_AWAY})",
    "alerts": f"incident_id IN (SELECT id FROM incidents WHERE {_AWAY})",
    "evidence": "person_id NOT IN ({people})", "free_texts": "person_id NOT IN ({people})",
    "parked_updates": "settled_at IS NOT NULL", "deliveries": "TRUE",
}  # fmt: skip
"""Which rows neither strangers nor officers of another district may add, change or remove."""

BUGS = (
    "AttributeError", "TypeError", "KeyError", "IndexError", "NameError", "UnboundLocalError",
    "RecursionError", "ZeroDivisionError", "IntegrityError", "ProgrammingError", "InterfaceError",
    "AssertionError", "ValueError", "OverflowError", "UnicodeError", "UnicodeEncodeError",
    "LookupError", "OperationalError", "DataError", "Suspended",
)  # fmt: skip
"""What a parked update must not name as its reason: these are ours, not the sender's."""


@dataclass
class Findings:
    """What went wrong; empty when all is well."""

    crashes: list[str] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def add(self, more: "Findings") -> None:
        """Take another's findings over."""
        for mine, theirs in zip(self._lists(), more._lists(), strict=True):
            mine.extend(theirs)

    def _lists(self) -> tuple[list[str], ...]:
        return self.crashes, self.bugs, self.unanswered, self.changed

    @property
    def none(self) -> bool:
        return not any(self._lists())


def protected(tx: Tx) -> dict[str, set[tuple[Any, ...]]]:
    """All rows outside the rights of strangers and outsiders, as a comparable value."""
    own = ", ".join(map(str, (STRANGER, *OUTSIDERS)))
    people = f"SELECT person_id FROM account_people WHERE user_id IN ({own})"
    return {
        table: {
            tuple(row)
            for row in tx.all(f"SELECT * FROM {table} WHERE {of.format(own=own, people=people)}")
        }
        for table, of in _PROTECTED.items()
    }


def parked_after(tx: Tx, after: int) -> list[tuple[int, str, str]]:
    """Parked updates above an id: id, raw, reason."""
    rows = tx.all("SELECT id, raw, reason FROM parked_updates WHERE id > $1 ORDER BY id", after)
    return [(row["id"], row["raw"], row["reason"]) for row in rows]


def bug_in(raw: str, reason: str) -> str | None:
    """The programming error that a parked update shows; None if the update itself is to blame.

    PTB may trip over an update that Telegram can never send: then it never reached a handler.
    """
    last = reason.strip().splitlines()[-1]
    ours = "/handlers/" in reason or "/storage/" in reason
    if ours and last.split(":")[0].rpartition(".")[2] in BUGS:
        return f"{reason[-1500:]}\n--- {raw[:600]}"
    return None


def answered(tx: Tx) -> set[str]:
    """The ids of all presses that got an answer."""
    rows = tx.all("SELECT payload FROM outbox WHERE method = 'answerCallbackQuery'")
    return {json.loads(row["payload"])["callback_query_id"] for row in rows}


async def still_works(desk: Desk) -> bool:
    """A report by somebody new goes through as if nothing had been.

    Whoever was there before may have lost the post by rights, to a lurah or PPK who went wild.
    """
    await desk.run(_welcome)
    await desk.says(NEWCOMER, "mulai")
    filed = (
        "SELECT COUNT(*) FROM reports WHERE person_id IN"
        " (SELECT person_id FROM account_people WHERE user_id = $1)"
    )
    return bool(await desk.value(filed, NEWCOMER) == 1)


def _welcome(tx: Tx) -> None:
    station = tx.value("SELECT id FROM stations WHERE area = $1", BURING)
    person = roster.add_person(tx, MORNING, "Baru", "+628000000777")
    roster.add_post(
        tx, MORNING, 1, person, Role.LINMAS, BURING, station_id=station, source="roster"
    )
    roster.saw_account(tx, NEWCOMER, None, MORNING)
    roster.link(tx, NEWCOMER, person, MORNING)
