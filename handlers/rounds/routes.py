"""What the list of routes needs to know of the rounds of stores."""

from handlers.officers.privacy import privately
from handlers.rounds import answering, stores, ticking
from handlers.router import Handle

COMMANDS: dict[str, Handle] = stores.COMMANDS
PRESSES: dict[str, Handle] = privately(answering.PRESSES | stores.PRESSES)
tick = ticking.tick
