"""What admins may type and press about the bot itself."""

from handlers.admin import acts, copying, system
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = {
    "audit": acts.command,
    "sistem": system.command,
    "cadangkan": copying.command,
}
PRESSES: dict[str, Handle] = privately(
    {
        "aud": acts.press, "sys": system.press, "sys.again": system.again,
        "sys.all": system.again_all,
    }
)  # fmt: skip
