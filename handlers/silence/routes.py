"""What the list of routes needs to know of silence."""

from handlers.officers.privacy import privately
from handlers.router import Handle
from handlers.silence import acting, ticking

PRESSES: dict[str, Handle] = privately(acting.PRESSES)
tick = ticking.tick
