"""What the list of routes needs to know of incidents."""

from handlers.incidents import (
    adding,
    answer_times,
    digest,
    escalating,
    listing,
    raising,
    revealing,
    triage,
)
from handlers.router import merged

COMMANDS = merged(listing.COMMANDS)
PRESSES = merged(
    triage.PRESSES, adding.PRESSES, listing.PRESSES, revealing.PRESSES, answer_times.PRESSES
)
FIRST_TAKERS = (adding.take, triage.take_note)
"""Answers to a message about an incident, and to "what was done?": before reports are read."""
TAKERS = (adding.take_loose,)
TICKS = (raising.tick, escalating.tick, digest.tick)
