"""What may be typed and pressed about broadcasts."""

from handlers.broadcast import composing, running
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = composing.COMMANDS
PRESSES: dict[str, Handle] = privately(composing.PRESSES | running.PRESSES)
take = composing.take
edited = composing.edited
