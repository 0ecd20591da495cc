"""/siaran: audience, content, preview, a second admin where needed, a bar that moves, lists."""

from handlers.broadcast import composing, running
from handlers.router import Handle

COMMANDS: dict[str, Handle] = composing.COMMANDS
PRESSES: dict[str, Handle] = composing.PRESSES | running.PRESSES
take = composing.take
