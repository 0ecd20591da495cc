"""What the list of routes needs to know of claims."""

from handlers.claims import following, opening
from handlers.officers.privacy import privately
from handlers.router import Handle

PRESSES: dict[str, Handle] = privately(following.PRESSES)
tick = opening.tick
