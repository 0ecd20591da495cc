"""The one ordered list: which conversation takes what, which clock ticks, which slow work."""

from collections.abc import Mapping

from bot.schedule import Tick
from bot.work import Worker
from handlers import menu
from handlers.router import Routes, merged

TICKS: tuple[Tick, ...] = ()
WORKERS: Mapping[str, Worker] = {}


def routes() -> Routes:
    """Everything people can do. Takers are asked in this order."""
    return Routes(
        commands=merged(menu.COMMANDS),
        presses=merged(menu.PRESSES),
        takers=(menu.take,),
        editors=(),
        open_commands=merged(),
        open_presses=merged(),
        open_takers=(),
        group_commands=merged(),
        membership=menu.membership,
        service=menu.service,
    )
