"""The one ordered list: which conversation takes what, which clock ticks, which slow work."""

from collections.abc import Mapping

from bot.jobs import agenda as agenda_job
from bot.jobs import backup as backup_job
from bot.jobs import broadcast as broadcast_job
from bot.jobs import cards as cards_job
from bot.jobs import evidence as evidence_job
from bot.jobs import roster as roster_job
from bot.jobs import system as system_job
from bot.schedule import Tick
from bot.tidying import forget
from bot.work import Worker
from handlers import groups, heads, membership, menu, outage
from handlers.admin import newcomers
from handlers.admin import routes as admin
from handlers.agenda import routes as agenda
from handlers.agenda.prompts import prompt
from handlers.agenda.reminders import remind
from handlers.boxes import routes as boxes
from handlers.broadcast import routes as broadcast
from handlers.cards import routes as cards
from handlers.claims import routes as claims
from handlers.events import routes as events
from handlers.forms import (
    batches,
    calling_off,
    corrections,
    free_text,
    loose,
    milestones,
    news,
    replies,
    resting,
    true_hour,
    typed,
    typed_replies,
)
from handlers.incidents import routes as incidents
from handlers.leave import routes as leave
from handlers.officers import routes as officers
from handlers.recap import routes as recap
from handlers.registration import routes as registration
from handlers.roster import chat as roster
from handlers.rounds import routes as rounds
from handlers.router import Routes, merged
from handlers.silence import routes as silence
from handlers.texts.menu import LABELS, WORDS
from handlers.unreached import routes as unreached

TICKS: tuple[Tick, ...] = (
    registration.tick, *incidents.TICKS, remind, prompt, silence.tick, rounds.tick, boxes.tick,
    claims.tick, leave.tick, outage.tick, heads.tick, newcomers.tick,
    unreached.tick,
    resting.tick, forget,
)  # fmt: skip
WORKERS: Mapping[str, Worker] = {
    "backup": backup_job.work,
    "system": system_job.work,
    "parked": system_job.again,
    **broadcast_job.WORKERS,
    **evidence_job.WORKERS,
    **roster_job.WORKERS,
    **agenda_job.WORKERS,
    **cards_job.WORKERS,
}


def routes() -> Routes:
    """Everything people can do. Takers are asked in this order."""
    return Routes(
        commands=merged(
            menu.COMMANDS,
            corrections.COMMANDS,
            registration.COMMANDS,
            officers.COMMANDS,
            broadcast.COMMANDS,
            recap.COMMANDS,
            admin.COMMANDS,
            incidents.COMMANDS,
            groups.COMMANDS,
            roster.COMMANDS,
            agenda.COMMANDS,
            leave.COMMANDS,
            events.COMMANDS,
            rounds.COMMANDS,
            boxes.COMMANDS,
            unreached.COMMANDS,
            cards.COMMANDS,
        ),
        presses=merged(
            menu.PRESSES,
            replies.PRESSES,
            milestones.PRESSES,
            calling_off.PRESSES,
            true_hour.PRESSES,
            batches.PRESSES,
            corrections.PRESSES,
            free_text.PRESSES,
            news.PRESSES,
            registration.PRESSES,
            officers.PRESSES,
            broadcast.PRESSES,
            recap.PRESSES,
            admin.PRESSES,
            incidents.PRESSES,
            roster.PRESSES,
            agenda.PRESSES,
            leave.PRESSES,
            events.PRESSES,
            silence.PRESSES,
            rounds.PRESSES,
            boxes.PRESSES,
            claims.PRESSES,
            unreached.PRESSES,
            cards.PRESSES,
        ),
        # The text of a broadcast, or the title of an agenda entry, may read like a report: only
        # these come before those.
        # What is typed as a report comes before a form that is open; free words come last.
        takers=(
            broadcast.take,
            *roster.FIRST_TAKERS,
            *incidents.FIRST_TAKERS,
            *leave.TAKERS,
            *agenda.TAKERS,
            *events.TAKERS,
            corrections.take,
            typed.take,
            *officers.TAKERS,
            *registration.TAKERS,
            true_hour.take_hour,
            milestones.take_station,
            typed_replies.take,
            *incidents.FILE_TAKERS,
            loose.take_document,
            *roster.TAKERS,
            *incidents.TAKERS,
            menu.back,
            free_text.take,
            loose.take,
            menu.leftovers,
        ),
        editors=(broadcast.edited, corrections.edited, free_text.edited),
        open_commands=merged(registration.OPEN_COMMANDS),
        open_presses=merged(registration.OPEN_PRESSES),
        open_takers=registration.OPEN_TAKERS,
        labels=LABELS | {word: word for word in WORDS},
        group_commands=merged(groups.GROUP_COMMANDS),
        membership=membership.changed,
        service=membership.service,
    )
