"""What the list of routes needs to know of incidents."""

from handlers.incidents import (
    adding,
    answer_times,
    assigning,
    attaching,
    digest,
    duty,
    escalating,
    expecting,
    gallery,
    handed_over,
    hiding,
    history,
    listing,
    merging,
    noting,
    raising,
    reopening,
    revealing,
    triage,
    watching_all,
)
from handlers.router import merged

COMMANDS = merged(listing.COMMANDS, duty.COMMANDS)
PRESSES = merged(
    triage.PRESSES, attaching.PRESSES, listing.PRESSES, revealing.PRESSES, expecting.PRESSES,
    assigning.PRESSES, reopening.PRESSES, answer_times.PRESSES, hiding.PRESSES,
    duty.PRESSES, history.PRESSES, merging.PRESSES, watching_all.PRESSES,
    noting.PRESSES, gallery.PRESSES, handed_over.PRESSES,
)  # fmt: skip
FILE_TAKERS = (adding.take_document,)
"""Before files are read as rosters."""
FIRST_TAKERS = (adding.take, handed_over.take, noting.take)
"""Answers to a message about an incident, and to "what was done?": before reports are read."""
TAKERS = (adding.take_loose,)
TICKS = (raising.tick, escalating.tick, digest.tick, duty.tick)
