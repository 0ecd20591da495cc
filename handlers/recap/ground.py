"""Which area somebody looks at: the own one, or the one they name, never one outside."""

from handlers import area_names, examples
from handlers.access import Action, Place, allowing
from handlers.buttons import Rows
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.forms import places
from handlers.officers import picker
from handlers.texts import recap as texts
from storage import areas
from storage.areas import Area


def own(ctx: Context) -> list[Area]:
    """The areas that somebody may look at, as the posts name them, the largest first."""
    codes = places.roots(ctx.tx, allowing(ctx.actor.posts, Action.SEE_AREA))
    found = [areas.area(ctx.tx, code) for code in codes]
    return sorted((a for a in found if a is not None), key=lambda a: (len(a.code), a.code))


def named(ctx: Context, words: str) -> Area:
    """The area that the words name, or the one own area.

    Raises Denied for one outside, Refused for words that name none or when there is none.
    """
    ctx.require(Action.SEE_AREA)
    if not words:
        mine = own(ctx)
        if not mine:
            raise Refused(texts.NO_AREA)
        return mine[0]
    found = area_names.find(ctx.tx, words)
    if not found:
        raise Refused(texts.no_such_area(words, examples.of(ctx)))
    seen = [area for area in found if ctx.actor.may(Action.SEE_AREA, Place(area.code))]
    if not seen:
        raise Denied(Action.SEE_AREA, Place(found[0].code))
    return seen[0]


def pressed(ctx: Context, code: str) -> Area:
    """The area that a button names, if it may be looked at. Raises Malformed, Denied."""
    found = areas.area(ctx.tx, code)
    if found is None:
        raise Malformed
    ctx.require(Action.SEE_AREA, Place(code))
    return found


def above(ctx: Context, area: Area) -> Area | None:
    """The area around this one, if it may be looked at."""
    _, *higher = areas.chain(area.code)
    if not higher or not ctx.actor.may(Action.SEE_AREA, Place(higher[0])):
        return None
    return areas.area(ctx.tx, higher[0])


def chooser(ctx: Context, verb: str, *arguments: object) -> Rows:
    """A button for each own area, for somebody with several; empty for one."""
    mine = own(ctx)
    if len(mine) < 2:
        return []
    return picker.own_area_rows(mine, verb, *arguments)
