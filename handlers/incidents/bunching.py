"""Ten of one kind in one village within ten minutes: one alert that counts up in place.

Nothing is dropped: each keeps its receipt, steps and clock, is listed by /siaga and can be opened.
Something graver than all before comes alone.
"""

from collections.abc import Sequence
from datetime import datetime

from handlers.buttons import Rows, button
from handlers.incidents import joining
from handlers.incidents.escalation import quiet
from handlers.incidents.filters import Filter
from handlers.incidents.sight import may_see, put
from handlers.policy import Policy
from handlers.texts import bunch as texts
from storage import areas
from storage import joining as store
from storage.alerts import Alert
from storage.database import Tx
from storage.incidents import Incident, Severity
from storage.joining import Bunch, Count
from storage.outbox import Priority

NEWEST = 5


def bunch_of(tx: Tx, now: datetime, incident: Incident) -> int | None:
    """The bunch that a new incident is told in; None: it is told alone."""
    if incident.confidential or incident.severity is Severity.INFO:
        return None
    bunch = _growing(tx, now, incident) or _begun(tx, now, incident)
    if bunch is None:
        return None
    before = store.count_up(tx, bunch.id)
    store.put_in(tx, now, bunch.id, [incident.id])
    order = list(Severity)
    graver = before and order.index(incident.severity) < order.index(before.gravest)
    return None if graver else bunch.id


def show(tx: Tx, now: datetime, policy: Policy, bunch_id: int) -> None:
    """Let every chat that was told of the bunch count as far as it goes now."""
    bunch, counted = store.get_bunch(tx, bunch_id), store.count_up(tx, bunch_id)
    chats = store.bunch_chats(tx, bunch_id)
    if bunch is None or counted is None or not chats:
        return
    newest = store.newest(tx, bunch_id, NEWEST)
    text = _text(tx, policy, bunch, counted, newest)
    for chat_id, person_id, silent in chats:
        alert = Alert(newest[0].id, chat_id, person_id, "", silent)
        if may_see(tx, policy, newest[0], alert):
            hushed = silent or quiet(now, policy.zone, counted.gravest)
            put(tx, now, chat_id, f"bunch:{bunch_id}", text,
                _rows(bunch) if person_id else [], Priority.ALERT, silent=hushed)  # fmt: skip


def _growing(tx: Tx, now: datetime, incident: Incident) -> Bunch | None:
    since = now - joining.MANY_WITHIN
    return store.current_bunch(tx, incident.event_id, incident.kind, incident.area, since)


def _begun(tx: Tx, now: datetime, incident: Incident) -> Bunch | None:
    since = now - joining.MANY_WITHIN
    recent = store.lately(tx, incident.event_id, incident.kind, incident.area, since)
    if not joining.many((each.created_at for each in recent), now):
        return None
    bunch = store.new_bunch(tx, now, incident.event_id, incident.kind, incident.area)
    store.put_in(tx, now, bunch.id, [each.id for each in recent if each.id != incident.id])
    return bunch


def _text(tx: Tx, policy: Policy, bunch: Bunch, counted: Count, newest: Sequence[Incident]) -> str:
    places = [(each.id, _place(tx, each)) for each in newest]
    span = (policy.local(counted.first), policy.local(counted.last))
    return texts.bunch(bunch.kind, areas.area(tx, bunch.area), counted, span, places)


def _place(tx: Tx, incident: Incident) -> str:
    station = areas.station(tx, incident.station_id) if incident.station_id else None
    store_of = areas.store(tx, incident.store_id) if incident.store_id else None
    return texts.place(station, store_of)


def _rows(bunch: Bunch) -> Rows:
    listed = Filter(kind=bunch.kind).words
    return [
        [button(texts.WATCH_ALL, "inc.all", bunch.id)],
        [button(texts.LIST, "inc.page", 0, *listed)],
    ]
