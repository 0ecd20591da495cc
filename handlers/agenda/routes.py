"""What of the calendar people can type and press."""

from collections.abc import Mapping, Sequence

from handlers import unfinished
from handlers.agenda import (
    adding,
    confirm,
    confirmations,
    invitation,
    loading,
    managing,
    meeting,
    show,
)
from handlers.agenda.files import chat
from handlers.router import Handle, Take

COMMANDS: Mapping[str, Handle] = {
    "agenda": show.show_agenda,
    "agenda_tambah": adding.add,
}
PRESSES: Mapping[str, Handle] = {
    "agsemua": show.show_all,
    "agbulan": show.show_month,
    "agbuka": show.show_again,
    "agics": chat.take_along,
    "agcontoh": chat.template,
    "agf": chat.press,
    chat.WHO.verb: chat.WHO.press,
    "agfback": chat.back,
    "agbaru": adding.begin,
    "agt": adding.press,
    adding.WHO.verb: adding.WHO.press,
    "agp": loading.press,
    "agatur": managing.show_list,
    "ag": managing.press,
    "baca": confirm.confirm,
    confirmations.VERB: confirmations.press,
    "hadir": invitation.answer,
    "agwakil": invitation.no_deputy,
    "agm": invitation.extra,
    "agr": meeting.press,
    **unfinished.PRESSES,
}
TAKERS: Sequence[Take] = (
    adding.take, chat.take_who, invitation.take, meeting.take, chat.take,
)  # fmt: skip
"""Typed answers to an open question; to be asked before one-line reports and free text."""
