"""What of leave people can type and press."""

from collections.abc import Mapping, Sequence

from telegram import Update

from handlers.agenda import show
from handlers.context import Context
from handlers.leave import asking, deciding, listing, superiors, urging
from handlers.officers.privacy import privately
from handlers.router import Handle, Take

_PAGES: Mapping[str, Handle] = {
    "daftar": listing.show,
    "atasan": superiors.page,
    "pengecualian": asking.begin,
}


async def leave(update: Update, ctx: Context) -> None:
    """/cuti with a day, a range or nothing; /cuti daftar, /cuti atasan, /cuti pengecualian."""
    page = _PAGES.get(ctx.words[0].lower()) if ctx.words else None
    if page is None:
        await show.leave(update, ctx)
        return
    ctx.words = []
    await page(update, ctx)


COMMANDS: Mapping[str, Handle] = {"cuti": leave}
PRESSES: Mapping[str, Handle] = privately(
    {
        "izin": asking.begin,
        "izf": asking.press,
        "izt": asking.withdraw,
        "izk": deciding.press,
        "izn": deciding.without_note,
        "izd": listing.show,
        "izb": listing.open_card,
        "izs": superiors.press,
    }
)
TAKERS: Sequence[Take] = (asking.take, deciding.take, superiors.take)
"""Typed answers to an open question; to be asked before one-line reports and free text."""
tick = urging.tick
