"""What of the calendar people can type and press."""

from collections.abc import Mapping, Sequence

from handlers.agenda import adding, confirm, loading, managing, show
from handlers.router import Handle, Take

COMMANDS: Mapping[str, Handle] = {
    "agenda": show.show_agenda,
    "cuti": show.leave,
    "agenda_tambah": adding.add,
}
PRESSES: Mapping[str, Handle] = {
    "agsemua": show.show_all,
    "agbaru": adding.begin,
    "agt": adding.press,
    adding.WHO.verb: adding.WHO.press,
    "agp": loading.press,
    "agatur": managing.show_list,
    "ag": managing.press,
    "baca": confirm.confirm,
}
TAKERS: Sequence[Take] = (adding.take, managing.take)
"""Typed answers to an open question; to be asked before one-line reports and free text."""
