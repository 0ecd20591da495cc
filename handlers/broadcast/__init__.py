"""/siaran: audience, content, preview, a second admin where needed, a bar that moves, lists."""

from handlers.broadcast import composing, running
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = composing.COMMANDS
PRESSES: dict[str, Handle] = privately(composing.PRESSES | running.PRESSES)
take = composing.take
edited = composing.edited
