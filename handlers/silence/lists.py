"""The lists of silent stations: one message for each chat and milestone, kept up to date in place.

Lurah and PPS get the stations of their village, coordinators a summary of their area.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from handlers import outgoing
from handlers.access import Role
from handlers.buttons import Rows, button
from handlers.context import Desk
from handlers.silence.course import SUMMARY, VILLAGES, Watch
from handlers.texts import common
from handlers.texts import silence as texts
from storage import areas, outbox, people, silence
from storage.areas import EVERYWHERE, Area, covers
from storage.events import Event
from storage.outbox import Payload, Priority
from storage.silence import Leader, Quiet, Reminded, Sealed

KIND = "silence"
HEADS = (Role.LURAH, Role.PPS)
FOLLOWING = frozenset({"bakesbangpol", "kpu", "satpolpp"})
"""Agencies whose people, or whose election day, this is; others are rung only in their place."""
APART = frozenset({"bawaslu"})
_ROOM = 3800
"""Telegram takes 4,096 units; the rest is for what ends a list."""


@dataclass(frozen=True)
class Picture:
    """What is known about the silence on one milestone, in the whole city."""

    watch: Watch
    event: Event
    desk: Desk
    quiet: Mapping[str, tuple[Quiet, ...]]
    """The silent stations by village."""
    of: Mapping[str, int]
    """Stations on their course by village."""
    reminded: Mapping[str, Reminded]
    areas: Mapping[str, Area]

    def inside(self, area: str) -> list[str]:
        """The villages of an area with silent stations, in order of code."""
        return [code for code in self.quiet if covers(area, code)]

    def total(self, area: str) -> int | None:
        """Stations on their course; None where each has its own hour: those are not counted."""
        if self.watch.rolling:
            return None
        return sum(number for code, number in self.of.items() if covers(area, code))

    def name(self, code: str) -> str:
        """Kel. Jodipan (escaped)"""
        return common.area_name(self.areas[code])

    @property
    def title(self) -> str:
        due = None if self.watch.rolling else self.desk.policy.local(self.watch.due_at)
        return texts.title(self.watch.milestone.label, due, rehearsal=self.event.rehearsal)


@dataclass(frozen=True)
class Board:
    """A chat that gets a list: for whom, and of which areas."""

    chat_id: int
    people: frozenset[int]
    areas: tuple[str, ...]


def picture(desk: Desk, event: Event, watch: Watch) -> Picture:
    """Look up who is silent; where each station has its own hour, those past the lists' time."""
    sealed = Sealed(desk.now - VILLAGES * watch.grace) if watch.rolling else None
    found = silence.quiet(desk.tx, event.id, watch.known_by, sealed)
    return Picture(
        watch, event, desk,
        {code: tuple(group) for code, group in groupby(found, key=lambda each: each.area)},
        silence.on_course(desk.tx, event.id),
        silence.reminded(desk.tx, watch.thing("again")),
        {area.code: area for area in areas.everything(desk.tx)},
    )  # fmt: skip


# ── Who gets one ─────────────────────────────────────────────────────────────────────────────
def boards(desk: Desk, event: Event, level: int) -> list[Board]:
    """The chats that get the lists of a level, each with its areas."""
    if level == VILLAGES:
        return _by_chat(desk, silence.leaders(desk.tx, event.id, HEADS))
    found = silence.leaders(desk.tx, event.id, (Role.KOORDINATOR,))
    following = [each for each in found if each.agency in FOLLOWING]
    others = [each for each in found if each.agency not in APART]
    return _by_chat(desk, following or others or _admins(desk, event))


def _admins(desk: Desk, event: Event) -> list[Leader]:
    found = silence.leaders(desk.tx, event.id, (Role.ADMIN,))
    for chat_id in sorted(desk.policy.admin_ids):
        account = people.account(desk.tx, chat_id)
        if account is not None and account.acting_person_id is not None:
            found.append(Leader(account.acting_person_id, EVERYWHERE, None, chat_id))
    return found


def _by_chat(desk: Desk, found: Iterable[Leader]) -> list[Board]:
    held: dict[int, tuple[set[int], set[str]]] = {}
    for each in found:
        persons, codes = held.setdefault(each.chat_id, (set(), set()))
        persons.add(each.person_id)
        codes |= {root.code for root in areas.roots(desk.tx)} if not each.area else {each.area}
    return [
        Board(chat_id, frozenset(persons), _widest(codes))
        for chat_id, (persons, codes) in held.items()
    ]


def _widest(codes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(
        code for code in codes
        if not any(covers(other, code) for other in codes if other != code)
    ))  # fmt: skip


# ── What it says ─────────────────────────────────────────────────────────────────────────────
def payload(seen: Picture, level: int, codes: Sequence[str]) -> Payload:
    """The message for a chat with these areas; without any it is not for the chat any more."""
    if not codes:
        return outgoing.message(texts.NOT_YOURS, [])
    if not any(seen.inside(code) for code in codes):
        return outgoing.message(f"{seen.title}\n{texts.EVERYBODY}", [])
    if level == VILLAGES:
        return outgoing.message(_fitted(_villages(seen, codes)), _village_rows(seen, codes))
    return outgoing.message(_fitted(_summary(seen, codes)), _summary_rows(seen, codes))


def _villages(seen: Picture, codes: Sequence[str]) -> list[str]:
    lines = [seen.title]
    for code in (village for each in codes for village in seen.inside(each)):
        lines += ["", *_village(seen, code)]
        if code in seen.reminded:
            done = seen.reminded[code]
            lines.append(texts.reminded(done.name, seen.desk.policy.local(done.at)))
    return [*lines, "", texts.NO_ALARM]


def _village(seen: Picture, code: str) -> list[str]:
    """The silent stations of a village: those with somebody to ask, then those with nobody."""
    numbers = [each.number for each in seen.quiet[code]]
    alone = [each.number for each in seen.quiet[code] if not each.reporters]
    lines = texts.village(seen.name(code), numbers, seen.total(code))
    return [*lines, texts.without_reporter(alone)] if alone else lines


def _village_rows(seen: Picture, codes: Sequence[str]) -> Rows:
    found = [village for each in codes for village in seen.inside(each)]
    rows: Rows = []
    for code in found[:30]:
        named = seen.areas[code].name if len(found) > 1 else None
        row = [button(texts.labelled(texts.REPORT, named), "sil.pick", seen.watch.code, code)]
        if code not in seen.reminded:
            again = texts.labelled(texts.REMIND_ALL, named)
            row.append(button(again, "sil.all", seen.watch.code, code))
        rows.append(row)
    return rows


def _summary(seen: Picture, codes: Sequence[str]) -> list[str]:
    lines = [seen.title]
    for code in codes:
        lines += _area(seen, code)
    return [*lines, "", texts.NO_ALARM]


def _area(seen: Picture, code: str) -> list[str]:
    """An area in numbers, by what lies directly below it; a village with its stations."""
    inside = seen.inside(code)
    if not inside:
        return []
    if seen.areas[code].level == "village":
        return _village(seen, code)
    silent = [each for village in inside for each in seen.quiet[village]]
    lines = [texts.area_line(f"<b>{seen.name(code)}</b>", len(silent), seen.total(code))]
    for below in areas.children(seen.desk.tx, code):
        here = sum(len(seen.quiet[village]) for village in seen.inside(below.code))
        if here:
            name = common.area_name(below)
            lines.append(texts.area_line(name, here, seen.total(below.code)))
    whole = [seen.name(village) for village in inside if _whole(seen, village)]
    if whole:
        lines.append(texts.whole_villages(whole))
    alone = sum(not each.reporters for each in silent)
    return [*lines, texts.no_reporters(alone)] if alone else lines


def _whole(seen: Picture, village: str) -> bool:
    return not seen.watch.rolling and len(seen.quiet[village]) >= seen.of.get(village, 0)


def _summary_rows(seen: Picture, codes: Sequence[str]) -> Rows:
    several = len(codes) > 1
    return [
        [button(texts.labelled(texts.DETAILS, seen.areas[code].name if several else None),
                "rk.no", code, seen.watch.code)]
        for code in codes[:10]
    ]  # fmt: skip


def _fitted(lines: Sequence[str]) -> str:
    first, *rest = outgoing.pieces("\n".join(lines), _ROOM)
    return f"{first}\n{texts.MORE}" if rest else first


# ── Showing it ───────────────────────────────────────────────────────────────────────────────
def show(seen: Picture, level: int, board: Board) -> None:
    """Let a chat show its list."""
    outbox.show(
        seen.desk.tx, seen.desk.now, board.chat_id, seen.watch.thing(level),
        payload(seen, level, board.areas), kind=KIND, priority=Priority.NUDGE,
    )  # fmt: skip


def refresh(desk: Desk, event: Event, watch: Watch) -> None:
    """Bring every list about a milestone up to date; what says the same already is not touched."""
    shown = {level: silence.shown_in(desk.tx, watch.thing(level)) for level in (VILLAGES, SUMMARY)}
    if not any(shown.values()):
        return
    seen = picture(desk, event, watch)
    for level, chats in shown.items():
        now = {board.chat_id: board for board in boards(desk, event, level)}
        wanted: dict[tuple[str, ...], Payload] = {}
        for chat_id, text in chats.items():
            board = now.get(chat_id, Board(chat_id, frozenset(), ()))
            if board.areas not in wanted:  # lurah and PPS of a village read the same
                wanted[board.areas] = payload(seen, level, board.areas)
            if json.loads(text) != wanted[board.areas]:
                show(seen, level, board)
