"""A city's worth of people, registered or not, straight into the tables."""

from datetime import UTC, datetime

from storage.database import Tx

NOW = datetime(2024, 11, 27, 0, 2, tzinfo=UTC)
VILLAGE = "35.73.03.1001"


def fill(
    tx: Tx, people: int, *, unregistered_every: int = 0, sharing: int = 0, accounts_from: int = 0
) -> None:
    """So many linmas of one village; the last `sharing` of them share the phone of the first.

    Person 1 has the account `accounts_from` + 1, and so on.
    """
    tx.many(
        "INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)",
        [("35.73", "Malang", "city"), ("35.73.03", "Sukun", "district"),
         (VILLAGE, "Kotalama", "village")],
    )  # fmt: skip
    numbers = range(1, people + 1)
    tx.many(
        "INSERT INTO people (id, name, created_at) VALUES ($1, $2, 0)",
        [(number, f"Orang {number}") for number in numbers],
    )
    tx.many(
        "INSERT INTO posts (event_id, person_id, role, area, agency, source, since_at)"
        " VALUES (1, $1, 'linmas', $2, 'satpolpp', 'roster', 0)",
        [(number, VILLAGE) for number in numbers],
    )
    own = [n for n in numbers if not unregistered_every or n % unregistered_every]
    tx.many(
        "INSERT INTO accounts (user_id, acting_person_id, first_seen_at, last_seen_at)"
        " VALUES ($1, $2, 0, 0)",
        [(accounts_from + number, number) for number in own],
    )
    shared = set(own[-sharing:]) if sharing else set()
    tx.many(
        "INSERT INTO account_people (user_id, person_id, linked_at) VALUES ($1, $2, 0)",
        [(accounts_from + (own[0] if n in shared else n), n) for n in own],
    )
