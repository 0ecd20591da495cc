"""The one ordered list: which conversation takes what, which clock ticks, which slow work."""

from collections.abc import Mapping

from bot.jobs import broadcast as broadcast_job
from bot.schedule import Tick
from bot.work import Worker
from handlers import broadcast, membership, menu
from handlers.forms import conversation, corrections, free_text, milestones, typed
from handlers.registration import routes as registration
from handlers.router import Routes, merged
from handlers.texts.menu import LABELS

TICKS: tuple[Tick, ...] = (registration.tick,)
WORKERS: Mapping[str, Worker] = {"broadcast": broadcast_job.work}


def routes() -> Routes:
    """Everything people can do. Takers are asked in this order."""
    return Routes(
        commands=merged(
            menu.COMMANDS, corrections.COMMANDS, registration.COMMANDS, broadcast.COMMANDS
        ),
        presses=merged(
            menu.PRESSES,
            conversation.PRESSES,
            milestones.PRESSES,
            typed.PRESSES,
            corrections.PRESSES,
            free_text.PRESSES,
            registration.PRESSES,
            broadcast.PRESSES,
        ),
        # The text of a broadcast may read like a report: only the broadcast comes before those.
        # What is typed as a report comes before a form that is open; free words come last.
        takers=(
            broadcast.take,
            corrections.take,
            typed.take,
            *registration.TAKERS,
            milestones.take_hour,
            conversation.take,
            free_text.take,
            menu.leftovers,
        ),
        editors=(corrections.edited,),
        open_commands=merged(registration.OPEN_COMMANDS),
        open_presses=merged(registration.OPEN_PRESSES),
        open_takers=registration.OPEN_TAKERS,
        labels=LABELS,
        group_commands=merged(),
        membership=membership.changed,
        service=membership.service,
    )
