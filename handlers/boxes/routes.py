"""What the list of routes needs to know of boxes."""

from handlers.boxes import missing, receiving
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = receiving.COMMANDS
PRESSES: dict[str, Handle] = privately(receiving.PRESSES)
tick = missing.tick
