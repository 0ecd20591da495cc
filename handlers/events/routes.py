"""What of the event people can type and press: admins only."""

from collections.abc import Mapping, Sequence

from handlers.events import course, setup, switching
from handlers.router import Handle, Take

COMMANDS: Mapping[str, Handle] = {"acara": setup.show, "gladi": setup.rehearse}
PRESSES: Mapping[str, Handle] = {
    "ev": setup.press,
    "evh": course.hours,
    "evi": course.items,
    "evs": switching.press,
}
TAKERS: Sequence[Take] = (setup.take, course.take)
"""Typed answers to an open question; to be asked before one-line reports and free text."""
