"""Ringing about a store: whom, in which order, with which words; and what each chat shows after."""

from html import escape

from handlers import outgoing
from handlers.access import Action, Role, may
from handlers.buttons import Rows, button
from handlers.context import Desk
from handlers.forms import store_check
from handlers.forms.places import store_place
from handlers.rounds.hours import MISS
from handlers.texts import common
from handlers.texts import rounds as texts
from storage import areas, outbox, people, rounds
from storage.areas import EVERYWHERE, Store
from storage.events import Event
from storage.outbox import Priority
from storage.rounds import Answer, Due, Phone, Round

KIND = "round"
POSKO = "bakesbangpol"
"""The agency whose coordinators man the posko."""


def key_of(round_id: int, store_id: int) -> str:
    """The live message about a store in a round."""
    return f"round:{round_id}:{store_id}"


def rain_key(round_id: int) -> str:
    """The live message that tells who asked how the stores answered."""
    return f"rain:{round_id}"


def phones(desk: Desk, event: Event, store: Store) -> list[Phone]:
    """Everybody to ring about a store, in order: guards, lurah, camat, the posko's coordinators."""
    found = rounds.guards(desk.tx, event.id, store.id, desk.now)
    chain = areas.chain(store.area)
    for role, agency in ((Role.LURAH, None), (Role.CAMAT, None), (Role.KOORDINATOR, POSKO)):
        for code in chain:
            found += rounds.heads(desk.tx, event.id, code, role, agency)
    return found


def ring_next(desk: Desk, event: Event, due: Due) -> None:
    """Ring the next who was not rung yet; nobody left: the store stays unanswered."""
    store = areas.store(desk.tx, due.store_id)
    if store is None:
        rounds.give_up(desk.tx, due.round.id, due.store_id)
        return
    known = phones(desk, event, store)
    before = rounds.rung(desk.tx, due.round.id, store.id)
    for phone in known:
        chat_id = phone.chat_id
        if chat_id is not None and phone.person_id not in before:
            rounds.ring(desk.tx, desk.now, due, phone, chat_id, desk.now + MISS)
            # Who shares a phone with somebody rung before has the question already.
            if chat_id not in before.values():
                _ask(desk, event, due.round, store, phone, known)
                return
    rounds.give_up(desk.tx, due.round.id, store.id)
    tell_asker(desk, event, due.round)


def _ask(
    desk: Desk, event: Event, round_: Round, store: Store, phone: Phone, known: list[Phone]
) -> None:
    at = desk.policy.local(round_.due_at)
    rain = round_.kind == "rain"
    posts = people.posts(desk.tx, event.id, phone.person_id)
    rows = _rows(round_, store) if may(posts, Action.CHECK_STORE, store_place(store)) else []
    if phone.role == Role.PENJAGA:
        text = texts.ask_guard(store.name, at, rain=rain, rehearsal=event.rehearsal)
    else:
        guards = [(each.name, each.number) for each in known if each.role == Role.PENJAGA]
        text = texts.ask_head(
            store.name, at, guards, rain=rain, rehearsal=event.rehearsal, may_answer=bool(rows)
        )
    assert phone.chat_id is not None
    outbox.show(
        desk.tx, desk.now, phone.chat_id, key_of(round_.id, store.id),
        outgoing.message(text, rows), kind=KIND, priority=Priority.ALERT,
    )  # fmt: skip


def _rows(round_: Round, store: Store) -> Rows:
    return [
        [button(texts.SAFE, "rd.ok", round_.id, store.id),
         button(texts.PROBLEM, "rd.bad", round_.id, store.id)],
    ]  # fmt: skip


def take_answers(desk: Desk, event: Event) -> bool:
    """Write down which stores have answered, however they did; True if any has."""
    found = rounds.answers(desk.tx, event.id, desk.now)
    for answer in found:
        rounds.settle(desk.tx, answer)
        _show_answer(desk, answer)
    for round_ in {answer.round.id: answer.round for answer in found}.values():
        tell_asker(desk, event, round_)
    return bool(found)


def _show_answer(desk: Desk, answer: Answer) -> None:
    store = areas.store(desk.tx, answer.store_id)
    if store is None:
        return
    text = texts.answered(
        store.name, store_check.said(answer.answers), desk.policy.local(answer.event_at),
        answer.name, safe=answer.answers["state"] == store_check.SAFE,
    )  # fmt: skip
    key = key_of(answer.round.id, store.id)
    for chat_id in rounds.rung(desk.tx, answer.round.id, store.id).values():
        if outbox.wanted(desk.tx, chat_id, key) is not None:
            outbox.show(desk.tx, desk.now, chat_id, key, outgoing.message(text, []), kind=KIND)


def tell_asker(desk: Desk, event: Event, round_: Round) -> None:
    """Bring the message of whoever asked because of rain up to date."""
    if round_.chat_id is None:
        return
    tally = rounds.tally(desk.tx, round_.id)
    text = texts.rain_progress(
        area_name(desk, round_.area), desk.policy.local(round_.due_at), tally.stores,
        tally.answered, rounds.unsafe(desk.tx, round_.id),
        rounds.silent_stores(desk.tx, round_.id), rehearsal=event.rehearsal,
    )  # fmt: skip
    outbox.show(
        desk.tx, desk.now, round_.chat_id, rain_key(round_.id), outgoing.message(text, []),
        kind=KIND,
    )  # fmt: skip


def area_name(desk: Desk, code: str) -> str:
    """The area as people say it (escaped)."""
    found = None if code == EVERYWHERE else areas.area(desk.tx, code)
    return common.area_name(found) if found else escape(code)
