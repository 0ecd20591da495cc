"""Many of one kind in one village within ten minutes: one alert that counts up in place.

The first three ring, those up to the ninth come without a sound, what follows in the same run goes
into the count. Nothing is dropped: each keeps its receipt, steps and clock, is listed by /siaga and
can be opened. Something graver than what has rung rings alone (`joining.RINGING`).
"""

from collections.abc import Sequence
from datetime import datetime

from handlers.buttons import Rows, button
from handlers.incidents import joining
from handlers.incidents.escalation import quiet
from handlers.incidents.filters import Filter
from handlers.incidents.joining import Told
from handlers.incidents.sight import may_see, put
from handlers.policy import Policy
from handlers.texts import bunch as texts
from handlers.texts import incident_acts as acts
from storage import areas, events
from storage import joining as store
from storage.alerts import Alert
from storage.database import Tx
from storage.incidents import Incident, Severity
from storage.joining import Bunch, Count
from storage.outbox import Priority

NEWEST = 5


def told(tx: Tx, now: datetime, incident: Incident) -> Told:
    """How a new incident is told; the first that is only counted begins a bunch of its run.

    While a bunch grows it counts every one, also those that come alone.
    """
    if incident.confidential or incident.severity is Severity.INFO:
        return Told.ALOUD
    since = now - joining.RUN
    bunch = store.current_bunch(tx, incident.event_id, incident.kind, incident.area, since)
    how = joining.told(incident.severity, *_before(tx, since, bunch, incident))
    if bunch is None and how is Told.COUNTED:
        bunch = _begun(tx, now, incident)
    if bunch is not None:
        store.put_in(tx, now, bunch.id, [incident.id])
    return how


def within(incident: Incident) -> bool:
    """Whether those who are told later are told of it in its bunch."""
    return incident.bunch_id is not None and incident.severity is not Severity.MERAH


def show(tx: Tx, now: datetime, policy: Policy, bunch_id: int) -> None:
    """Let every chat that was told of the bunch count as far as it goes now.

    It makes a sound only where nothing of the bunch has rung before.
    """
    bunch, counted = store.get_bunch(tx, bunch_id), store.count_up(tx, bunch_id)
    chats = store.bunch_chats(tx, bunch_id)
    if bunch is None or counted is None or not chats:
        return
    newest = store.newest(tx, bunch_id, NEWEST)
    text, rows = _text(tx, policy, bunch, counted, newest), _rows(bunch, newest)
    for chat_id, person_id, silent in chats:
        alert = Alert(newest[0].id, chat_id, person_id, "", silent)
        if may_see(tx, policy, newest[0], alert):
            hushed = silent or quiet(now, policy.zone, counted.gravest)
            put(tx, now, chat_id, f"bunch:{bunch_id}", text, rows if person_id else [],
                Priority.ALERT, silent=hushed)  # fmt: skip


def _before(tx: Tx, since: datetime, bunch: Bunch | None, incident: Incident) -> tuple[int, int]:
    """How many came before in this run, and how many of them at least as grave.

    MERAH rings again once its own run was ten minutes ago, however long the bunch grows.
    """
    grave = [each for each in Severity if not incident.severity.graver_than(each)]
    growing = bunch.id if bunch else None
    own = None if incident.severity is Severity.MERAH else growing
    return (
        store.count_of_run(tx, incident, list(Severity), since, growing),
        store.count_of_run(tx, incident, grave, since, own),
    )


def _begun(tx: Tx, now: datetime, incident: Incident) -> Bunch:
    since = now - joining.RUN
    recent = store.lately(tx, incident.event_id, incident.kind, incident.area, since)
    bunch = store.new_bunch(tx, now, incident.event_id, incident.kind, incident.area)
    store.put_in(tx, now, bunch.id, [each.id for each in recent if each.id != incident.id])
    return bunch


def _text(tx: Tx, policy: Policy, bunch: Bunch, counted: Count, newest: Sequence[Incident]) -> str:
    places = [(each.id, _place(tx, each)) for each in newest]
    span = (policy.local(counted.first), policy.local(counted.last))
    event = events.get(tx, newest[0].event_id)
    return texts.bunch(
        bunch.kind, areas.area(tx, bunch.area), counted, span, places,
        rehearsal=bool(event and event.rehearsal),
    )  # fmt: skip


def _place(tx: Tx, incident: Incident) -> str:
    return texts.place(*areas.station_and_store(tx, incident.station_id, incident.store_id))


def _rows(bunch: Bunch, newest: Sequence[Incident]) -> Rows:
    listed = Filter(kind=bunch.kind).words
    return [
        [button(acts.list_button(each), "inc.open", each.id) for each in newest],
        [button(texts.WATCH_ALL, "inc.all", bunch.id)],
        [button(texts.LIST, "inc.page", 0, *listed)],
    ]
