"""Telegram accounts for everybody who has registered this morning."""

from collections.abc import Mapping
from datetime import datetime

from bot.city.morning.plan import Morning
from bot.city.personas import cast
from bot.city.roster import Roster
from bot.simulator import Simulator
from storage import people
from storage.database import Tx

FIRST_ACCOUNT = 920_000_001


def accounts(roster: Roster, morning: Morning) -> dict[str, int]:
    """Account by phone of everybody registered; the demo's cast keeps the accounts it has."""
    known = {each.officer.phone: each.user_id for each in cast(roster)}
    return {
        officer.phone: known.get(officer.phone, FIRST_ACCOUNT + number)
        for number, officer in enumerate(roster.everybody)
        if officer.phone in morning.registered
    }


def register(tx: Tx, now: datetime, account_of: Mapping[str, int]) -> None:
    """Link each account with the person of that phone, as a shared contact would have done."""
    rows = tx.all("SELECT id, phone FROM people WHERE phone IS NOT NULL")
    person_of = {row["phone"]: row["id"] for row in rows}
    for phone, account in account_of.items():
        people.saw_account(tx, account, None, now)
        people.link(tx, account, person_of[phone], now)


def move_in(simulator: Simulator, roster: Roster, account_of: Mapping[str, int]) -> None:
    """Give everybody registered a phone on which the bot's chat is open."""
    for officer in roster.everybody:
        if officer.phone in account_of:
            phone = simulator.phone(officer.name, officer.phone, account_of[officer.phone])
            simulator.world.chats[phone.user_id].started = True
