"""What the list of routes needs to know of silence."""

from handlers.officers.privacy import privately
from handlers.router import Handle
from handlers.silence.acting import PRESSES as _PRESSES
from handlers.silence.ticking import silence_tick as tick

PRESSES: dict[str, Handle] = privately(_PRESSES)

__all__ = ["PRESSES", "tick"]
