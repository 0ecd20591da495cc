"""The chooser itself: one message with screens for roles, areas and agencies, edited in place.

The conversation that uses it keeps the audience (in its draft) and says what comes after.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from zlib import crc32

from telegram import Update

from handlers.access import Role
from handlers.audience import pasted, words
from handlers.audience.bounds import Bounds
from handlers.audience.pasted import Found
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.texts import audience as texts
from handlers.texts import common
from handlers.texts.common import agency_name, area_label, area_name, role_name
from storage import areas
from storage.areas import EVERYWHERE, Area, covers
from storage.audience import Audience, agencies, reach
from storage.database import Tx

PAGE = 20
"""Areas on one screen."""


@dataclass(frozen=True)
class Chooser:
    """`verb` is its callback verb: the owner lists `{chooser.verb: chooser.press}` in PRESSES.

    `load` gives what is chosen so far and raises Stale when the conversation is over.
    """

    verb: str
    purpose: str
    bounds: Callable[[Context], Bounds]
    load: Callable[[Context], Audience]
    save: Callable[[Context, Audience], None]
    done: Callable[[Context, Audience], None]
    last_row: Callable[[], list[Button]]
    nobody: bool = False
    """Whether nobody will do: an entry of the calendar may be written before the roster is in."""
    live: bool = False
    """Whether it may be for stations that have not reported something, or for a list."""

    def screen(self, ctx: Context) -> tuple[str, Rows]:
        """The main screen: what is chosen, how many people that is, what can be changed."""
        return self.screen_of(ctx.tx, ctx.event.id, self.bounds(ctx), self.load(ctx))

    def screen_of(
        self, tx: Tx, event_id: int, bounds: Bounds, chosen: Audience
    ) -> tuple[str, Rows]:
        """The same from anywhere that has a transaction."""
        meant = bounds.filled(chosen)
        text = texts.ask(self.purpose, words.describe(tx, meant), reach(tx, event_id, meant))
        kinds = [self._button(texts.ROLES, "r"), self._button(texts.AREAS, "a", "", 0)]
        if bounds.any_agency:
            kinds.append(self._button(texts.AGENCIES, "g"))
        rows = [kinds]
        if self.live:
            rows.append([self._button(texts.LACKING, "l"), self._button(texts.LIST, "p")])
        return text, [*rows, [self._button(texts.NEXT, "ok")], self.last_row()]

    def take(self, ctx: Context, text: str) -> Found | None:
        """A typed audience or list: kept. Raises Refused with a clear sentence.

        Returns what became of a list; more of it may follow. None for an audience in words.
        """
        try:
            typed = words.read(ctx.tx, ctx.event.id, text, live=self.live)
        except Refused:
            if not self.live:
                raise
            return self._take_list(ctx, text)
        if not self.bounds(ctx).allows(self.bounds(ctx).filled(typed)):
            raise Refused(texts.NOT_YOURS)
        self.save(ctx, typed)
        return None

    def _take_list(self, ctx: Context, text: str) -> Found:
        """Words that are no audience are a list, unless they name nobody and look like none."""
        bounds, chosen = self.bounds(ctx), self.load(ctx)
        audience, found = with_list(ctx.tx, ctx.event.id, bounds, chosen, text)
        if not found.people:
            if not pasted.looks_like_one(text):
                words.read(ctx.tx, ctx.event.id, text, live=True)  # says which word is odd
            raise Refused(texts.NOBODY_ON_LIST)
        self.save(ctx, audience)
        return found

    async def press(self, update: Update, ctx: Context) -> None:
        """Any button of the chooser."""
        screens = {
            "m": self.screen, "r": self._roles, "g": self._agencies, "a": self._areas,
            "t": self._tick_area,
        } | ({"l": self._stations, "p": self._list} if self.live else {})  # fmt: skip
        if ctx.word(0) == "ok":
            self.finish(ctx)
            return
        show = screens.get(ctx.word(0))
        if show is None:
            raise Malformed
        ctx.edit(*show(ctx))

    def finish(self, ctx: Context) -> None:
        """Hand over what was chosen; Refused when that is nobody, or beyond the bounds."""
        bounds = self.bounds(ctx)
        meant = bounds.filled(self.load(ctx))
        if not bounds.allows(meant):
            raise Refused(texts.NOT_YOURS)
        if not self.nobody and reach(ctx.tx, ctx.event.id, meant).people == 0:
            raise Refused(texts.NOBODY)
        self.done(ctx, meant)

    # ── Roles and agencies ───────────────────────────────────────────────────────────────────
    def _roles(self, ctx: Context) -> tuple[str, Rows]:
        chosen = self.load(ctx)
        if len(ctx.words) > 1:
            if ctx.word(1) not in list(Role):
                raise Malformed
            chosen = replace(chosen, roles=toggled(chosen.roles, ctx.word(1)))
            self.save(ctx, chosen)
        offered = [
            self._button(texts.ticked(role_name(role), on=role in chosen.roles), "r", role)
            for role in Role
        ]
        return texts.PICK_ROLES, [*columns(offered, 2), [self._button(texts.DONE, "m")]]

    def _agencies(self, ctx: Context) -> tuple[str, Rows]:
        chosen = self.load(ctx)
        if not self.bounds(ctx).any_agency:
            raise Malformed
        known = {_mark(agency): agency for agency in agencies(ctx.tx, ctx.event.id)[:80]}
        if len(ctx.words) > 1:
            if ctx.word(1) not in known:
                raise Malformed
            chosen = replace(chosen, agencies=toggled(chosen.agencies, known[ctx.word(1)]))
            self.save(ctx, chosen)
        offered = [
            self._button(texts.ticked(agency_name(agency), on=agency in chosen.agencies), "g", mark)
            for mark, agency in known.items()
        ]
        return texts.PICK_AGENCIES, [*columns(offered, 2), [self._button(texts.DONE, "m")]]

    # ── Stations that have not reported something, and lists ─────────────────────────────────
    def _stations(self, ctx: Context) -> tuple[str, Rows]:
        chosen = self.load(ctx)
        offered = words.reportable(ctx.tx, ctx.event.id)
        if len(ctx.words) > 1:
            code = ctx.word(1)
            if code not in ("", *(each.code for each in offered)):
                raise Malformed
            self.save(ctx, replace(chosen, lacking=code or None))
            return self.screen(ctx)
        labels = {"": texts.ANY_STATION} | {each.code: each.label for each in offered}
        rows = [
            [self._button(texts.ticked(label, on=(chosen.lacking or "") == code), "l", code)]
            for code, label in labels.items()
        ]
        return texts.PICK_LACKING, [*rows, [self._button(texts.DONE, "m")]]

    def _list(self, ctx: Context) -> tuple[str, Rows]:
        chosen = self.load(ctx)
        if len(ctx.words) > 1:
            self.save(ctx, replace(chosen, people=()))
            return self.screen(ctx)
        forget = [self._button(texts.FORGET_LIST, "p", "off")] if chosen.people else []
        return texts.SEND_LIST, [[*forget, self._button(common.BACK, "m")]]

    # ── Areas ────────────────────────────────────────────────────────────────────────────────
    def _areas(self, ctx: Context) -> tuple[str, Rows]:
        return self._area_screen(ctx, ctx.word(1), ctx.number(2))

    def _tick_area(self, ctx: Context) -> tuple[str, Rows]:
        code, chosen = ctx.word(1), self.load(ctx)
        bounds = self.bounds(ctx)
        if areas.area(ctx.tx, code) is None or not any(covers(b, code) for b in bounds.areas):
            raise Malformed
        self.save(ctx, replace(chosen, areas=area_toggled(chosen.areas, code)))
        return self._area_screen(ctx, ctx.word(2), ctx.number(3))

    def _area_screen(self, ctx: Context, parent: str, page: int) -> tuple[str, Rows]:
        chosen = self.load(ctx).areas
        inside = areas.area(ctx.tx, parent) if parent else None
        listed = areas.children(ctx.tx, inside.code) if inside else self._tops(ctx)
        first = page * PAGE if 0 <= page * PAGE < len(listed) else 0
        rows: Rows = []
        if inside is not None:
            whole = texts.ticked(texts.whole(area_label(inside)), on=inside.code in chosen)
            rows.append([self._button(whole, "t", inside.code, parent, page)])
        for area in listed[first : first + PAGE]:
            rows.append(self._area_row(area, chosen, parent, page))
        rows += [self._pages(parent, page, len(listed)), self._way_out(ctx, parent)]
        place = area_name(inside) if inside else texts.AREAS.lower()
        return texts.pick_areas(place), rows

    def _tops(self, ctx: Context) -> list[Area]:
        codes = self.bounds(ctx).areas
        if codes == (EVERYWHERE,):
            tops = areas.roots(ctx.tx)
            return areas.children(ctx.tx, tops[0].code) if len(tops) == 1 else tops
        found = [areas.area(ctx.tx, code) for code in codes]
        return [area for area in found if area is not None]

    def _area_row(
        self, area: Area, chosen: tuple[str, ...], parent: str, page: int
    ) -> list[Button]:
        on = any(covers(code, area.code) for code in chosen)
        row = [self._button(texts.ticked(area_label(area), on=on), "t", area.code, parent, page)]
        if area.level != "village":
            row.append(self._button(texts.inside(area.name), "a", area.code, 0))
        return row

    def _pages(self, parent: str, page: int, total: int) -> list[Button]:
        row = []
        if page > 0:
            row.append(self._button(texts.EARLIER, "a", parent, page - 1))
        if (page + 1) * PAGE < total:
            row.append(self._button(texts.LATER, "a", parent, page + 1))
        return row

    def _way_out(self, ctx: Context, parent: str) -> list[Button]:
        done = self._button(texts.DONE, "m")
        return [self._button(texts.UP, "a", "", 0), done] if parent else [done]

    def _button(self, label: str, *arguments: object) -> Button:
        return button(label, self.verb, *arguments)


def with_list(
    tx: Tx, event_id: int, bounds: Bounds, chosen: Audience, text: str
) -> tuple[Audience, Found]:
    """An audience with the people of a list, in place of any other choice but a former list."""
    found = pasted.read(tx, event_id, bounds.filled(Audience()), text)
    return Audience(people=tuple(dict.fromkeys((*chosen.people, *found.people)))), found


def toggled(chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The choice with this one added, or taken away if it was in."""
    return tuple(c for c in chosen if c != code) if code in chosen else (*chosen, code)


def area_toggled(chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The same for areas: what lies inside a chosen area, or around it, is no longer named."""
    if code in chosen:
        return toggled(chosen, code)
    return (*(c for c in chosen if not covers(code, c) and not covers(c, code)), code)


def _mark(agency: str) -> str:
    """A short name for an agency, since its own may not fit into a button."""
    return f"{crc32(agency.encode()):08x}"
