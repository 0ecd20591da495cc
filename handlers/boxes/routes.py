"""What the list of routes needs to know of boxes."""

from handlers.boxes import receiving
from handlers.boxes.missing import box_tick as tick
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = receiving.COMMANDS
PRESSES: dict[str, Handle] = privately(receiving.PRESSES)

__all__ = ["COMMANDS", "PRESSES", "tick"]
