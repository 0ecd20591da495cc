"""What the list of routes needs to know of claims."""

from handlers.claims import following
from handlers.claims.opening import claim_tick as tick
from handlers.officers.privacy import privately
from handlers.router import Handle

PRESSES: dict[str, Handle] = privately(following.PRESSES)

__all__ = ["PRESSES", "tick"]
